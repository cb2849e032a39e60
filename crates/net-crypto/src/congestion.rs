//! How fast one connection sends. Our own: the wire format leaves it to the sender.
//!
//! The controller measures at which rate packets are delivered and how long the shortest round trip is, as BBR does, and keeps
//! the packets under way at what fits the path. Around the measured rate it adds a little each round and gives up a part when
//! the path shows a queue. Lost packets alone do not slow it down, so random loss does no harm; heavy loss does.

use std::time::Duration;

use toxcore_sansio::Instant;

use self::max_filter::MaxFilter;
use self::pacer::Pacer;
use self::sample::Delivery;

mod max_filter;
mod pacer;
mod sample;

pub(crate) use self::sample::{Feedback, Stamp};

/// Rate and window of one connection.
#[derive(Debug)]
pub(crate) struct Congestion {
    mode: Mode,
    /// Delivered packets per second, the best of the last [`BANDWIDTH_ROUNDS`] rounds.
    bandwidth: MaxFilter,
    round: u64,
    /// The round ends when a packet sent after so many deliveries is confirmed.
    round_ends: u64,
    /// Losses, deliveries and the shortest round trip since the last judgement, and the round in which the next one is due.
    lost: u64,
    delivered: u64,
    best_rtt: Option<Duration>,
    judge_in: u64,
    min_rtt: Option<(Duration, Instant)>,
    delivery: Delivery,
    pacer: Pacer,
    /// The rate of cruising, packets per second.
    target: f64,
}

/// What is being found out.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Mode {
    /// Double each round until the rate no longer grows.
    Startup { best: f64, flat_rounds: u32 },
    /// Let the queue empty that the start built up.
    Drain,
    /// A little more each round, and a part less when the path shows that it is full.
    Cruise,
    /// Send little, to see the round trip without our own queue.
    Probe { until: Instant },
}

/// What a connection learnt, for the next one to the same peer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Remembered {
    pub(crate) packets_per_second: f64,
    pub(crate) at: Instant,
}

impl Congestion {
    /// A start without knowledge, or with that of an earlier connection.
    pub(crate) fn new(now: Instant, remembered: Option<Remembered>) -> Self {
        let mut bandwidth = MaxFilter::new(BANDWIDTH_ROUNDS);
        let known = remembered.filter(|r| now < r.at + MEMORY);
        if let Some(known) = known {
            // Half of it: the path may be shared with others now, and the start doubles it within a round.
            bandwidth.update(0, known.packets_per_second / 2.0);
        }
        Self {
            mode: Mode::Startup { best: 0.0, flat_rounds: 0 },
            bandwidth,
            round: 0,
            round_ends: 0,
            lost: 0,
            delivered: 0,
            best_rtt: None,
            judge_in: 0,
            min_rtt: None,
            delivery: Delivery::new(now),
            pacer: Pacer::new(now, INITIAL_WINDOW),
            target: INITIAL_RATE,
        }
    }

    /// What to remember for later.
    pub(crate) fn learnt(&self, now: Instant) -> Option<Remembered> {
        let packets_per_second = self.delivery_rate()?;
        Some(Remembered { packets_per_second, at: now })
    }

    /// Whether a packet under control may leave now, when `in_flight` are under way.
    pub(crate) fn may_send(&mut self, now: Instant, in_flight: usize) -> bool {
        in_flight < self.window() && self.pacer.ready(now, self.pace())
    }

    /// Whether a lost packet may leave again. The window does not count: behind a gap nothing is confirmed, so waiting for room
    /// might last for ever.
    pub(crate) fn may_repeat(&mut self, now: Instant) -> bool {
        self.pacer.ready(now, self.pace())
    }

    /// When [`may_send`](Self::may_send) becomes true by time alone; `None` if the window is full.
    pub(crate) fn next_send(&self, in_flight: usize) -> Option<Instant> {
        (in_flight < self.window()).then(|| self.next_repeat())
    }

    /// When [`may_repeat`](Self::may_repeat) becomes true.
    pub(crate) fn next_repeat(&self) -> Instant {
        self.pacer.next(self.pace())
    }

    /// Notes a packet on its way and returns what its confirmation must bring back.
    pub(crate) fn sent(&mut self, now: Instant, in_flight: usize) -> Stamp {
        self.pacer.spend();
        self.delivery.sent(now, in_flight)
    }

