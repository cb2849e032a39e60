#![allow(clippy::multiple_unsafe_ops_per_block, reason = "calls as C makes them")]

use std::ffi::CStr;

use super::*;
use crate::events::event::*;
use crate::events::kinds::*;

fn hex(text: &str) -> Vec<u8> {
    let digits: Vec<u8> = text.bytes().filter(|digit| !digit.is_ascii_whitespace()).collect();
    digits.chunks(2).map(|pair| u8::from_str_radix(str::from_utf8(pair).unwrap(), 16).unwrap()).collect()
}

/// The fields of one event of each type, by type.
fn one_of_each() -> Vec<Vec<u8>> {
    let key = format!("c420{}", "5a".repeat(32));
    [
        "01".into(),
        format!("92 {key} c402 6869"),
        "92 00 02".into(),
        "92 00 c403 c80102".into(),
        "92 00 c403 a00102".into(),
        "92 00 c405 616c696365".into(),
        "92 07 02".into(),
        "92 00 c400".into(),
        format!("93 00 01 c5012c {}", "41".repeat(300)),
        "92 00 01".into(),
        "92 00 c2".into(),
        "94 00 00 cd055b cd055b".into(),
        "95 00 ce00010000 00 ce00011170 c4016e".into(),
        "94 00 ce00010000 cf00000001 00000000 c402 0102".into(),
        "93 00 00 02".into(),
        "93 00 01 c423 0000 00 5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a".into(),
        "03".into(),
        "ccff".into(),
        "93 01 02 c401 42".into(),
        "93 01 ceffffffff c404 7469746c".into(),
        "94 01 02 00 c401 42".into(),
        "93 01 02 c401 42".into(),
        "93 01 02 00".into(),
        "93 01 02 c401 42".into(),
        "92 01 01".into(),
        "92 01 02".into(),
        "92 01 01".into(),
        "92 01 64".into(),
        "92 01 c400".into(),
        "95 01 02 01 c401 42 ce89abcdef".into(),
        "95 01 02 00 c401 42 07".into(),
        "93 01 02 c401 42".into(),
        "93 01 02 c401 42".into(),
        "93 00 c403 010203 c401 47".into(),
        "92 01 02".into(),
        "95 01 02 05 c401 42 c400".into(),
        "01".into(),
        "92 01 02".into(),
        "94 01 02 03 03".into(),
        format!("93 {key} a9 3132372e302e302e31 cd82a5"),
    ]
    .iter()
    .map(|fields| hex(fields))
    .collect()
}

/// A list of one event of that type with these fields.
fn list_of(number: usize, fields: &[u8]) -> Vec<u8> {
    [&[0x91, 0x92, u8::try_from(number).unwrap()], fields].concat()
}

fn encoded(events: &Tox_Events) -> Vec<u8> {
    let mut bytes = Vec::new();
    Tox_Events::pack(&events.0, &mut bytes);
    bytes
}

fn reencoded(bytes: &[u8]) -> Option<Vec<u8>> {
    Tox_Events::unpack(bytes).map(|events| encoded(&events))
}

/// Loads through the interface of C.
fn load(bytes: &[u8]) -> *mut Tox_Events {
    // SAFETY: the bytes are as many.
    unsafe { tox_events_load(ptr::null(), bytes.as_ptr(), u32::try_from(bytes.len()).unwrap()) }
}

#[test]
fn every_type_is_read_and_written_the_same() {
    for (number, fields) in one_of_each().iter().enumerate() {
        let bytes = list_of(number, fields);
        let events = Tox_Events::unpack(&bytes).unwrap_or_else(|| panic!("type {number} is not read"));
        assert_eq!(events.0[0].0.number() as usize, number);
        assert_eq!(encoded(&events), bytes, "type {number}");
    }
    assert_eq!(one_of_each().len(), 40);
}

#[test]
fn no_prefix_of_a_list_is_a_list() {
    for (number, fields) in one_of_each().iter().enumerate() {
        let bytes = list_of(number, fields);
        for cut in 0..bytes.len() {
            assert_eq!(Tox_Events::unpack(&bytes[..cut]), None, "type {number} cut to {cut}");
        }
    }
}

