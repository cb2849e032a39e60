use toxcore_crypto::DhtPublicKey;
use toxcore_sansio::StreamId;
use toxcore_wire::relay::ConnectionId;

/// The peers that one client asked to be connected with, by connection id.
#[derive(Debug, Default)]
pub(crate) struct Routes {
    slots: Vec<Option<Route>>,
}

/// One wish of a client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Route {
    /// Whom the client wants to talk to.
    pub(crate) peer: DhtPublicKey,
    /// Where that peer is, once it asked for this client too.
    pub(crate) partner: Option<Partner>,
}

/// The other end of a route that is online.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Partner {
    /// The peer's link.
    pub(crate) link: StreamId,
    /// Our client's id on that link.
    pub(crate) id: ConnectionId,
}

impl Routes {
    /// The id under which `peer` is registered, giving it the lowest free one if it is new. `None` if all are taken.
    pub(crate) fn register(&mut self, peer: &DhtPublicKey) -> Option<ConnectionId> {
        if let Some(id) = self.find(peer) {
            return Some(id);
        }
        let slot = self.slots.iter().position(Option::is_none).unwrap_or(self.slots.len());
        let id = ConnectionId::from_slot(slot)?;
        let route = Some(Route { peer: *peer, partner: None });
        match self.slots.get_mut(slot) {
            Some(free) => *free = route,
            None => self.slots.push(route),
        }
        Some(id)
    }

    /// The id under which `peer` is registered.
    pub(crate) fn find(&self, peer: &DhtPublicKey) -> Option<ConnectionId> {
        let slot = self.slots.iter().position(|r| r.as_ref().is_some_and(|r| r.peer == *peer))?;
        ConnectionId::from_slot(slot)
    }

    pub(crate) fn get(&self, id: ConnectionId) -> Option<&Route> {
        self.slots.get(id.slot())?.as_ref()
    }

    /// Sets or clears the partner of an existing route.
    pub(crate) fn set_partner(&mut self, id: ConnectionId, partner: Option<Partner>) {
        if let Some(Some(route)) = self.slots.get_mut(id.slot()) {
            route.partner = partner;
        }
    }

    /// Frees `id` for another peer.
    pub(crate) fn remove(&mut self, id: ConnectionId) -> Option<Route> {
        let route = self.slots.get_mut(id.slot())?.take();
        while self.slots.last().is_some_and(Option::is_none) {
            self.slots.pop();
        }
        route
    }

    /// The other ends of all routes that are online.
    pub(crate) fn partners(&self) -> impl Iterator<Item = Partner> + '_ {
        self.slots.iter().flatten().filter_map(|route| route.partner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(byte: u8) -> DhtPublicKey {
        DhtPublicKey::from_bytes([byte; 32])
    }

    #[test]
    fn ids_are_the_lowest_free_ones_and_stable() {
        let mut routes = Routes::default();
        let ids: Vec<_> = (0..3).map(|n| routes.register(&key(n)).unwrap()).collect();
        assert_eq!(ids.iter().map(|id| id.byte()).collect::<Vec<_>>(), [16, 17, 18]);
        assert_eq!(routes.register(&key(1)), Some(ids[1]));
        assert_eq!(routes.remove(ids[0]).unwrap().peer, key(0));
        assert_eq!(routes.register(&key(9)), Some(ids[0]));
    }

    #[test]
    fn there_are_240_ids() {
        let mut routes = Routes::default();
        assert!((0..240).all(|n| routes.register(&key(n)).is_some()));
        assert_eq!(routes.register(&key(250)), None);
        assert_eq!(routes.register(&key(239)).map(|id| id.byte()), Some(255));
    }
}
