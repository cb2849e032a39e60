//! Figures of a running node, for its operator.
//!
//! [`Metrics`] is a snapshot that the owner of the machines fills in; [`text::render`] writes it in the text format of
//! Prometheus; [`MetricsEndpoint`] answers HTTP requests for it on a loopback address, and only when asked to.

mod counters;
mod endpoint;
mod http;
pub mod text;

use std::time::Duration;

use toxcore_sansio::DiscardCounters;

pub use counters::{KindCount, KindCounters};
pub use endpoint::{MetricsEndpoint, MetricsRequest};

/// What a node has done since its start, and what it holds now.
#[derive(Debug, Clone, Default)]
pub struct Metrics {
    /// Time since the start.
    pub uptime: Duration,
    /// UDP datagrams received, by first byte.
    pub udp_received: KindCounters,
    /// UDP datagrams sent, by first byte.
    pub udp_sent: KindCounters,
    /// Bytes received by the TCP relay.
    pub tcp_received_bytes: u64,
    /// Bytes sent by the TCP relay.
    pub tcp_sent_bytes: u64,
    /// Packets that were not accepted, by reason.
    pub discards: DiscardCounters,
    /// Clients of the TCP relay whose handshake is complete.
    pub tcp_clients: u64,
    /// Connections to the TCP relay before the end of their handshake.
    pub tcp_handshaking: u64,
    /// Pairs of clients that the TCP relay joins.
    pub tcp_links: u64,
    /// Handshakes with the TCP relay that failed or took too long.
    pub tcp_handshakes_failed: u64,
    /// Connections to the TCP relay that were refused because of a limit.
    pub tcp_refused: u64,
    /// Onion packets passed on, in both directions.
    pub onion_relayed: u64,
    /// Clients that are announced here.
    pub onion_announced: u64,
    /// Nodes in the close list.
    pub close_nodes: u64,
    /// Combined keys in the cache.
    pub key_cache_entries: u64,
    /// Packets that were not looked at because their source had used up its share.
    pub admission_refused: u64,
}
