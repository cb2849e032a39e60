//! Peers who find each other at relays.

use std::time::Duration;

use toxcore_relay::{FrameCount, FrameDirection, MAX_RELAYS_PER_ROUTE, PoolConfig, PoolSendError};
use toxcore_sim::{Departure, Link, run_seeds};

use crate::world::{Heard, MS, Pair, SECOND, World, public};

/// How long two clients need from knowing their relays to being online: TCP, handshake, requests, notification.
const ONLINE: std::time::Duration = std::time::Duration::from_millis(400);

fn online(relays: u8) -> (World, Pair) {
    let mut world = World::new(7);
    let relays: Vec<_> = (0..relays).map(|n| world.relay(100 + n)).collect();
    let pair = world.pair(&relays);
    world.run(ONLINE);
    (world, pair)
}

fn say(world: &mut World, pair: Pair, data: &[u8]) -> Result<(), PoolSendError> {
    world.act(pair.alice, |alice, now| alice.pool.send(now, pair.there, data))
}

#[test]
fn two_pools_talk_through_one_to_three_relays() {
    for relays in 1..=3 {
        let (mut world, pair) = online(relays);
        let Pair { alice, bob, there, back } = pair;
        for (host, route) in [(alice, there), (bob, back)] {
            let heard = world.heard(host);
            let times = |wanted: &Heard| heard.iter().filter(|heard| *heard == wanted).count();
            assert_eq!(times(&Heard::Online(route)), 1);
            assert_eq!(times(&Heard::Reachable(route)), usize::from(relays));
            let of = world.act(host, |client, _| client.pool.relays_of(route));
            assert_eq!((of.known, of.connected, of.online), (relays.into(), relays.into(), relays.into()));
        }
        for len in [1, 1_400, 2_031] {
            say(&mut world, pair, &vec![7; len]).unwrap();
        }
        assert_eq!(say(&mut world, pair, &[7; 2_032]), Err(PoolSendError::Length(2_032)));
        assert_eq!(say(&mut world, pair, &[]), Err(PoolSendError::Length(0)));
        world.act(bob, |bob, now| bob.pool.send(now, back, b"answer")).unwrap();
        world.run(200 * MS);
        world.act(bob, |bob, _| assert_eq!(bob.data(), [&[7; 1][..], &[7; 1_400], &[7; 2_031]]));
        world.act(alice, |alice, _| assert_eq!(alice.heard, [Heard::Data(there, b"answer".to_vec())]));
    }
}

#[test]
fn what_one_end_counts_as_sent_the_other_counts_as_received() {
    let (mut world, pair) = online(1);
    say(&mut world, pair, &[7; 1_400]).unwrap();
    world.act(pair.bob, |bob, now| bob.pool.send(now, pair.back, b"answer")).unwrap();
    world.run(200 * MS);
    let (_, relay) = world.relays[0];
    let server = world.at_relay(&relay, |relay| relay.server.frame_counts().clone());
    let clients = [pair.alice, pair.bob].map(|host| world.act(host, |client, _| client.pool.frame_counts().clone()));
    for kind in 0..=u8::MAX {
        let of_clients = |direction| {
            let counts = clients.each_ref().map(|counts| counts.of_kind(direction, kind));
            (counts[0].frames + counts[1].frames, counts[0].bytes + counts[1].bytes)
        };
        let of_server = |direction| {
            let count = server.of_kind(direction, kind);
            (count.frames, count.bytes)
        };
        // Only what is sent is counted with length and MAC.
        let on_the_wire = |(frames, bytes)| (frames, bytes + frames * (2 + 16));
        assert_eq!(of_clients(FrameDirection::Sent), on_the_wire(of_server(FrameDirection::Received)), "{kind}");
        assert_eq!(of_server(FrameDirection::Sent), on_the_wire(of_clients(FrameDirection::Received)), "{kind}");
    }
    // The first route of a link has id 16, which is the kind of its data.
    let data = FrameCount { frames: 1, bytes: 2 + 16 + 1 + 1_400 };
    assert_eq!(clients[0].of_kind(FrameDirection::Sent, 16), data);
    assert!(clients[0].of_kinds(FrameDirection::Sent, 0..=u8::MAX).frames > data.frames);
}

