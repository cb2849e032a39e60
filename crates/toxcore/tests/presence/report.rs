//! Distributions of what was measured.

use std::fmt::Write as _;
use std::time::Duration;

use crate::scenario::Place;

/// What two friends went through before they met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Phase {
    /// Both clients started, with nothing but a list of nodes.
    Start,
    /// One machine slept, or both.
    Suspend,
    /// Something began to drop the UDP of one of them.
    Blocked,
    /// One client ended, with or without notice, and started again.
    Restart,
}

impl Phase {
    pub(crate) const ALL: [Self; 4] = [Self::Start, Self::Suspend, Self::Blocked, Self::Restart];

    pub(crate) fn next(self) -> Option<Self> {
        match self {
            Self::Start => Some(Self::Suspend),
            Self::Suspend => Some(Self::Blocked),
            Self::Blocked => Some(Self::Restart),
            Self::Restart => None,
        }
    }
}

/// One meeting.
#[derive(Clone, Debug)]
pub(crate) struct Sample {
    pub(crate) seed: u64,
    pub(crate) loss_percent: u32,
    pub(crate) phase: Phase,
    pub(crate) places: [Place; 2],
    /// `None` if they did not meet.
    pub(crate) took: Option<Duration>,
    pub(crate) diagnosis: String,
}

/// Samples of one kind in order.
pub(crate) struct Distribution(Vec<Duration>);

impl Distribution {
    pub(crate) fn of<'a>(samples: impl Iterator<Item = &'a Sample>) -> Self {
        // Who did not meet is the slowest.
        let mut times: Vec<Duration> = samples.map(|sample| sample.took.unwrap_or(Duration::MAX)).collect();
        times.sort();
        Self(times)
    }

    /// The time within which this part of them met.
    pub(crate) fn quantile(&self, part: f64) -> Duration {
        let rank = (part * self.0.len() as f64).ceil() as usize;
        self.0.get(rank.clamp(1, self.0.len().max(1)) - 1).copied().unwrap_or_default()
    }
}

/// Whether half of those who lost 5 % met within 5 s, and 99 of 100 within 30 s.
pub(crate) fn keeps_the_bounds(samples: &[Sample]) -> bool {
    Phase::ALL.into_iter().all(|phase| {
        let times = Distribution::of(samples.iter().filter(|s| s.phase == phase && s.loss_percent == 5));
        times.quantile(0.5) <= Duration::from_secs(5) && times.quantile(0.99) <= Duration::from_secs(30)
    })
}

/// A table of all distributions, and the slowest meetings.
pub(crate) fn table(samples: &[Sample]) -> String {
    let mut text = String::from("phase     loss      n    p50    p90    p99    max  never\n");
    let mut losses: Vec<u32> = samples.iter().map(|sample| sample.loss_percent).collect();
    losses.sort_unstable();
    losses.dedup();
    for phase in Phase::ALL {
        for loss in &losses {
            let of = || samples.iter().filter(|s| s.phase == phase && s.loss_percent == *loss);
            let times = Distribution::of(of());
            let never = of().filter(|sample| sample.took.is_none()).count();
            let [p50, p90, p99, max] = [0.5, 0.9, 0.99, 1.0].map(|part| seconds(times.quantile(part)));
            let phase = format!("{phase:?}");
            let _ = writeln!(text, "{phase:8} {loss:3} % {:6} {p50} {p90} {p99} {max} {never:6}", times.0.len());
        }
    }
    let _ = writeln!(text, "the slowest, then those at {COMMON_LOSS} % loss or less:");
    for most_loss in [u32::MAX, COMMON_LOSS] {
        let mut slow: Vec<&Sample> = samples.iter().filter(|sample| sample.loss_percent <= most_loss).collect();
        slow.sort_by_key(|sample| std::cmp::Reverse(sample.took.unwrap_or(Duration::MAX)));
        slow.iter().take(SLOWEST).for_each(|sample| tell(&mut text, sample));
    }
    text
}

fn tell(text: &mut String, sample: &Sample) {
    let took = seconds(sample.took.unwrap_or(Duration::MAX));
    let Sample { seed, loss_percent, phase, places, diagnosis, .. } = sample;
    let _ = writeln!(text, "{took} s: seed {seed}, {phase:?}, {loss_percent} % loss, {places:?}{diagnosis}");
}

fn seconds(time: Duration) -> String {
    if time == Duration::MAX { "     -".into() } else { format!("{:6.2}", time.as_secs_f64()) }
}

/// Loss that connections commonly have, in percent.
const COMMON_LOSS: u32 = 5;
/// Meetings that are told one by one.
const SLOWEST: usize = 8;
