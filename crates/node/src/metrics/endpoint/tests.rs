use std::sync::mpsc::channel;

use super::*;

/// An endpoint with a loop that answers every request, as a node does.
fn node() -> SocketAddr {
    let (waker, wakes) = channel();
    let endpoint = MetricsEndpoint::start(SocketAddr::from(([127, 0, 0, 1], 0)), move || {
        let _ = waker.send(());
    })
    .unwrap();
    let address = endpoint.address();
    thread::spawn(move || {
        while wakes.recv().is_ok() {
            while let Some(request) = endpoint.next_request() {
                request.answer(&Metrics { tcp_clients: 5, ..Metrics::default() });
            }
        }
    });
    address
}

fn get(address: SocketAddr, request: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn figures_are_served_over_http() {
    let address = node();
    let answer = get(address, "GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n");
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("HTTP/1.0 200 OK\r\nContent-Type: text/plain; version=0.0.4; charset=utf-8\r\n"));
    assert!(head.contains(&format!("Content-Length: {}\r\n", body.len())));
    assert!(body.contains("\ntoxcore_node_tcp_clients 5\n"));
    assert!(body.contains("\ntoxcore_node_resident_memory_bytes "));
}

#[test]
fn other_requests_are_refused_and_the_next_is_served() {
    let address = node();
    for (request, status) in [
        ("GET / HTTP/1.1\r\n\r\n", "404"),
        ("DELETE /metrics HTTP/1.1\r\n\r\n", "405"),
        ("junk\r\n\r\n", "400"),
        ("GET /metrics HTTP/1.1\r\n\r\n", "200"),
    ] {
        assert!(get(address, request).starts_with(&format!("HTTP/1.0 {status} ")), "{request}");
    }
    drop(TcpStream::connect(address).unwrap());
    assert!(get(address, "GET /metrics HTTP/1.1\r\n\r\n").starts_with("HTTP/1.0 200 "));
}

#[test]
fn only_loopback_addresses_are_served() {
    let everywhere = SocketAddr::from(([0, 0, 0, 0], 0));
    assert_eq!(MetricsEndpoint::start(everywhere, || {}).unwrap_err().kind(), io::ErrorKind::InvalidInput);
}
