//! When to call again, and why.

use toxcore_sansio::Instant;

/// When [`Tox::handle_timeout`](crate::Tox::handle_timeout) is useful next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wake {
    /// That moment.
    pub at: Instant,
    /// What becomes due.
    pub reason: WakeReason,
}

/// The part that wants to be woken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum WakeReason {
    /// Node lists and searches.
    Dht,
    /// What we keep for others in the onion.
    OnionNode,
    /// Handshakes, repeats and pacing of connections with friends.
    NetCrypto,
    /// Clients of our own relay.
    RelayServer,
    /// The list of our networks is old.
    LanTargets,
}

impl WakeReason {
    /// All of them.
    pub(crate) const ALL: [Self; 5] =
        [Self::NetCrypto, Self::Dht, Self::OnionNode, Self::RelayServer, Self::LanTargets];
}
