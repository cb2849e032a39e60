//! Enums of C: names for their constants, and numbers back into constants.
//!
//! C may hand over any number where an enum stands, and a Rust enum of an unknown value is undefined behaviour. So numbers
//! come in as `…_Raw`, and [`from_raw`] tells whether there is such a constant.

use std::ffi::{CStr, c_char};

/// An enum of C whose constants have names.
pub(crate) trait Constants: Copy + 'static {
    /// What stands for a number that no constant has.
    const INVALID: &'static CStr;
    /// The constants with their names in C.
    const TABLE: &'static [(Self, &'static CStr)];
    /// The number of a constant.
    fn raw(self) -> u32;
}

/// The constant of a number, if there is one.
pub(crate) fn from_raw<T: Constants>(value: u32) -> Option<T> {
    T::TABLE.iter().map(|(constant, _)| *constant).find(|constant| constant.raw() == value)
}

/// The name of the constant of a number.
pub(super) fn name_of<T: Constants>(value: u32) -> *const c_char {
    name::<T>(value).as_ptr()
}

/// The name of a constant.
pub(crate) fn constant_name<T: Constants>(constant: T) -> &'static CStr {
    name::<T>(constant.raw())
}

fn name<T: Constants>(value: u32) -> &'static CStr {
    let name = T::TABLE.iter().find(|(constant, _)| constant.raw() == value).map(|(_, name)| *name);
    name.unwrap_or(T::INVALID)
}

/// A text that ends with its only NUL byte; anything else becomes empty.
pub(super) const fn c_str(text: &'static str) -> &'static CStr {
    match CStr::from_bytes_with_nul(text.as_bytes()) {
        Ok(text) => text,
        Err(_) => c"",
    }
}

/// Gives the constants of an enum their names in C.
macro_rules! constants {
    ($enum:ident { $($constant:ident = $name:literal,)+ }) => {
        impl $crate::types::c_enum::Constants for $enum {
            const INVALID: &'static std::ffi::CStr =
                $crate::types::c_enum::c_str(concat!("<invalid ", stringify!($enum), ">\0"));
            const TABLE: &'static [(Self, &'static std::ffi::CStr)] = &[$((Self::$constant, $name)),+];

            fn raw(self) -> u32 {
                self as u32
            }
        }
    };
}
pub(super) use constants;

#[cfg(test)]
mod tests;
