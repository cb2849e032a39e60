//! In which form C is told of what happened.

mod groups;

use toxcore::files::{FileNumber, FileOffer};
use toxcore::{Content, Event, FriendId};

use crate::callbacks::Delivery;
use crate::events::event::Kind;
use crate::events::field::{Bytes, Text};
use crate::events::kinds::{
    Tox_Event_Conference_Connected, Tox_Event_Conference_Invite, Tox_Event_Conference_Message,
    Tox_Event_Conference_Peer_List_Changed, Tox_Event_Conference_Peer_Name, Tox_Event_Conference_Title,
    Tox_Event_Dht_Nodes_Response, Tox_Event_File_Chunk_Request, Tox_Event_File_Recv, Tox_Event_File_Recv_Chunk,
    Tox_Event_File_Recv_Control, Tox_Event_Friend_Connection_Status, Tox_Event_Friend_Lossless_Packet,
    Tox_Event_Friend_Lossy_Packet, Tox_Event_Friend_Message, Tox_Event_Friend_Name, Tox_Event_Friend_Read_Receipt,
    Tox_Event_Friend_Request, Tox_Event_Friend_Status, Tox_Event_Friend_Status_Message, Tox_Event_Friend_Typing,
    Tox_Event_Self_Connection_Status,
};
use crate::tox::conferences::{NOBODY, c_number, conference_type, place};
use crate::tox::{connection, control_to_c, message_type, number, user_status};

/// In which form C is told of an event.
#[derive(Debug)]
pub(super) enum Form {
    /// As an event.
    Event(Kind),
    /// By the callback for packets with such a first byte: those of calls are no events.
    Callback(Event),
    /// Not at all.
    Nothing,
}

impl Form {
    /// That of an event.
    pub(super) fn of(event: Event) -> Self {
        match event {
            Event::FriendLosslessPacket { ref data, .. } if !is_lossless_of_client(data) => Self::Callback(event),
            Event::FriendLossyPacket { ref data, .. } if !is_lossy_of_client(data) => Self::Callback(event),
            event @ Event::ConferenceInvite { .. } => of_conference(event).map_or(Self::Nothing, Self::Event),
            event if event.conference().is_some() => of_conference(event).map_or(Self::Nothing, Self::Event),
            Event::GroupInvite { friend, invite } => Self::Event(groups::of_invite(friend, &invite)),
            Event::Group { group, event } => groups::of_group(group, event).map_or(Self::Nothing, Self::Event),
            event if event.file().is_some() => of_file(event).map_or(Self::Nothing, Self::Event),
            event if event.friend().is_some() => of_friend(event).map_or(Self::Nothing, Self::Event),
            event => of_network(event).map_or(Self::Nothing, Self::Event),
        }
    }
}

/// Has the callback tell of an event that is one for C.
pub(crate) fn tell(to: &Delivery<'_>, event: Event) {
    if let Form::Event(kind) = Form::of(event) {
        kind.replay(to);
    }
}

fn of_network(event: Event) -> Option<Kind> {
    Some(match event {
        Event::SelfConnectionStatus(status) => {
            Kind::SelfConnectionStatus(Tox_Event_Self_Connection_Status { connection_status: connection(status) })
        }
        Event::FriendRequest { public_key, message } => {
            Kind::FriendRequest(Tox_Event_Friend_Request { public_key, message: bytes(message) })
        }
        Event::DhtNodesResponse { node } => Kind::DhtNodesResponse(Tox_Event_Dht_Nodes_Response {
            public_key: node.key,
            ip: Text::new(node.addr.ip().to_string().as_bytes()),
            port: node.addr.port(),
        }),
        _ => return None,
    })
}

fn of_friend(event: Event) -> Option<Kind> {
    Some(match event {
        Event::FriendConnectionStatus { friend, status } => {
            Kind::FriendConnectionStatus(Tox_Event_Friend_Connection_Status {
                friend_number: number(friend),
                connection_status: connection(status),
            })
        }
        Event::FriendName { friend, name, .. } => {
            Kind::FriendName(Tox_Event_Friend_Name { friend_number: number(friend), name: bytes(name) })
        }
        Event::FriendStatusMessage { friend, message, .. } => {
            Kind::FriendStatusMessage(Tox_Event_Friend_Status_Message {
                friend_number: number(friend),
                message: bytes(message),
            })
        }
        Event::FriendStatus { friend, status, .. } => {
            Kind::FriendStatus(Tox_Event_Friend_Status { friend_number: number(friend), status: user_status(status) })
        }
        Event::FriendTyping { friend, typing } => {
            Kind::FriendTyping(Tox_Event_Friend_Typing { friend_number: number(friend), typing })
        }
        Event::FriendMessage { friend, kind, text } => Kind::FriendMessage(Tox_Event_Friend_Message {
            friend_number: number(friend),
            kind: message_type(kind),
            message: bytes(text),
        }),
        Event::FriendReadReceipt { friend, message } => Kind::FriendReadReceipt(Tox_Event_Friend_Read_Receipt {
            friend_number: number(friend),
            message_id: message.get(),
        }),
        Event::FriendLosslessPacket { friend, data } => Kind::FriendLosslessPacket(Tox_Event_Friend_Lossless_Packet {
            friend_number: number(friend),
            data: bytes(data),
        }),
        Event::FriendLossyPacket { friend, data } => {
            Kind::FriendLossyPacket(Tox_Event_Friend_Lossy_Packet { friend_number: number(friend), data: bytes(data) })
        }
        _ => return None,
    })
}

