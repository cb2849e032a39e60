//! `cargo xtask peers`: Debian's own builds of libtoxcore, as real peers for the interop tests.
//!
//! Nothing is installed: packages are downloaded from the mirror that apt is set up with and unpacked side by side into
//! `target/peers/SUITE/{lib,include,bin,libc,run}`. A suite may need a newer C library than this machine has, so each
//! brings its own, and `run PROGRAM …` starts a program with it.

mod apt;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use crate::metadata::target_directory;
use crate::shell::{Outcome, has_program, output, program};
use apt::Apt;

/// The Debian releases whose libtoxcore we test against: 0.2.18, 0.2.20, and 0.2.22 or newer.
pub(crate) const SUITES: &[&str] = &["bookworm", "trixie", "sid"];

/// Where unpacked peers are looked for when it is not `target/peers`.
pub(crate) const DIRECTORY_VARIABLE: &str = "TOXCORE_PEERS";

/// Unpacks what is not there yet; it is an error when a suite is missing afterwards.
pub(crate) fn run() -> Outcome {
    let directory = directory()?;
    let mut missing = Vec::new();
    for suite in SUITES {
        match ensure(&directory, suite) {
            Ok(()) => println!("peers: {suite} is in {}", directory.join(suite).display()),
            Err(reason) => missing.push(format!("{suite}: {reason}")),
        }
    }
    if missing.is_empty() { Ok(()) } else { Err(format!("peers that are missing:\n  {}", missing.join("\n  "))) }
}

/// Where the peers are.
pub(crate) fn directory() -> Outcome<PathBuf> {
    match std::env::var_os(DIRECTORY_VARIABLE) {
        Some(directory) => Ok(directory.into()),
        None => Ok(target_directory()?.join("peers")),
    }
}

fn ensure(directory: &Path, suite: &str) -> Outcome {
    let place = directory.join(suite);
    if place.join("run").exists() {
        return Ok(());
    }
    for needed in ["apt-get", "apt-cache", "dpkg"] {
        if !has_program(needed) {
            return Err(format!("{needed} is not here: the peers are Debian packages"));
        }
    }
    println!("peers: fetching {suite}");
    let state = directory.join(".apt").join(suite);
    let unpacked = state.join("root");
    let _ = fs::remove_dir_all(&unpacked);
    fs::create_dir_all(&unpacked).map_err(|error| format!("{}: {error}", unpacked.display()))?;
    let apt = Apt::set_up(&state, suite)?;
    for archive in apt.download(&wanted(&apt)?)? {
        step_quiet(program("dpkg").arg("-x").arg(&archive).arg(destination(&archive, &state)))?;
    }
    lay_out(&state, &place).map_err(|error| format!("{}: {error}", place.display()))?;
    let _ = fs::remove_dir_all(&state);
    Ok(())
}

/// The packages of one suite: the library, its headers, its daemon, and the libraries that they need.
fn wanted(apt: &Apt) -> Outcome<Vec<String>> {
    let mut names: Vec<String> = ["libtoxcore2", "libtoxcore-dev", "toxcore-utils", "libc6"].map(str::to_owned).into();
    names.extend(apt.depends("libtoxcore2", &["libsodium", "libvpx", "libopus"])?);
    names.extend(apt.depends("toxcore-utils", &["libconfig"])?);
    Ok(names)
}

/// The C library stays apart: beside the others it would be found by programs of this machine.
fn destination(archive: &Path, state: &Path) -> PathBuf {
    let name = archive.file_name().unwrap_or_default().to_string_lossy().into_owned();
    state.join(if name.starts_with("libc6_") { "libc" } else { "root" })
}

/// Moves what was unpacked to where the tests look for it; `run` comes last, because it marks a complete suite.
fn lay_out(state: &Path, place: &Path) -> std::io::Result<()> {
    let _ = fs::remove_dir_all(place);
    for part in ["lib", "libc", "libexec", "bin"] {
        fs::create_dir_all(place.join(part))?;
    }
    collect_libraries(&state.join("root"), &place.join("lib"))?;
    collect_libraries(&state.join("libc"), &place.join("libc"))?;
    copy_tree(&state.join("root/usr/include"), &place.join("include"))?;
    for entry in fs::read_dir(state.join("root/usr/bin"))? {
        let entry = entry?;
        let name = entry.file_name();
        fs::copy(entry.path(), place.join("libexec").join(&name))?;
        let starter = format!(
            "#!/bin/sh\nexec \"$(dirname \"$(readlink -f \"$0\")\")/../run\" \"libexec/{}\" \"$@\"\n",
            name.to_string_lossy()
        );
        write_program(&place.join("bin").join(&name), &starter)?;
    }
    write_program(&place.join("run"), RUN)
}

const RUN: &str = r#"#!/bin/sh
# Starts a program with the C library of this suite.
here=$(dirname "$(readlink -f "$0")"); program=$1; shift
case $program in /*) ;; *) program=$here/$program;; esac
exec "$here"/libc/ld-linux-*.so.* --library-path "$here/libc:$here/lib" "$program" "$@"
"#;

fn write_program(path: &Path, text: &str) -> std::io::Result<()> {
    fs::write(path, text)?;
    fs::set_permissions(path, fs::Permissions::from_mode(0o755))
}

/// Copies every shared library below `from` into the one directory `to`, links as links.
fn collect_libraries(from: &Path, to: &Path) -> std::io::Result<()> {
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        let kind = entry.file_type()?;
        if kind.is_dir() {
            if name != "gconv" {
                collect_libraries(&path, to)?;
            }
        } else if name.ends_with(".so") || name.contains(".so.") || name.ends_with(".a") {
            let target = to.join(&name);
            if target.symlink_metadata().is_ok() {
                continue;
            }
            match fs::read_link(&path) {
                // Links out of the directory would dangle: only those to a neighbour are kept.
                Ok(link) if link.components().count() == 1 => std::os::unix::fs::symlink(link, target)?,
                Ok(_) => {}
                Err(_) => fs::copy(&path, target).map(drop)?,
            }
        }
    }
    Ok(())
}

fn copy_tree(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_tree(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

fn step_quiet(command: &mut std::process::Command) -> Outcome {
    output(command).map(drop)
}

/// Tells cargo's children where the peers are; unpacks them first when they are missing and can be had.
pub(crate) fn provide() -> Option<PathBuf> {
    let directory = directory().ok()?;
    if let Err(reason) = run() {
        println!("{reason}");
    }
    SUITES.iter().any(|suite| directory.join(suite).join("run").exists()).then_some(directory)
}

/// Shown by other commands when peers are missing.
pub(crate) const MISSING: &str = "real libtoxcore peers (needs apt with a Debian mirror, see `cargo xtask peers`)";
