//! UDP sockets on loopback, with and without what the kernel offers.
#![cfg(unix)]

mod common;

use std::net::{Ipv4Addr, SocketAddr};

use common::{any_port, port, receive, receive_with, send, udp, udp_config};
use toxcore_net::{
    BindError, Capabilities, IpMode, MAX_DATAGRAM, PortRange, Readiness, RecvBatch, SendBatch, UdpConfig, UdpSocket,
};
use toxcore_sansio::Transmit;

const BATCH_ONLY: Capabilities = Capabilities { batch: true, gso: false, gro: false };
const KINDS: [Capabilities; 3] = [Capabilities::ALL, BATCH_ONLY, Capabilities::PLAIN];

fn loopback(port: u16) -> SocketAddr {
    (Ipv4Addr::LOCALHOST, port).into()
}

/// A batch with one run of `count` datagrams of `size` bytes (the last one of `last`), each starting with its number.
fn run_of(to: SocketAddr, count: usize, size: usize, last: usize) -> SendBatch {
    let mut batch = SendBatch::new();
    let mut once = Some(());
    batch.fill(|buffer| {
        once.take()?;
        let start = buffer.len();
        for number in 0..count {
            let from = buffer.len();
            buffer.resize(from + if number + 1 == count { last } else { size }, 7);
            buffer[from] = u8::try_from(number).expect("few datagrams");
        }
        Some(Transmit { to, len: buffer.len() - start, segment: size })
    });
    batch
}

#[test]
fn runs_arrive_as_single_datagrams_in_every_combination() {
    for sender in KINDS {
        for receiver in KINDS {
            let (from, to) = (udp(sender), udp(receiver));
            let mut batch = run_of(loopback(port(&to)), 150, 1200, 300);
            send(&from, &mut batch);
            let got = receive(&to, 150);
            let numbers: Vec<usize> = got.iter().map(|datagram| usize::from(datagram[0])).collect();
            assert_eq!(numbers, (0..150).collect::<Vec<_>>());
            assert!(got[..149].iter().all(|datagram| datagram.len() == 1200) && got[149].len() == 300);
            assert_eq!(batch.counters().datagrams, 150);
        }
    }
}

#[test]
fn segmentation_offload_saves_system_calls_where_the_kernel_has_it() {
    let (from, to) = (udp(Capabilities::ALL), udp(Capabilities::ALL));
    if !from.capabilities().gso {
        println!("skipped: this kernel has no UDP segmentation");
        return;
    }
    let mut batch = run_of(loopback(port(&to)), 100, 1000, 1000);
    send(&from, &mut batch);
    assert_eq!((batch.counters().calls, batch.counters().datagrams), (1, 100));
    let mut received = RecvBatch::new();
    assert_eq!(receive_with(&to, &mut received, 100).len(), 100);
    assert_eq!(received.counters().calls, 1);
}

#[test]
fn senders_are_ipv4_addresses_also_on_a_dual_stack_socket() {
    let to = udp(Capabilities::ALL);
    let from = udp_config(UdpConfig { address: Some(Ipv4Addr::LOCALHOST.into()), ..any_port() });
    let mut batch = SendBatch::new();
    batch.push(loopback(port(&to)), b"x");
    send(&from, &mut batch);
    common::wait_for(&to, mio::Interest::READABLE);
    let mut received = RecvBatch::new();
    assert_eq!(to.recv_batch(&mut received).expect("receive"), Readiness::MayHaveMore);
    let senders: Vec<SocketAddr> = received.datagrams().map(|(sender, _)| sender).collect();
    assert_eq!(senders, [from.local_addr().expect("address")]);
    // And back: the dual-stack socket answers an IPv4 address.
    let mut answer = SendBatch::new();
    answer.push(senders[0], b"y");
    send(&to, &mut answer);
    assert_eq!(receive(&from, 1), [b"y"]);
}

#[test]
fn empty_datagrams_in_between_do_not_stop_the_others() {
    for receiver in KINDS {
        let to = udp(receiver);
        let from = std::net::UdpSocket::bind("127.0.0.1:0").expect("bind");
        for number in 0..10_u8 {
            from.send_to(&[], loopback(port(&to))).expect("send");
            from.send_to(&[number], loopback(port(&to))).expect("send");
        }
        let mut batch = RecvBatch::new();
        let got = receive_with(&to, &mut batch, 10);
        assert_eq!(got, (0..10_u8).map(|number| vec![number]).collect::<Vec<_>>());
        assert_eq!(batch.counters().empty, 10);
        assert!(batch.counters().calls <= 2, "all in the same tick");
    }
}

#[test]
fn over_long_datagrams_are_passed_over_and_the_longest_arrives() {
    for receiver in KINDS {
        let to = udp(receiver);
        let from = std::net::UdpSocket::bind("127.0.0.1:0").expect("bind");
        for len in [MAX_DATAGRAM, MAX_DATAGRAM + 1, 1, 3000, 60_000, 2] {
            from.send_to(&vec![1; len], loopback(port(&to))).expect("send");
        }
        let mut batch = RecvBatch::new();
        let lengths: Vec<usize> = receive_with(&to, &mut batch, 3).iter().map(Vec::len).collect();
        assert_eq!(lengths, [MAX_DATAGRAM, 1, 2]);
        assert_eq!(batch.counters().unusable, 3);
    }
}

#[test]
fn datagrams_to_closed_ports_end_nothing() {
    for kind in KINDS {
        let (socket, peer) = (udp(kind), udp(kind));
        let closed = port(&udp(kind));
        let mut batch = SendBatch::new();
        for _ in 0..5 {
            batch.push(loopback(closed), b"nobody");
            batch.push(loopback(port(&peer)), b"somebody");
        }
        send(&socket, &mut batch);
        assert_eq!(receive(&peer, 5).len(), 5);
        let mut back = SendBatch::new();
        back.push(loopback(port(&socket)), b"answer");
        send(&peer, &mut back);
        assert_eq!(receive(&socket, 1), [b"answer"]);
    }
}

#[test]
fn what_cannot_be_sent_is_counted_and_the_rest_goes_out() {
    for kind in KINDS {
        let peer = udp(kind);
        let socket = udp_config(UdpConfig { capabilities: kind, ip: IpMode::V4Only, ..any_port() });
        let mut batch = SendBatch::new();
        batch.push(loopback(port(&peer)), b"1");
        batch.push("[::1]:1".parse().expect("address"), b"no such family");
        batch.push(loopback(port(&peer)), &vec![0; 66_000]);
        batch.push(loopback(port(&peer)), b"2");
        send(&socket, &mut batch);
        assert_eq!(receive(&peer, 2), [b"1", b"2"]);
        let counters = batch.counters();
        assert_eq!((counters.datagrams, counters.unreachable, counters.too_long), (2, 1, 1));
    }
}

#[test]
fn a_taken_port_makes_the_search_go_on() {
    let first = udp_config(UdpConfig { ports: PortRange::new(45_100, 45_150), ..any_port() });
    let second = udp_config(UdpConfig { ports: PortRange::new(45_150, 45_100), ..any_port() });
    assert!(port(&first) < port(&second));
    let taken = PortRange::new(port(&first), 0);
    let error = UdpSocket::bind(&UdpConfig { ports: taken, ..any_port() }).err();
    assert!(matches!(error, Some(BindError::NoPort { .. })), "{error:?}");
}

#[test]
fn buffer_sizes_are_reported() {
    let (receive, send) = udp(Capabilities::ALL).buffer_sizes().expect("sizes");
    assert!(receive > 0 && send > 0);
}
