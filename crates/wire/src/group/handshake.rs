//! Handshake of two members, request and response.
//!
//! | bytes | content |
//! |---|---|
//! | 1 | 0x5a |
//! | 32 | encryption key of the sender in the group |
//! | 32 | encryption key of the receiver in the group |
//! | 24 | nonce, random |
//! | 16 | MAC, under both encryption keys |
//! | 1 | 0 request, 1 response |
//! | 32 | session key of the sender |
//! | 32 | signature key of the sender |
//! | 1 | what follows the handshake: 0 request to be let in, 1 exchange of peer infos |
//! | 1 | 0 if the sender joins by the chat id, 1 otherwise; 0 in responses |
//! | 0, 39 or 51 | packed node, a relay of the sender |

use bytes::BufMut;
use toxcore_crypto::ed25519::SigningPublicKey;
use toxcore_crypto::{CombinedKey, EphemeralPublicKey, ExtendedPublicKey, MAC_LEN, NONCE_LEN, Nonce};

use super::packet::MAX_GROUP_PACKET_LEN;
use crate::boxes::{check_len, seal_payload};
use crate::codec::{Parsed, array, be_u8, expect_kind, invalid, nonce, parse_all, parse_front, public_key};
use crate::error::Field;
use crate::node::listed_node;
use crate::{Encode, OpenError, PackedNode, PacketKind, ParseError};

/// Handshake as it arrives.
#[derive(Debug)]
pub struct GroupHandshakePacket<'a> {
    /// Who says to have sent it.
    pub sender: EphemeralPublicKey,
    /// For whom it is: tells which of our groups it is about.
    pub receiver: EphemeralPublicKey,
    nonce: Nonce,
    sealed: &'a mut [u8],
}

/// What a member tells in its handshake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GroupHandshake {
    /// Request or response.
    pub kind: HandshakeKind,
    /// Key of the session that begins.
    pub session_key: EphemeralPublicKey,
    /// What the sender signs with. Belongs to its encryption key.
    pub signing_key: SigningPublicKey,
    /// What the requester will do next; responses say the same.
    pub purpose: HandshakePurpose,
    /// How the sender found the group. Means nothing in responses.
    pub join_type: JoinType,
    /// A relay at which the sender may be. Means nothing in responses.
    pub relay: Option<PackedNode>,
}

/// A handshake that was opened, so that its sender has its encryption key, but whose signature key may be another's.
#[derive(Clone, Copy, Debug)]
pub struct UncheckedGroupHandshake {
    sender: EphemeralPublicKey,
    claimed: GroupHandshake,
}

/// Which half of a handshake.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum HandshakeKind {
    /// The first.
    Request = 0,
    /// The second.
    Response = 1,
}

/// What a handshake is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HandshakePurpose {
    /// To be let in.
    Invite,
    /// To meet a member as one who is in already.
    PeerInfo,
    /// Another byte. It is sent back like the others.
    Other(u8),
}

/// How somebody found a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum JoinType {
    /// By the chat id, since the program started. Private groups throw out whoever says so.
    Public = 0,
    /// By an invite, or from a save file. Every byte but 0 means this.
    Private = 1,
}

impl<'a> GroupHandshakePacket<'a> {
    /// First byte.
    pub const KIND: PacketKind = PacketKind::GroupHandshake;
    /// Shortest packet in bytes (172).
    pub const MIN_LEN: usize = HEAD_LEN + MAC_LEN + GroupHandshake::MIN_LEN;
    /// Longest packet in bytes (223) that is sent; longer ones are taken, too.
    pub const MAX_SENT_LEN: usize = Self::MIN_LEN + PackedNode::MAX_LEN;

    /// Reads the unencrypted parts.
    ///
    /// # Errors
    /// [`ParseError`] for another kind or a length out of range.
    pub fn parse(packet: &'a mut [u8]) -> Result<Self, ParseError> {
        expect_kind(packet, Self::KIND.number())?;
        check_len(packet, Self::MIN_LEN, MAX_GROUP_PACKET_LEN)?;
        let (head, sealed) = packet.split_first_chunk_mut::<HEAD_LEN>().ok_or(ParseError::Truncated)?;
        let (sender, receiver, nonce) = parse_all(head, |input| {
            let (input, _kind) = array::<1>(input)?;
            let (input, sender) = public_key(input)?;
            let (input, receiver) = public_key(input)?;
            let (input, nonce) = nonce(input)?;
            Ok((input, (sender, receiver, nonce)))
        })?;
        Ok(Self { sender, receiver, nonce, sealed })
    }

    /// Opens the box with the combined key of both encryption keys, and checks that the signature key is the sender's own:
    /// roles are decided by it.
    ///
    /// # Errors
    /// [`OpenError`]; [`Field::Key`] if the signature key belongs to somebody else or to nobody.
    pub fn open(self, key: &CombinedKey) -> Result<GroupHandshake, OpenError> {
        self.open_unchecked(key)?.check()
    }

