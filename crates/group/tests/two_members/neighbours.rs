//! Who may name places in our own network.

use std::net::SocketAddr;

use toxcore_crypto::DhtPublicKey;
use toxcore_group::Target;
use toxcore_sansio::StreamId;
use toxcore_wire::group::{GroupPing, HandshakeKind, LosslessKind, LossyKind, TcpRelays};
use toxcore_wire::{BoundedList, Encode, PackedNode, RelayInfo};

use super::puppet::*;
use super::world::*;

/// Nobody outside can be there: the own network, this host, and what is no host at all.
const NEAR: [&str; 12] = [
    "192.168.1.1:443",
    "10.0.0.1:443",
    "172.16.0.1:443",
    "100.64.0.1:443",
    "169.254.1.1:443",
    "127.0.0.1:443",
    "224.0.0.1:443",
    "255.255.255.255:443",
    "198.51.100.77:0",
    "[fe80::1]:443",
    "[fd00::1]:443",
    "[::1]:443",
];

fn relay(addr: &str) -> RelayInfo {
    RelayInfo { addr: addr.parse().unwrap(), key: DhtPublicKey::from_bytes([8; 32]) }
}

fn tells(stage: &mut Stage, id: u64, addr: &str) {
    let relays = TcpRelays { relays: BoundedList::from_first([PackedNode::Tcp(relay(addr))]) };
    stage.lossless(LosslessKind::TcpRelays, id, &relays.to_vec());
}

fn relays(stage: &Stage) -> Vec<RelayInfo> {
    stage.person.mesh.relays(stage.person.member(2).unwrap()).copied().collect()
}

#[test]
fn who_is_outside_names_no_places_in_our_network() {
    let mut stage = Stage::new();
    stage.puppet.relay = Some(PackedNode::Tcp(relay(NEAR[0])));
    stage = stage.confirm();
    let home = stage.from;
    for (id, addr) in (4..).zip(NEAR) {
        tells(&mut stage, id, addr);
        stage.lossy(LossyKind::Ping, &GroupPing { addr: Some(addr.parse().unwrap()), ..ping() }.to_vec());
    }
    assert_eq!(relays(&stage), []);
    assert!(stage.person.refusals("forbidden_source") >= 2 * NEAR.len() as u64);
    let member = stage.person.member(2).unwrap();
    assert_eq!(stage.person.mesh.address(stage.now, member), Some(home));
    assert!(NEAR.iter().all(|addr| !stage.person.mesh.believes(stage.now, Some(member), &addr.parse().unwrap())));
    assert_eq!(stage.person.take_sent_to(NEAR[0].parse().unwrap()), 0);
    tells(&mut stage, 16, "203.0.113.1:443");
    assert_eq!(relays(&stage), [relay("203.0.113.1:443")]);
}

#[test]
fn a_neighbour_names_what_is_beside_it() {
    let mut stage = Stage::new();
    stage.from = ([192, 168, 1, 5], 33445).into();
    stage.puppet.relay = Some(PackedNode::Tcp(relay("192.168.1.1:443")));
    stage = stage.confirm();
    tells(&mut stage, 4, "127.0.0.1:443");
    assert_eq!(relays(&stage), [relay("192.168.1.1:443")]);
}

#[test]
fn a_relay_that_we_use_ourselves_is_one() {
    let mut stage = Stage::new();
    let own = ["192.168.1.1:443", "203.0.113.1:443"].map(relay);
    stage.person.mesh.set_relays(stage.now, &own);
    stage = stage.confirm();
    tells(&mut stage, 4, "192.168.1.2:443");
    tells(&mut stage, 5, "192.168.1.1:443");
    assert_eq!(relays(&stage), [own[0]]);
}

/// Tests of programs run on one host, and some networks have no way out.
#[test]
fn where_all_is_near_nobody_is_outside() {
    for (own_address, own_relay) in [(Some("127.0.0.1:33445"), None), (None, Some("127.0.0.1:443"))] {
        let mut stage = Stage::new();
        stage.person.mesh.set_address(own_address.map(|addr: &str| addr.parse::<SocketAddr>().unwrap()));
        stage.person.mesh.set_relays(stage.now, &own_relay.map(relay).into_iter().collect::<Vec<_>>());
        stage.puppet.relay = Some(PackedNode::Tcp(relay("127.0.0.1:8443")));
        let mut request = stage.puppet.handshake(HandshakeKind::Request);
        let from = Target::Oob { link: StreamId { index: 1, generation: 1 }, peer: key(2) };
        stage.person.handle(stage.now, from, &mut request);
        assert_eq!(relays(&stage), [relay("127.0.0.1:8443")]);
    }
}