/// Both ends of a transfer learn of its end as of an empty part. That it broke off they take from the friend's going offline.
fn of_file(event: Event) -> Option<Kind> {
    Some(match event {
        Event::FileRecv { friend, file, offer } => Kind::FileRecv(offer_of(friend, file, *offer)),
        Event::FileRecvControl { friend, file, control } => Kind::FileRecvControl(Tox_Event_File_Recv_Control {
            friend_number: number(friend),
            file_number: file.to_c(),
            control: control_to_c(control),
        }),
        Event::FileChunkRequest { friend, file, position, length } => {
            Kind::FileChunkRequest(request(friend, file, position, u16::try_from(length).ok()?))
        }
        Event::FileSent { friend, file, position } => Kind::FileChunkRequest(request(friend, file, position, 0)),
        Event::FileRecvChunk { friend, file, position, data } => {
            Kind::FileRecvChunk(part(friend, file, position, bytes(data)))
        }
        Event::FileReceived { friend, file, position, .. } => {
            Kind::FileRecvChunk(part(friend, file, position, Bytes::default()))
        }
        _ => return None,
    })
}

fn of_conference(event: Event) -> Option<Kind> {
    Some(match event {
        Event::ConferenceInvite { friend, cookie } => Kind::ConferenceInvite(Tox_Event_Conference_Invite {
            friend_number: number(friend),
            kind: conference_type(cookie.identifier.kind),
            cookie: Bytes::from(cookie.to_bytes().to_vec()),
        }),
        Event::ConferenceConnected { conference } => {
            Kind::ConferenceConnected(Tox_Event_Conference_Connected { conference_number: c_number(conference) })
        }
        Event::ConferencePeerJoined { conference, .. } | Event::ConferencePeerLeft { conference, .. } => {
            let conference_number = c_number(conference);
            Kind::ConferencePeerListChanged(Tox_Event_Conference_Peer_List_Changed { conference_number })
        }
        Event::ConferencePeerName { conference, peer, name } => {
            Kind::ConferencePeerName(Tox_Event_Conference_Peer_Name {
                conference_number: c_number(conference),
                peer_number: place(&peer),
                name: bytes(name),
            })
        }
        Event::ConferenceTitle { conference, peer, title } => Kind::ConferenceTitle(Tox_Event_Conference_Title {
            conference_number: c_number(conference),
            peer_number: peer.as_ref().map_or(NOBODY, place),
            title: bytes(title),
        }),
        Event::ConferenceMessage { conference, peer, kind, text, .. } => {
            Kind::ConferenceMessage(Tox_Event_Conference_Message {
                conference_number: c_number(conference),
                peer_number: place(&peer),
                kind: message_type(kind),
                message: bytes(text),
            })
        }
        _ => return None,
    })
}

fn offer_of(friend: FriendId, file: FileNumber, offer: FileOffer) -> Tox_Event_File_Recv {
    Tox_Event_File_Recv {
        friend_number: number(friend),
        file_number: file.to_c(),
        kind: offer.kind.into(),
        file_size: offer.size,
        filename: bytes(offer.name),
    }
}

fn request(friend: FriendId, file: FileNumber, position: u64, length: u16) -> Tox_Event_File_Chunk_Request {
    Tox_Event_File_Chunk_Request { friend_number: number(friend), file_number: file.to_c(), position, length }
}

fn part(friend: FriendId, file: FileNumber, position: u64, data: Bytes) -> Tox_Event_File_Recv_Chunk {
    Tox_Event_File_Recv_Chunk { friend_number: number(friend), file_number: file.to_c(), position, data }
}

fn bytes(content: Content) -> Bytes {
    Bytes::from(content.into_vec())
}

/// Whether a client may send such lossless packets; others are of calls. Protocol: messenger, Custom packets.
fn is_lossless_of_client(packet: &[u8]) -> bool {
    matches!(packet.first(), Some(160..=191))
}

/// Whether such lossy packets are a client's; those below 200 are of calls. Protocol: messenger, Custom packets.
fn is_lossy_of_client(packet: &[u8]) -> bool {
    matches!(packet.first(), Some(200..=254))
}

#[cfg(test)]
mod tests;
