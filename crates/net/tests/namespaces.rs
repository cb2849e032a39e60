//! Binding in networks with and without IPv6, each in a namespace of its own.
#![cfg(target_os = "linux")]
#![allow(clippy::print_stdout)]

mod common;

use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::process::Command;

use common::{any_port, in_namespace, port, receive, send, udp_config};
use toxcore_net::{Capabilities, IpMode, SendBatch, TcpListener, TcpStream, UdpConfig, lan_targets};
use toxcore_sansio::Transmit;

const NO_IPV6: &str =
    "echo 1 > /proc/sys/net/ipv6/conf/all/disable_ipv6 && echo 1 > /proc/sys/net/ipv6/conf/default/disable_ipv6";

#[test]
fn both_families() {
    in_namespace("in_both_families", "true");
}

#[test]
fn ipv6_disabled_by_sysctl() {
    in_namespace("in_ipv4_only", NO_IPV6);
}

#[test]
fn ipv6_only() {
    in_namespace("in_ipv6_only", "ip addr del 127.0.0.1/8 dev lo");
}

#[test]
fn closed_routes() {
    let routes = "ip route add prohibit 198.51.100.1 && ip route add unreachable 198.51.100.2 && \
                  ip route add blackhole 198.51.100.3";
    in_namespace("with_closed_routes", routes);
}

#[test]
fn narrow_link() {
    in_namespace("on_a_narrow_link", "ip link set lo mtu 1280");
}

#[test]
fn slow_link() {
    if !Command::new("tc").arg("-Version").output().is_ok_and(|output| output.status.success()) {
        println!("skipped: no tc here");
        return;
    }
    in_namespace("on_a_slow_link", "tc qdisc add dev lo root tbf rate 20mbit burst 20k latency 2s");
}

#[test]
fn lan() {
    let link = "ip link add v0 type veth peer name v1 && ip addr add 198.51.100.1/24 brd + dev v0 && ip link set v0 up && \
                ip link set v1 up";
    in_namespace("on_a_lan", link);
}

fn all_modes() -> [IpMode; 3] {
    [IpMode::V4Only, IpMode::DualStackOrV4, IpMode::DualStack]
}

/// Sends a datagram and a stream to each of `reachable`, and datagrams to `unreachable` before them.
fn exchange(ip: IpMode, reachable: &[SocketAddr], unreachable: &[SocketAddr]) {
    for capabilities in [Capabilities::ALL, Capabilities::PLAIN] {
        let (from, to) = (UdpConfig { ip, capabilities, ..any_port() }, UdpConfig { ip, capabilities, ..any_port() });
        let (from, to) = (udp_config(from), udp_config(to));
        let at = |addr: &SocketAddr| SocketAddr::new(addr.ip(), port(&to));
        let mut batch = SendBatch::new();
        unreachable.iter().for_each(|addr| batch.push(at(addr), b"lost"));
        reachable.iter().for_each(|addr| batch.push(at(addr), b"datagram"));
        send(&from, &mut batch);
        assert_eq!(receive(&to, reachable.len()), vec![b"datagram"; reachable.len()]);
        let counters = batch.counters();
        assert_eq!(counters.datagrams, reachable.len() as u64);
        assert_eq!(counters.unreachable, unreachable.len() as u64, "{counters:?}");
    }
    let listener = TcpListener::bind(ip, None, 0).expect("listen");
    let port = listener.local_addr().expect("address").port();
    for addr in reachable {
        let client = TcpStream::connect(SocketAddr::new(addr.ip(), port)).expect("connect");
        common::wait_for(&listener, mio::Interest::READABLE);
        let mut from = None;
        assert_eq!(listener.accept(1, |_, peer| from = Some(peer.ip())).streams, 1);
        assert_eq!(from, Some(addr.ip()));
        common::wait_for(&client, mio::Interest::WRITABLE);
        assert!(client.is_connected().expect("connected"));
    }
}

fn v4() -> SocketAddr {
    (Ipv4Addr::LOCALHOST, 0).into()
}

fn v6() -> SocketAddr {
    (Ipv6Addr::LOCALHOST, 0).into()
}

