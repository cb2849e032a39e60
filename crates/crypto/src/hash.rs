use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256, Sha512};
use subtle::ConstantTimeEq;
use zeroize::Zeroize;

/// SHA-256 of `data`.
#[must_use]
pub fn sha256(data: &[u8]) -> [u8; 32] {
    sha256_parts(&[data])
}

/// SHA-256 of the concatenation of `parts`.
#[must_use]
pub fn sha256_parts(parts: &[&[u8]]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part);
    }
    hash.finalize().into()
}

/// SHA-512 of `data`.
#[must_use]
pub fn sha512(data: &[u8]) -> [u8; 64] {
    sha512_parts(&[data])
}

/// SHA-512 of the concatenation of `parts`.
#[must_use]
pub fn sha512_parts(parts: &[&[u8]]) -> [u8; 64] {
    let mut hash = Sha512::new();
    for part in parts {
        hash.update(part);
    }
    hash.finalize().into()
}

/// HMAC-SHA-512 of the concatenation of `parts`, cut to its first 32 bytes.
#[must_use]
pub fn hmac_sha512_256(key: &[u8; 32], parts: &[&[u8]]) -> [u8; 32] {
    finish_hmac(keyed_hmac(key), parts)
}

/// An HMAC-SHA-512 that has read its key, to be cloned for each message.
pub(crate) fn keyed_hmac(key: &[u8; 32]) -> Hmac<Sha512> {
    let mut block = [0; 128];
    block[..32].copy_from_slice(key);
    let hmac = Hmac::new(&block.into());
    block.zeroize();
    hmac
}

/// The tag of `parts`, cut to its first 32 bytes.
pub(crate) fn finish_hmac(mut hmac: Hmac<Sha512>, parts: &[&[u8]]) -> [u8; 32] {
    for part in parts {
        hmac.update(part);
    }
    let tag: [u8; 64] = hmac.finalize().into_bytes().into();
    let mut short = [0; 32];
    short.copy_from_slice(&tag[..32]);
    short
}

/// Compares without revealing by its duration where the first difference is. Slices of different length are unequal.
#[must_use]
pub fn constant_time_eq(a: &[u8], b: &[u8]) -> bool {
    a.ct_eq(b).into()
}

/// Overwrites `secret` with zeros in a way the compiler may not remove.
pub fn wipe(secret: &mut [u8]) {
    secret.zeroize();
}
