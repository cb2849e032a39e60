//! The loop between the operating system and the node: one thread, one poll, a bounded amount of work at a time.
//!
//! A turn of the loop receives datagrams in batches, accepts and reads streams in rounds, does what is due and sends what the
//! [`Machine`] queued. UDP and TCP get a share of each turn, so that a flood on one does not starve the other; what is left
//! over makes the next turn come at once.

mod bootstrap;
mod clock;
mod machine;
mod open;
mod streams;
mod supervisor;
mod tokens;
mod traffic;
mod udp;

use std::io;
use std::time::Duration;

use mio::{Events, Poll};
use thiserror::Error;
use toxcore_net::{Signal, Signals};
use toxcore_sansio::Instant;

pub use bootstrap::BootstrapNode;
pub use machine::{Machine, Request};
pub use open::{DriverConfig, OpenError, Opened, raise_open_file_limit};
pub use traffic::Traffic;

use bootstrap::Bootstrap;
use clock::Clock;
use streams::Streams;
use supervisor::Supervisor;
use tokens::Source;
use udp::Udp;

use crate::metrics::MetricsEndpoint;

/// Why the loop ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum RunError {
    /// Waiting for events fails.
    #[error("polling failed: {0}")]
    Poll(io::ErrorKind),
    /// The UDP socket became unusable.
    #[error("the UDP socket is unusable: {0}")]
    Udp(io::ErrorKind),
}

/// A node with its sockets.
#[derive(Debug)]
pub struct Driver<M> {
    machine: M,
    clock: Clock,
    poll: Poll,
    events: Events,
    signals: Signals,
    signal: Option<Signal>,
    udp: Udp,
    streams: Streams,
    bootstrap: Bootstrap,
    metrics: Option<MetricsEndpoint>,
    supervisor: Supervisor,
    traffic: Traffic,
}

impl<M: Machine> Driver<M> {
    /// Runs until the process is asked to end, and returns the signal that asked.
    ///
    /// # Errors
    /// [`RunError`] if the operating system no longer lets it work.
    pub fn run(&mut self) -> Result<Signal, RunError> {
        self.supervisor.ready();
        loop {
            if let Some(signal) = self.turn(None)? {
                self.stop();
                return Ok(signal);
            }
        }
    }

    /// Waits until there is something to do, `at_most` so long, and does one share of it. Returns the signal that asks the process
    /// to end.
    ///
    /// # Errors
    /// [`RunError`] if the operating system no longer lets it work.
    pub fn turn(&mut self, at_most: Option<Duration>) -> Result<Option<Signal>, RunError> {
        self.wait(at_most)?;
        let now = self.clock.now();
        self.machine.set_unix_time(self.clock.unix_time());
        self.traffic.wake_ups = self.traffic.wake_ups.saturating_add(1);
        self.take_events(now);
        self.receive(now)?;
        self.serve_streams(now);
        self.do_what_is_due(now);
        self.flush(now);
        Ok(self.signal.take())
    }

    /// The machine, for questions.
    pub const fn machine(&self) -> &M {
        &self.machine
    }

    /// What went in and out so far.
    #[must_use]
    pub fn traffic(&self) -> Traffic {
        Traffic { received: self.udp.received(), sent: self.udp.sent(), streams: self.streams.open(), ..self.traffic }
    }

    fn wait(&mut self, at_most: Option<Duration>) -> Result<(), RunError> {
        let timeout = if self.udp.has_work() || self.streams.has_work() {
            Some(Duration::ZERO)
        } else {
            let now = self.clock.now();
            let until_deadline = self.next_deadline().map(|deadline| deadline.saturating_since(now));
            [until_deadline, at_most].into_iter().flatten().min()
        };
        match self.poll.poll(&mut self.events, timeout) {
            Err(error) if error.kind() != io::ErrorKind::Interrupted => Err(RunError::Poll(error.kind())),
            _ => Ok(()),
        }
    }

    fn next_deadline(&self) -> Option<Instant> {
        let own = [self.bootstrap.next_deadline(), self.supervisor.next_deadline(), self.streams.next_deadline()];
        own.into_iter().chain([self.machine.poll_timeout()]).flatten().min()
    }

