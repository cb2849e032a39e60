#![allow(clippy::multiple_unsafe_ops_per_block, reason = "calls as C makes them")]

use std::ptr;

use super::*;
use crate::types::{Tox_Err_Decryption, Tox_Err_Encryption, Tox_Err_Get_Salt, Tox_Err_Key_Derivation};

const EXTRA: usize = 80;

fn encrypt(plaintext: &[u8], passphrase: &[u8]) -> Vec<u8> {
    let mut ciphertext = vec![0; plaintext.len() + EXTRA];
    let mut error = Tox_Err_Encryption::Failed;
    // SAFETY: the lengths are those of the slices.
    let done = unsafe {
        tox_pass_encrypt(
            plaintext.as_ptr(),
            plaintext.len(),
            passphrase.as_ptr(),
            passphrase.len(),
            ciphertext.as_mut_ptr(),
            &raw mut error,
        )
    };
    assert!(done);
    assert_eq!(error, Tox_Err_Encryption::Ok);
    ciphertext
}

fn decrypt(ciphertext: &[u8], passphrase: &[u8]) -> Result<Vec<u8>, Tox_Err_Decryption> {
    let mut plaintext = vec![0; ciphertext.len().saturating_sub(EXTRA)];
    let mut error = Tox_Err_Decryption::Failed;
    // SAFETY: the lengths are those of the slices.
    let done = unsafe {
        tox_pass_decrypt(
            ciphertext.as_ptr(),
            ciphertext.len(),
            passphrase.as_ptr(),
            passphrase.len(),
            plaintext.as_mut_ptr(),
            &raw mut error,
        )
    };
    assert_eq!(done, error == Tox_Err_Decryption::Ok);
    if done { Ok(plaintext) } else { Err(error) }
}

fn derive(passphrase: &[u8], salt: Option<&[u8; 32]>) -> *mut Tox_Pass_Key {
    // SAFETY: the lengths are those of the slices.
    let key = unsafe {
        match salt {
            Some(salt) => {
                tox_pass_key_derive_with_salt(passphrase.as_ptr(), passphrase.len(), salt.as_ptr(), ptr::null_mut())
            }
            None => tox_pass_key_derive(passphrase.as_ptr(), passphrase.len(), ptr::null_mut()),
        }
    };
    assert!(!key.is_null());
    key
}

#[test]
fn what_was_encrypted_is_decrypted_by_its_passphrase_alone() {
    let ciphertext = encrypt(b"profile", b"correct horse");
    assert_eq!(decrypt(&ciphertext, b"correct horse").as_deref(), Ok(&b"profile"[..]));
    assert_eq!(decrypt(&ciphertext, b"another"), Err(Tox_Err_Decryption::Failed));
    assert_ne!(encrypt(b"profile", b"correct horse"), ciphertext, "salt and nonce are new each time");
    let mut changed = ciphertext.clone();
    *changed.last_mut().unwrap() ^= 1;
    assert_eq!(decrypt(&changed, b"correct horse"), Err(Tox_Err_Decryption::Failed));
}

#[test]
fn the_empty_passphrase_encrypts() {
    let mut ciphertext = [0; 1 + EXTRA];
    // SAFETY: NULL is allowed for no bytes.
    assert!(unsafe { tox_pass_encrypt(b"x".as_ptr(), 1, ptr::null(), 0, ciphertext.as_mut_ptr(), ptr::null_mut()) });
    assert_eq!(decrypt(&ciphertext, b"").as_deref(), Ok(&b"x"[..]));
}

#[test]
fn keys_and_passphrases_open_each_others_files() {
    let mut salt = [0; 32];
    let from_passphrase = encrypt(b"profile", b"correct horse");
    let mut error = Tox_Err_Get_Salt::Null;
    let (mut plaintext, mut ciphertext) = ([0; 7], [0; 7 + EXTRA]);
    // SAFETY: all buffers are as long as they must be, and the keys are freed at the end.
    unsafe {
        assert!(tox_get_salt(from_passphrase.as_ptr(), salt.as_mut_ptr(), &raw mut error));
        let key = derive(b"correct horse", Some(&salt));
        let another = derive(b"correct horse", None);
        let (source, place) = (from_passphrase.as_ptr(), plaintext.as_mut_ptr());
        assert!(tox_pass_key_decrypt(key, source, from_passphrase.len(), place, ptr::null_mut()));
        assert!(!tox_pass_key_decrypt(another, source, from_passphrase.len(), place, ptr::null_mut()));
        assert!(tox_pass_key_encrypt(another, b"changed".as_ptr(), 7, ciphertext.as_mut_ptr(), ptr::null_mut()));
        tox_pass_key_free(key);
        tox_pass_key_free(another);
    }
    assert_eq!(error, Tox_Err_Get_Salt::Ok);
    assert_eq!(&plaintext, b"profile");
    assert_eq!(decrypt(&ciphertext, b"correct horse").as_deref(), Ok(&b"changed"[..]));
}

