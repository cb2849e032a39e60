//! Events: what callbacks tell, as values that a client keeps, encodes and reads again.
//!
//! A client owns the list that it was given until `tox_events_free`; whatever it reads out of the list lives as long. NULL is
//! the empty list everywhere. A getter that is handed NULL returns NULL for what is a pointer, the highest number for what
//! numbers something, and otherwise 0.
//!
//! Protocol: ffi, Lists.

#![allow(non_camel_case_types, reason = "the names are those of C")]

mod convert;
mod event;
mod field;
mod iterate;
mod kinds;
mod list;
mod msgpack;
mod replay;

use crate::boundary::boundary;

pub(crate) use convert::tell;
pub use event::*;
pub use iterate::*;
pub use kinds::*;
pub use list::*;

/// What `get` finds in `object`; `null` if there is no object.
///
/// # Safety
/// `object` is NULL or lives for the length of the call.
unsafe fn read<T, V: Copy>(object: *const T, null: V, get: impl FnOnce(&T) -> V) -> V {
    // SAFETY: as the caller says.
    let object = unsafe { object.as_ref() };
    boundary(null, || object.map_or(null, get))
}
