use std::net::SocketAddr;

use toxcore_crypto::DhtPublicKey;
use toxcore_wire::{NodeInfo, NodeList};

use crate::{Instant, Rng};

/// On which side of our router the one stands who will read an answer.
///
/// Addresses of private networks are told to askers in the LAN only; elsewhere they lead nowhere, and they tell
/// strangers how our network is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Asker {
    /// The asker's address is a private, link-local or loopback one.
    Lan,
    /// Everybody else.
    Internet,
}

impl Asker {
    /// Whom an answer to `addr` is for.
    #[must_use]
    pub fn at(addr: &SocketAddr) -> Self {
        if toxcore_wire::is_lan(&addr.ip()) { Self::Lan } else { Self::Internet }
    }
}

/// What the DHT knows about nodes, for the siblings that need it (onion, relay, group).
///
/// The DHT implements it and the owner passes it as `&dyn Nodes` beside [`Cx`](crate::Cx). It only reads.
pub trait Nodes {
    /// The nodes nearest to `target` that answered recently and whose addresses `asker` can use, nearest first.
    fn closest(&self, now: Instant, target: &[u8; 32], asker: Asker) -> NodeList;

    /// The UDP address of the node with exactly this key, if it is in our close list or one of our searches.
    fn address_of(&self, now: Instant, key: &DhtPublicKey) -> Option<SocketAddr>;

    /// Appends up to `count` different good nodes, chosen at random, to `out`.
    fn random_good(&self, now: Instant, rng: &mut Rng, count: usize, out: &mut Vec<NodeInfo>);
}
