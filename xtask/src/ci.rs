//! `cargo xtask ci`: what CI runs, and what a person runs before pushing.

mod defects;
mod layers;
mod licences;
mod links;
mod text;

use std::time::Instant;

use crate::metadata::Metadata;
use crate::shell::{Outcome, cargo, step};
use crate::{abi, fuzz, header, instr, package, system, test};

/// Lints, packages, tests, instruction counts, and a short fuzz run.
pub(crate) fn run() -> Outcome {
    let started = Instant::now();
    let mut skipped = Vec::new();
    // The linker and the C compiler first: without them not even clippy's build scripts run.
    system::install();
    lint()?;
    package::run()?;
    let unsteady = test::layers(&mut skipped)?;
    instr::check(&mut skipped)?;
    if fuzz::is_possible() {
        fuzz::run(&["--changed".to_owned(), "--minutes".to_owned(), FUZZ_MINUTES.to_string()])?;
    } else {
        skipped.push(fuzz::MISSING);
    }
    test::summary(&format!("ci passed in {} s", started.elapsed().as_secs()), &skipped, &unsteady);
    Ok(())
}

/// Wall-clock minutes that the fuzz targets share in CI: our choice, so that a whole run stays well under an hour.
const FUZZ_MINUTES: u64 = 8;

/// Everything that looks at the text and not at the behaviour.
pub(crate) fn lint() -> Outcome {
    step("fmt", &mut cargo(&["fmt", "--all", "--check"]))?;
    let metadata = Metadata::read()?;
    layers::check(&metadata)?;
    licences::check(&metadata)?;
    text::check()?;
    links::check()?;
    defects::check()?;
    header::check()?;
    step("clippy", &mut cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))?;
    abi::run()?;
    let mut doc = cargo(&["doc", "--workspace", "--no-deps"]);
    step("doc", doc.env("RUSTDOCFLAGS", "-D warnings"))
}
