//! Encrypted connections between two Tox friends as a sans-I/O state machine.
//!
//! [`NetCrypto`] answers cookie requests, begins and accepts connections by long-term key, and carries two streams over each:
//! one lossless and in order, one lossy. It chooses between UDP and relay routes for each packet, and its own congestion
//! control decides when bulk may leave. It opens no socket and reads no clock.
//!
//! # What it leaves out
//!
//! Finding the friend's DHT key and addresses, keeping a connection alive and giving up on a silent one, the relays
//! themselves, and what the data means. The owner brings the first with [`NetCrypto::connect`], [`NetCrypto::add_address`]
//! and [`NetCrypto::set_relay`].
//!
//! # Driving it
//!
//! ```
//! use toxcore_crypto::{DhtKeyPair, KeyCache, LongTermKeyPair};
//! use toxcore_net_crypto::{Config, Evidence, NetCrypto, Output, SendClass, Target};
//! use toxcore_sansio::{Admission, Cx, Instant, Path, Rng, Seed, UnixTime};
//!
//! struct Client { machine: NetCrypto, dht: DhtKeyPair, cache: KeyCache, rng: Rng, admission: Admission }
//!
//! impl Client {
//!     fn new(number: u8) -> Self {
//!         let seed = Seed::from_number(number.into());
//!         let keys = LongTermKeyPair::from_secret_bytes([number; 32]);
//!         Self {
//!             machine: NetCrypto::new(Config::default(), keys, &seed),
//!             dht: DhtKeyPair::from_secret_bytes([number | 0x80; 32]),
//!             cache: KeyCache::new(64, [0; 16]),
//!             rng: Rng::new(&seed),
//!             admission: Admission::new(Admission::DEFAULT_PER_SECOND, &seed),
//!         }
//!     }
//!     fn call<T>(&mut self, f: impl FnOnce(&mut NetCrypto, &mut Cx<'_>) -> T) -> T {
//!         let (keys, cache, rng) = (&self.dht, &mut self.cache, &mut self.rng);
//!         let admission = &mut self.admission;
//!         f(&mut self.machine, &mut Cx { keys, cache, rng, unix_time: UnixTime(0), admission })
//!     }
//! }
//!
//! let (alice_address, bob_address) = ("192.0.2.1:33445".parse()?, "192.0.2.2:33445".parse()?);
//! let (mut alice, mut bob) = (Client::new(1), Client::new(2));
//! let now = Instant::ZERO;
//! let (bob_key, bob_dht) = (LongTermKeyPair::from_secret_bytes([2; 32]).public, bob.dht.public);
//! let id = alice.call(|machine, cx| machine.connect(cx, now, bob_key, bob_dht))?;
//! alice.machine.add_address(now, id, bob_address, Evidence::Told);
//!
//! let (mut buf, mut established) = (Vec::new(), 0);
//! for _ in 0..8 {
//!     for turn in [true, false] {
//!         let (from, to) = if turn { (&mut alice, &mut bob) } else { (&mut bob, &mut alice) };
//!         let address = if turn { alice_address } else { bob_address };
//!         // What a driver does for each batch: send everything, hand in what arrives, read the outputs.
//!         while let Some(run) = from.machine.poll_transmit(now, &mut buf) {
//!             assert!(matches!(run.to, Target::Udp(_)));
//!             for packet in buf.chunks_mut(run.segment) {
//!                 to.call(|machine, cx| machine.handle_packet(cx, now, Path::Udp(address), packet))?;
//!                 while let Some(output) = to.machine.poll_output() {
//!                     match output {
//!                         Output::Incoming { offer, .. } => drop(to.call(|machine, cx| machine.accept(cx, now, offer))?),
//!                         Output::Established(_) => established += 1,
//!                         _ => {}
//!                     }
//!                 }
//!             }
//!             buf.clear();
//!         }
//!     }
//! }
//! assert_eq!(established, 2);
//! assert_eq!(alice.machine.send(id, SendClass::Priority, b"\x40Hello")?, 1);
//! // Sleep until `poll_timeout`, then:
//! let due = alice.machine.poll_timeout().unwrap_or(now);
//! alice.machine.handle_timeout(due);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Limits
//!
//! Nothing is stored for a cookie request. Connections, offers, queues and windows are bounded by [`Config`] and the constants
//! of this crate; buffers grow with use.
//!
//! Specification: `docs/protocol/net-crypto.md`.
#![forbid(unsafe_code)]

mod channel;
mod config;
mod congestion;
mod connection;
mod cookies;
mod ids;
mod leisure;
mod net_crypto;
mod nonces;
mod output;
mod paths;
mod phase;
mod pool;
mod receive_stream;
mod ring;
mod rtt;
mod send_stream;
mod shared;
mod statistics;

pub use config::{
    COOKIE_LIFETIME, Config, HANDSHAKE_INTERVAL, MAX_ANSWERS, MAX_BULK_PACKETS, MAX_LOSSY_PACKETS, MAX_OFFERS,
    MAX_PRIORITY_PACKETS, MAX_REQUEST_INTERVAL, MAX_TRIES, MIN_REQUEST_INTERVAL, PROBE_MAX_LEN, RELAY_AHEAD,
    RELAY_PATIENCE, RELAY_REST, UDP_COPY_INTERVAL, UDP_DIRECT_TIMEOUT, UDP_DOUBT_TIMEOUT, UDP_PROBE_INTERVAL,
    WINDOW_PACKETS,
};
pub use ids::{ConnectionId, OfferId, Target, Transmission};
pub use net_crypto::{ConnectError, Evidence, NetCrypto};
pub use output::{EndReason, Output, Payload, Stream};
pub use phase::Phase;
pub use send_stream::SendError;
pub use statistics::{AddressFact, PathKind, Statistics, Ways};
pub use toxcore_sansio::SendClass;
