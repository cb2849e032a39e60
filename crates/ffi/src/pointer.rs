//! What C hands over, read and written in one place.
//!
//! Each function turns a pointer into a value that safe code can use. All of them take NULL.

use std::ffi::{CStr, c_char, c_void};
use std::marker::PhantomData;
use std::mem::MaybeUninit;
use std::slice;

/// Why bytes cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unreadable {
    /// There is a length, but no pointer.
    Null,
    /// Longer than anything that the function takes.
    TooLong,
}

/// The `len` bytes at `start`, `most` at most. NULL with a length of 0 is empty.
///
/// The length is compared before anything is read, as the whole number that it is.
///
/// # Safety
/// `start` is NULL or points to `len` bytes, or `most` of them if `len` is more, that nobody changes while `'a` lasts.
pub(crate) unsafe fn bytes<'a>(start: *const u8, len: usize, most: usize) -> Result<&'a [u8], Unreadable> {
    match len {
        0 => Ok(&[]),
        _ if start.is_null() => Err(Unreadable::Null),
        _ if len > most || isize::try_from(len).is_err() => Err(Unreadable::TooLong),
        // SAFETY: `start` is not NULL, and the caller promises that many bytes.
        _ => Ok(unsafe { slice::from_raw_parts(start, len) }),
    }
}

/// A copy of a text for C, followed by a NUL that is not part of it: old programs read up to there.
pub(crate) fn with_nul(text: &[u8]) -> Vec<u8> {
    let mut copy = Vec::with_capacity(text.len() + 1);
    copy.extend_from_slice(text);
    copy.push(0);
    copy
}

/// A copy of the `N` bytes at `start`; `None` for NULL.
///
/// # Safety
/// `start` is NULL or points to `N` bytes.
pub(crate) unsafe fn array<const N: usize>(start: *const u8) -> Option<[u8; N]> {
    // SAFETY: an array of bytes may lie anywhere, and the caller promises that it is there.
    unsafe { start.cast::<[u8; N]>().as_ref() }.copied()
}

/// The text at `start`; `None` for NULL.
///
/// # Safety
/// `start` is NULL or points to bytes up to a NUL that nobody changes while `'a` lasts.
pub(crate) unsafe fn text<'a>(start: *const c_char) -> Option<&'a CStr> {
    // SAFETY: not NULL, and the caller promises the rest.
    (!start.is_null()).then(|| unsafe { CStr::from_ptr(start) })
}

/// A place for one value, or NULL. What is written is never read.
pub(crate) struct Out<'a, T> {
    place: *mut T,
    lives: PhantomData<&'a mut T>,
}

impl<T> Clone for Out<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Out<'_, T> {}

impl<T: Copy> Out<'_, T> {
    /// Takes over a pointer.
    ///
    /// # Safety
    /// `place` is NULL, or valid and aligned for writing a `T` while `'a` lasts.
    pub(crate) const unsafe fn new(place: *mut T) -> Self {
        Self { place, lives: PhantomData }
    }

    /// Writes `value`, unless it is NULL.
    pub(crate) fn set(self, value: T) {
        if !self.place.is_null() {
            // SAFETY: not NULL; `new` was promised the rest.
            unsafe { self.place.write(value) };
        }
    }

    /// Writes that nothing went wrong: each list of errors begins with that, as 0.
    pub(crate) fn set_ok(self) {
        if !self.place.is_null() {
            let code = self.place.cast::<u32>();
            // SAFETY: not NULL; error codes have the size and alignment of a `u32`, which `new` was promised.
            unsafe { code.write(0) };
        }
    }
}

/// Room for bytes, or NULL.
#[derive(Clone, Copy)]
pub(crate) struct OutBytes<'a> {
    start: *mut u8,
    lives: PhantomData<&'a mut [u8]>,
}

impl OutBytes<'_> {
    /// Takes over a pointer.
    ///
    /// # Safety
    /// `start` is NULL, or valid for writing as many bytes as the function that takes it says, while `'a` lasts.
    pub(crate) const unsafe fn new(start: *mut u8) -> Self {
        Self { start, lives: PhantomData }
    }

    /// Whether it is NULL.
    pub(crate) fn is_null(self) -> bool {
        self.start.is_null()
    }

    /// Writes `bytes`, unless it is NULL.
    pub(crate) fn write(self, bytes: &[u8]) {
        if !self.start.is_null() {
            // SAFETY: `bytes` is readable; the room is not NULL and as large as `new` was promised. They may overlap.
            unsafe { self.start.copy_from(bytes.as_ptr(), bytes.len()) };
        }
    }

    /// Lets `write` fill room for `len` bytes, unless it is NULL.
    pub(crate) fn write_with(self, len: usize, write: impl FnOnce(&mut [MaybeUninit<u8>])) {
        if !self.start.is_null() {
            // SAFETY: the room is not NULL and as large as `new` was promised, and nobody else uses it meanwhile.
            write(unsafe { slice::from_raw_parts_mut(self.start.cast(), len) });
        }
    }
}

/// What C gave for us to give back: never looked into.
#[derive(Clone, Copy, Debug)]
pub(crate) struct UserData(pub(crate) *mut c_void);

// SAFETY: it is a number to us.
unsafe impl Send for UserData {}
// SAFETY: as above.
unsafe impl Sync for UserData {}

#[cfg(test)]
mod tests {
    use std::ptr;

    use super::*;

    #[test]
    fn bytes_are_checked_before_they_are_read() {
        let some = [1, 2, 3];
        let read = |start, len| {
            // SAFETY: no more than three bytes are ever read.
            unsafe { bytes(start, len, 3) }
        };
        assert_eq!(read(ptr::null(), 0), Ok(&[][..]));
        assert_eq!(read(some.as_ptr(), 0), Ok(&[][..]));
        assert_eq!(read(some.as_ptr(), 3), Ok(&some[..]));
        assert_eq!(read(some.as_ptr(), 4), Err(Unreadable::TooLong));
        assert_eq!(read(some.as_ptr(), 65_536 + 3), Err(Unreadable::TooLong));
        assert_eq!(read(some.as_ptr(), usize::MAX), Err(Unreadable::TooLong));
        assert_eq!(read(ptr::null(), 1), Err(Unreadable::Null));
        assert_eq!(read(ptr::null(), usize::MAX), Err(Unreadable::Null));
    }

    #[test]
    fn null_is_nowhere() {
        // SAFETY: NULL is allowed.
        let (out, bytes) = unsafe { nowhere() };
        out.set(1);
        out.set_ok();
        bytes.write(&[1]);
        assert!(bytes.is_null());
        // SAFETY: NULL is allowed.
        assert_eq!(unsafe { array::<4>(ptr::null()) }, None);
        // SAFETY: NULL is allowed.
        assert_eq!(unsafe { text(ptr::null()) }, None);
    }

    unsafe fn nowhere() -> (Out<'static, u32>, OutBytes<'static>) {
        // SAFETY: NULL is allowed.
        let out = unsafe { Out::new(ptr::null_mut()) };
        // SAFETY: NULL is allowed.
        let bytes = unsafe { OutBytes::new(ptr::null_mut()) };
        (out, bytes)
    }
}
