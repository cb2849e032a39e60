//! Replays the fuzz corpora of the rules, and random scripts.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

mod rules_laws;

use std::path::Path;

use proptest::prelude::*;
use rules_laws::Counts;
use toxcore_sim::corpus;

fn inputs(target: &str) -> Vec<Vec<u8>> {
    corpus::inputs(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus").join(target))
}

/// A seed that no longer leads anywhere tests nothing.
#[test]
fn the_corpus_keeps_the_laws_and_reaches_all_that_is_counted() {
    let mut sum = [0; 11];
    for input in inputs("group_rules") {
        let Counts { refused, taken, sent, told, joined, confirmed, roles, topics, decided, kicked, restored } =
            rules_laws::check(&input);
        let counts = [refused, taken, sent, told, joined, confirmed, roles, topics, decided, kicked, restored];
        sum.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
    }
    assert!(sum.iter().all(|count| *count > 0), "{sum:?}");
    assert!(inputs("group_saved").iter().map(|input| rules_laws::check_saved(input)).sum::<u64>() > 0);
}

#[test]
fn every_input_with_one_byte_changed_keeps_the_laws() {
    for input in inputs("group_rules") {
        corpus::with_one_byte_changed(&input, 60).for_each(|changed| _ = rules_laws::check(&changed));
    }
    for input in inputs("group_saved") {
        corpus::with_one_byte_changed(&input, 60).for_each(|changed| _ = rules_laws::check_saved(&changed));
    }
}

/// What scripts are made of: mostly members who know what they do.
fn part() -> impl Strategy<Value = Vec<u8>> {
    let who = || 0..6_u8;
    prop_oneof![
        3 => (who(), any::<u8>()).prop_map(|(who, meeting)| vec![0, who, meeting]),
        1 => who().prop_map(|who| vec![1, who]),
        1 => (who(), 0xee..=0xff_u8, prop::collection::vec(any::<u8>(), 0..60))
            .prop_map(|(who, kind, data)| [vec![2, who, kind, data.len() as u8 / 2], data].concat()),
        3 => who().prop_map(|who| vec![0, who, 0, 3, who, 9, 0, 0, 0]),
        10 => (who(), 0..12_u8, who(), any::<u8>(), who(), prop::collection::vec(any::<u8>(), 0..8))
            .prop_map(|(who, what, signer, number, target, text)| {
                [vec![3, who, what, signer, number, target, text.len() as u8], text].concat()
            }),
        3 => (who(), 0..12_u8, 0..5_u8, who(), 0..7_u8)
            .prop_map(|(who, what, number, target, field)| vec![4, who, what, who, number, target, field]),
        2 => (who(), 0..40_u8, 0..7_u8).prop_map(|(who, plus, field)| vec![7, who, plus, field]),
        1 => (who(), 0..3_u8).prop_map(|(who, reason)| vec![8, who, reason]),
        2 => prop::sample::select(&[1, 3, 12, 13, 58, 255][..]).prop_map(|time| vec![9, 0, time]),
        5 => (who(), 0..14_u8, any::<u8>(), prop::collection::vec(any::<u8>(), 0..8))
            .prop_map(|(who, what, number, text)| [vec![10, who, what, number, text.len() as u8], text].concat()),
        1 => Just(vec![11, 0]),
        1 => prop::collection::vec(any::<u8>(), 0..30),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]
    #[test]
    fn any_order_of_events_keeps_the_laws(kind in any::<u8>(), parts in prop::collection::vec(part(), 0..60)) {
        rules_laws::check(&[vec![kind], parts.concat()].concat());
    }
}
