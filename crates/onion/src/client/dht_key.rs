//! DHT key packets: telling friends our DHT key, and hearing theirs.

use std::time::Duration;

use toxcore_crypto::{CombinedKey, DhtPublicKey, EphemeralKeyPair, EphemeralPublicKey, LongTermPublicKey};
use toxcore_sansio::{Asker, Discard, Instant};
use toxcore_wire::dht::{SealedDhtKey, seal_dht_key};
use toxcore_wire::onion::{DataToRoute, DhtKeyPacket, OnionData, SealedOnionData};
use toxcore_wire::{NodeInfo, PackedNode, PackedNodeList, is_usable_node_addr};

use super::OnionClient;
use super::friend::{Friend, Lane};
use super::output::ClientOutput;
use super::schedule::{dht_key_interval, with_jitter};
use super::surroundings::Env;
use super::transport::Transport;

impl OnionClient {
    /// Sends our DHT key to a friend if that is due.
    pub(super) fn send_due_dht_key(&mut self, env: &mut Env<'_, '_>, index: u32) {
        let transport = &mut self.transport;
        let own = self.own.keys();
        let mut copies = 0;
        let routed = self.friends.update(index, |friend| {
            if friend.online || friend.dht_key_at.is_none_or(|at| at > env.now) {
                return None;
            }
            friend.reachable = friend.is_found(env.now);
            if !friend.reachable && friend.dht_key.is_none() {
                friend.dht_key_at = None;
                return None;
            }
            let packet = own_packet(env, transport, friend.next_number(env.cx.unix_time.0));
            let nonce = transport.rng.nonce();
            let Ok(shared) = friend.shared(&own.secret).cloned() else {
                friend.dht_key_at = None;
                return None;
            };
            if friend.reachable {
                let content = OnionData::DhtKey(packet.clone());
                if let Ok(sealed) = SealedOnionData::seal(&own.public, &nonce, &shared, &content) {
                    copies = send_copies(env, transport, friend, &nonce, &sealed);
                }
            }
            friend.note_sent(env.now);
            let pause = dht_key_interval(friend.sent.saturating_sub(1), transport.is_bad());
            let pause = with_jitter(&mut transport.rng, pause);
            friend.dht_key_at = Some(env.now + pause.max(DHT_KEY_SPACING));
            let to = *friend.dht_key.as_deref()?;
            let mut data = Vec::new();
            seal_dht_key(&own.public, &transport.rng.nonce(), &shared, &packet, &mut data);
            Some((to, data))
        });
        self.budget.charge(copies);
        if let Some((to, data)) = routed.flatten() {
            self.output(ClientOutput::SendRouted { to, data });
        }
    }

    /// A DHT request brought a friend's DHT key.
    pub(super) fn on_routed(
        &mut self,
        env: &Env<'_, '_>,
        sender: &DhtPublicKey,
        payload: &mut [u8],
    ) -> Result<(), Discard> {
        let sealed = SealedDhtKey::parse(payload)?;
        let index = self.friends.index_of(&sealed.sender).ok_or(Discard::UnknownAddressee)?;
        let shared = self.shared_with(index)?;
        let plain = sealed.open(&shared).map_err(|_| Discard::NotDecryptable)?;
        let packet = DhtKeyPacket::parse(plain)?;
        if packet.dht_key != *sender {
            return Err(Discard::Forbidden);
        }
        self.on_dht_key(env, index, &packet)
    }

    /// The combined long-term key with a friend.
    pub(super) fn shared_with(&mut self, index: u32) -> Result<CombinedKey, Discard> {
        let own = &self.own.keys().secret;
        let shared = self.friends.update(index, |friend| friend.shared(own).cloned());
        shared.ok_or(Discard::UnknownAddressee)?.map_err(|_| Discard::NotDecryptable)
    }

    /// A friend told its DHT key, on whichever way.
    pub(super) fn on_dht_key(&mut self, env: &Env<'_, '_>, index: u32, packet: &DhtKeyPacket) -> Result<(), Discard> {
        if packet.dht_key == env.cx.keys.public {
            return Err(Discard::OwnKey);
        }
        let noted = self.friends.update(index, |friend| {
            let newer = packet.no_replay > friend.number_received;
            if newer {
                friend.number_received = packet.no_replay;
            }
            newer.then_some(friend.key)
        });
        let friend = noted.flatten().ok_or(Discard::Replay)?;
        self.stats.data_received = self.stats.data_received.saturating_add(1);
        self.note_dht_key(env.now, index, Some(packet.dht_key));
        self.output(ClientOutput::DhtKey { friend, dht_key: packet.dht_key });
        for node in packet.nodes.into_iter().filter(|node| is_usable_node_addr(&node.packed_addr().socket_addr())) {
            self.output(match node {
                PackedNode::Udp(node) => ClientOutput::Node { friend, node },
                PackedNode::Tcp(relay) => ClientOutput::Relay { friend, relay },
            });
        }
        Ok(())
    }

