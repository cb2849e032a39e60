//! A file over UDP where one end has our library and the other the reference's. What stands in the columns of the
//! reference is what it does with itself.

use std::io;
use std::time::Duration;

use super::pair::{Cast, Pair, Setting, Way};
use super::{Figure, Library, Scenario, Values, Versus, file};
use crate::report::Goal;

pub(super) const SCENARIO: Scenario = Scenario {
    name: "mixed",
    figures: &[
        Figure { name: TO, unit: "MB/s", goal: Goal::TimesBest(1.3) },
        Figure { name: FROM, unit: "MB/s", goal: Goal::TimesBest(1.3) },
    ],
    measure,
};

const TO: &str = "file to the reference, plateau";
const FROM: &str = "file from the reference, plateau";

fn measure(versus: &Versus, library: &Library) -> io::Result<Values> {
    let time = if versus.short { SHORT } else { LONG };
    let plateau = |sender, receiver| -> io::Result<f64> {
        let mut pair = Pair::connect(versus, Cast { node: library, sender, receiver }, Way::Udp, Setting::Loopback)?;
        Ok(file::send(&mut pair, time)?.plateau)
    };
    match versus.reference() {
        Some(reference) if library.is_ours() => {
            Ok(vec![(TO, plateau(library, reference)?), (FROM, plateau(reference, library)?)])
        }
        _ => {
            let alone = plateau(library, library)?;
            Ok(vec![(TO, alone), (FROM, alone)])
        }
    }
}

/// Until the reference sends as fast as it will.
const LONG: Duration = Duration::from_secs(18);
const SHORT: Duration = Duration::from_secs(3);
