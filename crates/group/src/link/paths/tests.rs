use toxcore_crypto::DhtPublicKey;

use super::*;

const KEY: EphemeralPublicKey = EphemeralPublicKey::from_bytes([7; 32]);
const ROUTE_ID: RouteId = RouteId { index: 4, generation: 1 };
const ROUTE: Target = Target::Relay(ROUTE_ID);

fn at(seconds: u64) -> Instant {
    Instant::from_origin(Duration::from_secs(seconds))
}

fn udp(last: u8) -> Target {
    Target::Udp(([198, 51, 100, last], 33445).into())
}

fn chosen(paths: &mut Paths, now: Instant) -> Vec<Target> {
    paths.choose(now, &KEY, 100, false).into_iter().flatten().collect()
}

#[test]
fn an_address_is_used_alone_only_while_packets_come_from_it() {
    let mut paths = Paths::default();
    assert_eq!(chosen(&mut paths, at(0)), []);
    paths.learn(at(0), udp(1), Evidence::Told);
    assert_eq!((chosen(&mut paths, at(0)), chosen(&mut paths, at(0))), (vec![udp(1)], vec![udp(1)]));
    paths.set_route(Some(ROUTE_ID));
    assert_eq!(chosen(&mut paths, at(1)), [ROUTE, udp(1)]);
    assert_eq!((chosen(&mut paths, at(1)), chosen(&mut paths, at(2))), (vec![ROUTE], vec![ROUTE, udp(1)]));
    paths.learn(at(3), udp(1), Evidence::New);
    assert_eq!((chosen(&mut paths, at(3)), paths.is_direct(at(18))), (vec![udp(1)], true));
    assert_eq!(paths.choose(at(3), &KEY, 100, true), [Some(udp(1)), Some(ROUTE)]);
    assert_eq!((chosen(&mut paths, at(19)), paths.direct_until()), (vec![ROUTE, udp(1)], Some(at(19))));
    // It was proven, so that a sign of life is enough.
    paths.learn(at(20), udp(1), Evidence::Opened);
    assert!(paths.is_direct(at(20)));
    paths.forget_proof();
    paths.learn(at(21), udp(1), Evidence::Opened);
    assert!(!paths.is_direct(at(21)) && paths.wants_proof(at(21)), "another session proves nothing of it");
}

#[test]
fn an_address_that_was_proven_gives_way_to_proof_only() {
    let mut paths = Paths::default();
    paths.learn(at(0), udp(1), Evidence::Told);
    paths.learn(at(0), udp(2), Evidence::New);
    for (time, evidence) in [(1, Evidence::Told), (1, Evidence::Opened), (30, Evidence::Told), (50, Evidence::Opened)] {
        paths.learn(at(time), udp(3), evidence);
        assert_eq!(chosen(&mut paths, at(time))[0], udp(2), "{evidence:?}");
        assert_eq!(paths.address(at(time)), Some(([198, 51, 100, 2], 33445).into()));
    }
    assert!(!paths.is_direct(at(50)));
    paths.learn(at(51), udp(3), Evidence::New);
    assert_eq!((chosen(&mut paths, at(51)), paths.is_direct(at(51))), (vec![udp(3)], true));
}

#[test]
fn where_the_member_may_be_gets_three_packets() {
    let mut paths = Paths::default();
    paths.learn(at(0), udp(2), Evidence::New);
    paths.learn(at(1), udp(3), Evidence::Opened);
    assert!(paths.wants_proof(at(1)));
    let there = |paths: &mut Paths, time| chosen(paths, at(time)).contains(&udp(3));
    assert!(there(&mut paths, 1) && !there(&mut paths, 1) && there(&mut paths, 2) && there(&mut paths, 3));
    // However many copies come, and whatever others say meanwhile.
    paths.learn(at(3), udp(4), Evidence::Opened);
    paths.learn(at(3), udp(3), Evidence::Opened);
    assert!((3..17).all(|time| !there(&mut paths, time)) && chosen(&mut paths, at(3)) == [udp(2)]);
    paths.learn(at(4), udp(4), Evidence::Opened);
    assert_eq!(chosen(&mut paths, at(4)), [udp(2), udp(4)]);
}

#[test]
fn which_route_is_whose_no_packet_says() {
    let mut paths = Paths::default();
    for evidence in [Evidence::Told, Evidence::Opened, Evidence::New] {
        paths.learn(at(0), ROUTE, evidence);
        assert_eq!(chosen(&mut paths, at(0)), []);
    }
}

#[test]
fn a_neighbour_keeps_its_own_address() {
    let mut paths = Paths::default();
    let near = Target::Udp(([192, 168, 1, 5], 33445).into());
    paths.learn(at(0), near, Evidence::New);
    paths.learn(at(1), udp(1), Evidence::New);
    assert_eq!(chosen(&mut paths, at(1)), [near]);
}

#[test]
fn handshakes_try_all_addresses_in_turn() {
    let mut paths = Paths::default();
    assert_eq!(paths.try_address(0), None);
    let v6 = Target::Udp("[2001:db8::1]:33445".parse().unwrap());
    paths.learn(at(0), v6, Evidence::Told);
    paths.learn(at(0), udp(1), Evidence::Told);
    assert_eq!([0, 1, 2].map(|n| paths.try_address(n)), [Some(udp(1)), Some(v6), Some(udp(1))]);
    assert_eq!(paths.address(at(0)), Some("[2001:db8::1]:33445".parse().unwrap()));
}

#[test]
fn long_packets_do_not_go_out_of_band_and_relays_are_bounded() {
    let mut paths = Paths::default();
    let oob = Target::Oob { link: StreamId { index: 1, generation: 2 }, peer: KEY };
    paths.learn(at(0), oob, Evidence::Told);
    assert_eq!(paths.choose(at(0), &KEY, MAX_OOB_LEN, false), [Some(oob), None]);
    assert_eq!(paths.choose(at(0), &KEY, MAX_OOB_LEN + 1, false), [None, None]);
    paths.set_route(Some(ROUTE_ID));
    assert_eq!(paths.choose(at(0), &KEY, 1_400, false), [Some(ROUTE), None]);
    paths.set_route(None);
    assert_eq!(paths.relayed(&KEY), Some(oob));

    let relay = |n| RelayInfo { addr: ([198, 51, 100, n], 443).into(), key: DhtPublicKey::from_bytes([n; 32]) };
    assert!((0..20).all(|n| paths.add_relay(relay(n))) && !paths.add_relay(relay(19)));
    assert_eq!(paths.relays().copied().collect::<Vec<_>>(), (14..20).map(relay).collect::<Vec<_>>());
}
