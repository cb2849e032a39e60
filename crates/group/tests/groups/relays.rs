//! Members who reach each other through a relay alone, or besides.

use std::net::SocketAddr;

use toxcore_crypto::DhtPublicKey;
use toxcore_group::groups::{Groups, Output, RELAY_PATIENCE, Reached};
use toxcore_sansio::{Instant, Seed};
use toxcore_sim::Link;
use toxcore_wire::group::{GroupAnnounce, GroupName, GroupPrivacy};
use toxcore_wire::{PackedNode, RelayInfo};

use crate::world::{World, lossy, millis, profile, seconds};

/// A founder and others who join by the chat id; `has_udp` says who can be reached over UDP.
fn joining(members: usize, seed: u64, link: Link, has_udp: impl Fn(usize) -> bool) -> World {
    let mut world = World::with_relay(seed, link);
    for who in 0..members {
        if who != 0 {
            world.add();
        }
        if !has_udp(who) {
            world.with(who, |person, _| person.lose_udp());
        }
        if who != 0 {
            world.join(who, b"");
        }
        world.run(millis(100));
    }
    world
}

#[test]
fn members_without_udp_meet_through_a_relay() {
    let mut world = joining(5, 1, lossy(), |_| false);
    world.run_until(seconds(15), World::all_see_all);
    assert_eq!(world.say(3, b"hello"), 4);
    world.run(seconds(10));
    for who in [0, 1, 2, 4] {
        assert_eq!(world.heard(who, 3), [b"hello"]);
    }
    let (groups, number) = world.groups(0);
    assert_eq!(groups.reached(world.sim.now(), number, &world.key(1)), Some(Reached::Relayed));
    assert!(world.person(0).asleep.values().all(|may_sleep| !may_sleep));
}

#[test]
fn members_with_and_without_udp_meet() {
    let mut world = joining(6, 2, lossy(), |who| who % 2 == 0);
    world.run_until(seconds(15), World::all_see_all);
    world.run(seconds(30));
    let (groups, number) = world.groups(0);
    let now = world.sim.now();
    for who in 1..6 {
        let expected = if who % 2 == 0 { Reached::Direct } else { Reached::Relayed };
        assert_eq!(groups.reached(now, number, &world.key(who)), Some(expected), "{who}");
    }
    for (key, may_sleep) in &world.person(0).asleep {
        let is_direct = groups.reached(now, number, key) == Some(Reached::Direct);
        assert_eq!(*may_sleep, is_direct);
    }
}

#[test]
fn whoever_loses_udp_and_comes_back_at_once_is_reached_through_the_relay() {
    let mut world = joining(2, 4, Link::default(), |_| true);
    world.run_until(seconds(15), World::all_see_all);
    world.run(seconds(30));
    let key = world.key(0);
    assert!(world.person(1).asleep[&key]);
    world.with(1, |person, _| person.lose_udp());
    world.act(1, |groups, now, number| groups.reconnect(now, number, None)).unwrap();
    assert!(!world.person(1).asleep[&key], "a new link is not direct yet");
    world.run_until(seconds(30), World::all_see_all);
}

#[test]
fn routes_are_given_up_with_their_members() {
    let mut world = joining(4, 3, Link::default(), |_| false);
    world.run_until(seconds(15), World::all_see_all);
    let key = world.key(2);
    assert!(world.person(0).asleep.contains_key(&key));
    world.act(2, |groups, now, number| groups.leave(now, number, b"bye")).unwrap();
    world.run(seconds(60));
    assert_eq!(world.count(0), 2);
    assert!(!world.person(0).asleep.contains_key(&key), "nobody looks for who has left");
    assert!(world.person(2).asleep.is_empty() && world.person(2).pools.is_empty());
}

fn announced(groups: &mut Groups) -> Vec<Option<GroupAnnounce>> {
    let outputs = std::iter::from_fn(|| groups.poll_output());
    let announced = outputs.filter_map(|output| match output {
        Output::Announce { announce, .. } => Some(announce),
        _ => None,
    });
    announced.collect()
}

/// A member running the reference that has no UDP can do nothing with an announcement without a relay, and does nothing else for 12 s.
#[test]
fn nothing_is_announced_without_the_relay_that_is_being_connected() {
    let now = Instant::ZERO;
    let place: SocketAddr = ([198, 51, 100, 1], 33_445).into();
    let relay = RelayInfo { addr: place, key: DhtPublicKey::from_bytes([9; 32]) };
    for comes in [true, false] {
        let mut groups = Groups::new(&Seed::from_number(1));
        groups.set_address(now, Some(place));
        let name = GroupName::new(b"group").unwrap();
        let group = groups.found(now, name, GroupPrivacy::Public, profile(0)).unwrap();
        groups.expect_relay(now, group);
        assert_eq!(announced(&mut groups).pop(), Some(None));
        if comes {
            groups.set_relays(now + millis(200), group, &[relay]);
            let said = announced(&mut groups).pop().flatten().unwrap();
            assert_eq!((said.addr, said.relay), (Some(place), Some(PackedNode::Tcp(relay))));
        }
        groups.handle_timeout(now + RELAY_PATIENCE);
        let said = announced(&mut groups).pop().flatten();
        assert_eq!(said.and_then(|said| said.addr), (!comes).then_some(place), "it is said once");
    }
}
