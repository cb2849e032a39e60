//! Why a verb about groups refused. What a group itself refuses is said by types of the group machine.

use thiserror::Error;
use toxcore_wire::group::{MAX_GROUP_NAME_LEN, MAX_GROUP_PASSWORD_LEN, MAX_NICK_LEN, MAX_PART_MESSAGE_LEN};

/// Why no group was founded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum GroupNewError {
    /// The name of the group or our nick is too long.
    #[error("a group has a name of up to {MAX_GROUP_NAME_LEN} bytes, a member one of up to {MAX_NICK_LEN}")]
    TooLong,
    /// The group needs a name, and so do we.
    #[error("no name")]
    Empty,
    /// As many groups as there may be.
    #[error("too many groups")]
    Full,
}

/// Why no group is being joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum GroupJoinError {
    /// Our nick has this length, which is more than it may have.
    #[error("nick of {0} bytes, {MAX_NICK_LEN} is most")]
    TooLong(usize),
    /// We need a nick.
    #[error("no nick")]
    Empty,
    /// The chat id is no key, so there can be no such group.
    #[error("chat id is no key")]
    InvalidChatId,
    /// The password has this length, which no password has.
    #[error("password of {0} bytes, {MAX_GROUP_PASSWORD_LEN} is most")]
    Password(usize),
    /// As many groups as there may be.
    #[error("too many groups")]
    Full,
}

/// Why the invitation of a friend was not followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum GroupInviteAcceptError {
    /// There is no such friend.
    #[error("no such friend")]
    FriendNotFound,
    /// As for those who give a chat id; our nick is looked at before the friend.
    #[error(transparent)]
    Join(#[from] GroupJoinError),
}

/// Why a friend was not invited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum GroupInviteFriendError {
    /// There is no such group.
    #[error("no such group")]
    GroupNotFound,
    /// We are out of the group, or do not know yet what it is called.
    #[error("not in the group")]
    Disconnected,
    /// There is no such friend.
    #[error("no such friend")]
    FriendNotFound,
    /// The friend is offline, or too much waits for it.
    #[error("friend cannot be told")]
    NotSent,
}

/// Why we did not go out of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum GroupDisconnectError {
    /// There is no such group.
    #[error("no such group")]
    GroupNotFound,
    /// We are out of it.
    #[error("disconnected")]
    AlreadyDisconnected,
}

/// Why we did not leave a group for good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum GroupLeaveError {
    /// There is no such group.
    #[error("no such group")]
    GroupNotFound,
    /// Our last words have this length, which is more than they may have.
    #[error("part message of {0} bytes, {MAX_PART_MESSAGE_LEN} is most")]
    TooLong(usize),
}

/// Why our nick stays what it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum GroupSelfNameSetError {
    /// There is no such group.
    #[error("no such group")]
    GroupNotFound,
    /// The nick has this length, which is more than it may have.
    #[error("nick of {0} bytes, {MAX_NICK_LEN} is most")]
    TooLong(usize),
    /// We need a nick.
    #[error("no nick")]
    Empty,
}

/// Why the password stays what it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum GroupSetPasswordError {
    /// There is no such group.
    #[error("no such group")]
    GroupNotFound,
    /// We are out of the group.
    #[error("disconnected")]
    Disconnected,
    /// We are not the founder.
    #[error("not the founder")]
    Permissions,
    /// The password has this length, which is more than it may have.
    #[error("password of {0} bytes, {MAX_GROUP_PASSWORD_LEN} is most")]
    TooLong(usize),
    /// There is no further version.
    #[error("versions are exhausted")]
    Exhausted,
}

/// Why nothing is known of a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum GroupPeerQueryError {
    /// There is no such group.
    #[error("no such group")]
    GroupNotFound,
    /// Nobody by that number is there.
    #[error("no such member")]
    PeerNotFound,
}
