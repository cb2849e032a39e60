//! `cargo xtask abi`: the C library against the interface that it stands in for.
//!
//! What Debian's libtoxcore declares is compared by the C compiler, with the headers of its packages; what no Debian build
//! declares is compared with the tables in `crates/ffi/abi`.

mod symbols;
mod table;

use crate::library::{Library, Profile};
use crate::shell::{Outcome, has_program};

/// Builds the library as the tests use it and compares.
pub(crate) fn run() -> Outcome {
    let library = Library::build(Profile::Dev)?;
    if !has_program("nm") {
        return Err("nm is not here: it comes with gcc".into());
    }
    symbols::check(&library)
}
