//! What a client sends into a path: three layers around one packet, sealed in place from the inside.

use std::net::SocketAddr;

use bytes::BufMut;
use toxcore_crypto::{CombinedKey, DhtPublicKey, EphemeralPublicKey, Nonce};

use super::TcpOnionRequest;
use super::request::{MAX_DATA_LEN, OnionRequest0, REQUEST_0_OVERHEAD};
use crate::boxes::{TooLong, seal_with};
use crate::{Encode, OnionAddress};

/// The two nodes behind the first one, and the keys of their layers. The same for UDP and TCP.
///
/// A path keeps its keys for its lifetime, so each packet needs a nonce of its own.
#[derive(Clone, Copy)]
pub struct OnionPath<'a> {
    /// Address of the second node.
    pub second: SocketAddr,
    /// Our public key for the second node's layer.
    pub second_public: EphemeralPublicKey,
    /// Key of the second node's layer.
    pub second_key: &'a CombinedKey,
    /// Address of the third node.
    pub third: SocketAddr,
    /// Our public key for the third node's layer.
    pub third_public: EphemeralPublicKey,
    /// Key of the third node's layer.
    pub third_key: &'a CombinedKey,
}

/// Without addresses.
impl std::fmt::Debug for OnionPath<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OnionPath")
            .field("second", &crate::Redacted(self.second))
            .field("second_public", &self.second_public)
            .field("second_key", &self.second_key)
            .field("third", &crate::Redacted(self.third))
            .field("third_public", &self.third_public)
            .field("third_key", &self.third_key)
            .finish()
    }
}

/// Keys of the outermost layer, which only packets over UDP have.
#[derive(Clone, Copy, Debug)]
pub struct FirstLayer<'a> {
    /// Our DHT public key.
    pub own: DhtPublicKey,
    /// Combined key of our DHT key and the first node's.
    pub key: &'a CombinedKey,
}

impl OnionPath<'_> {
    /// Appends the datagram (0x80) to `out` that takes `data` to `destination`. It goes to the first node.
    ///
    /// # Errors
    /// [`TooLong`] if the data exceeds [`MAX_DATA_LEN`]; nothing is appended.
    pub fn seal_udp(
        &self,
        first: FirstLayer<'_>,
        nonce: &Nonce,
        destination: SocketAddr,
        data: &[u8],
        out: &mut Vec<u8>,
    ) -> Result<(), TooLong> {
        TooLong::check(data.len(), MAX_DATA_LEN)?;
        out.reserve(REQUEST_0_OVERHEAD + data.len());
        out.put_u8(OnionRequest0::KIND.number());
        out.put_slice(nonce.as_bytes());
        out.put_slice(first.own.as_bytes());
        seal_with(first.key, nonce, out, |out| self.put_second(nonce, destination, data, out));
        Ok(())
    }

    /// Appends the payload of relay frame 8 to `out` that takes `data` to `destination`, with the relay as first node.
    ///
    /// # Errors
    /// [`TooLong`] if the data exceeds [`MAX_DATA_LEN`]; nothing is appended.
    pub fn seal_tcp(
        &self,
        nonce: &Nonce,
        destination: SocketAddr,
        data: &[u8],
        out: &mut Vec<u8>,
    ) -> Result<(), TooLong> {
        TooLong::check(data.len(), MAX_DATA_LEN)?;
        out.reserve(TcpOnionRequest::OVERHEAD + data.len());
        out.put_slice(nonce.as_bytes());
        self.put_second(nonce, destination, data, out);
        Ok(())
    }

    fn put_second(&self, nonce: &Nonce, destination: SocketAddr, data: &[u8], out: &mut Vec<u8>) {
        OnionAddress::from(self.second).encode(out);
        out.put_slice(self.second_public.as_bytes());
        seal_with(self.second_key, nonce, out, |out| {
            OnionAddress::from(self.third).encode(out);
            out.put_slice(self.third_public.as_bytes());
            seal_with(self.third_key, nonce, out, |out| {
                OnionAddress::from(destination).encode(out);
                out.put_slice(data);
            });
        });
    }
}

#[cfg(test)]
mod tests;
