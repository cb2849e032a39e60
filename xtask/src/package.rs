//! `cargo xtask package`: every crate packs, and builds from its package alone.

use crate::shell::{Outcome, cargo, step};

/// Packs the workspace and builds each crate out of its archive.
pub(crate) fn run() -> Outcome {
    // Dirty is what a working tree is; what is published is another command's business.
    step("package", &mut cargo(&["package", "--workspace", "--allow-dirty", "--quiet"]))
}
