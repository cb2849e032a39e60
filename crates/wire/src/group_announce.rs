//! How public groups are found: announces of members, carried in onion announce packets. Protocol: wire, Group announces.

use std::fmt;
use std::net::SocketAddr;

use bytes::BufMut;
use toxcore_crypto::ed25519::SigningPublicKey;
use toxcore_crypto::{EphemeralPublicKey, InvalidHex};

use crate::bounded_list::BoundedList;
use crate::codec::{Encode, Parsed, array, be_u8, into_parse_error, invalid, parse_all, public_key};
use crate::error::{Field, ParseError};
use crate::ip_port::{PackedAddr, udp_addr};
use crate::node::{PackedNode, listed_node};

/// Most announces in one answer. Protocol: groups, Public discovery.
pub const MAX_GROUP_ANNOUNCES: usize = 4;

/// The name of a group: the public signature key of its founder's group key pair.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ChatId([u8; 32]);

impl ChatId {
    /// Bytes on the wire.
    pub const LEN: usize = 32;

    /// The id of these bytes.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; Self::LEN]) -> Self {
        Self(bytes)
    }

    /// Its bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; Self::LEN] {
        &self.0
    }
}

impl ChatId {
    /// The key that signs what the founder decides.
    #[must_use]
    pub const fn signing_key(&self) -> SigningPublicKey {
        SigningPublicKey::from_bytes(self.0)
    }

    /// 64 lower-case hexadecimal digits, as people pass it on.
    #[must_use]
    pub fn to_hex(&self) -> String {
        self.signing_key().to_hex()
    }

    /// Reads 64 hexadecimal digits of either case.
    ///
    /// # Errors
    /// [`InvalidHex`] if `text` is anything else.
    pub fn from_hex(text: &str) -> Result<Self, InvalidHex> {
        SigningPublicKey::from_hex(text).map(Self::from)
    }
}

impl From<SigningPublicKey> for ChatId {
    fn from(key: SigningPublicKey) -> Self {
        Self(*key.as_bytes())
    }
}

/// Shows the first four bytes.
impl fmt::Debug for ChatId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b, c, d, ..] = self.0;
        write!(f, "ChatId({a:02x}{b:02x}{c:02x}{d:02x}..)")
    }
}

/// Where a member of a group can be reached.
///
/// | bytes | content |
/// |---|---|
/// | 32 | the member's public encryption key |
/// | 1 | whether an address follows (readers take any value but 0 as yes) |
/// | 1 | number of relays, 0 or 1 |
/// | 0, 7 or 19 | packed UDP address |
/// | 0, 39 or 51 | packed node, a TCP relay |
///
/// At least one of the two is there. Nothing in it is authenticated.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct GroupAnnounce {
    /// The member's key in this group.
    pub member: EphemeralPublicKey,
    /// Its UDP address.
    pub addr: Option<SocketAddr>,
    /// A relay it is connected to. The reference takes a UDP node here as well, so it is kept as it came.
    pub relay: Option<PackedNode>,
}

/// Without the address.
impl std::fmt::Debug for GroupAnnounce {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("GroupAnnounce")
            .field("member", &self.member)
            .field("addr", &crate::Redacted(self.addr))
            .field("relay", &self.relay)
            .finish()
    }
}

/// An announce together with the group it is for: extra data of an announce request.
///
/// | bytes | content |
/// |---|---|
/// | 32 | chat id |
/// | 41 to 104 | [`GroupAnnounce`] |
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PublicGroupAnnounce {
    /// The group.
    pub chat_id: ChatId,
    /// The member.
    pub announce: GroupAnnounce,
}

/// Announces of one group, one after the other: extra data of an announce response.
pub type GroupAnnounceList = BoundedList<GroupAnnounce, MAX_GROUP_ANNOUNCES>;

impl GroupAnnounce {
    /// Bytes in front of address and relay.
    const HEADER_LEN: usize = EphemeralPublicKey::LEN + 1 + 1;
    /// Bytes of the shortest announce: an IPv4 address.
    pub const MIN_LEN: usize = Self::HEADER_LEN + PackedAddr::IPV4_LEN;
    /// Bytes of the longest announce.
    pub const MAX_LEN: usize = Self::HEADER_LEN + PackedAddr::MAX_LEN + PackedNode::MAX_LEN;

