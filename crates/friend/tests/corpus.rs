//! Replays the fuzz corpus of the machine, and random scripts.

mod laws;

use proptest::prelude::*;
use toxcore_sim::corpus;

/// A seed that no longer leads anywhere tests nothing.
#[test]
fn the_corpus_keeps_the_laws_and_reaches_all_that_is_counted() {
    corpus::reaches_all("friend_machine", |input| {
        let c = laws::check(input);
        [c.online, c.offline, c.attempts, c.requests, c.ties, c.sent]
    });
}

#[test]
fn every_input_with_one_byte_changed_keeps_the_laws() {
    for input in corpus::of("friend_machine") {
        corpus::with_one_byte_changed(&input, 80).for_each(|changed| _ = laws::check(&changed));
    }
}

/// What scripts are made of: mostly things that happen to people who use it.
fn part() -> impl Strategy<Value = Vec<u8>> {
    let who = || any::<u8>().prop_map(|n| n % 4);
    prop_oneof![
        3 => who().prop_map(|who| vec![0, who]),
        1 => (1..4_u8, who()).prop_map(|(what, who)| vec![what, who]),
        3 => (who(), 0..2_u8).prop_map(|(who, key)| vec![4, who, who + key]),
        1 => (5..9_u8, who(), any::<u8>(), any::<u8>()).prop_map(|(what, who, a, b)| vec![what, who, a, b]),
        3 => who().prop_map(|who| vec![9, who]),
        1 => (who(), any::<u8>()).prop_map(|(who, why)| vec![10, who, why]),
        1 => who().prop_map(|who| vec![11, who]),
        1 => (12..16_u8, who(), any::<u8>()).prop_map(|(what, who, value)| vec![what, who, value]),
        1 => (who(), 0x10..0x13_u8, prop::collection::vec(any::<u8>(), 0..80)).prop_map(|(who, kind, rest)| {
            [vec![16, who, rest.len() as u8 + 1, kind], rest].concat()
        }),
        1 => (17..23_u8, who(), any::<u8>(), any::<u8>()).prop_map(|(what, who, a, b)| vec![what, who, a, b]),
        4 => (who(), any::<u8>()).prop_map(|(who, time)| vec![23, who, time]),
        1 => prop::collection::vec(any::<u8>(), 0..40),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn any_order_of_facts_keeps_the_laws(parts in prop::collection::vec(part(), 0..120)) {
        laws::check(&parts.concat());
    }
}
