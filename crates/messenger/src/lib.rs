//! Messages, profiles and file transfers between Tox friends as a sans-I/O state machine.
//!
//! [`Messenger`] says who is online and by which way, brings names, statuses and texts across, gives messages ids and says
//! which of them arrived. [`text`] has what every program that shows texts of others needs.
//!
//! # What it leaves out
//!
//! Connections: the owner brings them up, lends them for each call as [`Links`](toxcore_sansio::Links), and says what the other
//! side confirmed. Finding friends and asking for friendship is the business of the friend connections; calls, conferences and
//! groups have machines of their own, whose packets are refused here as [`Unsupported`](toxcore_sansio::Discard::Unsupported).
//! Nothing is saved, and no message is sent to a friend who is not online.
//!
//! # Driving it
//!
//! ```
//! use toxcore_messenger::{Config, LinkPath, Messenger, Output};
//! use toxcore_sansio::{FriendId, Instant, LinkError, Links, Seed, SendClass};
//! use toxcore_wire::messenger::MessageKind;
//!
//! /// What the owner has: a connection that carries everything at once.
//! #[derive(Default)]
//! struct Wire { packets: Vec<Vec<u8>>, count: u64 }
//!
//! impl Links for Wire {
//!     fn send(&mut self, _: FriendId, _: SendClass, data: &[u8]) -> Result<u64, LinkError> {
//!         self.packets.push(data.to_vec());
//!         self.count += 1;
//!         Ok(self.count)
//!     }
//!     fn send_lossy(&mut self, _: FriendId, data: &[u8]) -> Result<(), LinkError> {
//!         self.packets.push(data.to_vec());
//!         Ok(())
//!     }
//!     fn space(&mut self, _: FriendId, _: SendClass) -> usize { 1 }
//! }
//!
//! let (now, friend) = (Instant::ZERO, FriendId { index: 0, generation: 1 });
//! let mut links = [Wire::default(), Wire::default()];
//! let mut sides = [1, 2].map(|number| Messenger::new(Config::default(), &Seed::from_number(number)));
//! for (side, wire) in sides.iter_mut().zip(&mut links) {
//!     side.add_friend(friend);
//!     side.connected(now, wire, friend, LinkPath::Udp);
//! }
//! for turn in [0, 1, 0, 1] {
//!     for packet in std::mem::take(&mut links[turn].packets) {
//!         // An error is counted; it means that the packet is of another machine, or junk.
//!         sides[1 - turn].handle_data(now, &mut links[1 - turn], friend, &packet)?;
//!     }
//! }
//! let id = sides[0].send_message(now, &mut links[0], friend, MessageKind::Normal, b"hi")?;
//! sides[1].handle_data(now, &mut links[1], friend, b"\x40hi")?;
//! let count = links[0].count;
//! sides[0].delivered(now, &mut links[0], friend, SendClass::Priority, count);
//! // Sleep until `poll_timeout`, then call `handle_timeout`; read the outputs after each call:
//! let mut confirmed = false;
//! while let Some(output) = sides[0].poll_output() {
//!     confirmed |= matches!(output, Output::MessageDelivered { id: of, .. } if of == id);
//! }
//! assert!(confirmed);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Specification: `docs/protocol/messenger.md`.
#![forbid(unsafe_code)]

mod error;
mod friend;
mod friends;
mod message_id;
mod messenger;
mod output;
mod presence;
mod profile;
mod receipts;
mod unsent;

pub mod files;
pub mod text;

pub use error::{SendCustomPacketError, SendMessageError, SetProfileError, UnknownFriend};
pub use friend::{FriendInfo, FriendState, Standing};
pub use message_id::MessageId;
pub use messenger::{Config, Messenger, RETRY_INTERVAL};
pub use output::{LinkPath, Output};
pub use profile::OwnProfile;
