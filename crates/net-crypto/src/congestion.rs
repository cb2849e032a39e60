//! How fast one connection sends. Our own: the wire format leaves it to the sender.
//!
//! The controller measures at which rate packets are delivered and how long the shortest round trip is, as BBR does, and keeps
//! the packets under way at what fits the path. Around the measured rate it adds a little each round and gives up a part when
//! the path shows a queue. Lost packets alone do not slow it down, so random loss does no harm; heavy loss does.

use std::time::Duration;

use toxcore_sansio::Instant;

use self::burst::Burst;
use self::judge::Judge;
use self::max_filter::MaxFilter;
use self::modes::{Mode, Start};
use self::pacer::Pacer;
use self::sample::Delivery;

mod burst;
mod judge;
mod max_filter;
mod modes;
mod pacer;
mod sample;

pub(crate) use self::sample::{Feedback, Stamp};

/// Rate and window of one connection.
#[derive(Debug)]
pub(crate) struct Congestion {
    way: Way,
    mode: Mode,
    /// Delivered packets per second, the best of the last [`BANDWIDTH_ROUNDS`] rounds.
    bandwidth: MaxFilter,
    round: u64,
    /// The round ends when a packet sent after so many deliveries is confirmed.
    round_ends: u64,
    /// When the round began, and how much was delivered before.
    round_began: (Instant, u64),
    judge: Judge,
    min_rtt: Option<(Duration, Instant)>,
    delivery: Delivery,
    pacer: Pacer,
    /// What may leave at once where there was room for long.
    burst: Burst,
    /// The rate of cruising, packets per second.
    target: f64,
    /// Whether the path was full since the start.
    was_full: bool,
}

/// How packets go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Way {
    #[default]
    Direct,
    Relayed,
}

