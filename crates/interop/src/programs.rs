//! Programs that people use, as Debian packages them: on a library of the test's choice, and driven as by a human.
//!
//! - [`Toxic`] lives in a [`Terminal`], which is tmux; it does all that two friends do.
//! - [`Utox`] and [`Qtox`] live on a [`Display`], which is Xvfb, and get their keys and clicks from xdotool. They know the
//!   nodes of the Tox network and no others, so a client on the same library makes their profile before: with our nodes and
//!   the friend in it.
//!
//! What they did is seen on the screen, in the files that they write, and at the friend's. Every wait has a deadline.

mod display;
mod profile;
mod qtox;
mod terminal;
mod toxic;
mod utox;

use std::path::PathBuf;
use std::time::{Duration, Instant};

pub use display::Display;
pub use profile::{Prepared, prepare};
pub use qtox::Qtox;
pub use terminal::Terminal;
pub use toxic::Toxic;
pub use utox::Utox;

use crate::peers::skipped;
use crate::process::ProcessError;

/// Time for a program to start, to end, or to answer a key: our choice; each takes a second on a quiet machine.
pub const SOON: Duration = Duration::from_secs(30);
/// Pause between two looks at a screen or a file: our choice, much less than anything here takes.
const LOOK: Duration = Duration::from_millis(50);

/// Where a program is; none, with a line that says why, when it is not on this machine.
pub fn find(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    match std::env::split_paths(&path).map(|folder| folder.join(name)).find(|program| program.exists()) {
        Some(program) => Some(program),
        None => skipped(&format!("{name} is not installed")),
    }
}

/// Looks until something is there.
///
/// # Errors
/// [`ProcessError::TimedOut`] with what `seen` says.
pub fn look_for<T>(
    within: Duration,
    mut look: impl FnMut() -> Option<T>,
    seen: impl Fn() -> String,
) -> Result<T, ProcessError> {
    let deadline = Instant::now() + within;
    loop {
        if let Some(found) = look() {
            return Ok(found);
        }
        if Instant::now() > deadline {
            return Err(ProcessError::TimedOut(seen()));
        }
        std::thread::sleep(LOOK);
    }
}
