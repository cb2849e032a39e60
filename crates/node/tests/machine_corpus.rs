//! Replays the fuzz corpus of the whole node, and random scripts.

mod machine_laws;

use proptest::prelude::*;
use toxcore_sim::corpus;

#[test]
fn every_input_of_the_corpus_keeps_the_laws() {
    corpus::of("node_machine").iter().for_each(|input| machine_laws::check(input));
}

#[test]
fn every_input_with_one_byte_changed_keeps_the_laws() {
    for input in corpus::of("node_machine") {
        corpus::with_one_byte_changed(&input, 60).for_each(|changed| machine_laws::check(&changed));
    }
}

/// What scripts are made of: mostly things that happen at a node that is used.
fn part() -> impl Strategy<Value = Vec<u8>> {
    let small = || any::<u8>().prop_map(|n| n % 8);
    let kind = || prop::sample::select(vec![0, 2, 4, 0x20, 0x80, 0x81, 0x82, 0x83, 0x87, 0x93, 0x95, 0x97]);
    prop_oneof![
        3 => (small(), small()).prop_map(|(from, peer)| vec![3, from, peer]),
        4 => (small(), small(), any::<u8>(), prop::collection::vec(any::<u8>(), 20)).prop_map(|(stream, peer, wish, data)| {
            [vec![5, stream, peer, wish, 10], data].concat()
        }),
        3 => (kind(), small(), small(), prop::collection::vec(any::<u8>(), 0..256)).prop_map(|(kind, peer, from, plain)| {
            let form = u8::from(kind == 0x20) + 3 * u8::from(kind > 0x82 && kind < 0x90);
            [vec![1, kind, form, peer, from, (plain.len() / 2) as u8], plain].concat()
        }),
        1 => (small(), any::<[u8; 8]>()).prop_map(|(peer, id)| [vec![1, 0, 0, peer, peer, 4, 0], id.to_vec()].concat()),
        1 => small().prop_map(|stream| vec![8, stream]),
        1 => any::<u8>().prop_map(|tenths| vec![9, tenths]),
        1 => any::<u8>().prop_map(|seconds| vec![10, seconds]),
        1 => (small(), small()).prop_map(|(addr, peer)| vec![11, addr, peer, 0]),
        1 => prop::collection::vec(any::<u8>(), 0..80),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn random_scripts_keep_the_laws(parts in prop::collection::vec(part(), 0..60)) {
        machine_laws::check(&parts.concat());
    }
}
