//! `cargo xtask tsan`: threads that use one instance at once, under ThreadSanitizer.
//!
//! The library is built with the sanitizer (but for the standard library, whose atomics and locks the sanitizer knows); the
//! program is C, linked by gcc with its own runtime.

use crate::c_programs;
use crate::library::Library;
use crate::metadata::target_directory;
use crate::shell::{Outcome, cargo, has_program, program, root, step};

/// The instrumented library may only be built for a target that is named.
const TARGET: &str = "x86_64-unknown-linux-gnu";

/// The sanitizer is not stable; the flags of `.cargo/config.toml` are overridden, and so repeated.
const FLAGS: &str = "--cfg poly1305_force_soft --cfg poly1305_backend=\"soft\" \
                     -Zsanitizer=thread -Cunsafe-allow-abi-mismatch=sanitizer";

/// Hammers for the seconds that the argument says, 60 without.
pub(crate) fn run(arguments: &[String]) -> Outcome {
    let seconds = arguments.first().map_or("60", String::as_str);
    if !has_program("gcc") || std::env::consts::ARCH != "x86_64" {
        println!("SKIPPED: ThreadSanitizer (needs gcc on x86-64)");
        return Ok(());
    }
    let target = target_directory()?.join("tsan");
    let mut build = cargo(&["build", "--package", "toxcore-ffi", "--target", TARGET, "--target-dir"]);
    build.arg(&target).env("RUSTC_BOOTSTRAP", "1").env("RUSTFLAGS", FLAGS);
    step("library with ThreadSanitizer", &mut build)?;
    let built = target.join(TARGET).join("debug");
    let directory = target.join("programs");
    Library::in_directory(&built).place(&directory)?;
    let source = root().join("crates/ffi/tests/c/hammer.c");
    let hammer = c_programs::compile(&source, &directory, &directory, c_programs::Flavour::ThreadSanitizer)?;
    let suppressions = root().join("crates/ffi/tests/c/tsan/suppressions");
    let options = format!("halt_on_error=1:exitcode=99:suppressions={}", suppressions.display());
    // The sanitizer of this age finds no place for its shadow if the layout of memory is too random.
    let mut command = program("setarch");
    command.args(["x86_64", "-R"]).arg(hammer).arg(seconds).env("TSAN_OPTIONS", options);
    step("hammer", &mut command)
}
