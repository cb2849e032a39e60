//! Replays the fuzz corpora of one machine and of two, and random scripts.

mod laws;

use proptest::prelude::*;
use toxcore_sim::corpus;

use laws::Reached;

type Law = fn(&[u8]) -> Reached;
const LAWS: [(&str, Law); 2] = [("net_crypto_machine", laws::machine), ("net_crypto_session", laws::session)];

#[test]
fn every_input_of_the_corpora_keeps_the_laws() {
    for (target, law) in LAWS {
        for input in corpus::of(target) {
            law(&input);
        }
    }
}

/// A seed that no longer opens anything tests nothing.
#[test]
fn the_corpora_reach_all_that_is_counted() {
    for (target, law) in LAWS {
        corpus::reaches_all(target, |input| {
            let Reached { established, lossless, lossy, delivered, ended, refused } = law(input);
            [established, lossless, lossy, delivered, ended, refused].map(u64::from)
        });
    }
}

#[test]
fn every_input_with_one_byte_changed_keeps_the_laws() {
    for (target, law) in LAWS {
        for input in corpus::of(target) {
            corpus::with_one_byte_changed(&input, 40).for_each(|changed| _ = law(&changed));
        }
    }
}

/// Two machines: mostly what happens between friends.
fn session_part() -> impl Strategy<Value = Vec<u8>> {
    let side = || 0..2_u8;
    prop_oneof![
        4 => any::<u8>().prop_map(|count| vec![0, count]),
        1 => any::<u8>().prop_map(|index| vec![2, index]),
        1 => (any::<u8>(), any::<u8>()).prop_map(|(index, damage)| vec![3, index, damage]),
        1 => any::<u8>().prop_map(|index| vec![4, index]),
        2 => (any::<u8>(), side(), any::<u8>()).prop_map(|(index, to, from)| vec![5, index, to, from]),
        2 => (side(), 1..5_u8).prop_map(|(who, how)| vec![6, who, how]),
        1 => (side(), 0..5_u8).prop_map(|(who, how)| vec![6, who, how]),
        3 => (side(), any::<u8>(), any::<u8>()).prop_map(|(who, count, len)| vec![7, who, count, len]),
        1 => (side(), any::<u8>()).prop_map(|(who, len)| vec![8, who, len]),
        1 => any::<u8>().prop_map(|how| vec![9, how]),
        4 => (0..120_u8).prop_map(|time| vec![10, time]),
        1 => any::<u8>().prop_map(|time| vec![10, time]),
    ]
}

/// One machine and friends who keep to no rule.
fn machine_part() -> impl Strategy<Value = Vec<u8>> {
    let side = || 0..2_u8;
    let from = || 0..8_u8;
    let bytes = || prop::collection::vec(any::<u8>(), 0..60);
    prop_oneof![
        1 => (from(), bytes()).prop_map(|(from, bytes)| [vec![0, from, bytes.len() as u8 / 2], bytes].concat()),
        2 => (side(), from()).prop_map(|(who, from)| vec![1, who, from, 1]),
        1 => (side(), from(), any::<u8>()).prop_map(|(who, from, filler)| vec![2, who, from, filler, 1]),
        3 => (side(), from(), 0..4_u8, side()).prop_map(|(who, from, age, key)| vec![3, who, from, age, key, 0, 1]),
        6 => (side(), from(), side(), any::<[u8; 3]>(), bytes()).prop_map(|(who, from, key, [a, b, c], bytes)| {
            [vec![4, who, from, key, a % 8, b, c % 20, bytes.len() as u8 / 2], bytes].concat()
        }),
        2 => (side(), any::<u8>()).prop_map(|(who, how)| vec![6, who, how]),
        2 => (side(), any::<u8>(), any::<u8>()).prop_map(|(who, what, count)| vec![7, who, what, count]),
        1 => (any::<u8>(), any::<u8>()).prop_map(|(what, count)| vec![8, what, count]),
        2 => any::<u8>().prop_map(|time| vec![9, time]),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn random_scripts_of_two_machines_keep_the_laws(parts in prop::collection::vec(session_part(), 0..80)) {
        let script = [&[100, 6, 0, 3, 6, 1, 1, 0, 9, 10, 40][..], &parts.concat()].concat();
        laws::session(&script);
    }

    #[test]
    fn random_scripts_of_one_machine_keep_the_laws(parts in prop::collection::vec(machine_part(), 0..80)) {
        laws::machine(&[&[1, 0, 0, 1, 3, 0, 0, 0, 0, 0, 1][..], &parts.concat()].concat());
    }
}
