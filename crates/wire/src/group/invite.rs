//! How friends bring friends in: lossless packets between friends.
//!
//! | bytes | content |
//! |---|---|
//! | 1 | 0x5f |
//! | 1 | 0xfe; readers take any |
//! | 1 | 0 invite, 1 accepted, 2 confirmation |
//! | 32 | chat id |
//! | 32 | encryption key of the sender in the group |
//! | | invite: name of the group, 1 to 48 bytes; confirmation: up to 3 packed nodes, relays of the sender |

use bytes::BufMut;
use toxcore_crypto::EphemeralPublicKey;

use super::{ChatId, GroupName, MAX_GROUP_RELAYS, ShortBytes};
use crate::codec::{Parsed, array, be_u8, expect_kind, invalid, parse_front, public_key, rest};
use crate::error::{Fault, Field};
use crate::{BoundedList, Encode, PackedNode, ParseError};

/// Group and member: what an invite is about, and what `tox.h` calls invite data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct InviteData {
    /// The group.
    pub chat_id: ChatId,
    /// The sender of the packet, in the group.
    pub member: EphemeralPublicKey,
}

/// A packet between friends about a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupInvitePacket {
    /// Offers to bring the receiver in.
    Invite {
        /// Group and inviter.
        data: InviteData,
        /// Name of the group, not empty.
        name: GroupName,
    },
    /// The offer is taken.
    Accepted {
        /// Group and newcomer.
        data: InviteData,
    },
    /// The inviter waits for the newcomer's handshake.
    Confirmation {
        /// Group and inviter.
        data: InviteData,
        /// Where the inviter can be reached, besides the address that the friend has already.
        relays: BoundedList<PackedNode, MAX_GROUP_RELAYS>,
    },
}

impl InviteData {
    /// Length in bytes (64).
    pub const LEN: usize = ChatId::LEN + EphemeralPublicKey::LEN;

    /// Reads invite data as programs hand it over; what follows is ignored.
    ///
    /// # Errors
    /// [`ParseError::Truncated`] for less than [`LEN`](Self::LEN) bytes.
    pub fn parse(data: &[u8]) -> Result<Self, ParseError> {
        parse_front(data, invite_data)
    }
}

impl GroupInvitePacket {
    /// First byte.
    pub const ID: u8 = 0x5f;
    /// Bytes of a packet that ends with the keys (67).
    pub const MIN_LEN: usize = 1 + 1 + 1 + InviteData::LEN;

    /// Reads a packet.
    ///
    /// A longer name than a group can have is cut. Relays that cannot be read are none: the friend's address may do.
    ///
    /// # Errors
    /// [`ParseError`] for another id, an unknown type, too few bytes, and an invite without a name.
    pub fn parse(packet: &[u8]) -> Result<Self, ParseError> {
        parse_front(expect_kind(packet, Self::ID)?, invite_packet)
    }

    /// Group and sender.
    #[must_use]
    pub const fn data(&self) -> &InviteData {
        match self {
            Self::Invite { data, .. } | Self::Accepted { data } | Self::Confirmation { data, .. } => data,
        }
    }
}

impl Encode for InviteData {
    fn encoded_len(&self) -> usize {
        Self::LEN
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_slice(self.chat_id.as_bytes());
        out.put_slice(self.member.as_bytes());
    }
}

impl Encode for GroupInvitePacket {
    fn encoded_len(&self) -> usize {
        let end = match self {
            Self::Invite { name, .. } => name.len(),
            Self::Accepted { .. } => 0,
            Self::Confirmation { relays, .. } => relays.encoded_len(),
        };
        Self::MIN_LEN + end
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_slice(&[Self::ID, MARK]);
        match self {
            Self::Invite { data, name } => {
                out.put_u8(INVITE);
                data.encode(out);
                out.put_slice(name);
            }
            Self::Accepted { data } => {
                out.put_u8(ACCEPTED);
                data.encode(out);
            }
            Self::Confirmation { data, relays } => {
                out.put_u8(CONFIRMATION);
                data.encode(out);
                relays.encode(out);
            }
        }
    }
}

fn invite_data(input: &[u8]) -> Parsed<'_, InviteData> {
    let (input, chat_id) = array(input)?;
    let (input, member) = public_key(input)?;
    Ok((input, InviteData { chat_id: ChatId::from_bytes(*chat_id), member }))
}

fn invite_packet(input: &[u8]) -> Parsed<'_, GroupInvitePacket> {
    let (input, _mark) = be_u8(input)?;
    let (input, kind) = be_u8(input)?;
    let (input, data) = invite_data(input)?;
    let (input, end) = rest(input)?;
    let packet = match kind {
        INVITE if end.is_empty() => return Err(nom::Err::Error(Fault::Truncated)),
        INVITE => GroupInvitePacket::Invite { data, name: ShortBytes::first(end) },
        ACCEPTED => GroupInvitePacket::Accepted { data },
        CONFIRMATION => {
            let relays = BoundedList::parse_prefix(end).map_or(BoundedList::new(), |(_, relays)| relays);
            GroupInvitePacket::Confirmation { data, relays }
        }
        _ => return invalid(Field::InnerKind),
    };
    Ok((input, packet))
}

/// Second byte of all packets. It means nothing.
const MARK: u8 = 0xfe;
/// Type of an invite.
const INVITE: u8 = 0;
/// Type of an answer.
const ACCEPTED: u8 = 1;
/// Type of a confirmation.
const CONFIRMATION: u8 = 2;

const _: () = assert!(GroupInvitePacket::MIN_LEN == 67);
