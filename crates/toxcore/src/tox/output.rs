//! What the driver takes out: datagrams, bytes for streams, wishes, events, and the time of the next call.

use std::time::Duration;

use toxcore_messenger::files::Phase;
use toxcore_relay::RelayServer;
use toxcore_sansio::{Instant, StreamId, Transmit};

use super::Tox;
use crate::io::StreamOwner;
use crate::machines::MachineName;
use crate::{Direction, Event, Io, Transport, Wake, WakeReason};

impl Tox {
    /// Appends the next run of datagrams of one size for one address to `buf`. Call until `None`, after every other call, and
    /// before [`poll_io`](Self::poll_io) and [`poll_writable`](Self::poll_writable): what goes to relays is put in their
    /// streams here.
    pub fn poll_transmit(&mut self, now: Instant, buf: &mut Vec<u8>) -> Option<Transmit> {
        let start = buf.len();
        let transmit = loop {
            if let Some(transmit) = self.next_transmit(now, buf) {
                break transmit;
            }
            if self.touched.is_empty() {
                return None;
            }
            self.pump(now);
        };
        for datagram in buf.get(start..).unwrap_or_default().chunks(transmit.segment.max(1)) {
            self.stats.count(Transport::Udp, Direction::Sent, datagram);
        }
        Some(transmit)
    }

