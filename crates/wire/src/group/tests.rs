//! Vectors of the reference, and what holds for all packets of groups.

use proptest::prelude::*;
use toxcore_crypto::ed25519::{SigningKeyPair, SigningPublicKey};
use toxcore_crypto::{EphemeralPublicKey, ExtendedKeyPair, ExtendedPublicKey};

use super::*;
use crate::friend::UserStatus;
use crate::messenger::MessageKind;
use crate::testing::{any_addr, any_packed_node, check_closed, hex};
use crate::{BoundedList, Encode, ParseError};

/// Founder, moderator and user of a group that the reference made.
pub(super) const FOUNDER: &str = "0e77b8a38372b9cc1a544728da86c7ec6d8f0c2a2fbb490732faebe563659368";
const MODERATOR: &str = "c3b7ca2c3df2db4c65fe7b74c38bd73c55110a5b4c6e9e74da1b178aeaa8b31c";
pub(super) const USER: &str = "c3e2be9835e313798788de9f7ff33f0f60fed496b9c94777706de82521c50b6e";
pub(super) const CHAT_ID: &str = "c40c7e07c345ad2ee33aaf2bd788d990e4b0f4c4dd93b7605d9fb2043e642858";
pub(super) const FOUNDER_SIGNING: &str = "c024ce9e9304a6004c13d7118a802c52268b7ccd2b79ba84521052f0a330a321";
pub(super) const MODERATOR_SIGNING: &str = "14251989ada23e40861c7d216517ad33e58fe409c9cca314cd15ad4a46189305";

pub(super) fn bytes32(text: &str) -> [u8; 32] {
    hex(text).try_into().expect("64 digits")
}

pub(super) fn member(text: &str) -> EphemeralPublicKey {
    EphemeralPublicKey::from_bytes(bytes32(text))
}

pub(super) fn signing(text: &str) -> SigningPublicKey {
    SigningPublicKey::from_bytes(bytes32(text))
}

pub(super) fn signer(seed: u8) -> SigningKeyPair {
    SigningKeyPair::from_seed(&[seed; 32])
}

/// The laws of a format whose end is given by its content: `bytes` come back, any cut is refused, what follows is ignored.
pub(super) fn check_front<T: Encode + PartialEq + std::fmt::Debug>(
    bytes: &[u8],
    parse: impl Fn(&[u8]) -> Result<T, ParseError>,
) {
    let value = parse(bytes).expect("sound bytes");
    assert_eq!(value.to_vec(), bytes);
    for len in 0..bytes.len() {
        assert_eq!(parse(&bytes[..len]).err(), Some(ParseError::Truncated), "{len} of {} bytes", bytes.len());
    }
    for more in [1, 7, 1_000] {
        let mut long = bytes.to_vec();
        long.resize(bytes.len() + more, 0xff);
        assert_eq!(parse(&long).as_ref(), Ok(&value), "{more} bytes more");
    }
}

#[test]
fn checksums_are_those_of_the_reference() {
    assert_eq!((data_checksum(b"user topic"), data_checksum(b"hello topic")), (0x6636, 0x2f0c));
    assert_eq!((data_checksum(b""), data_checksum(&[0x12]), data_checksum(&[0x12, 0x34])), (0, 0x0012, 0x3412));
    let members = [FOUNDER, USER, MODERATOR].map(member);
    assert_eq!(peers_checksum(&members), 0xe7cd);
    let roles = [Role::Founder, Role::User, Role::User];
    assert_eq!(roles_checksum(roles.into_iter().zip(&members)), 0x0198);
}

#[test]
fn members_of_the_reference_have_keys_that_belong_together() {
    for (encryption, signing_key) in [(FOUNDER, FOUNDER_SIGNING), (MODERATOR, MODERATOR_SIGNING)] {
        let keys = ExtendedPublicKey { encryption: member(encryption), signing: signing(signing_key) };
        assert!(keys.is_consistent());
    }
}

