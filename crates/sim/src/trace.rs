use std::hash::Hasher;
use std::net::{IpAddr, SocketAddr};

use crate::hash::FoldHasher;

/// A running hash of everything that reached a host.
#[derive(Clone, Debug, Default)]
pub(crate) struct Trace(FoldHasher);

/// What kind of event is mixed in, so that different ones with equal data differ.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Traced {
    Datagram = 1,
    Timeout = 2,
    Accept = 3,
    StreamData = 4,
    Connected = 5,
    ConnectFailed = 6,
    Closed = 7,
    Call = 8,
}

impl Trace {
    pub(crate) fn event(&mut self, at: u64, host: u32, kind: Traced) {
        self.0.write_u64(at);
        self.0.write_u64(u64::from(host) << 8 | kind as u64);
    }

    pub(crate) fn address(&mut self, address: SocketAddr) {
        match address.ip() {
            IpAddr::V4(v4) => self.0.write_u64(u64::from(v4.to_bits()) << 16 | u64::from(address.port())),
            IpAddr::V6(v6) => {
                self.0.write(&v6.octets());
                self.0.write_u16(address.port());
            }
        }
    }

    pub(crate) fn bytes(&mut self, bytes: &[u8]) {
        self.0.write_u64(bytes.len() as u64);
        self.0.write(bytes);
    }

    pub(crate) fn finish(&self) -> u64 {
        self.0.finish()
    }
}
