use proptest::prelude::*;

use super::super::tests::{FOUNDER_SIGNING, signer, signing};
use super::*;
use crate::testing::{check_closed, hex};

/// The topic with which the reference begins a group.
const FIRST: &str = "0eedb5de97a9ade2b607d21dda0a9c826359030a8b420d8bc13332c0172d73db7205d124c5a704ad7d7442bc16b4dcf3f68c8fee77bcccc5462aca08814ad50f0000000100000000";

fn reencode(data: &[u8]) -> Result<Vec<u8>, ParseError> {
    SignedTopic::parse(data).map(|topic| topic.to_vec())
}

#[test]
fn the_first_topic_of_a_group_of_the_reference() {
    let bytes = hex(&format!("{FIRST}{FOUNDER_SIGNING}"));
    assert_eq!(bytes.len(), 104);
    let topic = SignedTopic::parse(&bytes).unwrap();
    assert_eq!(topic.info, TopicInfo { version: 1, topic: b"", setter: signing(FOUNDER_SIGNING) });
    assert_eq!(topic.verify(), Ok(()));
    check_closed(&bytes, reencode);
}

#[test]
fn signed_topics_verify_until_they_are_changed() {
    let topic = SignedTopic::sign(7, b"a topic", &signer(1)).unwrap();
    assert_eq!(topic.verify(), Ok(()));
    let bytes = topic.to_vec();
    check_closed(&bytes, reencode);
    for at in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[at] ^= 1;
        let sound = SignedTopic::parse(&changed).is_ok_and(|topic| topic.verify().is_ok());
        assert!(!sound, "byte {at}");
    }
}

#[test]
fn topics_have_at_most_512_bytes() {
    let (fits, longer) = ([b'x'; 512], [b'x'; 513]);
    let longest = SignedTopic::sign(1, &fits, &signer(1)).unwrap().to_vec();
    assert_eq!(longest.len(), 616);
    check_closed(&longest, reencode);
    assert_eq!(SignedTopic::sign(1, &longer, &signer(1)).err(), Some(TooLong { len: 513, max: 512 }));
    let mut long = longest;
    long[71] = 1;
    long.insert(72, 0);
    assert_eq!(reencode(&long), Err(ParseError::Invalid(Field::Length)));
}

#[test]
fn a_checksum_of_another_topic_is_refused() {
    let mut bytes = SignedTopic::sign(1, b"topic", &signer(1)).unwrap().to_vec();
    bytes[69] ^= 1;
    assert_eq!(reencode(&bytes), Err(ParseError::Invalid(Field::Checksum)));
}

proptest! {
    #[test]
    fn any_topic_comes_back(version: u32, topic in prop::collection::vec(any::<u8>(), 0..=512)) {
        let signed = SignedTopic::sign(version, &topic, &signer(3)).unwrap();
        let bytes = signed.to_vec();
        prop_assert_eq!(SignedTopic::parse(&bytes), Ok(signed));
        prop_assert!(signed.verify().is_ok());
    }
}
