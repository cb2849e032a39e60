//! The callback of the log.

use std::ffi::{c_char, c_void};

use crate::handle::Tox;
use crate::types::Tox_Log_Level_Raw;

/// Called with a line of the log. Functions of the instance may be called from here; other versions of the library forbid it.
///
/// @param tox the instance; NULL for lines of a `tox_new` that failed.
/// @param level how much it matters.
/// @param file the name of the source file.
/// @param line the line in it.
/// @param func where in the source.
/// @param message the text.
/// @param user_data that of the options.
pub type ToxLogCb = Option<
    unsafe extern "C" fn(
        tox: *mut Tox,
        level: Tox_Log_Level_Raw,
        file: *const c_char,
        line: u32,
        func: *const c_char,
        message: *const c_char,
        user_data: *mut c_void,
    ),
>;
