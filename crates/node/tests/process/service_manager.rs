use std::os::unix::net::UnixDatagram;

use crate::support::{Directory, Node, PATIENCE, program};

/// The notify protocol of systemd: readiness after the sockets are open, signs of life, and the end.
#[test]
fn a_service_manager_is_told() {
    let directory = Directory::new();
    let config = directory.config("");
    let socket = UnixDatagram::bind(directory.path("notify")).expect("a socket");
    socket.set_read_timeout(Some(PATIENCE)).expect("a time limit");
    let mut command = program(&[&config.argument(), "--foreground", "--log-backend=stdout"]);
    command.env("NOTIFY_SOCKET", directory.path("notify")).env("WATCHDOG_USEC", "400000");
    let mut node = Node::spawn(&mut command);
    let mut buffer = [0; 200];
    let mut next = || {
        let len = socket.recv(&mut buffer).expect("a message");
        String::from_utf8_lossy(&buffer[..len]).trim_end().to_owned()
    };
    assert_eq!(next(), "READY=1");
    assert_eq!(next(), "WATCHDOG=1");
    assert_eq!(next(), "WATCHDOG=1");
    node.public_key();
    node.stop("TERM");
    assert!((0..100).any(|_| next() == "STOPPING=1"));
}
