use proptest::prelude::*;
use toxcore_crypto::{DhtPublicKey, LongTermPublicKey};

use super::*;
use crate::error::Field;
use crate::messenger::MessageKind;
use crate::testing::{assert_kinds, check_closed, check_kinds, check_open, counting, hex};
use crate::{Encode, ParseError};

fn identifier() -> ConferenceIdentifier {
    ConferenceIdentifier { kind: ConferenceType::Text, id: ConferenceId::from_bytes(counting(0x10)) }
}

fn cookie() -> InviteCookie {
    InviteCookie { inviter_number: 0, identifier: identifier() }
}

fn keys(start: u8) -> (LongTermPublicKey, DhtPublicKey) {
    (LongTermPublicKey::from_bytes(counting(start)), DhtPublicKey::from_bytes(counting(start + 1)))
}

fn entry(name: &[u8]) -> PeerEntry<'_> {
    let (key, dht_key) = keys(0x40);
    PeerEntry { peer_number: 0xffba, key, dht_key, name }
}

fn message(peer_number: u16, message_number: u32, content: MessageContent<'_>) -> Vec<u8> {
    let data = content.to_vec();
    GroupMessage { conference_number: 0, peer_number, message_number, id: content.id(), data: &data }.to_vec()
}

fn direct(content: DirectContent<'_>) -> Vec<u8> {
    DirectPacket { conference_number: 0, content }.to_vec()
}

/// Packets seen between clients of libtoxcore, with the keys and ids of these tests in place of theirs.
#[test]
fn layouts_are_pinned() {
    let id = "101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f";
    let key = "404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f";
    let dht = "4142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f60";
    let (long_term, dht_key) = keys(0x40);
    let new_peer = MessageContent::NewPeer { peer_number: 0xffba, key: long_term, dht_key };
    let (normal, action) = (MessageKind::Normal, MessageKind::Action);
    let entries = [entry(b"A").to_vec(), entry(b"").to_vec()].concat();
    let accept = Accept { sender_number: 0, inviter_number: 0, identifier: identifier() };
    let member = AlreadyMember { sender_number: 0, inviter_number: 0, identifier: identifier(), peer_number: 0xffba };
    let lossy = LossyMessage { conference_number: 0, peer_number: 0xffba, message_number: 1, id: 0xc0, data: &[0, 7] };
    let cases = [
        (Invite { cookie: cookie() }.to_vec(), format!("6000000000{id}")),
        (accept.to_vec(), format!("60010000000000{id}")),
        (member.to_vec(), format!("60020000000000{id}ffba")),
        (PeerOnline { sender_number: 0, identifier: identifier() }.to_vec(), format!("61000000{id}")),
        (Rejoin { identifier: identifier() }.to_vec(), format!("6400{id}")),
        (direct(DirectContent::Introduced), "62000001".to_owned()),
        (direct(DirectContent::PeerQuery), "62000008".to_owned()),
        (
            direct(DirectContent::PeerResponse(PeerEntries::from_encoded(&entries))),
            format!("62000009ffba{key}{dht}0141ffba{key}{dht}00"),
        ),
        (direct(DirectContent::Title(b"ttl")), "6200000a74746c".to_owned()),
        (message(0xffba, 1, MessageContent::Ping), "630000ffba0000000100".to_owned()),
        (message(0, 1, new_peer), format!("63000000000000000110ffba{key}{dht}")),
        (message(0xffba, 7, MessageContent::KillPeer(0xffba)), "630000ffba0000000711ffba".to_owned()),
        (message(0x8e9b, 9, MessageContent::FreezePeer(0x8e9b)), "6300008e9b00000009128e9b".to_owned()),
        (message(0xffba, 2, MessageContent::Name(b"B")), "630000ffba000000023042".to_owned()),
        (message(0xffba, 4, MessageContent::Title(b"new")), "630000ffba00000004316e6577".to_owned()),
        (
            message(0x8e9b, 3, MessageContent::Text { kind: normal, text: b"hello" }),
            "6300008e9b000000034068656c6c6f".to_owned(),
        ),
        (message(0x8e9b, 4, MessageContent::Text { kind: action, text: b"x" }), "6300008e9b000000044178".to_owned()),
        (lossy.to_vec(), "c70000ffba0001c00007".to_owned()),
    ];
    for (bytes, pinned) in cases {
        assert_eq!(bytes, hex(&pinned));
        assert_eq!(ConferencePacket::parse(&bytes).map(|packet| packet.to_vec()), Ok(bytes));
    }
}

#[test]
fn fixed_packets_are_exact() {
    let invites = [
        Invite { cookie: cookie() }.to_vec(),
        Accept { sender_number: 1, inviter_number: 2, identifier: identifier() }.to_vec(),
        AlreadyMember { sender_number: 1, inviter_number: 2, identifier: identifier(), peer_number: 3 }.to_vec(),
    ];
    for packet in invites {
        check_closed(&packet, |bytes| InvitePacket::parse(bytes).map(|packet| packet.to_vec()));
    }
    let online = PeerOnline { sender_number: 0x1234, identifier: identifier() };
    check_closed(&online.to_vec(), |bytes| PeerOnline::parse(bytes).map(|packet| packet.to_vec()));
    check_closed(&cookie().to_vec(), |bytes| InviteCookie::parse(bytes).map(|cookie| cookie.to_vec()));
}