#[test]
fn arrays_of_another_size_are_refused() {
    for (number, fields) in one_of_each().iter().enumerate() {
        let Some((first @ 0x90..=0x9f, rest)) = fields.split_first() else { continue };
        for other in [first - 1, first + 1] {
            let bytes = list_of(number, &[&[other], rest, &[0]].concat());
            assert_eq!(Tox_Events::unpack(&bytes), None, "type {number}");
        }
        let wide = list_of(number, &[&[0xdc, 0, first & 0x0f], rest].concat());
        assert_eq!(reencoded(&wide), Some(list_of(number, fields)), "type {number}");
    }
    for size in [0x91, 0x93] {
        assert_eq!(Tox_Events::unpack(&[0x91, size, 0, 1, 0]), None);
    }
}

#[test]
fn unknown_constants_and_types_are_refused() {
    for (number, fields) in [
        (0, "03"),
        (2, "92 00 03"),
        (6, "92 00 03"),
        (8, "93 00 02 c400"),
        (14, "93 00 00 03"),
        (15, "93 00 02 c400"),
        (24, "92 00 02"),
        (25, "92 00 03"),
        (26, "92 00 02"),
        (35, "95 00 00 06 c400 c400"),
        (37, "92 00 03"),
        (38, "94 00 00 00 04"),
        (40, "00"),
        (127, "00"),
    ] {
        assert_eq!(Tox_Events::unpack(&list_of(number, &hex(fields))), None, "type {number}");
    }
    assert_eq!(Tox_Events::unpack(&hex("91 92 ccff 00")), None);
}

#[test]
fn longer_forms_and_what_follows_are_accepted_and_written_short() {
    let short = hex("91 92 09 92 00 01");
    for long in [
        "91 92 09 92 00 01 ff ff",
        "dc0001 92 09 92 00 01",
        "dd00000001 dc0002 cc09 dd00000002 ce00000000 cd0001",
        "91 92 d009 92 d000 d10001",
    ] {
        let long = hex(long);
        assert_eq!(reencoded(&long).as_deref(), Some(&short[..]), "{long:x?}");
    }
    assert_eq!(reencoded(&hex("91 92 09 92 cf0000000000000000 01")), None);
    assert_eq!(reencoded(&hex("91 92 0b 94 00 00 d300000000 00000001 d10001")), Some(hex("91 92 0b 94 00 00 01 01")));
}

#[test]
fn claimed_lengths_cost_nothing() {
    assert_eq!(Tox_Events::unpack(&hex("ddffffffff")), None);
    assert_eq!(Tox_Events::unpack(&hex("93 92 00 01")), None);
    assert_eq!(Tox_Events::unpack(&hex("91 92 05 92 00 c6ffffffff 00")), None);
}

#[test]
fn keys_have_32_bytes() {
    for len in [0_u8, 31, 33] {
        let key = [&[0xc4, len][..], &vec![1; usize::from(len)]].concat();
        assert_eq!(Tox_Events::unpack(&list_of(1, &[&[0x92], &key[..], &[0xc4, 0]].concat())), None);
        assert_eq!(Tox_Events::unpack(&list_of(39, &[&[0x93], &key[..], &[0xa0, 0]].concat())), None);
    }
}

#[test]
fn many_events_keep_their_order() {
    let mut bytes = hex("dc0031");
    for number in 0..49 {
        bytes.extend_from_slice(&[0x92, 9, 0x92, 0, number]);
    }
    let events = Tox_Events::unpack(&bytes).unwrap();
    assert_eq!(encoded(&events), bytes);
    assert_eq!(events.len(), 49);
}

#[test]
fn nothing_is_the_empty_list() {
    let empty: *const Tox_Events = ptr::null();
    let mut bytes = [0xee; 2];
    // SAFETY: NULL is a list.
    unsafe {
        assert_eq!(tox_events_get_size(empty), 0);
        assert_eq!(tox_events_bytes_size(empty), 1);
        assert!(tox_events_get_bytes(empty, bytes.as_mut_ptr()));
        assert!(!tox_events_get_bytes(empty, ptr::null_mut()));
        assert!(tox_events_get(empty, 0).is_null());
        assert!(tox_events_equal(ptr::null(), empty, empty));
        assert!(tox_events_load(ptr::null(), ptr::null(), 5).is_null());
        tox_events_free(ptr::null_mut());
    }
    assert_eq!(bytes, [0x90, 0xee]);
    assert!(load(&[0x90]).is_null());
    assert!(load(&[]).is_null());
}

