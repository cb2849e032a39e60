//! DHT storage: small values kept by the nodes near a key. Protocol: wire, DHT storage.
//!
//! All are payloads of a [`DhtPacket`](crate::dht::DhtPacket) and end with a request id. A value belongs to the *data key
//! pair*; who has its secret key may store. Every answer to a search carries an authenticator without which the node
//! takes neither a store nor a retrieve request.

mod retrieve;
mod search;
mod store;

pub use retrieve::{DataRetrieveRequest, DataRetrieveResponse};
pub use search::{DataSearchRequest, DataSearchResponse, SearchAnswer};
pub use store::{StoreAction, StoreContent, StoreRequest, StoreResponse, seal_store_request};

/// Bytes of the authenticator of a search answer.
pub const AUTHENTICATOR_LEN: usize = 32;

/// Bytes of a SHA-256 hash.
pub const HASH_LEN: usize = 32;

/// Bytes of the longest stored value. Protocol: dht, DHT storage.
pub const MAX_STORED_LEN: usize = 512;
