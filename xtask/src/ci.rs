//! `cargo xtask ci`: what CI runs, and what a person runs before pushing.

mod layers;
mod licences;
mod links;
mod text;

use crate::metadata::Metadata;
use crate::shell::{Outcome, cargo, step};
use crate::{fuzz, package, system, test};

/// Lints, packages, tests, and a short fuzz run.
pub(crate) fn run() -> Outcome {
    // The linker and the C compiler first: without them not even clippy's build scripts run.
    system::install();
    lint()?;
    package::run()?;
    test::run()?;
    fuzz::run(&["--changed".to_owned(), "--minutes".to_owned(), FUZZ_MINUTES.to_string()])
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
    step("clippy", &mut cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))?;
    let mut doc = cargo(&["doc", "--workspace", "--no-deps"]);
    step("doc", doc.env("RUSTDOCFLAGS", "-D warnings"))
}
