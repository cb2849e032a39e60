//! A bootstrap node and TCP relay for the Tox network: the daemon `toxcore-node`, and its parts.
//!
//! [`machine::Node`] joins the state machines of the DHT, the onion and the TCP relay to one that opens no socket and
//! reads no clock. [`driver::Driver`] connects it to the operating system in one thread. Around them is what makes a
//! daemon: [`cli`], [`config`] with its language [`libconfig`], [`keys`], [`pidfile`], [`log`], [`metrics`], and
//! [`check`], which asks another node. [`start::main`] is the whole program.
//!
//! # The drive loop
//! ```
//! use toxcore_crypto::DhtKeyPair;
//! use toxcore_dht::BootstrapInfo;
//! use toxcore_node::driver::Machine as _;
//! use toxcore_node::machine::{Node, NodeConfig};
//! use toxcore_sansio::{Instant, Seed};
//!
//! let keys = DhtKeyPair::from_secret_bytes([7; 32]); // from the operating system's generator, not like here
//! let info = BootstrapInfo { version: 1_000_001_000, motd: b"hello".to_vec() };
//! let config = NodeConfig { bootstrap_info: Some(info), ..NodeConfig::new(keys) };
//! let (now, client) = (Instant::default(), "192.0.2.1:33445".parse()?);
//! let mut node = Node::new(config, now, &Seed::from_number(1));
//!
//! let mut question = [0; 78]; // a datagram that came in
//! question[0] = 0xf0;
//! node.handle_datagram(now, client, &mut question);
//! node.pump(now); // after all inputs of one moment
//! let mut arena = Vec::new();
//! while let Some(transmit) = node.poll_transmit(now, &mut arena) {
//!     assert_eq!(transmit.to, client); // send the last `transmit.len` bytes of the arena
//! }
//! assert!(arena.ends_with(b"hello\0"));
//! // Then wait for a socket or until `node.poll_timeout()`, and call `node.handle_timeout(now)`.
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What it leaves out
//! The client side of Tox, storing messages for others, any other system than Linux for the daemon (the machine runs
//! anywhere).
//!
//! # Covers
//! The bootstrap daemon as operators of `tox-bootstrapd` know it. Our own text: `docs/protocol/node.md`, `docs/node.md`,
//! `docs/security.md`.
#![forbid(unsafe_code)]

pub mod check;
pub mod cli;
pub mod config;
pub mod driver;
pub mod info;
pub mod keys;
pub mod libconfig;
pub mod log;
pub mod machine;
pub mod metrics;
pub mod pidfile;
pub mod start;
