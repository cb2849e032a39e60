//! Sockets for Tox drivers: batched UDP, TCP, the interface list, signals and process limits.
//!
//! The state machines of the other crates open no socket. A driver does, with this crate: it receives a batch of
//! datagrams, hands each to the machine, and sends what the machine queued in as few system calls as the kernel allows
//! (`recvmmsg`, `sendmmsg`, UDP segmentation and receive offload on Linux, decided when the socket is made; plain calls
//! elsewhere). All sockets are non-blocking and give their descriptor away (`AsFd`, `AsRawFd`), so that they fit a poll
//! loop as well as an async runtime. Whether the machine has IPv6 is found out when binding, not configured.
//!
//! # The drive loop
//! ```
//! use toxcore_net::{Capabilities, IpMode, PortRange, Readiness, RecvBatch, SendBatch, UdpConfig, UdpSocket};
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let mut machine = (Vec::<(std::net::SocketAddr, usize)>::new(),);
//! let socket = UdpSocket::bind(&UdpConfig { ports: PortRange::EPHEMERAL, ..UdpConfig::default() })?;
//! let (mut received, mut sending) = (RecvBatch::new(), SendBatch::new());
//! // When the socket is readable, a bounded number of times:
//! while let Readiness::MayHaveMore = socket.recv_batch(&mut received)? {
//!     for (from, packet) in received.datagrams() {
//!         machine.0.push((from, packet.len())); // machine.handle_datagram(now, from, packet)
//!     }
//!     sending.fill(|_buffer| None); // |buffer| machine.poll_transmit(now, buffer)
//!     socket.send_batch(&mut sending); // `SendStatus::Blocked`: again when the socket is writable
//! }
//! # Ok(()) }
//! ```
//!
//! # What it leaves out
//! Sleeping on thousands of sockets ([`PollSet`] asks for some dozen), DNS (the standard library resolves), proxies (the relay client speaks to them), TLS.
//!
//! # Covers
//! The socket rules of the protocol's basics (port range, buffer sizes, broadcast, ff02::1) and the addresses that LAN
//! discovery sends to. Our own text: `docs/protocol/net.md`.
#![deny(unsafe_op_in_unsafe_fn)]

mod address;
mod interfaces;
#[cfg(unix)]
mod poll;
mod sys;
mod tcp;
mod udp;

#[cfg(unix)]
pub mod process;

pub use interfaces::{MAX_LAN_TARGETS, lan_targets};
#[cfg(unix)]
pub use poll::{Interest, PollSet, Slot};
#[cfg(target_os = "linux")]
pub use sys::signals::{Signal, Signals};
pub use tcp::{Accepted, ReadStatus, Room, TcpListener, TcpStream, WriteStatus};
pub use udp::{
    BindError, Capabilities, Datagrams, IpMode, MAX_DATAGRAM, PortRange, RecvBatch, RecvCounters, SendBatch,
    SendCounters, SendStatus, UdpConfig, UdpSocket,
};

/// What is left after a bounded amount of work on one socket.
#[must_use]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readiness {
    /// The bound was reached first: call again, with other sockets served in between.
    MayHaveMore,
    /// Nothing waits; the operating system will report new input.
    Drained,
}
