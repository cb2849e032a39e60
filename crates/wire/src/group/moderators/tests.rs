use proptest::prelude::*;

use super::super::tests::{MODERATOR_SIGNING, signing};
use super::*;
use crate::testing::hex;

fn key(byte: u8) -> SigningPublicKey {
    SigningPublicKey::from_bytes([byte; 32])
}

fn list(bytes: &[u8]) -> ModeratorList {
    ModeratorList::from_keys(bytes.iter().map(|byte| key(*byte)))
}

#[test]
fn one_moderator_of_the_reference() {
    let mut list = ModeratorList::from_keys([signing(MODERATOR_SIGNING)]);
    assert_eq!(list.sort()[..8], hex("aa7fdff1d511f7ea"));
    let bytes = list.to_vec();
    assert_eq!(bytes, hex(&format!("0001{MODERATOR_SIGNING}")));
    let packet = ModeratorsPacket::parse(&bytes).unwrap();
    assert_eq!((packet.hash(), packet.to_list(), packet.to_vec()), (list.hash_in_order(), list, bytes.clone()));
    assert_eq!(packet.iter().collect::<Vec<_>>(), [signing(MODERATOR_SIGNING)]);
}

#[test]
fn nobody_has_the_hash_zero() {
    let packet = ModeratorsPacket::parse(&[0, 0]).unwrap();
    assert_eq!((packet.hash(), packet.to_list()), ([0; 32], ModeratorList::new()));
    assert_eq!(ModeratorList::new().sort(), [0; 32]);
}

#[test]
fn cut_lists_are_refused_and_what_follows_is_hashed() {
    let bytes = list(&[3, 1, 2]).to_vec();
    for len in 0..bytes.len() {
        assert_eq!(ModeratorsPacket::parse(&bytes[..len]), Err(ParseError::Truncated), "{len} bytes");
    }
    let more = [&bytes[..], &[9; 40]].concat();
    let packet = ModeratorsPacket::parse(&more).unwrap();
    assert_eq!((packet.to_list(), packet.to_vec()), (list(&[3, 1, 2]), more.clone()));
    assert_ne!(packet.hash(), list(&[3, 1, 2]).hash_in_order());
}

#[test]
fn a_hundred_moderators_are_the_most() {
    let keys: Vec<u8> = (0..=100).collect();
    let mut full = list(&keys[..100]);
    assert_eq!(full.add(key(200)), Err(ModeratorListError::Full));
    assert!(ModeratorsPacket::parse(&full.to_vec()).is_ok());
    let too_many = [&[0, 101][..], &[7; 101 * 32]].concat();
    assert_eq!(ModeratorsPacket::parse(&too_many), Err(ParseError::Invalid(Field::Count)));
    assert_eq!(list(&keys), full);
    assert_eq!(ModeratorsPacket::parse(&[0xff; 4_000]), Err(ParseError::Invalid(Field::Count)));
}

#[test]
fn moderators_come_once_and_go() {
    let mut list = list(&[1, 2]);
    assert_eq!(list.add(key(2)), Err(ModeratorListError::Duplicate));
    assert_eq!(list.remove(&key(3)), Err(ModeratorListError::NotFound));
    assert_eq!((list.add(key(3)), list.remove(&key(1))), (Ok(()), Ok(())));
    assert_eq!(list.keys(), [key(2), key(3)]);
    assert!(list.contains(&key(3)) && !list.contains(&key(1)));
}

/// Founders before 0.2.22 hashed their list unsorted; members take it only in the order that has the hash.
#[test]
fn lists_are_passed_on_in_the_order_that_was_hashed() {
    let came = list(&[3, 1, 2]);
    let unsorted = came.hash_in_order();
    let sorted = came.clone().sort();
    assert_ne!(unsorted, sorted);
    assert_eq!(came.arranged_for(&unsorted), Some(came.clone()));
    assert_eq!(came.arranged_for(&sorted), Some(list(&[1, 2, 3])));
    assert_eq!(came.arranged_for(&[7; 32]), None);
    let packet = came.to_vec();
    assert_eq!(ModeratorsPacket::parse(&packet).unwrap().hash(), unsorted);
}

proptest! {
    #[test]
    fn the_sorted_hash_does_not_depend_on_the_order(keys in prop::collection::vec(any::<[u8; 32]>(), 0..20)) {
        let keys: Vec<SigningPublicKey> = keys.into_iter().map(SigningPublicKey::from_bytes).collect();
        let mut there = ModeratorList::from_keys(keys.iter().copied());
        let mut back = ModeratorList::from_keys(keys.iter().rev().copied());
        prop_assert_eq!(there.sort(), back.sort());
        let bytes = there.to_vec();
        let packet = ModeratorsPacket::parse(&bytes).unwrap();
        prop_assert_eq!(packet.hash(), there.hash_in_order());
        prop_assert_eq!(packet.to_list(), there);
    }
}
