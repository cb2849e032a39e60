//! Announce request: announces oneself at a node, or asks it about somebody. Both look alike from outside.
//!
//! | bytes | content |
//! |---|---|
//! | 1 | 0x83 plain, 0x87 extended |
//! | 24 | nonce |
//! | 32 | long-term public key when announcing, search key when searching |
//! | 16 | MAC of the payload |
//! | 32 | ping id, zero if unknown |
//! | 32 | key that is asked for |
//! | 32 | data key of the announcer, zero when searching |
//! | 8 | sendback, opaque |
//! | 0..136 | 0x87 only: group data |
//! | 177 | at its destination: return blob of the path's third node |

use bytes::BufMut;
use toxcore_crypto::{CombinedKey, EphemeralPublicKey, LongTermPublicKey, MAC_LEN, NONCE_LEN, Nonce};

use super::announce::{AnnounceForm, MAX_EXTRA_LEN, PING_ID_LEN};

use super::return_path::{RETURN_3_LEN, ReturnPath3};
use crate::boxes::{TooLong, check_len, seal_payload};
use crate::codec::{Parsed, array, parse_all, public_key, rest};
use crate::request_id::request_id;
use crate::{Encode, OpenError, PacketKind, ParseError, RequestId};

/// Announce request as it arrives at the node in question.
#[derive(Debug)]
pub struct AnnounceRequest<'a> {
    /// Whether it is 0x87, whose answer is 0x88.
    pub extended: bool,
    /// Nonce of the box.
    pub nonce: Nonce,
    /// Long-term key of an announcer or search key of a searcher: the packet does not tell.
    pub sender: EphemeralPublicKey,
    /// Way back for the answer, and for data to the announcer.
    pub return_path: ReturnPath3,
    sealed: &'a mut [u8],
}

impl<'a> AnnounceRequest<'a> {
    /// First byte of the plain form.
    pub const KIND: PacketKind = PacketKind::AnnounceRequest;
    /// First byte of the extended form.
    pub const EXTENDED_KIND: PacketKind = PacketKind::ExtendedAnnounceRequest;
    /// Length of the plain form as the client makes it, without return blob, in bytes (177).
    pub const CLIENT_LEN: usize = HEAD_LEN + MAC_LEN + AnnounceRequestPayload::LEN;
    /// Exact length of the plain form at its destination, and shortest of the extended form, in bytes (354).
    pub const LEN: usize = Self::CLIENT_LEN + RETURN_3_LEN;
    /// Longest extended form at its destination, in bytes (490).
    pub const MAX_LEN: usize = Self::LEN + MAX_EXTRA_LEN;

    /// Reads the unencrypted parts of a datagram.
    ///
    /// # Errors
    /// [`ParseError`] for another kind or a wrong length.
    pub fn parse(packet: &'a mut [u8]) -> Result<Self, ParseError> {
        let extended = match packet.first().copied().map(PacketKind::from) {
            Some(Self::KIND) => false,
            Some(Self::EXTENDED_KIND) => true,
            Some(other) => return Err(ParseError::Kind(other.number())),
            None => return Err(ParseError::Truncated),
        };
        check_len(packet, Self::LEN, if extended { Self::MAX_LEN } else { Self::LEN })?;
        let (head, rest) = packet.split_first_chunk_mut::<HEAD_LEN>().ok_or(ParseError::Truncated)?;
        let (sealed, return_path) = rest.split_last_chunk_mut::<RETURN_3_LEN>().ok_or(ParseError::Truncated)?;
        let (nonce, sender) = head[1..].split_first_chunk::<NONCE_LEN>().ok_or(ParseError::Truncated)?;
        let sender = sender.first_chunk().ok_or(ParseError::Truncated)?;
        Ok(Self {
            extended,
            nonce: Nonce::from_bytes(*nonce),
            sender: EphemeralPublicKey::from_bytes(*sender),
            return_path: ReturnPath3::from_bytes(*return_path),
            sealed,
        })
    }

    /// Opens the box with the key of [`sender`](Self::sender) and our DHT key.
    ///
    /// # Errors
    /// [`OpenError`].
    pub fn open(self, key: &CombinedKey) -> Result<AnnounceRequestPayload<'a>, OpenError> {
        let plain = key.open_in_place(&self.nonce, self.sealed)?;
        Ok(parse_all(plain, |input| AnnounceRequestPayload::read(input, self.extended))?)
    }
}

/// Encrypted part of an announce request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AnnounceRequestPayload<'a> {
    /// Ping id from an earlier answer of the same node over the same path; zero if there is none.
    pub ping_id: [u8; PING_ID_LEN],
    /// Own long-term key when announcing, a friend's when searching; the id of the chat for a group.
    pub searched: LongTermPublicKey,
    /// Key for data routed to the announcer; all zero when searching.
    pub data_key: EphemeralPublicKey,
    /// Comes back with the answer.
    pub sendback: RequestId,
    /// Form of the request, with its group data.
    pub form: AnnounceForm<'a>,
}

impl<'a> AnnounceRequestPayload<'a> {
    /// Length without group data, in bytes (104).
    pub const LEN: usize = PING_ID_LEN + LongTermPublicKey::LEN + EphemeralPublicKey::LEN + RequestId::LEN;

    /// Appends the whole request, without return blob, to `out`: what a client puts into a path. `sender` is the
    /// public key of `key`, which is the combined key with the node's DHT key.
    ///
    /// # Errors
    /// [`TooLong`] if the group data exceeds [`MAX_EXTRA_LEN`]; nothing is appended.
    pub fn seal(
        &self,
        sender: &EphemeralPublicKey,
        nonce: &Nonce,
        key: &CombinedKey,
        out: &mut Vec<u8>,
    ) -> Result<(), TooLong> {
        TooLong::check(self.form.extra().len(), MAX_EXTRA_LEN)?;
        let kind = if self.form.is_extended() { AnnounceRequest::EXTENDED_KIND } else { AnnounceRequest::KIND };
        out.put_u8(kind.number());
        out.put_slice(nonce.as_bytes());
        out.put_slice(sender.as_bytes());
        seal_payload(key, nonce, self, out);
        Ok(())
    }

    fn read(input: &'a [u8], extended: bool) -> Parsed<'a, Self> {
        let (input, ping_id) = array(input)?;
        let (input, searched) = public_key(input)?;
        let (input, data_key) = public_key(input)?;
        let (input, sendback) = request_id(input)?;
        let (input, form) = if extended {
            let (input, extra) = rest(input)?;
            (input, AnnounceForm::Extended(extra))
        } else {
            (input, AnnounceForm::Plain)
        };
        Ok((input, Self { ping_id: *ping_id, searched, data_key, sendback, form }))
    }
}

impl Encode for AnnounceRequestPayload<'_> {
    fn encoded_len(&self) -> usize {
        Self::LEN + self.form.extra().len()
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_slice(&self.ping_id);
        out.put_slice(self.searched.as_bytes());
        out.put_slice(self.data_key.as_bytes());
        self.sendback.encode(out);
        out.put_slice(self.form.extra());
    }
}

/// Kind, nonce and sender.
const HEAD_LEN: usize = 1 + NONCE_LEN + EphemeralPublicKey::LEN;

const _: () = assert!(AnnounceRequest::CLIENT_LEN == 177 && AnnounceRequest::MAX_LEN == 490);

#[cfg(test)]
mod tests;
