//! Groups, the new group chats of Tox ("NGC"), as sans-I/O state machines.
//!
//! [`Mesh`] is what is between us and the other members of one group: handshakes, sessions whose keys change, packets that
//! arrive in order and once, packets that may be lost, pings, and the choice between UDP and relays.
//!
//! [`Rules`](rules::Rules) are what a group is, without any connection: who is in it, what was decided, who may do what, what is
//! synchronised and when.
//!
//! [`Groups`](groups::Groups) are all groups of an instance, each made of both: it finds members by announcements, invites and what
//! was known of them, hands each half what the other says, and is what programs use.
//!
//! # What it leaves out
//!
//! Packets and their bytes are in [`toxcore_wire::group`]. Relays, the onion and friends belong to the owner: it opens a pool for
//! each group, ties relays to routes and sends what goes there, announces and seeks groups, and carries packets to friends.
//!
//! # Driving the links alone
//!
//! ```
//! use std::net::SocketAddr;
//! use toxcore_crypto::ExtendedKeyPair;
//! use toxcore_group::{Mesh, MeshConfig, Output, Target};
//! use toxcore_sansio::{Admission, Instant, Seed};
//! use toxcore_wire::group::{ChatId, HandshakePurpose, JoinType, LosslessKind};
//!
//! let chat_id = ChatId::from_bytes([3; 32]);
//! let addresses: [SocketAddr; 2] = ["192.0.2.1:33445".parse()?, "192.0.2.2:33445".parse()?];
//! let mut sides = [1, 2].map(|number| {
//!     let keys = ExtendedKeyPair::from_seed(&[number; 32]);
//!     Mesh::new(MeshConfig { keys, chat_id, join_type: JoinType::Private }, &Seed::from_number(number.into()))
//! });
//! let mut admission = Admission::new(Admission::DEFAULT_PER_SECOND, &Seed::from_number(3));
//! let now = Instant::ZERO;
//!
//! let bob = sides[1].own_keys().encryption;
//! let member = sides[0].introduce(now, bob, HandshakePurpose::PeerInfo)?;
//! sides[0].add_address(now, member, addresses[1]);
//! let (mut buf, mut heard) = (Vec::new(), false);
//! sides[0].handle_timeout(now);
//! for turn in [0, 1, 0, 1, 0, 1] {
//!     // What a driver does for each batch: send everything, hand in what arrives, read the outputs.
//!     while let Some(run) = sides[turn].poll_transmit(&mut buf) {
//!         assert_eq!(run.to, Target::Udp(addresses[1 - turn]));
//!         for packet in buf.chunks_mut(run.segment) {
//!             let (side, from) = (&mut sides[1 - turn], Target::Udp(addresses[turn]));
//!             side.handle_packet(now, &mut admission, from, packet, &|_| false)?;
//!             while let Some(output) = side.poll_output() {
//!                 match output {
//!                     // Both tell who they are, and then count as members.
//!                     Output::Handshaked { member, .. } => side.send(now, member, LosslessKind::PeerInfoResponse, b"me")?,
//!                     Output::Lossless { member, kind: LosslessKind::PeerInfoResponse, .. } => {
//!                         side.confirm(now, member);
//!                         side.send(now, member, LosslessKind::Custom, b"hello")?;
//!                     }
//!                     Output::Lossless { payload, .. } => heard |= side.payload(&payload, packet) == b"hello",
//!                     _ => {}
//!                 }
//!             }
//!         }
//!         buf.clear();
//!     }
//! }
//! assert!(heard);
//! // Sleep until `poll_timeout`, then:
//! let due = sides[0].poll_timeout().unwrap_or(now);
//! sides[0].handle_timeout(due);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Limits
//!
//! Groups, members that are looked for, links, strangers among them, candidates for a session, packets that wait in either
//! direction: all are bounded by the constants of this crate, and buffers grow with use. What strangers cost is limited by source before
//! it costs anything, and by the [`Admission`](toxcore_sansio::Admission) that all groups share.
//!
//! Specification: `docs/protocol/groups.md`.
#![forbid(unsafe_code)]

mod group;
pub mod groups;
mod link;
pub mod rules;
mod secret;

pub use link::{
    ABSENCE, AGREEMENT_BURST, ANSWER_INTERVAL, CANDIDATE_LIFETIME, CONFIRMATION_TIMEOUT, DEAF_TIMEOUT, DIRECT_TIMEOUT,
    FIRST_HANDSHAKE_INTERVAL, HANDSHAKE_BURST, HANDSHAKE_INTERVAL, HANDSHAKE_PAUSE, IntroduceError, LAST_WORDS_PAUSES,
    LATE_REQUEST, LossReason, MAX_CANDIDATES, MAX_CARRIED, MAX_HANDSHAKE_SOURCES, MAX_LAST_WORDS, MAX_LINKS,
    MAX_MEMBER_RELAYS, MAX_NEIGHBOURS, MAX_OUTBOX_PACKETS, MAX_STRANGER_SOURCES, MAX_STRANGERS, MAX_UNCONFIRMED_PACKET,
    MAX_UNCONFIRMED_WAITING_BYTES, MAX_WAITING_BYTES, MIN_ROTATION_INTERVAL, MemberId, Mesh, MeshConfig, NEWCOMER_TIME,
    NEWS_PING_DELAY, OLD_KEY_LIFETIME, Output, PING_INTERVAL, Payload, Phase, RELAY_DELAY, RELAY_NEWS_BURST,
    RELAY_NEWS_PAUSE, RELAY_SHARE_INTERVAL, RENEWAL_INTERVAL, ROTATION_DEAF_TIMEOUT, ROTATION_INTERVAL, Role,
    SILENCE_TIMEOUT, STRANGER_BURST, STUCK_TIMEOUT, SendError, Target, Transmission, UDP_TRY_INTERVAL,
    UNCONFIRMED_TIMEOUT, is_closer,
};
