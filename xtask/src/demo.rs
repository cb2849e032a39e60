//! `cargo xtask demo`: a local network of our nodes, shown live, and two C programs on our library that meet through it. The
//! show itself is the program `demo` of `crates/interop`; here is what it needs.

use std::path::Path;
use std::process::Stdio;

use crate::c_programs::{self, Flavour};
use crate::library::{Library, Profile};
use crate::metadata::target_directory;
use crate::shell::{Outcome, cargo, has_program, step};
use crate::{peers, system};

/// Builds the node and the library, compiles the C programs, and starts the show.
pub(crate) fn run() -> Outcome {
    system::install();
    // The optimised build: this is what an operator would run.
    step(
        "build",
        cargo(&["build", "--release", "--package", "toxcore-node", "--package", "toxcore-interop"]).args(NEEDED),
    )?;
    let built = target_directory()?.join("release");
    let mut show = crate::shell::program(built.join("demo"));
    show.env("TOXCORE_NODE", built.join("toxcore-node")).stdout(Stdio::inherit());
    if has_program("cc") {
        let place = built.join("libtoxcore");
        compile_examples(&place)?;
        show.env("TOXCORE_LIBRARY", &place);
        step("demo", &mut show)?;
        println!("The library lies there; other clients run on it as well: LD_LIBRARY_PATH={} toxic", place.display());
        Ok(())
    } else {
        println!("no C compiler here: real clients of libtoxcore meet in place of C programs on our library");
        if let Some(peers) = peers::provide() {
            show.env(peers::DIRECTORY_VARIABLE, peers);
        }
        step("demo", &mut show)
    }
}

/// The programs of the show. Each further one would take a minute to link.
const NEEDED: &[&str] = &["--bin", "toxcore-node", "--bin", "demo", "--bin", "http-get", "--bin", "our-peer"];

/// The library with its links, and beside it the examples in C.
fn compile_examples(place: &Path) -> Outcome {
    Library::build(Profile::Release)?.place(place)?;
    for source in c_programs::sources("crates/ffi/examples")? {
        c_programs::compile(&source, place, place, Flavour::Plain)?;
    }
    Ok(())
}
