//! Nodes, relays, and how well we are connected.

use std::net::SocketAddr;
use std::time::Duration;

use toxcore_crypto::DhtPublicKey;
use toxcore_dht::Dht;
use toxcore_relay::{AddRelayError, RelayPool, RelayPools, RelayServer};
use toxcore_sansio::Instant;
use toxcore_wire::{NodeInfo, RelayInfo, canonical};

use super::Tox;
use super::pump::with_conferences;
use crate::machines::MachineName;
use crate::{AddNodeError, ConnectionStatus, NodesRequestError};

impl Tox {
    /// Uses a node to get into the network.
    ///
    /// # Errors
    /// [`AddNodeError`].
    pub fn bootstrap(&mut self, now: Instant, addr: SocketAddr, key: DhtPublicKey) -> Result<(), AddNodeError> {
        self.begin(now);
        let node = NodeInfo { addr: canonical(addr), key };
        if self.options.udp_enabled {
            self.dht.bootstrap(&mut self.base.cx(), now, node).map_err(|_| AddNodeError::UnusableAddress)?;
            self.touched.add(MachineName::Dht);
        }
        self.onion_client.bootstrap(node);
        self.touched.add(MachineName::OnionClient);
        self.pump(now);
        Ok(())
    }

    /// Uses a relay: to be reached where UDP does not go, and to find friends.
    ///
    /// # Errors
    /// [`AddNodeError`].
    pub fn add_tcp_relay(&mut self, now: Instant, addr: SocketAddr, key: DhtPublicKey) -> Result<(), AddNodeError> {
        self.begin(now);
        let relay = RelayInfo { addr: canonical(addr), key };
        self.relays.add_relay(&self.base.keys, now, &relay).map_err(|error| match error {
            AddRelayError::Full(_) => AddNodeError::Full,
            _ => AddNodeError::UnusableAddress,
        })?;
        self.touched.add(MachineName::Relays);
        self.pump(now);
        Ok(())
    }

    /// Our network changed, or we slept: whatever was known of addresses is checked anew. The driver calls it when it
    /// learns of such a change; a long sleep is noticed without it.
    pub fn network_changed(&mut self, now: Instant) {
        self.clock.now = self.clock.now.max(now);
        self.friends.network_changed(now);
        self.carry_network_change(now);
        self.pump(now);
    }

    /// We slept for so long.
    pub(super) fn resume(&mut self, now: Instant, asleep: Duration) {
        tracing::debug!(target: "toxcore", ?asleep, "woke up");
        self.friends.resumed(now, asleep);
        self.carry_network_change(now);
    }

    /// Tells all other machines that the network may be another one.
    pub(super) fn carry_network_change(&mut self, now: Instant) {
        self.net_crypto.network_changed(now);
        self.relays.network_changed(now);
        self.onion_client.network_changed(now);
        self.group_relays.pools.network_changed(now);
        self.groups.network_changed(now);
        for machine in [
            MachineName::NetCrypto,
            MachineName::Relays,
            MachineName::GroupRelays,
            MachineName::Friends,
            MachineName::Groups,
            MachineName::OnionClient,
        ] {
            self.touched.add(machine);
        }
        if self.options.local_discovery_enabled {
            self.lan_targets_due = Some(now);
        }
    }

    /// Answers [`Io::LanTargets`](crate::Io::LanTargets).
    pub fn handle_lan_targets(&mut self, now: Instant, targets: Vec<SocketAddr>) {
        self.begin(now);
        if self.options.local_discovery_enabled {
            self.dht.set_lan_targets(now, targets);
            self.touched.add(MachineName::Dht);
        }
        self.pump(now);
    }

    /// How well we are connected.
    #[must_use]
    pub const fn self_connection_status(&self) -> ConnectionStatus {
        self.status
    }

    /// The DHT, for questions: close nodes, our address as others see it.
    #[must_use]
    pub const fn dht(&self) -> &Dht {
        &self.dht
    }

    /// The relays that we use, for questions.
    #[must_use]
    pub const fn relays(&self) -> &RelayPool {
        &self.relays
    }

    /// The relays that we use as members of groups, for questions: each group has its own. Their frames count as those of
    /// [`relays`](Self::relays).
    #[must_use]
    pub const fn group_relays(&self) -> &RelayPools {
        &self.group_relays.pools
    }

    /// The relay that we are, if we are one, for questions.
    #[must_use]
    pub const fn relay_server(&self) -> Option<&RelayServer> {
        self.server.as_ref()
    }

    /// Asks one node of the DHT for the nodes that it knows near a key. The answer helps the DHT as any other does, and is
    /// told to those who [want to know](Self::tell_dht_nodes).
    ///
    /// # Errors
    /// [`NodesRequestError`].
    pub fn dht_send_nodes_request(
        &mut self,
        now: Instant,
        node: NodeInfo,
        target: DhtPublicKey,
    ) -> Result<(), NodesRequestError> {
        self.begin(now);
        if !self.options.udp_enabled {
            return Err(NodesRequestError::UdpDisabled);
        }
        let asked = self.dht.ask(&mut self.base.cx(), now, node, target);
        asked.map_err(|_| NodesRequestError::UnusableAddress)?;
        self.touched.add(MachineName::Dht);
        self.pump(now);
        Ok(())
    }

    /// Whether to tell which nodes others name, as [`Event::DhtNodesResponse`](crate::Event::DhtNodesResponse), whoever asked
    /// them. Not at first.
    pub const fn tell_dht_nodes(&mut self, telling: bool) {
        self.dht.set_telling_named(telling);
    }

    /// Says goodbye: friends, conferences, groups and clients of our relay are told that we go. What is polled afterwards is the last to
    /// be sent.
    pub fn shut_down(&mut self, now: Instant) {
        self.begin(now);
        with_conferences!(self, now, |conferences, cx| conferences.shut_down(cx));
        self.shut_down_groups(now);
        let everybody: Vec<_> = self.friends.iter().collect();
        for friend in everybody {
            let Some(connection) = self.links.get(friend).and_then(|link| link.connection) else { continue };
            if self.friends.is_held(friend) {
                // What conferences said has to leave before.
                self.parting.push((connection, None));
            } else {
                self.net_crypto.close(now, connection);
            }
        }
        if let Some(server) = &mut self.server {
            server.close_all(now);
        }
        self.touched.add(MachineName::NetCrypto);
        self.touched.add(MachineName::RelayServer);
        self.pump(now);
    }
}
