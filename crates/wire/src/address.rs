//! Classes of addresses. Protocol: wire, Addresses.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

/// The address without the IPv4-mapped form that dual-stack sockets show: IPv4 stays IPv4 on the wire and in tables.
#[must_use]
pub fn canonical(addr: SocketAddr) -> SocketAddr {
    match addr.ip() {
        IpAddr::V6(ip) => match ip.to_ipv4_mapped() {
            Some(ip) => SocketAddr::new(IpAddr::V4(ip), addr.port()),
            None => addr,
        },
        IpAddr::V4(_) => addr,
    }
}

/// Whether the address is of this host: 127.0.0.0/8, ::1 and mapped forms.
#[must_use]
pub fn is_loopback(ip: &IpAddr) -> bool {
    ip.to_canonical().is_loopback()
}

/// Whether the address is of the own network: loopback, private, shared (100.64.0.0/10) and link-local ranges, unique
/// local IPv6, the near multicast groups that end in 1, and mapped forms.
///
/// Such addresses go to nobody outside, and mean nothing when somebody outside names them.
#[must_use]
pub fn is_lan(ip: &IpAddr) -> bool {
    match ip.to_canonical() {
        IpAddr::V4(ip) => is_lan_v4(ip),
        IpAddr::V6(ip) => is_lan_v6(ip),
    }
}

/// Whether a node can have this address at all: a port, and an address of one host, written in its own family.
///
/// Refused are port 0, 0.0.0.0/8 and ::, multicast, 255.255.255.255 and IPv4-mapped IPv6 (addresses from a socket go
/// through [`canonical`] first).
#[must_use]
pub fn is_usable_node_addr(addr: &SocketAddr) -> bool {
    let usable_ip = match addr.ip() {
        IpAddr::V4(ip) => !is_this_network(ip) && !ip.is_multicast() && !ip.is_broadcast(),
        IpAddr::V6(ip) => !ip.is_unspecified() && !ip.is_multicast() && ip.to_ipv4_mapped().is_none(),
    };
    usable_ip && addr.port() != 0
}

/// Whether to believe `teller` that a node is at `addr`: usable, and not nearer to us than the teller is.
///
/// A loopback address counts only from this host, a LAN address only from the LAN. Otherwise strangers could point us at
/// services inside our network.
#[must_use]
pub fn is_usable_node_addr_from(addr: &SocketAddr, teller: &IpAddr) -> bool {
    let ip = addr.ip();
    is_usable_node_addr(addr) && (!is_loopback(&ip) || is_loopback(teller)) && (!is_lan(&ip) || is_lan(teller))
}

/// 0.0.0.0/8, "this host on this network".
fn is_this_network(ip: Ipv4Addr) -> bool {
    ip.octets()[0] == 0
}

fn is_lan_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    // The first and the last 256 addresses of 169.254.0.0/16 are reserved (RFC 3927).
    let link_local = (a, b) == (169, 254) && !matches!(c, 0 | 255);
    let shared = a == 100 && b & 0xc0 == 64;
    ip.is_loopback() || ip.is_private() || link_local || shared
}

fn is_lan_v6(ip: Ipv6Addr) -> bool {
    let bytes = ip.octets();
    // Reserved, node-local and link-local groups of "all nodes" kind.
    let near_multicast = bytes[0] == 0xff && bytes[1] <= 0x02 && bytes[15] == 1;
    ip.is_loopback() || ip.is_unicast_link_local() || ip.is_unique_local() || near_multicast
}

#[cfg(test)]
mod tests;
