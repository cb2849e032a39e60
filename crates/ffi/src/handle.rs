//! The object behind `Tox *`, and how an exported function gets at it.

use std::cell::{Cell, RefCell};
use std::ffi::c_void;
use std::marker::PhantomData;
use std::ptr;
use std::sync::{Arc, Weak};

use crate::boundary::boundary;
use toxcore::Instant;

use crate::core::Core;
use crate::driver::{Pace, TimeSource};
use crate::lock::ReentrantLock;
use crate::log::Log;
use crate::mistakes::{self, Purpose};
use crate::pointer::{Out, UserData};
use crate::private::Tox_System;
use crate::types::c_enum::Constants;

/// One user of the network.
///
/// All functions that take it may be called from several threads, and from inside callbacks.
pub struct Tox {
    /// Itself: C's pointer, and shares, come from here.
    this: Weak<Tox>,
    state: ReentrantLock<State>,
    pub(crate) time: TimeSource,
    pub(crate) log: Option<Log>,
    pub(crate) system: Tox_System,
}

struct State {
    core: RefCell<Core>,
    /// A call panicked in the middle of a change, or the instance was killed. All later calls are refused.
    poisoned: Cell<bool>,
    av: Cell<UserData>,
}

impl std::fmt::Debug for Tox {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tox").finish_non_exhaustive()
    }
}

/// C may use it from several threads.
const _: () = {
    const fn shared<T: Send + Sync>() {}
    shared::<Tox>();
};

impl Tox {
    pub(crate) fn new(core: Core, time: TimeSource, log: Option<Log>, system: Tox_System) -> Arc<Self> {
        let state =
            State { core: RefCell::new(core), poisoned: Cell::new(false), av: Cell::new(UserData(ptr::null_mut())) };
        Arc::new_cyclic(|this| Self { this: Weak::clone(this), state: ReentrantLock::new(state), time, log, system })
    }

    /// Gives ownership to C. [`from_c`](Self::from_c) takes it back.
    pub(crate) fn into_c(this: Arc<Self>) -> *mut Self {
        Arc::into_raw(this).cast_mut()
    }

    /// Takes ownership back.
    ///
    /// # Safety
    /// `tox` came from [`into_c`](Self::into_c), and C does not use it any more.
    pub(crate) unsafe fn from_c(tox: *mut Self) -> Arc<Self> {
        // SAFETY: the caller's promise.
        unsafe { Arc::from_raw(tox) }
    }

    /// A share, so that nobody frees it while it is in use. `None` while it is being freed.
    pub(crate) fn share(&self) -> Option<Arc<Self>> {
        self.this.upgrade()
    }

    /// The pointer that C knows.
    pub(crate) fn as_c(&self) -> *mut Self {
        self.this.as_ptr().cast_mut()
    }

    /// Looks at the core. `None` after a panic, and for a call out of the middle of another.
    pub(crate) fn ask<T>(&self, ask: impl FnOnce(&Core) -> T) -> Option<T> {
        let answer = {
            let state = self.state.lock();
            let core = state.core.try_borrow().ok().filter(|_| !state.poisoned.get())?;
            Log::collect(self.log.as_ref(), || boundary(None, || Some(ask(&core))))
        };
        self.deliver_log();
        answer
    }

    /// Changes the core, at the time that it is. What that caused does not leave yet.
    pub(crate) fn act<T>(&self, act: impl FnOnce(&mut Core) -> T) -> Option<T> {
        // After its end C's clock may be gone. It is asked while nothing is held: it may have a lock of its own.
        if self.time.is_told_by_c() && self.state.lock().poisoned.get() {
            return None;
        }
        let now = self.time.now();
        self.act_on(|core| {
            core.advance(now, &self.time);
            act(core)
        })
    }

    /// The same at the time of the last call, where no time is to pass or little has.
    pub(crate) fn act_on<T>(&self, act: impl FnOnce(&mut Core) -> T) -> Option<T> {
        let answer = {
            let state = self.state.lock();
            let mut core = state.core.try_borrow_mut().ok().filter(|_| !state.poisoned.get())?;
            state.poisoned.set(true);
            core.begin_call();
            let answer = Log::collect(self.log.as_ref(), || boundary(None, || Some(act(&mut core))));
            state.poisoned.set(answer.is_none());
            answer
        };
        self.deliver_log();
        answer
    }

    /// Ends a share, perhaps the last one: what it frees must not panic into C.
    pub(crate) fn let_go(self: Arc<Self>) {
        boundary((), || drop(self));
    }

    /// Refuses all later calls, and logs nothing more: the instance is killed.
    pub(crate) fn end(&self) {
        self.state.lock().poisoned.set(true);
        if let Some(log) = &self.log {
            log.end();
        }
    }

