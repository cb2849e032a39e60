//! Between the machine and the operating system: sockets that are never waited for.
//!
//! C calls when it likes. Each [`step`](Driver::step) asks once which sockets are ready, unless there is one alone, takes a bounded
//! share from each, does what is due, and sends; nothing of it blocks. Names are resolved before the lock is taken, by whoever needs one.

mod clock;
mod open;
mod pace;
mod resolve;
mod step;
mod stream;
mod streams;
mod udp;

use std::net::SocketAddr;
use std::time::Duration;

use toxcore::{Instant, Io, Tox};
use toxcore_net::PollSet;

pub(crate) use clock::TimeSource;
pub(crate) use open::Sockets;
pub(crate) use pace::Pace;
pub(crate) use resolve::{Names, resolve};
pub(crate) use step::STEP;

use streams::Streams;
use udp::Udp;

/// The sockets of one Tox.
#[derive(Debug)]
pub(crate) struct Driver {
    udp: Option<Udp>,
    streams: Streams,
    /// Where the proxy is, if there is one.
    proxy: Vec<SocketAddr>,
    /// Counts connections to the proxy: its addresses take turns.
    proxy_turn: usize,
    poll: PollSet,
}

/// Whether there is more to do at once.
#[must_use]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum More {
    /// Nothing has come, and nothing was due: everything is as it was.
    Nothing,
    /// Everything is done that can be done now.
    Later,
    /// A bound was reached.
    Now,
}

impl More {
    pub(crate) fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Now, _) | (_, Self::Now) => Self::Now,
            (Self::Nothing, Self::Nothing) => Self::Nothing,
            _ => Self::Later,
        }
    }
}

impl Driver {
    /// Takes over the sockets. `proxy` has the addresses of the proxy.
    pub(crate) fn new(sockets: Sockets, proxy: Vec<SocketAddr>) -> Self {
        Self {
            udp: sockets.udp.map(Udp::new),
            streams: Streams::new(sockets.listener),
            proxy,
            proxy_turn: 0,
            poll: PollSet::new(),
        }
    }

    /// Bytes that came from users of our relay since this was asked last.
    pub(crate) fn take_relayed(&mut self) -> usize {
        self.streams.take_relayed()
    }

    /// Closes all sockets.
    pub(crate) fn close(&mut self) {
        *self = Self::new(Sockets { udp: None, listener: None }, Vec::new());
    }

    /// UDP port, if there is a socket.
    pub(crate) fn udp_port(&self) -> Option<u16> {
        self.udp.as_ref()?.port()
    }

    /// Port of our relay, if we are one.
    pub(crate) fn tcp_port(&self) -> Option<u16> {
        self.streams.listener_port()
    }

    /// When the next step is useful, if the machine needs none earlier and nothing arrives.
    pub(crate) fn poll_timeout(&self) -> Option<Instant> {
        self.streams.poll_timeout()
    }

    /// Takes a share of what arrived, does what is due, and lets out what that caused. `rests` is that nothing is due and nothing waits to
    /// go out.
    pub(crate) fn step(&mut self, now: Instant, tox: &mut Tox, rests: bool) -> More {
        let more = if self.has_datagrams_alone(tox) {
            self.receive_datagrams(now, tox)
        } else if self.ask_readiness(tox.wants_input()) {
            let datagrams = self.receive_ready_datagrams(now, tox);
            let streams = self.streams.serve(&self.poll, now, tox);
            datagrams.or(streams)
        } else {
            More::Nothing
        };
        if rests && more == More::Nothing {
            return More::Nothing;
        }
        if tox.poll_timeout().is_some_and(|wake| wake.at <= now) {
            tox.handle_timeout(now);
        }
        self.flush(now, tox);
        more.or(More::Later)
    }

    /// Whether there is nothing but a UDP socket to read from, which says itself that nothing has come.
    fn has_datagrams_alone(&self, tox: &Tox) -> bool {
        self.udp.as_ref().is_some_and(|udp| !udp.is_blocked()) && self.streams.is_empty() && tox.wants_input()
    }

