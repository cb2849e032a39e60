use proptest::prelude::*;

use super::super::tests::{FOUNDER_SIGNING, MODERATOR_SIGNING, USER, check_front, member, signer, signing};
use super::*;
use crate::testing::hex;

const EMPTY_SIGNATURE: &str = "75b88daf2e02ee9a817310ca2a77a50175b6684f8320dd711a242415f1931383391998c17e9fa9003c23f9c4ba9065196a57c9d4f20027ce14c5e4e1e7710005";
const ENTRY_SIGNATURE: &str = "1d4c6b385e29f5af4fa10c41cc90d422e257e8e8175239b1bc592bdabbb2043523e6b6b23d64602f096d94187242e458970aacc8b654e3363cbaaccb13b46309";
const HASH_OF_VERSION_2: &str = "93e7a878b1b111abdc29b4d892dd93e0ccf29bfea078b7dde6a7f55ae6a21291";

fn everybody(_: &SigningPublicKey) -> bool {
    true
}

fn user(byte: u8) -> EphemeralPublicKey {
    EphemeralPublicKey::from_bytes([byte; 32])
}

/// Observers 1, 2, … set by one moderator.
fn list(count: u8) -> SanctionsList {
    let mut list = SanctionsList::new(&signer(1));
    for byte in 1..=count {
        list.add(user(byte), &signer(2)).unwrap();
    }
    list
}

/// An entry that a moderator running the reference made.
fn entry() -> Sanction {
    Sanction {
        setter: signing(MODERATOR_SIGNING),
        time: 1,
        target: member(USER),
        signature: hex(ENTRY_SIGNATURE).try_into().unwrap(),
    }
}

#[test]
fn the_empty_list_of_a_founder_of_the_reference() {
    let head = format!("000000000001{}0000", "00".repeat(32));
    let bytes = hex(&format!("{head}{FOUNDER_SIGNING}{EMPTY_SIGNATURE}"));
    assert_eq!(bytes.len(), 136);
    let list = SanctionsPacket::parse(&bytes).unwrap().to_list();
    assert_eq!(list.verify(|key| *key == signing(FOUNDER_SIGNING)), Ok(()));
    assert_eq!(list.verify(|_| false), Err(SanctionsError::NoAuthority));
    assert_eq!(list.to_vec(), bytes);
    let ours = SanctionsList::new(&signer(1));
    assert_eq!((ours.credentials().version, ours.credentials().hash, ours.credentials().checksum), (1, [0; 32], 0));
}

#[test]
fn an_entry_of_the_reference_and_the_hash_of_its_list() {
    assert_eq!(entry().verify(), Ok(()));
    assert_eq!(sorted_hash(&[entry()], 2)[..], hex(HASH_OF_VERSION_2));
    assert_eq!(data_checksum(&sorted_hash(&[entry()], 2)), 0x2e55);
    check_front(&entry().to_vec(), |data| parse_front(data, sanction));
    for at in 0..73 {
        let mut bytes = entry().to_vec();
        bytes[at] ^= 1;
        let sound = parse_front(&bytes, sanction).is_ok_and(|entry| entry.verify().is_ok());
        assert!(!sound, "byte {at}");
    }
}

#[test]
fn lists_are_whole_or_refused() {
    for count in [0, 1, 3, 30] {
        let list = list(count);
        assert_eq!(list.verify(everybody), Ok(()));
        let bytes = list.to_vec();
        assert_eq!(SanctionsPacket::parse(&bytes).map(|packet| packet.to_list()), Ok(list));
        for len in 0..bytes.len() {
            assert_eq!(SanctionsPacket::parse(&bytes[..len]), Err(ParseError::Truncated), "{count}: {len} bytes");
        }
        let more = [&bytes[..], &[9; 300]].concat();
        assert_eq!(SanctionsPacket::parse(&more).map(|packet| packet.to_vec()), Ok(bytes));
    }
    let too_many = [&[0, 31][..], &[1; 31 * 137 + 134]].concat();
    assert_eq!(SanctionsPacket::parse(&too_many), Err(ParseError::Invalid(Field::Count)));
}

#[test]
fn entries_of_other_kinds_and_without_time_are_refused() {
    let mut bytes = list(2).to_vec();
    bytes[2 + 137] = 1;
    assert_eq!(SanctionsPacket::parse(&bytes), Err(ParseError::Invalid(Field::InnerKind)));
    bytes[2 + 137] = 0;
    bytes[2 + 33..2 + 41].fill(0);
    assert_eq!(SanctionsPacket::parse(&bytes), Err(ParseError::Invalid(Field::Number)));
}

#[test]
fn thirty_observers_are_the_most_and_none_comes_twice() {
    let mut full = list(30);
    assert_eq!(full.add(user(31), &signer(2)), Err(SanctionsError::Full));
    assert_eq!(full.add(user(30), &signer(2)), Err(SanctionsError::Duplicate));
    assert_eq!(full.remove(&user(31), &signer(2)), Err(SanctionsError::NotFound));
    assert_eq!(full.credentials().version, 31);
    assert_eq!(full.remove(&user(7), &signer(2)), Ok(()));
    assert!(!full.is_observer(&user(7)) && full.is_observer(&user(8)));
    assert_eq!((full.credentials().version, full.entries().len(), full.verify(everybody)), (32, 29, Ok(())));
}

