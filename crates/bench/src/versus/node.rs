//! The daemons, as `toxcore-bench node` measures them.

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use super::{Library, Place, Versus};
use crate::report::Row;
use crate::suite::Suite;

pub(super) const NAME: &str = "node";

/// Requests answered and bytes relayed per second of processor time, in the columns of the libraries.
pub(super) fn measure(versus: &Versus, notes: &mut Vec<String>) -> io::Result<Vec<Row>> {
    let programs: Vec<(String, PathBuf)> =
        versus.libraries.iter().map(|library| (library.name.clone(), daemon(versus, library))).collect();
    if let Some((_, missing)) = programs.iter().find(|(_, path)| !path.is_file()) {
        return Err(io::Error::other(format!("{} is not here", missing.display())));
    }
    let time = if versus.short { SHORT } else { LONG };
    let suite = Suite::start(versus.world, &programs, time, versus.repeat.max(1))?;
    let mut rows = suite.dht(notes)?;
    rows.extend(suite.relay());
    for row in &mut rows {
        row.name = format!("{NAME}: {}", row.name);
    }
    Ok(rows)
}

fn daemon(versus: &Versus, library: &Library) -> PathBuf {
    match &library.place {
        Place::Directory(_) => versus.daemon.clone(),
        Place::Release(directory) => directory.join("bin/tox-bootstrapd"),
    }
}

/// Length of one measurement.
const LONG: Duration = Duration::from_secs(1);
const SHORT: Duration = Duration::from_millis(300);