    /// Reads an announce that fills `input`.
    ///
    /// # Errors
    /// [`ParseError`] for neither address nor relay, more than one relay, an address that is not of UDP, and missing or
    /// left bytes.
    pub fn parse(input: &[u8]) -> Result<Self, ParseError> {
        parse_all(input, group_announce)
    }
}

impl PublicGroupAnnounce {
    /// Bytes of the shortest announce.
    pub const MIN_LEN: usize = ChatId::LEN + GroupAnnounce::MIN_LEN;
    /// Bytes of the longest announce.
    pub const MAX_LEN: usize = ChatId::LEN + GroupAnnounce::MAX_LEN;

    /// Reads the extra data of an announce request.
    ///
    /// # Errors
    /// As [`GroupAnnounce::parse`].
    pub fn parse(extra: &[u8]) -> Result<Self, ParseError> {
        parse_all(extra, public_group_announce)
    }
}

impl BoundedList<GroupAnnounce, MAX_GROUP_ANNOUNCES> {
    /// Bytes of the longest list.
    pub const MAX_LEN: usize = MAX_GROUP_ANNOUNCES * GroupAnnounce::MAX_LEN;

    /// Reads the extra data of an announce response. No data is an empty list.
    ///
    /// # Errors
    /// As [`GroupAnnounce::parse`], if any of them is malformed; [`ParseError::TrailingBytes`] after the fourth.
    pub fn parse(extra: &[u8]) -> Result<Self, ParseError> {
        let mut list = Self::new();
        let mut left = extra;
        while !left.is_empty() {
            let (rest, announce) = group_announce(left).map_err(|error| into_parse_error(&error))?;
            if list.push(announce).is_err() {
                return Err(ParseError::TrailingBytes(left.len()));
            }
            left = rest;
        }
        Ok(list)
    }
}

fn group_announce(input: &[u8]) -> Parsed<'_, GroupAnnounce> {
    let (input, member) = public_key(input)?;
    let (input, has_addr) = be_u8(input)?;
    let (input, relays) = be_u8(input)?;
    let (input, addr) = optional(has_addr != 0, udp_addr)(input)?;
    let (input, relay) = match relays {
        0 => (input, None),
        1 => optional(true, listed_node)(input)?,
        _ => return invalid(Field::Count),
    };
    if addr.is_none() && relay.is_none() {
        return invalid(Field::Count);
    }
    Ok((input, GroupAnnounce { member, addr, relay }))
}

fn public_group_announce(input: &[u8]) -> Parsed<'_, PublicGroupAnnounce> {
    let (input, chat_id) = array(input)?;
    let (input, announce) = group_announce(input)?;
    Ok((input, PublicGroupAnnounce { chat_id: ChatId(*chat_id), announce }))
}

/// The value of `reader` if it is there.
fn optional<'a, T>(
    present: bool,
    reader: impl Fn(&'a [u8]) -> Parsed<'a, T>,
) -> impl Fn(&'a [u8]) -> Parsed<'a, Option<T>> {
    move |input| {
        if !present {
            return Ok((input, None));
        }
        let (input, value) = reader(input)?;
        Ok((input, Some(value)))
    }
}

impl Encode for GroupAnnounce {
    fn encoded_len(&self) -> usize {
        Self::HEADER_LEN
            + self.addr.map_or(0, |addr| PackedAddr::Udp(addr).encoded_len())
            + self.relay.map_or(0, |relay| relay.encoded_len())
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_slice(self.member.as_bytes());
        out.put_u8(u8::from(self.addr.is_some()));
        out.put_u8(u8::from(self.relay.is_some()));
        if let Some(addr) = self.addr {
            PackedAddr::Udp(addr).encode(out);
        }
        if let Some(relay) = &self.relay {
            relay.encode(out);
        }
    }
}

impl Encode for PublicGroupAnnounce {
    fn encoded_len(&self) -> usize {
        ChatId::LEN + self.announce.encoded_len()
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_slice(self.chat_id.as_bytes());
        self.announce.encode(out);
    }
}

impl Encode for BoundedList<GroupAnnounce, MAX_GROUP_ANNOUNCES> {
    fn encoded_len(&self) -> usize {
        let mut len = 0;
        for announce in self {
            len += announce.encoded_len();
        }
        len
    }

    fn encode(&self, out: &mut impl BufMut) {
        for announce in self {
            announce.encode(out);
        }
    }
}

#[cfg(test)]
mod tests;
