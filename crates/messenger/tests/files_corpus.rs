//! Replays the fuzz corpus of the file transfers, and random scripts.

mod file_laws;

use proptest::prelude::*;
use toxcore_sim::corpus;

/// A seed that no longer leads anywhere tests nothing.
#[test]
fn the_corpus_keeps_the_laws_and_reaches_all_that_is_counted() {
    corpus::reaches_all("messenger_files", |input| {
        let c = file_laws::check(input);
        [c.sent, c.received, c.cut, c.cancelled, c.paused, c.broken, c.sought, c.refused, c.held]
    });
}

#[test]
fn every_input_with_one_byte_changed_keeps_the_laws() {
    for input in corpus::of("messenger_files") {
        corpus::with_one_byte_changed(&input, 60).for_each(|changed| _ = file_laws::check(&changed));
    }
}

/// What scripts are made of: mostly things that friends do.
fn part() -> impl Strategy<Value = Vec<u8>> {
    let who = || any::<u8>().prop_map(|n| n % 2);
    prop_oneof![
        3 => (who(), any::<u8>()).prop_map(|(who, size)| vec![0, who, size]),
        6 => (1..3_u8, who(), 0..6_u8).prop_map(|(what, who, which)| vec![what, who, which]),
        1 => (who(), 0..6_u8).prop_map(|(who, which)| vec![3, who, which]),
        2 => (who(), 0..6_u8, any::<u8>()).prop_map(|(who, which, place)| vec![4, who, which, place]),
        6 => (5..9_u8, who(), prop::sample::select(&[1, 3, 30, 255][..])).prop_map(|(what, who, count)| {
            if what == 7 { vec![what, who] } else { vec![what, who, count] }
        }),
        1 => (who(), 0x50..0x53_u8, prop::collection::vec(any::<u8>(), 0..50)).prop_map(|(who, id, rest)| {
            [vec![9, who, rest.len() as u8 + 1, id], rest].concat()
        }),
        1 => (who(), 0..4_u8, 0..3_u8, 0..4_u8).prop_map(|(who, side, slot, what)| vec![9, who, 4, 0x51, side, slot, what]),
        1 => (who(), 0..60_u8).prop_map(|(who, room)| vec![10, who, room]),
        1 => (who(), 0..9_u8).prop_map(|(who, what)| vec![11, who, what]),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]
    #[test]
    fn any_order_of_events_keeps_the_laws(parts in prop::collection::vec(part(), 0..60)) {
        file_laws::check(&parts.concat());
    }
}
