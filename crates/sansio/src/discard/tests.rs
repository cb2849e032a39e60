use super::*;

#[test]
fn every_reason_has_its_own_counter() {
    let mut counters = DiscardCounters::default();
    let reasons = [
        Discard::Malformed(ParseError::Truncated),
        Discard::NotDecryptable,
        Discard::Unsupported(0x42),
        Discard::Unsolicited,
        Discard::OwnKey,
        Discard::ForbiddenSource,
        Discard::Forbidden,
        Discard::UnknownAddressee,
        Discard::Replay,
        Discard::Full,
        Discard::Limited,
        Discard::Disabled,
    ];
    for (n, reason) in (1..).zip(reasons) {
        (0..n).for_each(|_| counters.count(reason));
    }
    let counts: Vec<u64> = counters.iter().map(|(_, n)| n).collect();
    assert_eq!(counts, (1..=Discard::COUNT as u64).collect::<Vec<_>>());
    assert_eq!(counters.total(), counts.iter().sum::<u64>());
}
