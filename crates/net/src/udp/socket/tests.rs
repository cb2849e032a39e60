use std::net::{Ipv4Addr, SocketAddr};

use toxcore_sansio::Transmit;

use super::*;
use crate::PortRange;

/// A socket that believes in segmentation offload, and a batch with one run of two datagrams.
fn socket_and_run() -> (UdpSocket, SendBatch) {
    let config =
        UdpConfig { address: Some(Ipv4Addr::LOCALHOST.into()), ports: PortRange::EPHEMERAL, ..UdpConfig::default() };
    let socket = UdpSocket::bind(&config).expect("bind");
    socket.gso_failures.store(0, Ordering::Relaxed);
    let mut batch = SendBatch::new();
    fill(&mut batch);
    (socket, batch)
}

fn fill(batch: &mut SendBatch) {
    let to = SocketAddr::from((Ipv4Addr::LOCALHOST, 9));
    let mut once = Some(());
    batch.fill(|buffer| {
        once.take()?;
        buffer.resize(buffer.len() + 2000, 0);
        Some(Transmit { to, len: 2000, segment: 1000 })
    });
}

/// The socket's sending of the next message ends with `code`; the sizes of the messages that it would send then.
fn fail(socket: &UdpSocket, batch: &mut SendBatch, code: i32) -> Vec<usize> {
    let mut units = [None; BATCH];
    batch.next_units(socket.family, socket.uses_gso(), &mut units);
    socket.pass_over(batch, &units[0].expect("a message"), &io::Error::from_raw_os_error(code));
    let count = batch.next_units(socket.family, socket.uses_gso(), &mut units);
    units.iter().take(count).flatten().map(|unit| unit.len).collect()
}

#[test]
fn a_card_without_checksums_ends_segmentation_offload_and_loses_nothing() {
    for code in [libc::EIO, libc::ENOPROTOOPT, libc::EOPNOTSUPP] {
        let (socket, mut batch) = socket_and_run();
        assert_eq!(fail(&socket, &mut batch, code), [1000, 1000]);
        assert!(!socket.capabilities().gso);
    }
}

#[test]
fn a_narrow_path_ends_it_for_one_run() {
    let (socket, mut batch) = socket_and_run();
    assert_eq!(fail(&socket, &mut batch, libc::EMSGSIZE), [1000, 1000]);
    assert!(socket.uses_gso());
}

#[test]
fn invalid_argument_ends_it_when_it_goes_on() {
    let (socket, _) = socket_and_run();
    for round in 1..=GSO_GIVEN_UP {
        let mut batch = SendBatch::new();
        fill(&mut batch);
        assert_eq!(fail(&socket, &mut batch, libc::EINVAL), [1000, 1000]);
        assert_eq!(socket.uses_gso(), round < GSO_GIVEN_UP);
    }
}

#[test]
fn an_unreachable_host_costs_the_run_alone() {
    let (socket, mut batch) = socket_and_run();
    fill(&mut batch);
    assert_eq!(fail(&socket, &mut batch, libc::EHOSTUNREACH), [2000]);
    assert_eq!(batch.counters().unreachable, 2);
    assert!(socket.uses_gso());
}

#[test]
fn a_small_batch_takes_less_at_a_time() {
    let config = UdpConfig { ip: crate::IpMode::V4Only, ports: crate::PortRange::EPHEMERAL, ..UdpConfig::default() };
    let socket = UdpSocket::bind(&config).expect("socket");
    let port = socket.local_addr().expect("address").port();
    let mut sending = SendBatch::new();
    for size in 1..=5 {
        sending.push(([127, 0, 0, 1], port).into(), &vec![1; size]);
    }
    let _ = socket.send_batch(&mut sending);
    let mut batch = RecvBatch::with_messages(2);
    let mut sizes = Vec::new();
    while socket.recv_batch(&mut batch).expect("receive") == Readiness::MayHaveMore {
        assert!(batch.datagrams().count() > 0);
        sizes.push(batch.messages.len());
        assert_eq!(batch.is_full(), batch.messages.len() == 2);
    }
    assert!(sizes.iter().all(|count| *count <= 2));
    assert_eq!(batch.counters().datagrams, 5);
}
