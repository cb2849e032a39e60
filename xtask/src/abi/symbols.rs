//! Which names the shared library exports.

use std::collections::BTreeSet;
use std::path::Path;

use super::known::is_known;
use super::table;
use crate::library::Library;
use crate::shell::{Outcome, output, program};

/// Compares what the library exports with the list: nothing missing, and nothing besides.
pub(crate) fn check(library: &Library) -> Outcome {
    let wanted: BTreeSet<String> = table::names("exports-0.2.23.txt")?.into_iter().collect();
    let found = exported(&library.shared)?;
    let missing: Vec<&String> = wanted.difference(&found).collect();
    let foreign: Vec<&String> = found.difference(&wanted).collect();
    println!("symbols: {} of {}", wanted.len() - missing.len(), wanted.len());
    let mut faults = Vec::new();
    if !missing.is_empty() {
        faults.push(format!("{} functions are missing:{}", missing.len(), listed(&missing)));
    }
    if !foreign.is_empty() {
        faults.push(format!("{} symbols have no place in the interface:{}", foreign.len(), listed(&foreign)));
    }
    if faults.is_empty() { Ok(()) } else { Err(faults.join("\n")) }
}

/// Checks that programs which run on a Debian package find all their functions in ours, but for those that went.
pub(crate) fn covers(suite: &str, library: &Path) -> Outcome {
    let mut known: BTreeSet<String> = table::names("exports-0.2.23.txt")?.into_iter().collect();
    known.extend(table::names("removed-since-0.2.18.txt")?);
    let theirs = exported(library)?;
    let missing: Vec<&String> = theirs.difference(&known).filter(|name| !is_known(suite, name)).collect();
    println!("{suite}: exports {} symbols", theirs.len());
    if missing.is_empty() { Ok(()) } else { Err(format!("{suite} exports what ours does not:{}", listed(&missing))) }
}

/// Every symbol that programs could link with.
fn exported(library: &Path) -> Outcome<BTreeSet<String>> {
    let listing = output(program("nm").args(["--dynamic", "--defined-only", "--format=posix"]).arg(library))?;
    Ok(listing.lines().filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect())
}

fn listed(names: &[&String]) -> String {
    names.iter().map(|name| format!("\n  {name}")).collect()
}
