//! Proxies on the way to relays: what they are told before bytes reach the relay.

use std::fmt;

use thiserror::Error;

mod greeting;
mod http;
mod socks5;

pub use greeting::{GreetingError, ProxyGreeting};

/// Through what relays are reached. The address of the proxy is the driver's business.
///
/// With a proxy nothing may leave the machine past it: the owner sends no datagram then, and relays are given to the proxy as
/// addresses, so that there is no name to resolve.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Proxy {
    /// Straight to the relay.
    #[default]
    None,
    /// A proxy that understands HTTP `CONNECT`.
    Http {
        /// For `Proxy-Authorization: Basic`.
        credentials: Option<Credentials>,
    },
    /// A SOCKS5 proxy (RFC 1928).
    Socks5 {
        /// For the method user name and password (RFC 1929).
        credentials: Option<Credentials>,
    },
}

impl Proxy {
    /// Whether there is one.
    #[must_use]
    pub const fn is_set(&self) -> bool {
        !matches!(self, Self::None)
    }
}

/// A user name and a password for a proxy, 1 to 255 bytes each.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    user: Vec<u8>,
    password: Vec<u8>,
}

/// Why something is no user name and password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum CredentialsError {
    /// The user name is empty or longer than 255 bytes.
    #[error("user name of {0} bytes, not 1 to 255")]
    UserLength(usize),
    /// The password is empty or longer than 255 bytes.
    #[error("password of {0} bytes, not 1 to 255")]
    PasswordLength(usize),
}

impl Credentials {
    /// Checks the lengths. A colon in `user` is fit for SOCKS5 only: HTTP takes what follows for the password.
    ///
    /// # Errors
    /// [`CredentialsError`].
    pub fn new(user: &[u8], password: &[u8]) -> Result<Self, CredentialsError> {
        let fits = |part: &[u8]| (1..=MAX_CREDENTIAL_LEN).contains(&part.len());
        if !fits(user) {
            return Err(CredentialsError::UserLength(user.len()));
        }
        if !fits(password) {
            return Err(CredentialsError::PasswordLength(password.len()));
        }
        Ok(Self { user: user.to_vec(), password: password.to_vec() })
    }
}

impl Drop for Credentials {
    fn drop(&mut self) {
        toxcore_crypto::wipe(&mut self.user);
        toxcore_crypto::wipe(&mut self.password);
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credentials(..)")
    }
}

/// Longest user name and password in bytes: the length is one byte. RFC 1929, section 2.
const MAX_CREDENTIAL_LEN: usize = 255;

#[cfg(test)]
mod tests;
