use std::net::SocketAddr;

use toxcore_sansio::{Instant, StreamId, Transmit};

/// A machine that can be placed in the network: what a driver with one UDP socket and some TCP streams would run.
///
/// After each call the network polls everything out of the host before anything else happens to it. All times are the
/// host's own clock. Streams have default methods for hosts without TCP.
pub trait Host {
    /// A datagram arrived.
    fn handle_datagram(&mut self, now: Instant, from: SocketAddr, datagram: &mut [u8]);

    /// The time named by [`Host::poll_timeout`] has come.
    fn handle_timeout(&mut self, now: Instant);

    /// When [`Host::handle_timeout`] wants to be called next. `None` is never.
    fn poll_timeout(&self) -> Option<Instant>;

    /// Appends one run of datagrams to `buf`. Called until it returns `None`.
    fn poll_transmit(&mut self, now: Instant, buf: &mut Vec<u8>) -> Option<Transmit>;

    /// Somebody connects to `port`, at which this host listens. The host names the new stream, or refuses.
    fn accept_stream(&mut self, _now: Instant, _from: SocketAddr, _port: u16) -> Option<StreamId> {
        None
    }

    /// The state of a stream changed.
    fn handle_stream(&mut self, _now: Instant, _stream: StreamId, _event: StreamEvent) {}

    /// Bytes arrived. Returns how many of them are taken; the rest is offered again after the next event of the host, and
    /// meanwhile takes room that the sender then lacks.
    fn handle_stream_data(&mut self, _now: Instant, _stream: StreamId, bytes: &mut [u8]) -> usize {
        bytes.len()
    }

    /// What the host wants done with its streams. Called until it returns `None`.
    fn poll_stream(&mut self, _now: Instant) -> Option<StreamAction> {
        None
    }

    /// Appends at most `room` bytes to send on `stream` to `buf`. Called after [`StreamAction::Write`], and again when
    /// there is room, until it appends nothing.
    fn write_stream(&mut self, _now: Instant, _stream: StreamId, _room: usize, _buf: &mut Vec<u8>) {}
}

/// A change in the life of a TCP stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StreamEvent {
    /// The connection that we asked for stands.
    Connected,
    /// It cannot be made. The id is free.
    Failed(ConnectError),
    /// The other end closed it, and everything it sent before has been read. The id is free.
    Closed,
}

/// Why a connection could not be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConnectError {
    /// Nobody listens there, or the listener did not want it.
    Refused,
    /// Nobody answered.
    TimedOut,
}

/// What a host wants done with a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StreamAction {
    /// Connect to `to` under the name `stream`, which must not be in use.
    Connect {
        /// The host's name for the new stream.
        stream: StreamId,
        /// Where to.
        to: SocketAddr,
    },
    /// There is something to write.
    Write(StreamId),
    /// Send what was written, then close. No event follows; the id is free at once.
    Close(StreamId),
}

impl<H: Host + ?Sized> Host for Box<H> {
    fn handle_datagram(&mut self, now: Instant, from: SocketAddr, datagram: &mut [u8]) {
        (**self).handle_datagram(now, from, datagram);
    }
    fn handle_timeout(&mut self, now: Instant) {
        (**self).handle_timeout(now);
    }
    fn poll_timeout(&self) -> Option<Instant> {
        (**self).poll_timeout()
    }
    fn poll_transmit(&mut self, now: Instant, buf: &mut Vec<u8>) -> Option<Transmit> {
        (**self).poll_transmit(now, buf)
    }
    fn accept_stream(&mut self, now: Instant, from: SocketAddr, port: u16) -> Option<StreamId> {
        (**self).accept_stream(now, from, port)
    }
    fn handle_stream(&mut self, now: Instant, stream: StreamId, event: StreamEvent) {
        (**self).handle_stream(now, stream, event);
    }
    fn handle_stream_data(&mut self, now: Instant, stream: StreamId, bytes: &mut [u8]) -> usize {
        (**self).handle_stream_data(now, stream, bytes)
    }
    fn poll_stream(&mut self, now: Instant) -> Option<StreamAction> {
        (**self).poll_stream(now)
    }
    fn write_stream(&mut self, now: Instant, stream: StreamId, room: usize, buf: &mut Vec<u8>) {
        (**self).write_stream(now, stream, room, buf);
    }
}
