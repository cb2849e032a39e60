use std::io;
use std::net::{Ipv6Addr, SocketAddr};
use std::sync::atomic::{AtomicU8, Ordering};

use socket2::{SockRef, Socket, Type};

use super::bind::Wanted;
use super::errors::{Lack, failure_of, is_fatal, is_too_long, lack_of_gso};
use super::recv::{Message, SLOT_JOINED, SLOT_SINGLE};
use super::send::Unit;
use super::{
    BindError, Capabilities, RecvBatch, SendBatch, SendStatus, SocketFactory, SystemSockets, UdpConfig, bind_in_range,
};
use crate::Readiness;
use crate::address::{Family, canonical};

/// Messages per system call, and datagrams per plain batch.
#[cfg(target_os = "linux")]
const BATCH: usize = crate::sys::BATCH;
#[cfg(not(target_os = "linux"))]
const BATCH: usize = 32;

/// Errors of the network passed over within one call of [`UdpSocket::recv_batch`], so that a flood of ICMP messages cannot keep
/// it. Our choice.
const MAX_ERRORS: usize = 16;

/// Unclear failures in a row, with no success between them, after which segmentation offload is off. Our choice.
const GSO_GIVEN_UP: u8 = 4;

/// Where LAN discovery over IPv6 is heard: all nodes of the link.
const ALL_NODES: Ipv6Addr = Ipv6Addr::new(0xff02, 0, 0, 0, 0, 0, 0, 1);

/// A bound, non-blocking UDP socket.
#[derive(Debug)]
pub struct UdpSocket {
    socket: std::net::UdpSocket,
    family: Family,
    batch: bool,
    gro: bool,
    /// Sends with segmentation offload that failed in a row; at [`GSO_GIVEN_UP`] it is off for good.
    gso_failures: AtomicU8,
}

impl UdpSocket {
    /// Opens a socket and binds it to the first free port.
    ///
    /// Buffers, broadcast and the LAN discovery group are asked for, and missing ones are no error.
    ///
    /// # Errors
    /// [`BindError::NoIpv6`] if `config.ip` insists on IPv6 and there is none, [`BindError::NoPort`] if no port of the range
    /// can be had, [`BindError::System`] otherwise.
    ///
    /// Spec: Basics, UDP socket.
    pub fn bind(config: &UdpConfig) -> Result<Self, BindError> {
        Self::bind_with(&SystemSockets, config)
    }

    fn bind_with(factory: &impl SocketFactory, config: &UdpConfig) -> Result<Self, BindError> {
        let wanted = Wanted { kind: Type::DGRAM, ip: config.ip, address: config.address, ports: config.ports };
        let (socket, family) = bind_in_range(factory, &wanted)?;
        set_options(&socket, family, config.buffer_bytes);
        let capabilities = probe(&socket, config.capabilities);
        Ok(Self {
            socket: socket.into(),
            family,
            batch: capabilities.batch,
            gro: capabilities.gro,
            gso_failures: AtomicU8::new(if capabilities.gso { 0 } else { GSO_GIVEN_UP }),
        })
    }

    /// The address that it is bound to.
    ///
    /// # Errors
    /// What the system says.
    pub fn local_addr(&self) -> io::Result<SocketAddr> {
        self.socket.local_addr()
    }

    /// Whether it reaches IPv6 addresses.
    #[must_use]
    pub fn has_ipv6(&self) -> bool {
        self.family == Family::V6
    }

    /// What is in use. Segmentation offload can go away later.
    #[must_use]
    pub fn capabilities(&self) -> Capabilities {
        Capabilities { batch: self.batch, gro: self.gro, gso: self.uses_gso() }
    }

    /// Sizes of the kernel's receive and send buffers, as the system counts them (Linux: twice what was asked, and no more
    /// than it allows).
    ///
    /// # Errors
    /// What the system says.
    pub fn buffer_sizes(&self) -> io::Result<(usize, usize)> {
        let socket = SockRef::from(&self.socket);
        Ok((socket.recv_buffer_size()?, socket.send_buffer_size()?))
    }

    /// Receives one batch, replacing the last. Empty and over-long datagrams and errors caused by the network are passed over
    /// and do not end it.
    ///
    /// # Errors
    /// Only if the socket itself is unusable.
    pub fn recv_batch(&self, batch: &mut RecvBatch) -> io::Result<Readiness> {
        batch.prepare(BATCH, if self.gro { SLOT_JOINED } else { SLOT_SINGLE });
        for _ in 0..MAX_ERRORS {
            match self.receive(batch) {
                Ok(()) => {
                    batch.counters.calls = batch.counters.calls.saturating_add(1);
                    return Ok(Readiness::MayHaveMore);
                }
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Ok(Readiness::Drained),
                Err(error) if is_fatal(&error) => return Err(error),
                Err(_) => batch.counters.errors = batch.counters.errors.saturating_add(1),
            }
        }
        Ok(Readiness::MayHaveMore)
    }

    fn receive(&self, batch: &mut RecvBatch) -> io::Result<()> {
        #[cfg(target_os = "linux")]
        if self.batch {
            return self.receive_many(batch);
        }
        self.receive_plainly(batch)
    }

    #[cfg(target_os = "linux")]
    fn receive_many(&self, batch: &mut RecvBatch) -> io::Result<()> {
        use std::os::fd::AsFd;
        let messages = &mut batch.messages;
        crate::sys::recvmmsg(self.socket.as_fd(), &mut batch.arena, batch.slot, |received| {
            messages.push(Message::new(received));
        })
    }

