use std::io::Write as _;
use std::net::{Ipv4Addr, TcpStream, UdpSocket};

use crate::support::{Config, Directory, Node, eventually, figure, run, text};

fn serves(config: &Config, key: &str) {
    let output = run(&["--check", "127.0.0.1", &config.udp.to_string(), key]);
    assert!(output.status.success(), "{}", text(&output.stdout));
}

/// Past defects 6 and 7: empty datagrams, and any bytes, in between the packets of honest peers.
#[test]
fn junk_datagrams_leave_the_node_serving() {
    let directory = Directory::new();
    let config = directory.config("metrics_address = \"127.0.0.1:0\"");
    let mut node = Node::start(&config, &[]);
    let (key, metrics) = (node.public_key(), node.wait_for("Serving metrics at "));
    serves(&config, &key);
    let before = figure(&metrics, "resident_memory_bytes");

    let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).expect("a socket");
    let mut state = 1_u64;
    let mut buffer = [0; 1400];
    for number in 0..100_000_usize {
        for byte in &mut buffer[..64] {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            *byte = state.to_be_bytes()[0];
        }
        let len = number * 7 % buffer.len();
        // A full buffer of the receiver loses datagrams; an error here is only that.
        let _ = socket.send_to(&buffer[..len], (Ipv4Addr::LOCALHOST, config.udp));
        let _ = socket.send_to(&[], (Ipv4Addr::LOCALHOST, config.udp));
    }
    serves(&config, &key);
    let grown = figure(&metrics, "resident_memory_bytes").saturating_sub(before);
    assert!(grown < 16 << 20, "{grown} bytes more");
    assert_eq!(node.stop("TERM").0, Some(0));
}

/// Past defect 39: connections that say almost nothing.
#[test]
fn slow_connections_keep_nobody_out_and_end() {
    let directory = Directory::new();
    let config = directory.config("metrics_address = \"127.0.0.1:0\"");
    let mut node = Node::start(&config, &[]);
    let (key, metrics) = (node.public_key(), node.wait_for("Serving metrics at "));
    let limit = toxcore_net::process::raise_open_file_limit(10_000).expect("a limit").soft;
    let count = limit.saturating_sub(1_000).min(5_000);
    let mut slow = Vec::new();
    for _connection in 0..count {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, config.tcp)).expect("a connection");
        stream.write_all(&[1]).expect("a byte");
        slow.push(stream);
    }
    let output = run(&["--check", "127.0.0.1", &config.tcp.to_string(), &key]);
    let report = text(&output.stdout);
    let relay = format!("TCP relay: port {}: ", config.tcp);
    assert!(report.lines().any(|line| line.starts_with(&relay) && line.ends_with(" ms")), "{report}");
    assert!(figure(&metrics, "tcp_handshaking") <= 2_048);
    eventually("the end of all slow connections", || figure(&metrics, "tcp_handshaking") == 0);
    assert!(figure(&metrics, "tcp_handshakes_failed_total") >= count);
    assert_eq!(node.stop("TERM").0, Some(0));
}
