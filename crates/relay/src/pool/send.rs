//! What the owner sends through relays.

use std::net::SocketAddr;

use toxcore_wire::relay::{ConnectionId, MAX_OOB_LEN};

use super::config::{UNANSWERED, WRITABLE};
use super::*;
use crate::client::ClientSendError;

/// Whether a link takes bytes and answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Health {
    Good,
    Doubtful,
}

impl RelayPool {
    /// Sends data to the peer of a route: through one relay as long as that works, through the next if it is full. While the peer
    /// is online nowhere, data of up to 1,024 bytes goes out of band through all relays that the peer is said to use.
    ///
    /// The relay may still lose it.
    ///
    /// # Errors
    /// [`PoolSendError`]; nothing was queued.
    pub fn send(&mut self, now: Instant, route: RouteId, data: &[u8]) -> Result<(), PoolSendError> {
        self.now = now;
        let index = self.routes.index(route).ok_or(PoolSendError::Gone)?;
        let route = self.routes.get(index).ok_or(PoolSendError::Gone)?;
        if !route.is_online() {
            return self.send_unrouted(now, index, data);
        }
        if route.unanswered_since.is_some_and(|since| now - since >= UNANSWERED) {
            self.turn(now, index);
        }
        let mut error = PoolSendError::Full;
        for health in [Health::Good, Health::Doubtful] {
            let mut place = 0;
            // At most six turns: as many as a route has relays.
            while let Some((relay, id)) = self.routes.get(index).and_then(|route| route.online().nth(place)) {
                place += 1;
                match self.send_through(now, relay, id, health, data) {
                    Some(Ok(())) => {
                        self.sent(now, index, relay);
                        return Ok(());
                    }
                    Some(Err(ClientSendError::Length(len))) => return Err(PoolSendError::Length(len)),
                    Some(Err(ClientSendError::QueueFull)) => error = PoolSendError::Full,
                    Some(Err(_)) | None => {}
                }
            }
        }
        self.wait_for_room(index);
        if error == PoolSendError::Full { Err(error) } else { Err(PoolSendError::NotConnected) }
    }

    /// `None` if the link is not of this health.
    fn send_through(
        &mut self,
        now: Instant,
        relay: RelayIndex,
        id: ConnectionId,
        health: Health,
        data: &[u8],
    ) -> Option<Result<(), ClientSendError>> {
        let stream = self.relays.get(relay)?.up()?;
        let link = self.links.get_mut(stream)?;
        if link.doubtful != (health == Health::Doubtful) {
            return None;
        }
        link.check_silence(now);
        let full = self.queued >= self.config.max_queued;
        self.with_client(
            now,
            stream,
            |client| {
                if full { Err(ClientSendError::QueueFull) } else { client.send_data(id, data) }
            },
        )
    }

    fn sent(&mut self, now: Instant, index: RouteIndex, relay: RelayIndex) {
        if let Some(route) = self.routes.get_mut(index) {
            route.current = Some(relay);
            route.unanswered_since = Some(route.unanswered_since.unwrap_or(now));
        }
    }

    /// Uses the next relay of a route, if it has another.
    fn turn(&mut self, now: Instant, index: RouteIndex) {
        let Some(route) = self.routes.get_mut(index) else { return };
        route.unanswered_since = Some(now);
        let next = route.online().nth(1).map(|(relay, _)| relay);
        route.current = next.or(route.current);
    }

    /// The owner sees that what it sends on this route does not arrive, though the route is online: uses another relay, if there
    /// is one.
    pub fn route_stalled(&mut self, now: Instant, route: RouteId) {
        self.now = now;
        if let Some(index) = self.routes.index(route) {
            self.turn(now, index);
        }
    }

    /// Out of band through all relays that are connected.
    fn send_unrouted(&mut self, now: Instant, index: RouteIndex, data: &[u8]) -> Result<(), PoolSendError> {
        if !(1..=MAX_OOB_LEN).contains(&data.len()) {
            return Err(PoolSendError::Length(data.len()));
        }
        let route = self.routes.get(index).ok_or(PoolSendError::Gone)?;
        let (peer, ties) = (route.peer, route.ties.len());
        let mut result = Err(PoolSendError::NotConnected);
        for place in 0..ties {
            let tie = self.routes.get(index).and_then(|route| route.ties.get(place));
            let Some(stream) = tie.and_then(|tie| self.relays.get(tie.relay)?.up()) else { continue };
            match self.send_oob(now, stream, &peer, data) {
                Ok(()) => result = Ok(()),
                Err(error) => result = result.map_err(|_| error),
            }
        }
        if result == Err(PoolSendError::Full) {
            self.wait_for_room(index);
        }
        result
    }

