//! The life of a link: handshake, limits, pings, and what ends it.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use std::time::Duration;

use common::{World, address, closed_by, keys};
use toxcore_relay::{
    AcceptError, ClientOutput, CloseReason, HANDSHAKE_TIMEOUT, PING_INTERVAL, PING_TIMEOUT, RelayClient, ServerConfig,
};
use toxcore_sansio::{Discard, Seed};

/// Bytes in any two pieces mean the same, and so do single bytes.
#[test]
fn frames_may_arrive_in_any_pieces() {
    let whole = {
        let mut world = World::new(ServerConfig::default());
        let id = world.connect(1);
        world.clients[&id].to_write().len()
    };
    for cut in 1..whole {
        let mut world = World::new(ServerConfig::default());
        let id = world.connect(1);
        let mut bytes = world.clients[&id].to_write().to_vec();
        world.clients.get_mut(&id).unwrap().written(whole);
        let (head, tail) = bytes.split_at_mut(cut);
        world.feed(id, head).unwrap();
        world.feed(id, tail).unwrap();
        world.settle();
        assert_eq!(world.server.clients(), 1, "cut at {cut}");
    }
}

#[test]
fn single_bytes_both_ways_make_a_working_link() {
    let mut world = World::new(ServerConfig::default());
    let id = world.connect(1);
    for _ in 0..1_000 {
        let client = world.clients.get_mut(&id).unwrap();
        if let Some(byte) = client.to_write().first().copied() {
            client.written(1);
            world.feed(id, &mut [byte]).unwrap();
        }
        world.server_to_client(id, 1);
    }
    assert_eq!(world.facts(id), [ClientOutput::Confirmed, ClientOutput::Alive]);
}

#[test]
fn a_replayed_handshake_is_never_confirmed() {
    let mut world = World::new(ServerConfig::default());
    let victim = world.connect(1);
    let handshake = world.clients[&victim].to_write().to_vec();
    world.settle();
    assert_eq!(world.server.clients(), 1);
    let replay = world.server.accept(world.now, address(66)).unwrap();
    world.feed(replay, &mut handshake.clone()).unwrap();
    assert!(!world.is_closed(victim), "an unconfirmed link must not replace a client");
    assert_eq!(
        world.feed(replay, &mut [0, 20].into_iter().chain([9; 20]).collect::<Vec<_>>()),
        Err(Discard::NotDecryptable)
    );
    assert!(world.is_closed(replay) && !world.is_closed(victim));
}

#[test]
fn a_handshake_for_another_key_or_of_low_order_is_refused() {
    let mut world = World::new(ServerConfig::default());
    let id = world.server.accept(world.now, address(1)).unwrap();
    let other = RelayClient::new(world.now, &keys(1), &keys(42).public, &Seed::from_number(3)).unwrap();
    assert_eq!(world.feed(id, &mut other.to_write().to_vec()), Err(Discard::NotDecryptable));
    let id = world.server.accept(world.now, address(2)).unwrap();
    assert_eq!(world.feed(id, &mut [0; 128]), Err(Discard::NotDecryptable));
    assert_eq!((world.server.links(), world.server.stats().handshakes_failed), (0, 2));
}

#[test]
fn malformed_lengths_end_the_link_at_once() {
    for length in [0_u16, 1, 16, 2049, u16::MAX] {
        let mut world = World::new(ServerConfig::default());
        let id = world.join(1);
        let result = world.feed(id, &mut length.to_be_bytes());
        assert!(matches!(result, Err(Discard::Malformed(_))), "length {length}: {result:?}");
        assert!(world.is_closed(id), "length {length}");
    }
}

/// Slow sockets: 10,000 connections that say nothing, or stop half way, are gone after ten seconds; a client that
/// arrives among them is served at once.
#[test]
fn half_open_links_end_after_ten_seconds_and_do_not_keep_clients_out() {
    let mut world = World::new(ServerConfig::default());
    for n in 0..10_000_u32 {
        let [_, _, c, d] = n.to_be_bytes();
        let from = std::net::SocketAddr::from(([100, 64, c, d], 1));
        let id = world.server.accept(world.now, from).unwrap();
        if n % 2 == 0 {
            let _ = world.feed(id, &mut [1; 100]);
        }
    }
    world.collect();
    let client = world.join(1);
    assert!(world.server.links() <= ServerConfig::default().max_half_open + 1);
    world.wait(HANDSHAKE_TIMEOUT);
    assert_eq!(world.server.links(), 1);
    assert!(!world.is_closed(client));
    assert_eq!(world.closed.len(), 10_000);
}

