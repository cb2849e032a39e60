//! Packets of the DHT. Protocol: wire, DHT packets.
//!
//! [`DhtPacket`] is the common outside; its opened box is one of the payloads here or in [`crate::storage`].
//! [`DhtRequest`] is routed by one hop and has its own outside.

mod nat_ping;
mod nodes;
mod packet;
mod ping;
mod request;

pub use nat_ping::NatPing;
pub use nodes::{NodesRequest, NodesResponse};
pub(crate) use nodes::{counted_nodes, put_counted_nodes};
pub use packet::{DhtPacket, seal_dht_packet};
pub use ping::{PingRequest, PingResponse};
pub use request::{DhtRequest, DhtRequestPayload, SealedDhtKey, seal_dht_key, seal_dht_request};
