//! How fast one connection sends. Our own: the wire format leaves it to the sender.
//!
//! The controller measures at which rate packets are delivered and how long the shortest round trip is, and keeps the rate at
//! the highest that was delivered lately and the packets under way at what fits the path. Lost packets alone do not slow it
//! down, so random loss does no harm; heavy loss does. The method is that of BBR.

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
    /// Losses and deliveries since the last judgement, and the round after which the next one is due.
    lost: u64,
    delivered: u64,
    judge_after: u64,
    min_rtt: Option<(Duration, Instant)>,
    delivery: Delivery,
    pacer: Pacer,
    /// Slows probing after heavy loss: no more than this, packets per second.
    ceiling: Option<f64>,
}

/// What is being found out.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Mode {
    /// Double each round until the rate no longer grows.
    Startup { best: f64, flat_rounds: u32 },
    /// Let the queue empty that the start built up.
    Drain,
    /// Stay, and try a little more from time to time.
    Cruise { phase: usize, since: Instant },
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
            judge_after: 0,
            min_rtt: None,
            delivery: Delivery::new(now),
            pacer: Pacer::new(now, INITIAL_WINDOW),
            ceiling: None,
        }
    }

    /// What to remember for later.
    pub(crate) fn learnt(&self, now: Instant) -> Option<Remembered> {
        let packets_per_second = self.bandwidth.get().filter(|_| self.min_rtt.is_some())?;
        Some(Remembered { packets_per_second, at: now })
    }

    /// Whether a packet under control may leave now, when `in_flight` are under way.
    pub(crate) fn may_send(&mut self, now: Instant, in_flight: usize) -> bool {
        in_flight < self.window() && self.pacer.ready(now, self.pace())
    }

    /// When [`may_send`](Self::may_send) becomes true by time alone; `None` if the window is full.
    pub(crate) fn next_send(&self, in_flight: usize) -> Option<Instant> {
        (in_flight < self.window()).then(|| self.pacer.next(self.pace()))
    }

    /// Notes a packet on its way and returns what its confirmation must bring back.
    pub(crate) fn sent(&mut self, now: Instant, in_flight: usize) -> Stamp {
        self.pacer.spend();
        self.delivery.sent(now, in_flight)
    }

    /// Notes that there was nothing to send though there might have been.
    pub(crate) fn nothing_to_send(&mut self, in_flight: usize) {
        self.delivery.nothing_to_send(in_flight);
    }

    /// Learns from confirmations and losses. `in_flight` is what is under way after them.
    pub(crate) fn feedback(&mut self, now: Instant, feedback: &Feedback, in_flight: usize) {
        self.lost = self.lost.saturating_add(feedback.lost);
        self.delivered = self.delivered.saturating_add(feedback.delivered);
        if matches!(self.mode, Mode::Startup { .. }) && self.is_loss_heavy() {
            self.mode = Mode::Drain;
            self.forget_losses();
        }
        let Some(sample) = self.delivery.delivered(now, feedback) else { return };
        let round_over = sample.delivered_before >= self.round_ends;
        if round_over {
            self.round += 1;
            self.round_ends = self.delivery.total();
        }
        self.update_min_rtt(now, sample.rtt, in_flight);
        // A flow that had little to send shows less than the path can carry.
        if !sample.app_limited || self.bandwidth.get().is_none_or(|best| sample.rate > best) {
            self.bandwidth.update(self.round, sample.rate);
        }
        if round_over {
            self.judge_loss();
            self.end_round(sample.app_limited);
        }
        self.step(now, in_flight);
    }

    /// Forgets the path, not the experience: the peer is reached another way.
    pub(crate) fn path_changed(&mut self, now: Instant, remembered: Option<Remembered>) {
        *self = Self::new(now, remembered);
    }

    /// Packets that may be under way.
    fn window(&self) -> usize {
        let Some(path) = self.path_packets() else { return INITIAL_WINDOW };
        match self.mode {
            Mode::Probe { .. } => PROBE_WINDOW,
            Mode::Startup { .. } => whole(path * START_GAIN).max(INITIAL_WINDOW),
            Mode::Drain | Mode::Cruise { .. } => whole(path * WINDOW_GAIN).max(MIN_WINDOW),
        }
    }

    /// Packets that fill the path: rate by round trip, and what arrives while the peer waits with its feedback.
    fn path_packets(&self) -> Option<f64> {
        let rtt = self.min_rtt?.0 + FEEDBACK_DELAY;
        Some(self.rate()? * rtt.as_secs_f64())
    }

    fn rate(&self) -> Option<f64> {
        let rate = self.bandwidth.get()?;
        Some(self.ceiling.map_or(rate, |ceiling| rate.min(ceiling)).max(MIN_RATE))
    }

    /// Packets per second that leave now.
    fn pace(&self) -> f64 {
        let rate = self.rate().unwrap_or(INITIAL_RATE);
        let gain = match self.mode {
            Mode::Startup { .. } => START_GAIN,
            Mode::Drain => 1.0 / START_GAIN,
            Mode::Cruise { phase: 0, .. } => 1.0 + probe_part(rate),
            Mode::Cruise { phase: 1, .. } => 1.0 - probe_part(rate),
            Mode::Cruise { .. } => 1.0,
            Mode::Probe { .. } => 1.0,
        };
        (rate * gain).clamp(MIN_RATE, MAX_RATE)
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

    /// Heavy loss means that we push others, or ourselves, out of a short queue. Behind a gap the peer says nothing of what
    /// arrived, so only several rounds together tell the truth.
    fn judge_loss(&mut self) {
        if self.round < self.judge_after {
            return;
        }
        let heavy = self.is_loss_heavy();
        self.forget_losses();
        let Some(rate) = self.bandwidth.get() else { return };
        self.ceiling = if heavy {
            Some(self.ceiling.map_or(rate, |ceiling| ceiling.min(rate)) * BACK_OFF)
        } else {
            self.ceiling.map(|ceiling| ceiling * RECOVERY).filter(|ceiling| *ceiling < rate)
        };
    }

    fn is_loss_heavy(&self) -> bool {
        let lost = self.lost as f64;
        self.lost >= MIN_LOSSES && lost > (lost + self.delivered as f64) * HEAVY_LOSS
    }

    fn forget_losses(&mut self) {
        (self.lost, self.delivered) = (0, 0);
        self.judge_after = self.round.saturating_add(JUDGE_ROUNDS);
    }

    fn end_round(&mut self, app_limited: bool) {
        if let (Mode::Startup { best, flat_rounds }, Some(rate)) = (self.mode, self.bandwidth.get()) {
            self.mode = if rate >= best * START_GROWTH {
                Mode::Startup { best: rate, flat_rounds: 0 }
            } else if app_limited {
                self.mode
            } else if flat_rounds + 1 >= FLAT_ROUNDS {
                Mode::Drain
            } else {
                Mode::Startup { best, flat_rounds: flat_rounds + 1 }
            };
        }
    }

    fn step(&mut self, now: Instant, in_flight: usize) {
        let least = self.min_rtt.map_or(FEEDBACK_DELAY, |(rtt, _)| rtt);
        match self.mode {
            Mode::Drain if self.path_packets().is_none_or(|path| in_flight <= whole(path)) => {
                self.mode = Mode::Cruise { phase: FIRST_PHASE, since: now };
            }
            Mode::Cruise { phase, since } if now >= since + least.max(MIN_PHASE) => {
                self.mode = Mode::Cruise { phase: (phase + 1) % PHASES, since: now };
            }
            Mode::Probe { until } if now >= until => {
                self.mode = Mode::Cruise { phase: FIRST_PHASE, since: now };
            }
            Mode::Startup { .. } | Mode::Drain | Mode::Cruise { .. } | Mode::Probe { .. } => {}
        }
    }
}

