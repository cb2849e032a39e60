//! `cargo xtask bench-vs`: our C library beside the reference's, under the same programs. The measuring is the program of
//! `crates/bench`; here is what it needs.

mod compare;

use std::path::Path;
use std::process::Stdio;

use crate::library::{Library, Profile};
use crate::metadata::target_directory;
use crate::shell::{Outcome, cargo, has_program, output, program, root, step};
use crate::{peers, system};

/// Builds library, node and programs, fetches the peers, and measures. `arguments` are passed on, but for those of
/// `--compare`, which measures nothing.
pub(crate) fn run(arguments: &[String]) -> Outcome {
    if let Some(("--compare", files)) = arguments.split_first().map(|(first, rest)| (first.as_str(), rest)) {
        return compare::run(files);
    }
    system::install();
    if !has_program("cc") {
        return Err("the load programs need a C compiler".into());
    }
    let library = Library::build(Profile::Release)?;
    let packages = ["--package", "toxcore-node", "--package", "toxcore-bench"];
    // Not what counts its memory.
    let programs = ["--bin", "toxcore-node", "--bin", "toxcore-bench"];
    step("build", cargo(&["build", "--release"]).args(packages).args(programs))?;
    let directory = target_directory()?.join("bench-vs");
    let libraries = directory.join("lib");
    library.place(&libraries)?;
    compile_all(&libraries, &directory)?;
    let mut bench = program(target_directory()?.join("release/toxcore-bench"));
    bench.arg("versus").arg("--library").arg(&libraries).arg("--programs").arg(&directory).stdout(Stdio::inherit());
    if let Some(peers) = peers::provide() {
        bench.arg("--peers").arg(peers);
    }
    step("bench-vs", bench.args(arguments))
}

/// Compiles the load programs; CI does no more with them.
pub(crate) fn compile_all(libraries: &Path, into: &Path) -> Outcome {
    std::fs::create_dir_all(into).map_err(|error| format!("{}: {error}", into.display()))?;
    PROGRAMS.iter().try_for_each(|name| compile(name, libraries, into))?;
    compile_preloaded(into)
}

/// The programs of `crates/bench/load`, each of one file.
const PROGRAMS: &[&str] = &["client", "calls", "link"];

/// Compiles a program against our headers. It finds a library when it starts: ours or another.
fn compile(name: &str, libraries: &Path, into: &Path) -> Outcome {
    let source = root().join("crates/bench/load").join(name).with_extension("c");
    let mut command = program("cc");
    command.args(["-std=c11", "-O2", "-Wall", "-Wextra", "-Werror", "-I"]).arg(root().join("include"));
    command.arg(source).arg("-o").arg(into.join(name)).arg("-L").arg(libraries).arg("-ltoxcore");
    output(&mut command).map(drop)
}

/// Compiles what is loaded before a library.
fn compile_preloaded(into: &Path) -> Outcome {
    let mut command = program("cc");
    command.args(["-std=c11", "-O2", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC"]);
    command.arg(root().join("crates/bench/load/no_offload.c")).arg("-o").arg(into.join("no_offload.so"));
    output(&mut command).map(drop)
}
