//! What the owner asks of the pool.

use super::*;

impl RelayPool {
    /// A relay for everybody: named by the user, the save file or the onion.
    ///
    /// # Errors
    /// [`AddRelayError`].
    pub fn add_relay(&mut self, keys: &DhtKeyPair, now: Instant, relay: &RelayInfo) -> Result<(), AddRelayError> {
        self.now = now;
        let index = self.know(keys, relay)?;
        if !self.relays.make_general(index) {
            self.relays.forget_unused(index);
            return Err(AddRelayError::Full(MAX_GENERAL_RELAYS));
        }
        self.changed = true;
        Ok(())
    }

    fn know(&mut self, keys: &DhtKeyPair, relay: &RelayInfo) -> Result<RelayIndex, AddRelayError> {
        if relay.key == keys.public {
            return Err(AddRelayError::OwnKey);
        }
        let addr = canonical(relay.addr);
        if !is_usable_node_addr(&addr) {
            return Err(AddRelayError::Address);
        }
        let info = RelayInfo { addr, key: relay.key };
        self.relays.insert(&info, self.rng.secret_u64()).ok_or(AddRelayError::Full(config::MAX_RELAYS))
    }

    /// A route to `peer`, the one that there is or a new one.
    ///
    /// # Errors
    /// [`AddRouteError`].
    pub fn add_route(
        &mut self,
        keys: &DhtKeyPair,
        now: Instant,
        peer: &DhtPublicKey,
    ) -> Result<RouteId, AddRouteError> {
        self.now = now;
        if *peer == keys.public {
            return Err(AddRouteError::OwnKey);
        }
        if let Some(route) = self.routes.find(peer).and_then(|index| self.routes.get(index)) {
            return Ok(route.id);
        }
        if self.routes.len() >= self.config.max_routes {
            return Err(AddRouteError::Full(self.config.max_routes));
        }
        Ok(self.routes.insert(*peer))
    }

    /// Forgets a route. Relays that only it needed are left after a while.
    pub fn remove_route(&mut self, now: Instant, route: RouteId) {
        self.now = now;
        let Some(index) = self.routes.index(route) else { return };
        let ties = self.routes.get(index).map(|route| route.ties.clone()).unwrap_or_default();
        for tie in ties {
            self.untie(now, index, tie.relay);
        }
        self.routes.remove(index);
        self.starved.retain(|starved| *starved != index);
        self.changed = true;
    }

    /// Says that the peer of a route uses `relay`.
    ///
    /// A route keeps six relays. A further one takes the place of one that cannot be reached.
    ///
    /// # Errors
    /// [`AddRelayError`].
    pub fn tie(
        &mut self,
        keys: &DhtKeyPair,
        now: Instant,
        route: RouteId,
        relay: &RelayInfo,
    ) -> Result<(), AddRelayError> {
        self.now = now;
        let index = self.routes.index(route).ok_or(AddRelayError::Gone)?;
        let relay = self.know(keys, relay)?;
        let result = self.tie_known(now, index, relay);
        self.relays.forget_unused(relay);
        result
    }

    /// Says that the peer of a route was heard through the relay of this link.
    ///
    /// # Errors
    /// [`AddRelayError`].
    pub fn tie_link(&mut self, now: Instant, route: RouteId, link: StreamId) -> Result<(), AddRelayError> {
        self.now = now;
        let index = self.routes.index(route).ok_or(AddRelayError::Gone)?;
        let relay = self.links.get(link).map(|link| link.relay).ok_or(AddRelayError::Gone)?;
        self.tie_known(now, index, relay)
    }

    pub(super) fn tie_known(
        &mut self,
        now: Instant,
        index: RouteIndex,
        relay: RelayIndex,
    ) -> Result<(), AddRelayError> {
        let route = self.routes.get(index).ok_or(AddRelayError::Gone)?;
        if route.tie(relay).is_some() {
            return Ok(());
        }
        if route.ties.len() >= MAX_RELAYS_PER_ROUTE {
            let worst = self.worst_tie(index).ok_or(AddRelayError::Full(MAX_RELAYS_PER_ROUTE))?;
            self.untie(now, index, worst);
            self.relays.forget_unused(worst);
        }
        let route = self.routes.get_mut(index).ok_or(AddRelayError::Gone)?;
        route.ties.push(Tie { relay, state: TieState::None });
        let (id, peer) = (route.id, route.peer);
        let relay = self.relays.get_mut(relay).ok_or(AddRelayError::Gone)?;
        relay.routes.push(index);
        if let Some(link) = relay.up() {
            self.with_client(now, link, |client| client.request_route(&peer));
            self.outputs.push(PoolOutput::RouteReachable { route: id });
        }
        self.changed = true;
        Ok(())
    }

