//! The shared words of the sans-I/O Tox state machines.
//!
//! Time ([`Instant`], [`UnixTime`]), randomness ([`Seed`], [`Rng`]), where packets come from and go to ([`Path`],
//! [`Transmit`], [`Outbox`]), why input is refused ([`Discard`]), deadlines ([`TimerTable`]), memory that is given back
//! ([`Usual`]), limits on what strangers
//! may cost ([`Admission`], [`SourceLimiter`]) and what siblings share during one call ([`Cx`], [`Nodes`], [`Relays`],
//! [`Links`]), and values that do not print ([`Content`], [`Redacted`]).
//!
//! # What it leaves out
//!
//! Nothing here reads a clock, opens a socket or asks the operating system for randomness: a driver does, and passes the
//! result in. There is no trait that all machines implement either: they have the same verbs, but nobody needs to be
//! generic over them.
//!
//! # The shape of a machine
//!
//! A machine that answers every datagram with its own bytes, once a second at most:
//!
//! ```
//! use std::net::SocketAddr;
//! use std::time::Duration;
//! use toxcore_sansio::{Discard, Instant, Outbox, Path, Transmit};
//!
//! struct Echo { outbox: Outbox, next: Instant }
//!
//! impl Echo {
//!     fn handle_packet(&mut self, now: Instant, from: Path, packet: &mut [u8]) -> Result<(), Discard> {
//!         let Path::Udp(address) = from else { return Err(Discard::ForbiddenSource) };
//!         if now < self.next { return Err(Discard::Limited) }
//!         self.next = now + Duration::from_secs(1);
//!         if self.outbox.push(address, |buf| buf.extend_from_slice(packet)) { Ok(()) } else { Err(Discard::Full) }
//!     }
//!     fn poll_transmit(&mut self, _now: Instant, buf: &mut Vec<u8>) -> Option<Transmit> {
//!         self.outbox.poll_transmit(buf)
//!     }
//! }
//!
//! // What a driver does, without its socket.
//! let mut echo = Echo { outbox: Outbox::new(16), next: Instant::ZERO };
//! let peer: SocketAddr = "192.0.2.1:33445".parse()?;
//! let now = Instant::from_origin(Duration::from_secs(5));
//! assert_eq!(echo.handle_packet(now, Path::Udp(peer), &mut b"hello".to_vec()), Ok(()));
//! assert_eq!(echo.handle_packet(now, Path::Udp(peer), &mut b"again".to_vec()), Err(Discard::Limited));
//! let mut buf = Vec::new();
//! while let Some(Transmit { to, len, segment }) = echo.poll_transmit(now, &mut buf) {
//!     assert_eq!((to, len, segment), (peer, 5, 5));
//! }
//! assert_eq!(buf, b"hello");
//! # Ok::<(), std::net::AddrParseError>(())
//! ```
//!
//! The convention in full is in the architecture document, section "Shape of a state machine".
#![forbid(unsafe_code)]

mod admission;
mod content;
mod context;
mod discard;
mod links;
mod nodes;
mod outbox;
mod path;
mod relays;
mod rng;
mod source;
mod source_limiter;
mod time;
mod timers;
mod usual;

pub use admission::Admission;
pub use content::Content;
pub use context::{Cx, PeerKey};
pub use discard::{Discard, DiscardCounters};
pub use links::{FriendId, LinkError, Links, SendClass};
pub use nodes::{Asker, Nodes};
pub use outbox::Outbox;
pub use path::{Path, RouteId, StreamId, Transmit};
pub use relays::Relays;
pub use rng::{Rng, Seed};
pub use source::Source;
pub use source_limiter::{RateLimit, SourceLimiter};
pub use time::{Instant, UnixTime};
pub use timers::TimerTable;
pub use toxcore_wire::Redacted;
pub use usual::Usual;
