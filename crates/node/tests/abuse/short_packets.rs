//! Packets that are shorter than what they begin as. Past defects 1 and 2.

use toxcore_crypto::MAC_LEN;
use toxcore_wire::PacketKind;
use toxcore_wire::bootstrap_info::BootstrapInfoRequest;

use crate::world::{STRANGER, Stranger, World};

/// CVE-2021-44847: a packet of kind 0x20 that ended within its header was read beyond its end.
#[test]
fn dht_requests_of_0_to_200_bytes_are_dropped() {
    let mut world = World::crowded();
    let own = world.key();
    let neighbour = world.node().dht().close_nodes(world.now).next().unwrap().key;
    let mut dropped = world.node().discards().total();
    for addressee in [own, neighbour] {
        for len in 0..=200 {
            let mut packet = vec![0x55; len];
            packet.iter_mut().zip([&[0x20], addressee.as_bytes().as_slice()].concat()).for_each(|(to, b)| *to = b);
            let sent = world.give(STRANGER, &packet);
            // A whole one for somebody else is passed on as it is; nothing else happens to any.
            let passed_on = addressee == neighbour && len >= 106;
            assert_eq!(sent.len(), usize::from(passed_on), "{len} bytes");
            assert!(sent.iter().all(|(to, bytes)| *to != STRANGER && *bytes == packet), "{len} bytes");
            dropped += u64::from(!passed_on);
            assert_eq!(world.node().discards().total(), dropped, "{len} bytes");
        }
    }
}

/// Boxes that open and hold less than the least that their kind needs.
#[test]
fn plaintexts_of_0_to_7_bytes_are_dropped_by_every_kind() {
    let mut world = World::new();
    let mut stranger = Stranger::new(2, world.key());
    for kind in PacketKind::KNOWN.iter().copied() {
        for len in 0..8 {
            for packet in packets(&mut stranger, kind, &vec![0; len]) {
                // As it happens, one of them is as long as the one request that has no box.
                if (kind, packet.len()) == (PacketKind::BootstrapInfo, BootstrapInfoRequest::LEN) {
                    continue;
                }
                let before = world.node().discards().total();
                assert!(world.give(STRANGER, &packet).is_empty(), "{kind}, {len} bytes");
                assert_eq!(world.node().discards().total(), before + 1, "{kind}, {len} bytes");
            }
        }
    }
    assert_eq!(world.node().onion().announcements(world.now), 0);
    assert_eq!(world.node().dht().close_nodes(world.now).count(), 0);
}

/// The payload in a box of the stranger, as the kinds have it: behind the sender's key and a nonce; those of the onion have
/// them the other way round and a return path behind the box; routed requests name an addressee first.
fn packets(stranger: &mut Stranger, kind: PacketKind, payload: &[u8]) -> [Vec<u8>; 3] {
    let (kind, key, nonce) = ([kind.number()], stranger.key(), stranger.rng.nonce());
    let mut sealed = [&[0; MAC_LEN], payload].concat();
    // Nobody can seal nothing: then the box is as long as one of nothing would be.
    let _ = key.seal_in_place(&nonce, &mut sealed);
    let (own, node) = (stranger.keys.public.as_bytes(), stranger.node.as_bytes());
    [
        [&kind, &own[..], nonce.as_bytes(), &sealed].concat(),
        [&kind, &nonce.as_bytes()[..], own, &sealed, &[7; 177]].concat(),
        [&kind, &node[..], own, nonce.as_bytes(), &sealed].concat(),
    ]
}
