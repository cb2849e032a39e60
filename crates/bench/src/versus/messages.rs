//! Messages of 100 bytes: how many a second with receipts, and how long one takes there and back.

use std::io;
use std::time::Duration;

use super::pair::{Cast, Pair, Setting, Way};
use super::{Figure, Library, Scenario, Values, Versus};
use crate::report::Goal;
use crate::stats::percentile;

pub(super) const UDP: Scenario = Scenario {
    name: "messages-udp",
    figures: &[
        Figure { name: PER_SECOND, unit: "1/s", goal: Goal::AtLeast(20_000.0) },
        Figure { name: SENDER, unit: "CPU us each", goal: Goal::ToldLow },
        Figure { name: RECEIVER, unit: "CPU us each", goal: Goal::ToldLow },
        Figure { name: MEDIAN, unit: "ms", goal: Goal::AtMost(12.0) },
        Figure { name: WORST, unit: "ms", goal: Goal::AtMost(25.0) },
    ],
    measure: |versus, library| measure(versus, library, Way::Udp),
};

pub(super) const RELAY: Scenario = Scenario {
    name: "messages-relay",
    figures: &[
        Figure { name: PER_SECOND, unit: "1/s", goal: Goal::AtLeast(10_000.0) },
        Figure { name: SENDER, unit: "CPU us each", goal: Goal::ToldLow },
        Figure { name: RECEIVER, unit: "CPU us each", goal: Goal::ToldLow },
        Figure { name: MEDIAN, unit: "ms", goal: Goal::ToldLow },
        Figure { name: WORST, unit: "ms", goal: Goal::ToldLow },
    ],
    measure: |versus, library| measure(versus, library, Way::Relay),
};

const PER_SECOND: &str = "with receipts";
const SENDER: &str = "sender";
const RECEIVER: &str = "receiver";
pub(super) const MEDIAN: &str = "there and back, median";
pub(super) const WORST: &str = "there and back, 99 of 100";

fn measure(versus: &Versus, library: &Library, way: Way) -> io::Result<Values> {
    let mut pair = Pair::connect(versus, Cast::all(library), way, Setting::Loopback)?;
    let time = if versus.short { SHORT } else { LONG };
    let mut values = round_trips(&mut pair, time * 2)?;
    pair.rest()?;
    let before = [pair.sender.usage()?, pair.receiver.usage()?];
    pair.sender.say(&format!("flood {WINDOW} {LENGTH}"))?;
    let lines = pair.sender.lines_for(time)?;
    let after = [pair.sender.usage()?, pair.receiver.usage()?];
    let last = lines.iter().rev().find_map(|line| {
        let (count, seconds) = line.strip_prefix("receipts ")?.split_once(' ')?;
        Some((count.parse::<f64>().ok()?, seconds.parse::<f64>().ok()?))
    });
    if let Some((receipts, seconds)) = last.filter(|(receipts, seconds)| *receipts > 0.0 && *seconds > 0.0) {
        values.push((PER_SECOND, receipts / seconds));
        let cost = |after: &crate::process::Usage, before| after.since(before).cpu.as_secs_f64() * 1e6 / receipts;
        let [[sender, receiver], [sender_before, receiver_before]] = [&after, &before];
        values.extend([(SENDER, cost(sender, sender_before)), (RECEIVER, cost(receiver, receiver_before))]);
    }
    Ok(values)
}

/// Single messages that the receiver sends back.
pub(super) fn round_trips(pair: &mut Pair, time: Duration) -> io::Result<Values> {
    pair.sender.say("ping")?;
    let lines = pair.sender.lines_for(time)?;
    let trips: Vec<f64> = lines.iter().filter_map(|line| line.strip_prefix("trip ")?.parse().ok()).collect();
    let ranks = [(MEDIAN, 50), (WORST, 99)].into_iter();
    Ok(ranks.filter_map(|(name, rank)| Some((name, percentile(&trips, rank)? * 1e3))).collect())
}

/// Messages without receipt at a time: what a sane client keeps. The reference does not limit itself, and overruns its
/// peer's socket with more.
const WINDOW: u32 = 256;
const LENGTH: u32 = 100;
const LONG: Duration = Duration::from_secs(5);
const SHORT: Duration = Duration::from_secs(2);
