use crate::support::{Directory, Node};

/// By address and by name: the first contact has its line.
#[test]
fn a_node_that_found_another_says_so() {
    let (first, by_address, by_name) = (Directory::new(), Directory::new(), Directory::new());
    let config = first.config("");
    let mut node = Node::start(&config, &[]);
    let key = node.public_key();
    for (directory, address) in [(by_address, "127.0.0.1"), (by_name, "localhost")] {
        let line =
            format!("bootstrap_nodes = ({{ address = \"{address}\"; port = {}; public_key = \"{key}\" }})", config.udp);
        let mut second = Node::start(&directory.config(&line), &[]);
        second.wait_for("Connected to another bootstrap node successfully.");
        assert_eq!(second.stop("TERM").0, Some(0));
    }
}
