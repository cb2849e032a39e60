use std::time::Duration;

/// How a host is connected.
///
/// A datagram meets the sender's loss, duplication, reordering and `up` rate, then the latency of both links, then the
/// receiver's `down` rate. TCP bytes are never lost: where a segment would be, they and all behind them arrive a
/// retransmission later.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Link {
    /// Time on this link, in each direction. The way from one host to another takes the sum of both.
    pub latency: Duration,
    /// Each datagram sent takes up to so much longer, evenly distributed. Datagrams closer together than this may overtake
    /// each other.
    pub jitter: Duration,
    /// Part of sent datagrams that is lost, 0 to 1.
    pub loss: f64,
    /// Part of datagrams that is lost on the way in, on top of the sender's loss.
    pub loss_down: f64,
    /// Part of sent datagrams that arrives twice.
    pub duplicate: f64,
    /// Part of sent datagrams that is held back by [`Link::reorder_delay`].
    pub reorder: f64,
    /// How long a reordered datagram is held back.
    pub reorder_delay: Duration,
    /// What the link carries out, in bytes per second. `None` is without limit.
    pub up: Option<u64>,
    /// What the link carries in, in bytes per second. `None` is without limit.
    pub down: Option<u64>,
    /// Bytes that may wait for each direction of the link; datagrams beyond are dropped.
    pub queue_bytes: u64,
}

impl Link {
    /// A link that only has a latency.
    #[must_use]
    pub const fn ideal(latency: Duration) -> Self {
        Self {
            latency,
            jitter: Duration::ZERO,
            loss: 0.0,
            loss_down: 0.0,
            duplicate: 0.0,
            reorder: 0.0,
            reorder_delay: Duration::from_millis(50),
            up: None,
            down: None,
            queue_bytes: 128 * 1024,
        }
    }

    /// This link with a part of sent datagrams lost.
    #[must_use]
    pub const fn with_loss(self, loss: f64) -> Self {
        Self { loss, ..self }
    }

    /// This link with jitter.
    #[must_use]
    pub const fn with_jitter(self, jitter: Duration) -> Self {
        Self { jitter, ..self }
    }

    /// This link with the same rate in both directions, in bytes per second.
    #[must_use]
    pub const fn with_rate(self, bytes_per_second: u64) -> Self {
        Self { up: Some(bytes_per_second), down: Some(bytes_per_second), ..self }
    }
}

impl Default for Link {
    /// 15 ms and nothing else: hosts are 30 ms apart, which is common within a continent.
    fn default() -> Self {
        Self::ideal(Duration::from_millis(15))
    }
}
