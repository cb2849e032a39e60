//! Whether a node can be used to flood others.

use std::io;
use std::thread;

use super::Suite;
use crate::abuse::{Probe, ProbeResult, measure_amplification};
use crate::report::{Goal, Row};

impl Suite {
    /// Bytes out over bytes in for each kind of request, of all programs at the same time.
    ///
    /// # Errors
    /// If a request cannot be made.
    pub fn amplification(&self) -> io::Result<Vec<Row>> {
        let all: Vec<Vec<(Probe, ProbeResult)>> = thread::scope(|scope| {
            let threads: Vec<_> = self
                .subjects
                .iter()
                .zip(500..)
                .map(|(subject, seed)| {
                    let (world, target, crowd) = (self.world, subject.target(), subject.crowd());
                    scope.spawn(move || measure_amplification(world, target, crowd, seed))
                })
                .collect();
            threads
                .into_iter()
                .map(|thread| thread.join().unwrap_or_else(|_| Err(io::Error::other("a thread ended"))))
                .collect::<io::Result<_>>()
        })?;
        let row = |probe: &Probe| Row {
            name: format!("amplification: {}", probe.name()),
            unit: "B/B",
            values: all.iter().map(|results| ratio(results, *probe)).collect(),
            goal: Goal::NotAboveOthers,
        };
        Ok(Probe::ALL.iter().map(row).collect())
    }
}

fn ratio(results: &[(Probe, ProbeResult)], wanted: Probe) -> Option<f64> {
    results.iter().find(|(probe, _)| *probe == wanted).map(|(_, result)| result.ratio())
}
