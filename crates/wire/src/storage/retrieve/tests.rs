use proptest::prelude::*;

use super::*;
use crate::testing::{any_id, check_closed, key_pair, vector_id};

fn reencode_request(bytes: &[u8]) -> Result<Vec<u8>, ParseError> {
    DataRetrieveRequest::parse(bytes).map(|request| request.to_vec())
}

fn reencode_response(bytes: &[u8]) -> Result<Vec<u8>, ParseError> {
    DataRetrieveResponse::parse(bytes).map(|response| response.to_vec())
}

#[test]
fn a_request_is_not_its_own_response() {
    let request = DataRetrieveRequest { data_key: key_pair(5).public, authenticator: [9; 32], id: vector_id() };
    check_closed(&request.to_vec(), reencode_request);
    let response = DataRetrieveResponse { data_key: key_pair(5).public, value: &[9; 32], id: vector_id() };
    assert!(reencode_request(&response.to_vec()).is_err());
    assert!(reencode_response(&request.to_vec()).is_err());
    for mark in 2..=u8::MAX {
        let mut bytes = request.to_vec();
        bytes[32] = mark;
        assert_eq!(reencode_request(&bytes), Err(ParseError::Invalid(Field::InnerKind)));
        assert_eq!(reencode_response(&bytes), Err(ParseError::Invalid(Field::InnerKind)));
    }
}

#[test]
fn values_end_at_512_bytes() {
    let value = [1; MAX_STORED_LEN + 1];
    let encoded = |len: usize| {
        DataRetrieveResponse { data_key: key_pair(5).public, value: &value[..len], id: vector_id() }.to_vec()
    };
    for len in 0..=MAX_STORED_LEN {
        assert_eq!(reencode_response(&encoded(len)), Ok(encoded(len)));
    }
    assert_eq!(reencode_response(&encoded(513)), Err(ParseError::TooLong(DataRetrieveResponse::MAX_LEN + 1)));
    let bytes = encoded(0);
    for len in 0..bytes.len() {
        assert!(reencode_response(&bytes[..len]).is_err(), "{len} bytes");
    }
}

proptest! {
    #[test]
    fn packets_come_back(key: [u8; 32], authenticator: [u8; 32], id in any_id(), value in prop::collection::vec(any::<u8>(), 0..=512)) {
        let data_key = EphemeralPublicKey::from_bytes(key);
        let request = DataRetrieveRequest { data_key, authenticator, id };
        let bytes = request.to_vec();
        prop_assert_eq!(DataRetrieveRequest::parse(&bytes), Ok(request));
        let response = DataRetrieveResponse { data_key, value: &value, id };
        let bytes = response.to_vec();
        prop_assert_eq!(DataRetrieveResponse::parse(&bytes), Ok(response));
    }
}
