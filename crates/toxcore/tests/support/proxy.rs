//! A proxy that understands HTTP `CONNECT`, played by the driver: streams begin at the proxy, and go where they are told.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use toxcore::{Instant, StreamId, Tox};

/// What the proxy says once a stream stands.
pub(crate) const ANSWER: &[u8] = b"HTTP/1.1 200 OK\r\n\r\n";

/// Streams that have not been answered yet, with what they said so far.
#[derive(Default)]
pub(crate) struct Proxied(BTreeMap<StreamId, Vec<u8>>);

impl Proxied {
    pub(crate) fn begins(&mut self, stream: StreamId) {
        self.0.insert(stream, Vec::new());
    }

    pub(crate) fn waits(&self, stream: StreamId) -> bool {
        self.0.contains_key(&stream)
    }

    /// The proxy has a stream to where it was asked for, or not. Whether it was asked.
    pub(crate) fn ends(&mut self, stream: StreamId) -> bool {
        self.0.remove(&stream).is_some()
    }

    /// Takes what a stream says to the proxy. Where it wants to go, once that was said.
    pub(crate) fn asked(&mut self, tox: &mut Tox, now: Instant, stream: StreamId) -> Option<SocketAddr> {
        let said = self.0.get_mut(&stream)?;
        let new = tox.to_write(stream).to_vec();
        said.extend_from_slice(&new);
        tox.written(now, stream, new.len());
        let text = std::str::from_utf8(said).unwrap();
        text.ends_with("\r\n\r\n").then(|| text.split(' ').nth(1).unwrap().parse().unwrap())
    }
}
