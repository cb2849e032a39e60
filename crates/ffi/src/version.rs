//! Which version of libtoxcore's interface this is.

use crate::boundary::boundary;

/// The major version: changes when programs must be rewritten.
pub const TOX_VERSION_MAJOR: u32 = 0;
/// The minor version: changes when programs must be compiled anew.
pub const TOX_VERSION_MINOR: u32 = 2;
/// The patch version: changes when functions are added.
pub const TOX_VERSION_PATCH: u32 = 23;

/// @return the major version of the library.
#[unsafe(no_mangle)]
pub extern "C" fn tox_version_major() -> u32 {
    TOX_VERSION_MAJOR
}

/// @return the minor version of the library.
#[unsafe(no_mangle)]
pub extern "C" fn tox_version_minor() -> u32 {
    TOX_VERSION_MINOR
}

/// @return the patch version of the library.
#[unsafe(no_mangle)]
pub extern "C" fn tox_version_patch() -> u32 {
    TOX_VERSION_PATCH
}

/// Whether a program compiled for a version can use this library.
///
/// @param major the major version the program was compiled for.
/// @param minor the minor version.
/// @param patch the patch version.
///
/// @return true if the library has everything of that version.
#[unsafe(no_mangle)]
pub extern "C" fn tox_version_is_compatible(major: u32, minor: u32, patch: u32) -> bool {
    boundary(false, || (major, minor) == (TOX_VERSION_MAJOR, TOX_VERSION_MINOR) && patch <= TOX_VERSION_PATCH)
}