    fn take_events(&mut self, now: Instant) {
        let mut asked = false;
        for event in &self.events {
            match Source::of(event.token()) {
                Source::Udp => self.udp.take_event(event),
                Source::Signals => {
                    self.signal = read_signals(&self.signals).or(self.signal);
                }
                Source::Waker => {
                    self.bootstrap.take_results(now, &mut self.machine);
                    asked = true;
                }
                Source::Listener(number) => self.streams.listener_ready(number),
                Source::Stream(index) => self.streams.take_event(event, index),
            }
        }
        if asked {
            self.answer_scrapers();
        }
    }

    fn receive(&mut self, now: Instant) -> Result<(), RunError> {
        for _ in 0..BATCHES_PER_TURN {
            let received =
                self.udp.receive_batch(now, &mut self.machine).map_err(|error| RunError::Udp(error.kind()))?;
            if !received {
                break;
            }
            self.flush(now);
        }
        Ok(())
    }

    fn serve_streams(&mut self, now: Instant) {
        self.streams.accept(now, &mut self.machine, self.poll.registry(), &mut self.traffic);
        let (mut since_flush, mut turns) = (0, self.streams.readable());
        let mut budget = READ_BYTES_PER_TURN;
        while turns > 0 && budget > 0 {
            turns -= 1;
            let len = self.streams.read_next(now, &mut self.machine, &mut self.traffic);
            budget = budget.saturating_sub(len.max(READ_COST));
            since_flush += len;
            self.carry_out_requests(now);
            if since_flush >= FLUSH_BYTES {
                since_flush = 0;
                self.flush(now);
            }
        }
    }

    fn do_what_is_due(&mut self, now: Instant) {
        if self.machine.poll_timeout().is_some_and(|deadline| deadline <= now) {
            self.machine.handle_timeout(now);
        }
        self.streams.handle_timeout(now);
        self.bootstrap.handle_timeout(now);
        self.supervisor.handle_timeout(now);
    }

    fn answer_scrapers(&self) {
        let Some(endpoint) = &self.metrics else { return };
        while let Some(request) = endpoint.next_request() {
            request.answer(&self.machine.metrics(&self.traffic()));
        }
    }

    /// Lets everything out that the last inputs caused.
    fn flush(&mut self, now: Instant) {
        self.carry_out_requests(now);
        self.streams.write(now, &mut self.machine, &mut self.traffic);
        // Writing makes room for frames of senders that waited.
        self.carry_out_requests(now);
        self.udp.send(now, &mut self.machine, self.poll.registry());
    }

    fn carry_out_requests(&mut self, now: Instant) {
        self.machine.pump(now);
        while let Some(request) = self.machine.poll_request() {
            match request {
                Request::Close(id) => self.streams.close(id),
                Request::PauseReading(id) => self.streams.pause(id),
                Request::ResumeReading(id) => self.streams.resume(id),
                Request::LanTargets { port } => {
                    let targets = toxcore_net::lan_targets(port, self.udp.has_ipv6()).unwrap_or_default();
                    self.machine.handle_lan_targets(now, &targets);
                    self.machine.pump(now);
                }
            }
        }
    }

    fn stop(&mut self) {
        self.supervisor.stopping();
        let now = self.clock.now();
        self.machine.shut_down(now);
        self.flush(now);
    }
}

/// The signal that asks the process to end, if one came. A hang-up is none: a terminal that goes away does not end a node.
fn read_signals(signals: &Signals) -> Option<Signal> {
    let mut ending = None;
    while let Some(signal) = signals.next_signal() {
        match signal {
            Signal::Interrupt | Signal::Terminate => ending = ending.or(Some(signal)),
            Signal::HangUp | Signal::User1 => tracing::debug!(signal = signal.name(), "signal ignored"),
        }
    }
    ending
}

/// UDP batches in one turn, of at most 32 messages each. Our choice: about 2 ms of nodes requests before streams get their
/// share.
const BATCHES_PER_TURN: usize = 8;
/// Bytes read from streams in one turn. Our choice: about 5 ms of relaying before datagrams get their share.
const READ_BYTES_PER_TURN: usize = 1024 * 1024;
/// What a read costs at least, counted in bytes: a system call and a handful of small frames.
const READ_COST: usize = 1024;
/// Bytes read from streams before what they caused is written. Our choice: below the queue of one receiving client, and
/// enough to gather the frames of many small reads.
const FLUSH_BYTES: usize = 64 * 1024;

#[cfg(test)]
mod tests;
