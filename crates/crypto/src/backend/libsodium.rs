use toxcore_crypto_sodium as sodium;

use super::{Backend, PAIR_LEN};

/// The system's libsodium, for distributors who want one cryptographic library to update.
pub(crate) struct Libsodium;

impl Backend for Libsodium {
    const NAME: &'static str = "libsodium";

    fn public_key(secret: &[u8; 32]) -> [u8; 32] {
        sodium::public_key(secret)
    }

    fn x25519(shared: &mut [u8; 32], secret: &[u8; 32], public: &[u8; 32]) {
        if !sodium::x25519(shared, secret, public) {
            shared.fill(0);
        }
    }

    fn hsalsa20(output: &mut [u8; 32], key: &[u8; 32], input: &[u8; 16]) {
        sodium::hsalsa20(output, input, key);
    }

    fn salsa20(key: &[u8; 32], nonce: &[u8; 8], pairs: &mut [[u8; PAIR_LEN]]) {
        sodium::salsa20(pairs.as_flattened_mut(), nonce, key);
    }

    fn poly1305(mac: &mut [u8; 16], data: &[u8], key: &[u8; 32]) {
        sodium::poly1305(mac, data, key);
    }

    fn seal(key: &[u8; 32], nonce: &[u8; 24], data: &mut [u8], mac: &mut [u8; 16]) {
        sodium::seal_detached(data, mac, nonce, key);
    }

    fn open(key: &[u8; 32], nonce: &[u8; 24], data: &mut [u8], mac: &[u8; 16]) -> bool {
        sodium::open_detached(data, mac, nonce, key)
    }
}
