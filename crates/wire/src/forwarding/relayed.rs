use std::net::SocketAddr;

use bytes::BufMut;

use crate::codec::{Encode, Parsed, parse_all, rest};
use crate::error::ParseError;
use crate::forwarding::check_data;
use crate::ip_port::{PackedAddr, udp_addr};

/// Asks a TCP relay to send a [`Forwarding`](crate::forwarding::Forwarding) with this data. Content of relay frame 0x0a,
/// its kind byte not included.
///
/// | bytes | content |
/// |---|---|
/// | 7 or 19 | UDP address of the forwarder, see [`PackedAddr`] |
/// | 0 to 1792 | data |
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct RelayForwardRequest<'a> {
    /// Where the relay sends it.
    pub to: SocketAddr,
    /// Mostly a forward request.
    pub data: &'a [u8],
}

/// Without the address.
impl std::fmt::Debug for RelayForwardRequest<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RelayForwardRequest")
            .field("to", &crate::Redacted(self.to))
            .field("data", &crate::redacted::Length(self.data))
            .finish()
    }
}

/// Brings the answer. Content of relay frame 0x0b, its kind byte not included: nothing but data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RelayForwarding<'a> {
    /// The answer.
    pub data: &'a [u8],
}

impl<'a> RelayForwardRequest<'a> {
    /// Reads what follows the kind byte of the frame.
    ///
    /// # Errors
    /// [`ParseError`] for an incomplete or TCP address and data that is too long.
    pub fn parse(body: &'a [u8]) -> Result<Self, ParseError> {
        let request = parse_all(body, relay_forward_request)?;
        check_data(request.data)?;
        Ok(request)
    }
}

impl<'a> RelayForwarding<'a> {
    /// Reads what follows the kind byte of the frame.
    ///
    /// # Errors
    /// [`ParseError::TooLong`] for data that is too long.
    pub fn parse(body: &'a [u8]) -> Result<Self, ParseError> {
        check_data(body)?;
        Ok(Self { data: body })
    }
}

fn relay_forward_request(input: &[u8]) -> Parsed<'_, RelayForwardRequest<'_>> {
    let (input, to) = udp_addr(input)?;
    let (input, data) = rest(input)?;
    Ok((input, RelayForwardRequest { to, data }))
}

impl Encode for RelayForwardRequest<'_> {
    fn encoded_len(&self) -> usize {
        PackedAddr::Udp(self.to).encoded_len() + self.data.len()
    }

    fn encode(&self, out: &mut impl BufMut) {
        PackedAddr::Udp(self.to).encode(out);
        out.put_slice(self.data);
    }
}

impl Encode for RelayForwarding<'_> {
    fn encoded_len(&self) -> usize {
        self.data.len()
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_slice(self.data);
    }
}

#[cfg(test)]
mod tests;
