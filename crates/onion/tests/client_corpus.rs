//! Replays the fuzz corpus of the client, and random scripts.

mod client_laws;

use proptest::prelude::*;
use toxcore_sim::corpus;

/// A seed that no longer leads anywhere tests nothing.
#[test]
fn the_corpus_keeps_the_laws_and_reaches_all_that_is_counted() {
    corpus::reaches_all("onion_client", |input| {
        let c = client_laws::check(input);
        let sent = [c.requests_sent, c.group_requests, c.data_sent];
        [c.online, c.reachable, c.dht_keys, c.friend_requests, c.routed, c.members_found, sent[0], sent[1], sent[2]]
    });
}

#[test]
fn every_input_with_one_byte_changed_keeps_the_laws() {
    for input in corpus::of("onion_client") {
        corpus::with_one_byte_changed(&input, 3).for_each(|changed| _ = client_laws::check(&changed));
    }
}

/// What scripts are made of: mostly answers, and things that happen to clients.
fn part() -> impl Strategy<Value = Vec<u8>> {
    let any = || any::<u8>();
    prop_oneof![
        8 => (any(), 0..4_u8, any(), any()).prop_map(|(which, status, names, damage)| vec![2, which, status, names, damage]),
        2 => any().prop_map(|time| vec![0, time]),
        1 => (0..40_u8).prop_map(|time| vec![1, time]),
        3 => (0..10_u8, any(), any()).prop_map(|(what, who, more)| vec![5, what, who, more]),
        1 => (any(), any(), any(), 0..3_u8).prop_map(|(who, number, names, len)| vec![6, who, number, names, len, 1, 2]),
        1 => (any(), any(), any(), any()).prop_map(|(who, number, names, through)| vec![7, who, number, names, through]),
        1 => any().prop_map(|what| vec![8, what]),
        3 => (0..6_u8, any(), any()).prop_map(|(what, which, more)| vec![9, what, which, more]),
        2 => (any(), any()).prop_map(|(which, names)| vec![2, which, 4 * (names % 5), names | 0x80, 0]),
        1 => prop::collection::vec(any(), 0..40).prop_map(|bytes| [&[4, 0, 0, 20][..], &bytes].concat()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn any_script_keeps_the_laws(parts in prop::collection::vec(part(), 0..60)) {
        client_laws::check(&parts.concat());
    }
}
