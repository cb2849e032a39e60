use proptest::prelude::*;

use super::*;
use crate::forwarding::MAX_FORWARD_DATA_LEN;
use crate::testing::{any_key, check_kinds, check_open, key_pair};

fn reencode_request(bytes: &[u8]) -> Result<Vec<u8>, ParseError> {
    ForwardRequest::parse(bytes).map(|packet| packet.to_vec())
}

fn reencode_forwarding(bytes: &[u8]) -> Result<Vec<u8>, ParseError> {
    Forwarding::parse(bytes).map(|packet| packet.to_vec())
}

fn reencode_reply(bytes: &[u8]) -> Result<Vec<u8>, ParseError> {
    ForwardReply::parse(bytes).map(|packet| packet.to_vec())
}

#[test]
fn layouts_are_a_header_and_data() {
    let request = ForwardRequest { next: key_pair(0xc0).public, data: b"data" }.to_vec();
    check_open(&request, 33, reencode_request);
    check_kinds(&request, reencode_request);

    let forwarding = Forwarding { sendback: &[7; 40], data: b"data" }.to_vec();
    assert_eq!(forwarding[..3], [0x91, 40, 7]);
    check_open(&forwarding, 42, reencode_forwarding);
    check_kinds(&forwarding, reencode_forwarding);
    assert_eq!(Forwarding { sendback: &[], data: b"x" }.to_vec(), [0x91, 0, b'x']);

    let reply = ForwardReply { sendback: &[7; 52], data: b"data" }.to_vec();
    assert_eq!(reply[..3], [0x92, 52, 7]);
    check_open(&reply, 54, reencode_reply);
    check_kinds(&reply, reencode_reply);
}

#[test]
fn data_ends_at_1792_bytes() {
    assert_eq!(MAX_FORWARD_DATA_LEN, 1792);
    let data = vec![3; MAX_FORWARD_DATA_LEN + 1];
    for (len, accepted) in [(MAX_FORWARD_DATA_LEN, true), (MAX_FORWARD_DATA_LEN + 1, false)] {
        let data = &data[..len];
        let sendback = &[1; Sendback::MAX_LEN];
        let found = [
            reencode_request(&ForwardRequest { next: key_pair(0).public, data }.to_vec()).is_ok(),
            reencode_forwarding(&Forwarding { sendback, data }.to_vec()).is_ok(),
            reencode_reply(&ForwardReply { sendback, data }.to_vec()).is_ok(),
        ];
        assert_eq!(found, [accepted; 3], "{len} bytes");
    }
}

#[test]
fn sendbacks_that_nobody_makes_are_refused() {
    let mut bytes = vec![0; 2048];
    for len in 0..=u8::MAX {
        bytes[..2].copy_from_slice(&[0x91, len]);
        bytes.truncate(2 + 255);
        assert_eq!(Forwarding::parse(&bytes).is_ok(), len < 255, "forwarding, {len} bytes");
        bytes[0] = 0x92;
        assert_eq!(ForwardReply::parse(&bytes).is_ok(), (33..255).contains(&len), "reply, {len} bytes");
    }
}

#[test]
fn an_overlong_sendback_is_cut_to_what_its_length_byte_says() {
    let sendback = [5; 300];
    let packet = Forwarding { sendback: &sendback, data: b"d" };
    let bytes = packet.to_vec();
    assert_eq!(Forwarding::parse(&bytes), Ok(Forwarding { sendback: &sendback[..254], data: b"d" }));
}

proptest! {
    #[test]
    fn packets_come_back(
        next in any_key(),
        sendback in prop::collection::vec(any::<u8>(), 33..=254),
        data in prop::collection::vec(any::<u8>(), 0..300),
    ) {
        let (sendback, data) = (&sendback[..], &data[..]);
        let request = ForwardRequest { next, data };
        let bytes = request.to_vec();
        prop_assert_eq!(ForwardRequest::parse(&bytes), Ok(request));
        let forwarding = Forwarding { sendback, data };
        let bytes = forwarding.to_vec();
        prop_assert_eq!(Forwarding::parse(&bytes), Ok(forwarding));
        let reply = ForwardReply { sendback, data };
        let bytes = reply.to_vec();
        prop_assert_eq!(ForwardReply::parse(&bytes), Ok(reply));
    }
}
