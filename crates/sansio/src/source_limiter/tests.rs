use std::net::Ipv4Addr;

use super::*;

const LIMIT: RateLimit = RateLimit { interval: Duration::from_secs(1), burst: 3 };

fn at(millis: u64) -> Instant {
    Instant::from_origin(Duration::from_millis(millis))
}

fn source(n: u32) -> IpAddr {
    IpAddr::V4(Ipv4Addr::from_bits(0x0500_0000 + n))
}

#[test]
fn burst_then_one_an_interval() {
    let mut limiter = SourceLimiter::new(LIMIT, 8, &Seed::from_number(1));
    let allowed = (0..10).filter(|_| limiter.allow(at(5_000), source(1))).count();
    assert_eq!(allowed, 3);
    assert!(!limiter.allow(at(5_999), source(1)));
    assert!(limiter.allow(at(6_000), source(1)));
    assert!(!limiter.allow(at(6_000), source(1)));
    let rested = (0..10).filter(|_| limiter.allow(at(60_000), source(1))).count();
    assert_eq!(rested, 3, "a long rest gives no more than the burst");
}

#[test]
fn a_burst_of_zero_counts_as_one() {
    let limit = RateLimit { interval: Duration::from_secs(1), burst: 0 };
    let mut limiter = SourceLimiter::new(limit, 8, &Seed::from_number(1));
    assert!(limiter.allow(at(0), source(1)));
    assert!(!limiter.allow(at(0), source(1)));
}

#[test]
fn sources_do_not_share_buckets() {
    let mut limiter = SourceLimiter::new(LIMIT, 4_096, &Seed::from_number(2));
    for n in 0..2_000 {
        let allowed = (0..5).filter(|_| limiter.allow(at(10), source(n))).count();
        assert_eq!(allowed, 3, "source {n}");
    }
}

#[test]
fn a_full_table_keeps_who_is_most_limited() {
    let mut limiter = SourceLimiter::new(LIMIT, 8, &Seed::from_number(3));
    while limiter.allow(at(0), source(0)) {}
    for n in 1..1_000 {
        limiter.allow(at(1), source(n));
    }
    assert!(!limiter.allow(at(2), source(0)), "a thousand others pushed out the one that is over its limit");
}

#[test]
fn few_sources_take_little_memory_and_many_no_more_than_the_capacity() {
    assert_eq!(SourceLimiter::ENTRY_BYTES, 24);
    let mut limiter = SourceLimiter::new(LIMIT, 4_096, &Seed::from_number(4));
    let mut now = 0;
    let mut entries = |limiter: &mut SourceLimiter, sources: u32, pause: u64| {
        for n in 0..sources {
            now += pause;
            limiter.allow(at(now), source(n));
        }
        limiter.entries.len()
    };
    assert_eq!(entries(&mut limiter, 0, 0), 0);
    assert_eq!(entries(&mut limiter, 1_000, 1_000), WAYS, "their buckets are full again one after the other");
    let few = entries(&mut limiter, 10, 0);
    assert!((WAYS..=64).contains(&few), "{few}");
    assert_eq!(entries(&mut limiter, 100_000, 0), 4_096);
}

#[test]
fn a_table_that_grows_forgets_nobody() {
    let mut limiter = SourceLimiter::new(LIMIT, 4_096, &Seed::from_number(5));
    (0..600).for_each(|n| while limiter.allow(at(0), source(n)) {});
    assert_eq!((0..600).filter(|n| limiter.allow(at(1), source(*n))).count(), 0);
}