/// Numbers every millisecond; the next relay takes over while the first is gone.
fn stream_while(harm: impl Fn(&mut World)) -> (Vec<u32>, usize) {
    let (mut world, pair) = online(3);
    let sent = 10_000_u32;
    for number in 0..sent {
        if number == 2_000 {
            harm(&mut world);
        }
        let data = [&number.to_be_bytes()[..], &[0; 200]].concat();
        say(&mut world, pair, &data).unwrap();
        if number % 500 == 0 {
            world.act(pair.bob, |bob, now| bob.pool.send(now, pair.back, b"still here")).unwrap();
        }
        world.run(MS);
    }
    world.run(SECOND);
    let numbers = world.act(pair.bob, |bob, _| {
        bob.data().iter().map(|data| u32::from_be_bytes(data[..4].try_into().unwrap())).collect::<Vec<_>>()
    });
    let offline = world.heard(pair.alice).iter().filter(|heard| matches!(heard, Heard::Offline(_))).count();
    (numbers, offline)
}

#[test]
fn a_relay_that_ends_is_replaced_by_the_next_at_once() {
    let (numbers, offline) = stream_while(|world| {
        let host = busiest(world);
        world.sim.remove(host, Departure::Exit);
    });
    assert_eq!(offline, 0);
    assert!(numbers.len() > 9_900, "{} arrived", numbers.len());
}

#[test]
fn a_relay_that_vanishes_or_reads_nothing_is_left_within_seconds() {
    let vanish = |world: &mut World| {
        let host = busiest(world);
        world.sim.remove(host, Departure::Vanish);
    };
    let go_deaf = |world: &mut World| {
        let host = busiest(world);
        let info = world.relays.iter().find(|(other, _)| *other == host).unwrap().1;
        world.at_relay(&info, |relay| relay.deaf = true);
    };
    for (numbers, offline) in [stream_while(vanish), stream_while(go_deaf)] {
        assert_eq!(offline, 0);
        assert!(numbers.len() > 10_000 - 5_500, "{} arrived", numbers.len());
        let tail: Vec<_> = numbers.iter().filter(|number| **number >= 7_500).collect();
        assert_eq!(tail.len(), 2_500, "after five seconds nothing is lost");
    }
}

/// The relay through which data goes.
fn busiest(world: &World) -> toxcore_sim::HostId {
    let hosts = world.relays.iter().map(|(host, _)| *host);
    hosts
        .max_by_key(|host| match world.sim.get(*host) {
            Some(crate::world::Node::Relay(relay)) => relay.server.stats().data_relayed,
            _ => 0,
        })
        .unwrap()
}

#[test]
fn before_routes_exist_small_packets_go_out_of_band() {
    let mut world = World::new(1);
    let relay = world.relay(100);
    let (alice, bob) = (world.client(1), world.client(2));
    world.act(bob, |bob, now| bob.add_relay(now, relay));
    let there = world.act(alice, |alice, now| alice.add_route(now, 2, &[relay]));
    assert_eq!(world.act(alice, |alice, now| alice.pool.send(now, there, b"early")), Err(PoolSendError::NotConnected));
    world.run(ONLINE);
    assert!(world.heard(alice).contains(&Heard::Reachable(there)));
    world.act(alice, |alice, now| alice.pool.send(now, there, &[5; 1_024])).unwrap();
    let long = world.act(alice, |alice, now| alice.pool.send(now, there, &[5; 1_025]));
    assert_eq!(long, Err(PoolSendError::Length(1_025)));
    world.run(ONLINE);
    let heard = world.heard(bob);
    let Some(Heard::Oob(link, sender, data)) = heard.last().cloned() else { panic!("{heard:?}") };
    assert_eq!((sender, data), (public(1), vec![5; 1_024]));

    // Bob answers through the same link: to Alice, who has a route, it is data of that route.
    world.act(bob, |bob, now| bob.pool.send_oob(now, link, &public(1), b"answer")).unwrap();
    world.run(ONLINE);
    assert_eq!(world.heard(alice), [Heard::Data(there, b"answer".to_vec())]);

    // He now wants her, too: the link is enough to say where.
    let back = world.act(bob, |bob, now| {
        let back = bob.add_route(now, 1, &[]);
        bob.pool.tie_link(now, back, link).unwrap();
        back
    });
    world.run(ONLINE);
    assert!(world.heard(bob).contains(&Heard::Online(back)));
    assert!(world.heard(alice).contains(&Heard::Online(there)));
}

