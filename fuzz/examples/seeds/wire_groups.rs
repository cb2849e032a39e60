//! Seeds of the packets of groups.

use std::net::SocketAddr;

use toxcore_crypto::ed25519::SigningKeyPair;
use toxcore_crypto::{DhtPublicKey, EphemeralPublicKey, ExtendedKeyPair};
use toxcore_wire::friend::UserStatus;
use toxcore_wire::group::{
    Ack, Broadcast, ChatId, CustomPacket, Fragment, GroupAnnounce, GroupHandshake, GroupInvitePacket, GroupMessage,
    GroupName, GroupPassword, GroupPing, GroupPrivacy, GroupVoice, HandshakeKind, HandshakePurpose, InviteData,
    InviteReject, InviteRequest, JoinType, KeyRotation, KickPeer, Lossless, Lossy, ModeratorList, ModeratorsPacket,
    Nick, PeerExit, PeerInfo, PrivateMessage, PseudoMessageId, SanctionsList, SanctionsPacket, SetModerator,
    SetObserver, SharedState, ShortBytes, SignedSharedState, SignedTopic, StateProof, SyncFlags, SyncRequest,
    SyncResponse, TcpRelays, TopicLock,
};
use toxcore_wire::messenger::MessageKind;
use toxcore_wire::savedata::Savedata;
use toxcore_wire::{BoundedList, Encode, PackedNode, RelayInfo};

use crate::Seed;

pub(crate) fn seeds() -> Vec<Seed> {
    [handshakes(), invites(), lists(), lossless(), broadcasts(), lossy(), saved()].concat()
}

const MEMBER: EphemeralPublicKey = EphemeralPublicKey::from_bytes([0x3e; 32]);

fn founder() -> ExtendedKeyPair {
    ExtendedKeyPair::from_seed(&[1; 32])
}

fn moderator() -> SigningKeyPair {
    SigningKeyPair::from_seed(&[2; 32])
}

fn addr() -> SocketAddr {
    ([0x2001, 0xdb8, 0, 0, 0, 0, 0, 1], 33_445).into()
}

fn relay() -> PackedNode {
    RelayInfo { addr: ([192, 0, 2, 1], 443).into(), key: DhtPublicKey::from_bytes([0x5a; 32]) }.into()
}

fn password() -> GroupPassword {
    GroupPassword::new(b"open sesame").expect("short")
}

fn handshakes() -> Vec<Seed> {
    let request = GroupHandshake {
        kind: HandshakeKind::Request,
        session_key: MEMBER,
        signing_key: founder().public().signing,
        purpose: HandshakePurpose::Invite,
        join_type: JoinType::Public,
        relay: None,
    };
    let response = GroupHandshake { kind: HandshakeKind::Response, purpose: HandshakePurpose::PeerInfo, ..request };
    let with_relay = GroupHandshake { relay: Some(relay()), join_type: JoinType::Private, ..request };
    vec![
        ("wire_group_handshake", "request", request.to_vec()),
        ("wire_group_handshake", "response", response.to_vec()),
        ("wire_group_handshake", "relay", with_relay.to_vec()),
    ]
}

fn invites() -> Vec<Seed> {
    let data = InviteData { chat_id: ChatId::from(moderator().public()), member: MEMBER };
    let name = GroupName::first(b"a group");
    let relays = BoundedList::from_first([relay(); 3]);
    vec![
        ("wire_group_invites", "invite", GroupInvitePacket::Invite { data, name }.to_vec()),
        ("wire_group_invites", "accepted", GroupInvitePacket::Accepted { data }.to_vec()),
        ("wire_group_invites", "confirmation", GroupInvitePacket::Confirmation { data, relays }.to_vec()),
        ("wire_group_invites", "data", data.to_vec()),
    ]
}

fn sanctions(count: u8) -> SanctionsList {
    let mut list = SanctionsList::new(founder().signing());
    for byte in 1..=count {
        list.add(EphemeralPublicKey::from_bytes([byte; 32]), &moderator()).expect("each once");
    }
    list
}

fn moderators() -> ModeratorList {
    ModeratorList::from_keys([moderator().public(), founder().public().signing])
}

fn set_observer() -> SetObserver {
    let (list, target) = (sanctions(1), founder().public());
    let mut list_of_target = SanctionsList::new(founder().signing());
    let sanction = list_of_target.add(target.encryption, &moderator()).expect("the first");
    SetObserver { target, sanction: Some(sanction), credentials: *list.credentials() }
}

fn lists() -> Vec<Seed> {
    vec![
        ("wire_group_lists", "moderators", moderators().to_vec()),
        ("wire_group_lists", "no_moderators", ModeratorList::new().to_vec()),
        ("wire_group_lists", "no_observers", sanctions(0).to_vec()),
        ("wire_group_lists", "observers", sanctions(3).to_vec()),
        ("wire_group_lists", "set_observer", set_observer().to_vec()),
        ("wire_group_lists", "set_user", SetObserver { sanction: None, ..set_observer() }.to_vec()),
    ]
}

/// The plaintext of a lossless packet: kind, message id and data.
fn lossless_plain(packet: &Lossless<'_>) -> Vec<u8> {
    [&[packet.kind().number(), 0, 0, 0, 0, 0, 0, 0, 9][..], &packet.to_vec()].concat()
}

