//! The node's figures for its operator.

use super::Node;
use crate::driver::Traffic;
use crate::metrics::Metrics;

impl Node {
    /// What the node did and holds.
    pub(super) fn figures(&self, traffic: &Traffic) -> Metrics {
        let relay = self.relay.as_ref();
        let stats = relay.map(|relay| *relay.stats()).unwrap_or_default();
        let clients = relay.map_or(0, |relay| relay.clients());
        let links = relay.map_or(0, |relay| relay.links());
        let onion = self.onion.stats();
        Metrics {
            uptime: self.now.saturating_since(self.started),
            udp_received: self.received.clone(),
            udp_sent: self.sent.clone(),
            tcp_received_bytes: traffic.stream_bytes_in,
            tcp_sent_bytes: traffic.stream_bytes_out,
            discards: self.discards,
            tcp_clients: count(clients),
            tcp_handshaking: count(links.saturating_sub(clients)),
            tcp_links: count(relay.map_or(0, |relay| relay.online_routes())),
            tcp_handshakes_failed: stats.handshakes_failed,
            tcp_refused: stats.refused,
            onion_relayed: onion.requests_relayed.saturating_add(onion.responses_relayed),
            onion_announced: count(self.onion.announcements(self.now)),
            close_nodes: count(self.dht.close_nodes(self.now).count()),
            key_cache_entries: count(self.cache.len()),
            admission_refused: self.admission.refused().saturating_add(self.stream_admission.refused()),
        }
    }
}

fn count(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}
