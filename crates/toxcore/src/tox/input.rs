//! What the driver brings in: datagrams, bytes of streams, and time.

use std::net::SocketAddr;
use std::time::Duration;

use toxcore_onion::FirstHop;
use toxcore_sansio::{Discard, Instant, Path, StreamId, UnixTime};
use toxcore_wire::canonical;

use super::Tox;
use super::output::LAN_TARGETS_INTERVAL;
use super::pump::{links, surroundings, with_conferences};
use crate::io::StreamOwner;
use crate::machines::MachineName;
use crate::{Direction, Io, Transport, WakeReason};

impl Tox {
    /// Whether datagrams and stream bytes should be read now. When it says no, [events](Self::poll_event) wait to be taken.
    /// Nothing is lost when input comes all the same.
    #[must_use]
    pub fn wants_input(&self) -> bool {
        self.events.len() < MAX_EVENTS
    }

    /// A datagram arrived.
    ///
    /// # Errors
    /// Why it was not accepted, for those who want to know; it is counted already.
    pub fn handle_datagram(&mut self, now: Instant, from: SocketAddr, packet: &mut [u8]) -> Result<(), Discard> {
        self.begin(now);
        self.stats.count(Transport::Udp, Direction::Received, packet);
        let result = self.dispatch_datagram(now, canonical(from), packet);
        self.note(result);
        self.pump_with(now, packet);
        result
    }

    fn dispatch_datagram(&mut self, now: Instant, from: SocketAddr, packet: &mut [u8]) -> Result<(), Discard> {
        if !self.options.udp_enabled {
            return Err(Discard::Disabled);
        }
        let (address, from) = (from, Path::Udp(from));
        match packet.first().copied().unwrap_or_default() {
            0x00..=0x02 | 0x04 | 0x20 | 0x21 | 0x90..=0x98 | 0xf0 => {
                self.touched.add(MachineName::Dht);
                self.dht.handle_packet(&mut self.base.cx(), now, from, packet)
            }
            0x80..=0x83 | 0x85 | 0x87 | 0x8c..=0x8e => {
                self.touched.add(MachineName::OnionNode);
                self.onion_node.handle_packet(&mut self.base.cx(), &self.dht, now, from, packet)
            }
            0x84 | 0x86 | 0x88 => {
                self.touched.add(MachineName::OnionClient);
                let (cx, net, from) = (&mut self.base.cx(), &surroundings!(self), FirstHop::Udp(address));
                self.onion_client.handle_packet(cx, net, now, from, packet)
            }
            0x18..=0x1b => {
                self.touched.add(MachineName::NetCrypto);
                self.net_crypto.handle_packet(&mut self.base.cx(), now, from, packet)
            }
            0x5a..=0x5c => {
                self.touched.add(MachineName::Groups);
                self.groups.handle_udp(now, self.base.cx().admission, address, packet)
            }
            kind => Err(Discard::Unsupported(kind)),
        }
    }

    /// Somebody connected to our relay. The driver closes the connection if it gets no id for it.
    pub fn handle_accept(&mut self, now: Instant, from: SocketAddr) -> Option<StreamId> {
        self.begin(now);
        let result = self.server.as_mut()?.accept(now, canonical(from));
        self.touched.add(MachineName::RelayServer);
        tracing::trace!(target: "toxcore", ?result, "connection to our relay");
        self.pump(now);
        result.ok().map(StreamOwner::server)
    }

    /// The stream that [`Io::Open`] asked for is connected.
    pub fn handle_connected(&mut self, now: Instant, stream: StreamId) {
        self.begin(now);
        match StreamOwner::of(stream) {
            StreamOwner::Groups(stream) => {
                self.touched.add(MachineName::GroupRelays);
                self.group_relays.pools.handle_connected(now, stream);
            }
            // Nobody asks for the server's streams.
            StreamOwner::Pool(stream) | StreamOwner::Server(stream) => {
                self.touched.add(MachineName::Relays);
                self.relays.handle_connected(&self.base.keys, now, stream);
            }
        }
        self.pump(now);
    }

    /// Bytes arrived on a stream.
    pub fn handle_stream(&mut self, now: Instant, stream: StreamId, bytes: &mut [u8]) {
        self.begin(now);
        match StreamOwner::of(stream) {
            StreamOwner::Pool(stream) => {
                self.touched.add(MachineName::Relays);
                let result = self.relays.handle_stream(&self.base.keys, now, stream, bytes);
                self.note(result);
            }
            StreamOwner::Groups(stream) => {
                self.touched.add(MachineName::GroupRelays);
                let result = self.group_relays.pools.handle_stream(now, stream, bytes);
                self.note(result);
            }
            StreamOwner::Server(stream) => {
                if let Some(server) = &mut self.server {
                    self.touched.add(MachineName::RelayServer);
                    let result = server.handle_stream(&mut self.base.stream_cx(), now, stream, bytes);
                    self.note(result);
                }
            }
        }
        self.pump(now);
    }