#[test]
fn open_packets_may_end_anywhere_behind_their_head() {
    check_open(&[&[0x63][..], &[7; 1372]].concat(), 10, |bytes| GroupMessage::parse(bytes).map(|p| p.to_vec()));
    check_open(&[&[0xc7][..], &[7; 1372]].concat(), 8, |bytes| LossyMessage::parse(bytes).map(|p| p.to_vec()));
    check_open(&[&[0x62, 0, 0, 9][..], &[7; 1369]].concat(), 4, |bytes| DirectPacket::parse(bytes).map(|p| p.to_vec()));
    check_open(&[&[0x62, 0, 0, 10][..], &[7; 128]].concat(), 5, |bytes| DirectPacket::parse(bytes).map(|p| p.to_vec()));
}

#[test]
fn contents_have_their_lengths() {
    let lengths = |id: MessageId| -> Vec<usize> {
        (0..=1_400).filter(|len| MessageContent::parse(id, &vec![1; *len]).is_ok()).collect()
    };
    assert_eq!(lengths(MessageId::PING), [0]);
    assert_eq!(lengths(MessageId::NEW_PEER), [66]);
    assert_eq!(lengths(MessageId::KILL_PEER), [2]);
    assert_eq!(lengths(MessageId::FREEZE_PEER), [2]);
    assert_eq!(lengths(MessageId::NAME), (0..=128).collect::<Vec<_>>());
    assert_eq!(lengths(MessageId::TITLE), (1..=128).collect::<Vec<_>>());
    assert_eq!(lengths(MessageId::MESSAGE), (1..=1363).collect::<Vec<_>>());
    assert_eq!(lengths(MessageId::ACTION), (1..=1363).collect::<Vec<_>>());
}

#[test]
fn unknown_numbers_are_refused_but_heads_are_read() {
    let known = [0x00, 0x10, 0x11, 0x12, 0x30, 0x31, 0x40, 0x41];
    for id in (0..=u8::MAX).filter(|id| !known.contains(id)) {
        let packet = [&hex("630000ffba00000001")[..], &[id, 1, 2]].concat();
        let head = GroupMessage::parse(&packet).expect("the head is whole");
        assert_eq!((head.id, head.data), (MessageId(id), &[1, 2][..]));
        assert_eq!(head.content(), Err(ParseError::Invalid(Field::InnerKind)));
    }
    for subtype in (0..=u8::MAX).filter(|subtype| ![1, 8, 9, 10].contains(subtype)) {
        assert_eq!(DirectPacket::parse(&[0x62, 0, 0, subtype]), Err(ParseError::Invalid(Field::InnerKind)));
    }
    let mut invite = Invite { cookie: cookie() }.to_vec();
    for subtype in 3..=u8::MAX {
        invite[1] = subtype;
        assert_eq!(InvitePacket::parse(&invite), Err(ParseError::Invalid(Field::InnerKind)));
    }
    let mut rejoin = Rejoin { identifier: identifier() }.to_vec();
    for kind in 2..=u8::MAX {
        rejoin[1] = kind;
        assert_eq!(Rejoin::parse(&rejoin), Err(ParseError::Invalid(Field::InnerKind)));
    }
}

#[test]
fn what_follows_packets_without_content_is_ignored() {
    let rejoin = Rejoin { identifier: identifier() };
    let mut bytes = rejoin.to_vec();
    for len in 0..Rejoin::LEN {
        assert_eq!(Rejoin::parse(&bytes[..len]), Err(ParseError::Truncated));
    }
    bytes.resize(MAX_PACKET_LEN, 9);
    assert_eq!(Rejoin::parse(&bytes), Ok(rejoin));
    for (subtype, content) in [(1, DirectContent::Introduced), (8, DirectContent::PeerQuery)] {
        for len in 4..=MAX_PACKET_LEN {
            let mut bytes = vec![0x62, 0, 3, subtype];
            bytes.resize(len, 9);
            assert_eq!(DirectPacket::parse(&bytes), Ok(DirectPacket { conference_number: 3, content }));
        }
    }
}

#[test]
fn one_byte_too_many_is_refused() {
    for id in [0x62, 0x63, 0x64, 0xc7] {
        let mut bytes = vec![0; MAX_PACKET_LEN + 1];
        (bytes[0], bytes[3]) = (id, 9);
        assert_eq!(ConferencePacket::parse(&bytes), Err(ParseError::TooLong(MAX_PACKET_LEN + 1)));
        assert!(ConferencePacket::parse(&bytes[..MAX_PACKET_LEN]).is_ok());
    }
}

