use dryoc::classic::crypto_box::{crypto_box_detached_afternm_inplace, crypto_box_open_detached_afternm_inplace};
use dryoc::classic::crypto_core::{crypto_core_hsalsa20, crypto_scalarmult, crypto_scalarmult_base};
use dryoc::classic::crypto_onetimeauth::crypto_onetimeauth;

use super::{Backend, PAIR_LEN};

mod salsa20;

/// The default: pure Rust that chooses vector instructions at run time.
///
/// Its detached calls work in place without allocating; its combined in-place calls would move the whole message to
/// make room for the MAC.
pub(crate) struct Dryoc;

impl Backend for Dryoc {
    const NAME: &'static str = "dryoc";

    fn public_key(secret: &[u8; 32]) -> [u8; 32] {
        let mut public = [0; 32];
        crypto_scalarmult_base(&mut public, secret);
        public
    }

    fn x25519(shared: &mut [u8; 32], secret: &[u8; 32], public: &[u8; 32]) {
        if crypto_scalarmult(shared, secret, public).is_err() {
            shared.fill(0);
        }
    }

    fn hsalsa20(output: &mut [u8; 32], key: &[u8; 32], input: &[u8; 16]) {
        crypto_core_hsalsa20(output, input, key, None);
    }

    fn salsa20(key: &[u8; 32], nonce: &[u8; 8], pairs: &mut [[u8; PAIR_LEN]]) {
        salsa20::stream(key, nonce, pairs);
    }

    fn poly1305(mac: &mut [u8; 16], data: &[u8], key: &[u8; 32]) {
        crypto_onetimeauth(mac, data, key);
    }

    fn seal(key: &[u8; 32], nonce: &[u8; 24], data: &mut [u8], mac: &mut [u8; 16]) {
        crypto_box_detached_afternm_inplace(data, mac, nonce, key);
    }

    fn open(key: &[u8; 32], nonce: &[u8; 24], data: &mut [u8], mac: &[u8; 16]) -> bool {
        crypto_box_open_detached_afternm_inplace(data, mac, nonce, key).is_ok()
    }
}
