//! The onion of Tox as sans-I/O state machines.
//!
//! Friends find each other's DHT keys through onion paths of three nodes, so that nobody can link a long-term key with an
//! address. [`OnionNode`] is what every DHT node does for others: pass requests on along a path and answers back, keep
//! announcements of keys near its own, route data to announced clients, and keep announces of public groups.
//!
//! [`OnionClient`] is what a client does for itself: announce its long-term key, search those of friends, tell friends its DHT
//! key, send and receive friend requests, and announce itself as a member of public groups and find other members.
//!
//! # What it leaves out
//!
//! The DHT and the relay links (the client sees them through [`Surroundings`]), what happens once a friend's DHT key is known,
//! the checks and repetition of friend requests, and all of a group but where its members are.
//!
//! # Driving a node
//!
//! ```
//! use toxcore_crypto::{DhtKeyPair, DhtPublicKey, KeyCache};
//! use toxcore_onion::{Config, OnionNode};
//! use toxcore_sansio::{Admission, Asker, Cx, Instant, Nodes, Path, Rng, Seed, UnixTime};
//! use toxcore_wire::{NodeInfo, NodeList};
//!
//! # struct NoNodes;
//! # impl Nodes for NoNodes {
//! #     fn closest(&self, _: Instant, _: &[u8; 32], _: Asker) -> NodeList { NodeList::new() }
//! #     fn address_of(&self, _: Instant, _: &DhtPublicKey) -> Option<std::net::SocketAddr> { None }
//! #     fn random_good(&self, _: Instant, _: &mut Rng, _: usize, _: &mut Vec<NodeInfo>) {}
//! # }
//! let seed = Seed::from_number(1);
//! let (mut cache, mut rng) = (KeyCache::new(1024, [0; 16]), Rng::new(&seed));
//! let mut admission = Admission::new(Admission::DEFAULT_PER_SECOND, &seed);
//! let keys = DhtKeyPair::from_secret_bytes([1; 32]);
//! let mut onion = OnionNode::new(&Config::default(), &keys.public, Instant::ZERO, &seed);
//!
//! let (now, from) = (Instant::ZERO, Path::Udp(([198, 51, 100, 1], 33445).into()));
//! let unix_time = UnixTime(0);
//! let mut cx = Cx { keys: &keys, cache: &mut cache, rng: &mut rng, unix_time, admission: &mut admission };
//! let mut datagram = [0x80; 300];
//! assert!(onion.handle_packet(&mut cx, &NoNodes, now, from, &mut datagram).is_err());
//!
//! let mut buf = Vec::new();
//! while let Some(transmit) = onion.poll_transmit(&mut buf) { /* send the last transmit.len bytes of buf */ drop(transmit) }
//! while let Some(output) = onion.poll_output() { /* an answer for a client of our TCP relay */ drop(output) }
//! // Sleep until `poll_timeout`, then:
//! onion.handle_timeout(now);
//! ```
//!
//! # Driving a client
//!
//! ```
//! use std::net::SocketAddr;
//! use toxcore_crypto::{DhtKeyPair, DhtPublicKey, KeyCache, LongTermKeyPair};
//! use toxcore_onion::{ClientConfig, ClientOutput, FirstHop, OnionClient, OnionTransmission, Surroundings, UdpState};
//! use toxcore_sansio::{Admission, Asker, Cx, Instant, Nodes, Relays, Rng, Seed, StreamId, UnixTime};
//! use toxcore_wire::{NodeInfo, NodeList, RelayInfo};
//!
//! /// A DHT that knows one node, and no relays.
//! struct OneNode(NodeInfo);
//! impl Nodes for OneNode {
//!     fn closest(&self, _: Instant, _: &[u8; 32], _: Asker) -> NodeList { NodeList::from_first([self.0]) }
//!     fn address_of(&self, _: Instant, _: &DhtPublicKey) -> Option<SocketAddr> { None }
//!     fn random_good(&self, _: Instant, _: &mut Rng, _: usize, out: &mut Vec<NodeInfo>) { out.push(self.0) }
//! }
//! impl Relays for OneNode {
//!     fn onion_link(&self, _: &mut Rng) -> Option<(StreamId, RelayInfo)> { None }
//!     fn is_onion_link(&self, _: StreamId) -> bool { false }
//!     fn connected(&self, _: &mut Rng, _: usize, _: &mut Vec<RelayInfo>) {}
//! }
//!
//! let seed = Seed::from_number(1);
//! let (mut cache, mut rng) = (KeyCache::new(1024, [0; 16]), Rng::new(&seed));
//! let mut admission = Admission::new(Admission::DEFAULT_PER_SECOND, &seed);
//! let keys = DhtKeyPair::from_secret_bytes([1; 32]);
//! let mut onion = OnionClient::new(&ClientConfig::default(), LongTermKeyPair::from_secret_bytes([2; 32]), &seed);
//! let friend = LongTermKeyPair::from_secret_bytes([3; 32]).public;
//! let node = NodeInfo { addr: "198.51.100.1:33445".parse()?, key: DhtKeyPair::from_secret_bytes([4; 32]).public };
//!
//! let now = Instant::ZERO;
//! let dht = OneNode(node);
//! let net = Surroundings { nodes: &dht, relays: &dht, udp: UdpState::Connected };
//! let mut cx = Cx { keys: &keys, cache: &mut cache, rng: &mut rng, unix_time: UnixTime(0), admission: &mut admission };
//! assert!(onion.track(now, &friend));
//! onion.handle_timeout(&mut cx, &net, now); // due at once
//! let mut buf = Vec::new();
//! while let Some(OnionTransmission { to, len, segment }) = onion.poll_transmit(now, &mut buf) {
//!     // The last `len` bytes of `buf`, in pieces of `segment`: datagrams, or payloads of relay frame 8.
//!     assert_eq!((to, len), (FirstHop::Udp(node.addr), segment));
//! }
//! assert_eq!(buf[0], 0x80);
//! // What comes back as a datagram or out of relay frame 9:
//! assert!(onion.handle_packet(&mut cx, &net, now, FirstHop::Udp(node.addr), &mut [0x84; 100]).is_err());
//! while let Some(output) = onion.poll_output() {
//!     if let ClientOutput::DhtKey { friend, dht_key } = output { /* search and connect */ drop((friend, dht_key)) }
//! }
//! assert!(onion.poll_timeout() > Some(now)); // sleep until then
//! # Ok::<(), std::net::AddrParseError>(())
//! ```
//!
//! Specification: `docs/protocol/onion.md`.
#![forbid(unsafe_code)]

mod announce_store;
mod client;
mod group_announces;
mod node;
mod return_key;

pub use announce_store::{ANNOUNCE_LIFETIME, MAX_ANNOUNCEMENTS};
pub use client::{
    ClientConfig, ClientOutput, ClientStats, FirstHop, GroupSearchStatus, MAX_FRIENDS, MAX_REQUEST_LEN,
    MAX_SOUGHT_GROUPS, OnionClient, OnionStatus, OnionTransmission, SearchPhase, SearchStatus, SendRequestError,
    Surroundings, UdpState,
};
pub use group_announces::{GROUP_LIFETIME, MAX_GROUPS};
pub use node::{Config, OnionNode, OnionStats, Output};
pub use return_key::RETURN_KEY_INTERVAL;