#[test]
fn a_peer_heard_at_a_relay_that_was_not_named_is_tied_to_it() {
    let mut world = World::new(1);
    let (named, other) = (world.relay(100), world.relay(101));
    let (alice, bob) = (world.client(1), world.client(2));
    let there = world.act(alice, |alice, now| alice.add_route(now, 2, &[other]));
    let back = world.act(bob, |bob, now| {
        bob.add_relay(now, other);
        bob.add_route(now, 1, &[named])
    });
    world.run(ONLINE);
    world.act(alice, |alice, now| alice.pool.send(now, there, b"knock")).unwrap();
    world.run(ONLINE);
    let heard = world.heard(bob);
    assert!(heard.iter().any(|heard| matches!(heard, Heard::Oob(..))), "it comes as that of a stranger: {heard:?}");
    assert!(heard.contains(&Heard::Online(back)));
}

#[test]
fn sleeping_routes_leave_their_relays_and_wake_in_a_moment() {
    let (mut world, pair) = online(3);
    let other = world.relay(110);
    let more: Vec<_> = (111..113).map(|number| world.relay(number)).collect();
    world.act(pair.alice, |alice, now| {
        alice.add_relay(now, other);
        more.iter().for_each(|relay| alice.add_relay(now, *relay));
    });
    world.run(15 * SECOND);
    world.heard(pair.alice);
    let links = |world: &mut World| world.act(pair.alice, |alice, _| alice.pool.connected());
    assert_eq!(links(&mut world), 3, "kept ones are those that are used");
    world.act(pair.bob, |bob, now| bob.pool.set_route_sleeping(now, pair.back, true));
    world.run(15 * SECOND);
    assert_eq!(links(&mut world), 3);

    // Nothing but what the route needs: then nothing is left while it sleeps.
    let mut config = toxcore_relay::PoolConfig::default();
    config.kept_links = 0;
    let carol = world.client_with(3, config, toxcore_sim::Link::ideal(20 * MS));
    let relays: Vec<_> = world.relays.iter().take(3).map(|(_, info)| *info).collect();
    let route = world.act(carol, |carol, now| carol.add_route(now, 1, &relays));
    let to_carol = world.act(pair.alice, |alice, now| alice.add_route(now, 3, &relays));
    world.run(ONLINE);
    assert!(world.heard(carol).contains(&Heard::Online(route)));
    world.act(carol, |carol, now| carol.pool.set_route_sleeping(now, route, true));
    world.run(9 * SECOND);
    world.act(carol, |carol, _| assert_eq!(carol.pool.links(), 3));
    world.run(2 * SECOND);
    world.act(carol, |carol, _| assert_eq!(carol.pool.links(), 0));
    assert!(world.heard(carol).contains(&Heard::Offline(route)));
    assert!(world.heard(pair.alice).contains(&Heard::Offline(to_carol)));
    world.act(carol, |carol, now| carol.pool.set_route_sleeping(now, route, false));
    world.run(ONLINE);
    assert!(world.heard(carol).contains(&Heard::Online(route)));
    assert!(world.heard(pair.alice).contains(&Heard::Online(to_carol)));
}

