use proptest::prelude::*;

use super::*;
use crate::testing::{any_addr, any_packed_node, check_closed, key_pair};

fn reencode(bytes: &[u8]) -> Result<Vec<u8>, ParseError> {
    GroupAnnounce::parse(bytes).map(|announce| announce.to_vec())
}

fn reencode_public(bytes: &[u8]) -> Result<Vec<u8>, ParseError> {
    PublicGroupAnnounce::parse(bytes).map(|announce| announce.to_vec())
}

fn reencode_list(bytes: &[u8]) -> Result<Vec<u8>, ParseError> {
    GroupAnnounceList::parse(bytes).map(|list| list.to_vec())
}

fn longest() -> GroupAnnounce {
    let addr = "[2001:db8::1]:33445".parse().unwrap();
    let relay = crate::RelayInfo { addr, key: key_pair(0x20).public };
    GroupAnnounce { member: key_pair(0x00).public, addr: Some(addr), relay: Some(relay.into()) }
}

/// Every combination of parts that an announce may have.
fn forms() -> [GroupAnnounce; 3] {
    let shortest = GroupAnnounce { addr: Some("192.0.2.1:33445".parse().unwrap()), relay: None, ..longest() };
    [longest(), shortest, GroupAnnounce { addr: None, ..longest() }]
}

#[test]
fn every_form_fits_no_other_length() {
    for announce in forms() {
        check_closed(&announce.to_vec(), reencode);
        let public = PublicGroupAnnounce { chat_id: ChatId::from_bytes([8; 32]), announce };
        check_closed(&public.to_vec(), reencode_public);
    }
    assert_eq!(longest().encoded_len(), GroupAnnounce::MAX_LEN);
    assert_eq!((GroupAnnounce::MAX_LEN, PublicGroupAnnounce::MAX_LEN), (104, 136));
}

#[test]
fn an_announce_of_nothing_is_refused() {
    let nothing = GroupAnnounce { addr: None, relay: None, ..longest() }.to_vec();
    assert_eq!(reencode(&nothing), Err(ParseError::Invalid(Field::Count)));
    let mut relays = longest().to_vec();
    for count in 2..=u8::MAX {
        relays[33] = count;
        assert_eq!(reencode(&relays), Err(ParseError::Invalid(Field::Count)));
    }
}

#[test]
fn any_flag_but_zero_means_an_address() {
    for flag in 1..=u8::MAX {
        let mut bytes = longest().to_vec();
        bytes[32] = flag;
        assert_eq!(GroupAnnounce::parse(&bytes), Ok(longest()));
    }
}

#[test]
fn the_address_is_of_udp() {
    let mut bytes = longest().to_vec();
    bytes[34] = 138;
    assert_eq!(reencode(&bytes), Err(ParseError::Invalid(Field::AddressFamily)));
}

/// The reference once sized its buffer for plain answers.
#[test]
fn four_announces_of_the_longest_form_keep_their_bound() {
    let list = GroupAnnounceList::from_first([longest(); 4]);
    let bytes = list.to_vec();
    assert_eq!(bytes.len(), GroupAnnounceList::MAX_LEN);
    assert_eq!(GroupAnnounceList::parse(&bytes), Ok(list));
    let mut five = bytes.clone();
    five.extend(longest().to_vec());
    assert_eq!(GroupAnnounceList::parse(&five), Err(ParseError::TrailingBytes(104)));
}

#[test]
fn one_malformed_announce_spoils_the_list() {
    let bytes = GroupAnnounceList::from_first(forms()).to_vec();
    let ends: Vec<usize> = forms()
        .iter()
        .scan(0, |end, form| {
            *end += form.encoded_len();
            Some(*end)
        })
        .collect();
    for len in 0..=bytes.len() {
        assert_eq!(reencode_list(&bytes[..len]).is_ok(), len == 0 || ends.contains(&len), "{len} bytes");
    }
}

#[test]
fn a_chat_id_prints_its_first_bytes_only() {
    assert_eq!(format!("{:?}", ChatId::from_bytes([0xab; 32])), "ChatId(abababab..)");
}

proptest! {
    #[test]
    fn announces_come_back(
        member: [u8; 32], chat_id: [u8; 32],
        addr in prop::option::of(any_addr()), relay in prop::option::of(any_packed_node()),
    ) {
        let announce = GroupAnnounce { member: EphemeralPublicKey::from_bytes(member), addr, relay };
        let parsed = GroupAnnounce::parse(&announce.to_vec());
        if addr.is_none() && relay.is_none() {
            prop_assert_eq!(parsed, Err(ParseError::Invalid(Field::Count)));
        } else {
            prop_assert_eq!(parsed, Ok(announce));
            let public = PublicGroupAnnounce { chat_id: ChatId::from_bytes(chat_id), announce };
            prop_assert_eq!(PublicGroupAnnounce::parse(&public.to_vec()), Ok(public));
        }
    }
}

#[test]
fn chat_ids_are_passed_on_as_hexadecimal_digits() {
    let chat_id = ChatId::from_bytes([0xa5; 32]);
    assert_eq!(chat_id.to_hex(), "a5".repeat(32));
    assert_eq!(ChatId::from_hex(&"A5".repeat(32)), Ok(chat_id));
    assert!(ChatId::from_hex(&"a5".repeat(33)).is_err());
    assert!(ChatId::from_hex(&"g5".repeat(32)).is_err());
}
