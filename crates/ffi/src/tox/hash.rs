//! The hash by which avatars are known.

use toxcore_crypto::sha256;

use crate::boundary::boundary;
use crate::pointer::{OutBytes, bytes};

/// Computes the SHA-256 hash of some bytes, by which an avatar that a friend already has is known again.
///
/// @param hash room for `TOX_HASH_LENGTH` bytes.
/// @param data the bytes. NULL with a length of 0 for none.
/// @param length how many.
///
/// @return whether the hash was written.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_hash(hash: *mut u8, data: *const u8, length: usize) -> bool {
    // SAFETY: the caller's promise.
    let hash = unsafe { OutBytes::new(hash) };
    // SAFETY: the caller's promise.
    let data = unsafe { bytes(data, length, usize::MAX) };
    let hashed = boundary(None, || data.ok().filter(|_| !hash.is_null()).map(sha256));
    // The room may be where the bytes are: they are not needed any more.
    if let Some(hashed) = hashed {
        hash.write(&hashed);
    }
    hashed.is_some()
}

#[cfg(test)]
mod tests {
    use std::ptr;

    use super::tox_hash;

    #[test]
    fn a_hash_is_written_where_there_is_room_and_something_to_hash() {
        let mut hash = [0; 32];
        let room = hash.as_mut_ptr();
        // SAFETY: room for a hash, and three bytes.
        assert!(unsafe { tox_hash(room, b"abc".as_ptr(), 3) });
        assert_eq!((hash[0], hash[1], hash[31]), (0xba, 0x78, 0xad));
        // SAFETY: NULL with a length of 0 is allowed.
        assert!(unsafe { tox_hash(hash.as_mut_ptr(), ptr::null(), 0) });
        assert_eq!((hash[0], hash[1], hash[31]), (0xe3, 0xb0, 0x55));
        for (room, length) in [(ptr::null_mut(), 0), (hash.as_mut_ptr(), 1), (hash.as_mut_ptr(), usize::MAX)] {
            // SAFETY: NULL is not read.
            assert!(!unsafe { tox_hash(room, ptr::null(), length) });
        }
    }

    #[test]
    fn the_room_may_be_where_the_bytes_are() {
        let mut hash = *b"abc.............................";
        let room = hash.as_mut_ptr();
        // SAFETY: room for a hash, and three bytes.
        assert!(unsafe { tox_hash(room, room, 3) });
        assert_eq!((hash[0], hash[1], hash[31]), (0xba, 0x78, 0xad));
    }
}
