use crate::support::{run, text};

#[test]
fn version_and_help_end_with_success() {
    let version = run(&["--version"]);
    assert_eq!(version.status.code(), Some(0));
    let text_of_version = text(&version.stdout);
    let number = text_of_version.strip_prefix("Version: ").expect("Version: N").trim_end();
    assert!(number.len() == 10 && number.bytes().all(|digit| digit.is_ascii_digit()), "{number}");
    assert!(version.stderr.is_empty());

    let help = run(&["--help"]);
    assert_eq!(help.status.code(), Some(0));
    assert!(text(&help.stdout).contains("--config=FILE"));
}

#[test]
fn a_wrong_command_line_ends_with_one_and_explains() {
    for arguments in [
        &[][..],
        &["--foreground"],
        &["--bogus"],
        &["--config"],
        &["--config", "x", "--log-backend=file"],
        &["extra"],
        &["--check", "localhost", "33445"],
    ] {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        let complaint = text(&output.stderr);
        assert!(complaint.starts_with("toxcore-node: ") && complaint.contains("Usage: "), "{complaint}");
        assert!(output.stdout.is_empty());
    }
}