#[test]
fn late_data_of_a_route_that_was_given_back_reaches_nobody() {
    run_seeds(0..20, |seed| {
        let mut world = World::new(seed);
        let relay = world.relay(100);
        let Pair { alice, bob, there, back } = world.pair(&[relay]);
        world.run(ONLINE);
        world.heard(alice);
        // Bob sends without a pause while Alice drops him and asks for Carol, who gets the id that he had.
        let carol = world.client(3);
        world.act(carol, |carol, now| carol.add_route(now, 1, &[relay]));
        world.run(ONLINE);
        let mut to_carol = None;
        for number in 0..200_u8 {
            if number == 60 + (seed as u8) {
                to_carol = Some(world.act(alice, |alice, now| {
                    alice.pool.remove_route(now, there);
                    alice.add_route(now, 3, &[relay])
                }));
            }
            let _ = world.act(bob, |bob, now| bob.pool.send(now, back, &[number]));
            world.run(MS);
        }
        world.run(ONLINE);
        let to_carol = to_carol.unwrap();
        assert_ne!(to_carol, there);
        let heard = world.heard(alice);
        assert!(heard.contains(&Heard::Online(to_carol)), "{heard:?}");
        assert!(!heard.iter().any(|heard| matches!(heard, Heard::Data(route, _) if *route == to_carol)), "{heard:?}");
    });
}

#[test]
fn a_full_link_says_when_there_is_room() {
    let mut world = World::new(3);
    let relay = world.relay(100);
    let slow = toxcore_sim::Link::ideal(20 * MS).with_rate(200_000);
    let alice = world.client_with(1, toxcore_relay::PoolConfig::default(), slow);
    let bob = world.client(2);
    let there = world.act(alice, |alice, now| alice.add_route(now, 2, &[relay]));
    world.act(bob, |bob, now| bob.add_route(now, 1, &[relay]));
    world.run(ONLINE);
    world.heard(alice);
    let (mut sent, mut refused) = (0, 0);
    for _ in 0..3_000 {
        if world.act(alice, |alice, _| alice.pool.is_writable(there)) {
            match world.act(alice, |alice, now| alice.pool.send(now, there, &[1; 1_400])) {
                Ok(()) => sent += 1,
                Err(error) => panic!("{error}"),
            }
            world.heard(alice);
        } else {
            refused += 1;
            world.run(10 * MS);
            let told = world.heard(alice).contains(&Heard::Writable(there));
            assert!(!told || world.act(alice, |alice, _| alice.pool.is_writable(there)), "what is told is true");
        }
        world.act(alice, |alice, _| assert!(alice.pool.queued_bytes() < 40_000));
    }
    assert!(refused > 100 && sent > 300, "{sent} {refused}");
    world.run(10 * SECOND);
    world.act(bob, |bob, _| assert_eq!(bob.data().len(), sent));
}

#[test]
fn what_is_refused_is_said_and_bounded() {
    let (mut world, pair) = online(1);
    let relay = world.relays[0].1;
    world.at_relay(&relay, |relay| relay.deaf = true);
    let mut taken = 0;
    let error = loop {
        match say(&mut world, pair, &[0; 1_400]) {
            Ok(()) => taken += 1,
            Err(error) => break error,
        }
        world.run(MS);
    };
    assert_eq!(error, PoolSendError::Full);
    assert!(taken < 1_000, "{taken}");
    world.act(pair.alice, |alice, _| assert!(alice.pool.queued_bytes() <= 160 * 1024));
    world.act(pair.alice, |alice, _| assert!(!alice.pool.is_writable(pair.there)));
    // The relay does not answer pings either, so the link ends, and the route says so.
    world.run(60 * SECOND);
    let heard = world.heard(pair.alice);
    assert!(heard.contains(&Heard::Offline(pair.there)) && heard.contains(&Heard::Writable(pair.there)), "{heard:?}");
    world.act(pair.alice, |alice, _| assert_eq!(alice.pool.queued_bytes(), 0));
}

