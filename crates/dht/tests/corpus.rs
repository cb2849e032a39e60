//! Replays the fuzz corpus of the machine, and random scripts.

mod laws;

use proptest::prelude::*;
use toxcore_sim::corpus;

#[test]
fn every_input_of_the_corpus_keeps_the_laws() {
    corpus::of("dht_machine").iter().for_each(|input| laws::check(input));
}

#[test]
fn every_input_with_one_byte_changed_keeps_the_laws() {
    for input in corpus::of("dht_machine") {
        corpus::with_one_byte_changed(&input, 100).for_each(|changed| laws::check(&changed));
    }
}

/// What scripts are made of: mostly things that can happen in a working network.
fn part() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        (0_u8..8, 0_u8..12).prop_map(|(key, addr)| vec![9, key, addr]),
        prop::collection::vec(any::<u8>(), 9).prop_map(|nodes| [vec![3], nodes].concat()),
        (0_u8..100).prop_map(|tenths| vec![6, tenths]),
        (0_u8..200).prop_map(|seconds| vec![7, seconds]),
        any::<u8>().prop_map(|search| vec![8, search, 3, 0x9c, 1, 2]),
        (any::<u8>(), any::<[u8; 40]>()).prop_map(|(peer, plain)| [vec![1, peer, 0, 2, 40], plain.to_vec()].concat()),
        (any::<u8>(), any::<[u8; 8]>()).prop_map(|(peer, id)| [vec![1, peer, 0, 0, 9, 0], id.to_vec()].concat()),
        (0_u8..6, 0_u8..2, any::<[u8; 8]>()).prop_map(|(peer, answer, id)| [
            vec![5, peer, 0, 10, 0xfe, answer],
            id.to_vec()
        ]
        .concat()),
        prop::collection::vec(any::<u8>(), 0..80),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn random_scripts_keep_the_laws(parts in prop::collection::vec(part(), 0..60)) {
        laws::check(&parts.concat());
    }
}
