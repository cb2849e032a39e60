use std::net::{IpAddr, SocketAddr};

use super::*;

fn ip(text: &str) -> IpAddr {
    text.parse().unwrap()
}

fn addr(text: &str) -> SocketAddr {
    text.parse().unwrap()
}

#[test]
fn mapped_addresses_become_ipv4_and_others_stay() {
    assert_eq!(canonical(addr("[::ffff:192.0.2.7]:80")), addr("192.0.2.7:80"));
    for same in ["192.0.2.7:80", "[2001:db8::1]:80", "[::192.0.2.7]:80"] {
        assert_eq!(canonical(addr(same)), addr(same));
    }
}

#[test]
fn loopback_is_only_this_host() {
    for yes in ["127.0.0.1", "127.255.255.255", "::1", "::ffff:127.1.2.3"] {
        assert!(is_loopback(&ip(yes)), "{yes}");
    }
    for no in ["128.0.0.1", "126.255.255.255", "::2", "10.0.0.1", "::ffff:10.0.0.1"] {
        assert!(!is_loopback(&ip(no)), "{no}");
    }
}

#[test]
fn lan_ranges_end_where_the_protocol_says() {
    let lan = [
        "127.0.0.1",
        "::1",
        "::ffff:127.0.0.1",
        "10.0.0.0",
        "10.255.255.255",
        "172.16.0.0",
        "172.31.255.255",
        "192.168.0.0",
        "192.168.255.255",
        "169.254.1.0",
        "169.254.254.255",
        "100.64.0.0",
        "100.127.255.255",
        "fe80::",
        "febf:ffff::1",
        "ff00::1",
        "ff01::1",
        "ff02::1",
        "ff02:1::1:1",
        "::ffff:10.1.2.3",
        "::ffff:169.254.7.7",
        "fc00::",
        "fdff:ffff::1",
    ];
    for yes in lan {
        assert!(is_lan(&ip(yes)), "{yes}");
    }
    let wide = [
        "9.255.255.255",
        "11.0.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.167.255.255",
        "192.169.0.0",
        "169.254.0.255",
        "169.254.255.0",
        "169.253.1.1",
        "100.63.255.255",
        "100.128.0.0",
        "0.0.0.0",
        "8.8.8.8",
        "fec0::1",
        "fe7f::1",
        "ff02::2",
        "ff03::1",
        "ff0e::1",
        "fbff::1",
        "fe00::1",
        "2001:db8::1",
        "::",
        "::ffff:8.8.8.8",
    ];
    for no in wide {
        assert!(!is_lan(&ip(no)), "{no}");
    }
}

#[test]
fn unusable_node_addresses_are_refused() {
    let unusable = [
        "192.0.2.1:0",
        "[2001:db8::1]:0",
        "0.0.0.0:33445",
        "0.1.2.3:33445",
        "[::]:33445",
        "224.0.0.1:33445",
        "239.255.255.255:33445",
        "[ff02::1]:33445",
        "[ff0e::1234]:33445",
        "255.255.255.255:33445",
        "[::ffff:192.0.2.1]:33445",
        "[::ffff:127.0.0.1]:33445",
    ];
    for no in unusable {
        assert!(!is_usable_node_addr(&addr(no)), "{no}");
    }
    for yes in ["192.0.2.1:1", "223.255.255.255:65535", "[2001:db8::1]:443", "127.0.0.1:33445", "10.0.0.1:33445"] {
        assert!(is_usable_node_addr(&addr(yes)), "{yes}");
    }
}

#[test]
fn nobody_outside_can_name_addresses_inside() {
    // Node address, then who may name it: this host, the LAN, the world.
    let cases = [
        ("127.0.0.1:33445", [true, false, false]),
        ("[::1]:33445", [true, false, false]),
        ("192.168.1.2:33445", [true, true, false]),
        ("[fe80::1]:33445", [true, true, false]),
        ("[fd00::1]:33445", [true, true, false]),
        ("192.0.2.1:33445", [true, true, true]),
        ("192.0.2.1:0", [false, false, false]),
    ];
    for (node, expected) in cases {
        let tellers = ["127.0.0.1", "10.0.0.9", "198.51.100.3"];
        let found = tellers.map(|teller| is_usable_node_addr_from(&addr(node), &ip(teller)));
        assert_eq!(found, expected, "{node}");
    }
}