#[test]
fn a_ping_of_the_reference() {
    let bytes = hex("e7cd000300000003000000010198000000026636");
    let ping = GroupPing {
        peers_checksum: 0xe7cd,
        confirmed_peers: 3,
        state_version: 3,
        sanctions_version: 1,
        moderation_checksum: 0x0198,
        topic_version: 2,
        topic_checksum: 0x6636,
        addr: None,
    };
    assert_eq!(GroupPing::parse(&bytes), Ok(ping));
    assert_eq!(ping.to_vec(), bytes);
}

#[test]
fn pings_tell_an_address_or_none() {
    let mut ping = GroupPing::parse(&[0; 20]).unwrap();
    for (addr, len) in [("192.0.2.1:33445", 27), ("[2001:db8::1]:443", 39)] {
        ping.addr = Some(addr.parse().unwrap());
        let bytes = ping.to_vec();
        assert_eq!(bytes.len(), len);
        assert_eq!(GroupPing::parse(&bytes), Ok(ping));
        // Half an address, one of TCP and garbage are none; no cut of the rest is a ping.
        for cut in 0..len {
            let expected = (cut >= 20).then_some(GroupPing { addr: None, ..ping });
            assert_eq!(GroupPing::parse(&bytes[..cut]).ok(), expected, "{cut} bytes");
        }
        assert_eq!(GroupPing::parse(&[&bytes[..], &[9; 100]].concat()), Ok(ping));
        let tcp = [&bytes[..20], &[bytes[20] | 0x80], &bytes[21..]].concat();
        assert_eq!(GroupPing::parse(&tcp), Ok(GroupPing { addr: None, ..ping }));
    }
}

#[test]
fn broadcasts_of_the_reference() {
    let text = b"hello";
    let key = signing(MODERATOR_SIGNING);
    let cases = [
        (
            "02df4c574d68656c6c6f".to_owned(),
            Broadcast::Message(GroupMessage { kind: MessageKind::Normal, id: PseudoMessageId(0xdf4c_574d), text }),
        ),
        (
            "040010f2169068656c6c6f".to_owned(),
            Broadcast::PrivateMessage(PrivateMessage {
                kind: MessageKind::Normal,
                id: PseudoMessageId(0x10f2_1690),
                text,
            }),
        ),
        ("016e65776e616d65".to_owned(), Broadcast::Nick(Nick { nick: b"newname" })),
        ("0002".to_owned(), Broadcast::Status(UserStatus::Busy)),
        (format!("0701{MODERATOR_SIGNING}"), Broadcast::SetModerator(SetModerator { moderator: true, target: key })),
    ];
    for (bytes, broadcast) in cases {
        let bytes = hex(&bytes);
        assert_eq!(Broadcast::parse(&bytes), Ok(broadcast));
        assert_eq!(broadcast.to_vec(), bytes);
    }
}

#[test]
fn small_packets_of_the_reference() {
    assert_eq!(Ack::Received { message_id: 2 }.to_vec(), hex("000000000000000002"));
    assert_eq!(Ack::Missing { message_id: 29 }.to_vec(), hex("01000000000000001d"));
    assert_eq!(SyncRequest { flags: SyncFlags::ALL, password: None }.to_vec(), hex("0007"));
    let rotation = KeyRotation::Request(member(USER)).to_vec();
    assert_eq!(rotation, [&[0][..], &bytes32(USER)].concat());
    let announce = hex(&format!("{USER}0100027f00000184d2"));
    let parsed = SyncResponse::parse(&announce).unwrap();
    assert_eq!((parsed.announce.unwrap().member, parsed.to_vec()), (member(USER), announce));
}

