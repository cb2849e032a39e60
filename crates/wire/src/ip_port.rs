//! Addresses in packets: the short form of node lists and the padded form of onion layers.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use bytes::BufMut;

use crate::codec::{Encode, Parsed, array, be_u8, be_u16, invalid, parse_all};
use crate::error::{Field, ParseError};

/// Family byte of IPv4 over UDP.
const UDP_IPV4: u8 = 2;
/// Family byte of IPv6 over UDP.
const UDP_IPV6: u8 = 10;
/// Bit of the family byte that says TCP.
const TCP_BIT: u8 = 0x80;

const IPV4_LEN: usize = 4;
const IPV6_LEN: usize = 16;

/// Address, port and transport: the packed IP_Port of node lists and forwarding. Protocol: wire, Packed address.
///
/// | bytes | content |
/// |---|---|
/// | 1 | family: 2 or 10 (UDP over IPv4, IPv6), 130 or 138 (TCP over IPv4, IPv6) |
/// | 4 or 16 | address |
/// | 2 | port |
///
/// Addresses are written in the family they have: pass those of sockets through [`crate::canonical`] first. Scope and
/// flow label of IPv6 do not travel.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PackedAddr {
    /// Takes datagrams.
    Udp(SocketAddr),
    /// Takes TCP connections.
    Tcp(SocketAddr),
}

/// Without the address.
impl std::fmt::Debug for PackedAddr {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Udp(_) => "Udp([redacted])",
            Self::Tcp(_) => "Tcp([redacted])",
        })
    }
}

impl PackedAddr {
    /// Bytes of an IPv4 address.
    pub const IPV4_LEN: usize = 1 + IPV4_LEN + size_of::<u16>();
    /// Bytes of an IPv6 address, the longest form.
    pub const IPV6_LEN: usize = 1 + IPV6_LEN + size_of::<u16>();
    /// Bytes of the longest form.
    pub const MAX_LEN: usize = Self::IPV6_LEN;

    /// The address without its transport.
    #[must_use]
    pub const fn socket_addr(self) -> SocketAddr {
        match self {
            Self::Udp(addr) | Self::Tcp(addr) => addr,
        }
    }

    /// Reads one address that fills `input`.
    ///
    /// # Errors
    /// [`ParseError`] for an unknown family and for fewer or more bytes than the family has.
    pub fn parse(input: &[u8]) -> Result<Self, ParseError> {
        parse_all(input, packed_addr)
    }
}

impl Encode for PackedAddr {
    fn encoded_len(&self) -> usize {
        match self.socket_addr() {
            SocketAddr::V4(_) => Self::IPV4_LEN,
            SocketAddr::V6(_) => Self::IPV6_LEN,
        }
    }

    fn encode(&self, out: &mut impl BufMut) {
        let transport = match self {
            Self::Udp(_) => 0,
            Self::Tcp(_) => TCP_BIT,
        };
        let addr = self.socket_addr();
        match addr.ip() {
            IpAddr::V4(ip) => {
                out.put_u8(UDP_IPV4 | transport);
                out.put_slice(&ip.octets());
            }
            IpAddr::V6(ip) => {
                out.put_u8(UDP_IPV6 | transport);
                out.put_slice(&ip.octets());
            }
        }
        out.put_u16(addr.port());
    }
}

/// An address of any transport.
#[inline]
pub(crate) fn packed_addr(input: &[u8]) -> Parsed<'_, PackedAddr> {
    let (input, family) = be_u8(input)?;
    let (input, addr) = match family & !TCP_BIT {
        UDP_IPV4 => ipv4_port(input)?,
        UDP_IPV6 => ipv6_port(input)?,
        _ => return invalid(Field::AddressFamily),
    };
    let packed = if family & TCP_BIT == 0 { PackedAddr::Udp(addr) } else { PackedAddr::Tcp(addr) };
    Ok((input, packed))
}

/// An address that must be of UDP.
pub(crate) fn udp_addr(input: &[u8]) -> Parsed<'_, SocketAddr> {
    match packed_addr(input)? {
        (input, PackedAddr::Udp(addr)) => Ok((input, addr)),
        (_, PackedAddr::Tcp(_)) => invalid(Field::AddressFamily),
    }
}

#[inline]
fn ipv4_port(input: &[u8]) -> Parsed<'_, SocketAddr> {
    let (input, ip) = array::<IPV4_LEN>(input)?;
    let (input, port) = be_u16(input)?;
    Ok((input, SocketAddr::from((Ipv4Addr::from(*ip), port))))
}

#[inline]
fn ipv6_port(input: &[u8]) -> Parsed<'_, SocketAddr> {
    let (input, ip) = array::<IPV6_LEN>(input)?;
    let (input, port) = be_u16(input)?;
    Ok((input, SocketAddr::from((Ipv6Addr::from(*ip), port))))
}

/// The IP_Port of onion layers: UDP, always 19 bytes, so that its size does not tell the family. Protocol: wire, Onion
/// address.
///
/// | bytes | content |
/// |---|---|
/// | 1 | family: 2 or 10 |
/// | 4 + 12 zero, or 16 | address |
/// | 2 | port |
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct OnionAddress(pub SocketAddr);

/// Without the address.
impl std::fmt::Debug for OnionAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("OnionAddress([redacted])")
    }
}

impl OnionAddress {
    /// Bytes on the wire.
    pub const LEN: usize = 1 + IPV6_LEN + size_of::<u16>();

    /// Reads one address that fills `input`.
    ///
    /// # Errors
    /// [`ParseError`] for a family that is not 2 or 10, filler that is not zero and any length but [`Self::LEN`].
    pub fn parse(input: &[u8]) -> Result<Self, ParseError> {
        parse_all(input, onion_address)
    }
}

impl From<SocketAddr> for OnionAddress {
    fn from(addr: SocketAddr) -> Self {
        Self(addr)
    }
}

impl Encode for OnionAddress {
    fn encoded_len(&self) -> usize {
        Self::LEN
    }

    fn encode(&self, out: &mut impl BufMut) {
        match self.0.ip() {
            IpAddr::V4(ip) => {
                out.put_u8(UDP_IPV4);
                out.put_slice(&ip.octets());
                out.put_bytes(0, IPV6_LEN - IPV4_LEN);
            }
            IpAddr::V6(ip) => {
                out.put_u8(UDP_IPV6);
                out.put_slice(&ip.octets());
            }
        }
        out.put_u16(self.0.port());
    }
}

/// A padded address.
pub(crate) fn onion_address(input: &[u8]) -> Parsed<'_, OnionAddress> {
    let (input, family) = be_u8(input)?;
    let (input, ip) = array::<IPV6_LEN>(input)?;
    let (input, port) = be_u16(input)?;
    let ip = match (family, ip) {
        (UDP_IPV4, [a, b, c, d, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]) => IpAddr::from([*a, *b, *c, *d]),
        (UDP_IPV4, _) => return invalid(Field::Filler),
        (UDP_IPV6, bytes) => IpAddr::from(*bytes),
        _ => return invalid(Field::AddressFamily),
    };
    Ok((input, OnionAddress(SocketAddr::new(ip, port))))
}

#[cfg(test)]
mod tests;
