//! What the controller is finding out, and how it goes from one mode to the next.

use std::time::Duration;

use toxcore_sansio::Instant;

use super::judge::Verdict;
use super::sample::Feedback;
use super::{Congestion, INITIAL_RATE, INITIAL_WINDOW, MIN_RATE, PROBE_WINDOW, whole};
use crate::WINDOW_PACKETS;

/// What is being found out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Mode {
    /// Double the window each round until the path is full.
    Startup(Start),
    /// Let the queue empty: a part of the rate, until the path holds no more than fits, or so long at most.
    Drain { part: f64, until: Instant },
    /// A little more each round, and a part less when the path shows that it is full.
    Cruise,
    /// Send little, to see the round trip without our own queue.
    Probe { until: Instant },
}

/// How far the start has come.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Start {
    /// Whether an earlier connection measured the rate.
    pub(super) is_known: bool,
    /// Packets that may be under way.
    pub(super) window: f64,
    /// The best rate so far, and rounds without growth.
    best: f64,
    flat_rounds: u32,
    /// Round trips in a row that show a queue, and when the first of them was seen.
    late: Option<(Instant, u32)>,
    /// When the last round trip was measured.
    told: Option<Instant>,
    /// Losses in the round before and in this one, and when the one before began.
    lost: [u64; 2],
    began: Option<Instant>,
    this_began: Option<Instant>,
}

impl Start {
    pub(super) const fn new(is_known: bool) -> Self {
        Self {
            is_known,
            window: INITIAL_WINDOW as f64,
            best: 0.0,
            flat_rounds: 0,
            late: None,
            told: None,
            lost: [0; 2],
            began: None,
            this_began: None,
        }
    }

    fn end_round(&mut self, now: Instant) {
        let [_, lost] = self.lost;
        (self.lost, self.began) = ([lost, 0], self.this_began.replace(now));
    }

    /// By how much losses make round trips look longer: up to twice the time between two of them.
    fn blur(&self, now: Instant) -> Duration {
        let [before, now_lost] = self.lost;
        match (u32::try_from(before.saturating_add(now_lost)), self.began) {
            (Ok(0), _) => Duration::ZERO,
            (Ok(lost), Some(began)) => now.saturating_since(began) * 2 / lost,
            (Err(_), _) | (_, None) => Duration::MAX / 2,
        }
    }
}

