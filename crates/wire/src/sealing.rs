use toxcore_crypto::{CombinedKey, MAC_LEN, Nonce};

use crate::codec::Encode;

/// Appends the box of `payload` to `out`: MAC, then ciphertext. `payload` encodes to at least one byte.
pub(crate) fn append_box(key: &CombinedKey, nonce: &Nonce, payload: &(impl Encode + ?Sized), out: &mut Vec<u8>) {
    let start = out.len();
    out.reserve(MAC_LEN + payload.encoded_len());
    out.extend_from_slice(&[0; MAC_LEN]);
    payload.encode(out);
    if let Some(room) = out.get_mut(start..) {
        let sealed = key.seal_in_place(nonce, room);
        debug_assert!(sealed.is_ok(), "no payload of this crate is empty");
    }
}
