//! Replays the fuzz corpus of the server, and random scripts.

mod laws;

use proptest::prelude::*;
use toxcore_sim::corpus;

#[test]
fn every_input_of_the_corpus_keeps_the_laws() {
    for input in corpus::of("relay_server") {
        laws::check(&input);
    }
}

/// A seed that no longer opens anything tests nothing.
#[test]
fn the_corpus_reaches_all_that_is_counted() {
    corpus::reaches_all("relay_server", |input| {
        let s = laws::check(input);
        let lost = [s.handshakes_failed, s.protocol_errors, s.ping_timeouts];
        [s.confirmed, s.data_relayed, s.stalls, s.oob_relayed, lost[0], lost[1], lost[2]]
    });
}

#[test]
fn every_input_with_one_byte_changed_keeps_the_laws() {
    for input in corpus::of("relay_server") {
        corpus::with_one_byte_changed(&input, 60).for_each(|changed| _ = laws::check(&changed));
    }
}

/// What scripts are made of: mostly things that happen at a relay that is used.
fn part() -> impl Strategy<Value = Vec<u8>> {
    let small = || any::<u8>().prop_map(|n| n % 8);
    prop_oneof![
        3 => (small(), small()).prop_map(|(source, who)| vec![0, source, 2, 255, who]),
        3 => (small(), small()).prop_map(|(client, wanted)| vec![5, client, wanted]),
        2 => (small(), 16_u8..18, any::<u8>(), any::<u8>()).prop_map(|(c, id, n, len)| vec![6, c, id, n, len]),
        2 => (small(), any::<u8>()).prop_map(|(client, limit)| vec![7, client, limit]),
        1 => small().prop_map(|client| vec![9, client]),
        1 => any::<u8>().prop_map(|tenths| vec![10, tenths]),
        1 => any::<u8>().prop_map(|seconds| vec![11, seconds]),
        1 => (small(), any::<[u8; 9]>()).prop_map(|(client, plain)| [vec![3, client, 9], plain.to_vec()].concat()),
        1 => prop::collection::vec(any::<u8>(), 0..40),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn random_scripts_keep_the_laws(parts in prop::collection::vec(part(), 0..60)) {
        laws::check(&parts.concat());
    }
}
