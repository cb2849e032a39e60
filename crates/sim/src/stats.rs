/// Why a datagram did not arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Drop {
    Lost,
    QueueFull,
    Filtered,
    NoRoute,
    Blocked,
    Asleep,
}

/// What happened in the network so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// Events handled, among them those that found nothing to do.
    pub events: u64,
    /// Datagrams that hosts sent.
    pub sent: u64,
    /// Datagrams that reached a host, copies included.
    pub delivered: u64,
    /// Payload bytes of datagrams that reached a host.
    pub delivered_bytes: u64,
    /// Extra copies made.
    pub duplicated: u64,
    /// Lost by chance.
    pub lost: u64,
    /// Dropped by a full queue in front of a link.
    pub queue_full: u64,
    /// Stopped by a NAT without a mapping or with a filter.
    pub filtered: u64,
    /// To an address that nobody has, or a port that nobody listens at.
    pub no_route: u64,
    /// From or to a host whose UDP is blocked.
    pub blocked: u64,
    /// To a host that is suspended.
    pub asleep: u64,
    /// TCP connections that were established.
    pub connections: u64,
    /// Bytes that hosts read from TCP streams.
    pub stream_bytes: u64,
}

impl Stats {
    pub(crate) fn count_drop(&mut self, reason: Drop) {
        let counter = match reason {
            Drop::Lost => &mut self.lost,
            Drop::QueueFull => &mut self.queue_full,
            Drop::Filtered => &mut self.filtered,
            Drop::NoRoute => &mut self.no_route,
            Drop::Blocked => &mut self.blocked,
            Drop::Asleep => &mut self.asleep,
        };
        *counter += 1;
    }
}

/// UDP traffic of one host.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Traffic {
    /// Datagrams it sent.
    pub sent: u64,
    /// Payload bytes of those.
    pub sent_bytes: u64,
    /// Datagrams that reached it.
    pub received: u64,
    /// Payload bytes of those.
    pub received_bytes: u64,
}
