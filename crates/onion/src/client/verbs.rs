//! What the owner tells: nodes, friends, and that something changed.

use toxcore_crypto::{DhtPublicKey, LongTermPublicKey};
use toxcore_sansio::Instant;
use toxcore_wire::{NodeInfo, is_usable_node_addr};

use super::OnionClient;

impl OnionClient {
    /// Adds a node from which paths can be made when the DHT knows none: from the user, or from a save file.
    pub fn bootstrap(&mut self, node: NodeInfo) {
        if is_usable_node_addr(&node.addr) {
            self.transport.bootstrap.add(node);
        }
    }

    /// Looks for this friend from now on. `false` if it is tracked already, is ourselves, or `MAX_FRIENDS` are tracked.
    pub fn track(&mut self, now: Instant, friend: &LongTermPublicKey) -> bool {
        *friend != self.own.keys().public && self.friends.add(now, *friend)
    }

    /// Forgets a friend.
    pub fn untrack(&mut self, friend: &LongTermPublicKey) {
        if let Some(key) = self.friends.remove(friend).and_then(|friend| friend.dht_key) {
            self.transport.friends.remove(&*key);
        }
    }

    /// Tells whether a connection with the friend stands. While it does, nothing is done for it; when it ends the search
    /// begins anew.
    pub fn set_online(&mut self, now: Instant, friend: &LongTermPublicKey, online: bool) {
        let Some(index) = self.friends.index_of(friend) else { return };
        self.friends.update(index, |friend| {
            if friend.online == online {
                return;
            }
            friend.online = online;
            friend.dht_key_at = None;
            friend.restart(now);
            if online {
                friend.calm_down();
            } else {
                friend.number_received = 0;
                friend.resend_dht_key(now);
            }
        });
    }

    /// Tells the friend's DHT key as others learnt it (from a handshake, say), or that it is no longer believed.
    pub fn set_dht_key(&mut self, now: Instant, friend: &LongTermPublicKey, dht_key: Option<DhtPublicKey>) {
        if let Some(index) = self.friends.index_of(friend) {
            self.note_dht_key(now, index, dht_key);
        }
    }

    /// Something changed around us: the DHT has its first nodes or lost them all, or a relay link came or went. What can be
    /// done now is done by the next [`handle_timeout`](Self::handle_timeout), which is due at once.
    pub fn nudge(&mut self, now: Instant) {
        self.nudged = Some(now);
    }

    /// Our network is another one, or we slept: all paths and pauses are void, everything begins anew.
    pub fn network_changed(&mut self, now: Instant) {
        self.transport.network_changed();
        self.own.network_changed(now);
        self.friends.update_all(|friend| {
            friend.restart(now);
            if friend.dht_key_at.is_some() {
                friend.resend_dht_key(now);
            }
        });
        self.groups.update_all(|group| group.restart(now));
        self.nudge(now);
    }
}
