use std::ptr;
use std::sync::OnceLock;

use crate::sys;

/// X25519 of `secret` and the base point.
#[must_use]
pub fn public_key(secret: &[u8; 32]) -> [u8; 32] {
    init();
    let mut public = [0; 32];
    // SAFETY: both arrays have the 32 bytes that the function writes and reads.
    let _ = unsafe { sys::crypto_scalarmult_base(public.as_mut_ptr(), secret.as_ptr()) };
    public
}

/// X25519 of `secret` and `public` into `shared`; `false` if `public` is a point of low order.
#[must_use]
pub fn x25519(shared: &mut [u8; 32], secret: &[u8; 32], public: &[u8; 32]) -> bool {
    init();
    // SAFETY: all three arrays have the 32 bytes that the function writes and reads.
    let code = unsafe { sys::crypto_scalarmult(shared.as_mut_ptr(), secret.as_ptr(), public.as_ptr()) };
    code == 0
}

/// HSalsa20 of `input` under `key`, with the usual constants.
pub fn hsalsa20(output: &mut [u8; 32], input: &[u8; 16], key: &[u8; 32]) {
    init();
    // SAFETY: the function writes 32 bytes, reads 16 and 32, and takes NULL for the usual constants.
    let _ = unsafe { sys::crypto_core_hsalsa20(output.as_mut_ptr(), input.as_ptr(), key.as_ptr(), ptr::null()) };
}

/// Overwrites `stream` with the key stream of Salsa20 from its beginning.
pub fn salsa20(stream: &mut [u8], nonce: &[u8; 8], key: &[u8; 32]) {
    init();
    let (start, len) = (stream.as_mut_ptr(), stream.len() as u64);
    // SAFETY: `start` is valid for `len` bytes, the arrays have the lengths that the function reads.
    let _ = unsafe { sys::crypto_stream_salsa20(start, len, nonce.as_ptr(), key.as_ptr()) };
}

/// Poly1305 of `data` under the one-time key `key`.
pub fn poly1305(mac: &mut [u8; 16], data: &[u8], key: &[u8; 32]) {
    init();
    let (start, len) = (data.as_ptr(), data.len() as u64);
    // SAFETY: `start` is valid for `len` bytes, the arrays have the lengths that the function writes and reads.
    let _ = unsafe { sys::crypto_onetimeauth(mac.as_mut_ptr(), start, len, key.as_ptr()) };
}

/// XSalsa20-Poly1305: encrypts `data` in place and writes its MAC.
pub fn seal_detached(data: &mut [u8], mac: &mut [u8; 16], nonce: &[u8; 24], key: &[u8; 32]) {
    init();
    let (start, len) = (data.as_mut_ptr(), data.len() as u64);
    // SAFETY: `start` is valid for `len` bytes; input and output may be the same memory; the arrays have the lengths
    // that the function expects. It fails only for lengths near 2^64, which no slice has.
    let _ =
        unsafe { sys::crypto_secretbox_detached(start, mac.as_mut_ptr(), start, len, nonce.as_ptr(), key.as_ptr()) };
}

/// XSalsa20-Poly1305: decrypts `data` in place if `mac` fits; otherwise leaves it as it is and returns `false`.
#[must_use]
pub fn open_detached(data: &mut [u8], mac: &[u8; 16], nonce: &[u8; 24], key: &[u8; 32]) -> bool {
    init();
    let (start, len) = (data.as_mut_ptr(), data.len() as u64);
    // SAFETY: `start` is valid for `len` bytes; input and output may be the same memory; the arrays have the lengths
    // that the function expects.
    let code =
        unsafe { sys::crypto_secretbox_open_detached(start, start, mac.as_ptr(), len, nonce.as_ptr(), key.as_ptr()) };
    code == 0
}

/// Ed25519 signature of `message`; `secret` is seed and public key.
#[must_use]
pub fn ed25519_sign(message: &[u8], secret: &[u8; 64]) -> [u8; 64] {
    init();
    let mut signature = [0; 64];
    let (start, len) = (message.as_ptr(), message.len() as u64);
    // SAFETY: `start` is valid for `len` bytes, both arrays have 64 bytes, and the length out-parameter may be NULL.
    let _ = unsafe { sys::crypto_sign_detached(signature.as_mut_ptr(), ptr::null_mut(), start, len, secret.as_ptr()) };
    signature
}

/// Whether libsodium accepts `signature` for `message` and `public`.
#[must_use]
pub fn ed25519_verify(signature: &[u8; 64], message: &[u8], public: &[u8; 32]) -> bool {
    init();
    let (start, len) = (message.as_ptr(), message.len() as u64);
    // SAFETY: `start` is valid for `len` bytes, the arrays have the lengths that the function expects.
    let code = unsafe { sys::crypto_sign_verify_detached(signature.as_ptr(), start, len, public.as_ptr()) };
    code == 0
}

/// The X25519 public key of an Ed25519 public key; `None` where libsodium refuses.
#[must_use]
pub fn ed25519_public_to_x25519(public: &[u8; 32]) -> Option<[u8; 32]> {
    init();
    let mut converted = [0; 32];
    // SAFETY: both arrays have the 32 bytes that the function writes and reads.
    let code = unsafe { sys::crypto_sign_ed25519_pk_to_curve25519(converted.as_mut_ptr(), public.as_ptr()) };
    (code == 0).then_some(converted)
}

/// The X25519 secret key of an Ed25519 secret key, which is seed and public key.
#[must_use]
pub fn ed25519_secret_to_x25519(secret: &[u8; 64]) -> [u8; 32] {
    init();
    let mut converted = [0; 32];
    // SAFETY: the function writes 32 bytes and reads at most 64.
    let _ = unsafe { sys::crypto_sign_ed25519_sk_to_curve25519(converted.as_mut_ptr(), secret.as_ptr()) };
    converted
}

/// scrypt with libsodium's limits instead of parameters; `None` if it ran out of memory.
#[must_use]
pub fn pwhash_scrypt(password: &[u8], salt: &[u8; 32], operations: u64, memory: usize) -> Option<[u8; 32]> {
    init();
    let mut key = [0; 32];
    let (start, len) = (password.as_ptr().cast(), password.len() as u64);
    // SAFETY: `key` has the 32 bytes asked for, `start` is valid for `len` bytes, the salt has its 32 bytes.
    let code = unsafe {
        sys::crypto_pwhash_scryptsalsa208sha256(key.as_mut_ptr(), 32, start, len, salt.as_ptr(), operations, memory)
    };
    (code == 0).then_some(key)
}

/// Lets libsodium choose its fast code once. If it fails, only its random numbers are missing, and we use none.
fn init() {
    static READY: OnceLock<()> = OnceLock::new();
    READY.get_or_init(|| {
        // SAFETY: has no precondition and may be called from any thread.
        let _ = unsafe { sys::sodium_init() };
    });
}
