use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

use crate::hash::Map;
use crate::rng::SimRng;

/// How a NAT maps and filters UDP.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NatKind {
    /// One outside port for an inside port, open to everybody.
    FullCone,
    /// One outside port, open to addresses that the inside has sent to.
    AddressRestricted,
    /// One outside port, open to addresses and ports that the inside has sent to.
    PortRestricted,
    /// Another outside port for each remote address and port, open to that one.
    Symmetric,
}

/// Which outside port a new mapping gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PortChoice {
    /// The inside port if it is free, else the next free one.
    Preserve,
    /// Ports in order.
    Sequential,
    /// Any.
    Random,
}

/// A NAT with one public IPv4 address and a LAN behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NatConfig {
    /// Mapping and filtering.
    pub kind: NatKind,
    /// Silence (of the inside) after which a mapping or a permission to reply ends.
    pub mapping_timeout: Duration,
    /// Whether hosts behind it reach each other at its public address.
    pub hairpin: bool,
    /// Choice of outside ports.
    pub ports: PortChoice,
}

impl NatConfig {
    /// A NAT of this kind as home routers have it: mappings live two minutes (the minimum that RFC 4787 demands), no
    /// hairpin, ports preserved where the kind allows it.
    #[must_use]
    pub const fn new(kind: NatKind) -> Self {
        let ports = match kind {
            NatKind::Symmetric => PortChoice::Sequential,
            NatKind::FullCone | NatKind::AddressRestricted | NatKind::PortRestricted => PortChoice::Preserve,
        };
        Self { kind, mapping_timeout: Duration::from_secs(120), hairpin: false, ports }
    }
}

/// The table of one NAT.
#[derive(Debug)]
pub(crate) struct Nat {
    config: NatConfig,
    outside: Ipv4Addr,
    /// The outside port of an inside address, and for symmetric NATs of the remote one too.
    ports: Map<(SocketAddr, Option<SocketAddr>), u16>,
    mappings: Map<u16, Mapping>,
    next_port: u16,
}

#[derive(Debug)]
struct Mapping {
    inside: SocketAddr,
    remote: Option<SocketAddr>,
    expires: u64,
    /// Remotes that may send in, and until when. With port 0 where ports do not count.
    permitted: Map<SocketAddr, u64>,
}

impl Nat {
    pub(crate) fn new(config: NatConfig, outside: Ipv4Addr) -> Self {
        Self { config, outside, ports: Map::default(), mappings: Map::default(), next_port: FIRST_PORT }
    }

    pub(crate) fn outside(&self) -> IpAddr {
        IpAddr::V4(self.outside)
    }

    pub(crate) fn hairpin(&self) -> bool {
        self.config.hairpin
    }

    /// The outside address from which a datagram goes on, with its mapping made or renewed.
    pub(crate) fn outbound(
        &mut self,
        now: u64,
        inside: SocketAddr,
        remote: SocketAddr,
        rng: &mut SimRng,
    ) -> Option<SocketAddr> {
        let bound_to = (self.config.kind == NatKind::Symmetric).then_some(remote);
        let known = self.ports.get(&(inside, bound_to)).copied();
        let port = match known.filter(|port| self.mappings.get(port).is_some_and(|m| m.expires > now)) {
            Some(port) => port,
            None => self.map(now, inside, bound_to, rng)?,
        };
        let expires = now + u64::try_from(self.config.mapping_timeout.as_nanos()).unwrap_or(u64::MAX / 2);
        let permitted = self.permission_for(remote);
        let mapping = self.mappings.get_mut(&port)?;
        mapping.expires = expires;
        if mapping.permitted.len() >= CLEAN_AT {
            mapping.permitted.retain(|_, until| *until > now);
        }
        mapping.permitted.insert(permitted, expires);
        Some(SocketAddr::new(self.outside(), port))
    }

    /// The inside address that a datagram from `remote` to outside port `port` goes to, if it may.
    pub(crate) fn inbound(&self, now: u64, port: u16, remote: SocketAddr) -> Option<SocketAddr> {
        let mapping = self.mappings.get(&port).filter(|m| m.expires > now)?;
        let permission = self.permission_for(remote);
        let open = self.config.kind == NatKind::FullCone;
        (open || mapping.permitted.get(&permission).is_some_and(|until| *until > now)).then_some(mapping.inside)
    }

    /// What is remembered of a remote to which the inside has sent.
    fn permission_for(&self, remote: SocketAddr) -> SocketAddr {
        match self.config.kind {
            NatKind::FullCone => SocketAddr::new(IpAddr::V4(Ipv4Addr::UNSPECIFIED), 0),
            NatKind::AddressRestricted => SocketAddr::new(remote.ip(), 0),
            NatKind::PortRestricted | NatKind::Symmetric => remote,
        }
    }

    fn map(&mut self, now: u64, inside: SocketAddr, remote: Option<SocketAddr>, rng: &mut SimRng) -> Option<u16> {
        let first = match self.config.ports {
            PortChoice::Preserve => inside.port(),
            PortChoice::Sequential => self.next_port,
            PortChoice::Random => u16::try_from(rng.below(u64::from(u16::MAX - FIRST_PORT))).ok()? + FIRST_PORT,
        };
        let span = usize::from(u16::MAX - FIRST_PORT);
        let mut candidates = std::iter::successors(Some(first), |p| Some(p.checked_add(1).unwrap_or(FIRST_PORT)));
        let free = |port: &u16| self.mappings.get(port).is_none_or(|m| m.expires <= now);
        let port = candidates.by_ref().take(span).find(free)?;
        self.next_port = port.checked_add(1).unwrap_or(FIRST_PORT);
        let mapping = Mapping { inside, remote, expires: now, permitted: Map::default() };
        if let Some(old) = self.mappings.insert(port, mapping) {
            self.ports.remove(&(old.inside, old.remote));
        }
        self.ports.insert((inside, remote), port);
        Some(port)
    }
}

/// Lowest outside port that is chosen freely.
const FIRST_PORT: u16 = 1024;
/// So many permissions of one mapping make it drop those that have ended.
const CLEAN_AT: usize = 4096;

#[cfg(test)]
mod tests;
