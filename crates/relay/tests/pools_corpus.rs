//! Replays the fuzz corpus of pools that share limits, and random scripts.

mod pools_laws;

use proptest::prelude::*;
use toxcore_sim::corpus;

/// A seed that no longer leads anywhere tests nothing.
#[test]
fn the_corpus_keeps_the_laws_and_reaches_all_that_is_counted() {
    corpus::reaches_all("relay_pools", |input| {
        let c = pools_laws::check(input);
        [c.linked, c.online, c.data, c.oob, c.refused, c.removed]
    });
}

#[test]
fn every_input_with_one_byte_changed_keeps_the_laws() {
    for input in corpus::of("relay_pools") {
        corpus::with_one_byte_changed(&input, 60).for_each(|changed| _ = pools_laws::check(&changed));
    }
}

/// What scripts are made of: mostly what happens to identities that are used.
fn part() -> impl Strategy<Value = Vec<u8>> {
    let any = || any::<u8>();
    prop_oneof![
        2 => Just(vec![0]),
        1 => any().prop_map(|which| vec![1, which]),
        3 => (any(), any()).prop_map(|(which, relay)| vec![2, which, relay]),
        3 => (any(), any(), any()).prop_map(|(which, peer, relay)| vec![3, which, peer, relay]),
        4 => any().prop_map(|stream| vec![4, stream, 5, stream]),
        2 => (any(), any()).prop_map(|(stream, slot)| vec![6, stream, slot, 7, stream, 0, slot.wrapping_add(16)]),
        1 => (any(), any()).prop_map(|(stream, id)| vec![8, stream, id, 3, 1, 2, 3]),
        1 => (any(), any()).prop_map(|(stream, peer)| vec![9, stream, peer, 2, 1, 2]),
        1 => any().prop_map(|stream| vec![10, stream, 2, 0, 0]),
        1 => any().prop_map(|stream| vec![11, stream]),
        2 => any().prop_map(|time| vec![12, time]),
        1 => (0..40_u8).prop_map(|time| vec![13, time]),
        2 => (any(), any()).prop_map(|(which, route)| vec![14, which, route, 3, 4, 5, 6]),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn random_scripts_keep_the_laws(parts in prop::collection::vec(part(), 0..80)) {
        pools_laws::check(&parts.concat());
    }
}