    /// Remembers a friend's DHT key: it is told ours that way too, and is no path node any more.
    pub(super) fn note_dht_key(&mut self, now: Instant, index: u32, dht_key: Option<DhtPublicKey>) {
        let old = self.friends.update(index, |friend| {
            let old = std::mem::replace(&mut friend.dht_key, dht_key.map(Box::new)).map(|key| *key);
            if dht_key.is_some() && dht_key != old && !friend.online {
                // The friend is there, and may have started after we told it last.
                friend.resend_dht_key(now);
                friend.rounds = 0;
                friend.round_at = friend.round_at.min(now);
            }
            old
        });
        let old = old.flatten();
        if old == dht_key {
            return;
        }
        if let Some(old) = old {
            self.transport.friends.remove(&old);
        }
        if let Some(new) = dht_key {
            self.transport.avoid(new);
        }
    }
}

impl Friend {
    /// Sends our DHT key as soon as the friend can tell it from the last one, and then at short intervals again.
    pub(super) fn resend_dht_key(&mut self, now: Instant) {
        self.sent = 0;
        let earliest = self.sent_at.map_or(now, |sent| now.max(sent + DHT_KEY_SPACING));
        self.dht_key_at = Some(earliest);
    }

    /// The number of the next packet: Unix time, or one more than the last if the clock did not move on.
    fn next_number(&mut self, unix_time: u64) -> u64 {
        self.number_sent = unix_time.max(self.number_sent.saturating_add(1));
        self.number_sent
    }

    fn note_sent(&mut self, now: Instant) {
        self.sent = self.sent.saturating_add(1);
        self.sent_at = Some(now);
    }
}

/// Sends one copy through each node that knows the friend, as far as it is believed, and more where most packets get lost. How
/// many left.
pub(super) fn send_copies(
    env: &mut Env<'_, '_>,
    transport: &mut Transport,
    friend: &Friend,
    nonce: &toxcore_crypto::Nonce,
    content: &SealedOnionData,
) -> usize {
    let nodes: Vec<(NodeInfo, EphemeralPublicKey)> = friend.believed(env.now).map(|(node, key)| (node, *key)).collect();
    let mut copies = 0;
    for (node, data_key) in nodes {
        copies += transport.send_copies(env.now, Lane::Present, |transport| {
            seal_copy(transport, &friend.key, &data_key, nonce, content)
                .is_some_and(|packet| transport.send_data(env, &node, &packet))
        });
    }
    copies
}

/// One copy, with a key pair of its own.
fn seal_copy(
    transport: &mut Transport,
    friend: &LongTermPublicKey,
    data_key: &EphemeralPublicKey,
    nonce: &toxcore_crypto::Nonce,
    content: &SealedOnionData,
) -> Option<Vec<u8>> {
    let one_shot = EphemeralKeyPair::from_secret_bytes(transport.rng.secret_bytes());
    let key = CombinedKey::new(&one_shot.secret, data_key).ok()?;
    let mut packet = Vec::new();
    DataToRoute::seal(friend, &one_shot.public, nonce, &key, content, &mut packet).ok()?;
    Some(packet)
}

/// What friends need to reach us in this run: relays that we are connected to, then nodes near us.
fn own_packet(env: &Env<'_, '_>, transport: &mut Transport, no_replay: u64) -> DhtKeyPacket {
    let dht_key = env.cx.keys.public;
    let mut relays = Vec::new();
    env.net.relays.connected(&mut transport.rng, MAX_RELAYS, &mut relays);
    let mut near = env.net.nodes.closest(env.now, dht_key.as_bytes(), Asker::Internet);
    if near.is_empty() {
        // Only the LAN is known, so that is where the friend must be.
        near = env.net.nodes.closest(env.now, dht_key.as_bytes(), Asker::Lan);
    }
    let relays = relays.into_iter().take(MAX_RELAYS).map(PackedNode::from);
    let near = near.into_iter().map(PackedNode::from);
    DhtKeyPacket { no_replay, dht_key, nodes: PackedNodeList::from_first(relays.chain(near)) }
}

/// Relays in a packet. Chapter onion, client: DHT key packets.
const MAX_RELAYS: usize = 2;
/// Shortest time between two packets to one friend, when something new makes the next one due early. Our choice: their numbers
/// run ahead of Unix time by a few seconds then, and are overtaken by it during the longer pauses that follow.
const DHT_KEY_SPACING: Duration = Duration::from_millis(250);
