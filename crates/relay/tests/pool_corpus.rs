//! Replays the fuzz corpora of pool and proxies, and random scripts.

mod pool_laws;

use proptest::prelude::*;
use toxcore_sim::corpus;

#[test]
fn every_input_of_the_corpus_keeps_the_laws() {
    corpus::of("relay_pool").iter().for_each(|input| _ = pool_laws::check(input));
    corpus::of("relay_proxy").iter().for_each(|input| pool_laws::check_proxy(input));
}

/// A seed that no longer opens anything tests nothing.
#[test]
fn the_corpus_reaches_all_that_is_counted() {
    corpus::reaches_all("relay_pool", |input| pool_laws::check(input).counts);
}

#[test]
fn every_input_with_one_byte_changed_keeps_the_laws() {
    for input in corpus::of("relay_pool") {
        corpus::with_one_byte_changed(&input, 60).for_each(|changed| _ = pool_laws::check(&changed));
    }
    for input in corpus::of("relay_proxy") {
        corpus::with_one_byte_changed(&input, 60).for_each(|changed| pool_laws::check_proxy(&changed));
    }
}

/// What scripts are made of: mostly things that happen to a client that is online.
fn part() -> impl Strategy<Value = Vec<u8>> {
    let small = || any::<u8>().prop_map(|n| n % 4);
    let id = || prop_oneof![16_u8..19, any::<u8>()];
    prop_oneof![
        3 => (small(), small()).prop_map(|(relay, at)| vec![0, relay, at]),
        3 => (small(), small(), small(), small()).prop_map(|(peer, route, relay, at)| vec![1, peer, 2, route, relay, at]),
        4 => small().prop_map(|stream| vec![3, stream, 4, stream]),
        3 => (small(), small()).prop_map(|(stream, slot)| vec![6, stream, slot]),
        2 => (small(), id(), any::<u8>()).prop_map(|(stream, id, kind)| vec![7, stream, kind % 4 / 3, id]),
        2 => (small(), id(), any::<u8>()).prop_map(|(stream, id, len)| vec![8, stream, id, len]),
        1 => (small(), small(), any::<[u8; 9]>()).prop_map(|(s, peer, data)| [vec![9, s, peer, 9], data.to_vec()].concat()),
        1 => (small(), any::<[u8; 9]>()).prop_map(|(stream, plain)| [vec![10, stream, 9], plain.to_vec()].concat()),
        2 => (small(), any::<u8>()).prop_map(|(stream, limit)| vec![12, stream, limit]),
        1 => small().prop_map(|stream| vec![13, stream]),
        1 => any::<u8>().prop_map(|tenths| vec![14, tenths]),
        1 => any::<u8>().prop_map(|seconds| vec![15, seconds % 64]),
        2 => (small(), any::<u8>(), any::<u8>()).prop_map(|(route, count, len)| vec![16, route, count, len]),
        1 => (small(), small()).prop_map(|(route, what)| vec![18, route, what]),
        2 => small().prop_map(|stream| vec![19, stream]),
        1 => small().prop_map(|what| vec![20, what]),
        1 => prop::collection::vec(any::<u8>(), 0..40),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn random_scripts_keep_the_laws(kind in any::<u8>(), parts in prop::collection::vec(part(), 0..60)) {
        pool_laws::check(&[vec![kind], parts.concat()].concat());
    }

    #[test]
    fn random_answers_of_proxies_keep_the_laws(kind in any::<u8>(), answer in prop::collection::vec(any::<u8>(), 0..60)) {
        pool_laws::check_proxy(&[vec![kind], answer].concat());
    }
}

/// A peer that is online at a relay, as in the seeds.
const PEER_ONLINE: &[u8] = &[8, 0, 0, 0, 1, 0, 2, 0, 0, 0, 0, 3, 0, 4, 0, 6, 0, 0, 7, 0, 0, 16];

#[test]
fn frames_of_all_256_kinds_with_any_body_keep_the_laws() {
    let mut random = 1_u32;
    for kind in 0..=u8::MAX {
        // From 32 on all kinds are data.
        let every = if kind < 32 { 1 } else { 13 };
        for len in (0..40_usize).step_by(every).chain([254]) {
            let body = (0..len).map(|_| {
                random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (random >> 24) as u8
            });
            let body: Vec<u8> = body.collect();
            let frame = [vec![10, 0, body.len() as u8 + 1, kind], body].concat();
            pool_laws::check(&[PEER_ONLINE, &frame, &frame, &[8, 0, 16, 9, 15, 1]].concat());
        }
    }
}