#[test]
fn other_ids_are_refused() {
    check_kinds(&Invite { cookie: cookie() }.to_vec(), |b| InvitePacket::parse(b).map(|p| p.to_vec()));
    let online = PeerOnline { sender_number: 0, identifier: identifier() };
    check_kinds(&online.to_vec(), |b| PeerOnline::parse(b).map(|p| p.to_vec()));
    check_kinds(&Rejoin { identifier: identifier() }.to_vec(), |b| Rejoin::parse(b).map(|p| p.to_vec()));
    check_kinds(&direct(DirectContent::PeerQuery), |b| DirectPacket::parse(b).map(|p| p.to_vec()));
    check_kinds(&message(0, 1, MessageContent::Ping), |b| GroupMessage::parse(b).map(|p| p.to_vec()));
    check_kinds(&[0xc7; 8], |b| LossyMessage::parse(b).map(|p| p.to_vec()));
    let known: Vec<u8> = (0..=u8::MAX).filter(|id| ConferencePacket::is_id(*id)).collect();
    assert_eq!(known, [0x60, 0x61, 0x62, 0x63, 0x64, 0xc7]);
    let anything = [&[0x63][..], &[9; 40]].concat();
    assert_kinds(&anything, &[0x62, 0x63, 0xc7], |bytes| match ConferencePacket::parse(bytes) {
        // Not exact, or of an unknown type, but read as theirs.
        Err(ParseError::Invalid(_) | ParseError::TrailingBytes(_) | ParseError::Truncated) => {
            Err(ParseError::Kind(bytes[0]))
        }
        other => other.map(drop),
    });
}

#[test]
fn entries_before_a_broken_one_count() {
    let whole = entry(b"alice").to_vec();
    assert_eq!(whole.len(), 72);
    let two = [&whole[..], &whole].concat();
    for len in 0..=two.len() {
        let entries: Vec<_> = PeerEntries::from_encoded(&two[..len]).collect();
        let good = entries.iter().filter(|entry| **entry == Ok(super::tests::entry(b"alice"))).count();
        assert_eq!(good, len / 72);
        assert_eq!(entries.len() - good, usize::from(len % 72 != 0));
        assert!(entries.iter().skip(good).all(|entry| *entry == Err(ParseError::Truncated)));
    }
}

#[test]
fn names_of_entries_are_at_most_128_bytes() {
    for len in 0..=u8::MAX {
        let mut bytes = entry(b"").to_vec();
        bytes[66] = len;
        bytes.resize(67 + usize::from(len), b'n');
        let mut entries = PeerEntries::from_encoded(&bytes);
        let name = entries.next().map(|entry| entry.map(|entry| entry.name.len()));
        let expected = if len <= 128 { Ok(usize::from(len)) } else { Err(ParseError::Invalid(Field::Length)) };
        assert_eq!((name, entries.next()), (Some(expected), None));
    }
    assert_eq!(entry(&[b'x'; 200]).to_vec().len(), PeerEntry::MAX_LEN);
}

#[test]
fn a_message_may_be_readdressed() {
    let mut packet = message(0xffba, 2, MessageContent::Name(b"B"));
    readdress(&mut packet, 0x0102);
    assert_eq!(packet, hex("630102ffba000000023042"));
    for len in 0..3 {
        let mut short = vec![0x63; len];
        readdress(&mut short, 1);
        assert_eq!(short, vec![0x63; len]);
    }
}

#[test]
fn what_people_write_and_conference_ids_are_not_in_debug_texts() {
    let secret = b"geheim";
    let entries = entry(secret).to_vec();
    let texts = [
        format!("{:?}", entry(secret)),
        format!("{:?}", DirectContent::Title(secret)),
        format!("{:?}", DirectContent::PeerResponse(PeerEntries::from_encoded(&entries))),
        format!("{:?}", ConferencePacket::parse(&message(1, 2, MessageContent::Name(secret)))),
        format!("{:?}", MessageContent::Name(secret)),
        format!("{:?}", MessageContent::Title(secret)),
        format!("{:?}", MessageContent::Text { kind: MessageKind::Normal, text: secret }),
        format!("{:?}", LossyMessage { conference_number: 0, peer_number: 0, message_number: 0, id: 0, data: secret }),
    ];
    for text in texts {
        assert!(text.contains(" bytes"), "{text}");
        assert!(!text.contains("geheim") && !text.contains("103, 101, 104"), "{text}");
    }
    assert_eq!(format!("{:?}", identifier().id), "ConferenceId(10111213…)");
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(
        id in prop::sample::select(&[0x60_u8, 0x61, 0x62, 0x63, 0x64, 0xc7][..]),
        rest in prop::collection::vec(any::<u8>(), 0..400),
    ) {
        let bytes = [&[id][..], &rest].concat();
        if let Ok(packet) = ConferencePacket::parse(&bytes) {
            let encoded = packet.to_vec();
            prop_assert_eq!(packet.encoded_len(), encoded.len());
            prop_assert_eq!(ConferencePacket::parse(&encoded), Ok(packet));
        }
    }
}
