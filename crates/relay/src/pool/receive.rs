//! What relays tell us.

use toxcore_wire::relay::ConnectionId;

use super::*;
use crate::client::LinkFact;

impl RelayPool {
    /// Bytes of a relay.
    pub(super) fn read(&mut self, now: Instant, stream: StreamId, bytes: &mut [u8]) -> Result<(), Discard> {
        let Some(link) = self.links.get_mut(stream) else { return Ok(()) };
        link.heard = now;
        let Stage::Relay(client) = &mut link.stage else { return Ok(()) };
        let mut reader = Reader {
            stream,
            relay: link.relay,
            ids: &mut link.routes,
            routes: &mut self.routes,
            outputs: &mut self.outputs,
            changed: &mut self.changed,
            confirmed: false,
            answered: false,
            unwanted: Vec::new(),
            heard_of: Vec::new(),
            moved: Vec::new(),
        };
        let result = client.handle_stream_with(now, bytes, &mut |fact| reader.take(fact));
        let Reader { confirmed, answered, unwanted, heard_of, moved, .. } = reader;
        for id in unwanted {
            // It was granted a moment ago; a full queue ends the link by the missing pong.
            let _ = client.release_route(id);
        }
        if answered && link.answered(now) {
            self.changed = true;
            self.tell_all(stream);
        }
        self.tell_if_room(stream);
        self.tell_writable(moved);
        if confirmed {
            self.link_up(now, stream);
        }
        let relay = self.links.get(stream).map(|link| link.relay);
        for (index, relay) in heard_of.into_iter().zip(relay.into_iter().cycle()) {
            // No room for it: then the peer has enough other relays.
            let _ = self.tie_known(now, index, relay);
        }
        result
    }
}

/// Takes the facts of one link while its session is busy.
struct Reader<'a> {
    stream: StreamId,
    relay: RelayIndex,
    ids: &'a mut Vec<Option<RouteIndex>>,
    routes: &'a mut RouteTable,
    outputs: &'a mut Outputs,
    changed: &'a mut bool,
    /// The handshake is done.
    confirmed: bool,
    /// A ping is answered.
    answered: bool,
    /// Ids granted for peers that are no longer wanted.
    unwanted: Vec<ConnectionId>,
    /// Peers who are at this relay, which we did not know.
    heard_of: Vec<RouteIndex>,
    /// Routes that wait for room, whose relays have changed.
    moved: Vec<RouteIndex>,
}

impl Reader<'_> {
    fn take(&mut self, fact: LinkFact<'_>) {
        match fact {
            LinkFact::Confirmed => self.confirmed = true,
            LinkFact::RouteGranted { peer, id } => self.granted(&peer, id),
            LinkFact::PeerConnected(id) => self.set_state(id, TieState::Online(id)),
            LinkFact::PeerDisconnected(id) => self.set_state(id, TieState::Registered(id)),
            LinkFact::Data { id, data } => self.data(id, data),
            LinkFact::Oob { sender, data } => self.oob(&sender, data),
            LinkFact::OnionResponse(data) => {
                let link = self.stream;
                self.outputs.push_data(data, |payload| PoolOutput::OnionResponse { link, payload });
            }
            LinkFact::Forwarding(data) => {
                let link = self.stream;
                self.outputs.push_data(data, |payload| PoolOutput::Forwarding { link, payload });
            }
            LinkFact::Alive => self.answered = true,
        }
    }

    fn granted(&mut self, peer: &DhtPublicKey, id: Option<ConnectionId>) {
        let Some(id) = id else { return };
        let index = self.routes.find(peer);
        let tie = index.and_then(|index| self.routes.get_mut(index)).and_then(|route| route.tie_mut(self.relay));
        let (Some(index), Some(tie)) = (index, tie) else {
            self.unwanted.push(id);
            return;
        };
        if tie.state == TieState::None {
            tie.state = TieState::Registered(id);
        }
        if self.ids.len() <= id.slot() {
            self.ids.resize(id.slot() + 1, None);
        }
        if let Some(slot) = self.ids.get_mut(id.slot()) {
            *slot = Some(index);
        }
    }

    fn index(&self, id: ConnectionId) -> Option<RouteIndex> {
        *self.ids.get(id.slot())?
    }

    fn set_state(&mut self, id: ConnectionId, state: TieState) {
        let Some(index) = self.index(id) else { return };
        let Some(route) = self.routes.get_mut(index) else { return };
        self.moved.extend(route.waiting.then_some(index));
        let was_online = route.is_online();
        let Some(tie) = route.tie_mut(self.relay) else { return };
        *self.changed |= tie.state != state;
        tie.state = state;
        match (was_online, route.is_online()) {
            (false, true) => self.outputs.push(PoolOutput::RouteOnline { route: route.id }),
            (true, false) => self.outputs.push(PoolOutput::RouteOffline { route: route.id }),
            (true, true) | (false, false) => {}
        }
    }

    fn data(&mut self, id: ConnectionId, data: &[u8]) {
        let Some(route) = self.index(id).and_then(|index| self.routes.get_mut(index)) else { return };
        route.unanswered_since = None;
        let route = route.id;
        self.outputs.push_data(data, |payload| PoolOutput::Data { route, payload });
    }

    fn oob(&mut self, sender: &DhtPublicKey, data: &[u8]) {
        let index = self.routes.find(sender);
        let route = index.and_then(|index| self.routes.get_mut(index));
        let tied = route.as_ref().is_some_and(|route| route.tie(self.relay).is_some());
        match route {
            Some(route) if tied => {
                let route = route.id;
                self.outputs.push_data(data, |payload| PoolOutput::Data { route, payload });
            }
            _ => {
                if let Some(index) = index.filter(|index| !self.heard_of.contains(index)) {
                    self.heard_of.push(index);
                }
                let (link, sender) = (self.stream, *sender);
                self.outputs.push_data(data, |payload| PoolOutput::Oob { link, sender, payload });
            }
        }
    }
}
