//! Memory of a relay whose clients come, let frames pile up and go. Past defect 37 (CVE-2018-25021). A program of its own,
//! because it looks at the memory of the whole process.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use common::{World, keys};
use toxcore_relay::ServerConfig;
use toxcore_sansio::StreamId;

/// Times that a client connects, leaves frames unread and closes.
const CYCLES: u32 = 100_000;
/// Of these, one in so many finishes its handshake; the others leave our answer to it unread.
const CONFIRMED_EACH: u32 = 50;
/// Growth between the first tenth of the cycles and the last that counts as flat: our choice, noise of the allocator. One
/// forgotten queue a cycle would make 90,000 * 96 bytes, 8 MB, at the least.
const FLAT: u64 = 2 * 1024 * 1024;

#[test]
fn a_hundred_thousand_links_that_close_with_full_queues_leave_no_memory_behind() {
    let mut world = World::new(ServerConfig::default());
    let stay = world.join(1);
    let handshake = handshake_of_client(&mut world, 3);
    let mut early = 0;
    for cycle in 0..CYCLES {
        if cycle % CONFIRMED_EACH == 0 {
            leave_with_frames_queued(&mut world, stay);
        } else {
            let id = world.server.accept(world.now, ([127, 0, 0, 1], 9).into()).unwrap();
            world.feed(id, &mut handshake.clone()).unwrap();
            assert_eq!(world.server.to_write(id).len(), 96, "our answer waits");
            world.server.stream_closed(world.now, id);
        }
        assert_eq!((world.server.links(), world.server.clients()), (1, 1));
        if cycle == CYCLES / 10 {
            early = resident();
        }
    }
    world.settle();
    assert!(!world.is_closed(stay));
    let grown = resident().saturating_sub(early);
    assert!(grown < FLAT, "{grown} bytes more than after {} cycles", CYCLES / 10);
}

fn handshake_of_client(world: &mut World, number: u8) -> Vec<u8> {
    let id = world.connect(number);
    let handshake = world.clients.remove(&id).unwrap().to_write().to_vec();
    world.server.stream_closed(world.now, id);
    handshake
}

/// A client comes, asks for a route, is sent pongs, notifications and data that it does not read, and goes.
fn leave_with_frames_queued(world: &mut World, friend: StreamId) {
    world.now += std::time::Duration::from_millis(200);
    let id = world.join(2);
    let [_, to_it] = world.link((id, keys(2).public), (friend, keys(1).public));
    for _ in 0..4 {
        world.clients.get_mut(&friend).unwrap().send_data(to_it, &[7; 1_300]).unwrap();
    }
    let client = world.clients.get_mut(&id).unwrap();
    client.probe(world.now);
    client.request_route(&keys(9).public).unwrap();
    world.client_to_server(id);
    world.client_to_server(friend);
    assert!(world.server.to_write(id).len() > 4 * 1_300, "frames wait");
    world.clients.remove(&id);
    world.server.stream_closed(world.now, id);
    world.settle();
    world.facts.clear();
    world.closed.clear();
}

/// Bytes of memory that this process occupies.
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() * 1024
}
