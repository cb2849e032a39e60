use std::net::SocketAddr;

use super::super::section::put_header;
use super::*;
use crate::Encode;
use crate::testing::{key_pair, vector_nodes};

const KIND: SectionKind = SectionKind::PATH_NODES;

fn udp(addr: &str) -> PackedNode {
    PackedNode::Udp(NodeInfo { addr: addr.parse().unwrap(), key: key_pair(0x20).public })
}

fn tcp(addr: &str) -> PackedNode {
    PackedNode::Tcp(RelayInfo { addr: addr.parse().unwrap(), key: key_pair(0x20).public })
}

fn bytes(nodes: &[PackedNode]) -> Vec<u8> {
    nodes.iter().flat_map(Encode::to_vec).collect()
}

fn place(content: &[u8]) -> Place<'_> {
    Place { kind: KIND, offset: 1_000, content, cut: false }
}

fn findings(report: &LoadReport) -> Vec<(usize, Defect)> {
    report.findings().iter().map(|finding| (finding.offset, finding.defect)).collect()
}

/// The content of a DHT section with these inner sections.
fn dht_section(inner: &[(u16, &[u8])]) -> Vec<u8> {
    let mut content = DHT_MAGIC.to_le_bytes().to_vec();
    for (kind, bytes) in inner {
        put_header(SectionKind(*kind), DHT_COOKIE, bytes.len(), &mut content);
        content.extend_from_slice(bytes);
    }
    content
}

fn load_dht(content: &[u8]) -> (Option<Vec<NodeInfo>>, LoadReport) {
    let mut report = LoadReport::default();
    let section = Section { kind: SectionKind::DHT, offset: 84, content, missing: 0 };
    (dht_nodes(&section, &mut report), report)
}

#[test]
fn nodes_that_nobody_can_reach_and_of_the_wrong_transport_are_skipped() {
    let good = [udp("127.0.0.1:33445"), udp("10.1.2.3:1"), udp("[2001:db8::1]:443")];
    let bad = [
        "0.0.0.0:1",
        "224.0.0.1:1",
        "255.255.255.255:1",
        "192.0.2.1:0",
        "[::]:1",
        "[ff02::1]:1",
        "[::ffff:192.0.2.1]:1",
    ];
    let mut all = vec![good[0], tcp("192.0.2.1:443"), good[1]];
    all.extend(bad.map(udp));
    all.push(good[2]);
    let content = bytes(&all);
    let mut report = LoadReport::default();
    let list = udp_nodes(place(&content), 20, &mut report);
    let list: Vec<PackedNode> = list.into_iter().map(PackedNode::Udp).collect();
    assert_eq!(list, good);
    assert_eq!(report.findings().len(), 1 + bad.len());
    assert_eq!(findings(&report)[0], (1_039, Defect::Node));
}

#[test]
fn relays_may_have_either_family() {
    let content = bytes(&[udp("192.0.2.1:443"), tcp("192.0.2.2:443"), tcp("0.0.0.0:443")]);
    let mut report = LoadReport::default();
    let list: Vec<SocketAddr> = relays(place(&content), 8, &mut report).iter().map(|relay| relay.addr).collect();
    assert_eq!(list, ["192.0.2.1:443".parse().unwrap(), "192.0.2.2:443".parse().unwrap()]);
    assert_eq!(findings(&report), [(1_078, Defect::Node)]);
}

#[test]
fn a_family_that_is_unknown_ends_the_list() {
    for family in [0, 1, 3, 9, 11, 0x80, 0xff] {
        let mut content = bytes(&[udp("192.0.2.1:1"), udp("192.0.2.2:2"), udp("192.0.2.3:3")]);
        content[39] = family;
        let mut report = LoadReport::default();
        assert_eq!(udp_nodes(place(&content), 8, &mut report).len(), 1);
        assert_eq!(findings(&report), [(1_039, Defect::Trailing(78))]);
    }
}

#[test]
fn lists_are_bounded_and_cut_lists_keep_whole_nodes() {
    let content = bytes(&[udp("192.0.2.1:1"); 9]);
    let mut report = LoadReport::default();
    assert_eq!(udp_nodes(place(&content), MAX_SAVED_NODES, &mut report).len(), 8);
    assert_eq!(findings(&report), [(1_000 + 8 * 39, Defect::TooMany(39))]);
    for len in 0..=8 * 39 {
        let mut report = LoadReport::default();
        let list = udp_nodes(place(&content[..len]), MAX_SAVED_NODES, &mut report);
        assert_eq!(list.len(), len / 39);
        assert_eq!(report.is_damaged(), len % 39 != 0);
        let mut report = LoadReport::default();
        udp_nodes(Place { cut: true, ..place(&content[..len]) }, MAX_SAVED_NODES, &mut report);
        assert!(!report.is_damaged(), "the section itself was reported");
    }
}

#[test]
fn the_dht_section_has_sections_of_its_own() {
    let nodes: Vec<NodeInfo> = vector_nodes().into_iter().collect();
    let packed: Vec<u8> = nodes.iter().flat_map(Encode::to_vec).collect();
    let (found, report) = load_dht(&dht_section(&[(4, &packed)]));
    assert_eq!((found, report), (Some(nodes.clone()), LoadReport::default()));

    let (found, report) = load_dht(&dht_section(&[(9, b"odd"), (4, b""), (4, &packed)]));
    assert_eq!(found, Some(nodes.clone()));
    assert_eq!(findings(&report), [(96, Defect::UnknownDropped), (115, Defect::Repeated)]);

    let sound = dht_section(&[(4, &packed)]);
    for lie in [0, 39, 1_000, u32::MAX] {
        let mut content = sound.clone();
        content[4..8].copy_from_slice(&lie.to_le_bytes());
        let (found, report) = load_dht(&content);
        assert!(report.is_damaged());
        assert_eq!(found.map(|list| list.len()), Some(usize::try_from(lie).unwrap().div_euclid(39).min(2)));
    }
    for at in [0, 3] {
        let mut content = sound.clone();
        content[at] ^= 1;
        let (found, report) = load_dht(&content);
        assert_eq!((found, findings(&report)), (None, vec![(84, Defect::Content)]));
    }
    let mut content = sound;
    content[10] ^= 1;
    let len = content.len() - 4;
    let (found, report) = load_dht(&content);
    assert_eq!((found, findings(&report)), (None, vec![(96, Defect::NoSection(len))]));
}