    /// As [`open`](Self::open), but leaves the check of the signature key, which costs more than all the rest, for later.
    ///
    /// # Errors
    /// [`OpenError`].
    pub fn open_unchecked(self, key: &CombinedKey) -> Result<UncheckedGroupHandshake, OpenError> {
        let claimed = GroupHandshake::parse(key.open_in_place(&self.nonce, self.sealed)?)?;
        Ok(UncheckedGroupHandshake { sender: self.sender, claimed })
    }
}

impl UncheckedGroupHandshake {
    /// Request or response.
    #[must_use]
    pub const fn kind(&self) -> HandshakeKind {
        self.claimed.kind
    }

    /// Key of the session that begins.
    #[must_use]
    pub const fn session_key(&self) -> &EphemeralPublicKey {
        &self.claimed.session_key
    }

    /// Checks that the signature key is the sender's own.
    ///
    /// # Errors
    /// [`Field::Key`] if it belongs to somebody else or to nobody.
    pub fn check(self) -> Result<GroupHandshake, OpenError> {
        let keys = ExtendedPublicKey { encryption: self.sender, signing: self.claimed.signing_key };
        if keys.is_consistent() { Ok(self.claimed) } else { Err(ParseError::Invalid(Field::Key).into()) }
    }

    /// Without the check, which was made when the sender told `own` before. `None` if it tells another key now.
    #[must_use]
    pub fn checked_before(&self, own: &SigningPublicKey) -> Option<GroupHandshake> {
        (self.claimed.signing_key == *own).then_some(self.claimed)
    }
}

impl GroupHandshake {
    /// Bytes without a relay (67).
    pub const MIN_LEN: usize = 1 + EphemeralPublicKey::LEN + SigningPublicKey::LEN + 1 + 1;

    /// Reads the plaintext. A relay that cannot be read is none; what follows it is ignored.
    ///
    /// # Errors
    /// [`ParseError`] for a length below [`MIN_LEN`](Self::MIN_LEN) or an unknown kind.
    pub fn parse(plain: &[u8]) -> Result<Self, ParseError> {
        parse_front(plain, handshake)
    }

    /// Appends the whole packet to `out`. `key` is the combined key of both encryption keys, the nonce a fresh one.
    pub fn seal(
        &self,
        sender: &EphemeralPublicKey,
        receiver: &EphemeralPublicKey,
        nonce: &Nonce,
        key: &CombinedKey,
        out: &mut Vec<u8>,
    ) {
        out.put_u8(GroupHandshakePacket::KIND.number());
        out.put_slice(sender.as_bytes());
        out.put_slice(receiver.as_bytes());
        out.put_slice(nonce.as_bytes());
        seal_payload(key, nonce, self, out);
    }
}

impl Encode for GroupHandshake {
    fn encoded_len(&self) -> usize {
        Self::MIN_LEN + self.relay.map_or(0, |relay| relay.encoded_len())
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_u8(self.kind as u8);
        out.put_slice(self.session_key.as_bytes());
        out.put_slice(self.signing_key.as_bytes());
        out.put_u8(self.purpose.to_u8());
        out.put_u8(self.join_type as u8);
        if let Some(relay) = &self.relay {
            relay.encode(out);
        }
    }
}

impl HandshakePurpose {
    const fn from_u8(byte: u8) -> Self {
        match byte {
            0 => Self::Invite,
            1 => Self::PeerInfo,
            other => Self::Other(other),
        }
    }

    const fn to_u8(self) -> u8 {
        match self {
            Self::Invite => 0,
            Self::PeerInfo => 1,
            Self::Other(byte) => byte,
        }
    }
}

fn handshake(input: &[u8]) -> Parsed<'_, GroupHandshake> {
    let (input, kind) = be_u8(input)?;
    let kind = match kind {
        0 => HandshakeKind::Request,
        1 => HandshakeKind::Response,
        _ => return invalid(Field::InnerKind),
    };
    let (input, session_key) = public_key(input)?;
    let (input, signing_key) = array(input)?;
    let (input, purpose) = be_u8(input)?;
    let (input, join_type) = be_u8(input)?;
    let (input, relay) = match listed_node::<PackedNode>(input) {
        Ok((rest, relay)) => (rest, Some(relay)),
        Err(_) => (input, None),
    };
    let handshake = GroupHandshake {
        kind,
        session_key,
        signing_key: SigningPublicKey::from_bytes(*signing_key),
        purpose: HandshakePurpose::from_u8(purpose),
        join_type: if join_type == 0 { JoinType::Public } else { JoinType::Private },
        relay,
    };
    Ok((input, handshake))
}

/// Kind, both keys and nonce.
const HEAD_LEN: usize = 1 + 2 * EphemeralPublicKey::LEN + NONCE_LEN;

const _: () = assert!(GroupHandshakePacket::MIN_LEN == 172 && GroupHandshakePacket::MAX_SENT_LEN == 223);

#[cfg(test)]
mod tests;
