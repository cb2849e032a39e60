//! Packets between two friends: presence, profiles, messages, files and custom packets. Protocol: messenger.
//!
//! Each one is the data of one [`CryptoData`](crate::net_crypto::CryptoData); its first byte is the id.

mod custom;
mod file_control;
mod file_data;
mod file_request;
mod message;
mod packet;
mod presence;
mod profile;

pub use custom::{CustomLossless, CustomLossy};
pub use file_control::{FileControl, FileControlKind, FileSide};
pub use file_data::{FileData, MAX_FILE_CHUNK_LEN};
pub use file_request::{FileId, FileKind, FileSendRequest, MAX_FILE_NAME_LEN, UNKNOWN_FILE_SIZE};
pub use message::{MAX_MESSAGE_LEN, Message, MessageKind};
pub use packet::MessengerPacket;
pub use presence::{Offline, Online};
pub use profile::{Nickname, StatusMessage, Typing, UserStatusChange};

/// Longest packet in bytes (1373), with its id.
pub const MAX_PACKET_LEN: usize = crate::net_crypto::MAX_DATA_LEN;

#[cfg(test)]
mod tests;
