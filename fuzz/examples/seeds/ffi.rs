//! Seeds of what programs in C store: encoded events and encrypted files.

use toxcore_crypto::Nonce;
use toxcore_crypto::encryptsave::PassKey;

use crate::Seed;

pub(crate) fn seeds() -> Vec<Seed> {
    [events(), containers()].concat()
}

/// The values of one event of each type, in MessagePack. `K` is a public key.
const EVENTS: [(&str, &str); 40] = [
    ("self_connection_status", "01"),
    ("friend_request", "92 K c402 6869"),
    ("friend_connection_status", "92 00 02"),
    ("friend_lossy_packet", "92 00 c403 c80102"),
    ("friend_lossless_packet", "92 00 c403 a00102"),
    ("friend_name", "92 00 c405 616c696365"),
    ("friend_status", "92 07 02"),
    ("friend_status_message", "92 00 c400"),
    ("friend_message", "93 00 01 c402 6869"),
    ("friend_read_receipt", "92 00 01"),
    ("friend_typing", "92 00 c2"),
    ("file_chunk_request", "94 00 00 cd055b cd055b"),
    ("file_recv", "95 00 ce00010000 00 ce00011170 c4016e"),
    ("file_recv_chunk", "94 00 ce00010000 cf0000000100000000 c4020102"),
    ("file_recv_control", "93 00 00 02"),
    ("conference_invite", "93 00 01 c405 0000005a5a"),
    ("conference_connected", "03"),
    ("conference_peer_list_changed", "ccff"),
    ("conference_peer_name", "93 01 02 c40142"),
    ("conference_title", "93 01 ceffffffff c404 7469746c"),
    ("conference_message", "94 01 02 00 c40142"),
    ("group_peer_name", "93 01 02 c40142"),
    ("group_peer_status", "93 01 02 00"),
    ("group_topic", "93 01 02 c40142"),
    ("group_privacy_state", "92 01 01"),
    ("group_voice_state", "92 01 02"),
    ("group_topic_lock", "92 01 01"),
    ("group_peer_limit", "92 01 64"),
    ("group_password", "92 01 c400"),
    ("group_message", "95 01 02 01 c40142 ce89abcdef"),
    ("group_private_message", "95 01 02 00 c40142 07"),
    ("group_custom_packet", "93 01 02 c40142"),
    ("group_custom_private_packet", "93 01 02 c40142"),
    ("group_invite", "93 00 c403010203 c40147"),
    ("group_peer_join", "92 01 02"),
    ("group_peer_exit", "95 01 02 05 c40142 c400"),
    ("group_self_join", "01"),
    ("group_join_fail", "92 01 02"),
    ("group_moderation", "94 01 02 03 03"),
    ("dht_nodes_response", "93 K a9 3132372e302e302e31 cd82a5"),
];

fn events() -> Vec<Seed> {
    let all: Vec<Vec<u8>> = EVENTS.iter().enumerate().map(|(number, (_, values))| event(number, values)).collect();
    let single = EVENTS.iter().zip(&all).map(|((name, _), event)| (*name, [&[0x91], &event[..]].concat()));
    let longer = [
        ("all", [&[0xdc, 0, 40], &all.concat()[..]].concat()),
        ("long_message", [hex("91 92 08 93 00 01 c5012c"), vec![0x41; 300]].concat()),
        ("long_forms", hex("dd00000001 dc0002 cc09 dd00000002 ce00000000 d10001")),
        ("bytes_behind", hex("91 92 09 92 00 01 ff ff")),
        ("address_of_0_2_20", hex("91 92 27 93 K c40a 3132372e302e302e3100 cd82a5")),
    ];
    single.chain(longer).map(|(name, bytes)| ("ffi_events", name, bytes)).collect()
}

fn event(number: usize, values: &str) -> Vec<u8> {
    [vec![0x92, number as u8], hex(values)].concat()
}

fn hex(text: &str) -> Vec<u8> {
    let text = text.replace('K', &format!("c420{}", "5a".repeat(32))).replace(' ', "");
    let digit = |at: usize| u8::from_str_radix(&text[at..at + 2], 16).expect("hexadecimal digits");
    (0..text.len()).step_by(2).map(digit).collect()
}

/// Under the key that the target has.
fn containers() -> Vec<Seed> {
    let key = PassKey::derive(b"fuzz", &[1; 32]);
    let closed = |plain: &[u8]| key.encrypt(&Nonce::from_bytes([2; 24]), plain).expect("something to encrypt");
    let mut damaged = closed(b"profile");
    damaged.iter_mut().rev().take(1).for_each(|byte| *byte ^= 0x80);
    vec![
        ("ffi_container", "one_byte", closed(b"x")),
        ("ffi_container", "profile", closed(&[0x5a; 169])),
        ("ffi_container", "damaged", damaged),
        ("ffi_container", "plain", b"no container".to_vec()),
        ("ffi_container", "magic", b"toxEsave".to_vec()),
    ]
}
