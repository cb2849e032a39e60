//! What the onion client learns goes to the friend connections.

use toxcore_onion::ClientOutput;
use toxcore_sansio::Instant;

use super::Tox;
use crate::machines::MachineName;

impl Tox {
    pub(super) fn carry_onion_client(&mut self, now: Instant) {
        while let Some(output) = self.onion_client.poll_output() {
            match output {
                ClientOutput::DhtKey { friend, dht_key } => {
                    if let Some(id) = self.friend_of(&friend) {
                        self.friends.dht_key(now, id, dht_key);
                    }
                }
                ClientOutput::Node { friend, node } => {
                    if let Some(id) = self.friend_of(&friend) {
                        self.friends.node(id, node);
                    }
                }
                ClientOutput::Relay { friend, relay } => {
                    if let Some(id) = self.friend_of(&friend) {
                        self.friends.relay(now, id, relay, &self.relays);
                    }
                }
                ClientOutput::FriendRequest { sender, data } => {
                    let result = self.friends.handle_request(now, sender, &data);
                    self.note(result);
                }
                ClientOutput::Reachable { friend } => {
                    if let Some(id) = self.friend_of(&friend) {
                        self.friends.friend_found(now, id);
                    }
                }
                ClientOutput::GroupAnnounce { chat_id, announce } => {
                    let result = self.groups.handle_announce(now, &chat_id, &announce);
                    self.note(result);
                    self.touched.add(MachineName::Groups);
                }
                ClientOutput::StatusChanged(_) => self.update_status(),
                ClientOutput::SendRouted { to, data } => {
                    if self.options.udp_enabled {
                        self.dht.send_routed(&mut self.base.cx(), now, &to, &data);
                        self.touched.add(MachineName::Dht);
                    }
                }
            }
            self.touched.add(MachineName::Friends);
        }
        self.choose_onion_relays(now, self.dht.connection());
    }
}
