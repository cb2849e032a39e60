use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use crate::support::{Directory, Node, key_in, run};

#[test]
fn the_key_file_is_private_and_stays_the_same() {
    let directory = Directory::new();
    let config = directory.config("");
    let mut node = Node::start(&config, &[]);
    let key = node.public_key();
    assert_eq!(key, key_in(&directory.path("keys")));
    let mode = fs::metadata(directory.path("keys")).expect("a key file").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    assert_eq!(directory.files(), ["keys", "node.conf"]);
    node.stop("TERM");

    let before = fs::read(directory.path("keys")).expect("a key file");
    let mut again = Node::start(&config, &[]);
    assert_eq!(again.public_key(), key);
    again.stop("TERM");
    assert_eq!(fs::read(directory.path("keys")).expect("a key file"), before);
}

/// A file with every setting of the reference, in the notations that its users write.
#[test]
fn a_file_of_the_reference_is_read_as_it_is() {
    let directory = Directory::new();
    let node = "public_key = \"0101010101010101010101010101010101010101010101010101010101010101\"";
    let lines = format!(
        "// Comment\n# Comment\n/* Comment\n */\nenable_ipv6 = true\nenable_ipv4_fallback : TRUE,\n\
         enable_tcp_relay = true;\nenable_motd = true\nmotd = \"a node \" \"near you\"\nbootstrap_nodes = (\n\
         {{ // node 0\n address = \"127.0.0.1\"\n port = 1\n {node}\n }},\n\
         {{ address = \"::1\", port = 0x82a5, {node} }}, {{ address = \"x\", port = 1 }}\n)\n"
    );
    let config = directory.config(&lines);
    let before = fs::read(&config.path).expect("a file");
    let (code, said) = Node::start(&config, &[]).stop("TERM");
    assert_eq!(code, Some(0));
    for line in [
        "Successfully read:",
        &format!("'port': {}", config.udp),
        "'enable_ipv4_fallback': true",
        "'enable_lan_discovery': false",
        "Read 1 TCP ports:",
        &format!("Port #0: {}", config.tcp),
        "'motd': a node near you",
        "General config read successfully",
        "Set MOTD successfully.",
        "Keys are managed successfully.",
        "Initialized Tox TCP server successfully.",
        "Successfully added bootstrap node #0: 127.0.0.1:1 \
         0101010101010101010101010101010101010101010101010101010101010101",
        "Bootstrap node #2: Couldn't find 'public_key' setting. Skipping the node.",
        "List of bootstrap nodes read successfully.",
    ] {
        assert!(said.iter().any(|said| said == line), "{line}\n{}", said.join("\n"));
    }
    assert!(!said.iter().any(|line| line.starts_with("No '")), "{}", said.join("\n"));
    assert_eq!(fs::read(&config.path).expect("a file"), before);
}

/// `--trace` names what happens, and nothing else does.
#[test]
fn every_datagram_is_logged_when_asked_for() {
    let directory = Directory::new();
    let config = directory.config("");
    let mut node = Node::start(&config, &["--trace"]);
    let (port, key) = (config.udp.to_string(), node.public_key());
    assert!(run(&["--check", "127.0.0.1", &port, &key]).status.success());
    node.wait_for("received kind=PingRequest len=82 ");
    node.wait_for("sent kind=Some(PingResponse) len=82 ");
    node.stop("TERM");

    let mut quiet = Node::start(&config, &[]);
    let key = quiet.public_key();
    assert!(run(&["--check", "127.0.0.1", &port, &key]).status.success());
    let (_, said) = quiet.stop("TERM");
    assert!(!said.iter().any(|line| line.contains("127.0.0.1") || line.contains("kind=")), "{said:?}");
}
