//! A receiver that is slower than its sender.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use std::time::Duration;

use common::{World, keys};
use toxcore_relay::{MAX_STALL, ServerConfig};
use toxcore_sansio::StreamId;
use toxcore_wire::relay::ConnectionId;

struct Bulk {
    world: World,
    sender: StreamId,
    slow: StreamId,
    to_slow: ConnectionId,
}

fn bulk() -> Bulk {
    let mut world = World::new(ServerConfig::default());
    let (sender, slow) = (world.join(1), world.join(2));
    let [to_slow, _] = world.link((sender, keys(1).public), (slow, keys(2).public));
    world.facts(slow);
    Bulk { world, sender, slow, to_slow }
}

impl Bulk {
    /// Sends numbered frames of 1,000 bytes until the relay makes the sender wait; returns how many.
    fn send_until_paused(&mut self) -> u32 {
        for number in 0..10_000_u32 {
            let mut data = [0; 1000];
            data[..4].copy_from_slice(&number.to_be_bytes());
            self.world.clients.get_mut(&self.sender).unwrap().send_data(self.to_slow, &data).unwrap();
            self.world.client_to_server(self.sender);
            if !self.world.paused.is_empty() {
                return number + 1;
            }
        }
        panic!("the relay takes any amount");
    }

    fn numbers_received(&mut self) -> Vec<u32> {
        let data = self.world.data_of(self.slow);
        data.iter().map(|d| u32::from_be_bytes(*d.first_chunk().unwrap())).collect()
    }
}

#[test]
fn a_sender_waits_for_its_receiver_and_nothing_is_lost() {
    let mut bulk = bulk();
    let sent = bulk.send_until_paused();
    assert!(sent > 100, "the queue takes about 128 kB, took {sent} kB");
    assert!(!bulk.world.server.wants_read(bulk.sender));
    bulk.world.settle();
    assert!(bulk.world.paused.is_empty() && bulk.world.server.wants_read(bulk.sender));
    assert_eq!(bulk.numbers_received(), (0..sent).collect::<Vec<_>>());
    assert_eq!(bulk.world.server.stats().data_dropped, 0);
}

#[test]
fn a_sender_waits_a_tenth_of_a_second_at_most() {
    let mut bulk = bulk();
    let sent = bulk.send_until_paused();
    bulk.world.now += MAX_STALL;
    bulk.world.server_timeout();
    bulk.world.collect();
    assert!(bulk.world.paused.is_empty());
    assert_eq!(bulk.world.server.stats().data_dropped, 1);
    bulk.world.settle();
    assert_eq!(bulk.numbers_received(), (0..sent - 1).collect::<Vec<_>>());
}

/// Who waited in vain once goes on at once from then on: its other frames must not queue up behind a dead receiver.
#[test]
fn nobody_waits_again_for_a_receiver_that_does_not_read() {
    let mut bulk = bulk();
    bulk.send_until_paused();
    bulk.world.now += MAX_STALL;
    bulk.world.server_timeout();
    bulk.world.collect();
    for _ in 0..100 {
        bulk.world.clients.get_mut(&bulk.sender).unwrap().send_data(bulk.to_slow, &[0; 1000]).unwrap();
        bulk.world.client_to_server(bulk.sender);
        assert!(bulk.world.paused.is_empty());
    }
    assert_eq!((bulk.world.server.stats().stalls, bulk.world.server.stats().data_dropped), (1, 101));
    bulk.world.settle();
    bulk.world.facts(bulk.slow);
    bulk.send_until_paused();
    assert_eq!(bulk.world.server.stats().stalls, 2, "after it has read, it is worth waiting for");
}

#[test]
fn bytes_that_wait_for_all_clients_together_are_bounded() {
    let mut config = ServerConfig::default();
    config.max_queued = 300_000;
    let mut world = World::new(config);
    for pair in 0..5_u8 {
        let (a, b) = (2 * pair + 1, 2 * pair + 2);
        let (from, to) = (world.join(a), world.join(b));
        let [route, _] = world.link((from, keys(a).public), (to, keys(b).public));
        for _ in 0..200 {
            let _ = world.clients.get_mut(&from).unwrap().send_data(route, &[0; 1000]);
            world.client_to_server(from);
        }
        let bound = 300_000 + usize::from(pair + 1) * 18_000;
        assert!(world.server.queued_bytes() < bound, "{}", world.server.queued_bytes());
    }
    world.wait(Duration::from_secs(1));
    world.settle();
    assert_eq!(world.server.queued_bytes(), 0);
    assert_eq!(world.server.clients(), 10);
}

/// Whoever fills the common room with what he does not read must not take it from those who do.
#[test]
fn clients_that_read_are_served_while_others_fill_the_common_room() {
    let mut config = ServerConfig::default();
    config.max_queued = 100_000;
    let mut world = World::new(config);
    let (from, dead) = (world.join(1), world.join(2));
    let [to_dead, _] = world.link((from, keys(1).public), (dead, keys(2).public));
    let (sender, reader) = (world.join(3), world.join(4));
    let [to_reader, _] = world.link((sender, keys(3).public), (reader, keys(4).public));
    for _ in 0..200 {
        let _ = world.clients.get_mut(&from).unwrap().send_data(to_dead, &[0; 1000]);
        world.client_to_server(from);
    }
    assert!(world.server.queued_bytes() >= 100_000);
    world.facts(reader);
    for _ in 0..100 {
        for _ in 0..8 {
            world.clients.get_mut(&sender).unwrap().send_data(to_reader, &[1; 1000]).unwrap();
        }
        world.client_to_server(sender);
        world.server_to_client(reader, usize::MAX);
    }
    assert_eq!(world.data_of(reader).len(), 800);
}