    fn next_transmit(&mut self, now: Instant, buf: &mut Vec<u8>) -> Option<Transmit> {
        while self.sending.has(MachineName::NetCrypto) {
            while let Some(run) = self.net_crypto.poll_transmit(now, buf) {
                if let Some(transmit) = self.send_run(now, run, buf) {
                    return Some(transmit);
                }
            }
            self.sending.remove(MachineName::NetCrypto);
            // Room in queues is found while packets leave them.
            self.carry_net_crypto(now, &[]);
            self.part(now);
        }
        if self.sending.has(MachineName::Groups) {
            while let Some((group, run)) = self.groups.poll_transmit(buf) {
                if let Some(transmit) = self.send_group_run(now, group, run, buf) {
                    return Some(transmit);
                }
            }
            self.sending.remove(MachineName::Groups);
            self.group_relays.all_taken(now);
            self.touched.add(MachineName::GroupRelays);
        }
        if self.sending.has(MachineName::OnionClient) {
            while let Some(run) = self.onion_client.poll_transmit(now, buf) {
                if let Some(transmit) = self.send_onion_run(now, run, buf) {
                    return Some(transmit);
                }
            }
            self.sending.remove(MachineName::OnionClient);
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

    /// Ends connections with friends that were deleted, now that the last packet for them has left, and then their routes.
    fn part(&mut self, now: Instant) {
        for route in std::mem::take(&mut self.parted) {
            if self.links.friend_on(route).is_none() {
                self.relays.remove_route(now, route);
                self.touched.add(MachineName::Relays);
            }
        }
        for (connection, route) in std::mem::take(&mut self.parting) {
            self.net_crypto.close(now, connection);
            self.touched.add(MachineName::NetCrypto);
            self.sending.add(MachineName::NetCrypto);
            self.parted.extend(route);
        }
    }

    /// The next wish. Call until `None`, after every other call.
    pub fn poll_io(&mut self) -> Option<Io> {
        self.io.pop_front()
    }

    /// A stream for which there is something to write. Call until `None`, after every other call.
    pub fn poll_writable(&mut self) -> Option<StreamId> {
        if let Some(stream) = self.relays.poll_writable() {
            return Some(stream);
        }
        if let Some(stream) = self.group_relays.pools.poll_writable() {
            return Some(stream);
        }
        self.server.as_mut()?.poll_writable().map(StreamOwner::server)
    }

    /// The bytes that wait for a stream. The driver writes what its socket takes, then calls [`written`](Self::written).
    #[must_use]
    pub fn to_write(&self, stream: StreamId) -> &[u8] {
        match StreamOwner::of(stream) {
            StreamOwner::Pool(stream) => self.relays.to_write(stream),
            StreamOwner::Groups(stream) => self.group_relays.pools.to_write(stream),
            StreamOwner::Server(stream) => self.server.as_ref().map(|s| s.to_write(stream)).unwrap_or_default(),
        }
    }

    /// As [`to_write`](Self::to_write), but only whole frames, of at most `room` bytes together: what the other end's system is
    /// known to take at once. A driver that knows should ask so from the beginning: readers of the reference stand still for
    /// good when their system's buffer is full and ends with half a frame.
    #[must_use]
    pub fn to_write_within(&mut self, stream: StreamId, room: usize) -> &[u8] {
        match StreamOwner::of(stream) {
            StreamOwner::Pool(stream) => self.relays.to_write_within(stream, room),
            StreamOwner::Groups(stream) => self.group_relays.pools.to_write_within(stream, room),
            StreamOwner::Server(stream) => {
                self.server.as_ref().map(|server| server.to_write_within(stream, room)).unwrap_or_default()
            }
        }
    }

    /// That many bytes of [`to_write`](Self::to_write) are on their way.
    pub fn written(&mut self, now: Instant, stream: StreamId, count: usize) {
        match StreamOwner::of(stream) {
            StreamOwner::Pool(stream) => {
                self.touched.add(MachineName::Relays);
                self.relays.wrote(now, stream, count);
            }
            StreamOwner::Groups(stream) => {
                self.touched.add(MachineName::GroupRelays);
                self.group_relays.wrote(now, stream, count);
            }
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

    /// Whether nobody is connected with us, no connection is being made, and we are in no group: nobody waits for us but the
    /// network.
    #[must_use]
    pub fn is_alone(&self) -> bool {
        self.net_crypto.is_empty() && self.groups.numbers().next().is_none()
    }

    /// When one part wants to be woken.
    pub(super) fn deadline(&self, reason: WakeReason) -> Option<Instant> {
        match reason {
            WakeReason::Dht => self.dht.poll_timeout().filter(|_| self.options.udp_enabled),
            WakeReason::OnionNode => self.onion_node.poll_timeout(),
            WakeReason::NetCrypto => self.net_crypto.poll_timeout(),
            WakeReason::OnionClient => self.onion_client.poll_timeout(),
            WakeReason::Relays => self.relays.poll_timeout(),
            WakeReason::Friends => self.friends.poll_timeout(),
            WakeReason::Messenger => self.messenger.poll_timeout(),
            WakeReason::Conferences => self.conferences.poll_timeout(),
            WakeReason::Groups => earlier(self.groups.poll_timeout(), self.own_announces.poll_timeout()),
            WakeReason::GroupRelays => self.group_relays.poll_timeout(),
            WakeReason::RelayServer => self.server.as_ref().and_then(RelayServer::poll_timeout),
            WakeReason::LanTargets => self.lan_targets_due,
        }
    }

    /// Whether [`poll_event`](Self::poll_event) may have something.
    #[must_use]
    pub fn has_events(&self) -> bool {
        !self.events.is_empty()
    }

    /// What happened. Call until `None`, after every other call.
    pub fn poll_event(&mut self) -> Option<Event> {
        loop {
            let event = self.events.pop_front()?;
            if !self.is_stale(&event) {
                return Some(event);
            }
        }
    }

    /// Whether an event asks for what nobody needs any more: a chunk of a file that has ended meanwhile.
    fn is_stale(&self, event: &Event) -> bool {
        let Event::FileChunkRequest { friend, file, .. } = event else { return false };
        let status = self.messenger.files().status(*friend, *file);
        !status.is_some_and(|status| matches!(status.phase, Phase::Transferring(_)))
    }
}

fn earlier(one: Option<Instant>, other: Option<Instant>) -> Option<Instant> {
    one.into_iter().chain(other).min()
}

/// How often the driver is asked which networks we are in. Our choice: a cable that was plugged in is used soon enough.
pub(super) const LAN_TARGETS_INTERVAL: Duration = Duration::from_secs(60);
