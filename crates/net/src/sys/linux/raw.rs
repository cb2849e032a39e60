//! Socket addresses and control messages as bytes of the kernel's ABI.

use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4, SocketAddrV6};

use libc::c_void;

/// Room for a `sockaddr_in` or `sockaddr_in6`: family (native order), port (big endian), then address; for IPv6 with flow
/// information before and scope (native order) behind it.
#[repr(C, align(8))]
#[derive(Clone, Copy)]
pub(super) struct RawAddr([u8; Self::MAX_LEN as usize]);

impl RawAddr {
    /// Length of a `sockaddr_in6`.
    pub(super) const MAX_LEN: u32 = 28;
    /// Length of a `sockaddr_in`, which ends with 8 unused bytes.
    const V4_LEN: u32 = 16;
    pub(super) const ZERO: Self = Self([0; Self::MAX_LEN as usize]);

    pub(super) fn as_mut_ptr(&mut self) -> *mut c_void {
        self.0.as_mut_ptr().cast::<c_void>()
    }

    /// Writes `addr` and returns its length.
    pub(super) fn encode(&mut self, addr: SocketAddr) -> u32 {
        let [f0, f1, p0, p1, rest @ ..] = &mut self.0;
        [*p0, *p1] = addr.port().to_be_bytes();
        match addr {
            SocketAddr::V4(v4) => {
                [*f0, *f1] = (libc::AF_INET as u16).to_ne_bytes();
                let [a, b, c, d, ..] = rest;
                [*a, *b, *c, *d] = v4.ip().octets();
                Self::V4_LEN
            }
            SocketAddr::V6(v6) => {
                [*f0, *f1] = (libc::AF_INET6 as u16).to_ne_bytes();
                rest[..4].copy_from_slice(&[0; 4]);
                rest[4..20].copy_from_slice(&v6.ip().octets());
                rest[20..].copy_from_slice(&v6.scope_id().to_ne_bytes());
                Self::MAX_LEN
            }
        }
    }

    /// Reads an address of `len` bytes; `None` if it is of another family or too short.
    pub(super) fn decode(&self, len: u32) -> Option<SocketAddr> {
        let [f0, f1, p0, p1, rest @ ..] = &self.0;
        let port = u16::from_be_bytes([*p0, *p1]);
        match (i32::from(u16::from_ne_bytes([*f0, *f1])), len) {
            (libc::AF_INET, Self::V4_LEN..) => {
                let ip = Ipv4Addr::from(*rest.first_chunk::<4>()?);
                Some(SocketAddrV4::new(ip, port).into())
            }
            (libc::AF_INET6, Self::MAX_LEN..) => {
                let ip = Ipv6Addr::from(*rest.get(4..)?.first_chunk::<16>()?);
                let scope = u32::from_ne_bytes(*rest.last_chunk::<4>()?);
                Some(SocketAddrV6::new(ip, port, 0, scope).into())
            }
            _ => None,
        }
    }
}

/// Room for control messages: each has a length (`size_t`), a level and a type (`int`), then its value, padded to the size of a
/// `size_t`.
#[repr(C, align(8))]
#[derive(Clone, Copy)]
pub(super) struct Control([u8; Self::LEN]);

impl Control {
    /// Two small messages; we ask for one.
    pub(super) const LEN: usize = 64;
    pub(super) const EMPTY: Self = Self([0; Self::LEN]);
    const WORD: usize = size_of::<usize>();
    const HEADER: usize = Self::WORD + 2 * size_of::<i32>();

    pub(super) fn as_mut_ptr(&mut self) -> *mut c_void {
        self.0.as_mut_ptr().cast::<c_void>()
    }

    /// Writes a `UDP_SEGMENT` message and returns the length of the control block.
    pub(super) fn set_gso_segment(&mut self, segment: u16) -> usize {
        let len = Self::HEADER + size_of::<u16>();
        let (header, value) = self.0.split_at_mut(Self::HEADER);
        header[..Self::WORD].copy_from_slice(&len.to_ne_bytes());
        header[Self::WORD..Self::WORD + 4].copy_from_slice(&libc::SOL_UDP.to_ne_bytes());
        header[Self::WORD + 4..].copy_from_slice(&libc::UDP_SEGMENT.to_ne_bytes());
        value[..2].copy_from_slice(&segment.to_ne_bytes());
        len.next_multiple_of(Self::WORD)
    }

    /// The datagram size in a `UDP_GRO` message, if the first message of the block is one.
    pub(super) fn gro_segment(&self, len: usize) -> Option<u16> {
        let (header, value) = self.0.get(..len.min(Self::LEN))?.split_at_checked(Self::HEADER)?;
        let kind = header.get(Self::WORD..)?;
        let level = i32::from_ne_bytes(*kind.first_chunk()?);
        let name = i32::from_ne_bytes(*kind.last_chunk()?);
        if (level, name) != (libc::SOL_UDP, libc::UDP_GRO) {
            return None;
        }
        u16::try_from(i32::from_ne_bytes(*value.first_chunk()?)).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_survive_a_round_trip() {
        for text in ["192.0.2.7:33445", "[2001:db8::7]:1", "[::ffff:192.0.2.7]:65535", "[fe80::1%3]:2"] {
            let addr: SocketAddr = text.parse().expect("test address");
            let mut raw = RawAddr::ZERO;
            let len = raw.encode(addr);
            assert_eq!(raw.decode(len), Some(addr));
            assert_eq!(raw.decode(len - 1), None);
        }
    }

    #[test]
    fn a_reused_address_keeps_nothing_of_the_last() {
        let mut raw = RawAddr::ZERO;
        raw.encode("[2001:db8:ffff::7%9]:1".parse().expect("test address"));
        let v4: SocketAddr = "192.0.2.7:33445".parse().expect("test address");
        let len = raw.encode(v4);
        assert_eq!(raw.decode(len), Some(v4));
    }

    #[test]
    fn a_foreign_control_message_is_no_segment_size() {
        let mut control = Control::EMPTY;
        let len = control.set_gso_segment(1200);
        assert_eq!(control.gro_segment(len), None);
        assert_eq!(control.gro_segment(0), None);
        assert_eq!(Control::EMPTY.gro_segment(Control::LEN), None);
    }
}
