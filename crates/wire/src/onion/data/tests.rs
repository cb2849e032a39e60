use proptest::prelude::*;
use toxcore_crypto::{DhtPublicKey, EphemeralKeyPair, LongTermKeyPair};

use super::*;
use crate::PackedNodeList;
use crate::friend::NoSpam;
use crate::testing::{assert_kinds, assert_lengths, combined, counting, hex, key_pair, nonce};

/// B sends A a friend request.
const PINNED: &str = "858f40c5adb68f25624ae5b214ea767a6ec94d829d3d7b5e1ad1ba6f3e2138285f000102030405060708090a0b0c0d0e0f101112131415161795da42806866b5d7621f9f9537f7353c466525adda41bff48ed52a79af80882d8c14f34e4eb2e0e5c8dd6c710407d4dc2c1bf8ff00cb1cb6e5a6084e795ba3dabe1897aaae00b612be0aa145f0c4b8c28b2ed94b85e46778d83cb62c86ddd6870be594334b9ca0e2";

struct Parties {
    sender: LongTermKeyPair,
    receiver: LongTermKeyPair,
    data: EphemeralKeyPair,
    one_shot: EphemeralKeyPair,
}

fn parties() -> Parties {
    Parties { sender: key_pair(0x20), receiver: key_pair(0x00), data: key_pair(0x05), one_shot: key_pair(0x06) }
}

fn friend_request() -> OnionData<'static> {
    OnionData::FriendRequest(FriendRequest { no_spam: NoSpam::from_u32(0xdead_beef), message: b"hey" })
}

fn seal(content: &OnionData<'_>) -> Result<Vec<u8>, TooLong> {
    let Parties { sender, receiver, data, one_shot } = parties();
    let content = SealedOnionData::seal(&sender.public, &nonce(0), &combined(&sender, &receiver), content)?;
    let mut out = Vec::new();
    let key = combined(&one_shot, &data);
    DataToRoute::seal(&receiver.public, &one_shot.public, &nonce(0), &key, &content, &mut out)?;
    Ok(out)
}

/// What the receiver gets when a node routes the packet.
fn route(packet: &[u8]) -> Vec<u8> {
    let arrived = [packet, &[1; RETURN_3_LEN]].concat();
    let data = DataToRoute::parse(&arrived).unwrap();
    assert_eq!(data.destination, parties().receiver.public);
    let mut out = Vec::new();
    data.encode_response(&ReturnPath3::from_bytes([2; RETURN_3_LEN]), &mut out);
    assert_eq!(out[..178], [&[0x8c][..], &[2; RETURN_3_LEN]].concat());
    out.split_off(178)
}

#[test]
fn friend_request_is_the_pinned_one_and_arrives() {
    let Parties { sender, receiver, data, one_shot } = parties();
    let packet = seal(&friend_request()).unwrap();
    assert_eq!(packet, hex(PINNED));
    let mut response = route(&packet);
    let response = DataResponse::parse(&mut response).unwrap();
    assert_eq!((response.nonce, response.one_shot), (nonce(0), one_shot.public));
    let routed = response.open(&combined(&data, &one_shot)).unwrap();
    assert_eq!(routed.sender, sender.public);
    assert_eq!(routed.open(&combined(&receiver, &sender)), Ok(friend_request()));
}

#[test]
fn dht_key_arrives() {
    let Parties { sender, receiver, data, one_shot } = parties();
    let content = OnionData::DhtKey(DhtKeyPacket {
        no_replay: 1_700_000_000,
        dht_key: DhtPublicKey::from_bytes(counting(9)),
        nodes: PackedNodeList::new(),
    });
    let mut response = route(&seal(&content).unwrap());
    let routed = DataResponse::parse(&mut response).unwrap().open(&combined(&data, &one_shot)).unwrap();
    assert_eq!(routed.open(&combined(&receiver, &sender)), Ok(content));
}

#[test]
fn longest_content_arrives_and_more_is_not_sealed() {
    let message = [b'x'; 1000];
    for len in 1..=message.len() {
        let content =
            OnionData::FriendRequest(FriendRequest { no_spam: NoSpam::from_u32(1), message: &message[..len] });
        match seal(&content) {
            Ok(packet) => {
                assert!(len <= 943);
                assert!(DataResponse::parse(&mut route(&packet)).is_ok());
            }
            Err(error) => assert_eq!((error, len > 943), (TooLong { len: 5 + len, max: 948 }, true)),
        }
    }
}

#[test]
fn wrong_keys_open_neither_box() {
    let Parties { sender, receiver, data, one_shot } = parties();
    let wrong = combined(&sender, &one_shot);
    let mut response = route(&seal(&friend_request()).unwrap());
    let opened = DataResponse::parse(&mut response.clone()).unwrap().open(&wrong).map(drop);
    assert_eq!(opened, Err(OpenError::NotDecryptable));
    let routed = DataResponse::parse(&mut response).unwrap().open(&combined(&data, &one_shot)).unwrap();
    assert_eq!(routed.open(&combined(&receiver, &one_shot)), Err(OpenError::NotDecryptable));
}

#[test]
fn lengths_out_of_range_are_refused() {
    assert_lengths(&[0x85], 283..=1400, |packet| DataToRoute::parse(packet).map(drop));
    assert_lengths(&[0x86], 122..=1069, |packet| DataResponse::parse(packet).map(drop));
}

#[test]
fn other_kinds_are_refused() {
    assert_kinds(&[0; 500], &[0x85], |packet| DataToRoute::parse(packet).map(drop));
    assert_kinds(&[0; 500], &[0x86], |packet| DataResponse::parse(packet).map(drop));
    assert_kinds(&[1; 41], &[0x20, 0x9c], |plain| OnionData::parse(plain).map(drop));
}

#[test]
fn plaintext_of_every_length_is_refused_or_read() {
    for len in 0..100 {
        let mut plain = vec![1; len];
        assert!(OnionData::parse(&plain).is_err());
        if let Some(kind) = plain.first_mut() {
            *kind = 0x20;
            assert_eq!(OnionData::parse(&plain).is_ok(), len > 5, "{len} bytes");
        }
    }
}

proptest! {
    #[test]
    fn any_plaintext_is_refused_or_begins_with_what_is_written_again(
        mut plain in prop::collection::vec(any::<u8>(), 1..1100),
        kind in prop::sample::select(vec![0x20, 0x9c]),
    ) {
        plain[0] = kind;
        if let Ok(content) = OnionData::parse(&plain) {
            prop_assert!(plain.starts_with(&content.to_vec()));
        }
    }

    #[test]
    fn any_datagram_is_refused_or_routed(mut packet in prop::collection::vec(any::<u8>(), 0..1500)) {
        if let Some(kind) = packet.first_mut() {
            *kind = 0x85;
        }
        if let Ok(data) = DataToRoute::parse(&packet) {
            let mut out = Vec::new();
            data.encode_response(&ReturnPath3::from_bytes([0; RETURN_3_LEN]), &mut out);
            prop_assert_eq!(&out[179..], &packet[33..packet.len() - RETURN_3_LEN]);
        }
    }
}
