use std::net::{Ipv4Addr, Ipv6Addr};

use toxcore_sansio::StreamId;

use crate::hash::Map;
use crate::link::Link;
use crate::nat::Nat;
use crate::queue::{Side, Step};
use crate::shaper::Shaper;
use crate::stats::Traffic;

/// Names a host of a simulation. Ids are not used again when a host leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct HostId(pub(crate) u32);

impl HostId {
    /// Position among all hosts that were ever added.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Names a NAT of a simulation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NatId(pub(crate) u32);

/// Where and how a host is connected. [`HostConfig::default`] is a public IPv4 host.
#[derive(Clone, Debug)]
pub struct HostConfig {
    /// Its link.
    pub link: Link,
    /// The NAT in whose LAN it is; `None` gives it a public address. IPv6 never passes a NAT.
    pub nat: Option<NatId>,
    /// Its IPv4 address; `None` takes the next free one.
    pub ipv4_address: Option<Ipv4Addr>,
    /// Whether it has IPv4.
    pub ipv4: bool,
    /// Whether it has IPv6, in a /64 of its own.
    pub ipv6: bool,
    /// The port of its UDP socket, the same for both families.
    pub udp_port: u16,
    /// Whether something between its LAN and everybody else drops its UDP.
    pub udp_blocked: bool,
    /// TCP ports at which it listens.
    pub tcp_ports: Vec<u16>,
}

impl HostConfig {
    /// The port that Tox programs try first.
    pub const DEFAULT_PORT: u16 = 33_445;

    /// A host in the LAN of `nat`.
    #[must_use]
    pub fn behind(nat: NatId) -> Self {
        Self { nat: Some(nat), ..Self::default() }
    }

    /// This host with another link.
    #[must_use]
    pub fn with_link(self, link: Link) -> Self {
        Self { link, ..self }
    }

    /// This host with IPv6 too.
    #[must_use]
    pub fn with_ipv6(self) -> Self {
        Self { ipv6: true, ..self }
    }

    /// This host at a given IPv4 address.
    #[must_use]
    pub fn at(self, address: Ipv4Addr) -> Self {
        Self { ipv4_address: Some(address), ..self }
    }

    /// This host without UDP.
    #[must_use]
    pub fn without_udp(self) -> Self {
        Self { udp_blocked: true, ..self }
    }

    /// This host listening at TCP ports.
    #[must_use]
    pub fn listening(self, ports: &[u16]) -> Self {
        Self { tcp_ports: ports.to_vec(), ..self }
    }
}

impl Default for HostConfig {
    fn default() -> Self {
        Self {
            link: Link::default(),
            nat: None,
            ipv4_address: None,
            ipv4: true,
            ipv6: false,
            udp_port: Self::DEFAULT_PORT,
            udp_blocked: false,
            tcp_ports: Vec::new(),
        }
    }
}

/// How a host leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Departure {
    /// Its program ends: the system closes its streams, and whoever connects later is refused.
    Exit,
    /// Its power or link fails: nobody is told.
    Vanish,
}

/// What the network knows of one host.
#[derive(Debug)]
pub(crate) struct Place {
    pub(crate) config: HostConfig,
    pub(crate) v4: Option<Ipv4Addr>,
    pub(crate) v6: Option<Ipv6Addr>,
    pub(crate) up: Shaper,
    pub(crate) down: Shaper,
    /// `None` while it is there.
    pub(crate) left: Option<Departure>,
    pub(crate) asleep: bool,
    /// Nanoseconds by which its clock is ahead of the simulation's.
    pub(crate) clock_ahead: u64,
    /// When its next timeout event comes; later ones in the queue are stale.
    pub(crate) armed: Option<u64>,
    /// Timeouts in a row that changed nothing.
    pub(crate) idle_timeouts: u32,
    pub(crate) streams: Map<StreamId, (u32, Side)>,
    /// Ends with bytes that the host did not want to read yet.
    pub(crate) stalled: Vec<(u32, Side)>,
    /// What happened to its streams while it slept.
    pub(crate) deferred: Vec<(u32, Side, Step)>,
    pub(crate) traffic: Traffic,
}

impl Place {
    pub(crate) fn new(config: HostConfig, v4: Option<Ipv4Addr>, v6: Option<Ipv6Addr>) -> Self {
        Self {
            config,
            v4,
            v6,
            up: Shaper::default(),
            down: Shaper::default(),
            left: None,
            asleep: false,
            clock_ahead: 0,
            armed: None,
            idle_timeouts: 0,
            streams: Map::default(),
            stalled: Vec::new(),
            deferred: Vec::new(),
            traffic: Traffic::default(),
        }
    }
}

/// A NAT and the hosts behind it.
#[derive(Debug)]
pub(crate) struct Lan {
    pub(crate) nat: Nat,
    pub(crate) members: Map<Ipv4Addr, u32>,
}

/// Who has a public address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Owner {
    Host(u32),
    Nat(u32),
}