#[test]
fn packets_of_fixed_length_ignore_what_follows() {
    check_front(&Ack::Missing { message_id: u64::MAX }.to_vec(), Ack::parse);
    check_front(&KeyRotation::Response(member(USER)).to_vec(), KeyRotation::parse);
    check_front(&KickPeer { target: member(USER) }.to_vec(), KickPeer::parse);
    check_front(&SetModerator { moderator: false, target: signing(FOUNDER_SIGNING) }.to_vec(), SetModerator::parse);
    check_front(&[2], InviteReject::parse);
    check_front(&peer_info(None).to_vec(), |data| PeerInfo::parse(data, PasswordField::Absent));
    let protected = peer_info(Some(GroupPassword::new(b"secret").unwrap())).to_vec();
    check_front(&protected, |data| PeerInfo::parse(data, PasswordField::Present));
    assert_eq!((peer_info(None).encoded_len(), protected.len()), (PeerInfo::MIN_LEN, PeerInfo::MAX_LEN));
    assert_eq!((PeerInfo::MIN_LEN, PeerInfo::MAX_LEN), (131, 165));
    let data = InviteData { chat_id: ChatId::from_bytes(bytes32(CHAT_ID)), member: member(USER) };
    check_front(&data.to_vec(), InviteData::parse);
    check_front(&GroupInvitePacket::Accepted { data }.to_vec(), GroupInvitePacket::parse);
}

fn peer_info(password: Option<GroupPassword>) -> PeerInfo {
    PeerInfo { password, nick: ShortBytes::new(b"alice").unwrap(), status: UserStatus::Away }
}

#[test]
fn peer_infos_clamp_the_nick_and_refuse_what_is_none() {
    let sound = peer_info(None).to_vec();
    let parse = |change: &dyn Fn(&mut Vec<u8>)| {
        let mut bytes = sound.clone();
        change(&mut bytes);
        PeerInfo::parse(&bytes, PasswordField::Absent).map(|info| info.nick.len())
    };
    assert_eq!(parse(&|bytes| bytes[1] = 128), Ok(128));
    assert_eq!(parse(&|bytes| bytes[..2].fill(0xff)), Ok(128));
    assert_eq!(parse(&|bytes| bytes[1] = 0), Err(ParseError::Invalid(crate::Field::Length)));
    for status in 3..=u8::MAX {
        assert_eq!(parse(&|bytes| bytes[130] = status), Err(ParseError::Invalid(crate::Field::Status)));
    }
    let mut protected = peer_info(Some(GroupPassword::new(&[7; 32]).unwrap())).to_vec();
    assert!(PeerInfo::parse(&protected, PasswordField::Present).is_ok());
    protected[1] = 33;
    let too_long = PeerInfo::parse(&protected, PasswordField::Present);
    assert_eq!(too_long, Err(ParseError::Invalid(crate::Field::Length)));
}

#[test]
fn passwords_that_cannot_be_read_are_none() {
    let password = Some(GroupPassword::new(b"open sesame").unwrap());
    let request = InviteRequest { password: password.clone() };
    let bytes = request.to_vec();
    assert_eq!(bytes.len(), 34);
    let sync = SyncRequest { flags: SyncFlags::PEERS | SyncFlags::STATE, password };
    let sync_bytes = sync.to_vec();
    assert_eq!(sync_bytes.len(), 36);
    for len in 0..34 {
        assert_eq!(InviteRequest::parse(&bytes[..len]), InviteRequest { password: None });
        let cut = SyncRequest::parse(&sync_bytes[..len + 2]).unwrap();
        assert_eq!(cut, SyncRequest { flags: sync.flags, password: None });
    }
    assert_eq!(InviteRequest::parse(&[&bytes[..], &[1]].concat()), request);
    assert_eq!(SyncRequest::parse(&[&sync_bytes[..], &[1]].concat()), Ok(sync));
    assert_eq!(SyncRequest::parse(&[7]), Err(ParseError::Truncated));
    let mut long = bytes;
    long[1] = 33;
    assert_eq!(InviteRequest::parse(&long), InviteRequest { password: None });
}

#[test]
fn passwords_compare_by_length_and_bytes_and_never_print() {
    let [short, long] = [&b"a"[..], b"a\0"].map(|text| GroupPassword::new(text).unwrap());
    assert_ne!(short, long);
    assert_eq!(short, GroupPassword::new(b"a").unwrap());
    assert_eq!((GroupPassword::NONE.field(), short.field()), (PasswordField::Absent, PasswordField::Present));
    assert!(GroupPassword::new(&[0; 33]).is_err());
    let info = format!("{:?}", peer_info(Some(GroupPassword::new(b"geheim").unwrap())));
    assert!(!info.contains("geheim") && !info.contains("alice"), "{info}");
}

