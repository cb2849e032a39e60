//! How much of what went over the network.

use std::fmt;

/// Packets and bytes, per transport, direction and kind.
///
/// The kind is the first byte: of a datagram, or of what a relay carries for us.
#[derive(Clone, PartialEq, Eq)]
pub struct PacketStats {
    counts: Box<[[Count; 256]; 4]>,
}

/// One figure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Packets.
    pub packets: u64,
    /// Bytes, without headers of IP, UDP, TCP and relay frames.
    pub bytes: u64,
}

/// What carried a packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Transport {
    /// Datagrams.
    Udp,
    /// A relay.
    Relay,
}

/// Which way a packet went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// To us.
    Received,
    /// From us.
    Sent,
}

impl Default for PacketStats {
    fn default() -> Self {
        Self { counts: Box::new([[Count::default(); 256]; 4]) }
    }
}

impl PacketStats {
    /// Packets of one kind.
    #[must_use]
    pub fn of_kind(&self, transport: Transport, direction: Direction, kind: u8) -> Count {
        self.counts.get(row(transport, direction)).and_then(|r| r.get(usize::from(kind))).copied().unwrap_or_default()
    }

    /// Packets of all kinds.
    #[must_use]
    pub fn total(&self, transport: Transport, direction: Direction) -> Count {
        let kinds = self.counts.get(row(transport, direction)).into_iter().flatten();
        kinds.fold(Count::default(), |sum, count| Count {
            packets: sum.packets.saturating_add(count.packets),
            bytes: sum.bytes.saturating_add(count.bytes),
        })
    }

    pub(crate) fn count(&mut self, transport: Transport, direction: Direction, packet: &[u8]) {
        let kind = usize::from(packet.first().copied().unwrap_or_default());
        if let Some(count) = self.counts.get_mut(row(transport, direction)).and_then(|r| r.get_mut(kind)) {
            count.packets = count.packets.saturating_add(1);
            count.bytes = count.bytes.saturating_add(packet.len() as u64);
        }
    }
}

fn row(transport: Transport, direction: Direction) -> usize {
    match (transport, direction) {
        (Transport::Udp, Direction::Received) => 0,
        (Transport::Udp, Direction::Sent) => 1,
        (Transport::Relay, Direction::Received) => 2,
        (Transport::Relay, Direction::Sent) => 3,
    }
}

/// The totals only.
impl fmt::Debug for PacketStats {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PacketStats")
            .field("udp_received", &self.total(Transport::Udp, Direction::Received))
            .field("udp_sent", &self.total(Transport::Udp, Direction::Sent))
            .field("relay_received", &self.total(Transport::Relay, Direction::Received))
            .field("relay_sent", &self.total(Transport::Relay, Direction::Sent))
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packets_are_counted_where_they_belong() {
        let mut stats = PacketStats::default();
        stats.count(Transport::Udp, Direction::Sent, &[0x1b; 100]);
        stats.count(Transport::Udp, Direction::Sent, &[0x02; 113]);
        stats.count(Transport::Relay, Direction::Received, &[0x1b; 7]);
        stats.count(Transport::Udp, Direction::Received, &[]);
        assert_eq!(stats.of_kind(Transport::Udp, Direction::Sent, 0x1b), Count { packets: 1, bytes: 100 });
        assert_eq!(stats.total(Transport::Udp, Direction::Sent), Count { packets: 2, bytes: 213 });
        assert_eq!(stats.total(Transport::Relay, Direction::Received), Count { packets: 1, bytes: 7 });
        assert_eq!(stats.total(Transport::Relay, Direction::Sent), Count::default());
    }
}
