//! Sizes and counts that all groups share. Protocol: groups, Limits.

use crate::net_crypto::MAX_DATA_LEN;

/// Longest nick of a member in bytes.
pub const MAX_NICK_LEN: usize = 128;
/// Longest last words of a member in bytes; longer ones are cut.
pub const MAX_PART_MESSAGE_LEN: usize = 128;
/// Longest topic in bytes.
pub const MAX_TOPIC_LEN: usize = 512;
/// Longest name of a group in bytes.
pub const MAX_GROUP_NAME_LEN: usize = 48;
/// Longest password in bytes: it always takes so many.
pub const MAX_GROUP_PASSWORD_LEN: usize = 32;
/// Longest text of a message in bytes, to all or to one.
pub const MAX_GROUP_MESSAGE_LEN: usize = 1372;
/// Longest private text in bytes that members running the reference take. One that is longer, though its interface allows
/// it, is never handled there, holds up all that follows and ends the connection after 58 s.
pub const MAX_SENT_PRIVATE_MESSAGE_LEN: usize = 1367;
/// Longest custom packet in bytes, lossy or lossless.
pub const MAX_GROUP_CUSTOM_LEN: usize = MAX_DATA_LEN;
/// Most data in bytes that is sent in one lossless packet; what is longer goes in fragments.
pub const MAX_LOSSLESS_CHUNK_LEN: usize = 500;
/// Longest fragment in bytes that is taken. Longer ones, though they fit in a datagram, crash some builds of the reference.
pub const MAX_FRAGMENT_LEN: usize = 1372;
/// Longest packet in bytes that fragments may make up, with the kind at its front.
pub const MAX_REASSEMBLED_LEN: usize = 50_000;
/// Lossless packets in each direction that may wait for a confirmation, or for one that is missing.
pub const LOSSLESS_WINDOW: usize = 2048;
/// Most moderators. The reference refuses lists with more.
pub const MAX_MODERATORS: usize = 100;
/// Most observers that a group remembers. The reference refuses lists with more.
pub const MAX_SANCTIONS: usize = 30;
/// Most relays in [`TcpRelays`](super::TcpRelays) and in the confirmation of an invite.
pub const MAX_GROUP_RELAYS: usize = 3;
/// Members of a new group, until its founder sets another limit.
pub const DEFAULT_PEER_LIMIT: u16 = 100;

const _: () = assert!(MAX_GROUP_CUSTOM_LEN == 1373);
