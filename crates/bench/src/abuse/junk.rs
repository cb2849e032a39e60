//! Datagrams that cost an attacker nothing to make.

use std::io;

use toxcore_sansio::{Rng, Seed};
use toxcore_wire::{PacketKind, RequestId};

use crate::clients::{DhtClient, Question, Target};

/// A kind of junk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Junk {
    /// Its name in the table.
    pub name: &'static str,
    content: Content,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Content {
    /// Random bytes of random length.
    Noise,
    /// A first byte and a length that the node expects, the rest random: keys, nonces and boxes look just like that.
    Plausible(PacketKind, usize),
    /// As above, with the node's key as addressee in front.
    Addressed(PacketKind, usize),
    /// Requests that are in order, each of another key.
    Valid(Question),
    /// Some of everything.
    Mixed,
}

/// Everything that a node must survive. Lengths: chapters DHT, onion, forwarding and storage of the wire's documentation.
pub const KINDS: &[Junk] = &[
    Junk { name: "random bytes", content: Content::Noise },
    Junk { name: "ping requests", content: Content::Plausible(PacketKind::PingRequest, 82) },
    Junk { name: "nodes requests", content: Content::Plausible(PacketKind::NodesRequest, 113) },
    Junk { name: "nodes responses", content: Content::Plausible(PacketKind::NodesResponse, 238) },
    Junk { name: "cookie requests", content: Content::Plausible(PacketKind::CookieRequest, 145) },
    Junk { name: "DHT requests to the node", content: Content::Addressed(PacketKind::DhtRequest, 200) },
    Junk { name: "DHT requests to others", content: Content::Plausible(PacketKind::DhtRequest, 200) },
    Junk { name: "LAN discovery", content: Content::Plausible(PacketKind::LanDiscovery, 33) },
    Junk { name: "onion requests 0x80", content: Content::Plausible(PacketKind::OnionRequest0, 426) },
    Junk { name: "onion requests 0x81", content: Content::Plausible(PacketKind::OnionRequest1, 418) },
    Junk { name: "onion requests 0x82", content: Content::Plausible(PacketKind::OnionRequest2, 410) },
    Junk { name: "announce requests 0x83", content: Content::Plausible(PacketKind::AnnounceRequest, 354) },
    Junk { name: "announce requests 0x87", content: Content::Plausible(PacketKind::ExtendedAnnounceRequest, 400) },
    Junk { name: "data to route", content: Content::Plausible(PacketKind::DataToRouteRequest, 500) },
    Junk { name: "onion responses 0x8c", content: Content::Plausible(PacketKind::OnionResponse3, 400) },
    Junk { name: "forward requests", content: Content::Plausible(PacketKind::ForwardRequest, 200) },
    Junk { name: "data search requests", content: Content::Plausible(PacketKind::DataSearchRequest, 113) },
    Junk { name: "bootstrap info requests", content: Content::Plausible(PacketKind::BootstrapInfo, 78) },
    Junk { name: "valid nodes requests of many keys", content: Content::Valid(Question::Nodes) },
    Junk { name: "all of these mixed", content: Content::Mixed },
];

impl Junk {
    /// The mixture, for those who have no time for each kind.
    #[must_use]
    pub fn is_mixed(&self) -> bool {
        self.content == Content::Mixed
    }

    /// Different datagrams of this kind.
    ///
    /// # Errors
    /// If the node's key is none.
    pub fn datagrams(&self, node: &Target, seed: u64) -> io::Result<Vec<Vec<u8>>> {
        let mut rng = Rng::new(&Seed::from_number(seed));
        match self.content {
            Content::Mixed => {
                let kinds: Vec<&Junk> = KINDS.iter().filter(|kind| !kind.is_mixed()).collect();
                let share = POOL / kinds.len();
                let pools =
                    kinds.iter().map(|kind| kind.make(share, node, &mut rng)).collect::<io::Result<Vec<_>>>()?;
                // Interleaved, as they would arrive.
                Ok((0..share).flat_map(|at| pools.iter().filter_map(move |pool| pool.get(at).cloned())).collect())
            }
            _ => self.make(POOL, node, &mut rng),
        }
    }

    fn make(&self, count: usize, node: &Target, rng: &mut Rng) -> io::Result<Vec<Vec<u8>>> {
        (0..count).map(|_| self.one(node, rng)).collect()
    }

    fn one(&self, node: &Target, rng: &mut Rng) -> io::Result<Vec<u8>> {
        Ok(match self.content {
            Content::Noise | Content::Mixed => {
                let len = 1 + rng.below(MAX_NOISE);
                random(len, rng)
            }
            Content::Plausible(kind, len) => {
                let mut bytes = random(len, rng);
                overwrite(&mut bytes, 0, &[kind.number()]);
                bytes
            }
            Content::Addressed(kind, len) => {
                let mut bytes = random(len, rng);
                overwrite(&mut bytes, 0, &[kind.number()]);
                overwrite(&mut bytes, 1, node.key.as_bytes());
                bytes
            }
            Content::Valid(question) => DhtClient::new(&node.key, rng)?.ask(question, RequestId::from_u64(1), rng),
        })
    }
}

/// Bytes that cannot be guessed.
pub(super) fn random(len: usize, rng: &mut Rng) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(len + 64);
    while bytes.len() < len {
        bytes.extend_from_slice(&rng.public_bytes::<64>());
    }
    bytes.truncate(len);
    bytes
}

fn overwrite(bytes: &mut [u8], at: usize, with: &[u8]) {
    if let Some(part) = bytes.get_mut(at..at + with.len()) {
        part.copy_from_slice(with);
    }
}

/// Different datagrams of one kind. Each of the valid ones costs three X25519 to make.
const POOL: usize = 8192;
/// Longest random datagram.
const MAX_NOISE: usize = 1400;

#[cfg(test)]
mod tests {
    use super::*;
    use toxcore_crypto::DhtPublicKey;

    #[test]
    fn plausible_junk_has_its_kind_and_length() {
        let key = DhtPublicKey::from_bytes([9; 32]);
        let node = Target { udp: ([127, 0, 0, 1], 1).into(), relay: ([127, 0, 0, 1], 1).into(), key };
        let mut rng = Rng::new(&Seed::from_number(1));
        for junk in KINDS {
            let packet = junk.one(&node, &mut rng).expect("junk");
            match junk.content {
                Content::Plausible(kind, len) => assert_eq!((packet[0], packet.len()), (kind.number(), len)),
                Content::Addressed(kind, len) => {
                    assert_eq!((packet[0], &packet[1..33], packet.len()), (kind.number(), &key.as_bytes()[..], len));
                }
                Content::Valid(_) => assert_eq!(packet.len(), 113),
                Content::Noise | Content::Mixed => assert!(!packet.is_empty() && packet.len() <= MAX_NOISE),
            }
        }
    }
}
