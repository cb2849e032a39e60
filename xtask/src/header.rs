//! `cargo xtask header`: writes `include/tox/*.h` from the source of the C library. The work is done by the program in
//! `xtask/headers`, which has dependencies that nothing else here has.

use std::fs;
use std::path::Path;

use crate::install::headers_of_the_project;
use crate::metadata::target_directory;
use crate::shell::{Outcome, cargo, program, root, step};

/// Writes the headers.
pub(crate) fn run() -> Outcome {
    write(&root().join("include/tox"))
}

/// Compares the headers that are there with what the source says now.
pub(crate) fn check() -> Outcome {
    let fresh = target_directory()?.join("headers/tox");
    let _ = fs::remove_dir_all(&fresh);
    write(&fresh)?;
    let mut names: Vec<_> =
        headers_of_the_project()?.iter().filter_map(|path| path.file_name()).map(Into::into).collect();
    let written = fs::read_dir(&fresh).map_err(|error| format!("{}: {error}", fresh.display()))?;
    names.extend(written.filter_map(|entry| entry.ok().map(|entry| entry.file_name())));
    names.sort();
    names.dedup();
    let read = |directory: &Path, name: &std::ffi::OsString| fs::read(directory.join(name)).ok();
    let old = root().join("include/tox");
    let stale: Vec<_> = names.iter().filter(|name| read(&fresh, name) != read(&old, name)).collect();
    if stale.is_empty() {
        println!("header: {} headers are what the source says", names.len());
        return Ok(());
    }
    let stale: String = stale.iter().map(|name| format!("\n  include/tox/{}", name.display())).collect();
    Err(format!("headers that differ from the source, run `cargo xtask header`:{stale}"))
}

fn write(directory: &Path) -> Outcome {
    let target = target_directory()?.join("headers");
    let mut build =
        cargo(&["build", "--quiet", "--locked", "--manifest-path", "xtask/headers/Cargo.toml", "--target-dir"]);
    step("header generator", build.arg(&target))?;
    let mut generator = program(target.join("debug/toxcore-headers"));
    step("headers", generator.args(["crates/ffi/src", "crates/ffi/abi"]).arg(directory))
}