impl Congestion {
    pub(super) fn update_min_rtt(&mut self, now: Instant, rtt: Option<Duration>, in_flight: usize) {
        let Some(rtt) = rtt else { return };
        match self.min_rtt {
            Some((least, _)) if rtt > least && rtt <= least + SAME_RTT.max(least / SAME_RTT_PART) => {
                // As good as the least: the path is what it was.
                self.min_rtt = Some((least, now));
            }
            Some((least, at)) if rtt > least && now < at + MIN_RTT_LIFE => {}
            Some((least, _)) if rtt > least && !matches!(self.mode, Mode::Startup(_) | Mode::Probe { .. }) => {
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
        let verdict = self.judge.judge(self.round, least, self.way.late());
        self.was_full |= matches!(verdict, Some(Verdict::Full(_)));
        match verdict {
            Some(Verdict::Full(None)) => {
                self.target = self.target.min(rate) * LOSS_BACK_OFF;
                return;
            }
            Some(Verdict::Full(Some(queue))) => {
                // Who has more packets in it gives up more.
                let own = rate * queue.as_secs_f64();
                self.target = self.target.min(rate) * (1.0 - MAX_BACK_OFF * own / (own + OWN_QUEUE));
                self.drain(now, DRAIN_PART, queue);
                return;
            }
            Some(Verdict::Longer(rtt)) => self.min_rtt = Some((rtt, now)),
            Some(Verdict::Free) | None => {}
        }
        if !app_limited {
            let step = INCREASE.min(self.target * MAX_INCREASE);
            // The longer there was room, the faster: so a wide path fills about as soon as a narrow one, and each slowly at the end.
            let frees = f64::from(self.judge.frees());
            if !self.was_full && frees >= SOME_FREES {
                // The start ended in vain: the path was never full.
                self.target = (self.target * AHEAD).min(rate * AHEAD).clamp(MIN_RATE, self.max_rate());
                return;
            }
            let ahead = (LEAST_AHEAD + (frees - SOME_FREES).max(0.0) * AHEAD_STEP).min(AHEAD);
            let more = step * (1.0 + frees * frees / PATIENCE);
            self.target = (self.target + more).min(rate * ahead + step * 2.0).clamp(MIN_RATE, self.max_rate());
        }
    }

    /// Empties a queue that packets take so long to pass.
    fn drain(&mut self, now: Instant, part: f64, queue: Duration) {
        let least = self.min_rtt.map_or(Duration::ZERO, |(least, _)| least);
        // What is under way arrives first, then the queue empties at the rate that we do not use.
        let takes = queue.as_secs_f64() / (1.0 - part) + least.as_secs_f64();
        self.mode = Mode::Drain { part, until: now + Duration::from_secs_f64(takes.min(MAX_DRAIN)) };
        self.judge.begin(self.round);
    }

    /// The path is full for the first time.
    fn end_start(&mut self, now: Instant) {
        let least = self.min_rtt.map_or(Duration::ZERO, |(least, _)| least);
        self.target = MIN_RATE;
        self.drain(now, FIRST_DRAIN_PART, least.max(PROBE_TIME));
    }

    /// Packets per second during the start: the window within half a round trip, so that it is used while it grows.
    pub(super) fn start_pace(&self, start: Start) -> f64 {
        let known = self.rate().unwrap_or(0.0).max(INITIAL_RATE);
        let least = self.min_rtt.map_or(Duration::MAX, |(least, _)| least);
        (start.window * START_GAIN / least.as_secs_f64().max(0.001)).max(known)
    }

    /// During the start, what arrives makes room for twice as much.
    pub(super) fn grow(&mut self, feedback: &Feedback, in_flight: usize) {
        let Mode::Startup(start) = &mut self.mode else { return };
        let [_, lost] = &mut start.lost;
        *lost = lost.saturating_add(feedback.lost);
        // Who has little to send learns little.
        let was = in_flight as f64 + feedback.delivered as f64 + feedback.lost as f64;
        if was * 2.0 >= start.window {
            start.window = (start.window + feedback.delivered as f64).min(f64::from(WINDOW_PACKETS));
        }
    }

    /// Ends the start at the first queue. Losses blur round trips: what arrived after the last gap, a request does not tell.
    pub(super) fn watch_start(&mut self, now: Instant, rtt: Option<Duration>, has_gaps: bool) {
        let (Some((least, _)), Some(rtt)) = (self.min_rtt, rtt) else { return };
        let late = self.way.late();
        let heavy = self.round >= HASTY_ROUNDS && self.judge.is_loss_heavy();
        let Mode::Startup(start) = &mut self.mode else { return };
        // The peer may have waited with its answer since the one before.
        let waited = start.told.replace(now).map_or(Duration::ZERO, |told| now.saturating_since(told));
        let allowed = FIRST_QUEUE.max(least / FIRST_QUEUE_PART).max(late) + start.blur(now) + waited;
        let is_late = rtt.saturating_sub(least) > allowed;
        // A gap that is not known for a loss yet: by how much it blurs, nobody knows.
        let is_vague = has_gaps && start.lost == [0; 2];
        start.late = match start.late {
            _ if !is_late || is_vague => None,
            Some((first, count)) => Some((first, count.saturating_add(1))),
            None => Some((now, 1)),
        };
        let queue = start.late.is_some_and(|(first, count)| {
            count >= FIRST_SAMPLES || count > 1 && now.saturating_since(first) >= FIRST_TIME
        });
        if queue || heavy {
            self.end_start(now);
        }
    }

    pub(super) fn end_round(&mut self, now: Instant, app_limited: bool) {
        let Some(rate) = self.bandwidth.get() else { return };
        match &mut self.mode {
            Mode::Startup(start) => {
                start.end_round(now);
                self.judge.begin(self.round);
                if rate >= start.best * START_GROWTH {
                    (start.best, start.flat_rounds) = (rate, 0);
                } else if !app_limited {
                    start.flat_rounds += 1;
                    if start.flat_rounds >= FLAT_ROUNDS {
                        self.end_start(now);
                    }
                }
            }
            Mode::Cruise => self.adjust(now, app_limited),
            Mode::Drain { .. } | Mode::Probe { .. } => {}
        }
    }

    pub(super) fn step(&mut self, now: Instant, in_flight: usize) {
        match self.mode {
            Mode::Drain { until, .. } if now >= until || self.is_drained(in_flight) => {
                self.mode = Mode::Cruise;
                // The start learnt the rate only now that the path was full.
                if self.target <= MIN_RATE {
                    self.target = self.rate().unwrap_or(INITIAL_RATE) * AFTER_START;
                }
                self.judge.begin_after(self.round);
            }
            Mode::Probe { until } if now >= until => {
                self.mode = Mode::Cruise;
                self.judge.begin_after(self.round);
            }
            Mode::Startup(_) | Mode::Drain { .. } | Mode::Cruise | Mode::Probe { .. } => {}
        }
    }

    /// Whether the path holds no more than fits, right after the peer told what arrived.
    fn is_drained(&self, in_flight: usize) -> bool {
        let (Some(rate), Some((least, _))) = (self.rate(), self.min_rtt) else { return true };
        in_flight <= whole(rate * (least + SAME_RTT).as_secs_f64()).max(PROBE_WINDOW)
    }
}

/// Rounds before which loss does not end the start: the first samples show next to nothing, and a rate taken from them would
/// be far too low.
const HASTY_ROUNDS: u64 = 2;
/// Pace of the start in windows a round trip.
const START_GAIN: f64 = 1.5;
/// The start goes on while the rate grows so much in a round.
const START_GROWTH: f64 = 1.25;
/// Rounds without such growth after which the path is full.
const FLAT_ROUNDS: u32 = 3;
/// Round trip beyond the least one that shows a queue during the start: twice what cruising allows.
const FIRST_QUEUE: Duration = Duration::from_millis(8);
/// The same as a part of the least round trip.
const FIRST_QUEUE_PART: u32 = 8;
/// Such round trips in a row that end the start, if they come within [`FIRST_TIME`].
const FIRST_SAMPLES: u32 = 4;
/// Time over which two are enough. The reference gives one each 50 ms.
const FIRST_TIME: Duration = Duration::from_millis(25);
/// Part of the rate that leaves while the queue of the start empties: as much less as it was too much.
const FIRST_DRAIN_PART: f64 = 0.35;
/// The same for the small queue that ends a time of growth.
const DRAIN_PART: f64 = 0.75;
/// Seconds that it takes at most.
const MAX_DRAIN: f64 = 2.0;
/// How long that takes, beside a round trip.
const PROBE_TIME: Duration = Duration::from_millis(200);
/// Age at which the least round trip is measured again: routes change.
const MIN_RTT_LIFE: Duration = Duration::from_secs(10);
/// What a round trip may be above the least one and show the same path: half of what shows a queue.
const SAME_RTT: Duration = Duration::from_millis(2);
/// The same as a part of the least round trip.
const SAME_RTT_PART: u32 = 32;
/// Packets per second that a cruising flow adds in the first round after it backed off.
const INCREASE: f64 = 60.0;
/// Most of that in parts of the rate, for slow links.
const MAX_INCREASE: f64 = 0.03;
/// Square of the verdicts of room in a row after which it adds twice as much.
const PATIENCE: f64 = 8.0;
/// How far the target may be ahead of what was delivered, so that the path can show more.
/// At first little, so that a queue which begins to build up stays short, and more the longer there was room.
const LEAST_AHEAD: f64 = 1.02;
/// Verdicts of room after which it is more.
const SOME_FREES: f64 = 6.0;
const AHEAD_STEP: f64 = 0.01;
const AHEAD: f64 = 1.25;
/// What remains when the path has a queue, which is emptied besides.
const MAX_BACK_OFF: f64 = 0.10;
/// Own packets in the queue with which a flow gives up half of that.
const OWN_QUEUE: f64 = 12.0;
/// Part of the rate with which cruising begins.
const AFTER_START: f64 = 0.95;
/// What remains when too much is lost.
const LOSS_BACK_OFF: f64 = 0.9;
