//! What happens to hosts: clocks, suspend, blocked UDP, families, coming and going.

mod common;

use std::time::Duration;

use common::Toy;
use toxcore_sansio::Instant;
use toxcore_sim::{Departure, Host, HostConfig, NatConfig, NatKind, Sim, SimRng, run_seeds};

const SECOND: Duration = Duration::from_secs(1);

fn at(seconds: u64) -> Instant {
    Instant::from_origin(Duration::from_secs(seconds))
}

#[test]
fn timeouts_come_when_they_are_due() {
    let mut sim = Sim::new(1);
    let host = sim.add(Toy::pinging(Vec::new(), 7 * SECOND), HostConfig::default());
    sim.run_until(at(30));
    assert_eq!(sim[host].timeouts, [0, 7, 14, 21, 28].map(at));
    sim.call(host, |toy, now| toy.timer = Some(now + SECOND));
    sim.run_until(at(31));
    assert_eq!(sim[host].timeouts.last(), Some(&at(31)), "an earlier deadline replaces a later one");
    sim.call(host, |toy, _| toy.timer = None);
    sim.run_until(at(100));
    assert_eq!(sim[host].timeouts.len(), 6);
}

#[test]
fn a_suspended_host_sleeps_through_datagrams_and_finds_its_timers_overdue() {
    let mut sim = Sim::new(1);
    let sleeper = sim.add(Toy::pinging(Vec::new(), 10 * SECOND), HostConfig::default());
    let address = sim.address(sleeper);
    sim.add(Toy::pinging(vec![address], 10 * SECOND), HostConfig::default());
    sim.run_until(at(15));
    sim.suspend(sleeper);
    sim.run_until(at(95));
    assert_eq!((sim[sleeper].heard.len(), sim[sleeper].timeouts.len()), (2, 2));
    assert_eq!(sim.stats().asleep, 8);
    sim.resume(sleeper);
    sim.run_until(at(96));
    assert_eq!(sim[sleeper].timeouts.last(), Some(&at(95)));
    sim.run_until(at(101));
    assert_eq!(sim[sleeper].heard.len(), 3);
}

#[test]
fn a_clock_jump_makes_timers_due_and_lasts() {
    let mut sim = Sim::new(1);
    let host = sim.add(Toy::pinging(Vec::new(), 10 * SECOND), HostConfig::default());
    sim.run_until(at(5));
    sim.jump_clock(host, 3_600 * SECOND);
    sim.run_until(at(16));
    assert_eq!(sim[host].timeouts, [0, 3_605, 3_615].map(at));
    assert_eq!(sim.call(host, |_, now| now), Some(at(3_616)));
    assert_eq!(sim.now(), at(16));
}

#[test]
fn blocked_udp_neither_leaves_nor_comes() {
    let mut sim = Sim::new(1);
    let open = sim.add(Toy::new(), HostConfig::default());
    let blocked = sim.add(Toy::new(), HostConfig::default().without_udp());
    let (to_open, to_blocked) = (sim.address(open), sim.address(blocked));
    sim.call(blocked, |toy, _| toy.send(to_open, b"out"));
    sim.call(open, |toy, _| toy.send(to_blocked, b"in"));
    sim.run_for(SECOND);
    assert_eq!(sim.stats().blocked, 2);
    sim.set_udp_blocked(blocked, false);
    sim.call(blocked, |toy, _| toy.send(to_open, b"ping"));
    sim.run_for(SECOND);
    assert_eq!(sim[blocked].texts(), [b"pong"]);
}

#[test]
fn families_do_not_mix() {
    let mut sim = Sim::new(1);
    let nat = sim.add_nat(NatConfig::new(NatKind::Symmetric));
    let both = sim.add(Toy::new(), HostConfig::behind(nat).with_ipv6());
    let six = sim.add(Toy::new(), HostConfig { ipv4: false, ..HostConfig::default().with_ipv6() });
    let four = sim.add(Toy::new(), HostConfig::default());
    assert!(sim.address(six).is_ipv6());
    let (to_both, to_four) = (sim.ipv6_address(both).unwrap(), sim.address(four));
    sim.call(six, |toy, _| {
        toy.send(to_both, b"ping");
        toy.send(to_four, b"ping");
    });
    sim.run_for(SECOND);
    assert_eq!(sim[six].texts(), [b"pong"], "IPv6 passes no NAT");
    assert_eq!(sim.stats().no_route, 1);
}

#[test]
fn a_wrong_port_is_nobody() {
    let mut sim = Sim::new(1);
    let [a, b] = [(); 2].map(|()| sim.add(Toy::new(), HostConfig::default()));
    let mut to = sim.address(b);
    to.set_port(1);
    sim.call(a, |toy, _| toy.send(to, b"ping"));
    sim.run_for(SECOND);
    assert_eq!((sim.stats().no_route, sim[b].heard.len()), (1, 0));
}

