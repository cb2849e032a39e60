use thiserror::Error;

/// Why nothing was sent to a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SendError {
    /// No such member.
    #[error("no such member")]
    NotFound,
    /// There is no session with the member.
    #[error("no session")]
    NotConnected,
    /// Too much waits to be confirmed already.
    #[error("queue full")]
    Full,
    /// More bytes than fragments may make up (50,000 with the kind), or one lossy packet has room for
    /// (1,373).
    #[error("{0} bytes do not fit")]
    TooLong(usize),
    /// A lossy packet without data, which members do not take.
    #[error("no data")]
    Empty,
}

/// Why there is no link with a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum IntroduceError {
    /// The key is our own.
    #[error("own key")]
    OwnKey,
    /// There are [`MAX_LINKS`](crate::MAX_LINKS) links already.
    #[error("too many members")]
    Full,
}
