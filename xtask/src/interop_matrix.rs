//! `cargo xtask interop-matrix`: what two friends do, between our client on both interfaces and those of all releases, over
//! every path.

use std::process::Stdio;

use crate::metadata::target_directory;
use crate::shell::{Outcome, cargo, program, step};
use crate::{peers, system};

/// Plays all cells and prints a row for each; `--at-once N` cells run side by side (8), words behind that choose rows.
pub(crate) fn run(arguments: &[String]) -> Outcome {
    let (at_once, words) = match arguments {
        [option, number, words @ ..] if option == "--at-once" => (number.as_str(), words),
        words => ("8", words),
    };
    system::install();
    let packages = ["--package", "toxcore-node", "--package", "toxcore-interop", "--package", "toxcore-ffi"];
    step("build", cargo(&["build", "--release"]).args(packages))?;
    let built = target_directory()?.join("release");
    let mut matrix = program(built.join("matrix"));
    matrix.arg(at_once).args(words).env("TOXCORE_NODE", built.join("toxcore-node")).stdout(Stdio::inherit());
    if let Some(peers) = peers::provide() {
        matrix.env(peers::DIRECTORY_VARIABLE, peers);
    }
    step("interop-matrix", &mut matrix)
}
