//! Announce response: what a node knows about the key it was asked for, and nodes nearer to that key.
//!
//! | bytes | content |
//! |---|---|
//! | 1 | 0x84 plain, 0x88 extended |
//! | 8 | sendback of the request |
//! | 24 | nonce |
//! | 16 | MAC of the payload, under the key of the request |
//! | 1 | status 0, 1 or 2, see [`AnnounceStatus`] |
//! | 32 | ping id, or data key with status 1 |
//! | 1 | 0x88 only: number of nodes |
//! | 39 or 51 each | up to 4 packed nodes, UDP only; in 0x84 they fill the rest |
//! | 0..416 | 0x88 only: stored group announces |

use bytes::BufMut;
use toxcore_crypto::{CombinedKey, EphemeralPublicKey, MAC_LEN, NONCE_LEN, Nonce};

use super::announce::{AnnounceForm, AnnounceStatus, MAX_ANNOUNCES_LEN, PING_ID_LEN};

use crate::boxes::{TooLong, check_len, seal_payload};
use crate::codec::{Parsed, array, be_u8, invalid, parse_all, rest};
use crate::error::Field;
use crate::node::listed_node;
use crate::node_list::node_list;
use crate::{Encode, NodeList, OpenError, PacketKind, ParseError, RequestId};

/// Announce response as it arrives at the client.
#[derive(Debug)]
pub struct AnnounceResponse<'a> {
    /// Whether it is 0x88.
    pub extended: bool,
    /// Tells which request this answers, and so which key opens it.
    pub sendback: RequestId,
    /// Nonce of the box.
    pub nonce: Nonce,
    sealed: &'a mut [u8],
}

impl<'a> AnnounceResponse<'a> {
    /// First byte of the plain form.
    pub const KIND: PacketKind = PacketKind::AnnounceResponse;
    /// First byte of the extended form.
    pub const EXTENDED_KIND: PacketKind = PacketKind::ExtendedAnnounceResponse;
    /// Shortest plain form in bytes (82): no nodes. The extended form has one more for the count.
    pub const MIN_LEN: usize = HEAD_LEN + MAC_LEN + AnnounceResponsePayload::MIN_LEN;
    /// Longest plain form in bytes (286).
    pub const MAX_LEN: usize = Self::MIN_LEN + NodeList::MAX_LEN;
    /// Longest extended form in bytes (703).
    pub const EXTENDED_MAX_LEN: usize = Self::MAX_LEN + 1 + MAX_ANNOUNCES_LEN;

    /// Reads the unencrypted parts.
    ///
    /// # Errors
    /// [`ParseError`] for another kind or a length out of range.
    pub fn parse(packet: &'a mut [u8]) -> Result<Self, ParseError> {
        let extended = match packet.first().copied().map(PacketKind::from) {
            Some(Self::KIND) => false,
            Some(Self::EXTENDED_KIND) => true,
            Some(other) => return Err(ParseError::Kind(other.number())),
            None => return Err(ParseError::Truncated),
        };
        let (min, max) =
            if extended { (Self::MIN_LEN + 1, Self::EXTENDED_MAX_LEN) } else { (Self::MIN_LEN, Self::MAX_LEN) };
        check_len(packet, min, max)?;
        let (head, sealed) = packet.split_first_chunk_mut::<HEAD_LEN>().ok_or(ParseError::Truncated)?;
        let (sendback, nonce) = head[1..].split_first_chunk::<{ RequestId::LEN }>().ok_or(ParseError::Truncated)?;
        let nonce = nonce.first_chunk().ok_or(ParseError::Truncated)?;
        Ok(Self { extended, sendback: RequestId::from_bytes(*sendback), nonce: Nonce::from_bytes(*nonce), sealed })
    }

    /// Opens the box with the combined key of the request.
    ///
    /// # Errors
    /// [`OpenError`].
    pub fn open(self, key: &CombinedKey) -> Result<AnnounceResponsePayload<'a>, OpenError> {
        let plain = key.open_in_place(&self.nonce, self.sealed)?;
        Ok(parse_all(plain, |input| AnnounceResponsePayload::read(input, self.extended))?)
    }
}

