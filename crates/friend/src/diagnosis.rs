//! Why a friend is offline, for the user.

use toxcore_crypto::DhtPublicKey;
use toxcore_sansio::Instant;
use toxcore_wire::RelayInfo;

use crate::addresses::KnownAddress;
use crate::friend::{Friend, Timer};
use crate::{Ended, RequestStatus};

/// How far the way to a friend has been found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Phase {
    /// His DHT key is unknown: either he is offline, or has not added us, or the onion has not found him yet.
    Searching,
    /// His DHT key is known; the last attempt failed and the next one waits.
    Waiting,
    /// An encrypted connection is being made.
    Connecting,
    /// Data flows.
    Connected,
}

/// What is known about the way to a friend. The onion client knows more about the search; the owner puts both together.
///
/// It holds addresses: for the user's eyes, not for logs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnosis {
    /// How far we are.
    pub phase: Phase,
    /// Since when.
    pub since: Instant,
    /// His DHT key, and since when it is known.
    pub dht_key: Option<(DhtPublicKey, Instant)>,
    /// Last sign that he has that key.
    pub key_confirmed: Option<Instant>,
    /// UDP addresses that attempts use.
    pub addresses: Vec<KnownAddress>,
    /// Relays that attempts use in turn, newest first.
    pub relays: Vec<RelayInfo>,
    /// Attempts since the last sign of him.
    pub attempts: u32,
    /// All attempts of this run.
    pub attempts_total: u32,
    /// How and when the last connection or attempt ended.
    pub last_end: Option<(Ended, Instant)>,
    /// When the next attempt begins; `None` while one is under way or there is no key.
    pub next_try: Option<Instant>,
    /// When he was last connected, if he is not now.
    pub last_online: Option<Instant>,
    /// Our friend request, if he has not answered it.
    pub request: Option<RequestStatus>,
}

impl Diagnosis {
    pub(crate) fn of(now: Instant, friend: &Friend) -> Self {
        let peer = friend.peer();
        Self {
            phase: friend.phase(),
            since: friend.history.phase_since,
            dht_key: peer.map(|peer| (peer.dht_key, peer.since)),
            key_confirmed: peer.map(|peer| peer.confirmed),
            addresses: friend.addresses.fresh(now).collect(),
            relays: friend.relays.iter().collect(),
            attempts: friend.attempts,
            attempts_total: friend.history.attempts_total,
            last_end: friend.history.last_end,
            next_try: friend.timers.get(Timer::Retry),
            last_online: friend.history.last_online,
            request: friend.request.as_ref().map(|request| request.status()),
        }
    }
}