#[test]
fn a_relay_has_little_unread_unless_it_reads_and_it_is_known_what_its_system_takes() {
    let cases = [
        (false, Duration::ZERO, 40_000, 128 * 1024),
        (true, Duration::ZERO, 40_000, 64 * 1024),
        (true, SECOND, 100 * 1024, 170 * 1024),
    ];
    for (gauge, busy, least, most) in cases {
        let (mut world, pair) = online(1);
        let relay = world.relays[0].1;
        world.act(pair.alice, |alice, _| alice.gauge = gauge);
        say(&mut world, pair, b"a first one").unwrap();
        world.run(MS);
        world.keep_busy(pair.alice, pair.there, busy);
        let sent = world.sent_unread(pair.alice, pair.there, &relay);
        assert!((least..most).contains(&sent), "{gauge} {busy:?} {sent}");
    }
}

/// A system in between takes what a relay that looks every 30 ms does not: nobody knows what the relay's own holds.
#[test]
fn after_a_link_that_ended_with_much_unread_a_relay_has_little_unread() {
    // The way takes 42 ms, so 40 KiB for each 30 ms of it and as much again may be under way.
    const FEW: usize = 110 * 1024;
    // What the simulated system takes, and what may wait in front of it.
    const MANY: usize = 120 * 1024;
    let mut world = World::new(7);
    let relay = world.relay(100);
    let alice = world.client_with(1, PoolConfig::default(), Link::ideal(MS));
    let bob = world.client(2);
    let there = world.act(alice, |alice, now| {
        alice.gauge = true;
        alice.add_route(now, 2, &[relay])
    });
    world.act(bob, |bob, now| bob.add_route(now, 1, &[relay]));
    let slow = |world: &mut World| {
        for _ in 0..60 {
            for (deaf, span) in [(true, 29 * MS), (false, MS)] {
                world.at_relay(&relay, |relay| relay.deaf = deaf);
                world.keep_busy(alice, there, span);
            }
        }
        world.sent_unread(alice, there, &relay)
    };
    let again = |world: &mut World| {
        world.run(60 * SECOND);
        world.at_relay(&relay, |relay| relay.deaf = false);
        world.run(400 * SECOND);
        slow(world)
    };
    let first = again(&mut world);
    assert!(first > MANY, "{first}");
    let second = again(&mut world);
    assert!((40_000..FEW).contains(&second), "{second}");
    let third = again(&mut world);
    assert!((40_000..FEW).contains(&third), "{third}");
    world.run(3600 * SECOND);
    let later = again(&mut world);
    assert!(later > MANY, "{later}");
    world.act(alice, |alice, now| alice.pool.network_changed(now));
    let elsewhere = again(&mut world);
    assert!(elsewhere > MANY, "{elsewhere}");
}

#[test]
fn a_narrow_way_is_used_without_a_long_queue() {
    const PER_SECOND: u64 = 125_000;
    let mut world = World::new(7);
    let relay = world.relay(100);
    let narrow = Link { up: Some(PER_SECOND), ..Link::ideal(20 * MS) };
    let (alice, bob) = (world.client_with(1, PoolConfig::default(), narrow), world.client(2));
    let there = world.act(alice, |alice, now| {
        alice.gauge = true;
        alice.add_route(now, 2, &[relay])
    });
    world.act(bob, |bob, now| bob.add_route(now, 1, &[relay]));
    world.run(ONLINE);
    let mut sent = 0;
    for second in 1..=20 {
        sent += world.keep_busy(alice, there, SECOND);
        let came: usize = world.act(bob, |bob, _| bob.data().iter().map(|data| data.len()).sum());
        let under_way = sent - came;
        assert!(under_way as u64 <= PER_SECOND / 2, "{under_way} bytes after {second} s");
        assert!(came as u64 >= PER_SECOND * second * 7 / 10, "{came} bytes after {second} s");
    }
}

