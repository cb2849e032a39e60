//! A file through one TCP relay, which is an instance of the same library.

use std::io;
use std::time::Duration;

use super::pair::{Cast, Pair, Setting, Way};
use super::{Figure, Library, Scenario, Values, Versus, file};
use crate::report::Goal;

pub(super) const SCENARIO: Scenario = Scenario {
    name: "file-relay",
    figures: &[
        Figure { name: STEADY, unit: "MB/s", goal: Goal::AtLeast(40.0) },
        Figure { name: STALLED, unit: "s", goal: Goal::AtMost(0.0) },
        Figure { name: RELAY, unit: "MB/CPU s", goal: Goal::AtLeast(100.0) },
        Figure { name: SENDER, unit: "CPU s/GB", goal: Goal::ToldLow },
        Figure { name: RECEIVER, unit: "CPU s/GB", goal: Goal::ToldLow },
    ],
    measure,
};

const STEADY: &str = "after two seconds";
const STALLED: &str = "stalled seconds";
const RELAY: &str = "relay";
const SENDER: &str = "sender";
const RECEIVER: &str = "receiver";

fn measure(versus: &Versus, library: &Library) -> io::Result<Values> {
    let mut pair = Pair::connect(versus, Cast::all(library), Way::Relay, Setting::Loopback)?;
    let run = file::send(&mut pair, if versus.short { SHORT } else { LONG })?;
    let mut values = vec![(STEADY, run.steady), (STALLED, run.stalled)];
    if run.bytes > 0.0 {
        let relay = 1e3 / run.node_cost;
        values.extend([(RELAY, relay), (SENDER, run.sender_cost), (RECEIVER, run.receiver_cost)]);
    }
    Ok(values)
}

/// The reference stands still now and then: long enough to see it.
const LONG: Duration = Duration::from_secs(18);
const SHORT: Duration = Duration::from_secs(4);
