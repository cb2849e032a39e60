use crate::support::{Directory, Node, page, run};

#[test]
fn figures_are_served_when_asked_for() {
    let directory = Directory::new();
    let config = directory.config("metrics_address = \"127.0.0.1:0\"");
    let mut node = Node::start(&config, &[]);
    let url = node.wait_for("Serving metrics at ");
    let key = node.public_key();
    assert!(run(&["--check", "127.0.0.1", &config.udp.to_string(), &key]).status.success());
    let answer = page(&url);
    assert!(answer.starts_with("HTTP/1.0 200 OK\r\n"), "{answer}");
    for line in [
        "toxcore_node_build_info{",
        "toxcore_node_resident_memory_bytes ",
        "toxcore_node_udp_packets_total{direction=\"received\",kind=\"PingRequest\"} ",
        "toxcore_node_udp_packets_total{direction=\"sent\",kind=\"NodesResponse\"} ",
        "toxcore_node_discarded_total{reason=\"not_decryptable\"} 0",
    ] {
        assert!(answer.lines().any(|said| said.starts_with(line)), "{line}\n{answer}");
    }
}

#[test]
fn the_command_line_wins_over_the_file_and_the_default_is_off() {
    let directory = Directory::new();
    let config = directory.config("metrics_address = \"127.0.0.1:0\"");
    let mut node = Node::start(&config, &["--metrics=[::1]:0"]);
    assert!(node.wait_for("Serving metrics at ").starts_with("http://[::1]:"));
    node.stop("TERM");
    let (_, said) = Node::start(&directory.config(""), &[]).stop("TERM");
    assert!(!said.iter().any(|line| line.contains("metrics")), "{said:?}");
}
