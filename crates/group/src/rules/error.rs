use thiserror::Error;

/// A nick is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("no nick")]
pub struct EmptyNick;

/// A name is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("no name")]
pub struct EmptyName;

/// A saved group cannot be gone on with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum RestoreError {
    /// The group's key did not sign what the founder is said to have decided.
    #[error("shared state is not signed by the group")]
    State,
    /// The secret keys are of another group.
    #[error("keys of another group")]
    Keys,
    /// We have no nick.
    #[error("no nick")]
    NoNick,
}

/// What only the founder decides was not changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum DecideError {
    /// We are not the founder.
    #[error("not the founder")]
    NotFounder,
    /// We are out of the group.
    #[error("disconnected")]
    Disconnected,
    /// No group can have this.
    #[error("invalid value")]
    Invalid,
    /// There is no further version.
    #[error("versions are exhausted")]
    Exhausted,
}

/// The topic was not set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SetTopicError {
    /// We are out of the group.
    #[error("disconnected")]
    Disconnected,
    /// The topic has this length, which is more than it may have.
    #[error("topic of {0} bytes")]
    TooLong(usize),
    /// Our role does not allow it.
    #[error("not allowed")]
    Permissions,
    /// There is no further version.
    #[error("versions are exhausted")]
    Exhausted,
}

/// A role was not changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SetRoleError {
    /// Nobody by that key is here.
    #[error("unknown member")]
    UnknownMember,
    /// Nobody can become founder, and no role is given twice.
    #[error("no change of role")]
    Assignment,
    /// Nobody changes its own role.
    #[error("own role")]
    OwnRole,
    /// Our role does not allow it.
    #[error("not allowed")]
    Permissions,
    /// The list is full of members that are here.
    #[error("list is full")]
    Full,
    /// There is no further version.
    #[error("versions are exhausted")]
    Exhausted,
}

/// A member was not told to leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum KickError {
    /// It is we.
    #[error("own key")]
    OwnKey,
    /// Nobody by that key is here.
    #[error("unknown member")]
    UnknownMember,
    /// Our role does not allow it.
    #[error("not allowed")]
    Permissions,
    /// Its role could not be taken from it.
    #[error("role not changed: {0}")]
    Role(#[from] SetRoleError),
}

/// A member is not ignored, or still.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SetIgnoredError {
    /// Nobody by that key was ever here.
    #[error("unknown member")]
    UnknownMember,
    /// It is we.
    #[error("own key")]
    OwnKey,
}

/// A message to all was not sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SendGroupMessageError {
    /// We are out of the group.
    #[error("disconnected")]
    Disconnected,
    /// The text has this length, which is more than it may have.
    #[error("text of {0} bytes")]
    TooLong(usize),
    /// There is no text.
    #[error("empty text")]
    Empty,
    /// Our role, or who is heard by all, does not allow it.
    #[error("not allowed")]
    Permissions,
}

/// A message to one member was not sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SendPrivateMessageError {
    /// We are out of the group.
    #[error("disconnected")]
    Disconnected,
    /// The text has this length, which is more than the reference would take.
    #[error("text of {0} bytes")]
    TooLong(usize),
    /// There is no text.
    #[error("empty text")]
    Empty,
    /// Nobody by that key is here.
    #[error("unknown member")]
    UnknownMember,
    /// We are an observer.
    #[error("not allowed")]
    Permissions,
}
