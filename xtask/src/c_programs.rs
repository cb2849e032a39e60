//! Compiling C programs against our headers and our library.

use std::path::{Path, PathBuf};

use crate::shell::{Outcome, output, program, root};

/// How a C program is compiled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flavour {
    /// As anybody would.
    Plain,
    /// With gcc's AddressSanitizer and its leak checker.
    AddressSanitizer,
    /// With gcc's ThreadSanitizer.
    ThreadSanitizer,
}

/// The compiler with what every program of ours is compiled with.
const COMPILER: &[&str] =
    &["cc", "-std=c11", "-D_POSIX_C_SOURCE=200809L", "-O1", "-g", "-pedantic", "-Wall", "-Wextra", "-Werror"];

/// Compiles one source against the library in `libraries`, which the program then finds by itself, and gives its path.
pub(crate) fn compile(source: &Path, libraries: &Path, into: &Path, flavour: Flavour) -> Outcome<PathBuf> {
    std::fs::create_dir_all(into).map_err(|error| format!("{}: {error}", into.display()))?;
    let compiled = into.join(source.file_stem().unwrap_or_default());
    let (first, options) = COMPILER.split_first().ok_or("no compiler named")?;
    let mut command = program(first);
    command.args(options);
    match flavour {
        Flavour::Plain => {}
        Flavour::AddressSanitizer => {
            command.args(["-fsanitize=address", "-fno-omit-frame-pointer"]);
        }
        Flavour::ThreadSanitizer => {
            command.arg("-fsanitize=thread").arg(root().join("crates/ffi/tests/c/tsan/names.c"));
        }
    }
    command
        .arg("-I")
        .arg(root().join("include"))
        .arg("-I")
        .arg(root().join("crates/ffi/tests/c"))
        .arg(source)
        .arg("-o")
        .arg(&compiled);
    command
        .arg("-L")
        .arg(libraries)
        .arg(format!("-Wl,-rpath,{}", libraries.display()))
        .args(["-ltoxcore", "-lpthread"]);
    output(&mut command).map(|_| compiled)
}

/// The C sources of a directory.
pub(crate) fn sources(directory: &str) -> Outcome<Vec<PathBuf>> {
    let directory = root().join(directory);
    let entries = std::fs::read_dir(&directory).map_err(|error| format!("{}: {error}", directory.display()))?;
    let mut sources: Vec<PathBuf> = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    sources.retain(|path| path.extension().is_some_and(|extension| extension == "c"));
    sources.sort();
    Ok(sources)
}