impl Way {
    /// By how much packets come late without a queue.
    const fn late(self) -> Duration {
        match self {
            Self::Direct => Duration::ZERO,
            Self::Relayed => RELAY_LATE,
        }
    }
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
            way: Way::default(),
            mode: Mode::Startup(Start::new(known.is_some())),
            bandwidth,
            round: 0,
            round_ends: 0,
            round_began: (now, 0),
            judge: Judge::default(),
            min_rtt: None,
            delivery: Delivery::new(now),
            pacer: Pacer::new(now, INITIAL_BURST),
            burst: Burst::new(),
            target: INITIAL_RATE,
            was_full: false,
        }
    }

    /// What to remember for later.
    pub(crate) fn learnt(&self, now: Instant) -> Option<Remembered> {
        let packets_per_second = self.delivery_rate()?;
        Some(Remembered { packets_per_second, at: now })
    }

    /// Whether a packet under control may leave now, when `in_flight` are under way.
    pub(crate) fn may_send(&mut self, now: Instant, in_flight: usize) -> bool {
        in_flight < self.window() && self.may_repeat(now)
    }

    /// Whether a lost packet may leave again. The window does not count: behind a gap nothing is confirmed, so waiting for room
    /// might last for ever.
    pub(crate) fn may_repeat(&mut self, now: Instant) -> bool {
        let most = if self.judge.is_path_clear() { self.burst.most() } else { pacer::MAX_BURST };
        self.pacer.ready(now, self.pace(), most)
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
        self.burst.sent(now, self.pacer.spend());
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
        self.judge.count(feedback.lost, feedback.delivered);
        self.judge.regret(feedback.regretted);
        let sample = self.delivery.delivered(now, feedback);
        let app_limited = sample.is_some_and(|sample| sample.app_limited);
        self.grow(feedback, in_flight);
        let round_over = sample.is_some_and(|sample| sample.delivered_before >= self.round_ends);
        let overdue = !round_over && self.is_round_overdue(now);
        if overdue {
            // Nothing but repeated packets, which tell of no time: what arrived since is the least that the path can carry.
            let (began, delivered) = self.round_began;
            let arrived = self.delivery.total().saturating_sub(delivered) as f64;
            self.bandwidth.update(self.round, arrived / now.saturating_since(began).as_secs_f64().max(0.001));
        }
        if round_over || overdue {
            self.round += 1;
            self.round_ends = self.delivery.total();
            self.round_began = (now, self.delivery.total());
        }
        if let Some(sample) = sample {
            self.judge.see(now, sample.rtt);
            self.update_min_rtt(now, sample.rtt, in_flight);
            // A flow that had little to send shows less than the path can carry.
            if !sample.app_limited || self.bandwidth.get().is_none_or(|best| sample.rate > best) {
                self.bandwidth.update(self.round, sample.rate);
            }
        }
        self.watch_start(now, sample.and_then(|sample| sample.rtt), feedback.has_gaps);
        if round_over || overdue {
            self.end_round(now, app_limited);
        }
        self.step(now, in_flight);
        self.burst.feedback(now, feedback, self.least_rtt().filter(|_| self.judge.is_path_clear()));
    }

    /// Forgets the path, not the experience: the peer is reached another way.
    pub(crate) fn path_changed(&mut self, now: Instant, remembered: Option<Remembered>) {
        *self = Self { way: self.way, ..Self::new(now, remembered) };
    }

    /// Packets go this way.
    pub(crate) const fn set_way(&mut self, way: Way) {
        self.way = way;
    }

    /// Packets per second delivered, once measured.
    pub(crate) fn delivery_rate(&self) -> Option<f64> {
        self.bandwidth.get().filter(|_| self.min_rtt.is_some())
    }

    /// The shortest round trip of the path.
    pub(crate) fn least_rtt(&self) -> Option<Duration> {
        self.min_rtt.map(|(least, _)| least)
    }

    /// Packets that may be under way.
    fn window(&self) -> usize {
        match (self.mode, self.path_packets()) {
            // What an earlier connection learnt is the least that is tried.
            (Mode::Startup(start), path) => {
                whole(start.window.max(if start.is_known { path.unwrap_or(0.0) } else { 0.0 }))
            }
            (_, None) => INITIAL_WINDOW,
            (Mode::Probe { .. }, _) => PROBE_WINDOW,
            (Mode::Drain { .. } | Mode::Cruise, Some(path)) => whole(path * WINDOW_GAIN).max(MIN_WINDOW),
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

    /// Whether the round lasts so long that no packet sent once can have been confirmed in it.
    fn is_round_overdue(&self, now: Instant) -> bool {
        self.min_rtt.is_some_and(|(least, _)| now >= self.round_began.0 + (least + FEEDBACK_DELAY) * 2)
    }

    /// Packets per second that leave now.
    pub(crate) fn pace(&self) -> f64 {
        let pace = match self.mode {
            Mode::Startup(start) => self.start_pace(start),
            Mode::Drain { part, .. } => self.rate().unwrap_or(INITIAL_RATE) * part,
            Mode::Cruise | Mode::Probe { .. } => self.target,
        };
        pace.clamp(MIN_RATE, self.max_rate())
    }

    fn max_rate(&self) -> f64 {
        if self.judge.is_path_clear() { self.burst.max_rate() } else { MAX_RATE }
    }
}

/// A number of packets as an integer; negative ones and no number at all are zero.
fn whole(packets: f64) -> usize {
    packets.ceil() as usize
}

/// Packets under way before anything is known. The least queue of the reference, so every peer takes so many.
const INITIAL_WINDOW: usize = 64;
/// Packets of it that leave at once; the pace spreads the others. Our choice: what the smallest queues in homes take.
const INITIAL_BURST: usize = 16;
/// Packets per second before anything is known: the first window in 20 ms. Our choice.
const INITIAL_RATE: f64 = 3200.0;
/// Packets per second below which no flow falls. Protocol: net-crypto, Congestion (the reference's least rate).
const MIN_RATE: f64 = 4.0;
/// Packets per second at most: with a burst of the pacer below 128 in each millisecond, what fits the smallest receive buffers.
const MAX_RATE: f64 = 60_000.0;
/// Packets under way, in units of what fills the path: room for late feedback.
const WINDOW_GAIN: f64 = 2.0;
/// Least window outside of probing, so that small flows do not wait for feedback.
const MIN_WINDOW: usize = 16;
/// Packets under way while the empty path is looked at.
const PROBE_WINDOW: usize = 4;
/// Rounds over which the best rate counts.
const BANDWIDTH_ROUNDS: u64 = 10;
/// How long a peer may keep its feedback: the reference waits 50 ms, ours less.
const FEEDBACK_DELAY: Duration = Duration::from_millis(50);
/// How late relays are: those of the reference look at their streams every 30 to 50 ms, as seen. What waits there for that is
/// no queue that sending less would empty.
const RELAY_LATE: Duration = Duration::from_millis(50);
/// How long a rate is remembered. Our choice: longer than a restart or a walk between two networks takes.
const MEMORY: Duration = Duration::from_secs(300);

#[cfg(test)]
mod tests;
