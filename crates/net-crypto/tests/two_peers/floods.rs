//! Past defect 40: floods of cookie requests while a friend connects.

use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use toxcore_sansio::Path;
use toxcore_sim::Link;

use crate::peer::{Peer, World};

/// Junk requests that arrive in a millisecond: a hundred thousand a second.
const PER_MILLISECOND: u64 = 100;

/// Who Bob is to Alice before she connects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Acquaintance {
    None,
    /// A packet of Alice's DHT key has opened before.
    Dht,
}

/// Time until both are connected while junk from so many addresses arrives, and the derivations that it caused.
fn connect_under_flood(addresses: u64, acquaintance: Acquaintance) -> (Duration, u64) {
    let mut world = World::new(1, Link::default());
    let (alice, bob) = (world.alice, world.bob);
    // Limits and shares settle.
    (0..2000).for_each(|_| flood(&mut world, addresses));
    let alice_dht = world.peer(alice).dht.public;
    if acquaintance == Acquaintance::Dht {
        world.call(bob, |peer, now| {
            peer.with_machine(now, |_, cx| _ = cx.cache.get_or_derive(&cx.keys.secret, &alice_dht));
        });
    }
    let before = world.peer(bob).admission.admitted();
    world.connect(alice, bob);
    let start = world.sim.now();
    for _ in 0..10_000 {
        flood(&mut world, addresses);
        if world.peer(alice).connection().is_some() && world.peer(bob).connection().is_some() {
            return (world.sim.now() - start, world.peer(bob).admission.admitted() - before);
        }
    }
    panic!("not connected within ten seconds, {addresses} addresses, {acquaintance:?}");
}

fn flood(world: &mut World, addresses: u64) {
    world.sim.run_for(Duration::from_millis(1));
    let junk: Vec<(SocketAddr, [u8; 145])> = (0..PER_MILLISECOND)
        .map(|_| {
            let rng = world.sim.rng();
            let mut packet = [0; 145];
            packet.fill_with(|| rng.next_u64() as u8);
            packet[0] = 0x18;
            let address = u32::try_from(rng.below(addresses)).unwrap();
            ((Ipv4Addr::from_bits(0xcb00_0000 | address), 33_445).into(), packet)
        })
        .collect();
    world.call(world.bob, |peer: &mut Peer, now| {
        for (from, mut packet) in junk {
            assert!(peer.handle(now, Path::Udp(from), &mut packet).is_err());
        }
    });
}

#[test]
fn a_friend_connects_in_the_time_of_a_quiet_network() {
    let mut quiet = World::new(1, Link::default());
    quiet.connect(quiet.alice, quiet.bob);
    let quiet = quiet.until_connected(Duration::from_secs(1));
    for (addresses, acquaintance) in
        [(1, Acquaintance::None), (100, Acquaintance::None), (1000, Acquaintance::None), (1 << 24, Acquaintance::Dht)]
    {
        let (took, derivations) = connect_under_flood(addresses, acquaintance);
        println!("{addresses} addresses, {acquaintance:?}: {took:?} instead of {quiet:?}, {derivations} derivations");
        assert!(took <= quiet * 2, "{addresses} {acquaintance:?}: {took:?} instead of {quiet:?}");
        assert!(derivations <= 4000, "{derivations} derivations in {took:?}");
    }
}

/// So many sources look alike to the limits; a stranger among them tries again and gets through.
#[test]
fn a_stranger_connects_among_ten_thousand_flooders() {
    let (took, _) = connect_under_flood(10_000, Acquaintance::None);
    println!("{took:?}");
    assert!(took < Duration::from_secs(7), "{took:?}");
}