    /// Tells C what was logged while the instance was made. `None` if C killed it then.
    pub(crate) fn deliver_first_log(self: Arc<Self>) -> Option<*mut Self> {
        // C may kill it from now on, which takes the share that C has.
        let tox = Self::into_c(Arc::clone(&self));
        self.deliver_log();
        let lives = !self.log.as_ref().is_some_and(Log::has_ended);
        self.let_go();
        lives.then_some(tox)
    }

    /// Tells C what was logged. Nothing is borrowed.
    pub(crate) fn deliver_log(&self) {
        if self.log.as_ref().is_some_and(Log::has_lines) {
            // The callback may kill the instance.
            let Some(this) = self.share() else { return };
            if let Some(log) = &this.log {
                log.deliver(this.as_c());
            }
            this.let_go();
        }
    }

    /// Takes the lock for C. It is the one that each call takes, so that C can make several calls one.
    pub(crate) fn lock_for_c(&self) {
        self.state.acquire();
    }

    /// Gives it back.
    pub(crate) fn unlock_for_c(&self) {
        self.state.release();
    }

    /// Notes an object that belongs to this one.
    pub(crate) fn set_av(&self, object: *mut c_void) {
        self.state.lock().av.set(UserData(object));
    }

    /// That object.
    pub(crate) fn av(&self) -> *mut c_void {
        self.state.lock().av.get().0
    }
}

/// The `Tox *` of a call: perhaps NULL.
///
/// Each exported function makes one, and does its work in one of the four methods. They answer `otherwise` for NULL, for a
/// handle on which a call panicked before, and if this one does.
#[derive(Clone, Copy)]
pub(crate) struct Handle<'a> {
    tox: Option<&'a Tox>,
    lives: PhantomData<&'a Tox>,
}

impl<'a> Handle<'a> {
    /// Takes over a pointer.
    ///
    /// # Safety
    /// `tox` is NULL, or came from `tox_new` and is not killed while `'a` lasts.
    pub(crate) const unsafe fn new(tox: *const Tox) -> Self {
        // SAFETY: the caller's promise. Nobody makes an exclusive reference to a `Tox`.
        Self { tox: unsafe { tox.as_ref() }, lives: PhantomData }
    }

    /// What it points to.
    pub(crate) const fn get(self) -> Option<&'a Tox> {
        self.tox
    }

    /// Answers a question.
    pub(crate) fn ask<T>(self, otherwise: T, ask: impl FnOnce(&Core) -> T) -> T {
        self.tox.and_then(|tox| tox.ask(ask)).unwrap_or(otherwise)
    }

    /// Does something.
    pub(crate) fn act<T>(self, otherwise: T, act: impl FnOnce(&mut Core) -> T) -> T {
        self.call(act).unwrap_or(otherwise)
    }

    /// Answers a question that can fail. `otherwise` is what a failed call returns, and the error where there is no handle.
    pub(crate) fn try_ask<T, E: Constants, Ask: FnOnce(&Core) -> Result<T, E>>(
        self,
        error: Out<'_, E>,
        otherwise: (T, E),
        ask: Ask,
    ) -> T {
        let ask = |core: &Core| ask(core).inspect_err(|why| mistakes::log::<Ask, E>(Purpose::Question, *why));
        finish(self.tox.and_then(|tox| tox.ask(ask)), error, otherwise)
    }

    /// Does something that can fail, likewise.
    pub(crate) fn try_act<T, E: Constants, Act: FnOnce(&mut Core) -> Result<T, E>>(
        self,
        error: Out<'_, E>,
        otherwise: (T, E),
        act: Act,
    ) -> T {
        let act = |core: &mut Core| act(core).inspect_err(|why| mistakes::log::<Act, E>(Purpose::Deed, *why));
        finish(self.call(act), error, otherwise)
    }

    /// The same, of something said where nobody waits for an answer as he would of a friend.
    pub(crate) fn try_say<T, E: Constants, Act: FnOnce(&mut Core) -> Result<T, E>>(
        self,
        error: Out<'_, E>,
        otherwise: (T, E),
        act: Act,
    ) -> T {
        let act = |core: &mut Core| act(core).inspect_err(|why| mistakes::log::<Act, E>(Purpose::Deed, *why));
        finish(self.call_noting(Pace::note_sociable, act), error, otherwise)
    }

    fn call<T>(self, act: impl FnOnce(&mut Core) -> T) -> Option<T> {
        self.call_noting(Pace::note_call, act)
    }

    fn call_noting<T>(self, note: fn(&mut Pace, Instant), act: impl FnOnce(&mut Core) -> T) -> Option<T> {
        self.tox?.act(|core| {
            note(&mut core.pace, core.now);
            let answer = act(core);
            core.after_call();
            answer
        })
    }
}

fn finish<T, E: Copy>(answer: Option<Result<T, E>>, error: Out<'_, E>, (value, broken): (T, E)) -> T {
    match answer {
        Some(Ok(answer)) => {
            error.set_ok();
            answer
        }
        Some(Err(why)) => {
            error.set(why);
            value
        }
        None => {
            error.set(broken);
            value
        }
    }
}