    /// A tied relay that gives way to another: not connected, and failed most often.
    fn worst_tie(&self, index: RouteIndex) -> Option<RelayIndex> {
        let ties = self.routes.get(index)?.ties.iter();
        let failed = ties.filter_map(|tie| Some((tie.relay, self.relays.get(tie.relay)?.failures)));
        failed.filter(|(_, failures)| *failures > 0).max_by_key(|(_, failures)| *failures).map(|(relay, _)| relay)
    }

    /// Separates a route and a relay, and tells the relay.
    pub(super) fn untie(&mut self, now: Instant, index: RouteIndex, relay: RelayIndex) {
        let Some(route) = self.routes.get_mut(index) else { return };
        let Some(place) = route.ties.iter().position(|tie| tie.relay == relay) else { return };
        let tie = route.ties.remove(place);
        route.current = route.current.filter(|current| *current != relay);
        let Some(known) = self.relays.get_mut(relay) else { return };
        known.routes.retain(|other| *other != index);
        if let Some(stream) = known.up() {
            if let Some(link) = self.links.get_mut(stream) {
                link.waiters.retain(|waiter| *waiter != index);
                if let Some(id) = tie.state.id() {
                    link.set_route(id, None);
                }
            }
            if let Some(id) = tie.state.id() {
                self.with_client(now, stream, |client| client.release_route(id));
            }
        }
        self.relays.forget_unused(relay);
    }

    /// While a route sleeps, its peer is reached otherwise: relays that only sleeping routes need are left.
    pub fn set_route_sleeping(&mut self, now: Instant, route: RouteId, sleeping: bool) {
        self.now = now;
        let Some(route) = self.routes.index(route).and_then(|index| self.routes.get_mut(index)) else { return };
        self.changed |= route.sleeping != sleeping;
        route.sleeping = sleeping;
    }

    /// A route to a guest, of whom nothing is known, gets links that no other route and none of our own relays wants.
    pub fn set_route_guest(&mut self, now: Instant, route: RouteId, guest: bool) {
        self.now = now;
        let Some(route) = self.routes.index(route).and_then(|index| self.routes.get_mut(index)) else { return };
        self.changed |= route.guest != guest;
        route.guest = guest;
    }

    /// Whether links are kept for the onion.
    pub fn set_onion(&mut self, now: Instant, wanted: bool) {
        self.now = now;
        self.changed |= self.onion_wanted != wanted;
        self.onion_wanted = wanted;
    }

    /// Other limits hold from now on. Links that are too many are closed, the least needed first.
    pub(crate) fn set_limits(&mut self, now: Instant, limits: &PoolConfig) {
        self.now = now;
        self.config.max_links = limits.max_links;
        self.config.kept_links = limits.kept_links;
        self.config.own_links = limits.own_links;
        self.config.max_routes = limits.max_routes;
        self.config.max_queued = limits.max_queued;
        self.changed = true;
    }

    /// Our own network changed: links must show within seconds that they still work, attempts begin anew, and nothing waits
    /// because of failures before.
    pub fn network_changed(&mut self, now: Instant) {
        self.now = now;
        for (_, relay) in self.relays.iter_mut() {
            relay.retry_at = now;
            relay.failures = 0;
            relay.hidden_until = now;
        }
        let streams: Vec<_> = self.links.ids().collect();
        for stream in streams {
            if self.links.get(stream).is_some_and(|link| self.relays.get(link.relay).and_then(|r| r.up()).is_none()) {
                self.lose(now, stream);
            } else {
                self.probe(now, stream);
            }
        }
        for (_, relay) in self.relays.iter_mut() {
            relay.retry_at = now;
            relay.failures = 0;
        }
        self.changed = true;
    }
}
