use std::net::SocketAddr;
use std::time::Duration;

use toxcore_sansio::Instant;

use crate::LanDiscovery;
use crate::upkeep::ceil_second;

/// How often the own network is told about us. Protocol: dht, LAN discovery.
pub const LAN_INTERVAL: Duration = Duration::from_secs(10);
/// Destinations that are taken from the driver. Our choice: 16 interfaces with two families, and the common broadcast.
pub const MAX_LAN_TARGETS: usize = 33;
/// The port that clients open first, and the ports that they try next. Protocol: dht, LAN discovery.
pub const LAN_PORTS: std::ops::RangeInclusive<u16> = 33_445..=33_544;
/// Ports besides the first that a client announces itself to in one round. Protocol: dht, LAN discovery.
const WINDOW: u16 = 10;

/// Says when and where LAN discovery packets go.
#[derive(Debug)]
pub(crate) struct LanAnnouncer {
    mode: LanDiscovery,
    targets: Vec<SocketAddr>,
    /// The next port of a client's window.
    next_port: u16,
    due: Option<Instant>,
}

impl LanAnnouncer {
    pub(crate) const fn new(mode: LanDiscovery) -> Self {
        Self { mode, targets: Vec::new(), next_port: *LAN_PORTS.start() + 1, due: None }
    }

    pub(crate) fn is_on(&self) -> bool {
        self.mode != LanDiscovery::Off
    }

    /// Replaces the destinations; their ports do not matter.
    pub(crate) fn set_targets(&mut self, mut targets: Vec<SocketAddr>, now: Instant) {
        targets.truncate(MAX_LAN_TARGETS);
        if self.is_on() && !targets.is_empty() {
            self.due = self.due.or(Some(now));
        } else {
            self.due = None;
        }
        self.targets = targets;
    }

    pub(crate) const fn due(&self) -> Option<Instant> {
        self.due
    }

    /// The addresses to send to now.
    pub(crate) fn take_due(&mut self, now: Instant) -> Vec<SocketAddr> {
        if self.due.is_none_or(|due| due > now) {
            return Vec::new();
        }
        self.due = Some(ceil_second(now + LAN_INTERVAL));
        let ports = self.next_ports();
        let with_port = |target: &SocketAddr, port| {
            let mut addr = *target;
            addr.set_port(port);
            addr
        };
        ports.iter().flat_map(|port| self.targets.iter().map(move |target| with_port(target, *port))).collect()
    }

    fn next_ports(&mut self) -> Vec<u16> {
        let first = *LAN_PORTS.start();
        match self.mode {
            LanDiscovery::Off => Vec::new(),
            LanDiscovery::Node { port } => vec![port],
            LanDiscovery::Client => std::iter::once(first).chain((0..WINDOW).map(|_| self.next_in_window())).collect(),
        }
    }

    fn next_in_window(&mut self) -> u16 {
        let port = self.next_port;
        self.next_port = if port >= *LAN_PORTS.end() { *LAN_PORTS.start() + 1 } else { port + 1 };
        port
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{addr, at};

    fn ports(announcer: &mut LanAnnouncer, now: Instant) -> Vec<u16> {
        announcer.take_due(now).iter().map(SocketAddr::port).collect()
    }

    fn announcer(mode: LanDiscovery) -> LanAnnouncer {
        let mut announcer = LanAnnouncer::new(mode);
        announcer.set_targets(vec![addr("192.168.1.255:9")], at(0));
        announcer
    }

    #[test]
    fn nodes_send_to_one_port_every_ten_seconds() {
        let mut node = announcer(LanDiscovery::Node { port: 4000 });
        let times: Vec<u64> = (0..25).filter(|s| ports(&mut node, at(*s)) == [4000]).collect();
        assert_eq!(times, [0, 10, 20]);
    }

    #[test]
    fn clients_move_along_the_range() {
        let mut client = announcer(LanDiscovery::Client);
        assert_eq!(ports(&mut client, at(0)), (33_445..=33_455).collect::<Vec<_>>());
        let second = ports(&mut client, at(10));
        assert_eq!((second[0], second[1], second[10]), (33_445, 33_456, 33_465));
        let mut seen: Vec<u16> = (2..10).flat_map(|round| ports(&mut client, at(10 * round))).collect();
        assert_eq!(seen.iter().max(), Some(&33_544));
        seen.retain(|port| *port == 33_446);
        assert_eq!(seen.len(), 1, "the window starts over");
    }

    #[test]
    fn silent_without_targets_or_when_off() {
        let mut off = announcer(LanDiscovery::Off);
        assert_eq!((off.due(), ports(&mut off, at(100))), (None, vec![]));
        let mut client = announcer(LanDiscovery::Client);
        client.set_targets(Vec::new(), at(1));
        assert_eq!(client.due(), None);
    }
}
