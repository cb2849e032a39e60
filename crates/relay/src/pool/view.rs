//! What others may know of the pool.

use toxcore_sansio::Relays;

use super::*;

impl Relays for RelayPool {
    fn onion_link(&self, rng: &mut Rng) -> Option<(StreamId, RelayInfo)> {
        let marked =
            || self.relays.iter().filter(|(_, relay)| relay.onion).filter_map(|(_, relay)| Some((relay.up()?, relay)));
        let (link, relay) = marked().nth(rng.below(marked().count()))?;
        Some((link, relay.info()))
    }

    fn is_onion_link(&self, link: StreamId) -> bool {
        let relay = self.links.get(link).and_then(|link| self.relays.get(link.relay));
        relay.is_some_and(|relay| relay.onion && relay.up() == Some(link))
    }

    fn connected(&self, rng: &mut Rng, count: usize, out: &mut Vec<RelayInfo>) {
        let mut up: Vec<_> = self.connected_relays().collect();
        for _ in 0..count.min(up.len()) {
            out.push(up.swap_remove(rng.below(up.len())));
        }
    }

    fn knows(&self, key: &DhtPublicKey) -> bool {
        self.relays.iter().any(|(_, relay)| relay.key == *key && (relay.general || relay.up().is_some()))
    }
}

impl RelayPool {
    /// Relays that are connected.
    #[must_use]
    pub fn connected(&self) -> usize {
        self.connected_relays().count()
    }

    /// The relays that are connected, first those that were named for everybody.
    pub fn connected_relays(&self) -> impl Iterator<Item = RelayInfo> + '_ {
        let up = |own| self.relays.iter().filter(move |(_, relay)| relay.up().is_some() && relay.general == own);
        up(true).chain(up(false)).map(|(_, relay)| relay.info())
    }

    /// Up to `count` relays for the save file: those that are connected, then others that were named for everybody.
    #[must_use]
    pub fn relays_to_save(&self, count: usize) -> Vec<RelayInfo> {
        let idle = self.relays.iter().filter(|(_, relay)| relay.general && relay.up().is_none());
        self.connected_relays().chain(idle.map(|(_, relay)| relay.info())).take(count).collect()
    }

    /// Whether the peer of a route is connected with one of our relays.
    #[must_use]
    pub fn is_online(&self, route: RouteId) -> bool {
        let index = self.routes.index(route);
        index.and_then(|index| self.routes.get(index)).is_some_and(|route| route.is_online())
    }

    /// The route to a peer.
    #[must_use]
    pub fn route_of(&self, peer: &DhtPublicKey) -> Option<RouteId> {
        self.routes.find(peer).and_then(|index| self.routes.get(index)).map(|route| route.id)
    }

    /// The relays of a route: known, connected, and with the peer online there.
    #[must_use]
    pub fn relays_of(&self, route: RouteId) -> RouteRelays {
        let Some(route) = self.routes.index(route).and_then(|index| self.routes.get(index)) else {
            return RouteRelays::default();
        };
        let up = |tie: &&Tie| self.relays.get(tie.relay).is_some_and(|relay| relay.up().is_some());
        RouteRelays {
            known: route.ties.len(),
            connected: route.ties.iter().filter(up).count(),
            online: route.ties.iter().filter(|tie| tie.state.is_online()).count(),
        }
    }

    /// The relay of a link that is connected.
    #[must_use]
    pub fn relay_of(&self, link: StreamId) -> Option<RelayInfo> {
        let relay = self.relays.get(self.links.get(link)?.relay)?;
        relay.up().map(|_| relay.info())
    }

    /// Streams in use, those that are being made included.
    #[must_use]
    pub const fn links(&self) -> usize {
        self.links.len()
    }

    /// Whether outputs wait.
    pub(crate) fn has_outputs(&self) -> bool {
        !self.outputs.is_empty()
    }

    /// The ids of all streams.
    pub(crate) fn streams(&self) -> impl Iterator<Item = StreamId> + '_ {
        self.links.ids()
    }

    /// Routes in use.
    #[must_use]
    pub fn routes(&self) -> usize {
        self.routes.len()
    }

    /// Bytes that wait for streams.
    #[must_use]
    pub const fn queued_bytes(&self) -> usize {
        self.queued
    }

    /// Received packets that were lost because the owner did not poll between inputs.
    #[must_use]
    pub const fn lost_packets(&self) -> u64 {
        self.outputs.lost()
    }
}

/// How many relays a route has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RouteRelays {
    /// The peer is said to use so many.
    pub known: usize,
    /// So many of them are connected.
    pub connected: usize,
    /// At so many the peer is online.
    pub online: usize,
}