#[test]
fn limits_on_links_are_counted_per_source_and_in_all() {
    let config = {
        let mut c = ServerConfig::default();
        c.max_links = 70;
        c.max_links_per_source = 3;
        c
    };
    let mut world = World::new(config);
    for _ in 0..3 {
        world.server.accept(world.now, address(1)).unwrap();
    }
    assert_eq!(world.server.accept(world.now, address(1)), Err(AcceptError::SourceFull(3)));
    for _ in 0..67 {
        world.server.accept(world.now, ([127, 0, 0, 1], 9).into()).unwrap();
    }
    assert_eq!(world.server.accept(world.now, address(2)), Err(AcceptError::Full(70)));
    world.wait(HANDSHAKE_TIMEOUT);
    assert!(world.server.accept(world.now, address(1)).is_ok(), "ended links give their places back");
}

/// After a restart all clients come back at once. Those whose handshake costs too much for the moment wait for it.
#[test]
fn handshakes_beyond_the_budget_wait_and_are_answered() {
    let mut world = World::new(ServerConfig::default());
    world.admission = toxcore_sansio::Admission::new(30, &Seed::from_number(1));
    for number in 1..=60 {
        world.connect(number);
    }
    world.settle();
    assert!(world.server.clients() < 60);
    world.wait(Duration::from_secs(9));
    assert_eq!((world.server.clients(), world.closed.len()), (60, 0));
}

#[test]
fn a_source_that_connects_too_often_waits() {
    let mut world = World::new(ServerConfig::default());
    let results: Vec<_> = (0..80).map(|_| world.server.accept(world.now, address(1))).collect();
    assert_eq!(results.iter().filter(|r| r.is_ok()).count(), 64);
    assert_eq!(results.last(), Some(&Err(AcceptError::TooFast)));
}

#[test]
fn pings_keep_a_living_client_and_end_a_silent_one() {
    let mut world = World::new(ServerConfig::default());
    let living = world.join(1);
    let silent = world.join(2);
    world.clients.remove(&silent);
    world.wait(PING_INTERVAL + PING_TIMEOUT + Duration::from_secs(2));
    assert!(world.is_closed(silent) && !world.is_closed(living));
    world.wait(Duration::from_secs(600));
    assert!(!world.is_closed(living));
    assert_eq!(closed_by(&world.facts(living)), None);
}

#[test]
fn a_client_gives_up_on_a_silent_relay() {
    let mut world = World::new(ServerConfig::default());
    let mut client = RelayClient::new(world.now, &keys(1), &keys(200).public, &Seed::from_number(3)).unwrap();
    world.now += HANDSHAKE_TIMEOUT;
    client.handle_timeout(world.now);
    assert_eq!(client.poll_output(), Some(ClientOutput::Closed(CloseReason::HandshakeTimeout)));
    assert_eq!(client.poll_timeout(), None);
}

/// 100,000 times connect, queue something, close: the tables are as empty as before.
#[test]
fn connecting_and_leaving_again_and_again_leaves_nothing_behind() {
    let mut world = World::new(ServerConfig::default());
    let stay = world.join(1);
    let from = std::net::SocketAddr::from(([127, 0, 0, 1], 1));
    for _ in 0..100_000 {
        let id = world.server.accept(world.now, from).unwrap();
        world.server.stream_closed(world.now, id);
    }
    for _ in 0..50 {
        let id = world.join(2);
        world.clients.get_mut(&id).unwrap().request_route(&keys(1).public).unwrap();
        world.client_to_server(id);
        world.clients.remove(&id);
        world.server.stream_closed(world.now, id);
        assert_eq!((world.server.links(), world.server.clients()), (1, 1));
    }
    world.settle();
    assert!(!world.is_closed(stay));
    world.wait(HANDSHAKE_TIMEOUT);
    assert!(world.server.poll_timeout().is_some());
}
