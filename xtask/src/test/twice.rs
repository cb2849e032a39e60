//! A step of tests that share the machine with each other: a few that failed beside others get a second run, alone. Both are
//! told, so that what is unsteady neither stops everybody's work nor is passed over in silence.

use std::io::Write;
use std::process::Command;
use std::time::Instant;

use super::libtest::Report;
use crate::shell::{Outcome, watched};

/// Tests that may fail at first: our choice. More of them are no accident, and would take long alone.
const MOST_REPEATED: usize = 3;

/// Which tests a command is to run.
#[derive(Debug, Clone, Copy)]
pub(super) enum Which<'a> {
    All,
    /// The one of exactly this name, with nothing beside it.
    Alone(&'a str),
}

/// Runs all tests that `command` makes, and again each of the few that failed; what they print goes to
/// `terminal`. Returns the names of those that passed then.
pub(super) fn run(
    step: &str,
    terminal: &mut impl Write,
    command: impl Fn(Which<'_>) -> Outcome<Command>,
) -> Outcome<Vec<String>> {
    println!("\n── {step}");
    let started = Instant::now();
    let (status, output) = watched(&mut command(Which::All)?, terminal)?;
    let repeated = to_repeat(status.success(), Report::read(&output))
        .map_err(|why| format!("{step} failed after {} s ({status}): {why}", started.elapsed().as_secs()))?;
    let mut failed = Vec::new();
    for name in &repeated {
        println!("\n── {step}: {name} again, alone");
        let (status, output) = watched(&mut command(Which::Alone(name))?, terminal)?;
        if !passed_alone(status.success(), &Report::read(&output)) {
            failed.push(name.as_str());
        }
    }
    if !failed.is_empty() {
        return Err(format!("{step}: failed beside others and alone: {}", failed.join(", ")));
    }
    println!("── {step}: passed in {} s", started.elapsed().as_secs());
    Ok(repeated)
}

/// The line of the summary for a test that [`run`] returned.
pub(super) fn unsteady(name: &str) -> String {
    format!("UNSTEADY: {name} failed beside others and passed alone")
}

/// The tests that get a second run, or why there is none.
fn to_repeat(success: bool, report: Report) -> Outcome<Vec<String>> {
    match report.failed.len() {
        0 if success => Ok(Vec::new()),
        _ if report.unfinished > 0 => Err("a test program did not come to its end".to_owned()),
        0 => Err("no test failed, but the command did".to_owned()),
        count if count > MOST_REPEATED => Err(format!("{count} tests failed: {}", report.failed.join(", "))),
        _ => Ok(report.failed),
    }
}

/// Whether a second run was one: a name that no program knows runs nothing, with success.
fn passed_alone(success: bool, report: &Report) -> bool {
    success && report.passed > 0
}

#[cfg(test)]
mod tests;
