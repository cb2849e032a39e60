//! Why a verb did nothing. The cases are those of `tox.h`.

use thiserror::Error;
use toxcore_wire::conference::{MAX_MESSAGE_DATA_LEN, MAX_NAME_LEN, MAX_TITLE_LEN};

use crate::config::{MAX_CONFERENCES, MAX_PEERS};

/// No conference has this number, or not any longer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("no such conference")]
pub struct UnknownConference;

/// Why no conference was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum CreateError {
    /// There are as many as can be numbered.
    #[error("already in {MAX_CONFERENCES} conferences")]
    Full,
}

/// Why nobody was invited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum InviteError {
    /// No conference has this number.
    #[error("no such conference")]
    ConferenceNotFound,
    /// We are not in ourselves yet.
    #[error("not connected to the conference")]
    NotConnected,
    /// The friend is not connected, or does not take the packet.
    #[error("invitation not sent")]
    NotSent,
}

/// Why we did not follow an invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum JoinError {
    /// We are in already.
    #[error("already in this conference")]
    Duplicate,
    /// There are as many as can be numbered.
    #[error("already in {MAX_CONFERENCES} conferences")]
    Full,
    /// The inviter is not connected, or does not take the packet.
    #[error("answer not sent")]
    NotSent,
}

/// Why a message was not sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SendMessageError {
    /// No conference has this number.
    #[error("no such conference")]
    ConferenceNotFound,
    /// More than one packet holds.
    #[error("message of {0} bytes is too long, {max} is most", max = MAX_MESSAGE_DATA_LEN)]
    TooLong(usize),
    /// Nobody is there to hear it.
    #[error("not connected to the conference")]
    NotConnected,
    /// There is no text. Members drop such messages.
    #[error("message is empty")]
    Empty,
    /// No connection took it.
    #[error("message not sent")]
    NotSent,
}

/// Why a title was not set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SetTitleError {
    /// No conference has this number.
    #[error("no such conference")]
    ConferenceNotFound,
    /// Empty, or longer than members accept.
    #[error("title of {0} bytes, 1 to {max} are allowed", max = MAX_TITLE_LEN)]
    InvalidLength(usize),
    /// No connection took it; the title is as before.
    #[error("title not sent")]
    NotSent,
}

/// Why our name did not change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SetNameError {
    /// Longer than members accept.
    #[error("name of {0} bytes is too long, {max} is most", max = MAX_NAME_LEN)]
    TooLong(usize),
}

/// Why a saved conference did not come back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum RestoreError {
    /// Of a type that nobody knows.
    #[error("conference of the unknown type {0}")]
    UnknownType(u8),
    /// We are in already.
    #[error("already in this conference")]
    Duplicate,
    /// There are as many as can be numbered.
    #[error("already in {MAX_CONFERENCES} conferences")]
    Full,
    /// The title is longer than one can be.
    #[error("title of {0} bytes is too long, {max} is most", max = MAX_TITLE_LEN)]
    TitleTooLong(usize),
}

/// Why a member was not taken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub(crate) enum RefusedPeer {
    /// Its number is somebody else's, or it has our key or number.
    #[error("number or key of somebody else")]
    Conflict,
    /// There are as many as we take.
    #[error("already {MAX_PEERS} members")]
    Full,
}

impl From<RefusedPeer> for toxcore_sansio::Discard {
    fn from(refused: RefusedPeer) -> Self {
        match refused {
            RefusedPeer::Conflict => Self::Forbidden,
            RefusedPeer::Full => Self::Full,
        }
    }
}
