use proptest::prelude::*;

use super::*;
use crate::testing::nonce;

proptest! {
    #[test]
    fn any_contents_survive_the_round_trip(time in any::<u64>(), real in any::<[u8; 32]>(), dht in any::<[u8; 32]>()) {
        let contents = CookieContents {
            unix_seconds: time,
            long_term_key: LongTermPublicKey::from_bytes(real),
            dht_key: DhtPublicKey::from_bytes(dht),
        };
        let key = SymmetricKey::from_bytes([1; 32]);
        prop_assert_eq!(contents.seal(&key, &nonce(1)).open(&key), Ok(contents));
    }

    #[test]
    fn any_other_bytes_are_no_cookie(bytes in prop::collection::vec(any::<u8>(), Cookie::LEN)) {
        let cookie = Cookie::from_bytes(bytes.try_into().unwrap());
        prop_assert_eq!(cookie.open(&SymmetricKey::from_bytes([1; 32])), Err(OpenError::NotDecryptable));
    }
}

#[test]
fn cookie_with_any_byte_changed_does_not_open() {
    let contents = CookieContents {
        unix_seconds: 1,
        long_term_key: LongTermPublicKey::from_bytes([2; 32]),
        dht_key: DhtPublicKey::from_bytes([3; 32]),
    };
    let key = SymmetricKey::from_bytes([1; 32]);
    let cookie = contents.seal(&key, &nonce(1));
    for position in 0..Cookie::LEN {
        let mut bytes = *cookie.as_bytes();
        bytes[position] ^= 1;
        assert_eq!(Cookie::from_bytes(bytes).open(&key), Err(OpenError::NotDecryptable));
    }
}
