//! The work of an instance, and what it tells.

use std::ffi::c_void;
use std::sync::Arc;

use toxcore::{ConnectionStatus, Event, GroupEvent};

use super::{conferences, friends};
use crate::callbacks::Delivery;
use crate::core::Core;
use crate::driver::More;
use crate::events;
use crate::handle::{Handle, Tox};
use crate::private::dht::deliver_named_node;
use crate::types::{Tox_Connection, Tox_Connection_Raw, ToxSelfConnectionStatusCb};

/// @param tox the instance.
///
/// @return in how many milliseconds `tox_iterate` should be called again: 1 while files move, a few while people talk, 50 if
///   nothing happens, 100 if nobody is connected either; earlier if something is due. 50 for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_iteration_interval(tox: *const Tox) -> u32 {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    let Some(time) = tox.get().map(|tox| &tox.time) else { return INTERVAL_OF_NOTHING };
    let now = time.now();
    tox.ask(INTERVAL_OF_NOTHING, |core| core.interval_ms(now))
}

/// Does what there is to do: receives, sends, and calls callbacks. It never waits.
///
/// Inside callbacks every function may be called; `tox_iterate` itself does nothing there, nor while another thread is in it.
///
/// @param tox the instance. NULL does nothing.
/// @param user_data what callbacks get.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_iterate(tox: *mut Tox, user_data: *mut c_void) {
    // SAFETY: the caller's promise.
    if let Some(tox) = unsafe { Handle::new(tox) }.get().and_then(Tox::share) {
        turn(tox, user_data);
    }
}

/// One turn: what `tox_iterate` does.
pub(crate) fn turn(tox: Arc<Tox>, user_data: *mut c_void) {
    turn_with(tox, user_data, deliver);
}

/// A turn whose events go to `take`.
pub(crate) fn turn_with(tox: Arc<Tox>, user_data: *mut c_void, take: impl FnMut(&Delivery<'_>, Event)) {
    // A callback may kill the instance, so that this share is the last.
    steps(&tox, user_data, take);
    tox.let_go();
}

fn steps(tox: &Tox, user_data: *mut c_void, mut take: impl FnMut(&Delivery<'_>, Event)) {
    if tox.act(Core::begin_turn) != Some(true) {
        return;
    }
    let to = Delivery::new(tox, user_data);
    for _ in 0..STEPS {
        let Some(more) = tox.act(Core::step) else { return };
        if more == More::Nothing {
            tox.act(Core::end_rest);
            return;
        }
        // What callbacks do makes more to do: each part of a file that is given away makes room for the next.
        let may_answer = take_all(&to, &mut take);
        if tox.act(|core| core.goes_on(more, may_answer)) != Some(true) {
            break;
        }
    }
    tox.act(Core::end_turn);
}

/// Takes all events that wait, and tells whether others are likely to come of them at once: of what is said in conferences and
/// groups none do.
fn take_all(to: &Delivery<'_>, take: &mut impl FnMut(&Delivery<'_>, Event)) -> bool {
    let mut may_answer = false;
    for _ in 0..EVENTS_AT_ONCE {
        let Some(Some(event)) = to.act(Core::next_event) else { return may_answer };
        may_answer |= !is_said_to_many(&event);
        take(to, event);
    }
    true
}

/// Whether it is something that many were told, who do not all answer.
fn is_said_to_many(event: &Event) -> bool {
    event.conference().is_some() || matches!(event, Event::Group { event: GroupEvent::Message { .. }, .. })
}

/// Hands an event to the section that it belongs to. A section has one function for all its events.
pub(crate) fn deliver(to: &Delivery<'_>, event: Event) {
    match event {
        Event::SelfConnectionStatus(status) => deliver_status(to, status),
        Event::DhtNodesResponse { node } => deliver_named_node(to, &node),
        Event::ConferenceInvite { .. } => conferences::deliver_conference(to, &event),
        event if event.conference().is_some() => conferences::deliver_conference(to, &event),
        Event::GroupInvite { .. } | Event::Group { .. } => events::tell(to, event),
        event if event.file().is_some() => friends::deliver_file(to, &event),
        event => friends::deliver(to, &event),
    }
}

fn deliver_status(to: &Delivery<'_>, status: ConnectionStatus) {
    if let Some(callback) = to.callback(|callbacks| callbacks.self_connection_status) {
        // SAFETY: C registered it for this; nothing is locked or borrowed.
        unsafe { callback(to.tox(), connection(status) as u32, to.user_data()) };
    }
}

/// C's word for a way.
pub(crate) const fn connection(status: ConnectionStatus) -> Tox_Connection {
    match status {
        ConnectionStatus::None => Tox_Connection::None,
        ConnectionStatus::Tcp => Tox_Connection::Tcp,
        ConnectionStatus::Udp => Tox_Connection::Udp,
    }
}

/// @param tox the instance.
///
/// @return how well we are connected to the network; not at all for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_self_get_connection_status(tox: *const Tox) -> Tox_Connection_Raw {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    tox.ask(Tox_Connection::None, |core| connection(core.tox.self_connection_status())) as u32
}

/// Sets the function that is called when we come online, go offline, or the way changes.
///
/// @param tox the instance. NULL does nothing.
/// @param callback the function, or NULL for none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_callback_self_connection_status(tox: *mut Tox, callback: ToxSelfConnectionStatusCb) {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    tox.act((), |core| core.callbacks.self_connection_status = callback);
}

/// What a program is told that asks about no instance: that of an idle one.
const INTERVAL_OF_NOTHING: u32 = 50;
/// Steps of one turn, where no time passes. Our choice.
const STEPS: usize = 16;
/// Events between two steps. Our choice: eight times as many as wait at most; more come only from callbacks.
const EVENTS_AT_ONCE: usize = 8 * toxcore::MAX_EVENTS;
