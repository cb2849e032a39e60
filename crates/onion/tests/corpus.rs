//! Replays the fuzz corpus of the node, and random scripts.

mod laws;

use proptest::prelude::*;
use toxcore_sim::corpus;

#[test]
fn every_input_of_the_corpus_keeps_the_laws() {
    for input in corpus::of("onion_node") {
        laws::check(&input);
    }
}

/// A seed that no longer opens anything tests nothing.
#[test]
fn the_corpus_reaches_all_that_is_counted() {
    corpus::reaches_all("onion_node", |input| {
        let s = laws::check(input);
        let announces = [s.announces_answered, s.announcements_stored, s.group_announces];
        [s.requests_relayed, s.responses_relayed, s.data_routed, announces[0], announces[1], announces[2]]
    });
}

#[test]
fn every_input_with_one_byte_changed_keeps_the_laws() {
    for input in corpus::of("onion_node") {
        corpus::with_one_byte_changed(&input, 60).for_each(|changed| _ = laws::check(&changed));
    }
}

/// What scripts are made of: mostly things that happen at a node that is used.
fn part() -> impl Strategy<Value = Vec<u8>> {
    let small = || any::<u8>().prop_map(|n| n % 8);
    let plain = || prop::collection::vec(any::<u8>(), 200);
    let next = |family: u8, plain: Vec<u8>| {
        let address = [&[family, 198, 51, 100, 9][..], &[0; 12], &[1, 1]].concat();
        [&address, &plain[..181]].concat()
    };
    prop_oneof![
        3 => (small(), small(), small()).prop_map(|(who, whom, from)| vec![4, who, whom, from, 0]),
        1 => (small(), small(), prop::collection::vec(any::<u8>(), 74)).prop_map(|(who, from, extra)| {
            [vec![4, who, who, from, 37], extra].concat()
        }),
        2 => (small(), small(), small(), plain()).prop_map(move |(place, who, from, plain)| {
            [vec![1, place, who, from, 100], next(2, plain)].concat()
        }),
        1 => (small(), small(), plain()).prop_map(|(who, from, plain)| [vec![3, 0, who, from, 52], plain].concat()),
        2 => (small(), any::<u8>(), small()).prop_map(|(place, damage, from)| vec![6, place, damage, from, 2, 0x84, 1, 0x8d, 3]),
        1 => (small(), small(), plain()).prop_map(|(who, from, plain)| [vec![7, who, from, 100], plain].concat()),
        1 => (small(), small(), plain()).prop_map(move |(who, from, plain)| [vec![8, who, from, 100], next(2, plain)].concat()),
        1 => any::<u8>().prop_map(|time| vec![9, time]),
        1 => prop::collection::vec(any::<u8>(), 0..80),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn random_scripts_keep_the_laws(parts in prop::collection::vec(part(), 0..60)) {
        laws::check(&parts.concat());
    }
}
