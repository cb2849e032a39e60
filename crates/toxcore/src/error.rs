//! Why a verb refused, one type for each.

mod group;

use thiserror::Error;
use toxcore_friend::MAX_REQUEST_MESSAGE_LEN;
use toxcore_relay::CredentialsError;
use toxcore_sansio::FriendId;
use toxcore_wire::savedata::LoadError;

pub use group::{
    GroupDisconnectError, GroupInviteAcceptError, GroupInviteFriendError, GroupJoinError, GroupLeaveError,
    GroupNewError, GroupPeerQueryError, GroupSelfNameSetError, GroupSetPasswordError,
};

/// Why there is no [`Tox`](crate::Tox).
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum NewError {
    /// The profile cannot be read. Keep the file: no new identity takes its place.
    #[error("save file not usable: {0}")]
    Savedata(#[from] LoadError),
    /// The proxy's port is 0.
    #[error("a proxy has no port 0")]
    ProxyPort,
    /// The proxy's host is empty or too long.
    #[error("the proxy's host must have 1 to 255 bytes")]
    ProxyHost,
    /// Name or password for the proxy.
    #[error("proxy: {0}")]
    ProxyLogin(#[from] CredentialsError),
}

/// Why a node or relay was not added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum AddNodeError {
    /// No host can have this address, or we reach no IPv6 and it is one.
    #[error("unusable address")]
    UnusableAddress,
    /// As many relays as there may be.
    #[error("too many relays")]
    Full,
}

/// Why a node was not asked for nodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum NodesRequestError {
    /// There is no DHT without UDP.
    #[error("UDP is off")]
    UdpDisabled,
    /// No node can have this address, we reach no IPv6 and it is one, or the node is ourselves.
    #[error("unusable address")]
    UnusableAddress,
}

/// Why an invitation to a conference was not followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ConferenceJoinError {
    /// There is no such friend.
    #[error("no such friend")]
    FriendNotFound,
    /// What the conferences say.
    #[error(transparent)]
    Join(#[from] toxcore_conference::JoinError),
}

/// Why a friend was not added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum FriendAddError {
    /// The message is longer than a friend request may be.
    #[error("message of {0} bytes is too long, {MAX_REQUEST_MESSAGE_LEN} is most")]
    TooLong(usize),
    /// A friend request says something.
    #[error("message is empty")]
    NoMessage,
    /// No user has such a key: it was mistyped.
    #[error("not the key of a user")]
    InvalidKey,
    /// The key is ours.
    #[error("own key")]
    OwnKey,
    /// He is a friend already, or was asked with the same address.
    #[error("friend added already")]
    AlreadySent(FriendId),
    /// He was asked with another address of his; the request goes on with the new one.
    #[error("request goes on with the new address")]
    SetNewNospam(FriendId),
    /// No more friends fit.
    #[error("too many friends")]
    Full,
}
