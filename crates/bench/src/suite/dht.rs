//! Requests answered per second of CPU time.

use std::io;
use std::net::IpAddr;
use std::time::Duration;

use super::{Suite, tell};
use crate::clients::Question;
use crate::dht_load::{DhtClients, DhtLoad};
use crate::report::{Goal, Row};

/// One case.
struct Case {
    name: &'static str,
    question: Question,
    keys: usize,
    goal: Goal,
}

const CASES: &[Case] = &[
    Case { name: "nodes requests, 64 keys", question: Question::Nodes, keys: 64, goal: Goal::TimesBest(3.0) },
    Case { name: "nodes requests, 4,096 keys", question: Question::Nodes, keys: 4096, goal: Goal::TimesBest(4.0) },
    Case { name: "ping requests, 64 keys", question: Question::Ping, keys: 64, goal: Goal::TimesBest(2.5) },
];

impl Suite {
    /// Nodes and ping requests.
    ///
    /// # Errors
    /// If a load cannot be made, or answers do not open.
    pub fn dht(&self, notes: &mut Vec<String>) -> io::Result<Vec<Row>> {
        CASES.iter().map(|case| self.dht_case(case, notes)).collect()
    }

    fn dht_case(&self, case: &Case, notes: &mut Vec<String>) -> io::Result<Row> {
        let addresses: Vec<IpAddr> = (0..ADDRESSES).map(|number| self.world.client(number)).collect();
        let mut loads: Vec<DhtClients> = Vec::new();
        for (number, subject) in self.subjects.iter().enumerate() {
            let load =
                DhtLoad { question: case.question, keys: case.keys, addresses: addresses.clone(), window: WINDOW };
            let mut load = load.prepare(subject.target(), number as u64 + case.keys as u64)?;
            load.run(WARM_UP)?;
            loads.push(load);
        }
        let mut nodes = vec![(0, 0); self.subjects.len()];
        let row = self.row(case.name, "1/CPU s", case.goal, |number, subject| {
            let load = loads.get_mut(number).ok_or(io::ErrorKind::NotFound)?;
            let before = subject.usage()?;
            let result = load.run(self.time)?;
            let cpu = subject.usage()?.since(&before).cpu.as_secs_f64();
            if result.wrong > 0 {
                return Err(io::Error::other(format!("{} of {} answers do not open", result.wrong, result.sampled)));
            }
            if let Some((sum, count)) = nodes.get_mut(number) {
                *sum += result.nodes;
                *count += result.sampled;
            }
            tell(&format!("  {}: {result:?}, {cpu:.2} CPU s", subject.name));
            Ok(result.answered as f64 / cpu)
        });
        if case.question == Question::Nodes {
            let means = nodes.iter().map(|(sum, count)| *sum as f64 / (*count).max(1) as f64);
            let means: Vec<String> = means.map(|mean| format!("{mean:.2}")).collect();
            notes.push(format!("{}: nodes in an answer, on average: {}", case.name, means.join(", ")));
        }
        Ok(row)
    }
}

/// Requests on the way at once.
const WINDOW: usize = 1024;
/// Addresses that the clients come from.
const ADDRESSES: usize = 64;
/// Time for a program to get to know all keys: ours derives no more than 4,000 a second for strangers.
const WARM_UP: Duration = Duration::from_millis(2500);
