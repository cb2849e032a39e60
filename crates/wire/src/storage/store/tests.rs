use proptest::prelude::*;

use super::*;
use crate::testing::{any_id, check_closed, check_open, counting, key_pair, vector_id};

fn reencode_content(bytes: &[u8]) -> Result<Vec<u8>, ParseError> {
    StoreContent::parse(bytes).map(|content| content.to_vec())
}

fn content(action: StoreAction<'_>) -> StoreContent<'_> {
    StoreContent { authenticator: [7; 32], seconds: 900, action }
}

#[test]
fn only_the_owner_of_the_data_key_can_seal_a_store_request() {
    let (data, node) = (key_pair::<EphemeralPublicKey>(5), key_pair::<EphemeralPublicKey>(0x40));
    let content = content(StoreAction::Store(b"value"));
    let nonce = Nonce::from_bytes(counting(1));
    let mut payload = Vec::new();
    let key = CombinedKey::new(&data.secret, &node.public).unwrap();
    seal_store_request(&data.public, &nonce, &key, &content, vector_id(), &mut payload);

    let request = StoreRequest::parse(&mut payload).unwrap();
    assert_eq!((request.data_key, request.nonce, request.id), (data.public, nonce, vector_id()));
    let key = CombinedKey::new(&node.secret, &request.data_key).unwrap();
    assert_eq!(StoreContent::parse(request.open(&key).unwrap()), Ok(content));
}

#[test]
fn store_requests_of_every_length_keep_their_bounds() {
    assert_eq!((StoreRequest::MIN_LEN, StoreRequest::MAX_LEN), (117, 629));
    for len in 0..700 {
        let found = StoreRequest::parse(&mut vec![3; len]).map(|request| request.sealed.len());
        let expected = match len {
            0..117 => Err(ParseError::Truncated),
            117..=629 => Ok(len - 64),
            _ => Err(ParseError::TooLong(len)),
        };
        assert_eq!(found, expected);
    }
}

#[test]
fn plaintexts_shorter_than_their_fixed_part_are_refused() {
    for len in 0..StoreContent::MIN_LEN {
        assert_eq!(reencode_content(&vec![0; len]), Err(ParseError::Truncated));
    }
}

#[test]
fn contents_are_a_value_or_a_hash() {
    check_open(&content(StoreAction::Store(b"value")).to_vec(), StoreContent::MIN_LEN, reencode_content);
    check_closed(&content(StoreAction::Prolong([1; 32])).to_vec(), reencode_content);
    for action in 2..=u8::MAX {
        let mut bytes = content(StoreAction::Prolong([1; 32])).to_vec();
        bytes[36] = action;
        assert_eq!(reencode_content(&bytes), Err(ParseError::Invalid(Field::InnerKind)));
    }
    let long = [1; MAX_STORED_LEN + 1];
    assert!(reencode_content(&content(StoreAction::Store(&long[1..])).to_vec()).is_ok());
    assert_eq!(
        reencode_content(&content(StoreAction::Store(&long)).to_vec()),
        Err(ParseError::TooLong(StoreContent::MAX_LEN + 1))
    );
}

#[test]
fn a_response_has_one_length() {
    let response =
        StoreResponse { data_key: key_pair(5).public, seconds: 0x0102_0304, node_time: 0x0506, id: vector_id() };
    assert_eq!(response.to_vec()[32..44], [1, 2, 3, 4, 0, 0, 0, 0, 0, 0, 5, 6]);
    check_closed(&response.to_vec(), |bytes| StoreResponse::parse(bytes).map(|response| response.to_vec()));
}

proptest! {
    #[test]
    fn packets_come_back(
        key: [u8; 32], authenticator: [u8; 32], seconds: u32, node_time: u64, id in any_id(),
        value in prop::collection::vec(any::<u8>(), 0..=512), hash: [u8; 32],
    ) {
        for action in [StoreAction::Store(&value), StoreAction::Prolong(hash)] {
            let content = StoreContent { authenticator, seconds, action };
            let bytes = content.to_vec();
            prop_assert_eq!(StoreContent::parse(&bytes), Ok(content));
        }
        let response = StoreResponse { data_key: EphemeralPublicKey::from_bytes(key), seconds, node_time, id };
        let bytes = response.to_vec();
        prop_assert_eq!(StoreResponse::parse(&bytes), Ok(response));
    }
}
