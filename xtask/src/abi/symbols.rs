//! Which names the shared library exports.

use std::collections::BTreeSet;

use super::table;
use crate::library::Library;
use crate::shell::{Outcome, output, program};

/// Compares what the library exports with the list: nothing missing, and nothing besides.
pub(crate) fn check(library: &Library) -> Outcome {
    let wanted: BTreeSet<String> = table::names("exports-0.2.23.txt")?.into_iter().collect();
    let found = exported(library)?;
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

/// Every symbol that programs could link with.
fn exported(library: &Library) -> Outcome<BTreeSet<String>> {
    let listing = output(program("nm").args(["--dynamic", "--defined-only", "--format=posix"]).arg(&library.shared))?;
    Ok(listing.lines().filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect())
}

fn listed(names: &[&String]) -> String {
    names.iter().map(|name| format!("\n  {name}")).collect()
}