    /// One call a datagram, up to a full batch. An error after the first datagram is left for the next call.
    fn receive_plainly(&self, batch: &mut RecvBatch) -> io::Result<()> {
        for slot in batch.arena.chunks_exact_mut(batch.slot.max(1)) {
            match self.socket.recv_from(slot) {
                Ok((len, from)) => batch.messages.push(Message { from: canonical(from), len, segment: len }),
                // Windows: longer than the slot.
                Err(error) if is_too_long(&error) => {
                    batch.counters.unusable = batch.counters.unusable.saturating_add(1);
                    return Ok(());
                }
                Err(error) if batch.messages.is_empty() => return Err(error),
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Ok(()),
                Err(_) => {
                    batch.counters.errors = batch.counters.errors.saturating_add(1);
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    /// Sends what `batch` holds. A datagram that cannot be sent is counted and passed over; only a full socket stops it.
    pub fn send_batch(&self, batch: &mut SendBatch) -> SendStatus {
        let mut units = [None; BATCH];
        loop {
            let count = batch.next_units(self.family, self.uses_gso(), &mut units);
            let units = units.get(..count).unwrap_or_default();
            let Some(Some(first)) = units.first() else {
                batch.clear();
                return SendStatus::Done;
            };
            match self.transmit(batch, units) {
                Ok(sent) => {
                    batch.sent(units.iter().flatten().take(sent));
                    if first.gso_segment().is_some() {
                        self.gso_failures.store(0, Ordering::Relaxed);
                    }
                }
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                    batch.blocked();
                    return SendStatus::Blocked;
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => self.pass_over(batch, first, &error),
            }
        }
    }

    fn transmit(&self, batch: &SendBatch, units: &[Option<Unit>]) -> io::Result<usize> {
        #[cfg(target_os = "linux")]
        if self.batch {
            use std::os::fd::AsFd;
            let messages = units.iter().flatten().map(|unit| (unit.to, batch.bytes_of(unit), unit.gso_segment()));
            return crate::sys::sendmmsg(self.socket.as_fd(), units.len(), messages);
        }
        let Some(unit) = units.iter().flatten().next() else { return Ok(0) };
        self.socket.send_to(batch.bytes_of(unit), unit.to).map(|_| 1)
    }

    /// A run that cannot go out with segmentation offload is sent one datagram at a time; any other error costs the one
    /// message.
    fn pass_over(&self, batch: &mut SendBatch, unit: &Unit, error: &io::Error) {
        if unit.gso_segment().is_some() && self.is_about_gso(error) {
            batch.send_plainly();
        } else {
            batch.failed(unit, failure_of(error));
        }
    }

    /// Whether sending without segmentation offload may help. Gives it up when it never works.
    fn is_about_gso(&self, error: &io::Error) -> bool {
        let failures = match lack_of_gso(error) {
            Lack::OfThisPath => return true,
            Lack::OfThisSystem => GSO_GIVEN_UP,
            Lack::OfEither => self.gso_failures.load(Ordering::Relaxed).saturating_add(1),
            Lack::None => return false,
        };
        self.gso_failures.store(failures, Ordering::Relaxed);
        if failures >= GSO_GIVEN_UP {
            tracing::debug!(%error, "sending without segmentation offload from now on");
        }
        true
    }

    fn uses_gso(&self) -> bool {
        self.gso_failures.load(Ordering::Relaxed) < GSO_GIVEN_UP
    }
}

fn set_options(socket: &Socket, family: Family, buffer_bytes: usize) {
    let missing = |what: &str, result: io::Result<()>| {
        if let Err(error) = result {
            tracing::debug!(%error, "socket goes without {what}");
        }
    };
    missing("broadcast", socket.set_broadcast(true));
    missing("send buffer size", socket.set_send_buffer_size(buffer_bytes));
    missing("receive buffer size", socket.set_recv_buffer_size(buffer_bytes));
    #[cfg(target_os = "linux")]
    if socket.recv_buffer_size().is_ok_and(|size| size < buffer_bytes) {
        use std::os::fd::AsFd;
        missing("large receive buffer", crate::sys::force_recv_buffer(socket.as_fd(), buffer_bytes));
    }
    if family == Family::V6 {
        missing("IPv6 LAN discovery", socket.join_multicast_v6(&ALL_NODES, 0));
    }
}

#[cfg(target_os = "linux")]
fn probe(socket: &Socket, allowed: Capabilities) -> Capabilities {
    use std::os::fd::AsFd;
    let batch = allowed.batch;
    Capabilities {
        batch,
        gso: batch && allowed.gso && crate::sys::gso_known(socket.as_fd()),
        gro: batch && allowed.gro && crate::sys::gro_on(socket.as_fd()),
    }
}

#[cfg(not(target_os = "linux"))]
fn probe(_socket: &Socket, _allowed: Capabilities) -> Capabilities {
    Capabilities::PLAIN
}

#[cfg(unix)]
impl std::os::fd::AsFd for UdpSocket {
    fn as_fd(&self) -> std::os::fd::BorrowedFd<'_> {
        self.socket.as_fd()
    }
}

#[cfg(unix)]
impl std::os::fd::AsRawFd for UdpSocket {
    fn as_raw_fd(&self) -> std::os::fd::RawFd {
        self.socket.as_raw_fd()
    }
}

#[cfg(all(test, unix))]
mod tests;
