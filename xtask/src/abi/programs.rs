//! Programs written for one set of headers, compiled with another.

use std::path::{Path, PathBuf};

use super::compiler;
use crate::c_programs;
use crate::shell::{Outcome, root};

/// As the build systems of clients compile: not pedantic, but with warnings that speak of types.
const USUAL: &[&str] = &["cc", "-std=gnu11", "-D_GNU_SOURCE", "-Wall", "-Werror"];

/// The clients that the interop tests compile with Debian's headers, compiled with ours: those that use nothing which changed
/// since, as the experimental events did.
pub(crate) fn of_debian(include: &Path) -> Outcome {
    let programs = ["peer.c", "savedata.c", "refusals.c"].map(|name| root().join("crates/interop/peer").join(name));
    compile(include, &programs, "ours")
}

/// Our examples and those of our tests that ask for nothing experimental, compiled with the headers of a package. Those of
/// 0.2.18 lack the names of numbers that the programs use.
pub(crate) fn of_ours(suite: &str, include: &Path) -> Outcome {
    if suite == "bookworm" {
        return Ok(());
    }
    let mut programs = c_programs::sources("crates/ffi/examples")?;
    programs.extend(["echo_session.c", "inside_callbacks.c"].map(|name| root().join("crates/ffi/tests/c").join(name)));
    compile(include, &programs, suite)
}

fn compile(include: &Path, programs: &[PathBuf], whose: &str) -> Outcome {
    for program in programs {
        // By its own path, so that it finds the headers beside it.
        let source = format!("#include \"{}\"\n", program.display());
        compiler::compile(USUAL, include, "program.c", &source)?;
    }
    println!("programs: {} compile with the headers of {whose}", programs.len());
    Ok(())
}
