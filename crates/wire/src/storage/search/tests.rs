use proptest::prelude::*;

use super::*;
use crate::error::Field;
use crate::testing::{any_id, any_list, any_node, check_closed, key_pair, vector_id, vector_nodes};

fn reencode_request(bytes: &[u8]) -> Result<Vec<u8>, ParseError> {
    DataSearchRequest::parse(bytes).map(|request| request.to_vec())
}

fn reencode_response(bytes: &[u8]) -> Result<Vec<u8>, ParseError> {
    DataSearchResponse::parse(bytes).map(|response| response.to_vec())
}

fn response(answer: Option<SearchAnswer>) -> DataSearchResponse {
    DataSearchResponse { data_key: key_pair(5).public, answer, id: vector_id() }
}

fn answer() -> SearchAnswer {
    SearchAnswer { stored: None, authenticator: [0xa5; 32], accepts: true, nodes: vector_nodes() }
}

#[test]
fn a_request_has_two_lengths() {
    let plain = DataSearchRequest { data_key: key_pair(5).public, known: None, id: vector_id() };
    let known = DataSearchRequest { known: Some([3; 32]), ..plain };
    for len in 0..200 {
        let found = reencode_request(&vec![7; len]);
        assert_eq!(found.is_ok(), matches!(len, 40 | 72), "{len} bytes");
    }
    for request in [plain, known] {
        assert_eq!(DataSearchRequest::parse(&request.to_vec()), Ok(request));
    }
    assert_eq!(DataSearchRequest::MIN_PACKET_LEN, 113);
}

#[test]
fn every_form_of_answer_fits_no_other_length() {
    let bare = SearchAnswer { nodes: NodeList::new(), ..answer() };
    for answer in [answer(), bare] {
        for stored in [None, Some([4; 32])] {
            check_closed(&response(Some(SearchAnswer { stored, ..answer })).to_vec(), |bytes| {
                // The key alone is an answer of its own.
                if bytes.len() == DataSearchResponse::MIN_LEN {
                    Err(ParseError::Truncated)
                } else {
                    reencode_response(bytes)
                }
            });
        }
    }
    check_closed(&response(None).to_vec(), reencode_response);
    assert_eq!((DataSearchResponse::MIN_LEN, DataSearchResponse::MAX_LEN), (40, 311));
}

#[test]
fn flags_are_zero_or_one() {
    let mut bytes = response(Some(answer())).to_vec();
    let accepts = 32 + 1 + 32;
    for flag in 2..=u8::MAX {
        bytes[accepts] = flag;
        assert_eq!(reencode_response(&bytes), Err(ParseError::Invalid(Field::Flag)));
        bytes[accepts] = 1;
        bytes[32] = flag;
        assert_eq!(reencode_response(&bytes), Err(ParseError::Invalid(Field::Flag)));
        bytes[32] = 0;
    }
}

#[test]
fn the_body_hash_covers_all_but_the_request_id() {
    let full = response(Some(answer()));
    let bytes = full.to_vec();
    assert_eq!(full.body_hash(), sha256(&bytes[..bytes.len() - RequestId::LEN]));
    let other_id = DataSearchResponse { id: RequestId::from_u64(1), ..full };
    assert_eq!(full.body_hash(), other_id.body_hash());
    let refuses = SearchAnswer { accepts: false, ..answer() };
    assert_ne!(full.body_hash(), response(Some(refuses)).body_hash());
}

proptest! {
    #[test]
    fn packets_come_back(
        key: [u8; 32], known: Option<[u8; 32]>, id in any_id(),
        stored: Option<[u8; 32]>, authenticator: [u8; 32], accepts: bool, nodes in any_list(any_node()),
    ) {
        let data_key = EphemeralPublicKey::from_bytes(key);
        let request = DataSearchRequest { data_key, known, id };
        prop_assert_eq!(DataSearchRequest::parse(&request.to_vec()), Ok(request));
        let answer = Some(SearchAnswer { stored, authenticator, accepts, nodes });
        let response = DataSearchResponse { data_key, answer, id };
        prop_assert_eq!(DataSearchResponse::parse(&response.to_vec()), Ok(response));
        prop_assert!(response.encoded_len() <= DataSearchResponse::MAX_LEN);
    }
}
