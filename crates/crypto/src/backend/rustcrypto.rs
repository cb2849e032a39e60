use crypto_secretbox::{AeadInPlace, Key, KeyInit, Nonce, Tag, XSalsa20Poly1305};
use curve25519_dalek::MontgomeryPoint;
use poly1305::Poly1305;
use salsa20::cipher::consts::U10;
use salsa20::cipher::{KeyIvInit, StreamCipher};
use salsa20::{Salsa20, hsalsa};
use zeroize::Zeroize;

use super::{Backend, PAIR_LEN};

/// The parts that RustCrypto's `crypto_box` is made of. That crate itself never shows the combined key and accepts
/// points of low order; in tests it is the oracle.
pub(crate) struct RustCrypto;

impl Backend for RustCrypto {
    const NAME: &'static str = "rustcrypto";

    fn public_key(secret: &[u8; 32]) -> [u8; 32] {
        MontgomeryPoint::mul_base_clamped(*secret).to_bytes()
    }

    fn x25519(shared: &mut [u8; 32], secret: &[u8; 32], public: &[u8; 32]) {
        *shared = MontgomeryPoint(*public).mul_clamped(*secret).to_bytes();
    }

    fn hsalsa20(output: &mut [u8; 32], key: &[u8; 32], input: &[u8; 16]) {
        let mut subkey = hsalsa::<U10>(key.into(), input.into());
        output.copy_from_slice(&subkey);
        subkey.zeroize();
    }

    fn salsa20(key: &[u8; 32], nonce: &[u8; 8], pairs: &mut [[u8; PAIR_LEN]]) {
        Salsa20::new(key.into(), nonce.into()).write_keystream(pairs.as_flattened_mut());
    }

    fn poly1305(mac: &mut [u8; 16], data: &[u8], key: &[u8; 32]) {
        mac.copy_from_slice(&Poly1305::new(key.into()).compute_unpadded(data));
    }

    fn seal(key: &[u8; 32], nonce: &[u8; 24], data: &mut [u8], mac: &mut [u8; 16]) {
        let cipher = XSalsa20Poly1305::new(Key::from_slice(key));
        let tag = cipher
            .encrypt_in_place_detached(Nonce::from_slice(nonce), &[], data)
            .expect("fails only with associated data or beyond 2^64 blocks");
        mac.copy_from_slice(&tag);
    }

    fn open(key: &[u8; 32], nonce: &[u8; 24], data: &mut [u8], mac: &[u8; 16]) -> bool {
        XSalsa20Poly1305::new(Key::from_slice(key))
            .decrypt_in_place_detached(Nonce::from_slice(nonce), &[], data, Tag::from_slice(mac))
            .is_ok()
    }
}
