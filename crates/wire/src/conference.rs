//! Packets of conferences, the old group chats, between any two members. Protocol: conference.
//!
//! Each one is the data of one [`CryptoData`](crate::net_crypto::CryptoData); its first byte is the id. Numbers are
//! big-endian. Every member has a number of its own for a conference, and packets carry that of their receiver unless said
//! otherwise.

mod direct;
mod identifier;
mod invite;
mod lossy;
mod message;
mod packet;
mod peers;
mod presence;

pub use direct::{DirectContent, DirectPacket};
pub use identifier::{ConferenceId, ConferenceIdentifier, ConferenceType, InviteCookie};
pub use invite::{Accept, AlreadyMember, Invite, InvitePacket};
pub use lossy::LossyMessage;
pub use message::{GroupMessage, MAX_MESSAGE_DATA_LEN, MessageContent, MessageId};
pub use packet::ConferencePacket;
pub use peers::{PeerEntries, PeerEntry};
pub use presence::{PeerOnline, Rejoin};

pub use crate::friend::MAX_NAME_LEN;
pub use crate::savedata::MAX_TITLE_LEN;

/// Longest packet in bytes (1373), with its id.
pub const MAX_PACKET_LEN: usize = crate::net_crypto::MAX_DATA_LEN;

/// Writes the conference number of another receiver into a packet that has it in front: of [`DirectPacket`],
/// [`GroupMessage`] and [`LossyMessage`]. Whoever relays a message changes nothing else.
pub fn readdress(packet: &mut [u8], conference_number: u16) {
    if let Some(field) = packet.get_mut(1..).and_then(<[u8]>::first_chunk_mut) {
        *field = conference_number.to_be_bytes();
    }
}

/// The error for a packet that is longer than any.
fn check_len(packet: &[u8]) -> Result<(), crate::ParseError> {
    if packet.len() > MAX_PACKET_LEN { Err(crate::ParseError::TooLong(packet.len())) } else { Ok(()) }
}

#[cfg(test)]
mod tests;
