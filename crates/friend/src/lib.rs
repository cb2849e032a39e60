//! Friend connections and friend requests of Tox as a sans-I/O state machine.
//!
//! [`FriendConnections`] holds the list of friends by long-term key. It decides when to look for one, when to connect and
//! over which ways, whose connection to accept, and when one is lost; it keeps connections alive, shares relays over them,
//! sends our friend requests and judges those of others. It says why a friend is offline.
//!
//! # What it leaves out
//!
//! It finds nobody and encrypts nothing: the onion client, the DHT, net-crypto and the relay pool do. The owner carries
//! wishes ([`Output`]) to them and facts back. Messages, names and files are the messenger's.
//!
//! # Driving it
//!
//! ```
//! use toxcore_crypto::{DhtKeyPair, LongTermKeyPair};
//! use toxcore_friend::{Config, FriendConnections, Output};
//! use toxcore_sansio::{FriendId, Instant, LinkError, Links, Relays, Rng, Seed, SendClass, StreamId};
//! use toxcore_wire::RelayInfo;
//!
//! /// Net-crypto, as far as this machine sees it.
//! #[derive(Default)]
//! struct Connections { sent: Vec<Vec<u8>> }
//!
//! impl Links for Connections {
//!     fn send(&mut self, _: FriendId, _: SendClass, data: &[u8]) -> Result<u64, LinkError> {
//!         self.sent.push(data.to_vec());
//!         Ok(self.sent.len() as u64)
//!     }
//!     fn send_lossy(&mut self, _: FriendId, _: &[u8]) -> Result<(), LinkError> { Err(LinkError::NotConnected) }
//!     fn space(&mut self, _: FriendId, _: SendClass) -> usize { 1 }
//! }
//!
//! /// A relay pool without relays.
//! struct NoRelays;
//!
//! impl Relays for NoRelays {
//!     fn onion_link(&self, _: &mut Rng) -> Option<(StreamId, RelayInfo)> { None }
//!     fn is_onion_link(&self, _: StreamId) -> bool { false }
//!     fn connected(&self, _: &mut Rng, _: usize, _: &mut Vec<RelayInfo>) {}
//! }
//!
//! let own_key = LongTermKeyPair::from_secret_bytes([1; 32]).public;
//! let bob = LongTermKeyPair::from_secret_bytes([2; 32]).public;
//! let bob_dht = DhtKeyPair::from_secret_bytes([3; 32]).public;
//! let mut friends = FriendConnections::new(Config::new(own_key), &Seed::from_number(1));
//! let (mut links, now) = (Connections::default(), Instant::ZERO);
//!
//! let id = friends.add(now, bob)?;
//! // What an owner does after each call: carry out the wishes. Here the search finds Bob at once, and he answers.
//! let mut online = false;
//! while let Some(output) = friends.poll_output() {
//!     match output {
//!         Output::Track { id, .. } => friends.dht_key(now, id, bob_dht),
//!         Output::Connect { id, .. } => friends.established(now, id),
//!         Output::Online(_) => online = true,
//!         _ => {}
//!     }
//! }
//! assert!(online && friends.is_online(id));
//! // Sleep until `poll_timeout`, then:
//! friends.handle_timeout(friends.poll_timeout().unwrap_or(now), &mut links, &NoRelays);
//! assert_eq!(links.sent, [[0x10]]);
//! # Ok::<(), toxcore_friend::AddError>(())
//! ```
//!
//! # Limits
//!
//! [`MAX_FRIENDS`] friends, [`MAX_REMEMBERED_RELAYS`] relays and two addresses for each, [`MAX_KNOWN_REQUESTERS`] senders of
//! requests, [`MAX_EXTRA_NO_SPAMS`] nospams. What comes out after one call is at most a few outputs for each friend; the
//! owner takes them before the next call. A friend who is not searched for has no timer.
//!
//! Specification: `docs/protocol/friend.md`.
#![forbid(unsafe_code)]

mod addresses;
mod bucket;
mod config;
mod connections;
mod diagnosis;
mod friend;
mod no_spams;
mod outgoing;
mod output;
mod relays;
mod requesters;
mod slots;

pub use addresses::KnownAddress;
pub use config::{
    ALIVE_INTERVAL, ALIVE_TIMEOUT, Config, DHT_KEY_LIFETIME, DOUBT_FROM, DOUBT_LIFETIME, DOUBT_MARGIN, DOUBT_TIMEOUT,
    MAX_EXTRA_NO_SPAMS, MAX_FRIENDS, MAX_KNOWN_REQUESTERS, MAX_REMEMBERED_RELAYS, MAX_REQUEST_INTERVAL,
    MAX_REQUEST_MESSAGE_LEN, MAX_REQUEST_RETRY, RELAY_BURST, RELAY_INTERVAL, RELAYS_PER_ATTEMPT, REQUEST_BURST,
    REQUEST_INTERVAL, REQUEST_REFILL, REQUEST_RETRY, RETRY_DELAYS, SHARE_RELAYS_INTERVAL, SHARE_RELAYS_RETRY,
    SILENCE_TIMEOUT, WAKE_BATCH, WAKE_INTERVAL,
};
pub use connections::{AddError, FriendConnections, Handled, SetRequestError};
pub use diagnosis::{Diagnosis, Phase};
pub use no_spams::NoSpamTerms;
pub use outgoing::RequestStatus;
pub use output::{Ended, Evidence, Output};
pub use slots::HELD_FROM;