#[test]
fn c_reads_what_was_loaded() {
    let bytes = hex("92 92 08 93 07 01 c402 6869 92 07 92 05 c400");
    let events = load(&bytes);
    let again = load(&bytes);
    let mut written = vec![0; bytes.len()];
    // SAFETY: the lists live until they are freed at the end.
    unsafe {
        assert_eq!(tox_events_get_size(events), 2);
        let event = tox_events_get(events, 0);
        assert_eq!(tox_event_get_type(event), 8);
        assert!(tox_event_get_friend_name(event).is_null());
        let message = tox_event_get_friend_message(event);
        assert_eq!(tox_event_friend_message_get_friend_number(message), 7);
        assert_eq!(tox_event_friend_message_get_type(message), 1);
        assert_eq!(tox_event_friend_message_get_message_length(message), 2);
        let text = tox_event_friend_message_get_message(message);
        assert_eq!(CStr::from_ptr(text.cast()), c"hi");

        let empty = tox_event_get_friend_status_message(tox_events_get(events, 1));
        assert_eq!(tox_event_friend_status_message_get_friend_number(empty), 5);
        assert!(tox_event_friend_status_message_get_message(empty).is_null());
        assert_eq!(tox_event_friend_status_message_get_message_length(empty), 0);

        assert!(tox_events_get(events, 2).is_null());
        assert!(tox_events_get(events, u32::MAX).is_null());
        assert_eq!(tox_events_bytes_size(events) as usize, bytes.len());
        assert!(tox_events_get_bytes(events, written.as_mut_ptr()));
        assert!(tox_events_equal(ptr::null(), events, again));
        assert!(!tox_events_equal(ptr::null(), events, ptr::null()));
        tox_events_free(events);
        tox_events_free(again);
    }
    assert_eq!(written, bytes);
}

#[test]
fn the_address_of_a_node_is_a_text() {
    let events = load(&list_of(39, &one_of_each()[39]));
    // SAFETY: the list lives until it is freed at the end.
    unsafe {
        let node = tox_event_get_dht_nodes_response(tox_events_get(events, 0));
        assert_eq!(CStr::from_ptr(tox_event_dht_nodes_response_get_ip(node)), c"127.0.0.1");
        assert_eq!(tox_event_dht_nodes_response_get_ip_length(node), 9);
        assert_eq!(tox_event_dht_nodes_response_get_port(node), 33_445);
        assert_eq!(*tox_event_dht_nodes_response_get_public_key(node), 0x5a);
        tox_events_free(events);
    }
}

#[test]
fn the_address_of_a_node_is_also_read_as_bytes() {
    let now = list_of(39, &one_of_each()[39]);
    let then = [&now[..38], &[0xc4, 9], &now[39..]].concat();
    assert_eq!(now[38], 0xa9);
    // The port is the last of it, in three bytes.
    let (address, port) = now[39..].split_at(9);
    let with_nul = [&now[..38], &[0xc4, 10], address, &[0], port].concat();
    assert_eq!(reencoded(&then), Some(now.clone()));
    assert_eq!(reencoded(&with_nul), Some(now.clone()));
}

#[test]
fn getters_answer_null() {
    // SAFETY: NULL is allowed.
    unsafe {
        assert_eq!(tox_event_get_type(ptr::null()), 255);
        assert!(tox_event_get_friend_message(ptr::null()).is_null());
        assert_eq!(tox_event_friend_message_get_friend_number(ptr::null()), u32::MAX);
        assert_eq!(tox_event_friend_message_get_type(ptr::null()), 0);
        assert!(tox_event_friend_message_get_message(ptr::null()).is_null());
        assert_eq!(tox_event_friend_message_get_message_length(ptr::null()), 0);
        assert_eq!(tox_event_file_recv_get_file_size(ptr::null()), u64::MAX);
        assert!(!tox_event_friend_typing_get_typing(ptr::null()));
    }
}
