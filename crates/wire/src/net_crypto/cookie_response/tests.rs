use proptest::prelude::*;
use toxcore_crypto::DhtPublicKey;

use super::*;
use crate::testing::{assert_kinds, assert_lengths, combined, key_pair, nonce};

fn parse(packet: &mut [u8]) -> Result<(), ParseError> {
    CookieResponse::parse(packet).map(drop)
}

#[test]
fn only_its_length_and_kind_are_accepted() {
    assert_lengths(&[0x19], 161..=161, parse);
    assert_kinds(&[0; 161], &[0x19], parse);
}

proptest! {
    #[test]
    fn any_payload_survives_the_round_trip(
        cookie in prop::collection::vec(any::<u8>(), Cookie::LEN),
        echo in any::<[u8; 8]>(),
    ) {
        let key = combined(&key_pair::<DhtPublicKey>(1), &key_pair::<DhtPublicKey>(2));
        let cookie = Cookie::from_bytes(cookie.try_into().unwrap());
        let payload = CookieResponsePayload { cookie, echo: RequestId::from_bytes(echo) };
        let mut packet = Vec::new();
        payload.seal(&nonce(1), &key, &mut packet);
        prop_assert_eq!(CookieResponse::parse(&mut packet).unwrap().open(&key), Ok(payload));
    }
}
