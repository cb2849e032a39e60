use std::net::SocketAddr;

use thiserror::Error;

use super::http::Http;
use super::socks5::Socks5;
use super::{Proxy, socks5};

/// What is said to a proxy until bytes pass to the relay.
///
/// The driver writes [`to_write`](Self::to_write) and feeds in what it reads. No state waits for more than a few kilobytes;
/// time is bounded by the owner.
#[derive(Debug)]
pub struct ProxyGreeting {
    machine: Machine,
    outgoing: Vec<u8>,
    written: usize,
}

#[derive(Debug)]
enum Machine {
    Http(Http),
    Socks5(Socks5),
}

/// How far a part of a greeting got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// More bytes are needed.
    More,
    /// The way is open; what follows belongs to the relay.
    Open,
}

/// Why a proxy does not open the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum GreetingError {
    /// Not what such a proxy says.
    #[error("answer is not that of such a proxy")]
    Malformed,
    /// The answer does not end.
    #[error("answer is longer than {} bytes", super::http::MAX_ANSWER)]
    TooLong,
    /// It wants a user name and a password, or others.
    #[error("proxy refuses the user name and password, or wants some")]
    Credentials,
    /// It does not connect us: an HTTP status, or a reply code of SOCKS5.
    #[error("proxy refuses the connection with code {0}")]
    Refused(u16),
}

impl ProxyGreeting {
    /// Asks to be connected with `relay`; `None` if there is no proxy.
    #[must_use]
    pub fn new(proxy: &Proxy, relay: SocketAddr) -> Option<Self> {
        let mut outgoing = Vec::new();
        let machine = match proxy {
            Proxy::None => return None,
            Proxy::Http { credentials } => Machine::Http(Http::new(relay, credentials.as_ref(), &mut outgoing)),
            Proxy::Socks5 { credentials } => Machine::Socks5(Socks5::new(relay, credentials.clone(), &mut outgoing)),
        };
        Some(Self { machine, outgoing, written: 0 })
    }

    /// Takes bytes that the proxy sent. Once the way is open, returns those that the relay sent.
    ///
    /// # Errors
    /// [`GreetingError`]; close the stream.
    pub fn handle<'a>(&mut self, bytes: &'a mut [u8]) -> Result<Option<&'a mut [u8]>, GreetingError> {
        for (place, byte) in bytes.iter().enumerate() {
            let step = match &mut self.machine {
                Machine::Http(http) => http.handle(*byte)?,
                Machine::Socks5(socks5) => socks5.handle(*byte, &mut self.outgoing)?,
            };
            if step == Step::Open {
                return Ok(bytes.get_mut(place + 1..));
            }
        }
        Ok(None)
    }

    /// What the proxy should get next.
    #[must_use]
    pub fn to_write(&self) -> &[u8] {
        self.outgoing.get(self.written..).unwrap_or_default()
    }

    /// The driver wrote the first `count` bytes of [`to_write`](Self::to_write).
    pub fn written(&mut self, count: usize) {
        self.written = self.written.saturating_add(count).min(self.outgoing.len());
    }
}

impl Drop for ProxyGreeting {
    fn drop(&mut self) {
        toxcore_crypto::wipe(&mut self.outgoing);
    }
}

const _: () = assert!(socks5::MAX_OUTGOING < 1024, "all that is ever said fits a small buffer");
