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
    /// Handshakes, repeats and pacing of connections with friends.
    NetCrypto,
    /// Links to relays.
    Relays,
    /// Friends: alive packets, silence, the next attempt, the next request.
    Friends,
    /// Packets for friends that found a queue full.
    Messenger,
    /// Conferences: signs of life, members who are silent.
    Conferences,
    /// Groups: handshakes, repeats and pings of members, members who are looked for.
    Groups,
    /// Links to relays of groups.
    GroupRelays,
    /// Our announcements and the search for friends and groups.
    OnionClient,
    /// Node lists and searches.
    Dht,
    /// What we keep for others in the onion.
    OnionNode,
    /// Clients of our own relay.
    RelayServer,
    /// The list of our networks is old.
    LanTargets,
}

impl WakeReason {
    /// All of them.
    pub(crate) const ALL: [Self; 12] = [
        Self::NetCrypto,
        Self::Relays,
        Self::Friends,
        Self::Messenger,
        Self::Conferences,
        Self::Groups,
        Self::GroupRelays,
        Self::OnionClient,
        Self::Dht,
        Self::OnionNode,
        Self::RelayServer,
        Self::LanTargets,
    ];
}
