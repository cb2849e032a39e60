//! What the owner tells about friends.

use std::net::SocketAddr;
use std::time::Duration;

use toxcore_sansio::Relays;
use toxcore_wire::{NodeInfo, canonical, is_lan, is_loopback, is_usable_node_addr, is_usable_node_addr_from};

use super::*;
use crate::config::DOUBT_FROM;
use crate::friend::{Doubt, Timer};
use crate::relays::Remembered;
use crate::{Ended, Evidence};

impl FriendConnections {
    /// A friend told his DHT key, through the onion or a conference.
    ///
    /// If he is connected, he would not look for us: his words outweigh silence, but not packets that keep coming.
    pub fn dht_key(&mut self, now: Instant, id: FriendId, dht_key: DhtPublicKey) {
        self.change(id, |friend, shared| {
            let is_known = friend.peer().is_some_and(|peer| peer.dht_key == dht_key);
            if let State::Connected(_, session) = &mut friend.state {
                if is_known && now - session.since < DOUBT_FROM {
                    return;
                }
                if !is_known {
                    session.rumour = Some(dht_key);
                }
                session.doubt = Some(Doubt::new(now, Instant::ZERO));
                friend.timers.set(Timer::Silence, now);
                return;
            }
            if !is_known {
                friend.abandon(now, shared);
            }
            friend.take_key(now, dht_key, shared);
            friend.hurry(now, shared);
        });
    }

    /// A friend asks for a connection although there is one: he has lost it, or somebody replays an old packet of his.
    pub fn asked_anew(&mut self, now: Instant, id: FriendId) {
        if let Some(dht_key) = self.known_dht_key(id) {
            self.dht_key(now, id, dht_key);
        }
    }

    /// The DHT found somebody at this address who has this key.
    pub fn node_found(&mut self, now: Instant, dht_key: &DhtPublicKey, addr: SocketAddr) {
        let ids: Vec<FriendId> = self.with_dht_key(dht_key).collect();
        for id in ids {
            self.address(now, id, addr, Evidence::Heard);
        }
    }

    /// A friend has this UDP address.
    pub fn address(&mut self, now: Instant, id: FriendId, addr: SocketAddr, evidence: Evidence) {
        let addr = canonical(addr);
        if !is_usable_node_addr(&addr) {
            return;
        }
        self.change(id, |friend, shared| {
            if friend.peer().is_none() {
                return;
            }
            let is_new = friend.addresses.note(now, addr, evidence);
            if friend.has_connection() {
                shared.outputs.push_back(Output::AddAddress { id, addr, evidence });
            } else if is_new {
                friend.hurry(now, shared);
            }
            if evidence == Evidence::Heard {
                friend.confirm(now);
            }
        });
    }

    /// A friend says that this node knows him.
    pub fn node(&mut self, id: FriendId, node: NodeInfo) {
        self.change(id, |friend, shared| {
            if let Some(peer) = friend.peer() {
                shared.outputs.push_back(Output::Ask { id, node, dht_key: peer.dht_key });
            }
        });
    }

    /// A friend says that he can be reached over this relay, through the onion.
    pub fn relay(&mut self, now: Instant, id: FriendId, relay: RelayInfo, relays: &dyn Relays) {
        self.change(id, |friend, shared| friend.learn_relay(now, relay, relays, shared));
    }

    /// Somebody with these keys proved them with a handshake, from this UDP address or through a relay. `Some` if he is
    /// wanted: accept the connection before polling, as ways for it follow; [`established`](Self::established) or
    /// [`ended`](Self::ended) is told later.
    pub fn offer(
        &mut self,
        now: Instant,
        peer: &LongTermPublicKey,
        dht_key: DhtPublicKey,
        from: Option<SocketAddr>,
    ) -> Option<FriendId> {
        let id = self.find(peer)?;
        self.change(id, |friend, shared| {
            if friend.has_connection() {
                return None;
            }
            friend.take_key(now, dht_key, shared);
            friend.confirm(now);
            if let Some(addr) = from.map(canonical).filter(is_usable_node_addr) {
                friend.addresses.note(now, addr, Evidence::Heard);
            }
            if let State::Waiting(peer) = friend.state {
                friend.enter(now, State::Connecting(peer));
            }
            friend.show_ways(now, shared);
            Some(id)
        })
        .flatten()
    }

    /// The connection stands.
    pub fn established(&mut self, now: Instant, id: FriendId) {
        self.change(id, |friend, shared| friend.go_online(now, shared));
    }

    /// A connection or an attempt ended, or could not begin, without our wish.
    pub fn ended(&mut self, now: Instant, id: FriendId, why: Ended) {
        self.change(id, |friend, shared| match friend.phase() {
            Phase::Connected => {
                friend.go_offline(now, why, shared);
                friend.wait_for(now, AFTER_END, shared);
            }
            Phase::Connecting => {
                friend.history.last_end = Some((why, now));
                friend.wait(now, shared);
            }
            Phase::Searching | Phase::Waiting => {}
        });
    }
}

impl Friend {
    /// Believes, remembers and uses a relay that he named, as far as each is wise.
    pub(super) fn learn_relay(&mut self, now: Instant, relay: RelayInfo, relays: &dyn Relays, shared: &mut Shared) {
        let Some(relay) = self.believe(now, relay, relays) else { return };
        let id = self.id;
        match self.relays.remember(now, relay) {
            Remembered::Refused => {}
            Remembered::New | Remembered::Known if self.has_connection() => {
                shared.outputs.push_back(Output::Tie { id, relay });
            }
            Remembered::New => {
                shared.outputs.push_back(Output::AddRelay(relay));
                self.hurry(now, shared);
            }
            Remembered::Known => {}
        }
    }

    /// A relay as we may dial it.
    ///
    /// Addresses of our own network lead to the friend only if he is in it, too; one that he runs himself he knows as
    /// his own host.
    fn believe(&self, now: Instant, relay: RelayInfo, relays: &dyn Relays) -> Option<RelayInfo> {
        let addr = canonical(relay.addr);
        let relay = RelayInfo { addr, ..relay };
        if !is_usable_node_addr(&addr) {
            return None;
        }
        let is_his = self.peer().is_some_and(|peer| peer.dht_key == relay.key);
        if is_loopback(&addr.ip()) && is_his {
            let his = self.addresses.fresh(now).next()?;
            return Some(RelayInfo { addr: SocketAddr::new(his.addr.ip(), addr.port()), ..relay });
        }
        let is_near = self.addresses.fresh(now).any(|his| is_usable_node_addr_from(&addr, &his.addr.ip()));
        (!is_lan(&addr.ip()) || is_near || relays.knows(&relay.key)).then_some(relay)
    }
}

/// Wait after a connection that the friend ended. Our choice: if he begins anew he does so first, if he leaves it is
/// in vain.
const AFTER_END: Duration = Duration::from_millis(1_000);
