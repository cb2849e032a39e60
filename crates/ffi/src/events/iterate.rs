//! Turns that give events as a list.

use std::ffi::c_void;
use std::ptr;

use crate::callbacks::Delivery;
use crate::events::convert::Form;
use crate::events::event::Tox_Event;
use crate::events::list::{Tox_Events, tox_events_get, tox_events_get_size};
use crate::handle::{Handle, Tox};
use crate::pointer::Out;
use crate::private::Tox_Iterate_Options;
use crate::tox::{deliver, turn_with};
use crate::types::Tox_Err_Events_Iterate;

/// Prepares an instance for `tox_events_iterate`: from now on, it also tells of each node that a node of the DHT names.
///
/// @param tox the instance. NULL does nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_events_init(tox: *mut Tox) {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    tox.act((), |core| core.tox.tell_dht_nodes(true));
}

/// Does what there is to do, as `tox_iterate`, and returns what happened instead of calling callbacks. Requests for the bytes
/// of a file are answered after it.
///
/// Calls have packets of their own, of which nothing is in the list: they go on.
///
/// @param tox the instance.
/// @param options the options; NULL for the defaults.
/// @param error why there is no list; may be NULL.
///
/// @return what happened, to be freed with `tox_events_free`. NULL if nothing did, or if the instance is in a turn.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_events_iterate(
    tox: *mut Tox,
    options: *const Tox_Iterate_Options,
    error: *mut Tox_Err_Events_Iterate,
) -> *mut Tox_Events {
    _ = options;
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    // SAFETY: the caller's promise.
    let Some(tox) = unsafe { Handle::new(tox) }.get().and_then(Tox::share) else {
        error.set(Tox_Err_Events_Iterate::Malloc);
        return ptr::null_mut();
    };
    let mut events = Vec::new();
    turn_with(tox, ptr::null_mut(), |to, event| match Form::of(event) {
        Form::Event(kind) => events.push(Tox_Event(kind)),
        Form::Callback(event) => deliver(to, event),
        Form::Nothing => {}
    });
    error.set(Tox_Err_Events_Iterate::Ok);
    Tox_Events(events).into_raw()
}

/// Calls the callbacks that the instance has for the events of a list, in their order, as `tox_iterate` would have.
///
/// @param tox the instance. NULL does nothing.
/// @param events the list, which no callback may free; NULL is the empty list.
/// @param user_data what callbacks get.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_events_dispatch(tox: *mut Tox, events: *mut Tox_Events, user_data: *mut c_void) {
    // SAFETY: the caller's promise.
    let Some(tox) = unsafe { Handle::new(tox) }.get().and_then(Tox::share) else { return };
    let to = Delivery::new(&tox, user_data);
    // SAFETY: the caller passes NULL or a list that lives.
    let size = unsafe { tox_events_get_size(events) };
    for index in 0..size {
        // SAFETY: as above.
        let event = unsafe { tox_events_get(events, index) };
        // SAFETY: events of a list live as long as it; callbacks do not free it.
        if let Some(event) = unsafe { event.as_ref() } {
            event.0.replay(&to);
        }
    }
    // A callback may have killed the instance, so that this share is the last.
    tox.let_go();
}
