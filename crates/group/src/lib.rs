//! Groups, the new group chats of Tox ("NGC"), as sans-I/O state machines.
//!
//! # What it leaves out
//!
//! The group itself: so far the crate has parts of it only. Packets and their bytes are in [`toxcore_wire::group`].
//!
//! # The parts
//!
//! - Between two members: [`is_closer`] tells which of the two does what only one of them may do.
//!
//! ```
//! use toxcore_crypto::EphemeralPublicKey;
//! use toxcore_group::is_closer;
//! use toxcore_wire::group::ChatId;
//!
//! let chat_id = ChatId::from_bytes([0x0f; 32]);
//! let [alice, bob] = [0x0e, 0xff].map(|byte| EphemeralPublicKey::from_bytes([byte; 32]));
//! assert!(is_closer(&chat_id, &alice, &bob) && !is_closer(&chat_id, &bob, &alice));
//! ```
//!
//! Specification: `docs/protocol/groups.md`.
#![forbid(unsafe_code)]

mod link;

pub use link::is_closer;
