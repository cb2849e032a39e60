use super::{DecryptError, EXTRA_LEN, EncryptError, MAGIC, PassKey, SALT_LEN, is_encrypted, salt_of};
use crate::{Nonce, SymmetricKey};

/// A pass key without the 50 ms of deriving it.
fn key() -> PassKey {
    PassKey { salt: std::array::from_fn(|i| i as u8), key: SymmetricKey::from_bytes([6; 32]) }
}

fn nonce() -> Nonce {
    Nonce::from_bytes([4; 24])
}

#[test]
fn round_trip() {
    for len in [1, 2, 79, 80, 81, 1000, 70_000] {
        let plain = vec![0x42; len];
        let container = key().encrypt(&nonce(), &plain).unwrap();
        assert_eq!(container.len(), len + EXTRA_LEN);
        assert!(is_encrypted(&container));
        assert_eq!(salt_of(&container), Some(key().salt));
        assert_eq!(key().decrypt(&container), Ok(plain));
    }
}

#[test]
fn the_empty_plaintext_is_refused() {
    assert_eq!(key().encrypt(&nonce(), b""), Err(EncryptError::Empty));
}

#[test]
fn a_container_cut_anywhere_is_refused() {
    let container = key().encrypt(&nonce(), b"some plaintext").unwrap();
    for len in 0..container.len() {
        let expected = if len <= EXTRA_LEN { DecryptError::InvalidLength(len) } else { DecryptError::Failed };
        assert_eq!(key().decrypt(&container[..len]), Err(expected));
    }
}

#[test]
fn a_container_changed_anywhere_but_in_its_salt_is_refused() {
    let container = key().encrypt(&nonce(), b"some plaintext").unwrap();
    for position in 0..container.len() {
        let mut changed = container.clone();
        changed[position] ^= 0x10;
        let expected = match position {
            0..8 => Err(DecryptError::BadFormat),
            8..40 => Ok(b"some plaintext".to_vec()),
            _ => Err(DecryptError::Failed),
        };
        assert_eq!(key().decrypt(&changed), expected, "at {position}");
    }
}

#[test]
fn decrypting_needs_only_the_passphrase() {
    let salt = [8; SALT_LEN];
    let container = PassKey::derive(b"secret", &salt).encrypt(&nonce(), b"plain").unwrap();
    assert_eq!(super::decrypt_with_passphrase(b"secret", &container), Ok(b"plain".to_vec()));
    assert_eq!(super::decrypt_with_passphrase(b"Secret", &container), Err(DecryptError::Failed));
    assert_eq!(super::decrypt_with_passphrase(b"secret", &container[..80]), Err(DecryptError::InvalidLength(80)));
    assert_eq!(super::decrypt_with_passphrase(b"secret", &[0; 81]), Err(DecryptError::BadFormat));
}

#[test]
fn recognises_containers_by_their_first_bytes() {
    assert!(is_encrypted(MAGIC));
    assert!(!is_encrypted(b"toxEsav"));
    assert!(!is_encrypted(b"\0\0\0\0\x1f\x1b\xed\x15"));
    assert_eq!(salt_of(MAGIC), None);
    assert_eq!(salt_of(&[0; 100]), None);
}

/// Sizes of the caller's choice once overflowed the stack of another implementation.
#[test]
fn large_files_need_no_stack() {
    const STACK: usize = 64 * 1024;
    const LEN: usize = 64 << 20;
    let worked = std::thread::Builder::new().stack_size(STACK).spawn(|| {
        let plain = vec![0x77; LEN];
        let container = key().encrypt(&nonce(), &plain).unwrap();
        key().decrypt(&container) == Ok(plain)
    });
    assert!(worked.unwrap().join().unwrap());
}

#[test]
fn deriving_needs_no_stack() {
    const STACK: usize = 64 * 1024;
    let derived = std::thread::Builder::new().stack_size(STACK).spawn(|| {
        let passphrase = vec![b'p'; 70_000];
        let container = PassKey::derive(&passphrase, &[1; 32]).encrypt(&nonce(), b"plain").unwrap();
        super::decrypt_with_passphrase(&passphrase, &container)
    });
    assert_eq!(derived.unwrap().join().unwrap(), Ok(b"plain".to_vec()));
}

#[test]
fn secrets_are_not_printed() {
    assert_eq!(format!("{:?}", key()), "PassKey(..)");
}

#[cfg(feature = "libsodium")]
#[test]
fn derives_as_libsodium() {
    for passphrase in ["", "hello", "a longer passphrase with ünïcode"] {
        let salt = [0x3c; 32];
        let hash = crate::sha256(passphrase.as_bytes());
        let expected = toxcore_crypto_sodium::pwhash_scrypt(&hash, &salt, 1 << 20, 1 << 24).unwrap();
        let mut container = PassKey::derive(passphrase.as_bytes(), &salt).encrypt(&nonce(), b"x").unwrap();
        let sealed = &mut container[64..];
        assert_eq!(SymmetricKey::from_bytes(expected).open_in_place(&nonce(), sealed).unwrap(), b"x");
    }
}
