//! `libtoxcore.so.2`: the C interface of Tox.
//!
//! Programs that were written against the headers of libtoxcore 0.2 run on this library unchanged. It is a thin layer: what
//! happens is decided in `toxcore`, and here C's conventions are kept, of which `docs/abi.md` tells.
//!
//! # How it is made
//!
//! - `types`: what the headers declare besides functions. An enum that C hands over is a number, `…_Raw`, and
//!   `types::c_enum::from_raw` says whether it is one of its constants; what goes out is the enum `as u32`.
//! - `pointer`: each argument that is a pointer becomes a value at the beginning of a function; the rest of it is safe code.
//! - `handle`: the object behind `Tox *`. `Handle::{ask, act, try_ask, try_act}` take the lock, call a closure with the
//!   `Core` inside, catch panics, and deal with NULL. `act` also tells the time (`core.now`), and what it caused leaves.
//!   The two that can fail log what was the program's mistake: `mistakes`.
//! - `driver`: sockets, the clock, names. `core`: what the lock guards.
//! - `tox`, `options`, `private` and so on: the headers, in files by their sections.
//!
//! # How a section is added
//!
//! 1. A file `tox/section.rs` with `mod section; pub use section::*;` in `tox.rs`. A function of it:
//!
//!    ```ignore
//!    /// Text for the header: what it does.
//!    ///
//!    /// @param tox the instance.
//!    #[unsafe(no_mangle)]
//!    pub unsafe extern "C" fn tox_verb(tox: *mut Tox, text: *const u8, length: usize, error: *mut Tox_Err_Verb) -> u32 {
//!        // SAFETY: the caller's promise.
//!        let tox = unsafe { Handle::new(tox) };
//!        // SAFETY: the caller's promise.
//!        let text = unsafe { bytes(text, length, TOX_MAX_TEXT as usize) };
//!        // SAFETY: the caller's promise.
//!        let error = unsafe { Out::new(error) };
//!        // What a failed call returns, and the error if there is no instance.
//!        tox.try_act(error, (u32::MAX, Tox_Err_Verb::Null), |core| {
//!            core.tox.verb(core.now, text?).map_err(verb_error)
//!        })
//!    }
//!    ```
//!
//! 2. Callbacks: a field in `callbacks::Callbacks`, and `tox_callback_…` which sets it with `act`.
//! 3. Events: a function `deliver(to: &Delivery<'_>, …)` in the section, called by the `match` in `tox/iterate.rs`. It asks
//!    for the callback with `to.callback(|callbacks| callbacks.…)` and calls it with `to.tox()` first and `to.user_data()`
//!    last. Nothing is locked or borrowed meanwhile: C may call everything, also `tox_kill`. State of the section itself is a
//!    field in `Core`; `to.act(|core| …)` changes it before or after the callback.
//! 4. `tox_events` has each event as a value too: its kind in `events/kinds`, made in `events/convert.rs`, and in
//!    `events/replay.rs` the callback that tells of it.
//!
//! # What C promises
//!
//! That pointers are NULL or point to what the header says, and that an instance is not used once `tox_kill` is called. That
//! is all: lengths, numbers, threads and calls from inside callbacks are our business.
#![allow(unsafe_code, reason = "C hands over pointers")]
#![allow(unreachable_pub, reason = "what C calls is public wherever it stands")]
#![allow(
    clippy::missing_safety_doc,
    reason = "the texts are those of the headers; what C promises is the same everywhere"
)]
#![deny(unsafe_op_in_unsafe_fn)]

mod boundary;
mod callbacks;
mod core;
mod dispatch;
mod driver;
mod encryptsave;
mod events;
mod handle;
mod lock;
mod log;
mod mistakes;
mod options;
mod pointer;
mod private;
mod told;
mod tox;
pub mod toxav;
pub mod types;
mod version;
mod wiped;

pub use dispatch::*;
pub use encryptsave::*;
pub use events::*;
pub use handle::Tox;
pub use options::*;
pub use private::*;
pub use tox::*;
pub use toxav::*;
pub use version::*;
