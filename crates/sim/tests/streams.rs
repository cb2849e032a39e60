//! TCP streams.

mod common;

use std::net::SocketAddr;
use std::time::Duration;

use common::Toy;
use toxcore_sansio::{Instant, StreamId};
use toxcore_sim::{
    ConnectError, Departure, HostConfig, HostId, Link, NatConfig, NatKind, Sim, StreamEvent, StreamSplits, run_seeds,
};

const MS: Duration = Duration::from_millis(1);
const SERVED: StreamId = StreamId { index: 1_000, generation: 0 };

struct Pair {
    sim: Sim<Toy>,
    server: HostId,
    client: HostId,
    to: SocketAddr,
}

/// A server that listens at 443 and a client 40 ms away.
fn pair(seed: u64, link: Link) -> Pair {
    let mut sim = Sim::new(seed);
    let server = sim.add(Toy::new(), HostConfig::default().with_link(Link::ideal(10 * MS)).listening(&[443]));
    let client = sim.add(Toy::new(), HostConfig::default().with_link(link));
    let to = SocketAddr::new(sim.address(server).ip(), 443);
    Pair { sim, server, client, to }
}

fn connected(seed: u64, link: Link) -> (Pair, StreamId) {
    let mut pair = pair(seed, link);
    let to = pair.to;
    let stream = pair.sim.call(pair.client, |toy, _| toy.tcp.connect(1, to)).expect("the client is there");
    pair.sim.run_for(Duration::from_secs(1));
    assert_eq!(pair.sim[pair.client].tcp.happened(), [StreamEvent::Connected]);
    (pair, stream)
}

fn numbered(len: usize) -> Vec<u8> {
    (0..len).map(|n| (n * 7 + n / 251) as u8).collect()
}

#[test]
fn connecting_takes_a_round_trip() {
    let (pair, _) = connected(1, Link::ideal(30 * MS));
    assert_eq!(pair.sim[pair.client].tcp.events[0].0, Instant::from_origin(80 * MS));
    assert_eq!(pair.sim[pair.server].tcp.accepted[0].ip(), pair.sim.address(pair.client).ip());
    assert_eq!(pair.sim.stats().connections, 1);
}

#[test]
fn bytes_arrive_whole_and_in_order_whatever_the_splits() {
    run_seeds(0..20, |seed| {
        for splits in [StreamSplits::Random, StreamSplits::Whole, StreamSplits::Bytes] {
            let (mut pair, stream) = connected(seed, Link::ideal(30 * MS).with_loss(0.1).with_rate(100_000));
            pair.sim.set_stream_splits(splits);
            let (up, down) = (numbered(9_000), numbered(5_000));
            for piece in up.chunks(777) {
                pair.sim.call(pair.client, |toy, _| toy.tcp.write(stream, piece));
                pair.sim.run_for(3 * MS);
            }
            pair.sim.call(pair.server, |toy, _| toy.tcp.write(SERVED, &down));
            pair.sim.run_for(Duration::from_secs(20));
            assert!(pair.sim[pair.server].tcp.read[&SERVED] == up, "{splits:?}");
            assert!(pair.sim[pair.client].tcp.read[&stream] == down, "{splits:?}");
            if splits == StreamSplits::Bytes {
                assert_eq!(pair.sim[pair.server].tcp.pieces, 9_000);
            }
        }
    });
}

#[test]
fn what_was_written_before_the_connection_stands_follows() {
    let mut pair = pair(1, Link::ideal(30 * MS));
    let to = pair.to;
    pair.sim.call(pair.client, |toy, _| {
        let stream = toy.tcp.connect(1, to);
        toy.tcp.write(stream, b"early");
    });
    pair.sim.run_for(Duration::from_secs(1));
    assert_eq!(pair.sim[pair.server].tcp.read[&SERVED], b"early");
}

#[test]
fn a_reader_without_appetite_stops_the_writer() {
    let (mut pair, stream) = connected(1, Link::ideal(30 * MS));
    let all = numbered(1_000_000);
    pair.sim.call(pair.server, |toy, _| toy.tcp.appetite = 1_000);
    pair.sim.call(pair.client, |toy, _| toy.tcp.write(stream, &all));
    pair.sim.run_for(Duration::from_secs(60));
    let unsent = pair.sim[pair.client].tcp.unsent[&stream].len();
    assert_eq!(pair.sim[pair.server].tcp.read[&SERVED].len(), 1_000);
    assert!((850_000..900_000).contains(&unsent), "{unsent} bytes wait at the writer");
    pair.sim.call(pair.server, |toy, _| toy.tcp.appetite = usize::MAX);
    pair.sim.run_for(Duration::from_secs(60));
    assert!(pair.sim[pair.server].tcp.read[&SERVED] == all);
}

#[test]
fn a_rate_bounds_the_transfer() {
    let (mut pair, stream) = connected(1, Link::ideal(30 * MS).with_rate(50_000));
    let all = numbered(500_000);
    pair.sim.call(pair.client, |toy, _| toy.tcp.write(stream, &all));
    pair.sim.run_for(Duration::from_secs(5));
    let got = pair.sim[pair.server].tcp.read[&SERVED].len();
    assert!((120_000..250_000).contains(&got), "{got}");
    pair.sim.run_for(Duration::from_secs(6));
    assert_eq!(pair.sim[pair.server].tcp.read[&SERVED].len(), 500_000);
}