    /// A stream ended, or could not be opened. Its id is not used again.
    pub fn handle_closed(&mut self, now: Instant, stream: StreamId) {
        self.begin(now);
        match StreamOwner::of(stream) {
            StreamOwner::Pool(stream) => {
                self.touched.add(MachineName::Relays);
                self.relays.handle_closed(now, stream);
            }
            StreamOwner::Groups(stream) => {
                self.touched.add(MachineName::GroupRelays);
                self.group_relays.pools.handle_closed(now, stream);
            }
            StreamOwner::Server(stream) => {
                if let Some(server) = &mut self.server {
                    self.touched.add(MachineName::RelayServer);
                    server.stream_closed(now, stream);
                }
            }
        }
        self.pump(now);
    }

    /// Does all work that is due at `now`. Calling it early or twice is harmless.
    pub fn handle_timeout(&mut self, now: Instant) {
        self.begin(now);
        for reason in WakeReason::ALL {
            if self.deadline(reason).is_some_and(|at| at <= now) {
                self.wake(now, reason);
            }
        }
        self.pump(now);
    }

    /// Tells the wall-clock time: before the first call, and every minute or so. If it went further than `now` did, we slept.
    pub fn set_unix_time(&mut self, now: Instant, time: UnixTime) {
        let (then, told) = self.clock.compared;
        self.base.unix_time = time;
        self.clock.compared = (now, time);
        let passed = Duration::from_secs(time.0.saturating_sub(told.0));
        if passed > now.saturating_since(then) + RESUME_AFTER {
            self.resume(now, passed.saturating_sub(now.saturating_since(then)));
            self.pump(now);
        }
    }

    /// Begins a call: notes the time, and notices a sleep by how late the driver is.
    pub(super) fn begin(&mut self, now: Instant) {
        if now <= self.clock.now {
            return;
        }
        self.clock.now = now;
        // What comes thick and fast does not ask all machines each time.
        if now < self.clock.looked + LOOK_INTERVAL {
            return;
        }
        self.clock.looked = now;
        let late = self.poll_timeout().map_or(Duration::ZERO, |wake| now.saturating_since(wake.at));
        if late > RESUME_AFTER {
            self.resume(now, late);
        }
    }

    fn wake(&mut self, now: Instant, reason: WakeReason) {
        match reason {
            WakeReason::Dht => {
                self.touched.add(MachineName::Dht);
                self.dht.handle_timeout(&mut self.base.cx(), now);
            }
            WakeReason::OnionNode => {
                self.touched.add(MachineName::OnionNode);
                self.onion_node.handle_timeout(now);
            }
            WakeReason::NetCrypto => {
                self.touched.add(MachineName::NetCrypto);
                self.net_crypto.handle_timeout(now);
            }
            WakeReason::OnionClient => {
                self.touched.add(MachineName::OnionClient);
                self.onion_client.handle_timeout(&mut self.base.cx(), &surroundings!(self), now);
            }
            WakeReason::Relays => {
                self.touched.add(MachineName::Relays);
                self.relays.handle_timeout(now);
            }
            WakeReason::Friends => {
                self.touched.add(MachineName::Friends);
                self.friends.handle_timeout(now, &mut links!(self), &self.relays);
            }
            WakeReason::Messenger => {
                self.touched.add(MachineName::Messenger);
                self.messenger.handle_timeout(now, &mut links!(self));
            }
            WakeReason::Conferences => with_conferences!(self, now, |conferences, cx| conferences.handle_timeout(cx)),
            WakeReason::Groups => {
                self.touched.add(MachineName::Groups);
                self.groups.handle_timeout(now);
                self.exchange_announces(now);
            }
            WakeReason::GroupRelays => {
                self.touched.add(MachineName::GroupRelays);
                self.group_relays.handle_timeout(now);
            }
            WakeReason::RelayServer => {
                self.touched.add(MachineName::RelayServer);
                if let Some(server) = &mut self.server {
                    server.handle_timeout(&mut self.base.stream_cx(), now);
                }
            }
            WakeReason::LanTargets => {
                self.lan_targets_due = Some(now + LAN_TARGETS_INTERVAL);
                self.io.push_back(Io::LanTargets);
            }
        }
    }
}

/// Events that wait before input is not wanted any more. Our choice: one batch of datagrams makes some hundred; a driver
/// that is so far behind has other work to do first.
pub const MAX_EVENTS: usize = 1_024;
/// How late a driver is that must have slept. Our choice: a busy machine is late by less, and whoever calls every few
/// seconds only should not lose its paths each time.
pub const RESUME_AFTER: Duration = Duration::from_secs(10);
/// How often we look at most whether the driver is late. Our choice: little beside [`RESUME_AFTER`].
const LOOK_INTERVAL: Duration = Duration::from_secs(1);
