use std::io;

use toxcore::{Instant, Tox};
use toxcore_net::{Interest, PollSet, Readiness, RecvBatch, SendBatch, SendStatus, Slot, UdpSocket};

use super::More;

/// The UDP socket with its batches.
#[derive(Debug)]
pub(super) struct Udp {
    socket: UdpSocket,
    received: RecvBatch,
    sending: SendBatch,
    /// The socket was full; what is left waits for room.
    blocked: bool,
    slot: Option<Slot>,
}

impl Udp {
    pub(super) fn new(socket: UdpSocket) -> Self {
        Self {
            socket,
            received: RecvBatch::with_messages(MESSAGES),
            sending: SendBatch::new(),
            blocked: false,
            slot: None,
        }
    }

    pub(super) fn has_ipv6(&self) -> bool {
        self.socket.has_ipv6()
    }

    pub(super) fn port(&self) -> Option<u16> {
        self.socket.local_addr().ok().map(|addr| addr.port())
    }

    /// Whether it waits for room in the socket.
    pub(super) const fn is_blocked(&self) -> bool {
        self.blocked
    }

    pub(super) fn watch(&mut self, poll: &mut PollSet, may_read: bool) {
        self.slot = Some(poll.add(&self.socket, Interest { read: may_read, write: self.blocked }));
    }

    /// Notes what the socket is ready for. Whether there is something to receive.
    pub(super) fn take_readiness(&mut self, poll: &PollSet) -> bool {
        let ready = self.slot.map(|slot| poll.ready(slot)).unwrap_or_default();
        self.blocked &= !ready.write;
        ready.read
    }

    /// Hands one batch to `tox`. Says [`More::Nothing`] if there is none.
    pub(super) fn receive(&mut self, now: Instant, tox: &mut Tox) -> io::Result<More> {
        if self.socket.recv_batch(&mut self.received)? == Readiness::Drained {
            return Ok(More::Nothing);
        }
        for (from, packet) in self.received.datagrams() {
            // Counted by the machine.
            let _ = tox.handle_datagram(now, from, packet);
        }
        Ok(if self.received.is_full() { More::Now } else { More::Later })
    }

    /// Sends what `tox` has. While the socket is full, `tox` keeps the rest.
    pub(super) fn send(&mut self, now: Instant, tox: &mut Tox) {
        while !self.blocked {
            if self.sending.is_empty() {
                self.sending.fill(|buffer| tox.poll_transmit(now, buffer));
                if self.sending.is_empty() {
                    return;
                }
            }
            self.blocked = self.socket.send_batch(&mut self.sending) == SendStatus::Blocked;
        }
    }
}

/// Messages received at once. Our choice: the kernel joins datagrams of one sender, so that files go no slower than with
/// 32, and an instance takes 0.1 MB less.
const MESSAGES: usize = 8;