    /// Whether more data of a route should be sent now. If not, [`PoolOutput::Writable`] follows as soon as it should.
    pub fn is_writable(&mut self, route: RouteId) -> bool {
        let Some(index) = self.routes.index(route) else { return false };
        let Some(route) = self.routes.get(index) else { return false };
        let queued = |health: Health| {
            let ups = route.online().filter_map(|(relay, _)| self.relays.get(relay)?.up());
            let links = ups.filter_map(|stream| self.links.get(stream));
            links
                .filter(move |link| link.doubtful == (health == Health::Doubtful))
                .map(|link| link.to_write().len())
                .min()
        };
        let least = queued(Health::Good).or_else(|| queued(Health::Doubtful));
        let room = least.is_some_and(|queued| queued < WRITABLE);
        let writable = !route.is_online() || (room && self.queued < self.config.max_queued);
        if !writable {
            self.wait_for_room(index);
        }
        writable
    }

    fn wait_for_room(&mut self, index: RouteIndex) {
        let Some(route) = self.routes.get_mut(index) else { return };
        route.waiting = true;
        if self.queued >= self.config.max_queued && !self.starved.contains(&index) {
            self.starved.push(index);
        }
        for tie in &route.ties {
            let stream = self.relays.get(tie.relay).and_then(|relay| relay.up());
            let Some(link) = stream.and_then(|stream| self.links.get_mut(stream)) else { continue };
            if !link.waiters.contains(&index) {
                link.waiters.push(index);
            }
        }
    }

    /// Sends 1 to 1,024 bytes to whoever is connected with this relay under this key; nobody says whether it arrived.
    ///
    /// # Errors
    /// [`PoolSendError`]; nothing was queued.
    pub fn send_oob(
        &mut self,
        now: Instant,
        link: StreamId,
        to: &DhtPublicKey,
        data: &[u8],
    ) -> Result<(), PoolSendError> {
        self.send_on_link(now, link, |client| client.send_oob(to, data))
    }

    /// Sends an onion packet whose outermost layer is this link: nonce, address and key of the next hop, and its box.
    ///
    /// # Errors
    /// [`PoolSendError`]; nothing was queued.
    pub fn send_onion_request(&mut self, now: Instant, link: StreamId, payload: &[u8]) -> Result<(), PoolSendError> {
        self.send_on_link(now, link, |client| client.send_onion_request(payload))
    }

    /// Has `data` sent to a DHT node over UDP.
    ///
    /// # Errors
    /// [`PoolSendError`]; nothing was queued.
    pub fn send_forward_request(
        &mut self,
        now: Instant,
        link: StreamId,
        to: SocketAddr,
        data: &[u8],
    ) -> Result<(), PoolSendError> {
        self.send_on_link(now, link, |client| client.send_forward_request(to, data))
    }

    fn send_on_link(
        &mut self,
        now: Instant,
        stream: StreamId,
        send: impl FnOnce(&mut RelayClient) -> Result<(), ClientSendError>,
    ) -> Result<(), PoolSendError> {
        self.now = now;
        let link = self.links.get_mut(stream).ok_or(PoolSendError::Gone)?;
        link.check_silence(now);
        let full = self.queued >= self.config.max_queued;
        let send = |client: &mut RelayClient| if full { Err(ClientSendError::QueueFull) } else { send(client) };
        let sent = self.with_client(now, stream, send).ok_or(PoolSendError::NotConnected)?;
        sent.map_err(|error| match error {
            ClientSendError::QueueFull => PoolSendError::Full,
            ClientSendError::Length(len) => PoolSendError::Length(len),
            ClientSendError::NotConfirmed | ClientSendError::RouteOffline | ClientSendError::NoFreeRoute => {
                PoolSendError::NotConnected
            }
        })
    }
}