#[test]
fn hosts_come_and_go_by_script() {
    let mut sim = Sim::new(1);
    let server = sim.add(Toy::new(), HostConfig::default());
    let address = sim.address(server);
    let first = sim.add(Toy::pinging(vec![address], SECOND), HostConfig::default());
    sim.at(at(10), move |sim| {
        let toy = sim.remove(first, Departure::Vanish);
        assert_eq!(toy.map(|t| t.timeouts.len()), Some(10));
    });
    sim.at(at(20), move |sim| {
        let late = sim.add(Toy::pinging(vec![address], SECOND), HostConfig::default());
        assert_eq!(late.index(), 2, "ids are not used again");
    });
    sim.run_until(at(30));
    assert!(sim.get(first).is_none());
    assert_eq!(sim.hosts().count(), 2);
    let quiet = |t: &&(Instant, _, _)| t.0 > at(11) && t.0 < at(20);
    assert_eq!(sim[server].heard.iter().filter(quiet).count(), 0);
    assert!(sim[server].heard.len() >= 19);
}

/// A crowd with churn, loss, NATs and suspends: the hash of everything that arrived.
fn crowd(seed: u64) -> (u64, u64) {
    let mut sim = Sim::new(seed);
    let server = sim.add(Toy::new(), HostConfig::default());
    let address = sim.address(server);
    let nat = sim.add_nat(NatConfig::new(NatKind::PortRestricted));
    let mut here = Vec::new();
    for round in 0..50_u64 {
        let pick = sim.rng().index(3);
        let config = if pick == 0 { HostConfig::behind(nat) } else { HostConfig::default() };
        let link = toxcore_sim::Link { duplicate: 0.1, ..config.link.with_loss(0.2).with_jitter(SECOND / 10) };
        here.push(sim.add(Toy::pinging(vec![address], SECOND / 3), config.with_link(link)));
        let victim = here[sim.rng().index(here.len())];
        match round % 5 {
            0 => drop(sim.remove(victim, Departure::Exit)),
            1 => sim.suspend(victim),
            2 => sim.resume(victim),
            3 => sim.jump_clock(victim, 5 * SECOND),
            _ => {}
        }
        sim.run_for(SECOND);
    }
    (sim.trace_hash(), sim.stats().delivered)
}

#[test]
fn the_same_seed_gives_the_same_trace() {
    run_seeds(0..5, |seed| {
        assert_eq!(crowd(seed), crowd(seed));
        assert_ne!(crowd(seed).0, crowd(seed + 1_000).0);
    });
}

#[test]
fn the_trace_sees_time_and_bytes() {
    let hash = |text: &str, wait: u64| {
        let mut sim = Sim::new(1);
        let [a, b] = [(); 2].map(|()| sim.add(Toy::new(), HostConfig::default()));
        let to = sim.address(b);
        sim.run_for(Duration::from_nanos(wait));
        sim.call(a, |toy, _| toy.send(to, text.as_bytes()));
        sim.run_for(SECOND);
        sim.trace_hash()
    };
    assert_eq!(hash("a long enough text", 5), hash("a long enough text", 5));
    assert_ne!(hash("a long enough text", 5), hash("a long enough test", 5));
    assert_ne!(hash("a long enough text", 5), hash("a long enough text", 6));
}

#[test]
fn kinds_of_hosts_mix_behind_a_box() {
    let mut sim: Sim<Box<dyn Host>> = Sim::new(1);
    let host = sim.add(Box::new(Toy::new()), HostConfig::default());
    let address = sim.address(host);
    sim.add(Box::new(Toy::pinging(vec![address], SECOND)), HostConfig::default());
    sim.run_for(Duration::from_millis(500));
    assert_eq!(sim.stats().delivered, 2);
}

#[test]
#[should_panic(expected = "never serves")]
fn a_host_whose_timeout_is_always_due_is_found_out() {
    let mut sim = Sim::new(1);
    sim.add(Toy::pinging(Vec::new(), Duration::ZERO), HostConfig::default());
    sim.run_for(SECOND);
}

#[test]
fn scenario_draws_do_not_change_the_network() {
    let run = |draws: usize| {
        let mut sim = Sim::new(9);
        (0..draws).for_each(|_| {
            sim.rng().next_u64();
        });
        let server = sim.add(Toy::new(), HostConfig::default());
        let address = sim.address(server);
        let link = toxcore_sim::Link::default().with_loss(0.5);
        sim.add(Toy::pinging(vec![address], SECOND), HostConfig::default().with_link(link));
        sim.run_for(30 * SECOND);
        sim.trace_hash()
    };
    assert_eq!(run(0), run(17));
    let _ = SimRng::new(1);
}
