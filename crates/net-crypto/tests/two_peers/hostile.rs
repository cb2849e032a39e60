use std::time::Duration;

use toxcore_sansio::Path;
use toxcore_sim::Link;

use crate::peer::World;

/// All kinds of packets with random bodies of all lengths, from the peer's own address.
#[test]
fn junk_changes_nothing() {
    let mut world = World::connected(1, Link::default());
    let (alice, bob) = (world.alice, world.bob);
    let from = world.sim.address(alice);
    for kind in 0..=255_u8 {
        let lengths: Vec<usize> = (0..1400).step_by(37).chain([27, 28, 145, 161, 385, 1400, 1401]).collect();
        let bodies: Vec<Vec<u8>> = lengths
            .iter()
            .map(|len| {
                let mut body: Vec<u8> = (0..*len).map(|_| world.sim.rng().next_u64() as u8).collect();
                if let Some(first) = body.first_mut() {
                    *first = kind;
                }
                body
            })
            .collect();
        world.call(bob, |peer, now| {
            for mut body in bodies {
                assert!(peer.handle(now, Path::Udp(from), &mut body).is_err());
            }
        });
    }
    assert_eq!(world.peer(bob).machine.connections(), 1);
    world.call(alice, |peer, _| peer.say(b"hello"));
    world.sim.run_for(Duration::from_secs(1));
    assert_eq!((world.peer(bob).messages.len(), world.peer(bob).ended.len()), (1, 0));
}

/// Every packet of a whole connection, cut at each length and with each byte changed, is refused without harm.
#[test]
fn truncated_and_changed_packets_change_nothing() {
    let mut world = World::new(1, Link::default());
    let (alice, bob) = (world.alice, world.bob);
    world.call(bob, |peer, _| peer.keep_datagrams = true);
    world.connect(alice, bob);
    world.until_connected(Duration::from_secs(1));
    let from = world.sim.address(alice);
    let packets = world.peer(bob).datagrams.clone();
    world.call(bob, |peer, now| {
        for packet in &packets {
            for len in 0..packet.len() {
                assert!(peer.handle(now, Path::Udp(from), &mut packet[..len].to_vec()).is_err());
                let mut changed = packet.clone();
                changed[len] ^= 0x10;
                assert!(peer.handle(now, Path::Udp(from), &mut changed).is_err());
            }
        }
    });
    world.call(alice, |peer, _| peer.say(b"hello"));
    world.sim.run_for(Duration::from_secs(1));
    assert_eq!((world.peer(bob).messages.len(), world.peer(bob).ended.len()), (1, 0));
}
