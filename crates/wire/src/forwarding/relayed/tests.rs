use super::*;
use crate::error::Field;
use crate::forwarding::MAX_FORWARD_DATA_LEN;
use crate::testing::{check_open, hex};

fn reencode(bytes: &[u8]) -> Result<Vec<u8>, ParseError> {
    RelayForwardRequest::parse(bytes).map(|request| request.to_vec())
}

#[test]
fn a_relayed_request_is_an_address_and_data() {
    let request = RelayForwardRequest { to: "192.0.2.1:33445".parse().unwrap(), data: b"xy" };
    assert_eq!(request.to_vec(), hex("02c000020182a57879"));
    check_open(&request.to_vec(), PackedAddr::IPV4_LEN, reencode);
    let request = RelayForwardRequest { to: "[2001:db8::1]:443".parse().unwrap(), data: b"xy" };
    check_open(&request.to_vec(), PackedAddr::IPV6_LEN, reencode);
}

#[test]
fn a_relay_is_no_forwarder() {
    assert_eq!(reencode(&hex("82c000020182a57879")), Err(ParseError::Invalid(Field::AddressFamily)));
}

#[test]
fn relayed_data_has_the_same_limit() {
    let data = [0; MAX_FORWARD_DATA_LEN + 1];
    let to = "192.0.2.1:1".parse().unwrap();
    for (len, accepted) in [(MAX_FORWARD_DATA_LEN, true), (MAX_FORWARD_DATA_LEN + 1, false)] {
        let data = &data[..len];
        assert_eq!(reencode(&RelayForwardRequest { to, data }.to_vec()).is_ok(), accepted);
        assert_eq!(RelayForwarding::parse(data).is_ok(), accepted);
    }
    assert_eq!(RelayForwarding::parse(b"abc").unwrap().to_vec(), b"abc");
}