/// Encrypted part of an announce response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnnounceResponsePayload<'a> {
    /// What the node knows, with a ping id or data key.
    pub status: AnnounceStatus,
    /// Nodes nearer to the key that was asked for.
    pub nodes: NodeList,
    /// Form of the response, with the group announces as they were stored.
    pub form: AnnounceForm<'a>,
}

impl<'a> AnnounceResponsePayload<'a> {
    /// Length without nodes, count and announces, in bytes (33).
    pub const MIN_LEN: usize = 1 + PING_ID_LEN;

    /// Appends the whole response to `out`. `key` is the combined key of the request.
    ///
    /// # Errors
    /// [`TooLong`] if the announces exceed [`MAX_ANNOUNCES_LEN`]; nothing is appended.
    pub fn seal(
        &self,
        sendback: &RequestId,
        nonce: &Nonce,
        key: &CombinedKey,
        out: &mut Vec<u8>,
    ) -> Result<(), TooLong> {
        TooLong::check(self.form.extra().len(), MAX_ANNOUNCES_LEN)?;
        let kind = if self.form.is_extended() { AnnounceResponse::EXTENDED_KIND } else { AnnounceResponse::KIND };
        out.put_u8(kind.number());
        sendback.encode(out);
        out.put_slice(nonce.as_bytes());
        seal_payload(key, nonce, self, out);
        Ok(())
    }

    fn read(input: &'a [u8], extended: bool) -> Parsed<'a, Self> {
        let (input, status) = be_u8(input)?;
        let (input, value) = array::<PING_ID_LEN>(input)?;
        let status = match status {
            0 => AnnounceStatus::NotStored { ping_id: *value },
            1 => AnnounceStatus::Found { data_key: EphemeralPublicKey::from_bytes(*value) },
            2 => AnnounceStatus::Stored { ping_id: *value },
            _ => return invalid(Field::Status),
        };
        if !extended {
            let (input, nodes) = node_list(input)?;
            return Ok((input, Self { status, nodes, form: AnnounceForm::Plain }));
        }
        let (input, count) = be_u8(input)?;
        let (input, nodes) = counted_nodes(input, count)?;
        let (input, announces) = rest(input)?;
        Ok((input, Self { status, nodes, form: AnnounceForm::Extended(announces) }))
    }
}

/// Exactly `count` nodes. What follows them is no list, so it does not end at the first byte that is no family.
fn counted_nodes(mut input: &[u8], count: u8) -> Parsed<'_, NodeList> {
    let mut nodes = NodeList::new();
    for _ in 0..count {
        let (rest, node) = listed_node(input)?;
        if nodes.push(node).is_err() {
            return invalid(Field::Count);
        }
        input = rest;
    }
    Ok((input, nodes))
}

impl Encode for AnnounceResponsePayload<'_> {
    fn encoded_len(&self) -> usize {
        let count_len = usize::from(self.form.is_extended());
        Self::MIN_LEN + count_len + self.nodes.encoded_len() + self.form.extra().len()
    }

    fn encode(&self, out: &mut impl BufMut) {
        let (status, value) = match &self.status {
            AnnounceStatus::NotStored { ping_id } => (0, ping_id),
            AnnounceStatus::Found { data_key } => (1, data_key.as_bytes()),
            AnnounceStatus::Stored { ping_id } => (2, ping_id),
        };
        out.put_u8(status);
        out.put_slice(value);
        if self.form.is_extended() {
            out.put_u8(self.nodes.len() as u8);
        }
        self.nodes.encode(out);
        out.put_slice(self.form.extra());
    }
}

/// Kind, sendback and nonce.
const HEAD_LEN: usize = 1 + RequestId::LEN + NONCE_LEN;

const _: () = {
    assert!(AnnounceResponse::MIN_LEN == 82 && AnnounceResponse::MAX_LEN == 286);
    assert!(AnnounceResponse::EXTENDED_MAX_LEN == 703);
};

#[cfg(test)]
mod tests;
