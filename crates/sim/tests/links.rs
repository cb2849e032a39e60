//! Latency, jitter, loss, duplication, reordering and bandwidth of links.

mod common;

use std::time::Duration;

use common::Toy;
use toxcore_sansio::Instant;
use toxcore_sim::{HostConfig, HostId, Link, Sim};

const MS: Duration = Duration::from_millis(1);

fn pair(seed: u64, link: Link) -> (Sim<Toy>, HostId, HostId) {
    let mut sim = Sim::new(seed);
    let a = sim.add(Toy::new(), HostConfig::default().with_link(link));
    let b = sim.add(Toy::new(), HostConfig::default().with_link(Link::ideal(10 * MS)));
    (sim, a, b)
}

/// Sends `count` numbered datagrams of `len` bytes from `a` to `b`, `pause` apart.
fn stream(sim: &mut Sim<Toy>, (a, b): (HostId, HostId), count: u32, len: usize, pause: Duration) {
    let to = sim.address(b);
    for n in 0..count {
        let mut bytes = n.to_be_bytes().to_vec();
        bytes.resize(len, 0);
        sim.call(a, |toy, _| toy.send(to, &bytes));
        sim.run_for(pause);
    }
}

fn numbers(toy: &Toy) -> Vec<u32> {
    let number = |bytes: &&[u8]| bytes.first_chunk().map(|n| u32::from_be_bytes(*n));
    toy.texts().iter().filter_map(number).collect()
}

#[test]
fn latency_is_the_sum_of_both_links() {
    let (mut sim, a, b) = pair(1, Link::ideal(30 * MS));
    let (from, to) = (sim.address(a), sim.address(b));
    sim.call(a, |toy, _| toy.send(to, b"x"));
    sim.run_for(Duration::from_secs(1));
    assert_eq!(sim[b].heard, [(Instant::from_origin(40 * MS), from, b"x".to_vec())]);
}

#[test]
fn jitter_spreads_arrivals_within_its_bound() {
    let (mut sim, a, b) = pair(2, Link::ideal(30 * MS).with_jitter(20 * MS));
    stream(&mut sim, (a, b), 500, 10, 100 * MS);
    sim.run_for(Duration::from_secs(1));
    let delays: Vec<Duration> =
        (0..).zip(&sim[b].heard).map(|(n, (at, ..))| at.since_origin() - n * 100 * MS).collect();
    assert_eq!(delays.len(), 500);
    assert!(delays.iter().all(|d| (40 * MS..60 * MS).contains(d)));
    assert!(delays.iter().any(|d| *d < 42 * MS) && delays.iter().any(|d| *d > 58 * MS));
}

#[test]
fn loss_is_close_to_its_rate_in_both_directions() {
    let (mut sim, a, b) = pair(3, Link { loss: 0.1, loss_down: 0.2, ..Link::ideal(MS) });
    stream(&mut sim, (a, b), 5_000, 10, MS);
    let up = sim[b].heard.len();
    stream(&mut sim, (b, a), 5_000, 10, MS);
    sim.run_for(Duration::from_secs(1));
    let down = sim[a].heard.len();
    assert!((4_400..4_600).contains(&up), "{up}");
    assert!((3_900..4_100).contains(&down), "{down}");
    let stats = sim.stats();
    assert_eq!(stats.lost + stats.delivered, stats.sent);
}

#[test]
fn duplicates_arrive_twice_and_are_counted() {
    let (mut sim, a, b) = pair(4, Link { duplicate: 0.25, ..Link::ideal(MS) });
    stream(&mut sim, (a, b), 4_000, 10, MS);
    sim.run_for(Duration::from_secs(1));
    let extra = sim[b].heard.len() - 4_000;
    assert!((900..1_100).contains(&extra), "{extra}");
    assert_eq!(sim.stats().duplicated, extra as u64);
}

#[test]
fn reordered_datagrams_are_overtaken() {
    let (mut sim, a, b) = pair(5, Link { reorder: 0.1, reorder_delay: 5 * MS, ..Link::ideal(MS) });
    stream(&mut sim, (a, b), 2_000, 10, MS);
    sim.run_for(Duration::from_secs(1));
    let order = numbers(&sim[b]);
    let late = order.windows(2).filter(|w| w[0] > w[1]).count();
    assert_eq!(order.len(), 2_000);
    assert!((120..220).contains(&late), "{late}");
    let (mut sim, a, b) = pair(5, Link::ideal(MS));
    stream(&mut sim, (a, b), 2_000, 10, MS / 10);
    sim.run_for(Duration::from_secs(1));
    assert!(numbers(&sim[b]).is_sorted(), "without jitter nothing is reordered");
}

#[test]
fn a_rate_shapes_and_a_full_queue_drops() {
    // 100,000 bytes a second, datagrams of 1,000 bytes with headers, and a queue for about 20 of them.
    let (mut sim, a, b) = pair(6, Link { queue_bytes: 20_000, ..Link::ideal(MS) }.with_rate(100_000));
    stream(&mut sim, (a, b), 1_000, 972, 5 * MS);
    sim.run_for(Duration::from_secs(1));
    let got = sim[b].heard.len();
    assert!((515..530).contains(&got), "five seconds at the rate and a queue full: {got}");
    assert_eq!(sim.stats().queue_full, 1_000 - got as u64);
    let arrivals: Vec<Instant> = sim[b].heard.iter().map(|(at, ..)| *at).collect();
    assert!(arrivals.windows(2).all(|w| w[1] - w[0] >= 10 * MS));
}

#[test]
fn a_rate_limits_the_way_in_too() {
    let (mut sim, a, b) = pair(7, Link { down: Some(10_000), queue_bytes: 2_000, ..Link::ideal(MS) });
    stream(&mut sim, (b, a), 100, 72, MS);
    sim.run_for(Duration::from_secs(5));
    let got = sim[a].heard.len();
    assert!((29..33).contains(&got), "0.1 s at the rate and a queue full: {got}");
}

#[test]
fn runs_of_datagrams_and_empty_ones_arrive_singly() {
    let (mut sim, a, b) = pair(8, Link::ideal(MS));
    let to = sim.address(b);
    sim.call(a, |toy, _| {
        for text in ["one", "two", "sixth", ""] {
            toy.send(to, text.as_bytes());
        }
    });
    sim.run_for(Duration::from_secs(1));
    assert_eq!(sim[b].texts(), [&b"one"[..], b"two", b"sixth", b""]);
    let traffic = (sim.traffic(a), sim.traffic(b));
    assert_eq!((traffic.0.sent, traffic.0.sent_bytes, traffic.1.received, traffic.1.received_bytes), (4, 11, 4, 11));
}