fn lossless() -> Vec<Seed> {
    let state = SharedState {
        version: 1,
        founder: founder().public(),
        peer_limit: 100,
        name: GroupName::first(b"a group"),
        privacy: GroupPrivacy::Private,
        password: password(),
        moderators_hash: moderators().hash_in_order(),
        topic_lock: TopicLock::Unlocked(3),
        voice: GroupVoice::Moderators,
    }
    .sign(&moderator());
    let announce = GroupAnnounce { member: MEMBER, addr: Some(addr()), relay: Some(relay()) };
    let info = PeerInfo { password: None, nick: ShortBytes::first(b"alice"), status: UserStatus::Away };
    let (moderators, sanctions) = (moderators().to_vec(), sanctions(2).to_vec());
    let packets = [
        ("custom", Lossless::Custom(CustomPacket { data: b"custom" })),
        ("custom_private", Lossless::CustomPrivate(CustomPacket { data: b"custom" })),
        ("fragment", Lossless::Fragment(Fragment { data: &[7; 500] })),
        ("last_fragment", Lossless::Fragment(Fragment { data: &[] })),
        ("key_rotation", Lossless::KeyRotation(KeyRotation::Request(MEMBER))),
        ("tcp_relays", Lossless::TcpRelays(TcpRelays { relays: BoundedList::from_first([relay(); 2]) })),
        ("peer_info_request", Lossless::PeerInfoRequest),
        ("peer_info", Lossless::PeerInfoResponse(info.clone())),
        ("peer_info_password", Lossless::PeerInfoResponse(PeerInfo { password: Some(password()), ..info })),
        ("invite_request", Lossless::InviteRequest(InviteRequest { password: Some(password()) })),
        ("invite_response", Lossless::InviteResponse),
        ("sync_request", Lossless::SyncRequest(SyncRequest { flags: SyncFlags::ALL, password: Some(password()) })),
        ("sync_response", Lossless::SyncResponse(SyncResponse { announce: Some(announce) })),
        ("empty_sync_response", Lossless::SyncResponse(SyncResponse { announce: None })),
        ("topic", Lossless::Topic(SignedTopic::sign(2, b"topic", &moderator()).expect("short"))),
        ("shared_state", Lossless::SharedState(SignedSharedState::from(&state))),
        ("moderators", Lossless::ModeratorList(ModeratorsPacket::parse(&moderators).expect("a list"))),
        ("observers", Lossless::SanctionsList(SanctionsPacket::parse(&sanctions).expect("a list"))),
        ("handshake_ack", Lossless::HandshakeAck),
    ];
    packets.iter().map(|(name, packet)| ("wire_group_packets", *name, lossless_plain(packet))).collect()
}

fn broadcasts() -> Vec<Seed> {
    let (kind, id) = (MessageKind::Action, PseudoMessageId(7));
    let broadcasts = [
        ("status", Broadcast::Status(UserStatus::Busy)),
        ("nick", Broadcast::Nick(Nick { nick: b"bob" })),
        ("message", Broadcast::Message(GroupMessage { kind: MessageKind::Normal, id, text: b"hello" })),
        ("action", Broadcast::Message(GroupMessage { kind, id, text: b"waves" })),
        ("private", Broadcast::PrivateMessage(PrivateMessage { kind, id, text: b"psst" })),
        ("exit", Broadcast::PeerExit(PeerExit { message: b"bye" })),
        ("kick", Broadcast::KickPeer(KickPeer { target: MEMBER })),
        ("set_moderator", Broadcast::SetModerator(SetModerator { moderator: true, target: moderator().public() })),
        ("set_observer", Broadcast::SetObserver(set_observer())),
        ("unknown_broadcast", Broadcast::Unknown { kind: 9, body: b"?" }),
    ];
    let plain = |broadcast| lossless_plain(&Lossless::Broadcast(broadcast));
    broadcasts.map(|(name, broadcast)| ("wire_group_packets", name, plain(broadcast))).to_vec()
}

fn lossy() -> Vec<Seed> {
    let ping = GroupPing { addr: Some(addr()), ..GroupPing::parse(&[1; 20]).expect("20 bytes") };
    let packets = [
        ("ping", Lossy::Ping(ping)),
        ("ack", Lossy::Ack(Ack::Received { message_id: 7 })),
        ("missing", Lossy::Ack(Ack::Missing { message_id: 8 })),
        ("reject", Lossy::InviteReject(InviteReject::InvalidPassword)),
        ("state_proof", Lossy::StateProof(StateProof { mac: [5; 32] })),
        ("lossy_custom", Lossy::Custom(CustomPacket { data: b"custom" })),
    ];
    let plain = |packet: Lossy<'_>| [&[0, 0, packet.kind().number()][..], &packet.to_vec()].concat();
    packets.map(|(name, packet)| ("wire_group_packets", name, plain(packet))).to_vec()
}

/// Sections of files of the reference, and of its groups the smallest alone, with something behind it.
fn saved() -> Vec<Seed> {
    let section = |file: &[u8]| Savedata::load(file).ok().and_then(|(savedata, _)| savedata.groups).unwrap_or_default();
    let member = section(include_bytes!("../../../crates/wire/tests/savedata/groups-member-0.2.22.tox"));
    let (_, groups) = member.split_first().expect("an array");
    let damaged = [&[0x93, 0xc1][..], groups, &[0x81]].concat();
    vec![
        (
            "wire_saved_groups",
            "founder",
            section(include_bytes!("../../../crates/wire/tests/savedata/groups-founder-0.2.20.tox")),
        ),
        ("wire_saved_groups", "damaged", damaged),
        ("wire_saved_groups", "member", member),
        ("wire_saved_groups", "none", vec![0x90]),
    ]
}
