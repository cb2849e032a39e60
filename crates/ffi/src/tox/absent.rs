//! Answers for what there is none of: no conference and no group.

use crate::pointer::Out;

/// Tells that something is not there, and returns what a failed call does.
///
/// # Safety
/// `error` is NULL, or valid and aligned for writing.
pub(crate) unsafe fn absent<T, E: Copy>(error: *mut E, why: E, value: T) -> T {
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    error.set(why);
    value
}

/// What a text's length is good for, looked at as the whole number that it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Length {
    /// NULL counts as empty.
    Empty,
    Good,
    TooLong,
}

impl Length {
    /// That of `len` bytes at `start`, which are not read.
    pub(crate) fn of(start: *const u8, len: usize, most: u32) -> Self {
        match len {
            _ if len > most as usize => Self::TooLong,
            0 => Self::Empty,
            _ if start.is_null() => Self::Empty,
            _ => Self::Good,
        }
    }
}
