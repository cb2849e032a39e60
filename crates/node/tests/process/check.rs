use crate::support::{Directory, Node, run, text};

#[test]
fn a_node_that_serves_is_described_and_ends_with_success() {
    let directory = Directory::new();
    let config = directory.config("enable_motd = true\nmotd = \"hello there\"");
    let mut node = Node::start(&config, &[]);
    let key = node.public_key();
    for host in ["127.0.0.1", "::1", "localhost"] {
        let output = run(&["--check", host, &config.udp.to_string(), &key]);
        let report = text(&output.stdout);
        assert_eq!(output.status.code(), Some(0), "{report}");
        for line in ["Version:   1", "Message:   hello there", "UDP ping:  ", "UDP nodes: 0 received"] {
            assert!(report.lines().any(|said| said.starts_with(line)), "{line}\n{report}");
        }
        assert!(report.ends_with("Result:    the node serves\n"));
    }
    // The relay is found when it has the port that is asked for.
    let output = run(&["--check", "127.0.0.1", &config.tcp.to_string(), &key]);
    let report = text(&output.stdout);
    let relay = format!("TCP relay: port {}: ", config.tcp);
    assert!(report.lines().any(|line| line.starts_with(&relay) && line.ends_with(" ms")), "{report}");
}

#[test]
fn a_node_with_another_key_does_not_serve() {
    let directory = Directory::new();
    let config = directory.config("enable_motd = false");
    let _node = Node::start(&config, &[]);
    let other = "0B".repeat(32);
    let output = run(&["--check", "127.0.0.1", &config.udp.to_string(), &other]);
    assert_eq!(output.status.code(), Some(1));
    let report = text(&output.stdout);
    assert!(report.contains("Version:   no answer") && report.contains("UDP ping:  no answer"), "{report}");
}

#[test]
fn a_host_without_address_is_an_error() {
    // Longer than a label may be, so that no resolver asks anybody.
    let output = run(&["--check", &"x".repeat(64), "33445", &"0B".repeat(32)]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("cannot resolve the host: "));
}
