//! Packet formats of the Tox protocol, and its save file: parsers and encoders, nothing else.
//!
//! A type for each packet, with named fields in the order of the wire. `parse` takes bytes to types and refuses with a
//! [`ParseError`] what is not exactly the packet; [`Encode`] takes types to bytes. Whatever the input, nothing here panics,
//! allocates to parse, keeps state, reads a clock or draws a random number.
//!
//! Encrypted packets come apart in two steps. The outside parses without a key and borrows the datagram mutably; `open`
//! decrypts the box where it lies and gives its plaintext, which has a parser of its own. The way back is a function that
//! seals at the end of an output buffer, with the nonce as an argument.
//!
//! The save file is another matter: [`savedata`] reads it as far as it is sound, into memory of its own, with a report.
//!
//! What a packet is good for, and when to send one, is the business of the crates above.
//!
//! # Example
//! A node answers a ping:
//! ```
//! # use toxcore_crypto::{CombinedKey, DhtKeyPair, KeyPair, Nonce};
//! use toxcore_wire::dht::{DhtPacket, PingRequest, PingResponse, seal_dht_packet};
//! # use toxcore_wire::RequestId;
//!
//! # let own: DhtKeyPair = KeyPair::from_secret_bytes([1; 32]);
//! # let peer: DhtKeyPair = KeyPair::from_secret_bytes([2; 32]);
//! # let key = CombinedKey::new(&peer.secret, &own.public)?;
//! # let id = RequestId::from_u64(7);
//! # let mut datagram = Vec::new();
//! # let (nonce, fresh_nonce) = (Nonce::from_bytes([3; 24]), Nonce::from_bytes([4; 24]));
//! # seal_dht_packet(PingRequest::KIND, &peer.public, &nonce, &key, &PingRequest { id }, &mut datagram);
//! let packet = DhtPacket::parse(&mut datagram)?;
//! let (kind, sender) = (packet.kind, packet.sender);
//! let key = CombinedKey::new(&own.secret, &sender)?;
//! let payload = packet.open(&key)?;
//! let mut answer = Vec::new();
//! if kind == PingRequest::KIND {
//!     let PingRequest { id } = PingRequest::parse(payload)?;
//!     seal_dht_packet(PingResponse::KIND, &own.public, &fresh_nonce, &key, &PingResponse { id }, &mut answer);
//! }
//! assert_eq!(answer.len(), PingResponse::PACKET_LEN);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Protocol: wire and savedata, all of them; the chapters of the services say what the fields mean.
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
mod redacted;
mod request_id;
#[cfg(test)]
mod testing;

pub mod bootstrap_info;
pub mod conference;
pub mod dht;
pub mod forwarding;
pub mod friend;
pub mod group;
pub mod group_announce;
pub mod lan_discovery;
pub mod messenger;
pub mod net_crypto;
pub mod onion;
pub mod relay;
pub mod savedata;
pub mod storage;

pub use address::{canonical, is_lan, is_loopback, is_usable_node_addr, is_usable_node_addr_from};
pub use bounded_list::BoundedList;
pub use boxes::{BoxKey, OpenError, TooLong};
pub use codec::Encode;
pub use error::{Field, ParseError};
pub use ip_port::{OnionAddress, PackedAddr};
pub use kind::{MAX_DATAGRAM_LEN, PacketKind};
pub use node::{ListedNode, NodeInfo, PackedNode, RelayInfo};
pub use node_list::{MAX_LISTED_NODES, NodeList, PackedNodeList};
pub use redacted::Redacted;
pub use request_id::RequestId;
