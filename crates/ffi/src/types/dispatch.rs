//! Types of the dispatch table.

/// Why no dispatch table was made.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Err_Dispatch_New {
    /// It worked.
    Ok,
    /// There was not enough memory.
    Malloc,
}
