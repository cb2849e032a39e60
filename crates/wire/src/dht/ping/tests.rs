use super::*;
use crate::testing::{check_closed, hex, vector_id};

#[test]
fn pings_differ_in_their_first_byte_only() {
    let (request, response) = (PingRequest { id: vector_id() }, PingResponse { id: vector_id() });
    assert_eq!(request.to_vec(), hex("001122334455667788"));
    assert_eq!(response.to_vec(), hex("011122334455667788"));
    check_closed(&request.to_vec(), |bytes| PingRequest::parse(bytes).map(|ping| ping.to_vec()));
    check_closed(&response.to_vec(), |bytes| PingResponse::parse(bytes).map(|ping| ping.to_vec()));
    assert_eq!((PingRequest::PACKET_LEN, PingResponse::PACKET_LEN), (82, 82));
}

#[test]
fn a_request_cannot_be_sent_back_as_its_response() {
    for inner in 0..=u8::MAX {
        let payload = [inner, 1, 2, 3, 4, 5, 6, 7, 8];
        assert_eq!(PingRequest::parse(&payload).is_ok(), inner == 0);
        assert_eq!(PingResponse::parse(&payload).is_ok(), inner == 1);
    }
}
