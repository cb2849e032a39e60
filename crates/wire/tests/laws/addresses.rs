use toxcore_wire::{
    Encode, NodeList, OnionAddress, PackedAddr, PackedNodeList, canonical, is_lan, is_loopback, is_usable_node_addr,
    is_usable_node_addr_from,
};

pub(super) fn check(data: &[u8]) {
    super::exact(data, PackedAddr::parse(data));
    super::exact(data, OnionAddress::parse(data));
    super::exact(data, NodeList::parse(data));
    super::exact(data, PackedNodeList::parse(data));
    if let Ok((rest, list)) = PackedNodeList::parse_prefix(data) {
        assert_eq!([&list.to_vec()[..], rest].concat(), data);
    }
    if let Ok(OnionAddress(addr)) = OnionAddress::parse(data) {
        classes(addr);
    }
}

/// The classes contain each other, and mapped addresses are in those of the IPv4 address.
fn classes(addr: std::net::SocketAddr) {
    let (ip, plain) = (addr.ip(), canonical(addr));
    assert_eq!(canonical(plain), plain);
    assert_eq!((is_lan(&ip), is_loopback(&ip)), (is_lan(&plain.ip()), is_loopback(&plain.ip())));
    assert!(is_lan(&ip) || !is_loopback(&ip));
    assert!(!is_usable_node_addr(&addr) || plain == addr);
    assert_eq!(is_usable_node_addr_from(&addr, &ip), is_usable_node_addr(&addr));
}
