use std::io;
use std::os::fd::AsRawFd;

use mio::event::Event;
use mio::unix::SourceFd;
use mio::{Interest, Registry};
use toxcore_net::{Readiness, RecvBatch, RecvCounters, SendBatch, SendCounters, SendStatus, UdpSocket};
use toxcore_sansio::Instant;

use super::Machine;
use super::tokens::Source;

/// The UDP socket and what is known about it.
#[derive(Debug)]
pub(super) struct Udp {
    socket: UdpSocket,
    batch: RecvBatch,
    sending: SendBatch,
    readable: bool,
    blocked: bool,
    /// Room in the socket is an event.
    watches_room: bool,
}

impl Udp {
    /// Takes over `socket` and watches it.
    pub(super) fn new(socket: UdpSocket, registry: &Registry) -> io::Result<Self> {
        registry.register(&mut SourceFd(&socket.as_raw_fd()), Source::Udp.token(), Interest::READABLE)?;
        let (batch, sending) = (RecvBatch::new(), SendBatch::new());
        Ok(Self { socket, batch, sending, readable: false, blocked: false, watches_room: false })
    }

    pub(super) fn take_event(&mut self, event: &Event) {
        self.readable |= event.is_readable() || event.is_error();
        self.blocked &= !event.is_writable();
    }

    /// Whether datagrams may be waiting.
    pub(super) const fn has_work(&self) -> bool {
        self.readable
    }

    pub(super) fn socket(&self) -> &UdpSocket {
        &self.socket
    }

    pub(super) fn has_ipv6(&self) -> bool {
        self.socket.has_ipv6()
    }

    pub(super) fn received(&self) -> RecvCounters {
        self.batch.counters()
    }

    pub(super) fn sent(&self) -> SendCounters {
        self.sending.counters()
    }

    /// Hands one batch to the machine. `false` if there was none.
    pub(super) fn receive_batch(&mut self, now: Instant, machine: &mut impl Machine) -> io::Result<bool> {
        if !self.readable {
            return Ok(false);
        }
        match self.socket.recv_batch(&mut self.batch)? {
            Readiness::Drained => {
                self.readable = false;
                Ok(false)
            }
            Readiness::MayHaveMore => {
                for (from, packet) in self.batch.datagrams() {
                    machine.handle_datagram(now, from, packet);
                }
                Ok(true)
            }
        }
    }

    /// Sends what the machine has. While the socket is full the machine keeps it, and drops what does not fit there.
    pub(super) fn send(&mut self, now: Instant, machine: &mut impl Machine, registry: &Registry) {
        let mut more = !self.blocked;
        while more {
            more = self.sending.fill(|buffer| machine.poll_transmit(now, buffer));
            if self.socket.send_batch(&mut self.sending) == SendStatus::Blocked {
                self.blocked = true;
                self.watch_room(registry, true);
                return;
            }
        }
        if self.watches_room && !self.blocked {
            self.watch_room(registry, false);
        }
    }

    /// Room is watched only while something waits: each datagram that leaves would be an event.
    fn watch_room(&mut self, registry: &Registry, watch: bool) {
        self.watches_room = watch;
        let interest = if watch { Interest::READABLE | Interest::WRITABLE } else { Interest::READABLE };
        if let Err(error) = registry.reregister(&mut SourceFd(&self.socket.as_raw_fd()), Source::Udp.token(), interest)
        {
            tracing::warn!(%error, "cannot watch the UDP socket");
        }
    }
}
