//! A client from its confirmation to its end: pings, pongs, timeouts.

use toxcore_sansio::{Cx, Discard, Instant, StreamId};
use toxcore_wire::RequestId;
use toxcore_wire::relay::RelayPacket;

use super::RelayServer;
use crate::config::{PING_INTERVAL, PING_TIMEOUT};
use crate::deadlines::coarse;
use crate::link::{Client, LinkState};
use crate::routes::Routes;

impl RelayServer {
    /// The first frame opened: the handshake was no replay. An older link of the same client ends.
    pub(super) fn confirm(&mut self, now: Instant, id: StreamId) {
        let Some(link) = self.links.get_mut(id) else { return };
        let (key, cipher) = match std::mem::replace(&mut link.state, LinkState::Incoming) {
            LinkState::Unconfirmed { key, cipher } => (key, cipher),
            other @ (LinkState::Incoming | LinkState::Confirmed(_)) => {
                link.state = other;
                return;
            }
        };
        link.state = LinkState::Confirmed(Client { key, cipher, routes: Routes::default(), ping: None });
        link.deadline = coarse(now + PING_INTERVAL);
        self.schedule(id);
        self.half_open.retain(|other| *other != id);
        if let Some(older) = self.by_key.insert(key, id) {
            self.end(older);
            self.settle(now);
        }
        self.stats.confirmed += 1;
    }

    /// Frees the client's routes and name. A newer link with the same key keeps the name.
    pub(super) fn forget_client(&mut self, id: StreamId, client: &Client) {
        if self.by_key.get(&client.key) == Some(&id) {
            self.by_key.remove(&client.key);
        }
        for partner in client.routes.partners() {
            self.take_offline(partner);
        }
    }

    /// A link's deadline has come.
    pub(super) fn link_due(&mut self, cx: &mut Cx<'_>, now: Instant, id: StreamId) {
        let Some(link) = self.links.get(id) else { return };
        if link.stall.is_some() {
            self.give_up_waiting(now, id);
            return;
        }
        match link.client().map(|client| client.ping.is_some()) {
            Some(false) => self.send_ping(now, id),
            Some(true) => {
                self.stats.ping_timeouts += 1;
                self.end(id);
            }
            None if now < link.handshake_ends => self.retry_handshake(cx, now, id),
            None => {
                self.stats.handshakes_failed += 1;
                self.end(id);
            }
        }
    }

    fn send_ping(&mut self, now: Instant, id: StreamId) {
        let ping = RequestId::from_bytes(self.rng.public_u64().max(1).to_be_bytes());
        self.push_control(id, &RelayPacket::Ping { id: ping });
        let Some(link) = self.links.get_mut(id) else { return };
        link.deadline = coarse(now + PING_TIMEOUT);
        if let Some(client) = link.client_mut() {
            client.ping = Some(ping);
        }
        self.schedule(id);
    }

    /// Any id is answered, 0 too.
    pub(super) fn answer_ping(&mut self, id: StreamId, ping: RequestId) -> Result<(), Discard> {
        self.push_control(id, &RelayPacket::Pong { id: ping });
        Ok(())
    }

    /// A wrong id means nothing; 0 does not parse.
    pub(super) fn handle_pong(&mut self, now: Instant, id: StreamId, pong: RequestId) -> Result<(), Discard> {
        let Some(link) = self.links.get_mut(id) else { return Ok(()) };
        let Some(client) = link.client_mut() else { return Ok(()) };
        if client.ping == Some(pong) {
            client.ping = None;
            link.deadline = coarse(now + PING_INTERVAL);
        }
        Ok(())
    }
}
