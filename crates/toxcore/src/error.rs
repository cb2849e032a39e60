//! Why a verb refused, one type for each.

use thiserror::Error;
use toxcore_wire::savedata::LoadError;

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
    /// Name and password for the proxy must have 1 to 255 bytes each.
    #[error("name and password for the proxy must have 1 to 255 bytes")]
    ProxyLogin,
}

/// Why a node or relay was not added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum AddNodeError {
    /// No host can have this address, or we reach no IPv6 and it is one.
    #[error("unusable address")]
    UnusableAddress,
}
