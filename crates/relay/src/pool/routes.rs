use std::collections::HashMap;

use toxcore_crypto::DhtPublicKey;
use toxcore_sansio::{Instant, RouteId};
use toxcore_wire::relay::ConnectionId;

use super::relays::{RelayIndex, RouteIndex};

/// A peer that we want to reach through relays.
#[derive(Debug)]
pub(super) struct Route {
    pub(super) id: RouteId,
    pub(super) peer: DhtPublicKey,
    /// The relays that the peer is said to use.
    pub(super) ties: Vec<Tie>,
    /// The peer is reached otherwise; relays need not be connected for it.
    pub(super) sleeping: bool,
    /// Nothing is known of the peer: what it names comes last.
    pub(super) guest: bool,
    /// The relay that data goes through.
    pub(super) current: Option<RelayIndex>,
    /// Data was sent since then, and nothing came from the peer.
    pub(super) unanswered_since: Option<Instant>,
    /// Data was refused; the owner waits to hear of room.
    pub(super) waiting: bool,
}

/// A relay for one route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tie {
    pub(super) relay: RelayIndex,
    pub(super) state: TieState,
}

/// How far a relay got with the request to be connected with a peer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TieState {
    /// Not asked, not answered, or refused.
    None,
    /// The relay knows that we want the peer.
    Registered(ConnectionId),
    /// The peer wants us, too: data passes.
    Online(ConnectionId),
}

impl TieState {
    /// The id of the peer at this relay.
    pub(super) const fn id(self) -> Option<ConnectionId> {
        match self {
            Self::None => None,
            Self::Registered(id) | Self::Online(id) => Some(id),
        }
    }

    pub(super) const fn is_online(self) -> bool {
        matches!(self, Self::Online(_))
    }
}

impl Route {
    pub(super) fn tie(&self, relay: RelayIndex) -> Option<&Tie> {
        self.ties.iter().find(|tie| tie.relay == relay)
    }

    pub(super) fn tie_mut(&mut self, relay: RelayIndex) -> Option<&mut Tie> {
        self.ties.iter_mut().find(|tie| tie.relay == relay)
    }

    pub(super) fn is_online(&self) -> bool {
        self.ties.iter().any(|tie| tie.state.is_online())
    }

    /// The relays through which the peer is online, the current one first.
    pub(super) fn online(&self) -> impl Iterator<Item = (RelayIndex, ConnectionId)> + '_ {
        let first = self.current.and_then(|relay| self.ties.iter().position(|tie| tie.relay == relay)).unwrap_or(0);
        let (before, from) = self.ties.split_at(first.min(self.ties.len()));
        from.iter().chain(before).filter_map(|tie| match tie.state {
            TieState::Online(id) => Some((tie.relay, id)),
            TieState::None | TieState::Registered(_) => None,
        })
    }
}

/// All routes.
#[derive(Debug, Default)]
pub(super) struct RouteTable {
    slots: Vec<Slot>,
    free: Vec<RouteIndex>,
    by_peer: HashMap<DhtPublicKey, RouteIndex>,
}

#[derive(Debug)]
struct Slot {
    generation: u32,
    route: Option<Route>,
}

impl RouteTable {
    pub(super) fn len(&self) -> usize {
        self.by_peer.len()
    }

    pub(super) fn find(&self, peer: &DhtPublicKey) -> Option<RouteIndex> {
        self.by_peer.get(peer).copied()
    }

    /// The slot of an id that is still in use.
    pub(super) fn index(&self, id: RouteId) -> Option<RouteIndex> {
        let index = usize::try_from(id.index).ok()?;
        self.get(index).filter(|route| route.id == id).map(|_| index)
    }

    pub(super) fn get(&self, index: RouteIndex) -> Option<&Route> {
        self.slots.get(index)?.route.as_ref()
    }

    pub(super) fn get_mut(&mut self, index: RouteIndex) -> Option<&mut Route> {
        self.slots.get_mut(index)?.route.as_mut()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Route> {
        self.slots.iter().filter_map(|slot| slot.route.as_ref())
    }

    /// A route to `peer`, who has none.
    pub(super) fn insert(&mut self, peer: DhtPublicKey) -> RouteId {
        let index = self.free.pop().unwrap_or_else(|| {
            self.slots.push(Slot { generation: 0, route: None });
            self.slots.len() - 1
        });
        let mut id = RouteId { index: u32::try_from(index).unwrap_or(u32::MAX), generation: 0 };
        if let Some(slot) = self.slots.get_mut(index) {
            slot.generation = slot.generation.wrapping_add(1);
            id.generation = slot.generation;
            slot.route = Some(Route {
                id,
                peer,
                ties: Vec::new(),
                sleeping: false,
                guest: false,
                current: None,
                unanswered_since: None,
                waiting: false,
            });
            self.by_peer.insert(peer, index);
        }
        id
    }

    pub(super) fn remove(&mut self, index: RouteIndex) -> Option<Route> {
        let route = self.slots.get_mut(index)?.route.take()?;
        self.by_peer.remove(&route.peer);
        self.free.push(index);
        Some(route)
    }
}
