use std::fs;
use std::net::{Ipv6Addr, TcpListener, UdpSocket};
use std::process::Output;

use crate::support::{Config, Directory, program, run, text};

fn start(config: &Config) -> Output {
    run(&[&config.argument(), "--foreground", "--log-backend=stdout"])
}

/// The node ends with 1, says so on standard error, and leaves the files as they were.
fn refused(directory: &Directory, config: &Config, message: &str) {
    let files = directory.files();
    let output = start(config);
    assert_eq!(output.status.code(), Some(1), "{message}");
    let complaint = text(&output.stderr);
    assert!(complaint.contains(message), "{message}\n{complaint}");
    assert!(!text(&output.stdout).contains("Public Key"));
    assert_eq!(directory.files(), files, "{message}");
}

#[test]
fn a_broken_file_names_its_place_and_changes_nothing() {
    let directory = Directory::new();
    for (lines, place) in [
        ("motd = ;", ":6:8 - syntax error: expected a value, found ';'"),
        ("port = 1", ":6:1 - duplicate setting name"),
        ("motd = \"x", ":6:8 - syntax error: string is not closed"),
        ("@include \"/nonexistent/file\"", ":6:1 - cannot open include file"),
    ] {
        let config = directory.config(lines);
        refused(&directory, &config, &format!("{}{place}", config.path.display()));
        refused(&directory, &config, &format!("Couldn't read config file: {}. Exiting.", config.path.display()));
    }
}

#[test]
fn settings_that_cannot_serve_change_nothing() {
    let directory = Directory::new();
    let config = directory.config("");
    let good = fs::read_to_string(&config.path).expect("a file");
    let set = |from: String, to: &str| {
        assert!(good.contains(&from));
        fs::write(&config.path, good.replace(&from, to)).expect("a file");
    };
    set(format!("port = {}", config.udp), "port = 70000");
    refused(&directory, &config, "Invalid port: 70000, should be in [1, 65535]. Exiting.");
    set(format!("[{}]", config.tcp), "[]");
    refused(&directory, &config, "No TCP relay ports read. Exiting.");
    set(format!("[{}]", config.tcp), "[1]\nmetrics_address = \"0.0.0.0:1\"");
    refused(&directory, &config, "Invalid 'metrics_address': 0.0.0.0:1");
}

#[test]
fn a_missing_file_is_named() {
    let output = run(&["--config=/nonexistent/node.conf", "--foreground", "--log-backend=stdout"]);
    assert_eq!(output.status.code(), Some(1));
    let complaint = text(&output.stderr);
    assert!(complaint.contains("/nonexistent/node.conf:0 - file I/O error: "), "{complaint}");
    assert!(complaint.contains("Couldn't read config file: /nonexistent/node.conf. Exiting."), "{complaint}");
}

#[test]
fn without_a_visible_log_the_reason_is_still_seen() {
    let directory = Directory::new();
    let config = directory.config("motd = ;");
    let output = run(&[&config.argument()]);
    assert_eq!(output.status.code(), Some(1));
    let complaint = text(&output.stderr);
    let path = config.path.display();
    for line in [
        format!("toxcore-node: {path}:6:8 - syntax error: expected a value, found ';'"),
        format!("toxcore-node: Couldn't read config file: {path}. Exiting."),
    ] {
        assert!(complaint.lines().any(|said| said == line), "{line}\n{complaint}");
    }
}

#[test]
fn a_wrong_key_file_is_refused_and_stays() {
    let directory = Directory::new();
    let config = directory.config("");
    for (content, message) in [
        (vec![1; 10], "the key file has 10 bytes, should have 64"),
        (vec![0; 64], "the public key in the key file does not belong to its secret key"),
        (vec![0; 80], "the key file has more than 64 bytes"),
    ] {
        fs::write(directory.path("keys"), &content).expect("a file");
        refused(&directory, &config, message);
        refused(&directory, &config, "Couldn't read/write: ");
        assert_eq!(fs::read(directory.path("keys")).expect("a file"), content);
    }
}

#[test]
fn a_port_that_is_taken_ends_it() {
    let directory = Directory::new();
    let config = directory.config("");
    let udp = UdpSocket::bind((Ipv6Addr::UNSPECIFIED, config.udp)).expect("a port");
    let output = start(&config);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("Couldn't initialize networking: "), "{}", text(&output.stderr));
    drop(udp);

    let _tcp = TcpListener::bind((Ipv6Addr::UNSPECIFIED, config.tcp)).expect("a port");
    let output = start(&config);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("Couldn't initialize Tox TCP server: "), "{}", text(&output.stderr));
}

/// In a mount namespace of its own, which needs rights that not every machine gives.
#[test]
fn a_full_disk_leaves_no_key_file() {
    let directory = Directory::new();
    let config = directory.config("");
    let small = directory.path("small");
    fs::create_dir(&small).expect("a directory");
    let text_of_config = fs::read_to_string(&config.path).expect("a file");
    let keys = directory.path("keys").display().to_string();
    let moved = text_of_config.replace(&keys, &small.join("keys").display().to_string());
    fs::write(&config.path, moved).expect("a file");
    let script = "mount -t tmpfs -o size=4k tmpfs \"$0\" 2>/dev/null || exit 99; dd if=/dev/zero of=\"$0/fill\" bs=4k \
                  count=1 2>/dev/null; \"$@\"; code=$?; ls \"$0\" >&2; exit $code";
    let output = std::process::Command::new("unshare")
        .args(["-r", "-m", "sh", "-c", script])
        .arg(&small)
        .arg(program(&[]).get_program())
        .args([&config.argument(), "--foreground", "--log-backend=stdout"])
        .output();
    let Some(output) = output.ok().filter(|output| output.status.code() != Some(99)) else {
        return;
    };
    let said = text(&output.stderr);
    if output.status.code() == Some(1) && said.contains("unshare") {
        return;
    }
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("cannot write the key file: "), "{said}");
    assert_eq!(said.lines().last(), Some("fill"), "{said}");
}
