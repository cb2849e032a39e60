//! Conferences, the old group chats of Tox, as a sans-I/O state machine.
//!
//! [`Conferences`] invites and joins, finds out who is in, keeps up connections with the closest members, relays what they
//! say to each other, and hands each message over once. Members who are lost from sight are remembered and come back;
//! conferences are saved and found again.
//!
//! # What it leaves out
//!
//! It connects to nobody: members need friend connections, which the owner [holds](Output::Hold) for it, and whose ups and
//! downs it tells. Whether an inviter is a friend who is online is the owner's business, too. Sound is not here: audio
//! conferences work as those for text, and lossy messages are refused as
//! [`Unsupported`](toxcore_sansio::Discard::Unsupported). Nothing in the protocol proves who wrote a message: any member may
//! speak in another's name.
//!
//! # Driving it
//!
//! ```
//! use toxcore_conference::{Conferences, Config, Context, Friends, Output};
//! use toxcore_crypto::{DhtPublicKey, LongTermPublicKey};
//! use toxcore_sansio::{FriendId, Instant, LinkError, Links, Seed, SendClass};
//! use toxcore_wire::conference::ConferenceType;
//! use toxcore_wire::messenger::MessageKind;
//!
//! /// The one friend connection that there is: what goes in waits to be carried to the other side.
//! #[derive(Default)]
//! struct Wire { packets: Vec<Vec<u8>> }
//!
//! impl Links for Wire {
//!     fn send(&mut self, _: FriendId, _: SendClass, data: &[u8]) -> Result<u64, LinkError> {
//!         self.packets.push(data.to_vec());
//!         Ok(self.packets.len() as u64)
//!     }
//!     fn send_lossy(&mut self, _: FriendId, _: &[u8]) -> Result<(), LinkError> { Err(LinkError::NotConnected) }
//!     fn space(&mut self, _: FriendId, _: SendClass) -> usize { 1 }
//! }
//!
//! /// Who is at its other end.
//! struct Peer(LongTermPublicKey, DhtPublicKey);
//! const FRIEND: FriendId = FriendId { index: 0, generation: 0 };
//!
//! impl Friends for Peer {
//!     fn is_friend(&self, key: &LongTermPublicKey) -> bool { *key == self.0 }
//!     fn connected(&self, key: &LongTermPublicKey) -> Option<FriendId> { (*key == self.0).then_some(FRIEND) }
//!     fn keys(&self, id: FriendId) -> Option<(LongTermPublicKey, DhtPublicKey)> {
//!         (id == FRIEND).then_some((self.0, self.1))
//!     }
//! }
//!
//! let now = Instant::ZERO;
//! let keys = [1, 2].map(|n| (LongTermPublicKey::from_bytes([n; 32]), DhtPublicKey::from_bytes([n; 32])));
//! let config = |(own_key, own_dht_key)| Config { own_key, own_dht_key, name: b"somebody".into() };
//! let mut sides = keys.map(|keys| Conferences::new(config(keys), &Seed::from_number(u64::from(keys.0.as_bytes()[0]))));
//! let others = [Peer(keys[1].0, keys[1].1), Peer(keys[0].0, keys[0].1)];
//! let mut wires = [Wire::default(), Wire::default()];
//!
//! let mut cx = Context { now, links: &mut wires[0], friends: &others[0] };
//! let conference = sides[0].create(&mut cx, ConferenceType::Text)?;
//! sides[0].invite(&mut cx, conference, FRIEND)?;
//! let mut said = false;
//! for turn in [0, 1, 0, 1, 0, 1, 0] {
//!     for packet in std::mem::take(&mut wires[turn].packets) {
//!         let mut cx = Context { now, links: &mut wires[1 - turn], friends: &others[1 - turn] };
//!         let side = &mut sides[1 - turn];
//!         // Invitations are those of friends who are online, says their messenger. An error is counted.
//!         let _ = if packet[0] == 0x60 { side.handle_invite(&mut cx, FRIEND, &packet) } else { side.handle_packet(&mut cx, FRIEND, &packet) };
//!         // Sleep until `poll_timeout`, then call `handle_timeout`; read the outputs after each call:
//!         while let Some(output) = side.poll_output() {
//!             match output {
//!                 Output::Invited { friend, cookie } => drop(side.join(&mut cx, friend, &cookie)?),
//!                 Output::Connected { conference } => {
//!                     side.send_message(&mut cx, conference, MessageKind::Normal, b"hello")?;
//!                 }
//!                 Output::Message { own, text, .. } => said |= !own && *text == *b"hello",
//!                 _ => {}
//!             }
//!         }
//!     }
//! }
//! assert!(said);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Limits
//!
//! [`MAX_PEERS`] members in sight and as many out of sight as the program allows, [`MAX_CONNECTIONS`] connections for each
//! conference, no queue. What comes out of one call is at most a few outputs for each member; the owner takes them before
//! the next call.
//!
//! Specification: `docs/protocol/conferences.md`.
#![forbid(unsafe_code)]

mod closest;
mod conference;
mod conferences;
mod config;
mod connections;
mod context;
mod error;
mod holds;
mod members;
mod number;
mod output;
mod peer;
mod seen;

pub use conferences::Conferences;
pub use config::{
    ANSWER_BURST, ANSWER_INTERVAL, AWAITED_LATEST, Config, DEFAULT_MAX_OFFLINE, DEPARTED_LIFETIME, DESIRED_CLOSEST,
    FREEZE_TIMEOUT, GREETING_INTERVAL, HINT_INTERVAL, MAX_CONFERENCES, MAX_CONNECTIONS, MAX_DEPARTED, MAX_PEERS,
    NAME_INTERVAL, NUMBER_DRAWS, PING_INTERVAL, QUERY_INTERVAL, RETRY_INTERVAL, RETURN_LIFETIME, SPARE_CONNECTIONS,
};
pub use context::{Context, Friends};
pub use error::{
    CreateError, InviteError, JoinError, RestoreError, SendMessageError, SetNameError, SetTitleError, UnknownConference,
};
pub use number::{ConferenceNumber, PeerNumber};
pub use output::{Departure, Output, PeerId};
pub use peer::{OfflinePeerInfo, PeerInfo};