#[test]
fn a_buffer_may_be_source_and_place() {
    let key = derive(b"", None);
    let mut buffer =
        *b"in place........................................................................................";
    let place = buffer.as_mut_ptr();
    // SAFETY: the buffer has room for both, and the key is freed at the end.
    unsafe {
        assert!(tox_pass_key_encrypt(key, place, 8, place, ptr::null_mut()));
        assert!(tox_is_data_encrypted(place));
        assert!(tox_pass_key_decrypt(key, place, 8 + EXTRA, place, ptr::null_mut()));
        tox_pass_key_free(key);
    }
    assert_eq!(&buffer[..8], b"in place");
}

#[test]
fn places_may_overlap_what_is_read() {
    // Passphrase, then the text, and the container begins in the middle of the passphrase.
    let mut buffer = [b'.'; 4 + 8 + EXTRA];
    buffer[..12].copy_from_slice(b"wordin place");
    let start = buffer.as_mut_ptr();
    // SAFETY: the buffer has room for all.
    unsafe {
        assert!(tox_pass_encrypt(start.add(4), 8, start, 4, start.add(2), ptr::null_mut()));
        assert!(tox_pass_decrypt(start.add(2), 8 + EXTRA, b"word".as_ptr(), 4, start.add(4), ptr::null_mut()));
    }
    assert_eq!(&buffer[4..12], b"in place");
}

#[test]
fn no_length_moves_the_stack() {
    let key = derive(b"", Some(&[1; 32]));
    let worker = std::thread::Builder::new().stack_size(128 << 10);
    let key_address = key.expose_provenance();
    let work = move || {
        let key: *mut Tox_Pass_Key = ptr::with_exposed_provenance_mut(key_address);
        for len in [1, 1 << 10, 1 << 20, 64 << 20] {
            let mut buffer = vec![7; len + EXTRA];
            let place = buffer.as_mut_ptr();
            // SAFETY: the buffer has room for both.
            unsafe {
                assert!(tox_pass_key_encrypt(key, place, len, place, ptr::null_mut()));
                assert!(tox_pass_key_decrypt(key, place, len + EXTRA, place, ptr::null_mut()));
            }
            assert!(buffer[..len].iter().all(|byte| *byte == 7), "{len} bytes");
        }
    };
    worker.spawn(work).unwrap().join().unwrap();
    // SAFETY: nobody uses it any more.
    unsafe { tox_pass_key_free(key) };
}

#[test]
fn errors_of_deriving_come_in_order() {
    let mut error = Tox_Err_Key_Derivation::Ok;
    let place = &raw mut error;
    let salt = [0; 32];
    // SAFETY: pointers are NULL or good; lengths are those of the slices unless they are refused.
    unsafe {
        assert!(tox_pass_key_derive(ptr::null(), 1, place).is_null());
        assert_eq!(*place, Tox_Err_Key_Derivation::Null);
        assert!(tox_pass_key_derive_with_salt(b"x".as_ptr(), 1, ptr::null(), place).is_null());
        assert_eq!(*place, Tox_Err_Key_Derivation::Null);
        assert!(tox_pass_key_derive_with_salt(ptr::null(), 1, salt.as_ptr(), place).is_null());
        assert_eq!(*place, Tox_Err_Key_Derivation::Null);
        assert!(tox_pass_key_derive(b"x".as_ptr(), usize::MAX, place).is_null());
        assert_eq!(*place, Tox_Err_Key_Derivation::Failed);
        let key = tox_pass_key_derive(ptr::null(), 0, place);
        assert_eq!(*place, Tox_Err_Key_Derivation::Ok);
        tox_pass_key_free(key);
        tox_pass_key_free(ptr::null_mut());
    }
}

