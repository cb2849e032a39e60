use proptest::prelude::*;

use super::*;
use crate::onion::tests::{addr, return_key};
use crate::testing::nonce;

#[test]
fn blobs_have_one_length_whatever_is_in_them() {
    let client = ReturnAddress::Client(ClientSlot { index: 0, generation: 0 });
    for back in [ReturnAddress::Udp(addr("192.0.2.1:1")), ReturnAddress::Udp(addr("[2001:db8::1]:1")), client] {
        for (inner_len, len) in [(0, 59), (59, 118), (118, 177)] {
            let mut blob = Vec::new();
            seal_return(&return_key(1), &nonce(1), back, &vec![0; inner_len], &mut blob);
            assert_eq!(blob.len(), len);
            assert_eq!(open_return(&return_key(1), &mut blob), Ok(back));
            assert_eq!(&blob[59..], vec![0; inner_len]);
        }
    }
}

#[test]
fn key_that_was_replaced_opens_no_blob() {
    let mut blob = Vec::new();
    seal_return(&return_key(1), &nonce(1), ReturnAddress::Udp(addr("192.0.2.1:1")), &[], &mut blob);
    assert_eq!(open_return(&return_key(2), &mut blob), Err(OpenError::NotDecryptable));
}

#[test]
fn client_form_is_pinned() {
    let back = ReturnAddress::Client(ClientSlot { index: 0x0102_0304, generation: 0x0506_0708 });
    let bytes = [255, 1, 2, 3, 4, 5, 6, 7, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    assert_eq!(back.to_vec(), bytes);
    assert_eq!(ReturnAddress::read(&bytes), Ok((&[][..], back)));
    let mut filled = bytes;
    filled[18] = 1;
    assert!(ReturnAddress::read(&filled).is_err());
}

proptest! {
    #[test]
    fn any_19_bytes_are_refused_or_written_again(bytes in any::<[u8; 19]>(), family in prop::sample::select(vec![2, 10, 255, 0])) {
        let mut bytes = bytes;
        bytes[0] = family;
        if let Ok((rest, back)) = ReturnAddress::read(&bytes) {
            prop_assert!(rest.is_empty());
            prop_assert_eq!(back.to_vec(), bytes);
        }
    }
}