#[test]
#[ignore = "runs in the namespace of both_families"]
fn in_both_families() {
    exchange(IpMode::DualStack, &[v4(), v6()], &[]);
    exchange(IpMode::DualStackOrV4, &[v4(), v6()], &[]);
    exchange(IpMode::V4Only, &[v4()], &[v6()]);
}

#[test]
#[ignore = "runs in the namespace of ipv6_disabled_by_sysctl"]
fn in_ipv4_only() {
    for ip in all_modes() {
        exchange(ip, &[v4()], &[v6()]);
    }
    assert!(lan_targets(33445, true).expect("targets").iter().all(SocketAddr::is_ipv4));
}

#[test]
#[ignore = "runs in the namespace of ipv6_only"]
fn in_ipv6_only() {
    exchange(IpMode::DualStack, &[v6()], &[v4()]);
    exchange(IpMode::DualStackOrV4, &[v6()], &[v4()]);
}

#[test]
#[ignore = "runs in the namespace of closed_routes"]
fn with_closed_routes() {
    for capabilities in [Capabilities::ALL, Capabilities::PLAIN] {
        let socket = udp_config(UdpConfig { capabilities, ip: IpMode::V4Only, ..any_port() });
        let mut batch = SendBatch::new();
        for closed in 1..=3 {
            batch.push((Ipv4Addr::new(198, 51, 100, closed), 1).into(), b"lost");
            batch.push((Ipv4Addr::LOCALHOST, port(&socket)).into(), b"sent");
        }
        send(&socket, &mut batch);
        assert_eq!(receive(&socket, 3), vec![b"sent"; 3]);
        let counters = batch.counters();
        assert_eq!((counters.forbidden, counters.unreachable, counters.failed), (1, 1, 1), "{counters:?}");
        assert_eq!(counters.datagrams, 3);
    }
}

#[test]
#[ignore = "runs in the namespace of lan"]
fn on_a_lan() {
    let targets = lan_targets(33445, true).expect("targets");
    let texts: Vec<String> = targets.iter().map(ToString::to_string).collect();
    for wanted in ["127.0.0.1:33445", "198.51.100.255:33445", "255.255.255.255:33445"] {
        assert!(texts.iter().any(|text| text == wanted), "{texts:?}");
    }
    let v4_only = lan_targets(33445, false).expect("targets");
    assert!(v4_only.iter().all(SocketAddr::is_ipv4));
}

#[test]
#[ignore = "runs in the namespace of narrow_link"]
fn on_a_narrow_link() {
    let (from, to) = (udp_config(any_port()), udp_config(any_port()));
    let mut once = Some(());
    let mut batch = SendBatch::new();
    batch.fill(|buffer| {
        once.take()?;
        buffer.resize(10 * 1400, 1);
        Some(Transmit { to: (Ipv4Addr::LOCALHOST, port(&to)).into(), len: 10 * 1400, segment: 1400 })
    });
    send(&from, &mut batch);
    assert!(receive(&to, 10).iter().all(|datagram| datagram.len() == 1400));
    assert_eq!(batch.counters().datagrams, 10);
}

#[test]
#[ignore = "runs in the namespace of slow_link"]
fn on_a_slow_link() {
    for capabilities in [Capabilities::ALL, Capabilities { batch: true, ..Capabilities::PLAIN }, Capabilities::PLAIN] {
        let to = udp_config(any_port());
        let from = udp_config(UdpConfig { capabilities, buffer_bytes: 20_000, ..any_port() });
        let mut batch = SendBatch::new();
        for number in 0..100_u8 {
            batch.push((Ipv4Addr::LOCALHOST, port(&to)).into(), &[number; 1000]);
        }
        send(&from, &mut batch);
        let numbers: Vec<u8> = receive(&to, 100).iter().map(|datagram| datagram[0]).collect();
        assert_eq!(numbers, (0..100).collect::<Vec<u8>>(), "nothing lost, nothing twice");
        assert!(batch.counters().blocked > 0, "the buffer was full at times: {:?}", batch.counters());
    }
}
