//! Nodes, relays, and how well we are connected.

use std::net::SocketAddr;

use toxcore_crypto::DhtPublicKey;
use toxcore_dht::Dht;
use toxcore_sansio::Instant;
use toxcore_wire::{NodeInfo, canonical};

use super::Tox;
use crate::machines::MachineName;
use crate::{AddNodeError, ConnectionStatus};

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
        self.pump(now);
        Ok(())
    }

    /// Our network changed, or we slept: whatever was known of addresses is checked anew. The driver calls it when it
    /// learns of such a change; a long sleep is noticed without it.
    pub fn network_changed(&mut self, now: Instant) {
        self.clock.now = self.clock.now.max(now);
        self.carry_network_change(now);
        self.pump(now);
    }

    /// Tells all machines that the network changed.
    pub(super) fn carry_network_change(&mut self, now: Instant) {
        self.net_crypto.network_changed(now);
        self.touched.add(MachineName::NetCrypto);
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
}