/// The part of its rate that a flow tries beyond it.
fn probe_part(rate: f64) -> f64 {
    let (least, most) = PROBE_PARTS;
    (PROBE_PART / rate.sqrt()).clamp(least, most)
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
/// Phases of cruising, a round trip each: try more, send less so that the queue of that empties, then as measured.
const PHASES: usize = 8;
/// How much more is tried, for a flow of one packet a second; it falls with the root of the rate. Slow flows try more than fast
/// ones, which makes their shares of a common link meet. Our choice: 15 % at 100 Mbit/s.
const PROBE_PART: f64 = 14.0;
/// Least and most part of the rate that is tried.
const PROBE_PARTS: (f64, f64) = (0.1, 0.5);
/// Phase after the start: neither more nor less.
const FIRST_PHASE: usize = 2;
/// Shortest phase, for loopback.
const MIN_PHASE: Duration = Duration::from_millis(5);
/// How long a peer may keep its feedback: the reference waits 50 ms, ours less.
const FEEDBACK_DELAY: Duration = Duration::from_millis(50);
/// Part of packets whose loss is no longer random: links worse than this are rare.
const HEAVY_LOSS: f64 = 0.10;
/// Losses below which nothing is concluded.
const MIN_LOSSES: u64 = 8;
/// Rounds that are judged together.
const JUDGE_ROUNDS: u64 = 4;
/// Factor after heavy loss.
const BACK_OFF: f64 = 0.85;
/// Factor after rounds without.
const RECOVERY: f64 = 1.1;
/// How long a rate is remembered. Our choice: longer than a restart or a walk between two networks takes.
const MEMORY: Duration = Duration::from_secs(300);

#[cfg(test)]
mod tests;
