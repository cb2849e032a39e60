//! A file between hosts with a slow network between them.

use std::io;
use std::time::Duration;

use super::link::{Link, LinkKind};
use super::pair::{Cast, Pair, Setting, Way};
use super::{Figure, Library, Scenario, Values, Versus, file};
use crate::report::Goal;

/// 100 Mbit/s, 50 ms there and back.
pub(super) const FAST: Scenario = Scenario {
    name: "link-50ms",
    figures: &[
        Figure { name: TO_10, unit: "s", goal: Goal::AtMost(1.5) },
        Figure { name: PLATEAU, unit: "MB/s", goal: Goal::AtLeast(11.4) },
        Figure { name: WIRE, unit: "", goal: Goal::AtMost(1.06) },
    ],
    measure: |versus, library| measure(versus, library, LinkKind { ..HUNDRED }),
};

/// The same, and each host loses a packet in a hundred.
pub(super) const LOSSY: Scenario = Scenario {
    name: "link-50ms-1%",
    figures: &[
        Figure { name: TO_10, unit: "s", goal: Goal::AtMost(1.7) },
        Figure { name: PLATEAU, unit: "MB/s", goal: Goal::AtLeast(10.8) },
        Figure { name: WIRE, unit: "", goal: Goal::AtMost(1.06) },
    ],
    measure: |versus, library| measure(versus, library, LinkKind { loss_permille: 10, ..HUNDRED }),
};

/// The same without loss, but 200 ms.
pub(super) const FAR: Scenario = Scenario {
    name: "link-200ms",
    figures: &[
        Figure { name: TO_10, unit: "s", goal: Goal::AtMost(2.5) },
        Figure { name: PLATEAU, unit: "MB/s", goal: Goal::AtLeast(11.0) },
        Figure { name: WIRE, unit: "", goal: Goal::AtMost(1.06) },
    ],
    measure: |versus, library| measure(versus, library, LinkKind { round_trip: Duration::from_millis(200), ..HUNDRED }),
};

/// 10 Mbit/s, 50 ms, and a queue that holds a quarter of a second.
pub(super) const SLOW: Scenario = Scenario {
    name: "link-10mbit",
    figures: &[
        Figure { name: STEADY, unit: "MB/s", goal: Goal::AtLeast(1.12) },
        Figure { name: QUEUE, unit: "ms", goal: Goal::AtMost(50.0) },
        Figure { name: WIRE, unit: "", goal: Goal::ToldLow },
    ],
    measure: |versus, library| measure(versus, library, LinkKind { megabits: 10, queue: 200, ..HUNDRED }),
};

const TO_10: &str = "time to 10 MB";
const PLATEAU: &str = "plateau";
const STEADY: &str = "after two seconds";
/// In both directions, headers of IP included.
const WIRE: &str = "bytes on the wire per byte";
const QUEUE: &str = "mean wait in the queue";

/// What the links have in common. 1,000 packets: 120 ms at this rate.
const HUNDRED: LinkKind =
    LinkKind { round_trip: Duration::from_millis(50), loss_permille: 0, megabits: 100, queue: 1000 };

fn measure(versus: &Versus, library: &Library, kind: LinkKind) -> io::Result<Values> {
    let mut link = Link::start(versus, kind)?;
    let mut pair = Pair::connect(versus, Cast::all(library), Way::Udp, Setting::Link(&link))?;
    // What is on the way at the end was so at the beginning, if that is when the file goes at full speed.
    let run = file::send_and(&mut pair, if versus.short { SHORT } else { LONG }, || link.passed().map(drop))?;
    let passed = link.passed()?;
    let mut values = vec![(PLATEAU, run.plateau), (STEADY, run.steady)];
    values.extend(run.to_10.map(|time| (TO_10, time)));
    if run.steady_bytes > 0.0 {
        let wire: f64 = passed.iter().map(|host| host.bytes).sum();
        values.push((WIRE, wire / run.steady_bytes));
    }
    // The second host is the sender.
    values.extend(passed.get(1).map(|sender| (QUEUE, sender.waited * 1e3)));
    Ok(values)
}

/// Until the reference has its full rate at 200 ms.
const LONG: Duration = Duration::from_secs(18);
const SHORT: Duration = Duration::from_secs(4);
