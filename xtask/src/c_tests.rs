//! `cargo xtask c-tests`: C programs on the library, as they are, under valgrind, and with AddressSanitizer.
//!
//! The programs of `crates/ffi/tests/c` tell stories; one more for each header is written here, which calls every function.

mod every_function;
mod installed;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::bench_vs;
use crate::c_programs::{self, Flavour};
use crate::library::{Library, Profile};
use crate::metadata::target_directory;
use crate::shell::{Outcome, has_program, program, root, step};

/// Headers with functions.
const HEADERS: &[&str] = &[
    "tox_log_level.h",
    "tox_options.h",
    "tox.h",
    "tox_private.h",
    "tox_events.h",
    "tox_dispatch.h",
    "toxav.h",
    "toxencryptsave.h",
];

/// Runs all programs in all ways; the argument is how many seconds the sessions last.
pub(crate) fn run(arguments: &[String]) -> Outcome {
    let seconds = arguments.first().map_or("60", String::as_str);
    let mut skipped = Vec::new();
    check(seconds, &mut skipped)?;
    for layer in skipped {
        println!("SKIPPED: {layer}");
    }
    Ok(())
}

/// The same with what could not be done.
pub(crate) fn check(seconds: &str, skipped: &mut Vec<&str>) -> Outcome {
    if !has_program("cc") {
        skipped.push("the C tests (need a C compiler)");
        return Ok(());
    }
    let directory = target_directory()?.join("c-tests");
    let library = Library::build(Profile::Dev)?;
    library.place(&directory)?;
    bench_vs::compile_all(&directory, &directory.join("load"))?;
    let sources = sources(&directory)?;
    let plain = compile_all(&sources, &directory, Flavour::Plain)?;
    for program in &plain {
        run_one("C", Command::new(program), program, seconds)?;
    }
    if has_program("pkg-config") {
        installed::check(&library, &directory)?;
    } else {
        skipped.push("the C library as pkg-config finds it (needs pkg-config)");
    }
    if has_program("valgrind") {
        for program in &compile_all(&together(&directory)?, &directory, Flavour::Plain)? {
            run_one("valgrind", valgrind(program), program, seconds)?;
        }
    } else {
        skipped.push("the C tests under valgrind (needs valgrind)");
    }
    match compile_all(&sources, &directory, Flavour::AddressSanitizer) {
        Ok(programs) => {
            for program in &programs {
                let mut command = Command::new(program);
                command.env("ASAN_OPTIONS", "detect_leaks=1:abort_on_error=0:exitcode=99");
                run_one("AddressSanitizer", command, program, seconds)?;
            }
        }
        Err(reason) => {
            println!("{reason}");
            skipped.push("the C tests with AddressSanitizer (needs gcc with libasan)");
        }
    }
    Ok(())
}

/// The stories, and for each header the program that calls its functions.
fn sources(directory: &Path) -> Outcome<Vec<PathBuf>> {
    let mut sources = c_programs::sources(STORIES)?;
    for header in HEADERS {
        let name = format!("every_function_of_{}.c", header.trim_end_matches(".h"));
        sources.push(write(&directory.join(name), &[header])?);
    }
    Ok(sources)
}

/// The stories, and one program for all headers: under valgrind it takes seconds until two instances have met.
fn together(directory: &Path) -> Outcome<Vec<PathBuf>> {
    let mut sources = c_programs::sources(STORIES)?;
    sources.push(write(&directory.join("every_function.c"), HEADERS)?);
    Ok(sources)
}

fn write(file: &Path, headers: &[&str]) -> Outcome<PathBuf> {
    fs::write(file, every_function::source(headers)?).map_err(|error| format!("{}: {error}", file.display()))?;
    Ok(file.into())
}

const STORIES: &str = "crates/ffi/tests/c";

fn compile_all(sources: &[PathBuf], directory: &Path, flavour: Flavour) -> Outcome<Vec<PathBuf>> {
    let into = directory.join(match flavour {
        Flavour::Plain => "plain",
        Flavour::AddressSanitizer => "address-sanitizer",
        Flavour::ThreadSanitizer => "thread-sanitizer",
    });
    sources.iter().map(|source| c_programs::compile(source, directory, &into, flavour)).collect()
}

/// Everything that is not freed, or not defined, is an error.
fn valgrind(tested: &Path) -> Command {
    let mut command = program("valgrind");
    command.args(["--quiet", "--error-exitcode=99", "--leak-check=full", "--show-leak-kinds=definite,possible"]);
    command.arg(format!("--suppressions={}", root().join(STORIES).join("valgrind.supp").display()));
    command.arg(tested);
    command
}

fn run_one(way: &str, mut command: Command, program: &Path, seconds: &str) -> Outcome {
    let name = program.file_name().unwrap_or_default().to_string_lossy();
    step(&format!("{way}: {name}"), command.arg(seconds))
}
