//! The list of what happened in one iteration.

use std::ptr;

use crate::boundary::boundary;
use crate::events::event::Tox_Event;
use crate::events::msgpack::{Count, Reader, Sink, put_array};
use crate::events::read;
use crate::pointer::{self, OutBytes};
use crate::private::Tox_System;

/// Events in the order in which they arose.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Tox_Events(pub(crate) Vec<Tox_Event>);

impl Tox_Events {
    /// Hands the list to C, which gives it to `tox_events_free`. The empty list is NULL.
    pub(crate) fn into_raw(self) -> *mut Self {
        if self.0.is_empty() { ptr::null_mut() } else { Box::into_raw(Box::new(self)) }
    }

    /// How many events there are.
    fn len(&self) -> u32 {
        u32::try_from(self.0.len()).unwrap_or(u32::MAX)
    }

    /// Encodes the list: an array of its events.
    fn pack(events: &[Tox_Event], sink: &mut impl Sink) {
        put_array(sink, u32::try_from(events.len()).unwrap_or(u32::MAX));
        events.iter().for_each(|event| event.pack(sink));
    }

    /// Decodes a list. What follows it is ignored.
    fn unpack(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader::new(bytes);
        let len = usize::try_from(reader.array()?).ok()?;
        // Each event has bytes, of which there are as many as there are.
        if len > reader.left() {
            return None;
        }
        (0..len).map(|_| Tox_Event::unpack(&mut reader)).collect::<Option<_>>().map(Self)
    }
}

/// @return how many events are in the list.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_events_get_size(events: *const Tox_Events) -> u32 {
    // SAFETY: the caller passes NULL or a list that lives.
    unsafe { read(events, 0, Tox_Events::len) }
}

/// @param index which event, from 0.
///
/// @return the event; NULL if there are not so many.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_events_get(events: *const Tox_Events, index: u32) -> *const Tox_Event {
    let get = |events: &Tox_Events| events.0.get(index as usize).map_or(ptr::null(), ptr::from_ref);
    // SAFETY: the caller passes NULL or a list that lives.
    unsafe { read(events, ptr::null(), get) }
}

/// Frees a list, and with it all that was read from it. NULL is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_events_free(events: *mut Tox_Events) {
    if events.is_null() {
        return;
    }
    // SAFETY: the caller passes a list that this library made, and which is not freed yet.
    let events = unsafe { Box::from_raw(events) };
    boundary((), || drop(events));
}

/// @return how many bytes the encoded list has.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_events_bytes_size(events: *const Tox_Events) -> u32 {
    // SAFETY: the caller passes NULL or a list that lives.
    let events = unsafe { all(events) };
    boundary(0, || {
        let mut count = Count::default();
        Tox_Events::pack(events, &mut count);
        u32::try_from(count.0).unwrap_or(u32::MAX)
    })
}

/// Encodes a list with MessagePack. Equal lists give equal bytes.
///
/// @param bytes where the encoded list goes; has room for `tox_events_bytes_size` bytes.
///
/// @return false if bytes is NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_events_get_bytes(events: *const Tox_Events, bytes: *mut u8) -> bool {
    // SAFETY: the caller passes NULL or a list that lives.
    let events = unsafe { all(events) };
    // SAFETY: the caller passes NULL or room for as many bytes as `tox_events_bytes_size` counts.
    let bytes = unsafe { OutBytes::new(bytes) };
    boundary(false, || {
        let mut encoded = Vec::new();
        Tox_Events::pack(events, &mut encoded);
        bytes.write(&encoded);
        !bytes.is_null()
    })
}

/// Reads an encoded list. Bytes behind it are ignored.
///
/// @param sys is not used, and may be NULL.
/// @param bytes the encoded list.
/// @param bytes_size how many bytes there are.
///
/// @return the list, to be freed with `tox_events_free`; NULL if it is empty or the bytes are no list.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_events_load(sys: *const Tox_System, bytes: *const u8, bytes_size: u32) -> *mut Tox_Events {
    _ = sys;
    // SAFETY: the caller passes NULL, or as many bytes as it says.
    let bytes = unsafe { pointer::bytes(bytes, bytes_size as usize, usize::MAX) };
    let load = || bytes.ok().and_then(Tox_Events::unpack).map_or(ptr::null_mut(), Tox_Events::into_raw);
    boundary(ptr::null_mut(), load)
}

/// @param sys is not used, and may be NULL.
///
/// @return whether two lists have the same events in the same order.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_events_equal(sys: *const Tox_System, a: *const Tox_Events, b: *const Tox_Events) -> bool {
    _ = sys;
    // SAFETY: the caller passes NULL or a list that lives.
    let a = unsafe { all(a) };
    // SAFETY: the caller passes NULL or a list that lives.
    let b = unsafe { all(b) };
    boundary(false, || a == b)
}

/// The events of a list; none if there is no list.
///
/// # Safety
/// `events` is NULL or lives as long as what is returned.
unsafe fn all<'a>(events: *const Tox_Events) -> &'a [Tox_Event] {
    // SAFETY: as the caller says.
    unsafe { events.as_ref() }.map_or(&[], |events| &events.0)
}

#[cfg(test)]
mod tests;
