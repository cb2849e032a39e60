use std::net::{Ipv4Addr, Ipv6Addr};

use super::*;
use crate::Rng;

/// One kind of participant in a simulated rush.
struct Crowd {
    first: u32,
    sources: u32,
    per_second_each: f64,
    from: Duration,
}

/// What one crowd asked for and got in the measured part.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Tally {
    asked: u64,
    got: u64,
}

impl Tally {
    fn ratio(self) -> f64 {
        self.got as f64 / self.asked.max(1) as f64
    }
}

fn address(n: u32) -> IpAddr {
    IpAddr::V4(Ipv4Addr::from_bits(0x0500_0000 + n))
}

fn seconds(s: f64) -> Duration {
    Duration::from_secs_f64(s)
}

/// Lets the crowds send at random moments for `length`; counts from `measure_from`.
fn rush(seed: u64, budget: u32, crowds: &[Crowd], measure_from: f64, length: f64) -> Vec<Tally> {
    let seed = Seed::from_number(seed);
    let (mut admission, mut rng) = (Admission::new(budget, &seed), Rng::new(&seed.derive("rush")));
    let mut tallies = vec![Tally::default(); crowds.len()];
    let rate = |crowd: &Crowd| crowd.per_second_each * f64::from(crowd.sources);
    let total: f64 = crowds.iter().map(rate).sum();
    let start = Instant::from_origin(Duration::from_secs(100));
    let mut now = start;
    while now < start + seconds(length) {
        // Exponential pauses make a Poisson stream; each arrival belongs to a crowd by its part of the rate.
        let uniform = (rng.secret_u64() >> 11) as f64 / (1_u64 << 53) as f64;
        now += seconds(-(1.0 - uniform).ln() / total);
        let mut place = (rng.secret_u64() >> 11) as f64 / (1_u64 << 53) as f64 * total;
        let i = crowds
            .iter()
            .position(|c| {
                place -= rate(c);
                place < 0.0
            })
            .unwrap_or(0);
        let (crowd, tally) = (&crowds[i], &mut tallies[i]);
        if now < start + crowd.from {
            continue;
        }
        let source = address(crowd.first + rng.below(crowd.sources as usize) as u32);
        let granted = admission.admit(now, source, 1);
        if now >= start + seconds(measure_from) {
            tally.asked += 1;
            tally.got += u64::from(granted);
        }
    }
    tallies
}

fn flood(sources: u32, total_per_second: f64) -> Crowd {
    Crowd { first: 1_000_000, sources, per_second_each: total_per_second / f64::from(sources), from: Duration::ZERO }
}

#[test]
fn below_the_budget_everything_passes() {
    for seed in 0..5 {
        let quiet = Crowd { first: 0, sources: 700, per_second_each: 10.0, from: Duration::ZERO };
        let [tally] = rush(seed, 8_000, &[quiet], 0.0, 3.0)[..] else { panic!() };
        assert_eq!(tally.asked, tally.got, "seed {seed}");
    }
}

#[test]
fn a_lone_busy_source_may_use_the_whole_budget() {
    for (asked, expect) in [(7_900.0, 7_900.0), (20_000.0, 8_000.0)] {
        let [tally] = rush(1, 8_000, &[flood(1, asked)], 1.0, 4.0)[..] else { panic!() };
        let rate = tally.got as f64 / 3.0;
        assert!((rate - expect).abs() < expect * 0.03, "{rate} of {expect}");
    }
}

#[test]
fn a_flood_does_not_starve_newcomers() {
    for (seed, rate, served) in [(1, 1.0, 0.99), (2, 2.0, 0.99), (3, 5.0, 0.95)] {
        let newcomers = Crowd { first: 0, sources: 20, per_second_each: rate, from: seconds(1.0) };
        let tallies = rush(seed, 8_000, &[flood(1_000, 1e5), newcomers], 1.0, 6.0);
        let [flood, newcomers] = tallies[..] else { panic!() };
        assert!(newcomers.ratio() > served, "seed {seed}: {newcomers:?}");
        let served = flood.got as f64 / 5.0;
        assert!((6_000.0..8_100.0).contains(&served), "seed {seed}: the flood gets what is left, {served}");
    }
}