#[test]
fn every_change_of_a_list_is_found_out() {
    let bytes = list(2).to_vec();
    for at in 2..bytes.len() {
        let mut changed = bytes.clone();
        changed[at] ^= 1;
        let sound = SanctionsPacket::parse(&changed).is_ok_and(|packet| packet.to_list().verify(everybody).is_ok());
        assert!(!sound, "byte {at}");
    }
}

/// The hash of nobody does not have the version in it: with any number it is signed as well. Whoever keeps lists must know.
#[test]
fn credentials_of_an_empty_list_are_good_for_every_version() {
    let old = *SanctionsList::new(&signer(1)).credentials();
    for version in [1, 9, u32::MAX] {
        let replayed = SanctionsList { entries: Vec::new(), credentials: SanctionsCredentials { version, ..old } };
        assert_eq!(replayed.verify(everybody), Ok(()));
    }
}

#[test]
fn hashes_of_entries_as_they_stand_are_taken() {
    let mut unsorted = list(3);
    if sorted_hash(&unsorted.entries, 4) == hash_in_order(&unsorted.entries, 4) {
        unsorted.entries.reverse();
    }
    let hash = hash_in_order(&unsorted.entries, 4);
    assert_ne!(hash, sorted_hash(&unsorted.entries, 4));
    unsorted.credentials = SanctionsCredentials::new(4, hash, &signer(1));
    assert_eq!(unsorted.verify(everybody), Ok(()));
    unsorted.entries.swap(0, 1);
    assert_eq!(unsorted.verify(everybody), Err(SanctionsError::Hash));
}

#[test]
fn what_is_wrong_is_named() {
    let mut list = list(1);
    let sound = list.credentials;
    list.credentials.checksum ^= 1;
    assert_eq!(list.verify(everybody), Err(SanctionsError::Checksum));
    list.credentials = SanctionsCredentials { version: 9, ..sound };
    assert_eq!(list.verify(everybody), Err(SanctionsError::Hash));
    list.credentials = SanctionsCredentials { signature: [0; 64], ..sound };
    assert_eq!(list.verify(everybody), Err(SanctionsError::Signature));
    list.credentials = sound;
    assert_eq!(list.verify(|key| *key == signer(1).public()), Err(SanctionsError::NoAuthority));
}

#[test]
fn changes_of_others_are_tried_before_they_count() {
    let ours = list(1);
    let mut theirs = ours.clone();
    let added = theirs.add(user(2), &signer(3)).unwrap();
    let tried = ours.with(added, *theirs.credentials()).unwrap();
    assert_eq!((&tried, tried.verify(everybody)), (&theirs, Ok(())));
    assert_eq!(tried.with(added, *theirs.credentials()), Err(SanctionsError::Duplicate));
    theirs.remove(&user(1), &signer(3)).unwrap();
    assert_eq!(tried.without(&user(1), *theirs.credentials()), Ok(theirs.clone()));
    assert_eq!(theirs.without(&user(1), *theirs.credentials()), Err(SanctionsError::NotFound));
}

#[test]
fn the_founder_takes_over_what_a_former_moderator_signed() {
    let mut list = list(2);
    list.add(user(9), &signer(3)).unwrap();
    assert!(list.take_over(&signer(2).public(), &signer(1)));
    assert_eq!(list.verify(|key| *key != signer(2).public()), Ok(()));
    let setters: Vec<_> = list.entries().iter().map(|entry| entry.setter).collect();
    assert_eq!(setters, [1, 1, 3].map(|seed| signer(seed).public()));
    assert_eq!(list.credentials().version, 5);
    assert!(!list.take_over(&signer(2).public(), &signer(1)));
    assert_eq!(list.credentials().version, 5);
}

#[test]
fn entries_are_signed_in_any_version_as_far_as_there_is_room() {
    let entries = list(3).entries().to_vec();
    let signed = SanctionsList::signed(entries.clone(), 77, &signer(1));
    assert_eq!((signed.entries(), signed.credentials().version), (&entries[..], 77));
    assert_eq!(signed.verify(everybody), Ok(()));
    let many = SanctionsList::signed(entries.repeat(20), 78, &signer(1));
    assert_eq!((many.entries().len(), many.verify(everybody)), (MAX_SANCTIONS, Ok(())));
}

#[test]
fn versions_start_again() {
    let mut list = list(0);
    list.credentials.version = u32::MAX;
    list.add(user(1), &signer(1)).unwrap();
    assert_eq!((list.credentials().version, list.verify(everybody)), (0, Ok(())));
}

proptest! {
    #[test]
    fn any_bytes_are_a_list_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..600), count in 0..5_u8) {
        let bytes = [&[0, count][..], &bytes].concat();
        if let Ok(packet) = SanctionsPacket::parse(&bytes) {
            prop_assert!(bytes.starts_with(&packet.to_vec()));
            prop_assert_eq!(packet.iter().len(), usize::from(count));
        }
    }
}
