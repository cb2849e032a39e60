use toxcore_crypto_sodium as sodium;

use super::Backend;

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

    fn hsalsa20(output: &mut [u8; 32], key: &[u8; 32]) {
        sodium::hsalsa20(output, &[0; 16], key);
    }

    fn seal(key: &[u8; 32], nonce: &[u8; 24], data: &mut [u8], mac: &mut [u8; 16]) {
        sodium::seal_detached(data, mac, nonce, key);
    }

    fn open(key: &[u8; 32], nonce: &[u8; 24], data: &mut [u8], mac: &[u8; 16]) -> bool {
        sodium::open_detached(data, mac, nonce, key)
    }
}
