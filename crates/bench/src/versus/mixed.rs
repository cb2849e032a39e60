//! A file over UDP where one end has our library and the other the reference's. What stands in the columns of the
//! reference is what it does with itself.

use std::io;
use std::time::Duration;

use super::file::FileRun;
use super::pair::{Cast, Pair, Setting, Way};
use super::{Figure, Library, Scenario, Values, Versus, file};
use crate::report::Goal;

pub(super) const SCENARIO: Scenario = Scenario {
    name: "mixed",
    figures: &[
        Figure { name: TO, unit: "MB/s", goal: Goal::TimesBest(1.3) },
        Figure { name: FROM, unit: "MB/s", goal: Goal::TimesBest(1.3) },
        Figure { name: ITS_RECEIVER, unit: "CPU s/GB", goal: Goal::ToldLow },
        Figure { name: ITS_SENDER, unit: "CPU s/GB", goal: Goal::ToldLow },
    ],
    measure,
};

const TO: &str = "file to the reference, plateau";
const FROM: &str = "file from the reference, plateau";

/// What the reference itself works at its end says how much of the rate is its own doing.
const ITS_RECEIVER: &str = "file to the reference, its receiver";
const ITS_SENDER: &str = "file from the reference, its sender";

fn measure(versus: &Versus, library: &Library) -> io::Result<Values> {
    let time = if versus.short { SHORT } else { LONG };
    let send = |sender, receiver| -> io::Result<FileRun> {
        let mut pair = Pair::connect(versus, Cast { node: library, sender, receiver }, Way::Udp, Setting::Loopback)?;
        file::send(&mut pair, time)
    };
    let [to, from] = match versus.reference() {
        Some(reference) if library.is_ours() => [send(library, reference)?, send(reference, library)?],
        _ => {
            let alone = send(library, library)?;
            [alone.clone(), alone]
        }
    };
    Ok(vec![(TO, to.plateau), (FROM, from.plateau), (ITS_RECEIVER, to.receiver_cost), (ITS_SENDER, from.sender_cost)])
}

/// Until the reference sends as fast as it will.
const LONG: Duration = Duration::from_secs(18);
const SHORT: Duration = Duration::from_secs(3);