#[test]
fn a_sync_response_is_one_announce_or_nothing() {
    assert_eq!(SyncResponse::parse(&[]), Ok(SyncResponse { announce: None }));
    let bytes = hex(&format!("{USER}0100027f00000184d2"));
    for len in 1..bytes.len() {
        assert!(SyncResponse::parse(&bytes[..len]).is_err(), "{len} bytes");
    }
    assert_eq!(SyncResponse::parse(&[&bytes[..], &bytes].concat()), Err(ParseError::TrailingBytes(41)));
}

#[test]
fn one_to_three_relays() {
    let node = hex(&format!("827f0000018340{USER}"));
    for count in 1..=3 {
        let bytes = node.repeat(count);
        let parsed = TcpRelays::parse(&bytes).unwrap();
        assert_eq!((parsed.relays.len(), parsed.to_vec()), (count, bytes.clone()));
        for len in 0..bytes.len() {
            // The first byte of an address alone is the begin of none.
            let whole = len % 39 < 7 && len > 6;
            assert_eq!(TcpRelays::parse(&bytes[..len]).is_ok(), whole, "{len} bytes");
        }
    }
    assert_eq!(TcpRelays::parse(&node.repeat(4)).map(|relays| relays.relays.len()), Ok(3));
    assert_eq!(TcpRelays::parse(&[node, vec![9; 50]].concat()).map(|relays| relays.relays.len()), Ok(1));
}

#[test]
fn lengths_of_what_people_say() {
    let body = |kind: u8, len: usize| [&[kind][..], &vec![1; len]].concat();
    let accepted = |kind: u8| {
        let fits: Vec<usize> = (0..1_500).filter(|len| Broadcast::parse(&body(kind, *len)).is_ok()).collect();
        assert!(fits.windows(2).all(|pair| pair[0] + 1 == pair[1]));
        (fits[0], fits[fits.len() - 1])
    };
    assert_eq!(accepted(0x01), (1, 128));
    assert_eq!(accepted(0x02), (5, 1376));
    assert_eq!(accepted(0x03), (5, 1376));
    assert_eq!(accepted(0x04), (6, 1377));
    assert_eq!(accepted(0x05), (0, 1499));
    let words = body(0x05, 200);
    assert_eq!(Broadcast::parse(&words), Ok(Broadcast::PeerExit(PeerExit { message: &[1; 128] })));
    let private = PrivateMessage { kind: MessageKind::Action, id: PseudoMessageId(0), text: &[b'x'; 1367] };
    assert_eq!(private.encoded_len(), 1372);
    for kind in 2..=u8::MAX {
        let bytes = [&[0x04, kind][..], &[1; 20]].concat();
        assert_eq!(Broadcast::parse(&bytes), Err(ParseError::Invalid(crate::Field::InnerKind)));
    }
    for data in [1, 1373].map(|len| vec![1; len]) {
        assert_eq!(CustomPacket::parse(&data), Ok(CustomPacket { data: &data }));
    }
    assert_eq!(CustomPacket::parse(&[]), Err(ParseError::Truncated));
    assert_eq!(CustomPacket::parse(&[0; 1374]), Err(ParseError::TooLong(1374)));
}

/// A longer one ends some builds of the reference.
#[test]
fn fragments_end_at_1372_bytes() {
    assert!(Fragment::parse(&[]).unwrap().is_last());
    assert!(!Fragment::parse(&[1; 1372]).unwrap().is_last());
    for len in 1373..=1395 {
        assert_eq!(Fragment::parse(&vec![1; len]), Err(ParseError::TooLong(len)));
    }
}

#[test]
fn a_proof_of_state_is_a_mac_and_does_not_print() {
    check_front(&[7; 32], StateProof::parse);
    assert_eq!(format!("{:?}", StateProof { mac: [7; 32] }), "StateProof(..)");
}