    /// The packet last noted did not leave after all.
    pub(crate) fn take_back(&mut self) {
        self.pacer.take_back();
    }

    /// Notes that there was nothing to send though there might have been.
    pub(crate) fn nothing_to_send(&mut self, in_flight: usize) {
        self.delivery.nothing_to_send(in_flight);
    }

    /// Learns from confirmations and losses. `in_flight` is what is under way after them.
    pub(crate) fn feedback(&mut self, now: Instant, feedback: &Feedback, in_flight: usize) {
        self.lost = self.lost.saturating_add(feedback.lost);
        self.delivered = self.delivered.saturating_add(feedback.delivered);
        if matches!(self.mode, Mode::Startup { .. }) && self.is_loss_above(HEAVY_LOSS) {
            self.drain();
        }
        let Some(sample) = self.delivery.delivered(now, feedback) else { return };
        let round_over = sample.delivered_before >= self.round_ends;
        if round_over {
            self.round += 1;
            self.round_ends = self.delivery.total();
        }
        self.best_rtt = sample.rtt.into_iter().chain(self.best_rtt).min();
        self.update_min_rtt(now, sample.rtt, in_flight);
        // A flow that had little to send shows less than the path can carry.
        if !sample.app_limited || self.bandwidth.get().is_none_or(|best| sample.rate > best) {
            self.bandwidth.update(self.round, sample.rate);
        }
        if round_over {
            self.end_round(sample.app_limited);
        }
        self.step(now, in_flight);
    }

    /// Forgets the path, not the experience: the peer is reached another way.
    pub(crate) fn path_changed(&mut self, now: Instant, remembered: Option<Remembered>) {
        *self = Self::new(now, remembered);
    }

    /// Packets per second delivered, once measured.
    pub(crate) fn delivery_rate(&self) -> Option<f64> {
        self.bandwidth.get().filter(|_| self.min_rtt.is_some())
    }

    /// Packets that may be under way.
    fn window(&self) -> usize {
        let Some(path) = self.path_packets() else { return INITIAL_WINDOW };
        match self.mode {
            Mode::Probe { .. } => PROBE_WINDOW,
            Mode::Startup { .. } => whole(path * START_GAIN).max(INITIAL_WINDOW),
            Mode::Drain | Mode::Cruise => whole(path * WINDOW_GAIN).max(MIN_WINDOW),
        }
    }

    /// Packets that fill the path: rate by round trip, and what arrives while the peer waits with its feedback.
    fn path_packets(&self) -> Option<f64> {
        let rtt = self.min_rtt?.0 + FEEDBACK_DELAY;
        Some(self.rate()? * rtt.as_secs_f64())
    }

    fn rate(&self) -> Option<f64> {
        Some(self.bandwidth.get()?.max(MIN_RATE))
    }

    /// Packets per second that leave now.
    pub(crate) fn pace(&self) -> f64 {
        let rate = self.rate().unwrap_or(INITIAL_RATE);
        let pace = match self.mode {
            Mode::Startup { .. } => rate * START_GAIN,
            Mode::Drain => rate / START_GAIN,
            Mode::Cruise | Mode::Probe { .. } => self.target,
        };
        pace.clamp(MIN_RATE, MAX_RATE)
    }

