//! Replays the fuzz corpus of two friends, and random scripts.

mod laws;

use std::path::Path;

use proptest::prelude::*;
use toxcore_sim::corpus;

fn inputs() -> Vec<Vec<u8>> {
    corpus::inputs(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus/tox_machine"))
}

/// A seed that no longer leads anywhere tests nothing.
#[test]
fn the_corpus_keeps_the_laws_and_reaches_all_that_is_counted() {
    let counts: Vec<Vec<u64>> = inputs()
        .iter()
        .map(|input| laws::check(input))
        .map(|c| {
            let friends = [c.online, c.offline, c.messages, c.receipts, c.chunks, c.files, c.relayed, c.woken];
            friends.into_iter().chain([c.confers, c.gathers, c.told]).collect()
        })
        .collect();
    for place in 0..counts.first().map_or(0, Vec::len) {
        assert!(counts.iter().any(|count| count[place] > 0), "count {place} of {counts:?}");
    }
}

#[test]
fn every_input_with_one_byte_changed_keeps_the_laws() {
    for input in inputs() {
        corpus::with_one_byte_changed(&input, 12).for_each(|changed| _ = laws::check(&changed));
    }
}

/// What scripts are made of: mostly things that friends do.
fn part() -> impl Strategy<Value = Vec<u8>> {
    let byte = any::<u8>;
    prop_oneof![
        2 => (byte(), byte(), prop::collection::vec(byte(), 0..80)).prop_map(|(to, from, bytes)| {
            [vec![0, to, from, (bytes.len() / 2) as u8], bytes].concat()
        }),
        2 => (byte(), byte(), byte()).prop_map(|(which, place, by)| vec![4, 7, 0, 0, 1, which, place, by, 4]),
        2 => byte().prop_map(|which| vec![4, 7, 1, 0, 3, which, 2, 4]),
        3 => byte().prop_map(|time| vec![5, time]),
        1 => byte().prop_map(|time| vec![6, time % 60]),
        6 => (byte(), byte(), prop::collection::vec(byte(), 0..40)).prop_map(|(user, wish, bytes)| {
            let data = if wish % 8 < 3 || wish % 8 == 5 { Vec::new() } else { [vec![bytes.len() as u8], bytes].concat() };
            [vec![7, user, wish], data].concat()
        }),
        4 => (byte(), byte(), byte()).prop_map(|(user, wish, which)| vec![9, user, wish, which]),
        1 => (byte(), byte(), prop::collection::vec(byte(), 0..40)).prop_map(|(which, end, bytes)| {
            [vec![10, which, end, (bytes.len() / 2) as u8], bytes].concat()
        }),
        1 => (byte(), byte()).prop_map(|(user, wish)| vec![11, user, wish]),
        1 => (byte(), byte(), byte()).prop_map(|(user, time, how)| vec![12, user, time, how]),
        1 => byte().prop_map(|user| vec![13, user]),
        4 => (byte(), byte(), byte(), prop::collection::vec(byte(), 0..40)).prop_map(|(user, wish, which, bytes)| {
            let data = if (2..5).contains(&(wish % 7)) { [vec![bytes.len() as u8], bytes].concat() } else { Vec::new() };
            [vec![14, user, wish, which], data, vec![5, 20]].concat()
        }),
        4 => (byte(), byte(), byte(), prop::collection::vec(byte(), 0..40)).prop_map(|(user, wish, which, bytes)| {
            let data = if matches!(wish % 8, 2 | 3 | 4 | 7) { [vec![bytes.len() as u8], bytes].concat() } else { Vec::new() };
            [vec![15, user, wish, which], data, vec![5, 50]].concat()
        }),
        1 => prop::collection::vec(byte(), 0..40),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    #[test]
    fn random_scripts_keep_the_laws(parts in prop::collection::vec(part(), 0..40)) {
        laws::check(&parts.concat());
    }
}
