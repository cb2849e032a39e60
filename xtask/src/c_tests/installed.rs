//! The library as it is installed: found by pkg-config under each of its names, and linked in both ways.

use std::path::Path;

use crate::install::{self, Places};
use crate::library::Library;
use crate::shell::{Outcome, output, program, root, step};

/// Installs into a directory, and compiles and runs a program that knows nothing but the names of pkg-config.
pub(crate) fn check(library: &Library, directory: &Path) -> Outcome {
    let prefix = directory.join("installed");
    let _ = std::fs::remove_dir_all(&prefix);
    let libdir = prefix.join("lib");
    install::install(library, &Places { libdir: libdir.clone(), prefix: prefix.clone(), destdir: None })?;
    for name in ["toxcore", "libtoxcore", "libtoxav"] {
        let flags = pkg_config(&libdir, &["--cflags", "--libs", name])?;
        compile_and_run(&format!("installed, as {name}"), &prefix, &flags)?;
    }
    let archive = libdir.join("libtoxcore.a").display().to_string();
    let flags = pkg_config(&libdir, &["--cflags", "--libs", "--static", "toxcore"])?;
    let flags: Vec<String> =
        flags.into_iter().map(|flag| if flag == "-ltoxcore" { archive.clone() } else { flag }).collect();
    compile_and_run("installed, linked statically", &prefix, &flags)
}

fn pkg_config(libdir: &Path, arguments: &[&str]) -> Outcome<Vec<String>> {
    let mut command = program("pkg-config");
    let said = output(command.args(arguments).env("PKG_CONFIG_PATH", libdir.join("pkgconfig")))?;
    Ok(said.split_whitespace().map(str::to_owned).collect())
}

fn compile_and_run(name: &str, prefix: &Path, flags: &[String]) -> Outcome {
    let compiled = prefix.join("program");
    let mut command = program("cc");
    command.arg(root().join("crates/ffi/tests/c/inside_callbacks.c")).arg("-o").arg(&compiled).args(flags);
    output(command.arg("-D_POSIX_C_SOURCE=200809L"))?;
    step(name, program(&compiled).env("LD_LIBRARY_PATH", prefix.join("lib")))
}
