//! Packet formats of the Tox protocol: parsers and encoders, nothing else.
#![forbid(unsafe_code)]

mod address;
mod bounded_list;
mod boxes;
mod codec;
mod error;
mod ip_port;
mod kind;
mod node;
mod node_list;
mod request_id;
#[cfg(test)]
mod testing;

pub mod bootstrap_info;
pub mod dht;
pub mod forwarding;
pub mod friend;
pub mod group_announce;
pub mod lan_discovery;
pub mod net_crypto;
pub mod onion;
pub mod relay;
pub mod storage;

pub use address::{canonical, is_lan, is_loopback, is_usable_node_addr, is_usable_node_addr_from};
pub use bounded_list::BoundedList;
pub use boxes::{OpenError, TooLong};
pub use codec::Encode;
pub use error::{Field, ParseError};
pub use ip_port::{OnionAddress, PackedAddr};
pub use kind::{MAX_DATAGRAM_LEN, PacketKind};
pub use node::{ListedNode, NodeInfo, PackedNode, RelayInfo};
pub use node_list::{MAX_LISTED_NODES, NodeList, PackedNodeList};
pub use request_id::RequestId;
