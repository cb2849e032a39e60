//! Messages there and back between two programs on the async API, which sleep until something happens. Nothing of the
//! reference is beside it.

use std::io;
use std::time::Duration;

use super::messages::{MEDIAN, WORST, round_trips};
use super::pair::{Cast, Pair, Setting, Way};
use super::{Figure, Library, Scenario, Values, Versus};
use crate::report::Goal;

pub(super) const SCENARIO: Scenario = Scenario {
    name: "messages-async",
    figures: &[
        Figure { name: MEDIAN, unit: "ms", goal: Goal::AtMost(1.0) },
        Figure { name: WORST, unit: "ms", goal: Goal::AtMost(3.0) },
    ],
    measure,
};

fn measure(versus: &Versus, library: &Library) -> io::Result<Values> {
    if !library.is_ours() {
        return Ok(Values::new());
    }
    let mut pair = Pair::connect(versus, Cast::all(library), Way::Udp, Setting::AsyncApi)?;
    round_trips(&mut pair, if versus.short { SHORT } else { LONG })
}

/// Some three hundred messages.
const LONG: Duration = Duration::from_secs(10);
const SHORT: Duration = Duration::from_secs(2);
