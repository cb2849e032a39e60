use std::time::Duration;

use toxcore_sansio::{Instant, RouteId};

use super::*;

const RELAY: RouteId = RouteId { index: 3, generation: 0 };

fn addr(text: &str) -> SocketAddr {
    text.parse().unwrap()
}

fn at(seconds: f64) -> Instant {
    Instant::from_origin(Duration::from_secs_f64(100.0 + seconds))
}

const LAN: &str = "192.168.1.5:1";
const V4: &str = "198.51.100.1:1";
const V6: &str = "[2001:db8::1]:1";

/// Facts at time 0: address and seconds since the peer was heard there.
fn paths(facts: &[(&str, Option<f64>)], relay: bool) -> Paths {
    let mut paths = Paths::default();
    for (text, age) in facts {
        paths.learn(at(-50.0), addr(text), age.map(|age| at(-age)));
    }
    paths.set_relay(relay.then_some(RELAY));
    paths
}

impl Paths {
    fn route(&self, now: Instant, class: PacketClass) -> Route {
        match self.choose(now, class) {
            Choice::Send(route) => route,
            Choice::Wait | Choice::None => Route::default(),
        }
    }
}

#[test]
fn the_choice_is_a_table() {
    const BIG: PacketClass = PacketClass::Data(1400);
    const SMALL: PacketClass = PacketClass::Data(32);
    type Case<'a> = (&'a [(&'a str, Option<f64>)], bool, PacketClass, Option<&'a str>, bool);
    let cases: &[Case<'_>] = &[
        (&[(LAN, Some(1.0)), (V6, Some(0.0))], true, BIG, Some(LAN), false),
        (&[(V4, Some(0.0)), (V6, Some(1.0))], true, BIG, Some(V6), false),
        (&[(V4, Some(0.0)), (V6, Some(9.0))], true, BIG, Some(V4), false),
        (&[(V4, Some(3.0))], true, BIG, Some(V4), true),
        (&[(V4, Some(3.0))], false, BIG, Some(V4), false),
        (&[(V4, Some(8.0))], true, BIG, None, true),
        (&[(V4, Some(8.0))], false, BIG, None, false),
        (&[(V4, Some(8.0))], true, SMALL, Some(V4), true),
        (&[(V4, None), (V6, None)], true, SMALL, Some(V6), true),
        (&[(LAN, None), (V6, None)], true, SMALL, Some(LAN), true),
        (&[(V4, None)], true, PacketClass::Handshake, Some(V4), true),
        (&[(V4, Some(0.0))], true, PacketClass::Handshake, Some(V4), true),
        (&[], true, BIG, None, true),
        (&[], false, SMALL, None, false),
    ];
    for (n, (facts, relay, class, udp, by_relay)) in cases.iter().enumerate() {
        let route = paths(facts, *relay).route(at(0.0), *class);
        assert_eq!(route.udp, udp.map(addr), "case {n}");
        assert_eq!(route.relay.is_some(), *by_relay, "case {n}");
    }
}

#[test]
fn probes_keep_four_seconds_apart_while_a_relay_carries_all() {
    let mut paths = paths(&[(V4, None)], true);
    let mut probes = Vec::new();
    for tenth in 0..130 {
        let now = at(f64::from(tenth) / 10.0);
        let route = paths.route(now, PacketClass::Data(32));
        assert!(route.relay.is_some());
        if route.udp.is_some() {
            probes.push(tenth);
        }
        paths.sent(now, &route, 1, 32);
    }
    assert_eq!(probes, [0, 41, 82, 123]);
}

/// The rate follows what the relay confirms, too, which may be far more than UDP takes.
#[test]
fn full_packets_go_two_ways_only_so_often() {
    let mut paths = paths(&[(V4, Some(3.0))], true);
    let both = paths.route(at(0.0), PacketClass::Data(1400));
    let relay = Route { udp: None, ..both };
    assert!(both.udp.is_some() && both.relay.is_some());
    assert_eq!(paths.spare(at(0.0), both, 1400), both);
    paths.sent(at(0.0), &both, 32, 1400);
    assert_eq!(paths.spare(at(0.009), both, 1400), relay);
    assert_eq!(paths.spare(at(0.011), both, 1400), both);
    assert_eq!(paths.spare(at(0.0), both, 95), both, "small packets always do");
    let udp = Route { relay: None, ..both };
    assert_eq!(paths.spare(at(0.0), udp, 1400), udp, "nothing is spared without a relay");
}

#[test]
fn a_lan_address_stays_while_it_works() {
    let mut paths = paths(&[(LAN, Some(1.0))], false);
    paths.received(at(0.0), Target::Udp(addr(V4)));
    assert_eq!(paths.route(at(0.0), PacketClass::Data(32)).udp, Some(addr(LAN)));
    paths.received(at(10.0), Target::Udp(addr(V4)));
    assert_eq!(paths.route(at(10.0), PacketClass::Data(32)).udp, Some(addr(V4)));
}

#[test]
fn hearsay_does_not_replace_what_works() {
    let mut paths = paths(&[(V4, Some(1.0))], false);
    paths.learn(at(0.0), addr("198.51.100.99:9"), None);
    assert_eq!(paths.route(at(0.0), PacketClass::Data(32)).udp, Some(addr(V4)));
    paths.learn(at(9.0), addr("198.51.100.99:9"), None);
    assert_eq!(paths.route(at(9.0), PacketClass::Data(32)).udp, Some(addr("198.51.100.99:9")));
}

#[test]
fn out_of_band_is_for_handshakes_without_a_route() {
    let mut paths = Paths::default();
    let link = StreamId { index: 1, generation: 0 };
    let peer = toxcore_crypto::DhtPublicKey::from_bytes([1; 32]);
    paths.received(at(0.0), Target::Oob { link, peer });
    assert_eq!(paths.route(at(0.0), PacketClass::Handshake).oob, Some(link));
    assert_eq!(paths.choose(at(0.0), PacketClass::Data(32)), Choice::None);
    paths.set_relay(Some(RELAY));
    assert_eq!(paths.route(at(0.0), PacketClass::Handshake).oob, None);
}

/// What a full relay route means for small and large packets, soon and after a second.
#[test]
fn packets_wait_for_a_full_route_where_udp_is_not_good_enough() {
    const BIG: PacketClass = PacketClass::Data(1400);
    const SMALL: PacketClass = PacketClass::Data(32);
    let udp = Choice::Send(Route { udp: Some(addr(V4)), ..Route::default() });
    for (heard, class, soon, late) in [
        (Some(1.0), BIG, udp, udp),
        (Some(3.0), BIG, Choice::Wait, udp),
        (Some(3.0), SMALL, Choice::Wait, udp),
        (Some(9.0), BIG, Choice::Wait, Choice::Wait),
        (Some(9.0), SMALL, Choice::Wait, udp),
        (Some(1.0), PacketClass::Handshake, udp, udp),
    ] {
        let mut paths = paths(&[(V4, heard)], true);
        paths.set_relay_full(at(-0.5), true);
        paths.set_relay_full(at(0.0), true);
        assert_eq!(paths.choose(at(0.0), class), soon, "{heard:?} {class:?}");
        assert_eq!(paths.patience_ends(at(0.0)), Some(at(0.5)));
        paths.set_relay_full(at(-1.0), false);
        paths.set_relay_full(at(-1.0), true);
        assert_eq!(paths.choose(at(0.0), class), late, "{heard:?} {class:?}");
        assert_eq!(paths.patience_ends(at(0.0)), None);
        paths.set_relay_full(at(0.0), false);
        assert!(matches!(paths.choose(at(0.0), class), Choice::Send(_)));
    }
}

#[test]
fn doubt_makes_relays_help_at_once() {
    let mut paths = paths(&[(V4, Some(0.0))], true);
    assert!(paths.is_sure(at(0.0)));
    paths.doubt(at(0.1));
    paths.received(at(1.0), Target::Udp(addr(V4)));
    let both = Route { udp: Some(addr(V4)), relay: Some(RELAY), oob: None };
    assert_eq!(paths.choose(at(1.0), PacketClass::Data(1400)), Choice::Send(both));
    assert!(paths.is_direct(at(1.0)) && !paths.is_sure(at(1.0)));
    assert!(paths.is_sure(at(2.7)));
}
