//! `cargo xtask package`: every published crate packs and builds from its package alone.

use crate::shell::{Outcome, cargo, step};

/// Crates that stay here.
const UNPUBLISHED: &[&str] = &["xtask", "toxcore-interop", "toxcore-bench"];

/// Packs the workspace and builds each crate out of its archive.
pub(crate) fn run() -> Outcome {
    let mut command = cargo(&["package", "--workspace", "--allow-dirty"]);
    for name in UNPUBLISHED {
        command.args(["--exclude", name]);
    }
    step("package", &mut command)
}
