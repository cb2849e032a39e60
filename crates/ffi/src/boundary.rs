//! The line between C and Rust: no panic crosses it.

use std::panic::{AssertUnwindSafe, catch_unwind};

/// Runs the body of an exported function. A panic ends here, and C gets the value that the function documents for an error.
pub(crate) fn boundary<T>(on_panic: T, body: impl FnOnce() -> T) -> T {
    catch_unwind(AssertUnwindSafe(body)).unwrap_or(on_panic)
}
