use std::net::SocketAddr;

use toxcore_crypto::DhtPublicKey;
use toxcore_sansio::{Instant, StreamId, Transmit, UnixTime};

use super::Traffic;
use crate::metrics::Metrics;

/// What the driver needs of the node that it drives: all protocol state, without a socket or a clock.
///
/// After one or more inputs of the same moment the driver calls [`pump`](Self::pump), then polls everything until `None`
/// before the next input. Time never goes backwards.
pub trait Machine {
    /// The wall clock, at the start of every wake-up.
    fn set_unix_time(&mut self, time: UnixTime);

    /// A datagram arrived; it is opened in place.
    fn handle_datagram(&mut self, now: Instant, from: SocketAddr, packet: &mut [u8]);

    /// A TCP connection was accepted. `None` refuses it: the driver closes it. The index of an id should be small: the
    /// driver keeps a table by index.
    fn handle_accept(&mut self, now: Instant, from: SocketAddr) -> Option<StreamId>;

    /// Bytes of a stream arrived; they are opened in place.
    fn handle_stream(&mut self, now: Instant, id: StreamId, bytes: &mut [u8]);

    /// The stream ended or broke; the id is not used again by the driver.
    fn stream_closed(&mut self, now: Instant, id: StreamId);

    /// A node that the operator named, at an address that its name led to. Called again whenever the name was resolved.
    fn add_bootstrap_node(&mut self, now: Instant, addr: SocketAddr, key: DhtPublicKey);

    /// Does what is due.
    fn handle_timeout(&mut self, now: Instant);

    /// Carries what inputs caused from one state machine to the others until nothing is left to carry.
    fn pump(&mut self, now: Instant);

    /// When [`handle_timeout`](Self::handle_timeout) is useful next.
    fn poll_timeout(&self) -> Option<Instant>;

    /// Appends the next run of datagrams to `buffer`.
    fn poll_transmit(&mut self, now: Instant, buffer: &mut Vec<u8>) -> Option<Transmit>;

    /// The next wish about streams and addresses.
    fn poll_request(&mut self) -> Option<Request>;

    /// A stream that has got something to write since it was last returned.
    fn poll_writable(&mut self) -> Option<StreamId>;

    /// The bytes that the stream should get next; empty if there are none.
    fn to_write(&self, id: StreamId) -> &[u8];

    /// As [`to_write`](Self::to_write), but only what may be in a buffer that takes `room` bytes at the moment; perhaps nothing.
    fn to_write_within(&self, id: StreamId, room: usize) -> &[u8];

    /// The first `count` bytes of [`to_write`](Self::to_write) were written.
    fn written(&mut self, now: Instant, id: StreamId, count: usize);

    /// Where LAN discovery packets can be sent, as asked with [`Request::LanTargets`]; empty if that is unknown.
    fn handle_lan_targets(&mut self, now: Instant, targets: &[SocketAddr]);

    /// The program ends: what still wants to be said can be polled once more.
    fn shut_down(&mut self, now: Instant);

    /// The figures that the operator asks for.
    fn metrics(&self, traffic: &Traffic) -> Metrics;
}

/// What the machine wants of the driver.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Request {
    /// Close the stream. The id is not valid afterwards; [`Machine::stream_closed`] is not called for it.
    Close(StreamId),
    /// Read nothing from this stream for now.
    PauseReading(StreamId),
    /// Read from this stream again.
    ResumeReading(StreamId),
    /// Tell where LAN discovery packets go ([`Machine::handle_lan_targets`]).
    LanTargets {
        /// Port of the nodes that are looked for.
        port: u16,
    },
}
