//! Links that begin, must prove themselves, and end.

use super::config::{CONNECT_TIMEOUT, HIDDEN, PROVE};
use super::*;

impl RelayPool {
    /// Opens a stream to a relay that has none.
    pub(super) fn open(&mut self, now: Instant, index: RelayIndex) {
        let Some(relay) = self.relays.get_mut(index) else { return };
        let (to, via_proxy) = (relay.addr, self.config.proxy.is_set());
        let hidden = via_proxy || now < relay.hidden_until;
        let gauge = if hidden { Gauge::Unknown } else { Gauge::Relay };
        let stream = self.links.insert(|_| Link::new(index, gauge, now, now + CONNECT_TIMEOUT));
        relay.state = RelayState::Opening { link: stream, since: now };
        self.io.push_back(PoolIo::Open { stream, to, via_proxy });
        self.wake_at(now + CONNECT_TIMEOUT);
    }

    /// The handshake is done: asks for all peers that are said to be there.
    pub(super) fn link_up(&mut self, now: Instant, stream: StreamId) {
        let Some(link) = self.links.get(stream) else { return };
        let Some(relay) = self.relays.get_mut(link.relay) else { return };
        relay.state = RelayState::Up { link: stream, since: now };
        self.outputs.push(PoolOutput::LinkUp { link: stream, relay: relay.info() });
        for index in relay.routes.clone() {
            let Some(route) = self.routes.get(index) else { continue };
            let (id, peer) = (route.id, route.peer);
            self.with_client(now, stream, |client| client.request_route(&peer));
            self.outputs.push(PoolOutput::RouteReachable { route: id });
        }
        self.changed = true;
    }

    /// Ends a link for a fault of the relay or the way to it.
    pub(super) fn lose(&mut self, now: Instant, stream: StreamId) {
        if self.links.get(stream).is_some() {
            self.io.push_back(PoolIo::Close { stream });
            self.remove_link(now, stream);
        }
    }

    /// Ends a link that nobody needs.
    pub(super) fn close(&mut self, now: Instant, stream: StreamId) {
        let Some(relay) = self.links.get(stream).map(|link| link.relay) else { return };
        self.lose(now, stream);
        if let Some(relay) = self.relays.get_mut(relay) {
            (relay.failures, relay.retry_at) = (0, now);
        }
        self.relays.forget_unused(relay);
    }

    /// Forgets a link whose stream is gone.
    pub(super) fn remove_link(&mut self, now: Instant, stream: StreamId) {
        let Some(link) = self.links.remove(stream) else { return };
        self.recount(link.counted, 0);
        self.changed = true;
        let Some(relay) = self.relays.get_mut(link.relay) else { return };
        if relay.up().is_some() {
            self.outputs.push(PoolOutput::LinkDown { link: stream, relay: relay.info() });
        }
        if link.left_much_unread() {
            relay.hidden_until = now + HIDDEN;
        }
        relay.ended(now, &mut self.rng);
        for index in relay.routes.clone() {
            self.link_lost(index, link.relay);
        }
        self.tell_writable(link.waiters);
        self.relays.forget_unused(link.relay);
    }

    /// A route has one relay less.
    fn link_lost(&mut self, index: RouteIndex, relay: RelayIndex) {
        let Some(route) = self.routes.get_mut(index) else { return };
        let was_online = route.is_online();
        if let Some(tie) = route.tie_mut(relay) {
            tie.state = TieState::None;
        }
        route.current = route.current.filter(|current| *current != relay);
        if was_online && !route.is_online() {
            self.outputs.push(PoolOutput::RouteOffline { route: route.id });
        }
    }

    /// Lets links do what is due, and ends those that did not finish or answer in time.
    pub(super) fn check_links(&mut self, now: Instant) {
        self.wake = None;
        let streams: Vec<_> = self.links.ids().collect();
        for stream in streams {
            let Some(link) = self.links.get_mut(stream) else { continue };
            let doubts = link.handle_timeout(now);
            let ended = match &link.stage {
                Stage::Connecting | Stage::Proxy(_) => link.finish_by <= now,
                Stage::Relay(client) => client.is_closed(),
            };
            if doubts {
                self.changed = true;
                self.tell_all(stream);
            }
            if ended {
                self.lose(now, stream);
            }
            self.touched(now, stream);
        }
    }

    /// A link must answer within seconds.
    pub(super) fn probe(&mut self, now: Instant, stream: StreamId) {
        let Some(link) = self.links.get_mut(stream) else { return };
        link.moved = true;
        link.probe(now, PROVE);
        self.touched(now, stream);
    }

    /// Tells those who wait for this link, if there is room in it.
    pub(super) fn tell_if_room(&mut self, stream: StreamId) {
        if self.links.get(stream).is_some_and(|link| !link.waiters.is_empty() && link.is_drained()) {
            self.tell_all(stream);
        }
    }

    /// Tells those who wait for this link to look again.
    pub(super) fn tell_all(&mut self, stream: StreamId) {
        let waiters = self.links.get_mut(stream).map(|link| std::mem::take(&mut link.waiters));
        self.tell_writable(waiters.unwrap_or_default());
    }

    /// Tells routes that waited that they may send. Those that may not wait on.
    pub(super) fn tell_writable(&mut self, waiters: Vec<RouteIndex>) {
        for index in waiters {
            let room = self.has_room(index);
            let Some(route) = self.routes.get_mut(index).filter(|route| route.waiting) else { continue };
            if room {
                route.waiting = false;
                self.outputs.push(PoolOutput::Writable { route: route.id });
            } else {
                self.wait_for_room(index);
            }
        }
    }
}
