//! Who reaches whom through NATs.

mod common;

use std::net::SocketAddr;
use std::time::Duration;

use common::Toy;
use toxcore_sim::{HostConfig, HostId, NatConfig, NatKind, Sim};

const KINDS: [NatKind; 4] =
    [NatKind::FullCone, NatKind::AddressRestricted, NatKind::PortRestricted, NatKind::Symmetric];
const SECOND: Duration = Duration::from_secs(1);

fn send(sim: &mut Sim<Toy>, from: HostId, to: SocketAddr, text: &str) {
    sim.call(from, |toy, _| toy.send(to, text.as_bytes()));
    sim.run_for(SECOND);
}

/// The address under which `server` sees `host`.
fn outside_address(sim: &mut Sim<Toy>, host: HostId, server: HostId) -> SocketAddr {
    send(sim, host, sim.address(server), "where am I?");
    sim[server].heard.last().expect("the server hears every host").1
}

/// Two hosts behind NATs that know how a common server sees them both send a few times to each other.
fn punch(seed: u64, a: NatKind, b: NatKind) -> bool {
    let mut sim = Sim::new(seed);
    let server = sim.add(Toy::new(), HostConfig::default());
    let [a, b] = [a, b].map(|kind| {
        let nat = sim.add_nat(NatConfig::new(kind));
        sim.add(Toy::new(), HostConfig::behind(nat))
    });
    let (a_seen, b_seen) = (outside_address(&mut sim, a, server), outside_address(&mut sim, b, server));
    for _ in 0..3 {
        send(&mut sim, a, b_seen, "ping");
        send(&mut sim, b, a_seen, "ping");
    }
    let answered = |host: HostId| sim[host].texts().contains(&&b"pong"[..]);
    answered(a) || answered(b)
}

#[test]
fn hole_punching_works_except_where_a_symmetric_nat_meets_one_that_counts_ports() {
    for a in KINDS {
        for b in KINDS {
            let counts_ports = |kind| matches!(kind, NatKind::PortRestricted | NatKind::Symmetric);
            let hopeless = (a == NatKind::Symmetric && counts_ports(b)) || (b == NatKind::Symmetric && counts_ports(a));
            assert_eq!(punch(1, a, b), !hopeless, "{a:?} and {b:?}");
        }
    }
}

#[test]
fn strangers_only_get_through_a_full_cone() {
    for kind in KINDS {
        let mut sim = Sim::new(1);
        let [server, stranger] = [(); 2].map(|()| sim.add(Toy::new(), HostConfig::default()));
        let nat = sim.add_nat(NatConfig::new(kind));
        let host = sim.add(Toy::new(), HostConfig::behind(nat));
        let seen = outside_address(&mut sim, host, server);
        assert_eq!(seen.ip(), sim.nat_address(nat), "{kind:?}");
        send(&mut sim, server, seen, "reply");
        send(&mut sim, stranger, seen, "junk");
        let expected: &[&[u8]] = if kind == NatKind::FullCone { &[b"reply", b"junk"] } else { &[b"reply"] };
        assert_eq!(sim[host].texts(), expected, "{kind:?}");
        sim.run_for(200 * SECOND);
        send(&mut sim, server, seen, "too late");
        assert_eq!(sim[host].texts(), expected, "{kind:?}: the mapping has ended");
        assert!(sim.stats().filtered >= 1);
    }
}

#[test]
fn hosts_of_a_lan_meet_at_private_addresses_and_by_broadcast() {
    let mut sim = Sim::new(1);
    let nat = sim.add_nat(NatConfig::new(NatKind::Symmetric));
    let other_nat = sim.add_nat(NatConfig::new(NatKind::FullCone));
    let [a, b, c] = [(); 3].map(|()| sim.add(Toy::new(), HostConfig::behind(nat)));
    let elsewhere = sim.add(Toy::new(), HostConfig::behind(other_nat));
    assert_eq!(sim.address(a), sim.address(elsewhere), "LANs use the same addresses");
    let to = sim.address(b);
    send(&mut sim, a, to, "ping");
    assert_eq!(sim[b].heard[0].1, sim.address(a), "the private address is seen");
    assert_eq!(sim[a].texts(), [b"pong"]);
    send(&mut sim, a, "255.255.255.255:33445".parse().unwrap(), "who is there?");
    assert_eq!(sim[b].texts().last(), sim[c].texts().last());
    assert_eq!(sim[c].texts(), [b"who is there?"]);
    assert!(sim[elsewhere].heard.is_empty());
}

#[test]
fn hairpin_is_off_unless_switched_on() {
    for hairpin in [false, true] {
        let mut sim = Sim::new(1);
        let server = sim.add(Toy::new(), HostConfig::default());
        let nat = sim.add_nat(NatConfig { hairpin, ..NatConfig::new(NatKind::FullCone) });
        let [a, b] = [(); 2].map(|()| sim.add(Toy::new(), HostConfig::behind(nat)));
        let seen = outside_address(&mut sim, b, server);
        send(&mut sim, a, seen, "ping");
        assert_eq!(sim[a].texts() == [b"pong"], hairpin);
    }
}

#[test]
fn private_addresses_lead_nowhere_outside() {
    let mut sim = Sim::new(1);
    let nat = sim.add_nat(NatConfig::new(NatKind::FullCone));
    let [inside, public] = [HostConfig::behind(nat), HostConfig::default()].map(|c| sim.add(Toy::new(), c));
    let to = sim.address(inside);
    send(&mut sim, public, to, "ping");
    assert!(sim[inside].heard.is_empty());
    assert_eq!(sim.stats().no_route, 1);
}
