//! The codes of `tox.h` for our errors.

use toxcore::files::{FileControlError, FileSeekError, FileSendChunkError, FileSendError};
use toxcore::{FriendAddError, SendCustomPacketError, SendMessageError};

/// For what `tox.h` has no code for.
pub(crate) const OTHER: i32 = 99;

pub(crate) fn friend_add(error: &FriendAddError) -> i32 {
    match error {
        FriendAddError::TooLong(_) => 2,
        FriendAddError::NoMessage => 3,
        FriendAddError::OwnKey => 4,
        FriendAddError::AlreadySent(_) => 5,
        FriendAddError::InvalidKey => 6,
        FriendAddError::SetNewNospam(_) => 7,
        FriendAddError::Full => 8,
        _ => OTHER,
    }
}

pub(crate) fn send_message(error: &SendMessageError) -> i32 {
    match error {
        SendMessageError::FriendNotFound => 2,
        SendMessageError::FriendNotConnected => 3,
        SendMessageError::QueueFull => 4,
        SendMessageError::TooLong(_) => 5,
        SendMessageError::Empty => 6,
        _ => OTHER,
    }
}

pub(crate) fn custom_packet(error: &SendCustomPacketError) -> i32 {
    match error {
        SendCustomPacketError::FriendNotFound => 2,
        SendCustomPacketError::FriendNotConnected => 3,
        SendCustomPacketError::InvalidId(_) => 4,
        SendCustomPacketError::Empty => 5,
        SendCustomPacketError::TooLong(_) => 6,
        SendCustomPacketError::QueueFull => 7,
        _ => OTHER,
    }
}

pub(crate) fn file_send(error: &FileSendError) -> i32 {
    match error {
        FileSendError::FriendNotFound => 2,
        FileSendError::FriendNotConnected => 3,
        FileSendError::NameTooLong(_) => 4,
        FileSendError::TooMany => 5,
        _ => OTHER,
    }
}

pub(crate) fn file_control(error: &FileControlError) -> i32 {
    match error {
        FileControlError::FriendNotFound => 1,
        FileControlError::FriendNotConnected => 2,
        FileControlError::NotFound => 3,
        FileControlError::NotPaused => 4,
        FileControlError::Denied => 5,
        FileControlError::AlreadyPaused => 6,
        FileControlError::QueueFull => 7,
        _ => OTHER,
    }
}

pub(crate) fn file_seek(error: &FileSeekError) -> i32 {
    match error {
        FileSeekError::FriendNotFound => 1,
        FileSeekError::FriendNotConnected => 2,
        FileSeekError::NotFound => 3,
        FileSeekError::Denied => 4,
        FileSeekError::InvalidPosition { .. } => 5,
        FileSeekError::QueueFull => 6,
        _ => OTHER,
    }
}

pub(crate) fn send_chunk(error: &FileSendChunkError) -> i32 {
    match error {
        FileSendChunkError::FriendNotFound => 2,
        FileSendChunkError::FriendNotConnected => 3,
        FileSendChunkError::NotFound => 4,
        FileSendChunkError::NotTransferring => 5,
        FileSendChunkError::InvalidLength(_) => 6,
        FileSendChunkError::WrongPosition { .. } => 8,
        _ => OTHER,
    }
}
