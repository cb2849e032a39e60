use proptest::prelude::*;
use toxcore_crypto::DhtPublicKey;

use super::*;
use crate::testing::any_addr;

fn bytes(peers: &[SavedGroupPeer]) -> Vec<u8> {
    peers.iter().flat_map(Encode::to_vec).collect()
}

fn peer(first: u8, addr: bool, relay: bool) -> SavedGroupPeer {
    let mut key = [0x33; 32];
    key[0] = first;
    let place: SocketAddr = ([127, 0, 0, 1], 33_445).into();
    SavedGroupPeer {
        key: EphemeralPublicKey::from_bytes(key),
        addr: addr.then_some(place),
        relay: relay.then_some(RelayInfo { addr: place, key: DhtPublicKey::from_bytes([0x44; 32]) }),
    }
}

#[test]
fn every_form_comes_back() {
    let forms = [peer(1, true, true), peer(1, true, false), peer(1, false, true)];
    assert_eq!(forms.map(|form| form.encoded_len()), [7 + 39 + 32, 7 + 32, 39 + 32]);
    assert_eq!(parse_peers(&bytes(&forms)), forms);
}

/// The reference takes such a key for the begin of a relay, and loses all that follows.
#[test]
fn keys_that_begin_like_an_address_are_read() {
    for first in [2, 10, 130, 138] {
        let alone = vec![peer(first, true, false)];
        let before_others = vec![peer(first, true, false), peer(1, true, true), peer(first, false, true)];
        for peers in [alone, before_others, vec![peer(first, true, true); 3]] {
            assert_eq!(parse_peers(&bytes(&peers)), peers, "{first}: {} members", peers.len());
        }
    }
    // Relays of UDP are none.
    for first in [2, 10] {
        let peers = vec![peer(first, true, false); 9];
        assert_eq!(parse_peers(&bytes(&peers)), peers);
    }
}

/// Nothing tells which of both was meant.
#[test]
fn two_members_may_read_as_one() {
    let two = [peer(130, true, false), peer(1, true, false)];
    let read = parse_peers(&bytes(&two));
    assert_eq!((read.len(), bytes(&read)), (1, bytes(&two)));
}

#[test]
fn cut_bytes_keep_whole_members() {
    let peers = [peer(1, true, true), peer(1, true, false), peer(1, false, true)];
    let whole = bytes(&peers);
    for len in 0..=whole.len() {
        let kept = parse_peers(&whole[..len]);
        assert!(kept.len() <= 3);
        assert!(len < 78 + 39 || kept.starts_with(&peers[..2]), "{len} bytes");
    }
    assert_eq!(parse_peers(&whole), peers);
}

#[test]
fn a_hundred_members_are_the_most() {
    let many = vec![peer(1, true, false); 300];
    assert_eq!(parse_peers(&bytes(&many)).len(), MAX_SAVED_GROUP_PEERS);
    let mut out = Vec::new();
    put_peers(&many, &mut out);
    assert_eq!(out[out.len() - 100 * 39..], bytes(&many[..100]));
    out.clear();
    put_peers(&[peer(1, false, false)], &mut out);
    assert_eq!(out, [0x92, 0, 0xc0], "nobody who cannot be reached");
}

#[test]
fn addresses_are_not_printed() {
    let text = format!("{:?}", peer(1, true, false));
    assert!(!text.contains("127") && text.contains("redacted"), "{text}");
}

proptest! {
    #[test]
    fn any_bytes_end(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        prop_assert!(parse_peers(&bytes).len() <= bytes.len() / 39);
    }

    /// Bytes may be read in another way, but never into other bytes.
    #[test]
    fn members_come_back_as_the_same_bytes(
        members in prop::collection::vec((any::<[u8; 32]>(), any_addr(), any_addr(), 0..3_u8), 0..12),
    ) {
        let peers: Vec<SavedGroupPeer> = members
            .into_iter()
            .map(|(key, addr, relay, form)| SavedGroupPeer {
                key: EphemeralPublicKey::from_bytes(key),
                addr: (form != 2).then_some(addr),
                relay: (form != 1).then_some(RelayInfo { addr: relay, key: DhtPublicKey::from_bytes(key) }),
            })
            .collect();
        let whole = bytes(&peers);
        prop_assert_eq!(bytes(&parse_peers(&whole)), whole);
    }
}
