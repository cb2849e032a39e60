use super::*;
use crate::testing::{counting, key_pair};

fn peer(name: &[u8]) -> SavedConferencePeer {
    SavedConferencePeer {
        key: key_pair(0x20).public,
        dht_key: key_pair(0x40).public,
        peer_number: 0x0102,
        last_active_seconds: 0x0102_0304_0506_0708,
        name: name.to_vec(),
    }
}

fn conference(title: &[u8], peers: Vec<SavedConferencePeer>) -> SavedConference {
    SavedConference {
        kind: 0,
        id: counting(0x60),
        message_number: 0x0102_0304,
        lossy_message_number: 0x0506,
        own_peer_number: 0x0708,
        title: title.to_vec(),
        peers,
    }
}

/// Where the number of peers stands.
const PEERS: usize = 41;
/// Where the length of the title stands.
const TITLE_LEN: usize = 45;

#[test]
fn numbers_are_little_endian() {
    let bytes = conference(b"ab", vec![peer(b"c")]).to_vec();
    assert_eq!(bytes[..1], [0]);
    assert_eq!(bytes[1..33], counting::<32>(0x60));
    assert_eq!(bytes[33..48], [4, 3, 2, 1, 6, 5, 8, 7, 1, 0, 0, 0, 2, b'a', b'b']);
    assert_eq!(bytes[48..80], *key_pair::<LongTermPublicKey>(0x20).public.as_bytes());
    assert_eq!(bytes[80..112], *key_pair::<DhtPublicKey>(0x40).public.as_bytes());
    assert_eq!(bytes[112..], [2, 1, 8, 7, 6, 5, 4, 3, 2, 1, 1, b'c']);
}

#[test]
fn conferences_follow_each_other_with_texts_of_every_length() {
    for len in 0..=128 {
        let text = vec![b'x'; len];
        let list = vec![conference(&text, vec![peer(&text), peer(b"")]), conference(b"", Vec::new())];
        let bytes: Vec<u8> = list.iter().flat_map(Encode::to_vec).collect();
        assert_eq!(conferences(&bytes), (list, &[][..]));
    }
}

#[test]
fn titles_and_names_too_long_are_not_read_and_not_written() {
    let text = [b'x'; 255];
    let sound = conference(b"", vec![peer(b"")]);
    let mut long_title = sound.to_vec();
    long_title[TITLE_LEN] = 129;
    let mut long_name = sound.to_vec();
    *long_name.last_mut().unwrap() = 255;
    for mut bytes in [long_title, long_name] {
        bytes.extend(text);
        assert_eq!(conferences(&bytes), (Vec::new(), &bytes[..]));
        let behind = [sound.to_vec(), bytes.clone()].concat();
        assert_eq!(conferences(&behind), (vec![sound.clone()], &bytes[..]), "those before are kept");
    }
    let long = conference(&text, vec![peer(&text)]);
    assert_eq!(long.to_vec(), conference(&text[..128], vec![peer(&text[..128])]).to_vec());
}

#[test]
fn a_number_of_peers_is_believed_only_as_far_as_there_are_bytes() {
    let sound = conference(b"t", vec![peer(b"a"), peer(b"b")]).to_vec();
    for lie in [3, 0x1_0000, u32::MAX] {
        let mut bytes = sound.clone();
        bytes[PEERS..PEERS + 4].copy_from_slice(&lie.to_le_bytes());
        assert_eq!(conferences(&bytes), (Vec::new(), &bytes[..]));
    }
    let mut bytes = sound;
    bytes[PEERS..PEERS + 4].fill(0);
    let (list, rest) = conferences(&bytes);
    assert_eq!(list[0].peers, []);
    assert!(!rest.is_empty() || list.len() > 1);
}

#[test]
fn cut_conferences_are_not_taken() {
    let list = [conference(b"title", vec![peer(b"a")]), conference(b"", vec![peer(b"b"), peer(b"c")])];
    let [first, second] = list.each_ref().map(Encode::to_vec);
    let bytes = [first.clone(), second.clone()].concat();
    for len in 0..bytes.len() {
        let whole = usize::from(len >= first.len());
        let (taken, rest) = conferences(&bytes[..len]);
        assert_eq!(taken[..], list[..whole]);
        assert_eq!(rest.len(), len - whole * first.len());
    }
}
