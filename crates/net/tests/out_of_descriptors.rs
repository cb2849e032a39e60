//! Accepting when the descriptors have run out: in a process of its own with few of them.
#![cfg(target_os = "linux")]

mod common;

use std::fs::File;
use std::io::Read;
use std::net::{Ipv4Addr, SocketAddr};

use mio::Interest;
use toxcore_net::{IpMode, Readiness, TcpListener};

#[test]
fn out_of_descriptors() {
    common::rerun_after("ulimit -n 64", "waiting_connections_are_refused_and_later_ones_served");
}

#[test]
#[ignore = "runs in the process of out_of_descriptors"]
fn waiting_connections_are_refused_and_later_ones_served() {
    let listener = TcpListener::bind(IpMode::V4Only, None, 0).expect("listen");
    let addr: SocketAddr = (Ipv4Addr::LOCALHOST, listener.local_addr().expect("address").port()).into();
    let mut clients: Vec<_> = (0..3).map(|_| std::net::TcpStream::connect(addr).expect("connect")).collect();
    common::wait_for(&listener, Interest::READABLE);
    let mut hog = Vec::new();
    while let Ok(file) = File::open("/dev/null") {
        hog.push(file);
    }
    let accepted = listener.accept(10, |_, _| panic!("there is no descriptor for it"));
    assert_eq!((accepted.streams, accepted.refused), (0, 3));
    assert_eq!(accepted.readiness, Readiness::Drained);
    // The refused clients see the end instead of waiting.
    assert_eq!(clients[0].read(&mut [0; 1]).unwrap_or(0), 0);
    hog.clear();
    clients.push(std::net::TcpStream::connect(addr).expect("connect"));
    common::wait_for(&listener, Interest::READABLE);
    let mut streams = Vec::new();
    assert_eq!(listener.accept(10, |stream, _| streams.push(stream)).streams, 1);
}
