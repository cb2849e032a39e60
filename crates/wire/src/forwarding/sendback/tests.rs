use proptest::prelude::*;

use super::*;
use crate::testing::{any_addr, check_closed, check_open};

fn reencode(bytes: &[u8]) -> Result<Vec<u8>, ParseError> {
    SendbackRoute::parse(bytes).map(|route| route.to_vec())
}

fn len(route: SendbackRoute<'_>) -> usize {
    Sendback { authenticator: &[0; 32], route: &route.to_vec() }.encoded_len()
}

#[test]
fn sendbacks_have_the_lengths_of_the_reference() {
    let (v4, v6) = ("192.0.2.1:33445".parse().unwrap(), "[2001:db8::1]:443".parse().unwrap());
    assert_eq!(len(SendbackRoute::Requester(v4)), 40);
    assert_eq!(len(SendbackRoute::Requester(v6)), 52);
    assert_eq!(len(SendbackRoute::RelayClient { index: [0; 4], serial: [0; 8] }), 45);
}

#[test]
fn the_longest_chain_of_ipv6_forwarders_fits() {
    let addr = "[2001:db8::1]:443".parse().unwrap();
    let mut sendback = vec![0; 32];
    sendback.extend(SendbackRoute::Requester(addr).to_vec());
    for _ in 1..crate::forwarding::MAX_CHAIN_HOPS {
        let route = SendbackRoute::Forwarder { addr, sendback: &sendback }.to_vec();
        sendback = Sendback { authenticator: &[0; 32], route: &route }.to_vec();
    }
    assert!(sendback.len() <= Sendback::MAX_LEN, "{} bytes", sendback.len());
}

#[test]
fn routes_are_one_of_three_types() {
    let addr = "192.0.2.1:33445".parse().unwrap();
    check_closed(&SendbackRoute::Requester(addr).to_vec(), reencode);
    check_open(&SendbackRoute::Forwarder { addr, sendback: b"inner" }.to_vec(), 8, reencode);
    check_closed(&SendbackRoute::RelayClient { index: [1; 4], serial: [2; 8] }.to_vec(), reencode);
    for kind in 3..=u8::MAX {
        assert_eq!(reencode(&[kind; 40]), Err(ParseError::Invalid(Field::InnerKind)));
    }
    let mut tcp = SendbackRoute::Requester(addr).to_vec();
    tcp[1] = 130;
    assert_eq!(reencode(&tcp), Err(ParseError::Invalid(Field::AddressFamily)));
}

#[test]
fn a_sendback_is_33_to_254_bytes() {
    for len in 0..=300 {
        let bytes = vec![9; len];
        assert_eq!(Sendback::parse(&bytes).map(|s| s.to_vec()).is_ok(), (33..=254).contains(&len), "{len} bytes");
    }
}

proptest! {
    #[test]
    fn routes_come_back(addr in any_addr(), inner in prop::collection::vec(any::<u8>(), 0..200), index: [u8; 4], serial: [u8; 8]) {
        let routes = [
            SendbackRoute::Requester(addr),
            SendbackRoute::Forwarder { addr, sendback: &inner },
            SendbackRoute::RelayClient { index, serial },
        ];
        for route in routes {
            let bytes = route.to_vec();
            prop_assert_eq!(SendbackRoute::parse(&bytes), Ok(route));
        }
    }
}
