use std::net::SocketAddr;

use bytes::BufMut;

use crate::codec::{Encode, Parsed, array, be_u8, invalid, parse_all, rest};
use crate::error::{Field, ParseError};
use crate::ip_port::{PackedAddr, udp_addr};

/// Bytes of the authenticator of a sendback.
const AUTHENTICATOR_LEN: usize = 32;

/// What a forwarder wants back with the answer: where it goes, and proof that the forwarder wrote that.
///
/// | bytes | content |
/// |---|---|
/// | 32 | timed authenticator over the rest |
/// | 1 or more | a [`SendbackRoute`] |
///
/// Opaque to all but its maker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sendback<'a> {
    /// The authenticator; the caller checks it before it believes [`route`](Self::route).
    pub authenticator: &'a [u8; AUTHENTICATOR_LEN],
    /// The bytes that it covers.
    pub route: &'a [u8],
}

impl<'a> Sendback<'a> {
    /// Bytes of the shortest sendback.
    pub const MIN_LEN: usize = AUTHENTICATOR_LEN + 1;
    /// Bytes of the longest sendback: its length is one byte, and 255 is reserved.
    pub const MAX_LEN: usize = u8::MAX as usize - 1;

    /// Takes apart a sendback that came back.
    ///
    /// # Errors
    /// [`ParseError`] for lengths outside of [`Self::MIN_LEN`]`..=`[`Self::MAX_LEN`].
    pub fn parse(sendback: &'a [u8]) -> Result<Self, ParseError> {
        if sendback.len() > Self::MAX_LEN {
            return Err(ParseError::TooLong(sendback.len()));
        }
        match sendback.split_first_chunk() {
            Some((_, [])) | None => Err(ParseError::Truncated),
            Some((authenticator, route)) => Ok(Self { authenticator, route }),
        }
    }
}

impl Encode for Sendback<'_> {
    fn encoded_len(&self) -> usize {
        AUTHENTICATOR_LEN + self.route.len()
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_slice(self.authenticator);
        out.put_slice(self.route);
    }
}

/// Where an answer goes.
///
/// | type | rest |
/// |---|---|
/// | 0 | packed UDP address of the requester |
/// | 1 | packed UDP address of the forwarder before us, then its sendback |
/// | 2 | index and serial number of a client of our TCP relay |
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum SendbackRoute<'a> {
    /// To who asked us by a forward request.
    Requester(SocketAddr),
    /// To who forwarded a forward request to us.
    Forwarder {
        /// Its address.
        addr: SocketAddr,
        /// Its own sendback.
        sendback: &'a [u8],
    },
    /// To a client of our TCP relay.
    RelayClient {
        /// Index of the client, opaque.
        index: [u8; 4],
        /// Tells users of one index apart, opaque.
        serial: [u8; 8],
    },
}

/// Without addresses.
impl std::fmt::Debug for SendbackRoute<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Requester(_) => f.write_str("Requester([redacted])"),
            Self::Forwarder { sendback, .. } => write!(f, "Forwarder([redacted], {} bytes)", sendback.len()),
            Self::RelayClient { index, .. } => {
                f.debug_struct("RelayClient").field("index", index).finish_non_exhaustive()
            }
        }
    }
}

impl<'a> SendbackRoute<'a> {
    const REQUESTER: u8 = 0;
    const FORWARDER: u8 = 1;
    const RELAY_CLIENT: u8 = 2;

    /// Reads the part of a sendback that its authenticator covers.
    ///
    /// # Errors
    /// [`ParseError`] for an unknown type, and for missing or left bytes.
    pub fn parse(route: &'a [u8]) -> Result<Self, ParseError> {
        parse_all(route, sendback_route)
    }
}

fn sendback_route(input: &[u8]) -> Parsed<'_, SendbackRoute<'_>> {
    let (input, kind) = be_u8(input)?;
    match kind {
        SendbackRoute::REQUESTER => {
            let (input, addr) = udp_addr(input)?;
            Ok((input, SendbackRoute::Requester(addr)))
        }
        SendbackRoute::FORWARDER => {
            let (input, addr) = udp_addr(input)?;
            let (input, sendback) = rest(input)?;
            Ok((input, SendbackRoute::Forwarder { addr, sendback }))
        }
        SendbackRoute::RELAY_CLIENT => {
            let (input, index) = array(input)?;
            let (input, serial) = array(input)?;
            Ok((input, SendbackRoute::RelayClient { index: *index, serial: *serial }))
        }
        _ => invalid(Field::InnerKind),
    }
}

impl Encode for SendbackRoute<'_> {
    fn encoded_len(&self) -> usize {
        1 + match self {
            Self::Requester(addr) => PackedAddr::Udp(*addr).encoded_len(),
            Self::Forwarder { addr, sendback } => PackedAddr::Udp(*addr).encoded_len() + sendback.len(),
            Self::RelayClient { index, serial } => index.len() + serial.len(),
        }
    }

    fn encode(&self, out: &mut impl BufMut) {
        match self {
            Self::Requester(addr) => {
                out.put_u8(Self::REQUESTER);
                PackedAddr::Udp(*addr).encode(out);
            }
            Self::Forwarder { addr, sendback } => {
                out.put_u8(Self::FORWARDER);
                PackedAddr::Udp(*addr).encode(out);
                out.put_slice(sendback);
            }
            Self::RelayClient { index, serial } => {
                out.put_u8(Self::RELAY_CLIENT);
                out.put_slice(index);
                out.put_slice(serial);
            }
        }
    }
}

#[cfg(test)]
mod tests;
