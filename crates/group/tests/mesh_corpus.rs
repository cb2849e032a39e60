//! Replays the fuzz corpus of the links, and random scripts.
#![allow(clippy::unwrap_used, reason = "helpers of tests are tests too")]

mod mesh_laws;

use proptest::prelude::*;
use toxcore_sim::corpus;

/// A seed that no longer leads anywhere tests nothing.
#[test]
fn the_corpus_keeps_the_laws_and_reaches_all_that_is_counted() {
    corpus::reaches_all("group_mesh", |input| {
        let c = mesh_laws::check(input);
        [c.handshaked, c.renewed, c.confirmed, c.texts, c.pings, c.lost, c.refused, c.insider]
    });
}

#[test]
fn every_input_with_one_byte_changed_keeps_the_laws() {
    for input in corpus::of("group_mesh") {
        corpus::with_one_byte_changed(&input, 80).for_each(|changed| _ = mesh_laws::check(&changed));
    }
}

/// What scripts are made of: mostly things that members and networks do.
fn part() -> impl Strategy<Value = Vec<u8>> {
    let who = || prop::sample::select(&[0_u8, 0x80][..]);
    prop_oneof![
        2 => (who(), 0..5_u8).prop_map(|(who, how)| vec![who, how]),
        4 => (who(), prop::sample::select(&[0_u8, 1, 45, 46, 120, 255][..])).prop_map(|(who, len)| vec![who | 1, len]),
        4 => who().prop_map(|who| vec![who | 2]),
        2 => (who(), any::<u8>()).prop_map(|(who, place)| vec![who | 3, place]),
        2 => who().prop_map(|who| vec![who | 4]),
        1 => (who(), any::<u8>()).prop_map(|(who, place)| vec![who | 5, place]),
        1 => (who(), any::<u8>(), any::<u8>()).prop_map(|(who, place, bits)| vec![who | 6, place, bits]),
        4 => (0..9_u8).prop_map(|time| vec![7, time]),
        1 => who().prop_map(|who| vec![who | 8]),
        1 => (who(), 0..8_u8).prop_map(|(who, flags)| vec![who | 9, flags]),
        2 => (who(), any::<u8>(), 0..9_u8, prop::collection::vec(any::<u8>(), 0..20))
            .prop_map(|(who, head, id, data)| [vec![who | 10, head, id, u8::try_from(data.len() / 2).unwrap()], data].concat()),
        4 => Just(vec![11]),
        1 => (who(), prop::collection::vec(any::<u8>(), 0..9))
            .prop_map(|(who, data)| [vec![who | 12, u8::try_from(data.len()).unwrap()], data].concat()),
        1 => (who(), any::<u8>(), any::<u8>()).prop_map(|(who, what, how)| vec![who | 13, what, how]),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn any_order_of_events_keeps_the_laws(parts in prop::collection::vec(part(), 0..60)) {
        mesh_laws::check(&parts.concat());
    }
}