#[test]
fn a_route_keeps_six_relays_and_gives_up_those_that_fail() {
    let mut world = World::new(1);
    let relays: Vec<_> = (0..6).map(|n| world.relay(100 + n)).collect();
    let nowhere = (0..6).map(|n| {
        let mut info = relays[0];
        info.addr = ([61, n, 1, 1], 443).into();
        info.key = public(150 + n);
        info
    });
    let nowhere: Vec<_> = nowhere.collect();
    let alice = world.client(1);
    let route = world.act(alice, |alice, now| alice.add_route(now, 2, &nowhere));
    let tie = |world: &mut World, relay| {
        world.act(alice, |alice, now| alice.pool.tie(&alice.context.keys, now, route, relay))
    };
    assert!(tie(&mut world, &relays[0]).is_err(), "nothing is known to be bad about the six");
    world.run(30 * SECOND);
    for relay in &relays {
        tie(&mut world, relay).unwrap();
    }
    world.run(SECOND);
    let of = world.act(alice, |alice, _| alice.pool.relays_of(route));
    assert_eq!((of.known, of.connected), (MAX_RELAYS_PER_ROUTE, MAX_RELAYS_PER_ROUTE));
}

#[test]
fn three_relays_of_different_networks_are_preferred() {
    let mut world = World::new(1);
    let near: Vec<_> = (0..4).map(|n| world.relay_at(100 + n, [60, 1, 1, 1 + n].into())).collect();
    let far: Vec<_> = (0..2).map(|n| world.relay(110 + n)).collect();
    let relays = [&near[..], &far].concat();
    let Pair { alice, there, .. } = world.pair(&relays);
    world.run(20 * SECOND);
    let connected: Vec<_> = world.act(alice, |alice, _| alice.pool.connected_relays().collect());
    let of = world.act(alice, |alice, _| alice.pool.relays_of(there));
    assert_eq!(of.online, 3, "{connected:?}");
    assert_eq!(connected.iter().filter(|relay| near.contains(relay)).count(), 1);
}

#[test]
fn a_route_that_is_removed_is_unknown_from_then_on() {
    let (mut world, pair) = online(2);
    world.act(pair.alice, |alice, now| {
        alice.pool.remove_route(now, pair.there);
        assert_eq!(alice.pool.send(now, pair.there, b"x"), Err(PoolSendError::Gone));
        assert!(!alice.pool.is_writable(pair.there) && alice.pool.routes() == 0);
        let again = alice.pool.add_route(&alice.context.keys, now, &public(2)).unwrap();
        assert_ne!(again, pair.there);
    });
    world.run(ONLINE);
    assert!(world.heard(pair.bob).contains(&Heard::Offline(pair.back)));
    world.act(pair.bob, |bob, now| bob.pool.send(now, pair.back, b"small")).unwrap();
}

/// Streams of the simulator have a window of 128 KiB; what the pool keeps under way must not be less than that for long.
#[test]
fn a_relay_that_answers_at_once_gets_what_the_stream_carries() {
    let (mut world, pair) = online(3);
    let mut received = Vec::new();
    for _ in 0..8 {
        let before = world.act(pair.bob, |bob, _| bob.data().len());
        for _ in 0..200 {
            while world.act(pair.alice, |alice, _| alice.pool.is_writable(pair.there)) {
                say(&mut world, pair, &[0; 1_400]).unwrap();
            }
            world.run(5 * MS);
        }
        received.push((world.act(pair.bob, |bob, _| bob.data().len()) - before) * 1_400);
    }
    // A round trip to the relay takes 60 ms.
    let most = 128 * 1024 * 1000 / 60;
    assert!(received.iter().skip(3).all(|bytes| *bytes > most * 7 / 10), "{received:?} of {most}");
}
