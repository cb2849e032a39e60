use proptest::prelude::*;

use super::super::tests::{CHAT_ID, FOUNDER, FOUNDER_SIGNING, bytes32, member, signer, signing};
use super::*;
use crate::testing::hex;

const SIGNATURE: &str = "61566e97f943e0fc178d6682271f157a141484d2b416ab45069685dbff2a5c8ae2ba23ebfb8f4a7b24e3eb7cce3f3b31b32a61ce58ff924fc416a74367c8c906";

/// The state with which the reference begins a group.
fn first() -> SharedState {
    SharedState {
        version: 1,
        founder: ExtendedPublicKey { encryption: member(FOUNDER), signing: signing(FOUNDER_SIGNING) },
        peer_limit: 100,
        name: ShortBytes::new(b"GroupName").unwrap(),
        privacy: GroupPrivacy::Public,
        password: GroupPassword::NONE,
        moderators_hash: [0; 32],
        topic_lock: TopicLock::Locked,
        voice: GroupVoice::All,
    }
}

fn chat_id() -> ChatId {
    ChatId::from_bytes(bytes32(CHAT_ID))
}

#[test]
fn the_state_of_a_group_of_the_reference() {
    let head = format!("{SIGNATURE}00000001{FOUNDER}{FOUNDER_SIGNING}0064000947726f75704e616d65");
    let mut bytes = hex(&head);
    bytes.resize(256, 0);
    let signed = SignedSharedState::parse(&bytes).unwrap();
    assert_eq!(signed.open(&chat_id()), Ok(first()));
    assert_eq!(signed.to_vec(), bytes);
    let signature = bytes[..64].first_chunk().unwrap();
    assert_eq!(first().signed(signature)[..], bytes);
    for len in 0..256 {
        assert_eq!(SignedSharedState::parse(&bytes[..len]), Err(ParseError::Truncated));
    }
    let more = [&bytes[..], &[9; 40]].concat();
    assert_eq!(SignedSharedState::parse(&more).unwrap().open(&chat_id()), Ok(first()));
}

#[test]
fn a_state_that_was_changed_has_a_bad_signature() {
    let group = signer(4);
    let chat_id = group.public().into();
    let bytes = first().sign(&group);
    assert_eq!(SignedSharedState::from(&bytes).open(&chat_id), Ok(first()));
    for at in 0..bytes.len() {
        let mut changed = bytes;
        changed[at] ^= 1;
        assert_eq!(SignedSharedState::from(&changed).open(&chat_id), Err(StateError::Signature), "byte {at}");
    }
    assert_eq!(SignedSharedState::from(&bytes).open(&self::chat_id()), Err(StateError::Signature));
}

/// Parses after a change of the bytes.
fn changed(change: impl FnOnce(&mut [u8])) -> Result<SharedState, ParseError> {
    let mut bytes = first().to_vec();
    change(&mut bytes);
    SharedState::parse(&bytes)
}

#[test]
fn states_of_no_group_are_refused() {
    assert_eq!(changed(|bytes| bytes[68..70].fill(0)), Err(ParseError::Invalid(Field::Number)));
    assert_eq!(changed(|bytes| bytes[70..72].fill(0)), Err(ParseError::Invalid(Field::Length)));
    assert_eq!(changed(|bytes| bytes[122] = 33), Err(ParseError::Invalid(Field::Length)));
    assert_eq!(changed(|bytes| bytes[121] = 1), Err(ParseError::Invalid(Field::Length)));
    let group = signer(4);
    let mut bytes = first().sign(&group);
    bytes[64 + 68..64 + 70].fill(0);
    let signature = group.sign(&bytes[64..]);
    bytes[..64].copy_from_slice(&signature);
    let malformed = Err(ParseError::Invalid(Field::Number).into());
    assert_eq!(SignedSharedState::from(&bytes).open(&group.public().into()), malformed);
}

#[test]
fn odd_values_mean_the_usual_ones() {
    for len in [49, 0x0100, 0xffff_u16] {
        let state = changed(|bytes| bytes[70..72].copy_from_slice(&len.to_be_bytes())).unwrap();
        assert_eq!(state.name.len(), 48);
    }
    let state = changed(|bytes| (bytes[120], bytes[191]) = (7, 9)).unwrap();
    assert!(state.privacy.is_public() && state.voice.allows(super::super::Role::User));
    // They are kept, or the founder's signature would not fit any more.
    let bytes = state.to_vec();
    assert_eq!((bytes[120], bytes[191]), (7, 9));
}

#[test]
fn passwords_are_not_printed() {
    let password = GroupPassword::new(b"geheim").unwrap();
    let state = SharedState { password, ..first() };
    let bytes = state.sign(&signer(1));
    let text = format!("{state:?} {:?}", SignedSharedState::from(&bytes));
    assert!(!text.contains("geheim") && !text.contains("103, 101"), "{text}");
}

prop_compose! {
    fn any_state()(
        (version, founder, peer_limit) in (any::<u32>(), any::<[[u8; 32]; 2]>(), 1..=u16::MAX),
        name in prop::collection::vec(any::<u8>(), 1..=48),
        password in prop::collection::vec(any::<u8>(), 0..=32),
        moderators_hash: [u8; 32],
        (privacy, topic_lock, voice) in (any::<u8>(), any::<u32>(), any::<u8>()),
    ) -> SharedState {
        SharedState {
            version,
            founder: ExtendedPublicKey::from_bytes(founder.as_flattened().try_into().unwrap()),
            peer_limit,
            name: ShortBytes::new(&name).unwrap(),
            privacy: GroupPrivacy::from_u8(privacy),
            password: GroupPassword::new(&password).unwrap(),
            moderators_hash,
            topic_lock: TopicLock::from_u32(topic_lock),
            voice: GroupVoice::from_u8(voice),
        }
    }
}

proptest! {
    #[test]
    fn any_state_comes_back(state in any_state()) {
        let bytes = state.to_vec();
        prop_assert_eq!(bytes.len(), 192);
        prop_assert_eq!(SharedState::parse(&bytes), Ok(state.clone()));
        for len in [0, 1, 100, 191, 193] {
            let mut other = bytes.clone();
            other.resize(len, 0);
            prop_assert!(SharedState::parse(&other).is_err());
        }
    }
}
