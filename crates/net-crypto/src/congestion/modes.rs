//! What the controller is finding out, and how it goes from one mode to the next.

use std::time::Duration;

use toxcore_sansio::Instant;

use super::judge::Verdict;
use super::{Congestion, INITIAL_RATE, MIN_RATE, PROBE_WINDOW, whole};

/// What is being found out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Mode {
    /// Double each round until the rate no longer grows.
    Startup { best: f64, flat_rounds: u32 },
    /// Let the queue empty that the start built up.
    Drain,
    /// A little more each round, and a part less when the path shows that it is full.
    Cruise,
    /// Send little, to see the round trip without our own queue.
    Probe { until: Instant },
}

impl Congestion {
    pub(super) fn update_min_rtt(&mut self, now: Instant, rtt: Option<Duration>, in_flight: usize) {
        let Some(rtt) = rtt else { return };
        match self.min_rtt {
            Some((least, at)) if rtt > least && now < at + MIN_RTT_LIFE => {}
            Some((least, _)) if rtt > least && !matches!(self.mode, Mode::Startup { .. } | Mode::Probe { .. }) => {
                // Stale: look at the empty path, unless it is empty anyway.
                let quiet = in_flight <= PROBE_WINDOW;
                self.min_rtt = Some((if quiet { rtt } else { least }, now));
                if !quiet {
                    self.mode = Mode::Probe { until: now + PROBE_TIME + least };
                    self.min_rtt = Some((rtt, now));
                }
            }
            _ => self.min_rtt = Some((rtt, now)),
        }
    }

    /// More for a while if the path takes it, less if it does not. All flows add the same and give up the same part, which
    /// makes their shares of a common link meet.
    ///
    /// Behind a gap the peer says nothing of what arrived, so only several rounds together tell the truth.
    fn adjust(&mut self, now: Instant, app_limited: bool) {
        let Some(rate) = self.rate() else { return };
        let least = self.min_rtt.map(|(least, _)| least);
        match self.judge.judge(self.round, least, self.way.late()) {
            Some(Verdict::Full) => {
                self.target = self.target.min(rate) * BACK_OFF;
                return;
            }
            Some(Verdict::Longer(rtt)) => self.min_rtt = Some((rtt, now)),
            Some(Verdict::Free) | None => {}
        }
        if !app_limited {
            let more = if self.judge.is_path_clear() {
                self.target * (AHEAD - 1.0)
            } else {
                INCREASE.min((self.target * MAX_INCREASE).max(MIN_INCREASE))
            };
            self.target = (self.target + more).min(rate * AHEAD).clamp(MIN_RATE, self.max_rate());
        }
    }

    /// The path is full for the first time.
    pub(super) fn drain(&mut self) {
        self.mode = Mode::Drain;
        self.target = self.rate().unwrap_or(INITIAL_RATE);
        self.judge.begin(self.round);
    }

    pub(super) fn end_round(&mut self, now: Instant, app_limited: bool) {
        let Some(rate) = self.bandwidth.get() else { return };
        let queue = self.has_first_queue();
        self.round_rtt = (None, 0);
        match &mut self.mode {
            Mode::Startup { .. } if queue => self.drain(),
            Mode::Startup { best, flat_rounds } if rate >= *best * START_GROWTH => {
                (*best, *flat_rounds) = (rate, 0);
            }
            Mode::Startup { .. } if app_limited => {}
            Mode::Startup { flat_rounds, .. } => {
                *flat_rounds += 1;
                if *flat_rounds >= FLAT_ROUNDS {
                    self.drain();
                }
            }
            Mode::Cruise => self.adjust(now, app_limited),
            Mode::Drain | Mode::Probe { .. } => {}
        }
    }

    /// Whether the round just over shows the queue that the start builds up. Losses blur round trips, and few of them tell of the
    /// peer's timers, so then it is not told.
    fn has_first_queue(&self) -> bool {
        let (Some((least, _)), (Some(rtt), FIRST_SAMPLES..)) = (self.min_rtt, self.round_rtt) else { return false };
        self.judge.is_lossless() && rtt.saturating_sub(least) > FIRST_QUEUE.max(least / FIRST_QUEUE_PART)
    }

    pub(super) fn step(&mut self, now: Instant, in_flight: usize) {
        match self.mode {
            Mode::Drain if self.path_packets().is_none_or(|path| in_flight <= whole(path)) => self.mode = Mode::Cruise,
            Mode::Probe { until } if now >= until => {
                self.mode = Mode::Cruise;
                self.judge.begin(self.round);
            }
            Mode::Startup { .. } | Mode::Drain | Mode::Cruise | Mode::Probe { .. } => {}
        }
    }
}

/// The start goes on while the rate grows so much in a round.
const START_GROWTH: f64 = 1.25;
/// Rounds without such growth after which the path is full.
const FLAT_ROUNDS: u32 = 3;
/// Round trip beyond the least one by which every packet of a round came later, that ends the start: twice what cruising allows.
const FIRST_QUEUE: Duration = Duration::from_millis(8);
/// The same as a part of the least round trip.
const FIRST_QUEUE_PART: u32 = 8;
/// Round trips in the round that are needed to tell: what ours gives in one and the reference does not.
const FIRST_SAMPLES: u32 = 4;
/// How long that takes, beside a round trip.
const PROBE_TIME: Duration = Duration::from_millis(200);
/// Age at which the least round trip is measured again: routes change.
const MIN_RTT_LIFE: Duration = Duration::from_secs(10);
/// Packets per second that a cruising flow adds each round. Our choice: at 100 Mbit/s and 50 ms a back-off is made up for in a
/// second.
const INCREASE: f64 = 100.0;
/// Most of that in parts of the rate, for slow links.
const MAX_INCREASE: f64 = 0.05;
/// Least of that, so that a flow which was pushed aside comes back within seconds.
const MIN_INCREASE: f64 = 10.0;
/// How far the target may be ahead of what was delivered, so that the path can show more.
const AHEAD: f64 = 1.2;
/// What remains when the path is full.
const BACK_OFF: f64 = 0.85;
