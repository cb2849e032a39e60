//! `cargo xtask interop-clients`: Toxic, uTox and qTox on our C library and on the reference's, with all their partners.

use crate::shell::{Outcome, step};
use crate::{peers, system, test};

/// Plays what `cargo xtask test` plays of it, and what takes longer; words choose the stories in whose name one of them
/// stands. A picture of each window goes into the folder that `TOXCORE_PICTURES` names, if it does.
pub(crate) fn run(words: &[String]) -> Outcome {
    system::install();
    let peers = peers::provide();
    if peers.is_none() {
        println!("SKIPPED: {}", peers::MISSING);
    }
    test::build_for_interop()?;
    let mut stories = test::interop_command(peers.as_deref())?;
    stories.args(["--test-threads", test::INTEROP_THREADS, "--include-ignored", "--nocapture"]);
    if words.is_empty() {
        stories.arg("programs::")
    } else {
        stories.args(words)
    };
    step("interop-clients", &mut stories)
}
