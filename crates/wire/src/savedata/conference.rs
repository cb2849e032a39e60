//! Conferences in the save file, one after the other; numbers little-endian. Protocol: savedata, Conferences.
//!
//! | bytes | content |
//! |---|---|
//! | 1 | type: 0 text, 1 audio |
//! | 32 | id |
//! | 4 | message number |
//! | 2 | lossy message number |
//! | 2 | own peer number |
//! | 4 | number of peers |
//! | 1 | length of the title |
//! | 0 to 128 | title |
//! | 75 to 203 each | peers |
//!
//! | bytes | content of a peer |
//! |---|---|
//! | 32 | long-term public key |
//! | 32 | DHT public key |
//! | 2 | peer number |
//! | 8 | last active, seconds |
//! | 1 | length of the name |
//! | 0 to 128 | name |

use bytes::BufMut;
use toxcore_crypto::{DhtPublicKey, LongTermPublicKey};

use super::codec::{le_u16, le_u32, le_u64};
use crate::Encode;
use crate::codec::{Parsed, array, be_u8, invalid, public_key, slice};
use crate::error::Field;
use crate::friend::MAX_NAME_LEN;

/// By how much the message number is higher in the file than in memory, so that numbers never come twice, even if the
/// file is old. Protocol: savedata, Conferences.
pub const MESSAGE_NUMBER_LEAP: u32 = 65_536;
/// As [`MESSAGE_NUMBER_LEAP`], for lossy messages.
pub const LOSSY_NUMBER_LEAP: u16 = 8_192;
/// Longest title in bytes. Protocol: savedata, Conferences.
pub const MAX_TITLE_LEN: usize = 128;

/// A conference we are connected to.
#[derive(Clone, PartialEq, Eq)]
pub struct SavedConference {
    /// 0 for text, 1 for audio.
    pub kind: u8,
    /// Names the conference together with its type.
    pub id: [u8; Self::ID_LEN],
    /// Number of the last message as it may count after loading: the writer adds [`MESSAGE_NUMBER_LEAP`].
    pub message_number: u32,
    /// Number of the last lossy message; the writer adds [`LOSSY_NUMBER_LEAP`].
    pub lossy_message_number: u16,
    /// Our number among the peers.
    pub own_peer_number: u16,
    /// At most [`MAX_TITLE_LEN`] bytes, empty if there is none.
    pub title: Vec<u8>,
    /// All others, present or not.
    pub peers: Vec<SavedConferencePeer>,
}

/// Without its title.
impl std::fmt::Debug for SavedConference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SavedConference")
            .field("kind", &self.kind)
            .field("message_number", &self.message_number)
            .field("lossy_message_number", &self.lossy_message_number)
            .field("own_peer_number", &self.own_peer_number)
            .field("title", &crate::redacted::Length(&self.title))
            .field("peers", &self.peers)
            .finish_non_exhaustive()
    }
}

/// A peer of a conference.
#[derive(Clone, PartialEq, Eq)]
pub struct SavedConferencePeer {
    /// Who it is.
    pub key: LongTermPublicKey,
    /// The DHT key last heard of.
    pub dht_key: DhtPublicKey,
    /// Number in the conference.
    pub peer_number: u16,
    /// Time of the last message, in seconds of the writer's clock; that of the reference starts in 1970.
    pub last_active_seconds: u64,
    /// At most [`MAX_NAME_LEN`] bytes.
    pub name: Vec<u8>,
}

/// Without the name.
impl std::fmt::Debug for SavedConferencePeer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SavedConferencePeer")
            .field("key", &self.key)
            .field("dht_key", &self.dht_key)
            .field("peer_number", &self.peer_number)
            .field("last_active_seconds", &self.last_active_seconds)
            .field("name", &crate::redacted::Length(&self.name))
            .finish()
    }
}

impl SavedConference {
    /// Bytes of the id.
    pub const ID_LEN: usize = 32;
    /// Bytes of a conference without title and peers.
    pub const MIN_LEN: usize =
        1 + Self::ID_LEN + size_of::<u32>() + size_of::<u16>() + size_of::<u16>() + size_of::<u32>() + size_of::<u8>();
}

impl SavedConferencePeer {
    /// Bytes of a peer without name.
    pub const MIN_LEN: usize =
        LongTermPublicKey::LEN + DhtPublicKey::LEN + size_of::<u16>() + size_of::<u64>() + size_of::<u8>();
}

impl Encode for SavedConference {
    fn encoded_len(&self) -> usize {
        let peers: usize = self.peers.iter().map(Encode::encoded_len).sum();
        Self::MIN_LEN + short(&self.title, MAX_TITLE_LEN).len() + peers
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_u8(self.kind);
        out.put_slice(&self.id);
        out.put_u32_le(self.message_number);
        out.put_u16_le(self.lossy_message_number);
        out.put_u16_le(self.own_peer_number);
        out.put_u32_le(u32::try_from(self.peers.len()).unwrap_or(u32::MAX));
        put_text(short(&self.title, MAX_TITLE_LEN), out);
        for peer in &self.peers {
            peer.encode(out);
        }
    }
}

