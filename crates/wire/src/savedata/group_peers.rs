//! Members of a saved group, one after the other. Protocol: groups, Persistence.
//!
//! | bytes | content of a member |
//! |---|---|
//! | 0, 7 or 19 | packed UDP address |
//! | 0, 39 or 51 | packed node, a TCP relay |
//! | 32 | encryption key |
//!
//! One of the first two is there, and nothing says which: a key whose first byte is a family may be read as a relay. The
//! reference loses such members and those behind them. Here the first way to read the bytes that comes out even at their
//! end counts, and relays are of TCP. Two members with nothing but IPv4 addresses, of which the first has such a key, can
//! still be read as one.

use std::net::SocketAddr;

use bytes::BufMut;
use toxcore_crypto::EphemeralPublicKey;

use super::msgpack::{counted_len, put_counted};
use crate::codec::{Parsed, public_key};
use crate::ip_port::udp_addr;
use crate::node::listed_node;
use crate::{Encode, PackedAddr, RelayInfo};

/// Most members of a saved group: the reference reads and writes no more.
pub const MAX_SAVED_GROUP_PEERS: usize = 100;

/// A member that was there once.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct SavedGroupPeer {
    /// Its key in the group.
    pub key: EphemeralPublicKey,
    /// Where it was.
    pub addr: Option<SocketAddr>,
    /// A relay at which it was.
    pub relay: Option<RelayInfo>,
}

/// Without the address.
impl std::fmt::Debug for SavedGroupPeer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SavedGroupPeer")
            .field("key", &self.key)
            .field("addr", &crate::Redacted(self.addr))
            .field("relay", &self.relay)
            .finish()
    }
}

impl Encode for SavedGroupPeer {
    fn encoded_len(&self) -> usize {
        let addr = self.addr.map_or(0, |addr| PackedAddr::Udp(addr).encoded_len());
        addr + self.relay.map_or(0, |relay| relay.encoded_len()) + EphemeralPublicKey::LEN
    }

    fn encode(&self, out: &mut impl BufMut) {
        if let Some(addr) = self.addr {
            PackedAddr::Udp(addr).encode(out);
        }
        if let Some(relay) = &self.relay {
            relay.encode(out);
        }
        out.put_slice(self.key.as_bytes());
    }
}

/// Appends members behind the length of them all: at most [`MAX_SAVED_GROUP_PEERS`], and none that cannot be reached.
pub(super) fn put_peers(peers: &[SavedGroupPeer], out: &mut impl BufMut) {
    let mut bytes = Vec::new();
    written(peers).for_each(|peer| peer.encode(&mut bytes));
    put_counted(u32::try_from(bytes.len()).unwrap_or(u32::MAX), &bytes, out);
}

/// Bytes that [`put_peers`] writes.
pub(super) fn peers_len(peers: &[SavedGroupPeer]) -> usize {
    let len: usize = written(peers).map(Encode::encoded_len).sum();
    counted_len(u32::try_from(len).unwrap_or(u32::MAX), len)
}

fn written(peers: &[SavedGroupPeer]) -> impl Iterator<Item = &SavedGroupPeer> {
    peers.iter().filter(|peer| peer.addr.is_some() || peer.relay.is_some()).take(MAX_SAVED_GROUP_PEERS)
}

/// Reads members as far as it goes, and no more than [`MAX_SAVED_GROUP_PEERS`].
pub(super) fn parse_peers(bytes: &[u8]) -> Vec<SavedGroupPeer> {
    let even = even_ends(bytes);
    let ends_even = |rest: &[u8]| even.get(bytes.len() - rest.len()).copied().unwrap_or(false);
    let mut peers = Vec::new();
    let mut left = bytes;
    while peers.len() < MAX_SAVED_GROUP_PEERS
        && let Some((rest, peer)) = FORMS
            .into_iter()
            .filter_map(|form| form(left).ok())
            // Where nothing comes out even, as the reference reads.
            .reduce(|first, other| if !ends_even(first.0) && ends_even(other.0) { other } else { first })
    {
        peers.push(peer);
        left = rest;
    }
    peers
}

/// For each place whether members alone can follow up to the end.
fn even_ends(bytes: &[u8]) -> Vec<bool> {
    let mut even = vec![false; bytes.len() + 1];
    if let Some(end) = even.last_mut() {
        *end = true;
    }
    for at in (0..bytes.len()).rev() {
        let left = bytes.get(at..).unwrap_or_default();
        let found = FORMS
            .iter()
            .filter_map(|form| form(left).ok())
            .any(|(rest, _)| even.get(bytes.len() - rest.len()).copied().unwrap_or(false));
        if let Some(slot) = even.get_mut(at) {
            *slot = found;
        }
    }
    even
}

/// The forms of a member in the order in which the reference tries them.
const FORMS: [Form; 3] = [both, only_addr, only_relay];

/// Reads one form of a member.
type Form = fn(&[u8]) -> Parsed<'_, SavedGroupPeer>;

fn both(input: &[u8]) -> Parsed<'_, SavedGroupPeer> {
    let (input, addr) = udp_addr(input)?;
    let (input, relay) = listed_node(input)?;
    let (input, key) = public_key(input)?;
    Ok((input, SavedGroupPeer { key, addr: Some(addr), relay: Some(relay) }))
}

fn only_addr(input: &[u8]) -> Parsed<'_, SavedGroupPeer> {
    let (input, addr) = udp_addr(input)?;
    let (input, key) = public_key(input)?;
    Ok((input, SavedGroupPeer { key, addr: Some(addr), relay: None }))
}

fn only_relay(input: &[u8]) -> Parsed<'_, SavedGroupPeer> {
    let (input, relay) = listed_node(input)?;
    let (input, key) = public_key(input)?;
    Ok((input, SavedGroupPeer { key, addr: None, relay: Some(relay) }))
}

#[cfg(test)]
mod tests;