#[test]
fn closing_delivers_what_was_written_first() {
    let (mut pair, stream) = connected(1, Link::ideal(30 * MS).with_rate(50_000));
    pair.sim.call(pair.client, |toy, _| {
        toy.tcp.write(stream, &numbered(20_000));
        toy.tcp.close(stream);
    });
    pair.sim.run_for(Duration::from_secs(5));
    assert_eq!(pair.sim[pair.server].tcp.read[&SERVED].len(), 20_000);
    assert_eq!(pair.sim[pair.server].tcp.happened(), [StreamEvent::Closed]);
    assert_eq!(pair.sim[pair.client].tcp.happened(), [StreamEvent::Connected], "the closer hears no more");
    pair.sim.call(pair.server, |toy, _| toy.tcp.write(SERVED, b"into the void"));
    pair.sim.run_for(Duration::from_secs(5));
    assert!(pair.sim[pair.client].tcp.read.is_empty());
}

#[test]
fn failures_to_connect_have_two_causes() {
    let mut pair = pair(1, Link::ideal(30 * MS));
    let wrong_port = SocketAddr::new(pair.to.ip(), 80);
    let nobody: SocketAddr = "5.9.9.9:443".parse().unwrap();
    let to = pair.to;
    pair.sim.call(pair.server, |toy, _| toy.tcp.accepting = false);
    pair.sim.call(pair.client, |toy, _| {
        toy.tcp.connect(1, wrong_port);
        toy.tcp.connect(2, nobody);
        toy.tcp.connect(3, to);
    });
    pair.sim.run_for(Duration::from_secs(60));
    let refused = StreamEvent::Failed(ConnectError::Refused);
    let timed_out = StreamEvent::Failed(ConnectError::TimedOut);
    assert_eq!(pair.sim[pair.client].tcp.happened(), [refused, refused, timed_out]);
}

#[test]
fn a_program_that_ends_closes_its_streams_and_a_host_that_vanishes_does_not() {
    for (departure, heard) in [
        (Departure::Exit, vec![StreamEvent::Connected, StreamEvent::Closed]),
        (Departure::Vanish, vec![StreamEvent::Connected]),
    ] {
        let (mut pair, _) = connected(1, Link::ideal(30 * MS));
        pair.sim.remove(pair.server, departure);
        pair.sim.run_for(Duration::from_secs(60));
        assert_eq!(pair.sim[pair.client].tcp.happened(), heard, "{departure:?}");
        let to = pair.to;
        pair.sim.call(pair.client, |toy, _| toy.tcp.connect(2, to));
        pair.sim.run_for(Duration::from_secs(60));
        let error = if departure == Departure::Exit { ConnectError::Refused } else { ConnectError::TimedOut };
        assert_eq!(pair.sim[pair.client].tcp.happened().last(), Some(&StreamEvent::Failed(error)));
    }
}

#[test]
fn streams_stand_still_while_a_host_sleeps() {
    let (mut pair, stream) = connected(1, Link::ideal(30 * MS));
    pair.sim.suspend(pair.server);
    pair.sim.call(pair.client, |toy, _| toy.tcp.write(stream, b"good night"));
    pair.sim.run_for(Duration::from_secs(100));
    assert!(pair.sim[pair.server].tcp.read.is_empty());
    pair.sim.resume(pair.server);
    pair.sim.run_for(MS);
    assert_eq!(pair.sim[pair.server].tcp.read[&SERVED], b"good night");
}

#[test]
fn whoever_connects_to_a_sleeper_learns_when_it_leaves() {
    let mut pair = pair(1, Link::ideal(30 * MS));
    pair.sim.suspend(pair.server);
    let to = pair.to;
    pair.sim.call(pair.client, |toy, _| toy.tcp.connect(1, to));
    pair.sim.run_for(Duration::from_secs(1));
    assert!(pair.sim[pair.client].tcp.events.is_empty());
    pair.sim.remove(pair.server, Departure::Exit);
    pair.sim.run_for(Duration::from_secs(1));
    assert_eq!(pair.sim[pair.client].tcp.happened(), [StreamEvent::Failed(ConnectError::Refused)]);
}

#[test]
fn behind_a_nat_one_connects_out_but_not_in() {
    let mut pair = pair(1, Link::ideal(30 * MS));
    let nat = pair.sim.add_nat(NatConfig::new(NatKind::FullCone));
    let inside = pair.sim.add(Toy::new(), HostConfig::behind(nat).listening(&[443]));
    let neighbour = pair.sim.add(Toy::new(), HostConfig::behind(nat));
    let (to, to_nat) = (pair.to, SocketAddr::new(pair.sim.nat_address(nat), 443));
    let to_inside = SocketAddr::new(pair.sim.address(inside).ip(), 443);
    pair.sim.call(inside, |toy, _| toy.tcp.connect(1, to));
    pair.sim.call(pair.client, |toy, _| toy.tcp.connect(1, to_nat));
    pair.sim.call(neighbour, |toy, _| toy.tcp.connect(1, to_inside));
    pair.sim.run_for(Duration::from_secs(60));
    assert_eq!(pair.sim[inside].tcp.happened(), [StreamEvent::Connected]);
    assert_eq!(pair.sim[neighbour].tcp.happened(), [StreamEvent::Connected]);
    assert_eq!(pair.sim[pair.client].tcp.happened(), [StreamEvent::Failed(ConnectError::TimedOut)]);
    assert_eq!(pair.sim[pair.server].tcp.accepted[0].ip(), pair.sim.nat_address(nat));
}
