//! One file that never ends, from one friend to the other.

use std::io;
use std::time::{Duration, Instant};

use super::pair::Pair;
use crate::stats::median;

/// How it went, from the first byte that arrived.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct FileRun {
    /// Seconds to 1, 10 and 100 MB.
    pub(super) to_1: Option<f64>,
    pub(super) to_10: Option<f64>,
    pub(super) to_100: Option<f64>,
    /// MB/s: the median over half seconds of the last third.
    pub(super) plateau: f64,
    /// MB/s over everything after the first two seconds.
    pub(super) steady: f64,
    /// Seconds after the first two in which nearly nothing came.
    pub(super) stalled: f64,
    /// Bytes that arrived, and how many of them after the first two seconds.
    pub(super) bytes: f64,
    pub(super) steady_bytes: f64,
    /// Processor seconds of each process for a gigabyte.
    pub(super) sender_cost: f64,
    pub(super) receiver_cost: f64,
    pub(super) node_cost: f64,
}

/// Sends for so long. The file still runs afterwards: [`Pair::rest`] ends it.
pub(super) fn send(pair: &mut Pair, time: Duration) -> io::Result<FileRun> {
    send_and(pair, time, || Ok(()))
}

/// The same, and does something when the first two seconds are over.
pub(super) fn send_and(
    pair: &mut Pair,
    time: Duration,
    when_steady: impl FnOnce() -> io::Result<()>,
) -> io::Result<FileRun> {
    pair.sender.say("file 1099511627776")?;
    let first = pair.receiver.wait_for("byte of a file", FIRST_BYTE, |words| match words {
        ["reached", "1", time] => time.parse::<f64>().ok(),
        _ => None,
    })?;
    let usage = |pair: &Pair| -> io::Result<[f64; 3]> {
        let seconds = |agent: &super::agent::Agent| agent.usage().map(|usage| usage.cpu.as_secs_f64());
        Ok([seconds(&pair.sender)?, seconds(&pair.receiver)?, seconds(&pair.node)?])
    };
    let (before, start) = (usage(pair)?, Instant::now());
    let mut lines = pair.receiver.lines_until(start + RAMP.min(time))?;
    when_steady()?;
    lines.extend(pair.receiver.lines_until(start + time)?);
    let after = usage(pair)?;
    let mut run = FileRun::default();
    let mut samples = vec![(0.0, 0.0)];
    for line in &lines {
        let words: Vec<&str> = line.split_whitespace().collect();
        let [what, count, time] = words.as_slice() else { continue };
        let (Ok(bytes), Ok(time)) = (count.parse::<f64>(), time.parse::<f64>()) else { continue };
        let after = time - first;
        match (*what, *count) {
            ("reached", "1000000") => run.to_1 = Some(after),
            ("reached", "10000000") => run.to_10 = Some(after),
            ("reached", "100000000") => run.to_100 = Some(after),
            ("bytes", _) => samples.push((after, bytes)),
            _ => {}
        }
    }
    run.bytes = samples.last().map_or(0.0, |(_, bytes)| *bytes);
    let gigabytes = run.bytes / 1e9;
    let [sender, receiver, node]: [f64; 3] = std::array::from_fn(|number| {
        let spent = after.get(number).zip(before.get(number)).map_or(0.0, |(after, before)| after - before);
        if gigabytes > 0.0 { spent / gigabytes } else { f64::INFINITY }
    });
    (run.sender_cost, run.receiver_cost, run.node_cost) = (sender, receiver, node);
    let total = time.as_secs_f64();
    run.plateau = median(&rates(&samples, total * 2.0 / 3.0, total, 0.5)).unwrap_or(0.0);
    let steady = total.min(RAMP.as_secs_f64());
    run.steady_bytes = run.bytes - bytes_at(&samples, steady);
    run.steady = rate(&samples, steady, total);
    run.stalled = rates(&samples, steady, total, 1.0).iter().filter(|rate| **rate < STALLED).count() as f64;
    Ok(run)
}

/// Rates of pieces of a time.
fn rates(samples: &[(f64, f64)], from: f64, to: f64, piece: f64) -> Vec<f64> {
    let count = ((to - from) / piece).floor().max(1.0);
    let starts = (0..count as u32).map(|number| from + f64::from(number) * (to - from) / count);
    starts.map(|start| rate(samples, start, start + (to - from) / count)).collect()
}

/// MB/s between two moments.
fn rate(samples: &[(f64, f64)], from: f64, to: f64) -> f64 {
    if to > from { (bytes_at(samples, to) - bytes_at(samples, from)) / 1e6 / (to - from) } else { 0.0 }
}

/// Bytes that had arrived by then, between two samples in proportion. After the last one nothing has come.
fn bytes_at(samples: &[(f64, f64)], time: f64) -> f64 {
    let after = samples.partition_point(|(at, _)| *at <= time);
    let before = after.checked_sub(1).and_then(|number| samples.get(number)).copied().unwrap_or_default();
    match samples.get(after) {
        // A gap in which nothing was told is one in which nothing came, up to its end.
        Some((at, bytes)) if at - before.0 < TOLD_EVERY * 3.0 => {
            before.1 + (bytes - before.1) * (time - before.0) / (at - before.0)
        }
        _ => before.1,
    }
}

/// Time for the offer and the first byte.
const FIRST_BYTE: Duration = Duration::from_secs(20);
/// Time in which rates may grow.
const RAMP: Duration = Duration::from_secs(2);
/// MB/s below which a second counts as stalled: 20 kB.
const STALLED: f64 = 0.02;
/// Seconds between two samples, while something comes.
const TOLD_EVERY: f64 = 0.05;

#[cfg(test)]
mod tests {
    use super::{bytes_at, rate, rates};

    const SAMPLES: &[(f64, f64)] = &[(0.0, 0.0), (0.1, 1e6), (0.2, 2e6), (1.2, 2.5e6), (1.3, 3.5e6)];

    #[test]
    fn bytes_between_samples_are_in_proportion() {
        assert!((bytes_at(SAMPLES, 0.15) - 1.5e6).abs() < 1.0);
        assert!((bytes_at(SAMPLES, 9.0) - 3.5e6).abs() < 1.0);
        // In a gap nothing came.
        assert!((bytes_at(SAMPLES, 0.7) - 2e6).abs() < 1.0);
    }

    #[test]
    fn rates_are_of_equal_pieces() {
        assert!((rate(SAMPLES, 0.0, 0.2) - 10.0).abs() < 1e-6);
        assert_eq!(rates(SAMPLES, 0.2, 1.2, 0.5).len(), 2);
        assert!(rates(SAMPLES, 0.2, 1.1, 0.4).iter().all(|rate| *rate < 1e-6));
    }
}
