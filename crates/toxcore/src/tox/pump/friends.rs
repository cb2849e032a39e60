//! The wishes of the friend connections: the only way on which DHT, onion, relays and net-crypto meet.

use toxcore_crypto::{DhtPublicKey, LongTermPublicKey};
use toxcore_friend::{Evidence, Output};
use toxcore_sansio::{FriendId, Instant};
use toxcore_wire::RelayInfo;

use super::{Tox, links, surroundings, with_conferences};
use crate::Event;
use crate::machines::MachineName;

impl Tox {
    pub(in crate::tox) fn carry_friends(&mut self, now: Instant) {
        while let Some(output) = self.friends.poll_output() {
            match output {
                Output::Track { key, .. } => {
                    self.onion_client.track(now, &key);
                    self.touched.add(MachineName::OnionClient);
                }
                Output::Untrack { key, .. } => {
                    self.onion_client.untrack(&key);
                    self.touched.add(MachineName::OnionClient);
                }
                Output::Search { id, dht_key } => self.search(now, id, dht_key),
                Output::StopSearch { id, .. } => self.stop_search(now, id),
                Output::Ask { node, dht_key, .. } => {
                    if self.options.udp_enabled {
                        // A friend may name addresses that nobody can have.
                        let _ = self.dht.ask(&mut self.base.cx(), now, node, dht_key);
                        self.touched.add(MachineName::Dht);
                    }
                }
                Output::Connect { id, key, dht_key } => self.connect(now, id, key, dht_key),
                Output::AddAddress { id, addr, evidence } => {
                    if let Some(connection) = self.links.get(id).and_then(|link| link.connection) {
                        self.net_crypto.add_address(now, connection, addr, net_crypto_evidence(evidence));
                        self.touched.add(MachineName::NetCrypto);
                    }
                }
                Output::Tie { id, relay } => self.tie(now, id, &relay),
                Output::AddRelay(relay) => {
                    // Friends may name relays that cannot be one, and more than are kept.
                    let _ = self.relays.add_relay(&self.base.keys, now, &relay);
                    self.touched.add(MachineName::Relays);
                }
                Output::Close { id } => self.end_connection(now, id),
                Output::SendRequest { id } => self.send_request(now, id),
                Output::Online(id) => self.on_friend_connected(now, id),
                Output::Offline(id) => self.on_friend_disconnected(now, id),
                Output::Moved { from, to } => {
                    self.links.moved(from, to);
                    self.conferences.moved(from, to);
                }
                Output::Request { sender, message } => {
                    self.events.push_back(Event::FriendRequest { public_key: sender, message: message.into() });
                }
            }
        }
    }

    fn search(&mut self, now: Instant, friend: FriendId, dht_key: DhtPublicKey) {
        self.set_onion_dht_key(now, friend, Some(dht_key));
        if !self.options.udp_enabled {
            return;
        }
        match self.dht.add_search(&mut self.base.cx(), now, dht_key) {
            Ok(token) => {
                let before = self.links.entry(friend).search.replace(token);
                before.map(|token| self.dht.remove_search(token));
            }
            Err(error) => tracing::debug!(target: "toxcore", %error, "a friend is not searched in the DHT"),
        }
        self.touched.add(MachineName::Dht);
    }

    fn stop_search(&mut self, now: Instant, friend: FriendId) {
        self.set_onion_dht_key(now, friend, None);
        if let Some(token) = self.links.get_mut(friend).and_then(|link| link.search.take()) {
            self.dht.remove_search(token);
            self.touched.add(MachineName::Dht);
        }
        self.links.tidy(friend);
    }

    fn set_onion_dht_key(&mut self, now: Instant, friend: FriendId, dht_key: Option<DhtPublicKey>) {
        if let Some(key) = self.friends.key(friend) {
            self.onion_client.set_dht_key(now, &key, dht_key);
            self.touched.add(MachineName::OnionClient);
        }
    }

    fn tie(&mut self, now: Instant, friend: FriendId, relay: &RelayInfo) {
        if let Some(route) = self.links.route(friend) {
            // As above: relays of friends are not always good for something.
            let _ = self.relays.tie(&self.base.keys, now, route, relay);
            self.touched.add(MachineName::Relays);
        }
    }

    fn send_request(&mut self, now: Instant, friend: FriendId) {
        let (Some(key), Some(payload)) = (self.friends.key(friend), self.friends.request_payload(friend)) else {
            return;
        };
        let result =
            self.onion_client.send_friend_request(&mut self.base.cx(), &surroundings!(self), now, &key, payload);
        if let Err(error) = &result {
            tracing::debug!(target: "toxcore", friend = friend.index, %error, "friend request not sent yet");
        }
        self.friends.request_sent(now, friend, result.is_ok_and(|copies| copies > 0));
        self.touched.add(MachineName::OnionClient);
        self.touched.add(MachineName::Friends);
        self.update_standing(friend);
    }

    fn on_friend_connected(&mut self, now: Instant, friend: FriendId) {
        self.tell_onion(now, friend, true);
        self.greet_friend(now, friend);
        with_conferences!(self, now, |conferences, cx| conferences.connected(cx, friend));
    }

    /// The connection with a friend stands. Whoever is no friend is none of the messenger's.
    pub(in crate::tox) fn greet_friend(&mut self, now: Instant, friend: FriendId) {
        let Some(path) = self.links.get(friend).map(|link| link.path()) else { return };
        self.messenger.connected(now, &mut links!(self), friend, path);
        self.touched.add(MachineName::Messenger);
    }

    fn on_friend_disconnected(&mut self, now: Instant, friend: FriendId) {
        self.tell_onion(now, friend, false);
        self.messenger.disconnected(now, friend);
        self.touched.add(MachineName::Messenger);
        with_conferences!(self, now, |conferences, cx| conferences.disconnected(cx, friend));
    }

    fn tell_onion(&mut self, now: Instant, friend: FriendId, online: bool) {
        if let Some(key) = self.friends.key(friend) {
            self.onion_client.set_online(now, &key, online);
            self.touched.add(MachineName::OnionClient);
        }
    }

    /// The friend with this long-term key.
    pub(super) fn friend_of(&self, key: &LongTermPublicKey) -> Option<FriendId> {
        self.friends.find(key)
    }
}

fn net_crypto_evidence(evidence: Evidence) -> toxcore_net_crypto::Evidence {
    match evidence {
        Evidence::Heard => toxcore_net_crypto::Evidence::Heard,
        Evidence::Told => toxcore_net_crypto::Evidence::Told,
    }
}
