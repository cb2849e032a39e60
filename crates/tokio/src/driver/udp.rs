use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::task::{Context, Poll, ready};

use tokio::io::Interest;
use tokio::io::unix::AsyncFd;
use toxcore::{Instant, Tox};
use toxcore_net::{Readiness, RecvBatch, SendBatch, SendStatus, UdpSocket};

use super::watch::watch;

/// The UDP socket with its batches.
#[derive(Debug)]
pub(crate) struct Udp {
    socket: AsyncFd<UdpSocket>,
    received: RecvBatch,
    sending: SendBatch,
    /// Watches for room while something waits. Each datagram that leaves would be an event else.
    room: Option<AsyncFd<OwnedFd>>,
}

impl Udp {
    /// Takes over `socket`.
    pub(crate) fn new(socket: UdpSocket) -> io::Result<Self> {
        let socket = watch(socket, Interest::READABLE)?;
        Ok(Self { socket, received: RecvBatch::new(), sending: SendBatch::new(), room: None })
    }

    pub(crate) fn socket(&self) -> &UdpSocket {
        self.socket.get_ref()
    }

    /// Receives one batch. The task is woken when there is one.
    pub(crate) fn poll_batch(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<&mut RecvBatch>> {
        loop {
            let mut guard = ready!(self.socket.poll_read_ready(cx))?;
            match guard.get_inner().recv_batch(&mut self.received)? {
                Readiness::Drained => guard.clear_ready(),
                Readiness::MayHaveMore => return Poll::Ready(Ok(&mut self.received)),
            }
        }
    }

    /// Sends what `tox` has. While the socket is full, `tox` keeps the rest, and the task is woken when there is room.
    pub(crate) fn send(&mut self, cx: &mut Context<'_>, now: Instant, tox: &mut Tox) -> io::Result<()> {
        loop {
            if let Some(room) = &self.room {
                match room.poll_write_ready(cx) {
                    Poll::Pending => return Ok(()),
                    Poll::Ready(_) => self.room = None,
                }
            }
            if self.sending.is_empty() {
                self.sending.fill(|buffer| tox.poll_transmit(now, buffer));
                if self.sending.is_empty() {
                    return Ok(());
                }
            }
            if self.socket.get_ref().send_batch(&mut self.sending) == SendStatus::Blocked {
                let fd = self.socket.get_ref().as_fd().try_clone_to_owned()?;
                self.room = Some(watch(fd, Interest::WRITABLE)?);
            }
        }
    }

    /// Whether everything that was taken from the machine is sent.
    pub(crate) fn is_flushed(&self) -> bool {
        self.sending.is_empty()
    }
}
