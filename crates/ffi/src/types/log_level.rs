//! How much a line of the log matters.

use std::ffi::c_char;

use super::c_enum::{constants, name_of};

/// How much a line of the log matters.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Log_Level {
    /// Each step of the code.
    Trace,
    /// What helps to find defects.
    Debug,
    /// What happens now and then in normal use.
    Info,
    /// The program used the library wrongly, or something outside of it is odd.
    Warning,
    /// A defect of the library or of the system below it.
    Error,
}

/// [`Tox_Log_Level`] as C hands it over: any number.
pub type Tox_Log_Level_Raw = u32;

constants!(Tox_Log_Level {
    Trace = c"TOX_LOG_LEVEL_TRACE",
    Debug = c"TOX_LOG_LEVEL_DEBUG",
    Info = c"TOX_LOG_LEVEL_INFO",
    Warning = c"TOX_LOG_LEVEL_WARNING",
    Error = c"TOX_LOG_LEVEL_ERROR",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_log_level_to_string(value: Tox_Log_Level_Raw) -> *const c_char {
    name_of::<Tox_Log_Level>(value)
}