#[test]
fn unknown_kinds_stay_as_they_are() {
    let broadcast = Broadcast::parse(&[9, 1, 2]).unwrap();
    assert_eq!(broadcast, Broadcast::Unknown { kind: 9, body: &[1, 2] });
    assert_eq!(broadcast.to_vec(), [9, 1, 2]);
    for number in 0..=u8::MAX {
        let (lossless, lossy) = (LosslessKind::from(number), LossyKind::from(number));
        assert_eq!((lossless.number(), lossy.number(), BroadcastKind::from(number).number()), (number, number, number));
        let parsed = Lossless::parse(lossless, b"..", PasswordField::Absent);
        assert_eq!(matches!(parsed, Ok(Lossless::Unknown { .. })), !LosslessKind::KNOWN.contains(&lossless));
        assert!(parsed.map_or(true, |packet| packet.kind() == lossless));
        assert!(Lossy::parse(lossy, b"..").map_or(true, |packet| packet.kind() == lossy));
    }
    for bad in 3..=u8::MAX {
        assert_eq!(Broadcast::parse(&[0, bad]), Err(ParseError::Invalid(crate::Field::Status)));
        assert_eq!(InviteReject::parse(&[bad]), Ok(InviteReject::Other));
        assert_eq!(Ack::parse(&[bad; 9]), Err(ParseError::Invalid(crate::Field::InnerKind)));
        assert_eq!(Role::from_u8(bad).is_some(), bad == 3);
        assert_eq!((GroupPrivacy::from_u8(bad).is_public(), GroupPrivacy::from_u8(bad).to_u8()), (true, bad));
        assert_eq!((GroupVoice::from_u8(bad).allows(Role::User), GroupVoice::from_u8(bad).to_u8()), (true, bad));
    }
}

#[test]
fn voice_decides_who_is_heard() {
    let roles = [Role::Founder, Role::Moderator, Role::User, Role::Observer];
    let heard = |voice: GroupVoice| roles.map(|role| voice.allows(role));
    assert_eq!(heard(GroupVoice::All), [true, true, true, false]);
    assert_eq!(heard(GroupVoice::Moderators), [true, true, false, false]);
    assert_eq!(heard(GroupVoice::Founder), [true, false, false, false]);
}

#[test]
fn observers_are_set_with_an_entry_about_them() {
    let target = ExtendedKeyPair::from_seed(&[9; 32]).public();
    let setter = signer(1);
    let sanction = Sanction::new(target.encryption, &setter);
    let credentials = SanctionsCredentials::new(2, [7; 32], &setter);
    for (sanction, len) in [(Some(sanction), 336), (None, 199)] {
        let bytes = SetObserver { target, sanction, credentials }.to_vec();
        assert_eq!(bytes.len(), len);
        check_front(&bytes, SetObserver::parse);
    }
    // A moderator could so silence the founder: roles are checked for the one, the entry is about the other.
    let other = ExtendedPublicKey { encryption: member(FOUNDER), ..target };
    let forged = SetObserver { target: other, sanction: Some(sanction), credentials }.to_vec();
    assert_eq!(SetObserver::parse(&forged), Err(ParseError::Invalid(crate::Field::Key)));
}

#[test]
fn invites_have_a_name_that_groups_can_have() {
    let data = InviteData { chat_id: ChatId::from_bytes(bytes32(CHAT_ID)), member: member(FOUNDER) };
    let name = |len: usize| GroupName::first(&vec![b'n'; len]);
    let bytes = GroupInvitePacket::Invite { data, name: name(9) }.to_vec();
    assert_eq!((bytes.len(), bytes[..3].to_vec()), (76, vec![0x5f, 0xfe, 0]));
    for len in 0..bytes.len() {
        let expected = (len > 67).then(|| GroupInvitePacket::Invite { data, name: name(len - 67) });
        assert_eq!(GroupInvitePacket::parse(&bytes[..len]).ok(), expected, "{len} bytes");
    }
    let long = [&bytes[..], &[b'n'; 1_000]].concat();
    assert_eq!(GroupInvitePacket::parse(&long), Ok(GroupInvitePacket::Invite { data, name: name(48) }));
    for mark in 0..=u8::MAX {
        let mut bytes = bytes.clone();
        bytes[1] = mark;
        assert!(GroupInvitePacket::parse(&bytes).is_ok());
        bytes[2] = mark;
        assert_eq!(GroupInvitePacket::parse(&bytes).is_ok(), mark <= 2);
    }
}