    /// Asks which sockets are ready. `false` if none is.
    fn ask_readiness(&mut self, may_read: bool) -> bool {
        self.poll.clear();
        if let Some(udp) = &mut self.udp {
            udp.watch(&mut self.poll, may_read);
        }
        self.streams.watch(&mut self.poll, may_read);
        match self.poll.poll(Duration::ZERO) {
            Ok(ready) => ready > 0,
            Err(error) => {
                tracing::warn!(target: "toxcore_ffi", %error, "cannot ask for readiness");
                false
            }
        }
    }

    fn receive_ready_datagrams(&mut self, now: Instant, tox: &mut Tox) -> More {
        if self.udp.as_mut().is_some_and(|udp| udp.take_readiness(&self.poll)) {
            self.receive_datagrams(now, tox)
        } else {
            More::Later
        }
    }

    fn receive_datagrams(&mut self, now: Instant, tox: &mut Tox) -> More {
        let mut more = More::Nothing;
        for _ in 0..BATCHES_PER_STEP {
            let Some(udp) = &mut self.udp else { return More::Later };
            match udp.receive(now, tox) {
                Ok(More::Now) => more = More::Later,
                Ok(last) => return more.or(last),
                Err(error) => {
                    tracing::error!(target: "toxcore_ffi", %error, "the UDP socket is unusable; going on with relays alone");
                    self.udp = None;
                    return More::Later;
                }
            }
            self.flush(now, tox);
            if !tox.wants_input() {
                break;
            }
        }
        More::Now
    }

    /// Lets everything out that the last calls caused. What is written to streams makes room for more.
    pub(crate) fn flush(&mut self, now: Instant, tox: &mut Tox) {
        for _ in 0..FLUSH_ROUNDS {
            match &mut self.udp {
                Some(udp) => udp.send(now, tox),
                None => send_nowhere(now, tox),
            }
            self.carry_out_wishes(now, tox);
            if !self.streams.write(now, tox) {
                return;
            }
        }
        self.carry_out_wishes(now, tox);
    }

    fn carry_out_wishes(&mut self, now: Instant, tox: &mut Tox) {
        while let Some(wish) = tox.poll_io() {
            match wish {
                Io::Open { stream, to, via_proxy } => {
                    let to = if via_proxy { self.next_proxy() } else { Some(to) };
                    if !to.is_some_and(|to| self.streams.connect(stream, to)) {
                        tox.handle_closed(now, stream);
                    }
                }
                Io::Close { stream } => self.streams.close(stream),
                Io::PauseReading { stream } => self.streams.set_paused(stream, true),
                Io::ResumeReading { stream } => self.streams.set_paused(stream, false),
                Io::LanTargets => {
                    let has_ipv6 = self.udp.as_ref().is_some_and(Udp::has_ipv6);
                    tox.handle_lan_targets(now, toxcore_net::lan_targets(LAN_PORT, has_ipv6).unwrap_or_default());
                }
            }
        }
    }

    fn next_proxy(&mut self) -> Option<SocketAddr> {
        let turn = self.proxy_turn.checked_rem(self.proxy.len())?;
        self.proxy_turn = self.proxy_turn.wrapping_add(1);
        self.proxy.get(turn).copied()
    }
}

/// Without a socket: what is for relays goes to their streams by the way, and nothing can be for UDP.
fn send_nowhere(now: Instant, tox: &mut Tox) {
    let mut none = Vec::new();
    while tox.poll_transmit(now, &mut none).is_some() {
        none.clear();
    }
}

/// UDP batches in one step, of at most 32 messages each. Our choice: about 2 ms of work before events are delivered and
/// streams get their share.
const BATCHES_PER_STEP: usize = 8;
/// Times that streams are filled and written in one flush. Our choice: with each, a stream takes as much as its socket does
/// at once; more waits for the next step.
const FLUSH_ROUNDS: usize = 16;
/// Where others of our network are looked for. Protocol: DHT, LAN discovery.
const LAN_PORT: u16 = *toxcore::DEFAULT_PORTS.start();
