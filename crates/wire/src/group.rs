//! Group chats of the DHT ("NGC"): what their members send each other, and what friends are sent to be invited.
//!
//! A member seals with the session key it has in common with one other member: [`LosslessPacket`]s are repeated until they
//! arrive, [`LossyPacket`]s are sent once, [`GroupHandshakePacket`]s make the session. What is inside parses to
//! [`Lossless`], [`Lossy`] and [`GroupHandshake`]; broadcasts to all members are a kind of lossless packet, [`Broadcast`].
//! Facts about the group travel signed: [`SignedSharedState`], [`SignedTopic`], [`ModeratorsPacket`], [`SanctionsPacket`].
//!
//! Readers ignore what follows a complete packet where the reference does, because its writers may get ahead of us; where a
//! packet ends in a list or text, its end counts.
//!
//! # Example
//! ```
//! # use toxcore_crypto::{CombinedKey, EphemeralKeyPair, Nonce};
//! use toxcore_wire::group::{Ack, Lossy, LossyData, LossyPacket};
//! # use toxcore_wire::Encode;
//!
//! # let [alice, bob] = [1, 2].map(|byte| EphemeralKeyPair::from_secret_bytes([byte; 32]));
//! # let session_key = CombinedKey::new(&alice.secret, &bob.public)?;
//! # let nonce = Nonce::from_bytes([3; 24]);
//! let ack = Ack::Received { message_id: 7 };
//! let mut datagram = Vec::new();
//! LossyData { kind: Ack::KIND, data: &ack.to_vec() }.seal(&alice.public, &nonce, &session_key, &mut datagram)?;
//!
//! let packet = LossyPacket::parse(&mut datagram)?;
//! assert_eq!(packet.sender, alice.public);
//! let content = packet.open(&session_key)?;
//! assert_eq!(Lossy::parse(content.kind, content.data)?, Lossy::Ack(ack));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Protocol: groups.

mod ack;
mod broadcast;
mod checksum;
mod custom;
mod fragment;
mod handshake;
mod invite;
mod join;
mod key_rotation;
mod kinds;
mod limits;
mod lossless;
mod lossy;
mod member_role;
mod message;
mod moderation;
mod moderators;
mod packet;
mod password;
mod peer_info;
mod ping;
mod sanction;
mod sanctions;
mod shared_state;
mod short_bytes;
mod state_proof;
mod sync;
mod tcp_relays;
#[cfg(test)]
mod tests;
mod topic;

pub use ack::Ack;
pub use broadcast::{Broadcast, Nick, PeerExit};
pub use checksum::{data_checksum, peer_hash, peers_checksum, roles_checksum};
pub use custom::CustomPacket;
pub use fragment::Fragment;
pub use handshake::{
    GroupHandshake, GroupHandshakePacket, HandshakeKind, HandshakePurpose, JoinType, UncheckedGroupHandshake,
};
pub use invite::{GroupInvitePacket, InviteData};
pub use join::{InviteReject, InviteRequest};
pub use key_rotation::KeyRotation;
pub use kinds::{BroadcastKind, LosslessKind, LossyKind};
pub use limits::{
    DEFAULT_PEER_LIMIT, LOSSLESS_WINDOW, MAX_FRAGMENT_LEN, MAX_GROUP_CUSTOM_LEN, MAX_GROUP_MESSAGE_LEN,
    MAX_GROUP_NAME_LEN, MAX_GROUP_PASSWORD_LEN, MAX_GROUP_RELAYS, MAX_LOSSLESS_CHUNK_LEN, MAX_MODERATORS, MAX_NICK_LEN,
    MAX_PART_MESSAGE_LEN, MAX_REASSEMBLED_LEN, MAX_SANCTIONS, MAX_SENT_PRIVATE_MESSAGE_LEN, MAX_TOPIC_LEN,
};
pub use lossless::Lossless;
pub use lossy::Lossy;
pub use member_role::{GroupPrivacy, GroupVoice, Role, TopicLock};
pub use message::{GroupMessage, PrivateMessage, PseudoMessageId};
pub use moderation::{KickPeer, SetModerator, SetObserver};
pub use moderators::{ModeratorList, ModeratorListError, ModeratorsPacket};
pub use packet::{LosslessData, LosslessPacket, LossyData, LossyPacket};
pub use password::{GroupPassword, PasswordField};
pub use peer_info::PeerInfo;
pub use ping::GroupPing;
pub use sanction::{Sanction, SanctionsCredentials};
pub use sanctions::{SanctionsError, SanctionsList, SanctionsPacket};
pub use shared_state::{GroupName, SharedState, SignedSharedState, StateError};
pub use short_bytes::ShortBytes;
pub use state_proof::StateProof;
pub use sync::{SyncFlags, SyncRequest, SyncResponse};
pub use tcp_relays::TcpRelays;
pub use topic::{SignedTopic, TopicInfo};

pub use crate::group_announce::{ChatId, GroupAnnounce};
