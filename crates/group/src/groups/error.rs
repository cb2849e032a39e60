use thiserror::Error;

/// Why something was not done in a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum GroupError<E> {
    /// There is no such group.
    #[error("no such group")]
    NotFound,
    /// The group refuses it.
    #[error(transparent)]
    Refused(E),
}

/// Nothing is known by this number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("no such group")]
pub struct UnknownGroup;

/// No group was founded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum FoundError {
    /// The group needs a name.
    #[error("no name")]
    NoName,
    /// There are [`MAX_GROUPS`](super::MAX_GROUPS) groups already.
    #[error("too many groups")]
    TooMany,
}

/// No group is being joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum JoinError {
    /// The chat id is no key, so there can be no such group.
    #[error("chat id is no key")]
    InvalidChatId,
    /// There are [`MAX_GROUPS`](super::MAX_GROUPS) groups already.
    #[error("too many groups")]
    TooMany,
}

/// A friend was not invited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum InviteError {
    /// There is no such group.
    #[error("no such group")]
    NotFound,
    /// We are out of the group, or do not know yet what it is called.
    #[error("not in the group")]
    NotIn,
}

/// A packet of the program's own was not sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SendCustomError {
    /// There is no such group.
    #[error("no such group")]
    NotFound,
    /// We are out of the group.
    #[error("disconnected")]
    Disconnected,
    /// The packet has this length, which is more than it may have.
    #[error("packet of {0} bytes")]
    TooLong(usize),
    /// There is no packet.
    #[error("empty packet")]
    Empty,
    /// Nobody by that key is here.
    #[error("unknown member")]
    UnknownMember,
    /// Too much waits for that member.
    #[error("not sent")]
    NotSent,
}

/// A saved group is not gone on with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum RestoreGroupError {
    /// What was saved does not hold.
    #[error(transparent)]
    Invalid(#[from] crate::rules::RestoreError),
    /// We are in that group already.
    #[error("in the group already")]
    Duplicate,
    /// There are [`MAX_GROUPS`](super::MAX_GROUPS) groups already.
    #[error("too many groups")]
    TooMany,
}
