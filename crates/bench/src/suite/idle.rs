//! What a node costs that has nothing to do.

use std::io;
use std::thread;
use std::time::Duration;

use super::{Suite, tell};
use crate::report::{Goal, Row};

impl Suite {
    /// Watches all programs at the same time. Nothing but their neighbours' regular packets reaches them.
    ///
    /// # Errors
    /// If one has ended.
    pub fn idle(&self) -> io::Result<Vec<Row>> {
        tell(&format!("idle: watching for {} s", WATCHED.as_secs()));
        let usages = || self.subjects.iter().map(super::Subject::usage).collect::<io::Result<Vec<_>>>();
        let before = usages()?;
        thread::sleep(WATCHED);
        let after = usages()?;
        let used: Vec<_> = after.iter().zip(&before).map(|(after, before)| after.since(before)).collect();
        let row = |name: &str, unit, goal, value: &dyn Fn(&crate::process::Usage) -> f64| Row {
            name: name.to_owned(),
            unit,
            values: used.iter().map(|usage| Some(value(usage))).collect(),
            goal,
        };
        let seconds = WATCHED.as_secs_f64();
        Ok(vec![
            row("idle, 10 neighbours: wake-ups", "1/s", Goal::AtMost(3.0), &|usage| usage.wake_ups as f64 / seconds),
            row("idle: resident memory", "MB", Goal::AtMost(8.0), &|usage| usage.resident as f64 / 1e6),
            row("idle: CPU time", "s/h", Goal::Told, &|usage| usage.cpu.as_secs_f64() * 3600.0 / seconds),
        ])
    }
}

/// Long enough for a round of everything that is done once a minute, as the programs run for some time already.
const WATCHED: Duration = Duration::from_secs(30);
