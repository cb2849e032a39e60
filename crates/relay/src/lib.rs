//! The TCP relay of Tox as sans-I/O state machines.
//!
//! A relay passes frames between two clients that both asked for each other, so that people behind routers which let no
//! UDP in can talk. It sees DHT keys and sealed data only. [`RelayServer`] is the relay, [`RelayClient`] a client's end
//! of one link, and [`RelayPool`] all relays of a client: several for each peer, through a [`Proxy`] if there is one. [`RelayPools`]
//! is that for many identities, as members of groups are. None
//! opens a socket or reads a clock: a driver hands in bytes and time, and writes bytes out.
//!
//! Not here: what is sealed inside the data, and whom to talk to.
//!
//! # Driving a server
//!
//! ```
//! use toxcore_crypto::{DhtKeyPair, KeyCache};
//! use toxcore_relay::{RelayClient, RelayServer, ServerConfig};
//! use toxcore_sansio::{Admission, Cx, Instant, Rng, Seed, UnixTime};
//!
//! let seed = Seed::from_number(1);
//! let (mut cache, mut rng) = (KeyCache::new(1024, [0; 16]), Rng::new(&seed));
//! let mut admission = Admission::new(Admission::DEFAULT_PER_SECOND, &seed);
//! let (keys, client_keys) = (DhtKeyPair::from_secret_bytes([1; 32]), DhtKeyPair::from_secret_bytes([2; 32]));
//! let mut server = RelayServer::new(ServerConfig::default(), &seed);
//! let now = Instant::ZERO;
//!
//! // Somebody connects: the driver accepts, feeds what it reads, and writes what waits.
//! let mut client = RelayClient::new(now, &client_keys, &keys.public, &seed)?;
//! let id = server.accept(now, ([198, 51, 100, 7], 40_000).into())?;
//! for _ in 0..2 {
//!     let mut bytes = client.to_write().to_vec();
//!     client.written(bytes.len());
//!     let unix_time = UnixTime(0);
//!     let mut cx = Cx { keys: &keys, cache: &mut cache, rng: &mut rng, unix_time, admission: &mut admission };
//!     server.handle_stream(&mut cx, now, id, &mut bytes)?;
//!     while let Some(id) = server.poll_writable() {
//!         let mut bytes = server.to_write(id).to_vec();
//!         server.written(now, id, bytes.len());
//!         client.handle_stream(now, &mut bytes)?;
//!     }
//!     while let Some(output) = server.poll_output() { /* close, pause or resume streams; pass requests on */ drop(output) }
//! }
//! assert_eq!(server.clients(), 1);
//! // Sleep until `poll_timeout`, then:
//! let due = server.poll_timeout().unwrap_or(now);
//! # let mut cx = Cx { keys: &keys, cache: &mut cache, rng: &mut rng, unix_time: UnixTime(0), admission: &mut admission };
//! server.handle_timeout(&mut cx, due);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Driving a pool
//!
//! ```
//! use toxcore_crypto::DhtKeyPair;
//! use toxcore_relay::{PoolConfig, PoolIo, PoolOutput, RelayPool};
//! use toxcore_sansio::{Instant, Seed};
//! use toxcore_wire::RelayInfo;
//!
//! let seed = Seed::from_number(1);
//! let [keys, peer, relay] = [1, 2, 3].map(|number| DhtKeyPair::from_secret_bytes([number; 32]));
//! let mut pool = RelayPool::new(PoolConfig::default(), &seed);
//! let now = Instant::ZERO;
//!
//! // The owner knows a peer and a relay that the peer uses.
//! let route = pool.add_route(&keys, now, &peer.public)?;
//! pool.tie(&keys, now, route, &RelayInfo { addr: ([198, 51, 100, 7], 443).into(), key: relay.public })?;
//! // The driver opens what the pool wants opened, and says when it is.
//! let Some(PoolIo::Open { stream, .. }) = pool.poll_io() else { panic!("a stream") };
//! pool.handle_connected(&keys, now, stream);
//! // It writes what waits, and hands in what it reads.
//! while let Some(stream) = pool.poll_writable() {
//!     let written = pool.to_write(stream).len();
//!     pool.wrote(now, stream, written);
//! }
//! pool.handle_stream(&keys, now, stream, &mut [])?;
//! while let Some(output) = pool.poll_output() {
//!     if let PoolOutput::Data { payload, .. } = output {
//!         let _opened_in_place_by_the_connection = pool.payload(&payload);
//!     }
//! }
//! // Sleep until `poll_timeout`, then:
//! let due = pool.poll_timeout().unwrap_or(now);
//! pool.handle_timeout(due);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Limits
//!
//! Links in all and per source, half-open links, time to finish a handshake, bytes that wait for one client, and the time
//! that one client may hold up another are bounded: [`ServerConfig`] and the constants of this crate say by how much. So are
//! the links, routes, relays and waiting bytes of a pool: [`PoolConfig`]; several identities, each with a pool of its own, share
//! what [`PoolsConfig`] allows. An attempt to connect ends after ten seconds, proxy
//! included, and the next one waits ever longer.
//!
//! Specification: `docs/protocol/relay.md`.
#![forbid(unsafe_code)]

mod cipher;
mod client;
mod config;
mod deadlines;
mod frame_counts;
mod link;
mod pool;
mod pools;
mod proxy;
mod reassembly;
mod routes;
mod send_queue;
mod server;
mod slab;
mod stats;

pub use client::{ClientOutput, ClientSendError, CloseReason, RelayClient};
pub use config::{
    HANDSHAKE_RETRY, HANDSHAKE_TIMEOUT, MAX_BACKLOG, MAX_STALL, PING_INTERVAL, PING_TIMEOUT, ServerConfig,
};
pub use frame_counts::{FrameCount, FrameCounts, FrameDirection};
pub use pool::{
    AddRelayError, AddRouteError, CONNECT_TIMEOUT, MAX_GENERAL_RELAYS, MAX_RELAYS_PER_ROUTE, ONION_RELAYS, Payload,
    PoolConfig, PoolIo, PoolOutput, PoolSendError, RELAYS_PER_ROUTE, RelayPool, RouteRelays,
};
pub use pools::{PoolId, PoolsConfig, RelayPools};
pub use proxy::{Credentials, CredentialsError, GreetingError, Proxy, ProxyGreeting};
pub use server::{AcceptError, RelayServer, SendToClientError, ServerOutput};
pub use stats::ServerStats;
