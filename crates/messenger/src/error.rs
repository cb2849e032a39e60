//! Why a verb did nothing. The cases are those of `tox.h`.

use thiserror::Error;
use toxcore_sansio::LinkError;
use toxcore_wire::friend::{MAX_NAME_LEN, MAX_STATUS_MESSAGE_LEN};
use toxcore_wire::messenger::{MAX_MESSAGE_LEN, MAX_PACKET_LEN};

/// Nobody has this id, or not any longer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("no such friend")]
pub struct UnknownFriend;

/// Why our own name or status message did not change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SetProfileError {
    /// A name or text longer than the friends accept.
    #[error("{length} bytes are too long, {max} is most")]
    TooLong {
        /// What was given.
        length: usize,
        /// What is allowed.
        max: usize,
    },
}

impl SetProfileError {
    pub(crate) fn check_name(length: usize) -> Result<(), Self> {
        Self::check(length, MAX_NAME_LEN)
    }

    pub(crate) fn check_status_message(length: usize) -> Result<(), Self> {
        Self::check(length, MAX_STATUS_MESSAGE_LEN)
    }

    fn check(length: usize, max: usize) -> Result<(), Self> {
        if length > max { Err(Self::TooLong { length, max }) } else { Ok(()) }
    }
}

/// Why a message was not sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SendMessageError {
    /// There is no text.
    #[error("message is empty")]
    Empty,
    /// No such friend.
    #[error("no such friend")]
    FriendNotFound,
    /// More than one packet holds; [`split_message`](crate::text::split_message) makes several of it.
    #[error("message of {0} bytes is too long, {max} is most", max = MAX_MESSAGE_LEN)]
    TooLong(usize),
    /// The friend is not online.
    #[error("friend not connected")]
    FriendNotConnected,
    /// Too much waits for this friend. [`Output::Writable`](crate::Output::Writable) says when to try again.
    #[error("send queue full")]
    QueueFull,
}

impl From<LinkError> for SendMessageError {
    fn from(error: LinkError) -> Self {
        if error == LinkError::Full { Self::QueueFull } else { Self::FriendNotConnected }
    }
}

/// Why a custom packet was not sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SendCustomPacketError {
    /// Not even an id.
    #[error("packet is empty")]
    Empty,
    /// No such friend.
    #[error("no such friend")]
    FriendNotFound,
    /// More than one packet holds.
    #[error("packet of {0} bytes is too long, {max} is most", max = MAX_PACKET_LEN)]
    TooLong(usize),
    /// The id, which is the first byte, is not the application's.
    #[error("id {0} is not one of a custom packet")]
    InvalidId(u8),
    /// The friend is not online.
    #[error("friend not connected")]
    FriendNotConnected,
    /// Too much waits for this friend. [`Output::Writable`](crate::Output::Writable) says when to try again, if it was a
    /// lossless packet; a lossy one is not worth it.
    #[error("send queue full")]
    QueueFull,
}

impl From<LinkError> for SendCustomPacketError {
    fn from(error: LinkError) -> Self {
        if error == LinkError::Full { Self::QueueFull } else { Self::FriendNotConnected }
    }
}
