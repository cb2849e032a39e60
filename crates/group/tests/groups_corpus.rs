//! Replays the fuzz corpus of programs in a group, and random scripts.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

mod groups_laws;

use groups_laws::Counts;
use proptest::prelude::*;

#[test]
fn the_corpus_keeps_the_laws_and_reaches_all_that_is_counted() {
    toxcore_sim::corpus::reaches_all("group_machine", |input| {
        let Counts { refused, joined, met, left, rejected, texts, customs, invited, tied, restarted } =
            groups_laws::check(input);
        [refused, joined, met, left, rejected, texts, customs, invited, tied, restarted]
    });
}

/// What scripts are made of: mostly programs that know what they do.
fn part() -> impl Strategy<Value = Vec<u8>> {
    let who = || 0..3_u8;
    prop_oneof![
        3 => (any::<u8>(), any::<u8>(), any::<u8>()).prop_map(|(which, how, place)| vec![0, which, how, place]),
        1 => any::<u8>().prop_map(|which| vec![1, which]),
        8 => Just(vec![2]),
        5 => (0..8_u8).prop_map(|time| vec![3, time]),
        3 => (who(), who()).prop_map(|(who, of)| vec![4, who, of, 0]),
        1 => (who(), who(), any::<u8>()).prop_map(|(who, of, forged)| vec![4, who, of, forged]),
        1 => (who(), any::<u8>(), who(), prop::collection::vec(any::<u8>(), 0..80)).prop_map(|(who, name, kind, data)| {
            [vec![5, who, name, kind, data.len() as u8 / 2], data].concat()
        }),
        3 => who().prop_map(|who| vec![6, who, 0, 0]),
        8 => (who(), 0..14_u8, any::<u8>()).prop_map(|(who, what, number)| vec![6, who, what, number]),
        3 => (who(), any::<u8>()).prop_map(|(who, addr)| vec![7, who, addr]),
        1 => (who(), who(), prop::collection::vec(any::<u8>(), 0..80))
            .prop_map(|(who, from, data)| [vec![8, who, from, data.len() as u8], data].concat()),
        2 => (who(), 0..6_u8, any::<u8>()).prop_map(|(who, what, number)| vec![9, who, what, number]),
        1 => who().prop_map(|who| vec![10, who]),
        2 => (who(), any::<u8>()).prop_map(|(who, whom)| vec![11, who, whom]),
        1 => prop::collection::vec(any::<u8>(), 0..30),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn any_order_of_events_keeps_the_laws(parts in prop::collection::vec(part(), 0..60)) {
        groups_laws::check(&parts.concat());
    }
}
