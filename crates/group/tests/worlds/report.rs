//! Distributions of what was measured.

use std::fmt::Write as _;
use std::time::Duration;

use crate::world::Place;

/// What a member went through before it saw all others and they saw it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// It joined by the chat id.
    Join,
    /// It was away, with or without a word, and came back.
    Return,
    /// All were in two parts of a network; until all see all, and agree on roles, topic and state.
    Heal,
}

impl Kind {
    const ALL: [Self; 3] = [Self::Join, Self::Return, Self::Heal];
}

/// One meeting.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Meeting {
    pub(crate) kind: Kind,
    pub(crate) place: Place,
    /// `None` if somebody was never seen.
    pub(crate) took: Option<Duration>,
}

/// What happened in one world.
#[derive(Clone, Debug, Default)]
pub(crate) struct Report {
    pub(crate) seed: u64,
    pub(crate) meetings: Vec<Meeting>,
    /// Messages that arrived, counted at each receiver.
    pub(crate) delivered: u64,
    /// What did not.
    pub(crate) lost: Vec<String>,
}

/// Whether half of all see all within 3 s of joining, 99 of 100 within 15 s, everybody some time, and no more than one message in
/// 10,000 is lost. That none is heard twice or out of order, is checked when it is heard.
pub(crate) fn keeps_the_bounds(reports: &[Report]) -> bool {
    let (delivered, lost) = counts(reports);
    let joins = times(reports, |meeting| meeting.kind == Kind::Join);
    let all_met = reports.iter().flat_map(|report| &report.meetings).all(|meeting| meeting.took.is_some());
    all_met
        && quantile(&joins, 0.5) <= Duration::from_secs(3)
        && quantile(&joins, 0.99) <= Duration::from_secs(15)
        && lost * 10_000 <= delivered
}

/// A table of all distributions, the slowest worlds, and what was lost.
pub(crate) fn table(reports: &[Report]) -> String {
    let mut text = String::from("                          n    p50    p90    p99    max  never\n");
    for kind in Kind::ALL {
        line(&mut text, &format!("{kind:?}"), reports, |meeting| meeting.kind == kind);
    }
    for place in Place::ALL {
        line(&mut text, &format!("Join, {place:?}"), reports, |meeting| {
            meeting.kind == Kind::Join && meeting.place == place
        });
    }
    let (delivered, lost) = counts(reports);
    let _ = writeln!(text, "{delivered} messages arrived, {lost} did not");
    let mut slow: Vec<(Duration, Kind, u64)> = reports
        .iter()
        .flat_map(|report| report.meetings.iter().map(|met| (met.took.unwrap_or(Duration::MAX), met.kind, report.seed)))
        .collect();
    slow.sort_by(|a, b| b.cmp(a));
    for (took, kind, seed) in slow.iter().take(SHOWN) {
        let _ = writeln!(text, "{} s: seed {seed}, {kind:?}", seconds(*took));
    }
    for (seed, lost) in reports.iter().flat_map(|report| report.lost.iter().map(|lost| (report.seed, lost))).take(SHOWN)
    {
        let _ = writeln!(text, "lost: seed {seed}, {lost}");
    }
    text
}

fn line(text: &mut String, name: &str, reports: &[Report], which: impl Fn(&Meeting) -> bool) {
    let times = times(reports, which);
    let never = times.iter().filter(|time| **time == Duration::MAX).count();
    let [p50, p90, p99, max] = [0.5, 0.9, 0.99, 1.0].map(|part| seconds(quantile(&times, part)));
    let _ = writeln!(text, "{name:24} {:8} {p50} {p90} {p99} {max} {never:6}", times.len());
}

fn counts(reports: &[Report]) -> (u64, u64) {
    let lost: usize = reports.iter().map(|report| report.lost.len()).sum();
    (reports.iter().map(|report| report.delivered).sum(), lost as u64)
}

/// In order; whoever never met is the slowest.
fn times(reports: &[Report], which: impl Fn(&Meeting) -> bool) -> Vec<Duration> {
    let meetings = reports.iter().flat_map(|report| &report.meetings).filter(|meeting| which(meeting));
    let mut times: Vec<Duration> = meetings.map(|meeting| meeting.took.unwrap_or(Duration::MAX)).collect();
    times.sort();
    times
}

fn quantile(times: &[Duration], part: f64) -> Duration {
    let rank = (part * times.len() as f64).ceil() as usize;
    times.get(rank.clamp(1, times.len().max(1)) - 1).copied().unwrap_or_default()
}

fn seconds(time: Duration) -> String {
    if time == Duration::MAX { "     -".into() } else { format!("{:6.2}", time.as_secs_f64()) }
}

/// Slow meetings and lost messages that are told one by one.
const SHOWN: usize = 8;
