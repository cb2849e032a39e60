use proptest::prelude::*;
use toxcore_crypto::LongTermPublicKey;

use super::*;
use crate::testing::{assert_kinds, hex, key_pair};

const TCP_NODES: &str = "82c000020182a58f40c5adb68f25624ae5b214ea767a6ec94d829d3d7b5e1ad1ba6f3e2138285f8a20010db800000000000000000000000101bb358072d6365880d1aeea329adf9121383851ed21a28e3b75e965d0d2cd166254";

fn relays() -> RelayList {
    let key = |start| toxcore_crypto::DhtPublicKey::from_bytes(*key_pair::<LongTermPublicKey>(start).public.as_bytes());
    RelayList::from_first([
        RelayInfo { addr: "192.0.2.1:33445".parse().unwrap(), key: key(0x00) },
        RelayInfo { addr: "[2001:db8::1]:443".parse().unwrap(), key: key(0x20) },
    ])
}

#[test]
fn layout_is_pinned() {
    let bytes = [&[0x11][..], &hex(TCP_NODES)].concat();
    let packet = ShareRelays { relays: relays() };
    assert_eq!(packet.to_vec(), bytes);
    assert_eq!(ShareRelays::parse(&bytes), Ok(packet));
}

#[test]
fn udp_families_count_as_relays() {
    let mut bytes = [&[0x11][..], &hex(TCP_NODES)].concat();
    bytes[1] = 2;
    assert_eq!(ShareRelays::parse(&bytes), Ok(ShareRelays { relays: relays() }));
}

#[test]
fn cut_anywhere_it_is_refused_or_has_the_relays_before() {
    let bytes = ShareRelays { relays: relays() }.to_vec();
    for len in 0..=bytes.len() {
        match ShareRelays::parse(&bytes[..len]) {
            Ok(packet) => assert!(bytes[..len].starts_with(&packet.to_vec())),
            Err(_) => assert!(![40, 91].contains(&len), "{len} bytes"),
        }
    }
}

#[test]
fn what_follows_the_relays_is_ignored() {
    let bytes = [&[0x11][..], &hex(TCP_NODES), &[7; 60]].concat();
    assert_eq!(ShareRelays::parse(&bytes), Ok(ShareRelays { relays: relays() }));
    let bytes = [&[0x11][..], &hex(TCP_NODES), &hex(TCP_NODES)].concat();
    assert_eq!(ShareRelays::parse(&bytes).map(|packet| packet.relays.len()), Ok(3));
}

#[test]
fn other_kinds_are_refused() {
    assert_kinds(&ShareRelays { relays: relays() }.to_vec(), &[0x11], |bytes| ShareRelays::parse(bytes).map(drop));
}

proptest! {
    #[test]
    fn any_bytes_are_refused_or_read(mut bytes in prop::collection::vec(any::<u8>(), 2..200), family in prop::sample::select(vec![2, 10, 130, 138])) {
        bytes[0] = ShareRelays::KIND;
        bytes[1] = family;
        if let Ok(packet) = ShareRelays::parse(&bytes) {
            prop_assert!(packet.encoded_len() <= bytes.len());
        }
    }
}
