//! Why something did not happen, and what to do about it.

mod group;

use std::io;

use thiserror::Error;
use toxcore_net::BindError;

pub use group::{
    AcceptGroupInviteError, GroupDecideError, GroupDisconnectError, GroupError, GroupInviteFriendError, GroupKickError,
    GroupLeaveError, GroupNickError, GroupPacketError, GroupPasswordError, GroupPrivateSendError, GroupRoleError,
    GroupSendError, GroupTopicError, JoinGroupError, NewGroupError,
};

use crate::ProfileFileError;

/// The Tox behind a handle has ended: it was shut down, or its runtime is gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("this Tox has ended; start another one with `Tox::builder`")]
pub struct Stopped;

/// Why a Tox did not start.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum StartError {
    /// The profile's file cannot be used; it is as it was.
    #[error(transparent)]
    ProfileFile(#[from] ProfileFileError),
    /// The profile, or an option, is unusable. A broken profile is never replaced by a new one.
    #[error(transparent)]
    Profile(#[from] toxcore::NewError),
    /// The name or the status message is too long.
    #[error(transparent)]
    Info(#[from] toxcore::SetProfileError),
    /// No UDP port is free, or UDP is forbidden.
    #[error("no UDP socket ({0}); choose other ports with `Builder::ports`, or go without with `Builder::udp(false)`")]
    Udp(BindError),
    /// The port for our own relay cannot be had.
    #[error("no port for our own relay ({0}); choose another one with `Builder::tcp_relay`")]
    Relay(BindError),
    /// The system gave no randomness, without which there are no keys.
    #[error("the system gives no random numbers")]
    Random,
    /// The runtime ended.
    #[error("the runtime ended")]
    Interrupted,
    /// The runtime cannot watch sockets.
    #[error("the runtime takes no sockets ({0}); enable I/O and time when you build it")]
    Runtime(io::ErrorKind),
}

/// Why a node was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum BootstrapError {
    /// The host's name cannot be resolved.
    #[error("host name not found ({0}); check it and the network, then try again")]
    NotFound(io::ErrorKind),
    /// A name, and a proxy is set: resolving it here would tell others what the proxy is to hide.
    #[error("host names are not resolved when a proxy is set; give the node's IP address")]
    NameBehindProxy,
    /// Port 0.
    #[error("a node has no port 0; it is 33445 for most")]
    NoPort,
    /// No host can have this address, or we reach no IPv6 and it is one.
    #[error("unusable address; try another node")]
    Unusable,
    /// It has ended.
    #[error(transparent)]
    Stopped(#[from] Stopped),
}

/// What went wrong at the end.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ShutdownError {
    /// It had ended before.
    #[error("this Tox has ended already")]
    Stopped,
    /// The profile could not be saved; its file is as it was before.
    #[error("the last changes are lost: {0}")]
    Profile(#[from] ProfileFileError),
    /// The task that saves it was stopped with its runtime.
    #[error("the last changes are lost: the runtime ended")]
    Interrupted,
}

/// Why a friend was not added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum AddFriendError {
    /// The friend list says no.
    #[error(transparent)]
    Refused(#[from] toxcore::FriendAddError),
    /// It has ended.
    #[error(transparent)]
    Stopped(#[from] Stopped),
}

/// Why a friend has no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum FriendError {
    /// The friend was removed.
    #[error("this friend was removed; add it again with `Tox::add_friend`")]
    Removed,
    /// It has ended.
    #[error(transparent)]
    Stopped(#[from] Stopped),
}

/// Why a message was not sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SendError {
    /// There is no text.
    #[error("message is empty")]
    Empty,
    /// More than a message holds.
    #[error("message of {length} bytes is too long; split it into parts of at most {max} bytes")]
    TooLong {
        /// What was given, in bytes.
        length: usize,
        /// What is possible.
        max: usize,
    },
    /// The friend is not online.
    #[error("friend is offline; send it when `Event::FriendConnection` says that it is back")]
    NotConnected,
    /// The friend was removed.
    #[error("this friend was removed; add it again with `Tox::add_friend`")]
    Removed,
    /// It has ended.
    #[error(transparent)]
    Stopped(#[from] Stopped),
}

/// Why a custom packet was not sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum CustomPacketError {
    /// The packet, or the friend, cannot be used.
    #[error(transparent)]
    Refused(#[from] toxcore::SendCustomPacketError),
    /// It has ended.
    #[error(transparent)]
    Stopped(#[from] Stopped),
}

/// Why it is not known that a message arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum DeliveryError {
    /// The friend went offline, or was removed, before the receipt came.
    #[error("friend went offline before the receipt came; the message may have arrived, or you send it again")]
    WentOffline,
    /// It has ended.
    #[error("this Tox ended before the receipt came; the message may have arrived")]
    Stopped,
}

/// Why our name or status message did not change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SetInfoError {
    /// Too long.
    #[error(transparent)]
    Refused(#[from] toxcore::SetProfileError),
    /// It has ended.
    #[error(transparent)]
    Stopped(#[from] Stopped),
}

/// Why a conference has no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ConferenceError {
    /// We left it.
    #[error("we left this conference; have a member invite you again")]
    Left,
    /// It has ended.
    #[error(transparent)]
    Stopped(#[from] Stopped),
}

impl From<toxcore::conference::UnknownConference> for ConferenceError {
    fn from(_: toxcore::conference::UnknownConference) -> Self {
        Self::Left
    }
}

/// Why no conference was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum NewConferenceError {
    /// There are as many as can be numbered.
    #[error(transparent)]
    Refused(#[from] toxcore::conference::CreateError),
    /// It has ended.
    #[error(transparent)]
    Stopped(#[from] Stopped),
}

/// Why nobody was invited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ConferenceInviteError {
    /// The conference, or the friend, is not there.
    #[error(transparent)]
    Refused(#[from] toxcore::conference::InviteError),
    /// It has ended.
    #[error(transparent)]
    Stopped(#[from] Stopped),
}

/// Why we did not come into a conference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum JoinConferenceError {
    /// The friend is not there, or we are in already.
    #[error(transparent)]
    Refused(#[from] toxcore::ConferenceJoinError),
    /// It has ended.
    #[error(transparent)]
    Stopped(#[from] Stopped),
}

/// Why a message did not go to a conference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ConferenceSendError {
    /// It is too long or empty, or nobody is there.
    #[error(transparent)]
    Refused(#[from] toxcore::conference::SendMessageError),
    /// It has ended.
    #[error(transparent)]
    Stopped(#[from] Stopped),
}

/// Why a conference has no other title.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ConferenceTitleError {
    /// It is too long or empty, or nobody took it.
    #[error(transparent)]
    Refused(#[from] toxcore::conference::SetTitleError),
    /// It has ended.
    #[error(transparent)]
    Stopped(#[from] Stopped),
}

impl From<toxcore::SendMessageError> for SendError {
    fn from(error: toxcore::SendMessageError) -> Self {
        use toxcore::SendMessageError as Reason;
        match error {
            Reason::Empty => Self::Empty,
            Reason::TooLong(length) => Self::TooLong { length, max: toxcore::MAX_MESSAGE_LEN },
            Reason::FriendNotFound => Self::Removed,
            // A full queue is waited for.
            _ => Self::NotConnected,
        }
    }
}

impl From<toxcore::UnknownFriend> for FriendError {
    fn from(_: toxcore::UnknownFriend) -> Self {
        Self::Removed
    }
}
