use std::net::IpAddr;

/// Which address families a socket shall speak.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum IpMode {
    /// IPv4 only.
    V4Only,
    /// One IPv6 socket that also speaks IPv4; an error where the system has no IPv6.
    DualStack,
    /// As [`IpMode::DualStack`], but IPv4 only where the system has no IPv6.
    #[default]
    DualStackOrV4,
}

/// Ports to try, first to last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PortRange {
    first: u16,
    last: u16,
}

impl PortRange {
    /// Where Tox nodes listen when nothing else is asked for. Protocol: basics, UDP socket.
    pub const DEFAULT: Self = Self { first: 33445, last: 33545 };
    /// One port of the system's choice, for tests and clients that want to be found by nobody.
    pub const EPHEMERAL: Self = Self { first: 0, last: 0 };

    /// The range as the protocol's API means two numbers: both 0 is the default range, one 0 the other number alone, and a
    /// reversed pair is put in order.
    #[must_use]
    pub const fn new(from: u16, to: u16) -> Self {
        match (from, to) {
            (0, 0) => Self::DEFAULT,
            (0, port) | (port, 0) => Self { first: port, last: port },
            (from, to) if from > to => Self { first: to, last: from },
            (first, last) => Self { first, last },
        }
    }

    /// Lowest port.
    #[must_use]
    pub const fn first(self) -> u16 {
        self.first
    }

    /// Highest port.
    #[must_use]
    pub const fn last(self) -> u16 {
        self.last
    }
}

impl Default for PortRange {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// Ways of handing many datagrams to the kernel at once. What the kernel lacks is switched off when the socket is made, or
/// when it turns out later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Capabilities {
    /// Several messages per system call (`recvmmsg`, `sendmmsg`).
    pub batch: bool,
    /// The kernel cuts a run of equal-sized datagrams for one address (`UDP_SEGMENT`). Needs `batch`.
    pub gso: bool,
    /// The kernel joins datagrams of one flow before it hands them out (`UDP_GRO`). Needs `batch`.
    pub gro: bool,
}

impl Capabilities {
    /// Whatever the system offers.
    pub const ALL: Self = Self { batch: true, gso: true, gro: true };
    /// One datagram per system call, as on every system.
    pub const PLAIN: Self = Self { batch: false, gso: false, gro: false };
}

impl Default for Capabilities {
    fn default() -> Self {
        Self::ALL
    }
}

/// How to make a [`UdpSocket`](crate::UdpSocket).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UdpConfig {
    /// Address families.
    pub ip: IpMode,
    /// Ports to try.
    pub ports: PortRange,
    /// Local address; decides the family. `None`: all addresses of the families in `ip`.
    pub address: Option<IpAddr>,
    /// The most that may be used.
    pub capabilities: Capabilities,
    /// Size asked for the receive and the send buffer of the kernel, in bytes.
    pub buffer_bytes: usize,
}

/// 2 MiB: about 1,400 full datagrams, what arrives in 10 ms of a 1.6 Gbit/s flood. Protocol: basics, UDP socket.
const BUFFER_BYTES: usize = 2 * 1024 * 1024;

impl Default for UdpConfig {
    fn default() -> Self {
        Self {
            ip: IpMode::default(),
            ports: PortRange::DEFAULT,
            address: None,
            capabilities: Capabilities::ALL,
            buffer_bytes: BUFFER_BYTES,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_numbers_become_a_range_as_the_protocol_says() {
        let range = |from, to| (PortRange::new(from, to).first(), PortRange::new(from, to).last());
        assert_eq!(range(0, 0), (33445, 33545));
        assert_eq!(range(0, 5000), (5000, 5000));
        assert_eq!(range(5000, 0), (5000, 5000));
        assert_eq!(range(6000, 5000), (5000, 6000));
        assert_eq!(range(5000, 6000), (5000, 6000));
    }
}
