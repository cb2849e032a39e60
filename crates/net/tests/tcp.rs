//! TCP on loopback.
#![cfg(unix)]

mod common;

use std::io::{IoSlice, Read, Write};
use std::net::{Ipv4Addr, SocketAddr};

use common::wait_for;
use mio::Interest;
use toxcore_net::{IpMode, ReadStatus, Readiness, Room, TcpListener, TcpStream, WriteStatus};

fn listener() -> (TcpListener, SocketAddr) {
    let listener = TcpListener::bind(IpMode::DualStackOrV4, None, 0).expect("listen");
    let port = listener.local_addr().expect("address").port();
    (listener, (Ipv4Addr::LOCALHOST, port).into())
}

fn pair() -> (std::net::TcpStream, TcpStream) {
    let (listener, addr) = listener();
    let client = std::net::TcpStream::connect(addr).expect("connect");
    wait_for(&listener, Interest::READABLE);
    let mut server = None;
    assert_eq!(listener.accept(1, |stream, _| server = Some(stream)).streams, 1);
    (client, server.expect("a stream"))
}

#[test]
fn a_call_accepts_no_more_than_its_limit() {
    let (listener, addr) = listener();
    let _clients: Vec<_> = (0..5).map(|_| std::net::TcpStream::connect(addr).expect("connect")).collect();
    wait_for(&listener, Interest::READABLE);
    let mut streams = Vec::new();
    let accepted = listener.accept(3, |stream, from| {
        assert!(from.is_ipv4());
        streams.push(stream);
    });
    assert_eq!((accepted.streams, accepted.readiness), (3, Readiness::MayHaveMore));
    while streams.len() < 5 {
        if listener.accept(3, |stream, _| streams.push(stream)).readiness == Readiness::Drained && streams.len() < 5 {
            wait_for(&listener, Interest::READABLE);
        }
    }
}

#[test]
fn bytes_go_both_ways_and_the_end_is_seen() {
    let (mut client, server) = pair();
    let mut buffer = [0; 16];
    assert_eq!(server.read(&mut buffer), ReadStatus::Blocked);
    client.write_all(b"hello").expect("write");
    wait_for(&server, Interest::READABLE);
    assert_eq!(server.read(&mut buffer), ReadStatus::Data(5));
    let parts = [IoSlice::new(b"good"), IoSlice::new(b"bye")];
    assert_eq!(server.write_vectored(&parts), WriteStatus::Written(7));
    server.shutdown_write();
    let mut text = String::new();
    client.read_to_string(&mut text).expect("read");
    assert_eq!(text, "goodbye");
    drop(client);
    wait_for(&server, Interest::READABLE);
    assert_eq!(server.read(&mut buffer), ReadStatus::Closed);
}

#[test]
fn a_full_stream_blocks_instead_of_waiting() {
    let (_client, server) = pair();
    let chunk = vec![0; 1 << 20];
    let statuses = (0..1000).map(|_| server.write(&chunk)).find(|status| !matches!(status, WriteStatus::Written(_)));
    assert_eq!(statuses, Some(WriteStatus::Blocked));
}

#[test]
fn connecting_to_nobody_fails() {
    let (_, addr) = listener();
    let Ok(stream) = TcpStream::connect(addr) else { return };
    wait_for(&stream, Interest::WRITABLE);
    assert!(stream.is_connected().is_err());
}

#[test]
fn a_stream_is_connected_once_it_is_writable() {
    let (_listener, addr) = listener();
    let stream = TcpStream::connect(addr).expect("connect");
    wait_for(&stream, Interest::WRITABLE);
    assert!(stream.is_connected().expect("connected"));
    assert_eq!(stream.peer_addr().expect("address"), addr);
}

/// What there is room for goes to the other end at once, and reading makes room again.
#[cfg(target_os = "linux")]
#[test]
fn room_is_what_the_other_end_takes_and_comes_back_when_it_reads() {
    let (mut client, server) = pair();
    let (mut room, mut sent) = (Room::default(), 0);
    for _ in 0..1_000 {
        let free = room.ask(&server, Room::SMALLEST).expect("this system tells");
        if free < Room::SMALLEST {
            break;
        }
        assert_eq!(server.write(&vec![0; Room::SMALLEST]), WriteStatus::Written(Room::SMALLEST));
        room.used(&server, Room::SMALLEST);
        sent += Room::SMALLEST;
    }
    assert!((Room::SMALLEST..4_000_000).contains(&sent), "{sent} bytes");
    assert!(room.ask(&server, usize::MAX).is_some_and(|room| room < Room::SMALLEST), "not more than that");
    let mut buffer = vec![0; sent];
    client.read_exact(&mut buffer).expect("all of it came in");
    let roomy = (0..1_000_000).any(|_| room.ask(&server, usize::MAX).is_some_and(|room| room > sent / 2));
    assert!(roomy, "the other end has read");
}

#[test]
fn looks_for_room_become_rarer() {
    let (_client, server) = pair();
    let (mut room, mut now) = (Room::default(), toxcore_sansio::Instant::ZERO);
    let mut looks = 0;
    while now.since_origin().as_secs() < 10 {
        let next = room.next_look(&server, now);
        assert!(next > now && next - now <= std::time::Duration::from_millis(100));
        (now, looks) = (next, looks + 1);
    }
    assert!(looks < 150, "{looks} in ten seconds");
    room.used(&server, 1);
    assert!(
        room.next_look(&server, now) - now <= std::time::Duration::from_millis(1),
        "it goes on, so it is looked at soon"
    );
}
