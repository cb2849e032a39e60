//! Replays the fuzz corpus of the machine, and random scripts.

mod laws;

use proptest::prelude::*;
use toxcore_sim::corpus;

/// A seed that no longer leads anywhere tests nothing.
#[test]
fn the_corpus_keeps_the_laws_and_reaches_all_that_is_counted() {
    corpus::reaches_all("messenger_machine", |input| {
        let c = laws::check(input);
        let people = [c.online, c.offline, c.profiles, c.custom, c.refused, c.retried, c.writable];
        let [a, b, d, e, f, g, h] = people;
        [a, b, d, e, f, g, h, c.arrived, c.delivered, c.undelivered, c.files_sent, c.files_received, c.files_broken]
    });
}

#[test]
fn every_input_with_one_byte_changed_keeps_the_laws() {
    for input in corpus::of("messenger_machine") {
        corpus::with_one_byte_changed(&input, 80).for_each(|changed| _ = laws::check(&changed));
    }
}

/// What scripts are made of: mostly things that friends do.
fn part() -> impl Strategy<Value = Vec<u8>> {
    let who = || any::<u8>().prop_map(|n| n % 2);
    let flow = || who().prop_map(|who| vec![2, who, 200, 3, who, 200, 4, who, 2, 1 - who, 200, 4, 1 - who]);
    prop_oneof![
        1 => Just([&[0, 0][..], &[2, 0, 9, 2, 1, 9, 2, 0, 9]].concat()),
        1 => Just(vec![1, 0]),
        6 => flow(),
        3 => (2..5_u8, who(), 0..4_u8).prop_map(|(what, who, count)| vec![what, who, count]),
        4 => who().prop_map(|who| vec![5, who, 0]),
        1 => (who(), 0..4_u8, 0..9_u8).prop_map(|(who, field, len)| {
            [vec![6, who, field, len], vec![b'n'; usize::from(len)]].concat()
        }),
        1 => (who(), 160..255_u8).prop_map(|(who, id)| vec![7, who, 2, id, 1]),
        1 => (who(), 0..70_u8).prop_map(|(who, room)| vec![8, who, room]),
        1 => (who(), prop::sample::select(&[0x18, 0x19, 0x30, 0x33, 0x40, 0x50, 0x51, 0x52, 0x60][..]), prop::collection::vec(any::<u8>(), 0..60))
            .prop_map(|(who, id, rest)| [vec![9, who, rest.len() as u8 + 1, id], rest].concat()),
        1 => (who(), any::<u8>()).prop_map(|(who, time)| vec![10, who, time]),
        2 => (who(), any::<u8>()).prop_map(|(who, size)| vec![11, who, size, 1, b'f']),
        4 => (who(), 0..4_u8, prop::sample::select(&[0, 0, 0, 1, 2, 3, 7, 255][..]))
            .prop_map(|(who, which, what)| vec![12, who, which, what]),
        4 => who().prop_map(|who| vec![13, who, 13, who]),
        1 => (14..16_u8, who(), any::<u8>()).prop_map(|(what, who, path)| vec![what, who, path]),
        1 => prop::collection::vec(any::<u8>(), 0..40),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]
    #[test]
    fn any_order_of_events_keeps_the_laws(parts in prop::collection::vec(part(), 0..80)) {
        laws::check(&parts.concat());
    }
}
