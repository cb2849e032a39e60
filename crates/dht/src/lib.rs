//! The Tox DHT as a sans-I/O state machine, for bootstrap nodes and for clients.
//!
//! [`Dht`] keeps the lists of nodes around our key and around keys that we search, answers pings and nodes requests, keeps
//! itself known, and finds the addresses of others: directly, by way of nodes that know them, or by punching holes into
//! NATs. It also serves LAN discovery, bootstrap info, forwarding and the store of values. Siblings ask it for nodes through
//! [`Nodes`](toxcore_sansio::Nodes).
//!
//! # What it leaves out
//!
//! Sockets, the clock, name resolution and the list of interfaces are the driver's. What a friend's DHT key packet says is
//! the onion client's ([`Output::Routed`]), and so are friends: here are only keys that are searched.
//!
//! # The drive loop
//!
//! ```
//! use std::net::SocketAddr;
//! use std::time::Duration;
//! use toxcore_crypto::{DhtKeyPair, KeyCache};
//! use toxcore_dht::{Config, Dht, Output};
//! use toxcore_sansio::{Admission, Cx, Instant, Path, Rng, Seed, UnixTime};
//! use toxcore_wire::NodeInfo;
//!
//! // 32 bytes of the operating system's randomness, of which all follows.
//! let seed = Seed::new([7; 32]);
//! let mut rng = Rng::new(&seed);
//! let keys = DhtKeyPair::from_secret_bytes(rng.secret_bytes());
//! let mut cache = KeyCache::new(65_536, rng.secret_bytes());
//! let mut admission = Admission::new(Admission::DEFAULT_PER_SECOND, &seed);
//! let mut dht = Dht::new(Config::new(keys.public), &seed);
//!
//! // What the owner lends to its machines for each call.
//! let mut cx = Cx {
//!     keys: &keys,
//!     cache: &mut cache,
//!     rng: &mut rng,
//!     unix_time: UnixTime(1_700_000_000),
//!     admission: &mut admission,
//! };
//! let mut now = Instant::from_origin(Duration::from_secs(1));
//! let address: SocketAddr = "192.0.2.1:33445".parse()?;
//! let friend = DhtKeyPair::from_secret_bytes([9; 32]).public;
//! dht.bootstrap(&mut cx, now, NodeInfo { addr: address, key: DhtKeyPair::from_secret_bytes([8; 32]).public })?;
//! let _token = dht.add_search(&mut cx, now, friend)?;
//!
//! let mut buf = Vec::new();
//! for _ in 0..3 {
//!     // 1. Send what it wants sent.
//!     while let Some(run) = dht.poll_transmit(now, &mut buf) {
//!         for datagram in buf.chunks(run.segment) {
//!             assert_eq!((run.to, datagram.len()), (address, 113)); // a nodes request
//!         }
//!         buf.clear();
//!     }
//!     // 2. Do what it wants done.
//!     while let Some(output) = dht.poll_output() {
//!         match output {
//!             Output::ConnectionChanged(_) | Output::NodeFound { .. } | Output::NodeNamed(_) => {}
//!             Output::Routed { .. } | Output::ForwardToClient { .. } => {}
//!         }
//!     }
//!     // 3. Sleep until a datagram arrives or its time comes.
//!     let received: Option<(SocketAddr, Vec<u8>)> = None;
//!     match received {
//!         Some((from, mut datagram)) => {
//!             let refused = dht.handle_packet(&mut cx, now, Path::Udp(from), &mut datagram).err();
//!             assert!(refused.is_none(), "a node counts the reasons instead");
//!         }
//!         None => {
//!             now = dht.poll_timeout().unwrap_or(now).max(now);
//!             dht.handle_timeout(&mut cx, now);
//!         }
//!     }
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The cache of combined keys must have room for all whom we ask within five seconds (some hundred): an answer whose key
//! is not in it is taken for one that nobody asked for.
//!
//! Covers the chapter `dht`; layouts of packets are in the chapter `wire`.
#![forbid(unsafe_code)]

mod bootstrap;
mod candidates;
mod close_list;
mod closest;
mod config;
mod contact;
mod dht;
mod distance;
mod lan;
mod nat;
mod output;
mod ping_back;
mod requests;
mod search;
mod searches;
mod storage;
#[cfg(test)]
mod testing;
mod upkeep;

pub use bootstrap::{LOADED_PER_SECOND, MAX_BOOTSTRAP_NODES, MAX_LOADED_NODES};
pub use close_list::{BUCKET_SIZE, BUCKETS};
pub use closest::NODES_PER_RESPONSE;
pub use config::{BootstrapInfo, Config, LanDiscovery, MAX_MOTD_LEN};
pub use contact::{BAD_AFTER, CHECK_INTERVAL, DEAD_AFTER};
pub use dht::{BootstrapError, ClientForward, Dht, MAX_ROUTED_LEN, SearchAddressError};
pub use distance::{Distance, bucket_index};
pub use lan::{LAN_INTERVAL, LAN_PORTS, MAX_LAN_TARGETS};
pub use nat::{
    MAX_PUNCHES_PER_SECOND, MIN_REPORTS, MIN_ROUTERS, NAT_INTERVAL, NAT_REQUEST_FRESH, NORMAL_TRIES, PUNCH_PORTS,
    PUNCH_RESET,
};
pub use output::{Connection, Output};
pub use ping_back::{PING_BACK_INTERVAL, PING_BACK_NODES};
pub use requests::REQUEST_TIMEOUT;
pub use search::{SEARCH_CANDIDATES, SEARCH_NODES};
pub use searches::{MAX_OWNERS, MAX_SEARCHES, SearchError, SearchToken};
pub use storage::{MAX_STORE_TIME, MIN_STORE_TIME, STORE_BUCKET_SIZE, STORE_BUCKETS};
pub use upkeep::{FAST_RANDOM_REQUESTS, RANDOM_INTERVAL};
