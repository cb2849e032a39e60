//! `cargo xtask demo`: a local network of our nodes, shown live, with two real clients. The show itself is the program
//! `demo` of `crates/interop`; here is what it needs.

use std::process::Stdio;

use crate::metadata::target_directory;
use crate::shell::{Outcome, cargo, step};
use crate::{peers, system};

/// Builds the node, fetches the peers if they can be had, and starts the show.
pub(crate) fn run() -> Outcome {
    system::install();
    // The optimised build: this is what an operator would run.
    step("build", &mut cargo(&["build", "--release", "--package", "toxcore-node", "--package", "toxcore-interop"]))?;
    let built = target_directory()?.join("release");
    let mut show = crate::shell::program(built.join("demo"));
    show.env("TOXCORE_NODE", built.join("toxcore-node")).stdout(Stdio::inherit());
    if let Some(peers) = peers::provide() {
        show.env(peers::DIRECTORY_VARIABLE, peers);
    }
    step("demo", &mut show)
}
