//! What a member knows, in numbers. Lossy kind 0x01; keeps the connection alive and starts synchronisations.
//!
//! | bytes | content |
//! |---|---|
//! | 2 | checksum of the confirmed members |
//! | 2 | number of confirmed members, the sender included |
//! | 4 | version of the shared state |
//! | 4 | version of the sanctions |
//! | 2 | sum of the checksums of sanctions and roles |
//! | 4 | version of the topic |
//! | 2 | checksum of the topic |
//! | 0, 7 or 19 | packed UDP address of the sender |

use std::net::SocketAddr;

use bytes::BufMut;

use super::LossyKind;
use crate::codec::{Parsed, be_u16, be_u32, parse_front};
use crate::ip_port::udp_addr;
use crate::{Encode, PackedAddr, ParseError};

/// Ping of a confirmed member.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct GroupPing {
    /// [`peers_checksum`](super::peers_checksum) of the confirmed members.
    pub peers_checksum: u16,
    /// Number of confirmed members, the sender included.
    pub confirmed_peers: u16,
    /// Version of the shared state.
    pub state_version: u32,
    /// Version of the sanctions.
    pub sanctions_version: u32,
    /// [`roles_checksum`](super::roles_checksum) and the checksum in the sanctions' credentials, added.
    pub moderation_checksum: u16,
    /// Version of the topic.
    pub topic_version: u32,
    /// Checksum of the topic.
    pub topic_checksum: u16,
    /// Where the sender can be reached, if it tells.
    pub addr: Option<SocketAddr>,
}

/// Without the address.
impl std::fmt::Debug for GroupPing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("GroupPing")
            .field("peers_checksum", &self.peers_checksum)
            .field("confirmed_peers", &self.confirmed_peers)
            .field("state_version", &self.state_version)
            .field("sanctions_version", &self.sanctions_version)
            .field("moderation_checksum", &self.moderation_checksum)
            .field("topic_version", &self.topic_version)
            .field("topic_checksum", &self.topic_checksum)
            .field("addr", &crate::Redacted(self.addr))
            .finish()
    }
}

impl GroupPing {
    /// Kind of the lossy packet.
    pub const KIND: LossyKind = LossyKind::Ping;
    /// Bytes without an address (20).
    pub const MIN_LEN: usize = 4 * size_of::<u16>() + 3 * size_of::<u32>();
    /// Most bytes that are sent (39).
    pub const MAX_SENT_LEN: usize = Self::MIN_LEN + PackedAddr::MAX_LEN;

    /// Reads the data of a packet. An address that cannot be read is none; what follows is ignored.
    ///
    /// # Errors
    /// [`ParseError::Truncated`] for less than [`MIN_LEN`](Self::MIN_LEN) bytes.
    pub fn parse(data: &[u8]) -> Result<Self, ParseError> {
        parse_front(data, ping)
    }
}

impl Encode for GroupPing {
    fn encoded_len(&self) -> usize {
        Self::MIN_LEN + self.addr.map_or(0, |addr| PackedAddr::Udp(addr).encoded_len())
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_u16(self.peers_checksum);
        out.put_u16(self.confirmed_peers);
        out.put_u32(self.state_version);
        out.put_u32(self.sanctions_version);
        out.put_u16(self.moderation_checksum);
        out.put_u32(self.topic_version);
        out.put_u16(self.topic_checksum);
        if let Some(addr) = self.addr {
            PackedAddr::Udp(addr).encode(out);
        }
    }
}

fn ping(input: &[u8]) -> Parsed<'_, GroupPing> {
    let (input, peers_checksum) = be_u16(input)?;
    let (input, confirmed_peers) = be_u16(input)?;
    let (input, state_version) = be_u32(input)?;
    let (input, sanctions_version) = be_u32(input)?;
    let (input, moderation_checksum) = be_u16(input)?;
    let (input, topic_version) = be_u32(input)?;
    let (input, topic_checksum) = be_u16(input)?;
    let addr = udp_addr(input).ok().map(|(_, addr)| addr);
    let ping = GroupPing {
        peers_checksum,
        confirmed_peers,
        state_version,
        sanctions_version,
        moderation_checksum,
        topic_version,
        topic_checksum,
        addr,
    };
    Ok((&[], ping))
}
