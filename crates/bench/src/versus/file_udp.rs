//! A file over UDP between two processes of one machine.

use std::io;
use std::time::Duration;

use super::pair::{Cast, Pair, Setting, Way};
use super::{Figure, Library, Scenario, Values, Versus, file, system_calls};
use crate::report::Goal;

pub(super) const SCENARIO: Scenario = Scenario {
    name: "file-udp",
    figures: &[
        Figure { name: PLATEAU, unit: "MB/s", goal: Goal::TimesBestAndAtLeast(2.5, 100.0) },
        Figure { name: TO_1, unit: "s", goal: Goal::ShareOfBest(1.0 / 20.0) },
        Figure { name: TO_10, unit: "s", goal: Goal::ShareOfBest(1.0 / 12.0) },
        Figure { name: TO_100, unit: "s", goal: Goal::ShareOfBest(1.0 / 5.0) },
        Figure { name: SENDER, unit: "CPU s/GB", goal: Goal::ShareOfBest(1.0 / 3.0) },
        Figure { name: RECEIVER, unit: "CPU s/GB", goal: Goal::ShareOfBest(1.0 / 3.0) },
        Figure { name: SENDER_CALLS, unit: "", goal: Goal::AtMost(0.2) },
        Figure { name: RECEIVER_CALLS, unit: "", goal: Goal::AtMost(0.2) },
    ],
    measure,
};

/// The same where the kernel neither cuts nor joins datagrams. The reference never asks it to, so it has no column here.
pub(super) const WITHOUT_OFFLOAD: Scenario = Scenario {
    name: "file-udp-no-offload",
    figures: &[
        Figure { name: PLATEAU, unit: "MB/s", goal: Goal::Told },
        Figure { name: SENDER_CALLS, unit: "", goal: Goal::AtMost(1.05) },
        Figure { name: RECEIVER_CALLS, unit: "", goal: Goal::AtMost(1.05) },
    ],
    measure: measure_without_offload,
};

const PLATEAU: &str = "plateau";
const TO_1: &str = "time to 1 MB";
const TO_10: &str = "time to 10 MB";
const TO_100: &str = "time to 100 MB";
const SENDER: &str = "sender";
const RECEIVER: &str = "receiver";
const SENDER_CALLS: &str = "sender, system calls per packet";
const RECEIVER_CALLS: &str = "receiver, system calls per packet";

fn measure(versus: &Versus, library: &Library) -> io::Result<Values> {
    let mut pair = Pair::connect(versus, Cast::all(library), Way::Udp, Setting::Loopback)?;
    let run = file::send(&mut pair, if versus.short { SHORT } else { LONG })?;
    let mut values = vec![(PLATEAU, run.plateau), (SENDER, run.sender_cost), (RECEIVER, run.receiver_cost)];
    let times = [(TO_1, run.to_1), (TO_10, run.to_10), (TO_100, run.to_100)];
    values.extend(times.into_iter().filter_map(|(name, time)| Some((name, time?))));
    // After the other figures: counting slows a little.
    values.extend(calls(&mut pair)?);
    Ok(values)
}

fn measure_without_offload(versus: &Versus, library: &Library) -> io::Result<Values> {
    if !library.is_ours() {
        return Ok(Values::new());
    }
    let mut pair = Pair::connect(versus, Cast::all(library), Way::Udp, Setting::NoOffload)?;
    let run = file::send(&mut pair, SHORT)?;
    let mut values = vec![(PLATEAU, run.plateau)];
    values.extend(calls(&mut pair)?);
    Ok(values)
}

fn calls(pair: &mut Pair) -> io::Result<Values> {
    Ok(match system_calls::per_packet(pair)? {
        Some([sender, receiver]) => vec![(SENDER_CALLS, sender), (RECEIVER_CALLS, receiver)],
        None => Values::new(),
    })
}

/// Long enough for 100 MB of the reference.
const LONG: Duration = Duration::from_secs(18);
const SHORT: Duration = Duration::from_secs(4);