#[test]
fn the_first_moment_of_a_flood_leaves_room_for_others() {
    let mut sum = Tally::default();
    for seed in 0..10 {
        let present = Crowd { first: 0, sources: 50, per_second_each: 2.0, from: Duration::ZERO };
        let flood = Crowd { from: seconds(1.0), ..flood(1_000, 1e5) };
        let tally = rush(seed, 8_000, &[flood, present], 1.0, 1.5)[1];
        sum.asked += tally.asked;
        sum.got += tally.got;
    }
    // What is refused is asked again; a deeper bucket would serve more of them, and hold up those who are known already.
    assert!(sum.ratio() > 0.6, "{sum:?}");
}

#[test]
fn ten_thousand_addresses_gain_little() {
    let newcomers = Crowd { first: 0, sources: 50, per_second_each: 1.0, from: seconds(1.0) };
    let tallies = rush(1, 8_000, &[flood(10_000, 1e5), newcomers], 3.0, 8.0);
    assert!(tallies[1].ratio() > 0.4, "{:?}", tallies[1]);
}

#[test]
fn shares_are_max_min_fair() {
    // 1,000 a second among sources that want 10, 100 and 1,000 each: the level is 60.
    let crowd = |first, sources, per_second_each| Crowd { first, sources, per_second_each, from: Duration::ZERO };
    let crowds = [crowd(0, 10, 10.0), crowd(100, 10, 100.0), crowd(200, 5, 1_000.0)];
    for seed in 0..3 {
        let tallies = rush(seed, 1_000, &crowds, 2.0, 12.0);
        let each = |i: usize, n: f64| tallies[i].got as f64 / 10.0 / n;
        assert!(tallies[0].ratio() > 0.98, "seed {seed}: {:?}", tallies[0]);
        for rate in [each(1, 10.0), each(2, 5.0)] {
            assert!((50.0..70.0).contains(&rate), "seed {seed}: {rate} a second");
        }
    }
}

#[test]
fn after_a_flood_the_share_recovers() {
    let mut admission = Admission::new(8_000, &Seed::from_number(1));
    let at = |ms: u64| Instant::from_origin(Duration::from_millis(ms));
    for ms in 0..2_000 {
        for n in 0..100 {
            admission.admit(at(ms), address(n * 7 + ms as u32 % 7), 1);
        }
    }
    assert!(admission.share_per_second() < 100, "{}", admission.share_per_second());
    for ms in 2_000..4_000 {
        admission.admit(at(ms), address(9_999), 1);
    }
    assert_eq!(admission.share_per_second(), 8_000);
}

#[test]
fn the_budget_holds_whatever_comes() {
    for (sources, budget) in [(1, 1), (3, 10), (100_000, 100), (1_000, 8_000)] {
        let [tally] = rush(9, budget, &[flood(sources, 50_000.0)], 0.0, 4.0)[..] else { panic!() };
        let most = 4.25 * f64::from(budget) + f64::from(Admission::MIN_BURST);
        assert!(tally.got as f64 <= most, "{sources} sources got {} of {most}", tally.got);
        assert!(tally.got as f64 >= 3.0 * f64::from(budget), "{sources} sources got only {}", tally.got);
    }
}

#[test]
fn one_ipv6_network_is_one_source() {
    let flood = |spread: u128| {
        let mut admission = Admission::new(1_000, &Seed::from_number(1));
        let mut got = 0;
        let _ = got;
        for ms in 0..5_000_u64 {
            let now = Instant::from_origin(Duration::from_millis(ms));
            for n in 0..10_u128 {
                let address = Ipv6Addr::from_bits((0x2001_0db8 << 96) + (u128::from(ms) * 10 + n) * spread);
                admission.admit(now, IpAddr::V6(address), 1);
                got += u32::from(admission.admit(now, self::address(n as u32), 1));
            }
        }
        got
    };
    // Ten honest sources of a thousand a second each beside one network: they get ten elevenths of what is served.
    assert!((4_000..5_000).contains(&flood(1)), "{}", flood(1));
}

#[test]
fn same_input_same_decisions() {
    let run = || rush(4, 2_000, &[flood(300, 9_000.0)], 0.0, 1.0);
    assert_eq!(run(), run());
}

#[test]
fn memory_is_as_stated() {
    const { assert!(Admission::MEMORY_BYTES < 1_100 * 1024) };
}

/// A handshake with a relay needs three at once; a budget of a few a second must serve it, too.
#[test]
fn the_least_burst_fits_the_smallest_budget() {
    for per_second in [1, 10, 30, 4_000] {
        let mut admission = Admission::new(per_second, &Seed::from_number(1));
        assert!(admission.admit(Instant::from_origin(Duration::from_secs(60)), address(7), Admission::MIN_BURST));
    }
}
