//! `cargo xtask bench-node`: our node beside the reference's, under the same load. The measuring is the program of
//! `crates/bench`; here is what it needs.

use std::process::Stdio;

use crate::metadata::target_directory;
use crate::shell::{Outcome, cargo, step};
use crate::{peers, system};

/// Builds node and load generator, fetches the peers if they can be had, and measures. `arguments` are passed on.
pub(crate) fn run(arguments: &[String]) -> Outcome {
    system::install();
    // The optimised build: this is what an operator would run.
    let packages = ["--package", "toxcore-node", "--package", "toxcore-bench"];
    // Not what counts its memory.
    let programs = ["--bin", "toxcore-node", "--bin", "toxcore-bench"];
    step("build", cargo(&["build", "--release"]).args(packages).args(programs))?;
    let built = target_directory()?.join("release");
    let mut bench = crate::shell::program(built.join("toxcore-bench"));
    bench.arg("node").arg("--ours").arg(built.join("toxcore-node")).stdout(Stdio::inherit());
    if let Some(peers) = peers::provide() {
        bench.arg("--peers").arg(peers);
    }
    step("bench-node", bench.args(arguments))
}
