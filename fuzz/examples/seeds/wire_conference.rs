//! Seeds of the packets of conferences.

use toxcore_crypto::{DhtPublicKey, LongTermPublicKey};
use toxcore_wire::Encode;
use toxcore_wire::conference::{
    Accept, AlreadyMember, ConferenceId, ConferenceIdentifier, ConferenceType, DirectContent, DirectPacket,
    GroupMessage, Invite, InviteCookie, LossyMessage, MAX_MESSAGE_DATA_LEN, MessageContent, PeerEntries, PeerEntry,
    PeerOnline, Rejoin,
};
use toxcore_wire::messenger::MessageKind;

use crate::Seed;

pub(crate) fn seeds() -> Vec<Seed> {
    let identifier =
        ConferenceIdentifier { kind: ConferenceType::Text, id: ConferenceId::from_bytes([0xc0; ConferenceId::LEN]) };
    let cookie = InviteCookie { inviter_number: 3, identifier };
    let accept = Accept { sender_number: 1, inviter_number: 3, identifier };
    let member = AlreadyMember { sender_number: 1, inviter_number: 3, identifier, peer_number: 0xffba };
    let key = LongTermPublicKey::from_bytes([0x55; 32]);
    let dht_key = DhtPublicKey::from_bytes([0x66; 32]);
    let entry = |peer_number, name| PeerEntry { peer_number, key, dht_key, name }.to_vec();
    let entries = [entry(0, b"alice"), entry(0xffba, b""), entry(7, &[b'x'; 128])].concat();
    let direct = |content| DirectPacket { conference_number: 3, content }.to_vec();
    let message = |content: MessageContent<'_>| {
        let data = content.to_vec();
        let id = content.id();
        GroupMessage { conference_number: 3, peer_number: 0xffba, message_number: 9, id, data: &data }.to_vec()
    };
    let text = |kind, text| message(MessageContent::Text { kind, text });
    let lossy =
        LossyMessage { conference_number: 3, peer_number: 7, message_number: 1, id: LossyMessage::AUDIO, data: &[1] };
    let longest = vec![b'm'; MAX_MESSAGE_DATA_LEN];
    let seeds = [
        ("cookie", cookie.to_vec()),
        ("invite", Invite { cookie }.to_vec()),
        ("accept", accept.to_vec()),
        ("already_member", member.to_vec()),
        ("online", PeerOnline { sender_number: 1, identifier }.to_vec()),
        ("rejoin", Rejoin { identifier }.to_vec()),
        ("introduced", direct(DirectContent::Introduced)),
        ("query", direct(DirectContent::PeerQuery)),
        ("peers", direct(DirectContent::PeerResponse(PeerEntries::from_encoded(&entries)))),
        ("peers_cut", direct(DirectContent::PeerResponse(PeerEntries::from_encoded(&entries[..100])))),
        ("no_peers", direct(DirectContent::PeerResponse(PeerEntries::from_encoded(&[])))),
        ("title_for_one", direct(DirectContent::Title(b"title"))),
        ("ping", message(MessageContent::Ping)),
        ("new_peer", message(MessageContent::NewPeer { peer_number: 1, key, dht_key })),
        ("kill", message(MessageContent::KillPeer(0xffba))),
        ("freeze", message(MessageContent::FreezePeer(0xffba))),
        ("name", message(MessageContent::Name(b"bob"))),
        ("title", message(MessageContent::Title(b"title"))),
        ("text", text(MessageKind::Normal, b"hi")),
        ("action", text(MessageKind::Action, b"waves")),
        ("longest_text", text(MessageKind::Normal, &longest)),
        ("unknown_message", vec![0x63, 0, 3, 0, 7, 0, 0, 0, 1, 0x77, 1]),
        ("audio", lossy.to_vec()),
    ];
    seeds.into_iter().map(|(name, bytes)| ("wire_conference", name, bytes)).collect()
}