/// Out-of-band frames need no consent: strangers must not fill the way of a client whose connection is slow.
#[test]
fn strangers_do_not_take_the_room_of_friends() {
    let mut bulk = bulk();
    let stranger = bulk.world.join(9);
    for _ in 0..500 {
        bulk.world.clients.get_mut(&stranger).unwrap().send_oob(&keys(2).public, &[3; 1000]).unwrap();
        bulk.world.client_to_server(stranger);
    }
    assert!(bulk.world.server.to_write(bulk.slow).len() < 34_000);
    for number in 0..50_u32 {
        let mut data = [0; 1000];
        data[..4].copy_from_slice(&number.to_be_bytes());
        bulk.world.clients.get_mut(&bulk.sender).unwrap().send_data(bulk.to_slow, &data).unwrap();
        bulk.world.client_to_server(bulk.sender);
    }
    bulk.world.settle();
    assert_eq!(bulk.numbers_received(), (0..50).collect::<Vec<_>>());
}

/// Who leaves while it waits is forgotten by the one it waited for.
#[test]
fn a_sender_that_leaves_while_it_waits_leaves_nothing_behind() {
    let mut bulk = bulk();
    bulk.send_until_paused();
    bulk.world.clients.remove(&bulk.sender);
    bulk.world.server.stream_closed(bulk.world.now, bulk.sender);
    bulk.world.collect();
    bulk.world.settle();
    assert_eq!((bulk.world.server.clients(), bulk.world.server.queued_bytes()), (1, 0));
}

#[test]
fn a_slow_friend_does_not_hold_up_another() {
    let mut bulk = bulk();
    let quick = bulk.world.join(3);
    let [to_quick, _] = bulk.world.link((bulk.sender, keys(1).public), (quick, keys(3).public));
    bulk.world.facts(quick);
    for _ in 0..300 {
        let client = bulk.world.clients.get_mut(&bulk.sender).unwrap();
        client.send_data(bulk.to_slow, &[1; 1000]).unwrap();
        client.send_data(to_quick, &[2; 1000]).unwrap();
        bulk.world.client_to_server(bulk.sender);
        bulk.world.server_to_client(quick, usize::MAX);
    }
    assert!(bulk.world.paused.is_empty());
    assert_eq!(bulk.world.data_of(quick).len(), 300);
    assert!(bulk.world.server.stats().data_dropped > 100);
    assert!(bulk.world.server.to_write(bulk.slow).len() < 200_000);
}

#[test]
fn a_receiver_that_leaves_frees_its_senders() {
    let mut bulk = bulk();
    bulk.send_until_paused();
    bulk.world.clients.remove(&bulk.slow);
    bulk.world.server.stream_closed(bulk.world.now, bulk.slow);
    bulk.world.collect();
    assert!(bulk.world.paused.is_empty());
    bulk.world.settle();
    assert!(!bulk.world.is_closed(bulk.sender));
}

/// Senders that wait for each other in a ring or a chain must not make the relay recurse or lock up.
#[test]
fn a_long_chain_of_waiting_senders_comes_loose_in_one_go() {
    let mut world = World::new(ServerConfig::default());
    let count = 120_u8;
    let ids: Vec<_> = (1..=count).map(|n| world.join(n)).collect();
    let mut routes = Vec::new();
    for n in 1..count {
        let (a, b) = (usize::from(n) - 1, usize::from(n));
        routes.push(world.link((ids[a], keys(n).public), (ids[b], keys(n + 1).public))[0]);
    }
    for (n, route) in routes.iter().enumerate() {
        for _ in 0..300 {
            // Fails once the client itself has to wait.
            let _ = world.clients.get_mut(&ids[n]).unwrap().send_data(*route, &[0; 1000]);
            world.client_to_server(ids[n]);
        }
    }
    world.wait(Duration::from_secs(1));
    world.settle();
    assert_eq!(world.server.clients(), usize::from(count));
    assert!(world.paused.is_empty());
}

/// A client that reads nothing but keeps asking loses its link before its queue is larger than stated.
#[test]
fn a_client_that_never_reads_its_answers_is_dropped() {
    let mut world = World::new(ServerConfig::default());
    let id = world.join(1);
    let mut largest = 0;
    for _ in 0..20_000 {
        let Some(client) = world.clients.get_mut(&id) else { break };
        client.probe(world.now);
        world.client_to_server(id);
        largest = largest.max(world.server.to_write(id).len());
    }
    assert!(world.is_closed(id));
    assert!(largest <= 164 * 1024, "queued {largest} bytes");
    assert_eq!(world.server.stats().overflows, 1);
}