    fn update_min_rtt(&mut self, now: Instant, rtt: Option<Duration>, in_flight: usize) {
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
    fn adjust(&mut self, app_limited: bool) {
        let Some(rate) = self.rate() else { return };
        if self.round >= self.judge_in {
            let full = self.is_path_full();
            self.forget_losses();
            if full {
                self.target = self.target.min(rate) * BACK_OFF;
                return;
            }
        }
        if !app_limited {
            let more = INCREASE.min((self.target * MAX_INCREASE).max(MIN_INCREASE));
            self.target = (self.target + more).min(rate * AHEAD).clamp(MIN_RATE, MAX_RATE);
        }
    }

    /// A queue that did not empty for whole rounds, or loss beyond what can be chance.
    fn is_path_full(&self) -> bool {
        let (Some((least, _)), Some(best)) = (self.min_rtt, self.best_rtt) else {
            return self.is_loss_above(OVERFLOW_LOSS);
        };
        let queue = best.saturating_sub(least);
        let is_telling = self.delivered >= MIN_DELIVERIES;
        (is_telling && queue > QUEUE.max(least / QUEUE_PART)) || self.is_loss_above(OVERFLOW_LOSS)
    }

    /// The path is full for the first time.
    fn drain(&mut self) {
        self.mode = Mode::Drain;
        self.target = self.rate().unwrap_or(INITIAL_RATE);
        self.forget_losses();
    }

    fn is_loss_above(&self, part: f64) -> bool {
        let lost = self.lost as f64;
        self.lost >= MIN_LOSSES && lost > (lost + self.delivered as f64) * part
    }

    fn forget_losses(&mut self) {
        (self.lost, self.delivered, self.best_rtt) = (0, 0, None);
        self.judge_in = self.round.saturating_add(JUDGE_ROUNDS);
    }

    fn end_round(&mut self, app_limited: bool) {
        let Some(rate) = self.bandwidth.get() else { return };
        match &mut self.mode {
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
            Mode::Cruise => self.adjust(app_limited),
            Mode::Drain | Mode::Probe { .. } => {}
        }
    }

    fn step(&mut self, now: Instant, in_flight: usize) {
        match self.mode {
            Mode::Drain if self.path_packets().is_none_or(|path| in_flight <= whole(path)) => self.mode = Mode::Cruise,
            Mode::Probe { until } if now >= until => {
                self.mode = Mode::Cruise;
                self.forget_losses();
            }
            Mode::Startup { .. } | Mode::Drain | Mode::Cruise | Mode::Probe { .. } => {}
        }
    }
}

/// A number of packets as an integer; negative ones and no number at all are zero.
fn whole(packets: f64) -> usize {
    packets.ceil() as usize
}

/// Packets under way before anything is known. The least queue of the reference, so every peer takes so many.
const INITIAL_WINDOW: usize = 64;
/// Packets per second before anything is known: the first window in 20 ms. Our choice.
const INITIAL_RATE: f64 = 3200.0 / START_GAIN;
/// Packets per second below which no flow falls. Protocol: net-crypto, Congestion (the reference's least rate).
const MIN_RATE: f64 = 4.0;
/// Packets per second at most: with a burst of the pacer below 128 in each millisecond, what fits the smallest receive buffers.
const MAX_RATE: f64 = 60_000.0;
/// Growth a round during the start: 2 / ln 2, the least with which the delivered rate can double each round.
const START_GAIN: f64 = 2.885;
/// The start goes on while the rate grows so much in a round.
const START_GROWTH: f64 = 1.25;
/// Rounds without such growth after which the path is full.
const FLAT_ROUNDS: u32 = 3;
/// Packets under way, in units of what fills the path: room for late feedback.
const WINDOW_GAIN: f64 = 2.0;
/// Least window outside of probing, so that small flows do not wait for feedback.
const MIN_WINDOW: usize = 16;
/// Packets under way while the empty path is looked at.
const PROBE_WINDOW: usize = 4;
/// How long that takes, beside a round trip.
const PROBE_TIME: Duration = Duration::from_millis(200);
/// Age at which the least round trip is measured again: routes change.
const MIN_RTT_LIFE: Duration = Duration::from_secs(10);
/// Rounds over which the best rate counts.
const BANDWIDTH_ROUNDS: u64 = 10;
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
/// Rounds that are judged together.
const JUDGE_ROUNDS: u64 = 2;
/// Part of packets lost while cruising that means a queue overflows. Our choice: three times what radio links lose by chance.
const OVERFLOW_LOSS: f64 = 0.03;
/// Round trip beyond the least one that shows a queue, at least: more than drivers' timers are late.
const QUEUE: Duration = Duration::from_millis(4);
/// The same as a part of the least round trip, for long ones, which vary more.
const QUEUE_PART: u32 = 16;
/// Deliveries in the rounds judged below which round trips tell of the peer's timers more than of a queue.
const MIN_DELIVERIES: u64 = 32;
/// How long a peer may keep its feedback: the reference waits 50 ms, ours less.
const FEEDBACK_DELAY: Duration = Duration::from_millis(50);
/// Part of packets whose loss is no longer random: links worse than this are rare.
const HEAVY_LOSS: f64 = 0.10;
/// Losses below which nothing is concluded.
const MIN_LOSSES: u64 = 8;
/// How long a rate is remembered. Our choice: longer than a restart or a walk between two networks takes.
const MEMORY: Duration = Duration::from_secs(300);

#[cfg(test)]
mod tests;
