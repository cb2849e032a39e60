//! Delivery rate samples: how many packets arrived between the sending and the confirmation of one.

use std::time::Duration;

use toxcore_sansio::Instant;

/// The state at the sending of a packet, kept with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stamp {
    pub(crate) sent: Instant,
    /// Packets delivered before, and when the last of them was.
    delivered: u64,
    delivered_at: Instant,
    /// When the first packet of the same flight left.
    first_sent: Instant,
    app_limited: bool,
}

/// What one packet of the peer told us.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Feedback {
    /// Packets newly confirmed.
    pub(crate) delivered: u64,
    /// Packets newly found lost.
    pub(crate) lost: u64,
    /// Whether the peer misses something.
    pub(crate) has_gaps: bool,
    /// Packets confirmed that had been taken for lost and not been sent again yet.
    pub(crate) regretted: u64,
    /// When the youngest of the confirmed ones that were sent more than once was sent last.
    pub(crate) repeated: Option<Instant>,
    /// The youngest of the confirmed ones that were sent once only. Only those tell of time: of others nobody knows which
    /// sending arrived, and they leave out of order.
    pub(crate) youngest: Option<Stamp>,
    /// When the youngest was sent of those of which the peer told at leisure: that is no round trip.
    pub(crate) leisurely: Option<Instant>,
}

impl Feedback {
    /// Counts a confirmed packet, which was sent so many times.
    pub(crate) fn confirm(&mut self, stamp: Stamp, sendings: u32, at_leisure: bool) {
        self.delivered = self.delivered.saturating_add(1);
        if at_leisure {
            if sendings == 1 {
                self.leisurely = self.leisurely.max(Some(stamp.sent));
            }
        } else if sendings == 1 && self.youngest.is_none_or(|youngest| youngest.sent <= stamp.sent) {
            self.youngest = Some(stamp);
        }
        if sendings > 1 {
            self.repeated = self.repeated.max(Some(stamp.sent));
        }
    }

    /// Counts a confirmed packet that was taken for lost.
    pub(crate) fn regret(&mut self, was_lost: bool) {
        self.regretted = self.regretted.saturating_add(u64::from(was_lost));
    }

    /// Counts a lost packet.
    pub(crate) fn lose(&mut self) {
        self.lost = self.lost.saturating_add(1);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.delivered == 0 && self.lost == 0
    }

    /// The round trip that it shows.
    pub(crate) fn rtt(&self, now: Instant) -> Option<Duration> {
        self.youngest.map(|stamp| now.saturating_since(stamp.sent))
    }
}

/// One measurement.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Sample {
    /// Packets per second.
    pub(crate) rate: f64,
    pub(crate) rtt: Option<Duration>,
    pub(crate) app_limited: bool,
    /// Packets delivered before the measured one was sent.
    pub(crate) delivered_before: u64,
}

/// Counts deliveries of one connection.
#[derive(Debug)]
pub(crate) struct Delivery {
    delivered: u64,
    delivered_at: Instant,
    first_sent: Instant,
    /// Samples are of a flow that lacks data until so many are delivered.
    app_limited_until: u64,
}

impl Delivery {
    pub(crate) const fn new(now: Instant) -> Self {
        Self { delivered: 0, delivered_at: now, first_sent: now, app_limited_until: 0 }
    }

    pub(crate) const fn total(&self) -> u64 {
        self.delivered
    }

    pub(crate) fn sent(&mut self, now: Instant, in_flight: usize) -> Stamp {
        if in_flight == 0 {
            (self.first_sent, self.delivered_at) = (now, now);
        }
        Stamp {
            sent: now,
            delivered: self.delivered,
            delivered_at: self.delivered_at,
            first_sent: self.first_sent,
            app_limited: self.delivered < self.app_limited_until,
        }
    }

    pub(crate) fn nothing_to_send(&mut self, in_flight: usize) {
        self.app_limited_until = self.delivered.saturating_add(in_flight as u64).max(1);
    }

    /// The measurement that a confirmation allows.
    pub(crate) fn delivered(&mut self, now: Instant, feedback: &Feedback) -> Option<Sample> {
        self.delivered = self.delivered.saturating_add(feedback.delivered);
        if feedback.delivered > 0 {
            self.delivered_at = now;
        }
        let stamp = feedback.youngest?;
        self.first_sent = self.first_sent.max(stamp.sent);
        let took = now.saturating_since(stamp.delivered_at).max(stamp.sent.saturating_since(stamp.first_sent));
        let count = self.delivered.saturating_sub(stamp.delivered);
        let rate = count as f64 / took.max(SHORTEST).as_secs_f64();
        Some(Sample { rate, rtt: feedback.rtt(now), app_limited: stamp.app_limited, delivered_before: stamp.delivered })
    }
}

/// Shortest time that is measured: a driver's clock and batches are not finer.
const SHORTEST: Duration = Duration::from_micros(500);
