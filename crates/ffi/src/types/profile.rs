//! Types of what a user says about himself.

use std::ffi::c_char;

use super::c_enum::{constants, name_of};

/// What a user says about his presence.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_User_Status {
    /// Here.
    None,
    /// Not at the device.
    Away,
    /// Wants not to be disturbed.
    Busy,
}

/// [`Tox_User_Status`] as C hands it over: any number.
pub type Tox_User_Status_Raw = u32;

constants!(Tox_User_Status {
    None = c"TOX_USER_STATUS_NONE",
    Away = c"TOX_USER_STATUS_AWAY",
    Busy = c"TOX_USER_STATUS_BUSY",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_user_status_to_string(value: Tox_User_Status_Raw) -> *const c_char {
    name_of::<Tox_User_Status>(value)
}

/// Why the own name or status message was not set.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Err_Set_Info {
    /// It worked.
    Ok,
    /// A pointer that must not be NULL was NULL.
    Null,
    /// It is longer than the limit.
    TooLong,
}

/// [`Tox_Err_Set_Info`] as C hands it over: any number.
pub type Tox_Err_Set_Info_Raw = u32;

constants!(Tox_Err_Set_Info {
    Ok = c"TOX_ERR_SET_INFO_OK",
    Null = c"TOX_ERR_SET_INFO_NULL",
    TooLong = c"TOX_ERR_SET_INFO_TOO_LONG",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_err_set_info_to_string(value: Tox_Err_Set_Info_Raw) -> *const c_char {
    name_of::<Tox_Err_Set_Info>(value)
}
