//! What the driver takes out: datagrams, bytes for streams, wishes, events, and the time of the next call.

use std::time::Duration;

use toxcore_relay::RelayServer;
use toxcore_sansio::{Instant, StreamId, Transmit};

use super::Tox;
use crate::io::StreamOwner;
use crate::machines::MachineName;
use crate::{Direction, Event, Io, Transport, Wake, WakeReason};

impl Tox {
    /// Appends the next run of datagrams of one size for one address to `buf`. Call until `None`, after every other call.
    pub fn poll_transmit(&mut self, now: Instant, buf: &mut Vec<u8>) -> Option<Transmit> {
        let start = buf.len();
        let transmit = self.next_transmit(now, buf)?;
        for datagram in buf.get(start..).unwrap_or_default().chunks(transmit.segment.max(1)) {
            self.stats.count(Transport::Udp, Direction::Sent, datagram);
        }
        Some(transmit)
    }

    fn next_transmit(&mut self, now: Instant, buf: &mut Vec<u8>) -> Option<Transmit> {
        if self.sending.has(MachineName::NetCrypto) {
            while let Some(run) = self.net_crypto.poll_transmit(now, buf) {
                match run.to {
                    toxcore_net_crypto::Target::Udp(to) => {
                        return Some(Transmit { to, len: run.len, segment: run.segment });
                    }
                    // No relay has been asked for one.
                    toxcore_net_crypto::Target::Relay(_) | toxcore_net_crypto::Target::Oob { .. } => {
                        buf.truncate(buf.len().saturating_sub(run.len));
                    }
                }
            }
            self.sending.remove(MachineName::NetCrypto);
        }
        if self.sending.has(MachineName::Dht) {
            if let Some(transmit) = self.dht.poll_transmit(now, buf) {
                return Some(transmit);
            }
            self.sending.remove(MachineName::Dht);
        }
        if self.sending.has(MachineName::OnionNode) {
            if let Some(transmit) = self.onion_node.poll_transmit(buf) {
                return Some(transmit);
            }
            self.sending.remove(MachineName::OnionNode);
        }
        None
    }

    /// The next wish. Call until `None`, after every other call.
    pub fn poll_io(&mut self) -> Option<Io> {
        self.io.pop_front()
    }

    /// A stream for which there is something to write. Call until `None`, after every other call.
    pub fn poll_writable(&mut self) -> Option<StreamId> {
        self.server.as_mut()?.poll_writable().map(StreamOwner::server)
    }

    /// The bytes that wait for a stream. The driver writes what its socket takes, then calls [`written`](Self::written).
    #[must_use]
    pub fn to_write(&self, stream: StreamId) -> &[u8] {
        match StreamOwner::of(stream) {
            StreamOwner::Pool(_) => &[],
            StreamOwner::Server(stream) => self.server.as_ref().map(|s| s.to_write(stream)).unwrap_or_default(),
        }
    }

    /// That many bytes of [`to_write`](Self::to_write) are on their way.
    pub fn written(&mut self, now: Instant, stream: StreamId, count: usize) {
        match StreamOwner::of(stream) {
            StreamOwner::Pool(_) => {}
            StreamOwner::Server(stream) => {
                if let Some(server) = &mut self.server {
                    self.touched.add(MachineName::RelayServer);
                    server.written(now, stream, count);
                }
            }
        }
        self.pump(now);
    }

    /// When [`handle_timeout`](Self::handle_timeout) is useful next, and for what. Valid once everything else was polled;
    /// any other call may change it.
    #[must_use]
    pub fn poll_timeout(&self) -> Option<Wake> {
        let wakes = WakeReason::ALL.into_iter().filter_map(|reason| Some(Wake { at: self.deadline(reason)?, reason }));
        wakes.min_by_key(|wake| wake.at)
    }

    /// When one part wants to be woken.
    pub(super) fn deadline(&self, reason: WakeReason) -> Option<Instant> {
        match reason {
            WakeReason::Dht => self.dht.poll_timeout().filter(|_| self.options.udp_enabled),
            WakeReason::OnionNode => self.onion_node.poll_timeout(),
            WakeReason::NetCrypto => self.net_crypto.poll_timeout(),
            WakeReason::RelayServer => self.server.as_ref().and_then(RelayServer::poll_timeout),
            WakeReason::LanTargets => self.lan_targets_due,
        }
    }

    /// What happened. Call until `None`, after every other call.
    pub fn poll_event(&mut self) -> Option<Event> {
        self.events.pop_front()
    }
}

/// How often the driver is asked which networks we are in. Our choice: a cable that was plugged in is used soon enough.
pub(super) const LAN_TARGETS_INTERVAL: Duration = Duration::from_secs(60);
