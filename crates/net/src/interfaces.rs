//! Where LAN discovery sends to.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV6};

use if_addrs::{IfAddr, Interface};

/// Addresses of interfaces that LAN discovery sends to at most. Protocol: core, LAN rules (16 interfaces).
pub const MAX_LAN_TARGETS: usize = 16;

const ALL_NODES: Ipv6Addr = Ipv6Addr::new(0xff02, 0, 0, 0, 0, 0, 0, 1);

/// Destinations of a LAN discovery packet for `port`: the broadcast address of each interface (a loopback interface: its own
/// address), 255.255.255.255, and for a socket with IPv6 ff02::1 on each interface that has it.
///
/// # Errors
/// If the system does not tell its interfaces.
///
/// Spec: DHT, LAN discovery.
pub fn lan_targets(port: u16, has_ipv6: bool) -> io::Result<Vec<SocketAddr>> {
    Ok(targets(&if_addrs::get_if_addrs()?, port, has_ipv6))
}

fn targets(interfaces: &[Interface], port: u16, has_ipv6: bool) -> Vec<SocketAddr> {
    let mut targets: Vec<SocketAddr> = Vec::new();
    let mut add = |target: SocketAddr| {
        if targets.len() < MAX_LAN_TARGETS && !targets.contains(&target) {
            targets.push(target);
        }
    };
    interfaces.iter().filter_map(broadcast).for_each(|ip| add(SocketAddr::new(ip.into(), port)));
    if has_ipv6 {
        interfaces
            .iter()
            .filter_map(link_scope)
            .for_each(|scope| add(SocketAddrV6::new(ALL_NODES, port, 0, scope).into()));
    }
    targets.push(SocketAddr::new(IpAddr::V4(Ipv4Addr::BROADCAST), port));
    targets
}

fn broadcast(interface: &Interface) -> Option<Ipv4Addr> {
    match &interface.addr {
        IfAddr::V4(v4) if v4.ip.is_loopback() => Some(v4.ip),
        IfAddr::V4(v4) => v4.broadcast.filter(|ip| !ip.is_unspecified()),
        IfAddr::V6(_) => None,
    }
}

/// Every link with IPv6 has a link-local address.
fn link_scope(interface: &Interface) -> Option<u32> {
    match &interface.addr {
        IfAddr::V6(v6) if v6.ip.is_unicast_link_local() => interface.index,
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use if_addrs::{IfOperStatus, Ifv4Addr, Ifv6Addr};

    use super::*;

    fn interface(addr: IfAddr, index: u32) -> Interface {
        Interface {
            name: String::new(),
            addr,
            index: Some(index),
            oper_status: IfOperStatus::Up,
            is_p2p: false,
            #[cfg(windows)]
            adapter_name: String::new(),
        }
    }

    fn v4(ip: [u8; 4], broadcast: Option<[u8; 4]>) -> Interface {
        let addr = Ifv4Addr {
            ip: ip.into(),
            netmask: [255, 255, 255, 0].into(),
            prefixlen: 24,
            broadcast: broadcast.map(Into::into),
        };
        interface(IfAddr::V4(addr), 1)
    }

    fn v6(ip: &str, index: u32) -> Interface {
        let addr =
            Ifv6Addr { ip: ip.parse().expect("ip"), netmask: Ipv6Addr::UNSPECIFIED, prefixlen: 64, broadcast: None };
        interface(IfAddr::V6(addr), index)
    }

    fn texts(targets: &[SocketAddr]) -> Vec<String> {
        targets.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn each_kind_of_interface_has_its_target() {
        let interfaces = [
            v4([127, 0, 0, 1], None),
            v4([192, 168, 1, 5], Some([192, 168, 1, 255])),
            v4([192, 168, 1, 6], Some([192, 168, 1, 255])),
            v4([10, 0, 0, 1], None),
            v6("fe80::1", 3),
            v6("2001:db8::1", 3),
        ];
        assert_eq!(
            texts(&targets(&interfaces, 33445, true)),
            ["127.0.0.1:33445", "192.168.1.255:33445", "[ff02::1%3]:33445", "255.255.255.255:33445"]
        );
        assert_eq!(
            texts(&targets(&interfaces, 33445, false)),
            ["127.0.0.1:33445", "192.168.1.255:33445", "255.255.255.255:33445"]
        );
    }

    #[test]
    fn many_interfaces_are_too_many() {
        let interfaces: Vec<_> = (0..100).map(|n| v4([10, 0, n, 1], Some([10, 0, n, 255]))).collect();
        assert_eq!(targets(&interfaces, 1, true).len(), MAX_LAN_TARGETS + 1);
    }
}
