//! What the owner sends through relays.

use std::net::SocketAddr;

use toxcore_wire::relay::{ConnectionId, MAX_OOB_LEN};

use super::config::UNANSWERED;
use super::*;
use crate::client::ClientSendError;

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
        let Some((relay, stream, id)) = self.choose(index) else { return Err(PoolSendError::NotConnected) };
        match self.send_through(now, stream, id, data) {
            Ok(()) => {
                self.sent(now, index, relay);
                Ok(())
            }
            Err(ClientSendError::Length(len)) => Err(PoolSendError::Length(len)),
            Err(ClientSendError::QueueFull) => {
                self.wait_for_room(index);
                Err(PoolSendError::Full)
            }
            Err(_) => Err(PoolSendError::NotConnected),
        }
    }

    /// The relay that the next data of a route goes through: the one that the last went through, or the quickest, unless it is worse
    /// off than another.
    fn choose(&self, index: RouteIndex) -> Option<(RelayIndex, StreamId, ConnectionId)> {
        let route = self.routes.get(index)?;
        let online = route.online().filter_map(|(relay, id)| {
            let stream = self.relays.get(relay)?.up()?;
            let link = self.links.get(stream)?;
            let order = (link.trouble(), route.current != Some(relay), link.answer_time());
            Some((order, (relay, stream, id)))
        });
        online.min_by_key(|(order, _)| *order).map(|(_, chosen)| chosen)
    }

    fn send_through(
        &mut self,
        now: Instant,
        stream: StreamId,
        id: ConnectionId,
        data: &[u8],
    ) -> Result<(), ClientSendError> {
        let Some(link) = self.links.get_mut(stream) else { return Err(ClientSendError::NotConfirmed) };
        link.check_silence(now);
        let full = self.queued >= self.config.max_queued || link.is_full();
        let result = self.with_client(now, stream, |client| {
            if full { Err(ClientSendError::QueueFull) } else { client.send_data(id, data) }
        });
        result.unwrap_or(Err(ClientSendError::NotConfirmed))
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
        let writable = self.has_room(index);
        if !writable {
            self.wait_for_room(index);
        }
        writable
    }

    /// Whether more data of a route should be sent now. Out of band there is always room for the little that goes there.
    pub(super) fn has_room(&self, index: RouteIndex) -> bool {
        let online = self.routes.get(index).is_some_and(|route| route.is_online());
        let link = self.choose(index).and_then(|(_, stream, _)| self.links.get(stream));
        !online || (link.is_some_and(Link::is_writable) && self.queued < self.config.max_queued)
    }

    pub(super) fn wait_for_room(&mut self, index: RouteIndex) {
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