#[test]
fn errors_of_encrypting_come_in_order() {
    let key = derive(b"", None);
    let mut room = [0; 1 + EXTRA];
    let (out, text) = (room.as_mut_ptr(), b"x".as_ptr());
    // SAFETY: pointers are NULL or good; lengths are those of the slices unless they are refused.
    unsafe {
        for (with, plaintext, len, place, expected) in [
            (key, text, 0, out, Tox_Err_Encryption::Null),
            (key, ptr::null(), 0, out, Tox_Err_Encryption::Null),
            (key, ptr::null(), 1, out, Tox_Err_Encryption::Null),
            (key, text, 1, ptr::null_mut(), Tox_Err_Encryption::Null),
            (ptr::null_mut(), text, 1, out, Tox_Err_Encryption::Null),
            (key, text, usize::MAX, out, Tox_Err_Encryption::Failed),
            (key, text, 1, out, Tox_Err_Encryption::Ok),
        ] {
            let mut error = Tox_Err_Encryption::KeyDerivationFailed;
            let done = tox_pass_key_encrypt(with, plaintext, len, place, &raw mut error);
            assert_eq!((done, error), (expected == Tox_Err_Encryption::Ok, expected));
        }
        for (plaintext, len, passphrase, place) in [
            (text, 1, ptr::null(), out),
            (text, 0, text, out),
            (ptr::null(), 1, text, out),
            (text, 1, text, ptr::null_mut()),
        ] {
            let mut error = Tox_Err_Encryption::Ok;
            assert!(!tox_pass_encrypt(plaintext, len, passphrase, 1, place, &raw mut error));
            assert_eq!(error, Tox_Err_Encryption::Null);
        }
        tox_pass_key_free(key);
    }
}

#[test]
fn errors_of_decrypting_come_in_order() {
    let good = encrypt(b"x", b"");
    let bad = [b't'; 1 + EXTRA];
    let key = derive(b"", None);
    let mut room = [0; 1];
    let out = room.as_mut_ptr();
    // SAFETY: pointers are NULL or good; lengths are those of the slices unless they are refused.
    unsafe {
        for (with, source, len, place, expected) in [
            (ptr::null_mut(), ptr::null(), EXTRA, ptr::null_mut(), Tox_Err_Decryption::InvalidLength),
            (key, good.as_ptr(), EXTRA, out, Tox_Err_Decryption::InvalidLength),
            (key, good.as_ptr(), usize::MAX, out, Tox_Err_Decryption::InvalidLength),
            (ptr::null_mut(), bad.as_ptr(), bad.len(), out, Tox_Err_Decryption::Null),
            (key, ptr::null(), bad.len(), out, Tox_Err_Decryption::Null),
            (key, bad.as_ptr(), bad.len(), ptr::null_mut(), Tox_Err_Decryption::Null),
            (key, bad.as_ptr(), bad.len(), out, Tox_Err_Decryption::BadFormat),
            (key, good.as_ptr(), good.len(), out, Tox_Err_Decryption::Failed),
        ] {
            let mut error = Tox_Err_Decryption::Ok;
            assert!(!tox_pass_key_decrypt(with, source, len, place, &raw mut error));
            assert_eq!(error, expected);
        }
        let mut error = Tox_Err_Decryption::Ok;
        assert!(!tox_pass_decrypt(good.as_ptr(), good.len(), ptr::null(), 0, out, &raw mut error));
        assert_eq!(error, Tox_Err_Decryption::Null);
        assert!(!tox_pass_decrypt(good.as_ptr(), EXTRA, ptr::null(), 0, out, &raw mut error));
        assert_eq!(error, Tox_Err_Decryption::InvalidLength);
        assert!(!tox_pass_decrypt(bad.as_ptr(), bad.len(), out, 0, out, &raw mut error));
        assert_eq!(error, Tox_Err_Decryption::BadFormat);
        tox_pass_key_free(key);
    }
}

#[test]
fn salts_are_read_out_of_containers_alone() {
    let mut container = *b"toxEsave................................";
    let mut salt = [0; 32];
    let mut error = Tox_Err_Get_Salt::Ok;
    let (source, place, why) = (container.as_mut_ptr(), salt.as_mut_ptr(), &raw mut error);
    // SAFETY: pointers are NULL or good.
    unsafe {
        assert!(!tox_get_salt(ptr::null(), place, why));
        assert_eq!(*why, Tox_Err_Get_Salt::Null);
        assert!(!tox_get_salt(source, ptr::null_mut(), why));
        assert_eq!(*why, Tox_Err_Get_Salt::Null);
        assert!(tox_get_salt(source, place, why));
        assert_eq!(*why, Tox_Err_Get_Salt::Ok);
        *source = b'T';
        assert!(!tox_get_salt(source, place, ptr::null_mut()));
        assert!(!tox_is_data_encrypted(source));
        assert!(!tox_is_data_encrypted(ptr::null()));
        // Nothing is read behind the magic.
        assert!(!tox_get_salt(b"no magic".as_ptr(), place, why));
        assert_eq!(*why, Tox_Err_Get_Salt::BadFormat);
    }
    assert_eq!(salt, [b'.'; 32]);
}
