//! Replays the fuzz corpus of the machine, and random scripts.

mod laws;

use std::path::Path;

use proptest::prelude::*;
use toxcore_sim::corpus;

fn inputs() -> Vec<Vec<u8>> {
    corpus::inputs(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus/conference_machine"))
}

/// A seed that no longer leads anywhere tests nothing.
#[test]
fn the_corpus_keeps_the_laws_and_reaches_all_that_is_counted() {
    let counts: Vec<[u64; 13]> = inputs()
        .iter()
        .map(|input| laws::check(input))
        .map(|c| {
            let people = [c.connected, c.joined, c.left, c.named, c.titled, c.texts, c.invited];
            let [a, b, d, e, f, g, h] = people;
            [a, b, d, e, f, g, h, c.held, c.released, c.hinted, c.refused, c.sent, c.restored]
        })
        .collect();
    for place in 0..counts.first().map_or(0, |first| first.len()) {
        assert!(counts.iter().any(|count| count[place] > 0), "count {place} of {counts:?}");
    }
}

#[test]
fn every_input_with_one_byte_changed_keeps_the_laws() {
    for input in inputs() {
        corpus::with_one_byte_changed(&input, 80).for_each(|changed| _ = laws::check(&changed));
    }
}

/// What scripts are made of: mostly things that members do.
fn part() -> impl Strategy<Value = Vec<u8>> {
    let who = || 0..5_u8;
    prop_oneof![
        3 => who().prop_map(|who| vec![0, who]),
        1 => who().prop_map(|who| vec![1, who]),
        1 => Just(vec![2, 0]),
        1 => (who(), 0..3_u8).prop_map(|(who, number)| vec![3, who, number]),
        2 => Just(vec![4, 0]),
        1 => (4..10_u8, who(), 0..4_u8, any::<u8>()).prop_map(|(what, who, len, number)| vec![what, who, len, 1, 2, 3, 4, number]),
        1 => (who(), 0..20_u8).prop_map(|(who, room)| vec![10, who, room]),
        2 => prop::sample::select(&[0, 1, 20, 59, 60, 61, 255][..]).prop_map(|time| vec![11, 0, time]),
        1 => Just(vec![12, 0]),
        1 => (who(), prop::collection::vec(any::<u8>(), 0..60))
            .prop_map(|(who, bytes)| [vec![13, who, bytes.len() as u8 / 2], bytes].concat()),
        4 => (who(), 0..3_u8, 0..2_u8, 0..9_u8).prop_map(|(who, what, number, peer)| vec![14, who, what, number, peer, 0]),
        3 => (who(), 0..6_u8, 0..2_u8).prop_map(|(who, number, which)| vec![15, who, number, which]),
        4 => (who(), 0..2_u8, 0..5_u8, prop::collection::vec(any::<u8>(), 0..8))
            .prop_map(|(who, number, what, text)| [vec![16, who, number, what, text.len() as u8], text].concat()),
        8 => (who(), 0..2_u8, 0..9_u8, 0..30_u8, 0..9_u8, any::<u8>())
            .prop_map(|(who, conference, peer, number, what, other)| vec![17, who, conference, peer, number, what, 1, b'x', other]),
        1 => prop::collection::vec(any::<u8>(), 0..40),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]
    #[test]
    fn any_order_of_events_keeps_the_laws(parts in prop::collection::vec(part(), 0..80)) {
        laws::check(&parts.concat());
    }
}
