use proptest::prelude::*;

use super::*;
use crate::testing::{any_addr, check_closed, hex};

fn reencode(bytes: &[u8]) -> Result<Vec<u8>, ParseError> {
    PackedAddr::parse(bytes).map(|addr| addr.to_vec())
}

fn reencode_onion(bytes: &[u8]) -> Result<Vec<u8>, ParseError> {
    OnionAddress::parse(bytes).map(|addr| addr.to_vec())
}

#[test]
fn packed_addresses_have_the_bytes_of_the_reference() {
    let (v4, v6) = ("192.0.2.1:33445".parse().unwrap(), "[2001:db8::1]:443".parse().unwrap());
    let cases = [
        (PackedAddr::Udp(v4), "02c000020182a5"),
        (PackedAddr::Tcp(v4), "82c000020182a5"),
        (PackedAddr::Udp(v6), "0a20010db800000000000000000000000101bb"),
        (PackedAddr::Tcp(v6), "8a20010db800000000000000000000000101bb"),
    ];
    for (addr, bytes) in cases {
        assert_eq!(addr.to_vec(), hex(bytes));
        check_closed(&hex(bytes), reencode);
    }
    assert_eq!((PackedAddr::IPV4_LEN, PackedAddr::IPV6_LEN), (7, 19));
}

#[test]
fn only_four_families_exist() {
    for family in 0..=u8::MAX {
        let mut bytes = [1; PackedAddr::MAX_LEN];
        bytes[0] = family;
        let expected = match family {
            2 | 130 => Err(ParseError::TrailingBytes(12)),
            10 | 138 => Ok(bytes.to_vec()),
            _ => Err(ParseError::Invalid(Field::AddressFamily)),
        };
        assert_eq!(reencode(&bytes), expected, "family {family}");
    }
}

#[test]
fn onion_addresses_have_the_bytes_of_the_reference() {
    let v4 = OnionAddress("192.0.2.12:33445".parse().unwrap());
    let v6 = OnionAddress("[2001:db8::1]:443".parse().unwrap());
    for (addr, bytes) in
        [(v4, "02c000020c00000000000000000000000082a5"), (v6, "0a20010db800000000000000000000000101bb")]
    {
        assert_eq!(addr.to_vec(), hex(bytes));
        check_closed(&hex(bytes), reencode_onion);
    }
    assert_eq!(OnionAddress::LEN, 19);
}

#[test]
fn onion_addresses_with_filler_or_other_families_are_refused() {
    for family in (0..=u8::MAX).filter(|family| !matches!(family, 2 | 10)) {
        let mut bytes = [0; OnionAddress::LEN];
        bytes[0] = family;
        assert_eq!(OnionAddress::parse(&bytes), Err(ParseError::Invalid(Field::AddressFamily)));
    }
    for filler in 5..17 {
        let mut bytes = [0; OnionAddress::LEN];
        (bytes[0], bytes[filler]) = (2, 1);
        assert_eq!(OnionAddress::parse(&bytes), Err(ParseError::Invalid(Field::Filler)));
    }
}

proptest! {
    #[test]
    fn addresses_come_back(addr in any_addr()) {
        for packed in [PackedAddr::Udp(addr), PackedAddr::Tcp(addr)] {
            prop_assert_eq!(PackedAddr::parse(&packed.to_vec()), Ok(packed));
        }
        prop_assert_eq!(OnionAddress::parse(&OnionAddress(addr).to_vec()), Ok(OnionAddress(addr)));
    }

    #[test]
    fn bytes_come_back(bytes in prop::collection::vec(any::<u8>(), 0..24)) {
        if let Ok(again) = reencode(&bytes) {
            prop_assert_eq!(&again, &bytes);
        }
        if let Ok(again) = reencode_onion(&bytes) {
            prop_assert_eq!(&again, &bytes);
        }
    }
}