impl Encode for SavedConferencePeer {
    fn encoded_len(&self) -> usize {
        Self::MIN_LEN + short(&self.name, MAX_NAME_LEN).len()
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_slice(self.key.as_bytes());
        out.put_slice(self.dht_key.as_bytes());
        out.put_u16_le(self.peer_number);
        out.put_u64_le(self.last_active_seconds);
        put_text(short(&self.name, MAX_NAME_LEN), out);
    }
}

/// Reads conferences from the front of `input` until one is broken or input is used up. Returns them and the rest.
///
/// They are counted before they are copied: what takes memory has been seen to be there.
pub(super) fn conferences(input: &[u8]) -> (Vec<SavedConference>, &[u8]) {
    let mut left = input;
    let mut count = 0;
    while let Ok((rest, ())) = skip_conference(left) {
        left = rest;
        count += 1;
    }
    let mut list = Vec::with_capacity(count);
    let mut left = input;
    while list.len() < count
        && let Ok((rest, conference)) = conference(left)
    {
        list.push(conference);
        left = rest;
    }
    (list, left)
}

fn skip_conference(input: &[u8]) -> Parsed<'_, ()> {
    let (mut left, head) = head(input)?;
    // At most as many rounds as there are bytes: each takes some or fails.
    for _ in 0..head.peers {
        (left, _) = peer(left)?;
    }
    Ok((left, ()))
}

fn conference(input: &[u8]) -> Parsed<'_, SavedConference> {
    let (mut left, head) = head(input)?;
    // No more than can be there, whatever the count says.
    let room = left.len() / SavedConferencePeer::MIN_LEN;
    let mut peers = Vec::with_capacity(usize::try_from(head.peers).unwrap_or(usize::MAX).min(room));
    for _ in 0..head.peers {
        let (rest, peer) = peer(left)?;
        peers.push(peer.to_owned());
        left = rest;
    }
    let conference = SavedConference {
        kind: head.kind,
        id: *head.id,
        message_number: head.message_number,
        lossy_message_number: head.lossy_message_number,
        own_peer_number: head.own_peer_number,
        title: head.title.to_vec(),
        peers,
    };
    Ok((left, conference))
}

/// What stands in front of the peers.
struct Head<'a> {
    kind: u8,
    id: &'a [u8; SavedConference::ID_LEN],
    message_number: u32,
    lossy_message_number: u16,
    own_peer_number: u16,
    peers: u32,
    title: &'a [u8],
}

fn head(input: &[u8]) -> Parsed<'_, Head<'_>> {
    let (input, kind) = be_u8(input)?;
    let (input, id) = array(input)?;
    let (input, message_number) = le_u32(input)?;
    let (input, lossy_message_number) = le_u16(input)?;
    let (input, own_peer_number) = le_u16(input)?;
    let (input, peers) = le_u32(input)?;
    let (input, title) = text(input, MAX_TITLE_LEN)?;
    Ok((input, Head { kind, id, message_number, lossy_message_number, own_peer_number, peers, title }))
}

/// A peer whose name still lies in the file.
struct Peer<'a> {
    key: LongTermPublicKey,
    dht_key: DhtPublicKey,
    peer_number: u16,
    last_active_seconds: u64,
    name: &'a [u8],
}

impl Peer<'_> {
    fn to_owned(&self) -> SavedConferencePeer {
        SavedConferencePeer {
            key: self.key,
            dht_key: self.dht_key,
            peer_number: self.peer_number,
            last_active_seconds: self.last_active_seconds,
            name: self.name.to_vec(),
        }
    }
}

fn peer(input: &[u8]) -> Parsed<'_, Peer<'_>> {
    let (input, key) = public_key(input)?;
    let (input, dht_key) = public_key(input)?;
    let (input, peer_number) = le_u16(input)?;
    let (input, last_active_seconds) = le_u64(input)?;
    let (input, name) = text(input, MAX_NAME_LEN)?;
    Ok((input, Peer { key, dht_key, peer_number, last_active_seconds, name }))
}

/// A byte with a length, then the text.
fn text(input: &[u8], max: usize) -> Parsed<'_, &[u8]> {
    let (input, len) = be_u8(input)?;
    let len = usize::from(len);
    if len > max { invalid(Field::Length) } else { slice(len)(input) }
}

/// What has room.
fn short(text: &[u8], max: usize) -> &[u8] {
    text.get(..max).unwrap_or(text)
}

fn put_text(text: &[u8], out: &mut impl BufMut) {
    out.put_u8(u8::try_from(text.len()).unwrap_or(u8::MAX));
    out.put_slice(text);
}

const _: () = assert!(SavedConference::MIN_LEN == 46, "what the reference calls a conference header");

#[cfg(test)]
mod tests;