#[test]
fn confirmations_bring_relays_or_none() {
    let data = InviteData { chat_id: ChatId::from_bytes(bytes32(CHAT_ID)), member: member(FOUNDER) };
    let node = hex(&format!("827f0000018340{USER}"));
    let bytes =
        [GroupInvitePacket::Confirmation { data, relays: BoundedList::new() }.to_vec(), node.repeat(4)].concat();
    let relays = |len: usize| match GroupInvitePacket::parse(&bytes[..len]) {
        Ok(GroupInvitePacket::Confirmation { relays, .. }) => relays.len(),
        other => panic!("{len} bytes: {other:?}"),
    };
    assert_eq!([67, 67 + 39, 67 + 2 * 39, 67 + 4 * 39].map(relays), [0, 1, 2, 3]);
    assert_eq!(relays(67 + 20), 0);
}

#[test]
fn what_people_say_is_not_in_debug_texts() {
    let text = b"geheim";
    let id = PseudoMessageId(1);
    let packets = [
        format!("{:?}", Broadcast::Nick(Nick { nick: text })),
        format!("{:?}", Broadcast::PeerExit(PeerExit { message: text })),
        format!("{:?}", Broadcast::Message(GroupMessage { kind: MessageKind::Normal, id, text })),
        format!("{:?}", Broadcast::PrivateMessage(PrivateMessage { kind: MessageKind::Normal, id, text })),
        format!("{:?}", Lossy::Custom(CustomPacket { data: text })),
        format!("{:?}", Fragment { data: text }),
        format!("{:?}", LosslessData { kind: LosslessKind::Broadcast, message_id: 1, data: text }),
        format!("{:?}", LossyData { kind: LossyKind::Custom, data: text }),
    ];
    for packet in packets {
        assert!(packet.contains("6 bytes") && !packet.contains("geheim"), "{packet}");
    }
    let ping = GroupPing { addr: Some("192.0.2.77:1".parse().unwrap()), ..GroupPing::parse(&[0; 20]).unwrap() };
    assert!(!format!("{ping:?}").contains("192"));
}

proptest! {
    #[test]
    fn sync_flags_are_bits(one: u16, other: u16) {
        let both = SyncFlags(one) | SyncFlags(other);
        prop_assert!(both.contains(SyncFlags(one)) && both.contains(SyncFlags(other)));
        prop_assert_eq!(both.is_empty(), one == 0 && other == 0);
    }

    #[test]
    fn relays_and_pings_come_back(relay in any_packed_node(), addr in any_addr(), numbers: [u32; 3]) {
        let relays = TcpRelays { relays: BoundedList::from_first([relay]) };
        prop_assert_eq!(TcpRelays::parse(&relays.to_vec()), Ok(relays));
        let ping = GroupPing {
            state_version: numbers[0],
            sanctions_version: numbers[1],
            topic_version: numbers[2],
            addr: Some(addr),
            ..GroupPing::parse(&[0; 20]).unwrap()
        };
        prop_assert_eq!(GroupPing::parse(&ping.to_vec()), Ok(ping));
    }

    #[test]
    fn short_bytes_hold_what_fits(bytes in prop::collection::vec(any::<u8>(), 0..20)) {
        let kept = ShortBytes::<10>::first(&bytes);
        prop_assert_eq!(kept.as_bytes(), &bytes[..bytes.len().min(10)]);
        prop_assert_eq!(ShortBytes::<10>::new(&bytes).is_ok(), bytes.len() <= 10);
        prop_assert_eq!(kept.padded()[kept.len()..].iter().all(|byte| *byte == 0), true);
    }
}

/// The formats whose end counts.
#[test]
fn topics_fit_one_length() {
    let topic = SignedTopic::sign(1, b"topic", &signer(1)).unwrap();
    check_closed(&topic.to_vec(), |data| SignedTopic::parse(data).map(|topic| topic.to_vec()));
}
