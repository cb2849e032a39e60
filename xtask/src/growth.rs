//! `cargo xtask growth`: what one more client, node or link costs, from ten to ten thousand of them. The measuring is a
//! program of `crates/bench`.

use crate::metadata::target_directory;
use crate::shell::{Outcome, cargo, program, step};

/// Builds the program and runs it. `arguments` are passed on.
pub(crate) fn run(arguments: &[String]) -> Outcome {
    let build = ["build", "--release", "--package", "toxcore-bench", "--bin", "toxcore-growth"];
    step("build", &mut cargo(&build))?;
    let mut growth = program(target_directory()?.join("release/toxcore-growth"));
    step("growth", growth.args(arguments))
}
