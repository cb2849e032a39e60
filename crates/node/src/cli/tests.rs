//! Outcomes are those of tox-bootstrapd 0.2.18 to 0.2.22 for the same arguments, except for our own options.

use super::*;

const KEY: &str = "0a01010101010101010101010101010101010101010101010101010101010101";

fn parsed(arguments: &[&str]) -> Result<Command, CliError> {
    parse(arguments.iter().map(OsString::from))
}

fn run(arguments: &[&str]) -> RunOptions {
    match parsed(arguments) {
        Ok(Command::Run(options)) => options,
        other => panic!("{arguments:?}: {other:?}"),
    }
}

#[test]
fn values_follow_an_equals_sign_or_stand_alone() {
    let plain = RunOptions {
        config: "a.conf".into(),
        foreground: false,
        log_backend: LogBackend::Syslog,
        trace: false,
        metrics_address: None,
    };
    assert_eq!(run(&["--config=a.conf"]), plain);
    assert_eq!(run(&["--config", "a.conf"]), plain);
    assert_eq!(run(&["--config="]).config, PathBuf::new());
    assert_eq!(run(&["--config=a=b"]).config, PathBuf::from("a=b"));
    let all = RunOptions { foreground: true, log_backend: LogBackend::Stdout, trace: true, ..plain };
    assert_eq!(run(&["--foreground", "--log-backend", "stdout", "--trace", "--config", "a.conf"]), all);
    assert_eq!(run(&["--log-backend=stdout", "--config=a.conf", "--trace", "--foreground"]), all);
}

#[test]
fn names_may_be_shortened_and_the_last_value_counts() {
    assert!(run(&["--conf", "a.conf", "--fore"]).foreground);
    assert_eq!(run(&["--c", "a", "--config", "b"]).config, PathBuf::from("b"));
    assert_eq!(parsed(&["--v"]), Ok(Command::Version));
    assert!(run(&["--c=a", "--m=127.0.0.1:9101"]).metrics_address.is_some());
}

#[test]
fn other_arguments_are_ignored_and_two_dashes_end_the_options() {
    assert!(run(&["--foreground", "extra", "-", "--config", "a.conf"]).foreground);
    assert_eq!(parsed(&["extra"]), Err(CliError::NoConfig));
    assert_eq!(parsed(&["--", "--config", "a.conf"]), Err(CliError::NoConfig));
}

#[test]
fn help_and_version_act_when_met() {
    assert_eq!(parsed(&["--help"]), Ok(Command::Help));
    assert_eq!(parsed(&["--version", "--bogus"]), Ok(Command::Version));
    assert_eq!(parsed(&["--log-backend", "syslog", "--help"]), Ok(Command::Help));
    assert!(matches!(parsed(&["--bogus", "--version"]), Err(CliError::Unknown(_))));
}

#[test]
fn wrong_command_lines_are_told_apart() {
    for (arguments, text) in [
        (&[][..], "no options are given"),
        (&["--foreground"], "the option '--config' is required"),
        (&["--config"], "option '--config' requires an argument"),
        (&["--config", "a", "--log-backend"], "option '--log-backend' requires an argument"),
        (&["--log-backend=foo"], "invalid value for option '--log-backend': foo"),
        (&["--log-backend=STDOUT"], "invalid value for option '--log-backend': STDOUT"),
        (&["--bogus"], "unrecognized option '--bogus'"),
        (&["-x"], "unrecognized option '-x'"),
        (&["--foreground=3"], "option '--foreground' doesn't allow an argument"),
        (&["--help=3"], "option '--help' doesn't allow an argument"),
        (&["--metrics", "0.0.0.0:9101"], "invalid value for option '--metrics': 0.0.0.0:9101"),
        (&["--check", "host"], "option '--check' requires HOST PORT KEY"),
        (&["--check", "host", "0", KEY], "invalid value for option '--check': 0"),
        (&["--check", "host", "33445", "00"], "invalid value for option '--check': 00"),
    ] {
        assert_eq!(parsed(arguments).unwrap_err().to_string(), text, "{arguments:?}");
    }
}

#[test]
fn check_takes_three_values() {
    let expected = CheckOptions { host: "::1".into(), port: 33445, public_key: DhtPublicKey::from_hex(KEY).unwrap() };
    assert_eq!(parsed(&["--check", "::1", "33445", &KEY.to_uppercase()]), Ok(Command::Check(expected.clone())));
    assert_eq!(parsed(&["--check=::1", "33445", KEY]), Ok(Command::Check(expected)));
}

#[test]
fn the_texts_have_the_expected_shape() {
    assert!(version().starts_with("Version: 1") && version().ends_with('\n'));
    for option in ["--config=FILE", "--foreground", "--log-backend=BACKEND", "--trace", "--help", "--version"] {
        assert!(HELP.contains(option), "{option}");
    }
    assert!(HELP.lines().all(|line| line.len() < 80));
}
