use super::*;

const KINDS: [NatKind; 4] =
    [NatKind::FullCone, NatKind::AddressRestricted, NatKind::PortRestricted, NatKind::Symmetric];
const SECOND: u64 = 1_000_000_000;

fn nat(kind: NatKind) -> Nat {
    Nat::new(NatConfig::new(kind), Ipv4Addr::new(198, 51, 100, 7))
}

fn addr(text: &str) -> SocketAddr {
    text.parse().unwrap()
}

/// One inside host that has sent to 203.0.113.1:1000, and what may come in then.
#[test]
fn filtering_by_kind() {
    let (inside, friend) = (addr("192.168.0.1:33445"), addr("203.0.113.1:1000"));
    let table = [
        // kind, same address and port, same address and other port, other address
        (NatKind::FullCone, true, true, true),
        (NatKind::AddressRestricted, true, true, false),
        (NatKind::PortRestricted, true, false, false),
        (NatKind::Symmetric, true, false, false),
    ];
    for (kind, same, other_port, other_address) in table {
        let mut nat = nat(kind);
        let outside = nat.outbound(0, inside, friend, &mut SimRng::new(1)).unwrap();
        let comes_in = |from: &str| nat.inbound(1, outside.port(), addr(from)).is_some();
        assert_eq!(comes_in("203.0.113.1:1000"), same, "{kind:?}");
        assert_eq!(comes_in("203.0.113.1:1001"), other_port, "{kind:?}");
        assert_eq!(comes_in("203.0.113.2:1000"), other_address, "{kind:?}");
        assert_eq!(nat.inbound(1, outside.port().wrapping_add(1), friend), None, "{kind:?}: no mapping there");
        assert_eq!(nat.inbound(1, outside.port(), friend), Some(inside), "{kind:?}");
    }
}

#[test]
fn mapping_by_kind() {
    for kind in KINDS {
        let mut nat = nat(kind);
        let mut map = |inside: &str, remote: &str| {
            nat.outbound(0, addr(inside), addr(remote), &mut SimRng::new(1)).unwrap().port()
        };
        let first = map("192.168.0.1:33445", "203.0.113.1:1000");
        let other_remote = map("192.168.0.1:33445", "203.0.113.2:1000");
        let other_inside = map("192.168.0.2:33445", "203.0.113.1:1000");
        assert_eq!(map("192.168.0.1:33445", "203.0.113.1:1000"), first, "{kind:?}: stable");
        assert_eq!(first == other_remote, kind != NatKind::Symmetric, "{kind:?}");
        assert_ne!(first, other_inside, "{kind:?}");
        assert_eq!(first == 33_445, kind != NatKind::Symmetric, "{kind:?}: the port is preserved");
        if kind == NatKind::Symmetric {
            assert_eq!(other_remote, first + 1, "sequential");
        }
    }
}

#[test]
fn silence_ends_mappings() {
    for kind in KINDS {
        let (inside, friend) = (addr("192.168.0.1:33445"), addr("203.0.113.1:1000"));
        let (mut nat, mut rng) = (nat(kind), SimRng::new(1));
        let port = nat.outbound(0, inside, friend, &mut rng).unwrap().port();
        assert!(nat.inbound(119 * SECOND, port, friend).is_some(), "{kind:?}");
        nat.outbound(119 * SECOND, inside, friend, &mut rng);
        assert!(nat.inbound(230 * SECOND, port, friend).is_some(), "{kind:?}: sending renews");
        assert_eq!(nat.inbound(239 * SECOND, port, friend), None, "{kind:?}");
    }
}

#[test]
fn a_permission_ends_although_the_mapping_lives() {
    let (inside, friend, other) = (addr("192.168.0.1:1"), addr("203.0.113.1:1000"), addr("203.0.113.2:1000"));
    let (mut nat, mut rng) = (nat(NatKind::PortRestricted), SimRng::new(1));
    let port = nat.outbound(0, inside, friend, &mut rng).unwrap().port();
    nat.outbound(100 * SECOND, inside, other, &mut rng);
    assert_eq!(nat.inbound(150 * SECOND, port, friend), None);
    assert_eq!(nat.inbound(150 * SECOND, port, other), Some(inside));
}

#[test]
fn ports_are_used_again_after_their_mapping_ended() {
    let config = NatConfig { ports: PortChoice::Random, ..NatConfig::new(NatKind::Symmetric) };
    let (mut nat, mut rng) = (Nat::new(config, Ipv4Addr::LOCALHOST), SimRng::new(1));
    let inside = addr("192.168.0.1:33445");
    let remote = |n: u32| SocketAddr::from((Ipv4Addr::from_bits(0x0500_0000 + n), 1000));
    let made = (0..64_600).filter(|n| nat.outbound(0, inside, remote(*n), &mut rng).is_some()).count();
    assert_eq!(made, 65_535 - 1_024 + 1, "all ports from 1024 on are in use");
    assert!(nat.outbound(121 * SECOND, inside, remote(80_000), &mut rng).is_some());
}
