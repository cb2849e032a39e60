//! The task that owns a [`toxcore::Tox`], its sockets and its profile file.
//!
//! It is one hand-written future: a turn takes commands, receives, does what is due, sends, and hands out events, each a
//! bounded amount, so that nothing starves; then it sleeps until a source wakes it. Everything else talks to it through
//! channels, so there is no lock.

mod autosave;
mod clock;
mod core;
mod dial;
mod ending;
mod open;
mod outlet;
mod streams;
mod udp;
mod watch;

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::sync::mpsc::Receiver;
use tokio::time::Sleep;
use toxcore::{Instant, Io};

pub(crate) use self::core::{Command, Core};
pub(crate) use autosave::Autosave;
pub(crate) use clock::Clock;
pub(crate) use dial::MAX_ADDRS;
pub(crate) use open::{OpenError, Sockets};
pub(crate) use outlet::Outlet;

use dial::Dialer;
use ending::Ending;
use streams::{More, Streams};
use udp::Udp;

/// The task.
#[derive(Debug)]
pub(crate) struct Driver {
    core: Core,
    clock: Clock,
    /// When the wall clock was told last.
    told_time: Instant,
    commands: Receiver<Command>,
    outlet: Outlet,
    udp: Option<Udp>,
    streams: Streams,
    dialer: Dialer,
    sleep: Pin<Box<Sleep>>,
    autosave: Autosave,
    ending: Option<Ending>,
}

impl Driver {
    /// Puts the parts together. Must be called within a runtime.
    pub(crate) fn new(
        core: Core,
        clock: Clock,
        sockets: Sockets,
        commands: Receiver<Command>,
        outlet: Outlet,
        autosave: Autosave,
    ) -> Self {
        let proxy = core.tox.options().proxy.clone();
        Self {
            told_time: core.now,
            core,
            clock,
            commands,
            outlet,
            udp: sockets.udp,
            streams: sockets.streams,
            dialer: Dialer::new(proxy.server()),
            sleep: Box::pin(tokio::time::sleep(Duration::ZERO)),
            autosave,
            ending: None,
        }
    }

    fn turn(&mut self, cx: &mut Context<'_>) -> More {
        self.tell_time();
        let mut more = self.take_commands(cx);
        let may_read = self.may_read();
        if may_read {
            more = more.or(self.receive_datagrams(cx));
            more = more.or(self.serve_streams(cx));
        }
        self.dial_found(cx);
        self.do_what_is_due();
        self.core.poll_transfers(cx);
        self.flush(cx);
        self.outlet.deliver(cx);
        self.autosave.poll(cx, &mut self.core);
        // Whoever wakes us must know of it: streams that are new, and all of them when reading begins again.
        let unwatched = self.streams.take_unwatched() || (self.may_read() && !may_read);
        if unwatched { More::Now } else { more }
    }

    fn tell_time(&mut self) {
        let now = self.clock.now();
        self.core.now = now;
        if now.saturating_since(self.told_time) >= TIME_INTERVAL {
            self.told_time = now;
            self.core.tox.set_unix_time(now, Clock::unix_time());
        }
    }

    /// Whether what is read can be handed on: a slow reader of events slows down whoever causes them, nothing is lost.
    fn may_read(&self) -> bool {
        !self.outlet.is_full() && self.core.tox.wants_input()
    }

    fn take_commands(&mut self, cx: &mut Context<'_>) -> More {
        for _ in 0..COMMANDS_PER_TURN {
            match self.commands.poll_recv(cx) {
                Poll::Pending => return More::Waiting,
                Poll::Ready(Some(Command::Call(call))) => {
                    call(&mut self.core);
                    self.take_events();
                }
                Poll::Ready(Some(Command::Shutdown(asked))) => self.end(Some(asked)),
                // All handles and the stream of events are gone.
                Poll::Ready(None) => {
                    self.end(None);
                    return More::Waiting;
                }
            }
        }
        More::Now
    }

    fn receive_datagrams(&mut self, cx: &mut Context<'_>) -> More {
        for _ in 0..BATCHES_PER_TURN {
            let Some(udp) = &mut self.udp else { return More::Waiting };
            match udp.poll_batch(cx) {
                Poll::Pending => return More::Waiting,
                Poll::Ready(Ok(batch)) => {
                    for (from, packet) in batch.datagrams() {
                        // Counted by the machine.
                        let _ = self.core.tox.handle_datagram(self.core.now, from, packet);
                    }
                }
                Poll::Ready(Err(error)) => self.lose_udp(&error),
            }
            self.flush(cx);
            if !self.may_read() {
                return More::Waiting;
            }
        }
        More::Now
    }

    fn lose_udp(&mut self, error: &io::Error) {
        tracing::error!(%error, "the UDP socket is unusable; going on with relays alone");
        self.udp = None;
    }

    fn serve_streams(&mut self, cx: &mut Context<'_>) -> More {
        let (now, tox) = (self.core.now, &mut self.core.tox);
        let accepted = self.streams.accept(cx, now, tox);
        accepted.or(self.streams.receive(cx, now, tox))
    }

    fn dial_found(&mut self, cx: &mut Context<'_>) {
        while let Some((stream, found)) = self.dialer.poll_found(cx) {
            match found {
                Some(addr) => self.connect(stream, addr),
                None => {
                    tracing::warn!("the proxy's name has no address");
                    self.core.tox.handle_closed(self.core.now, stream);
                }
            }
        }
    }

    fn connect(&mut self, stream: toxcore::StreamId, to: std::net::SocketAddr) {
        if let Err(error) = self.streams.connect(stream, to) {
            tracing::debug!(%error, "cannot connect to a relay");
            self.core.tox.handle_closed(self.core.now, stream);
        }
    }

    fn do_what_is_due(&mut self) {
        let now = self.core.now;
        if self.core.tox.poll_timeout().is_some_and(|wake| wake.at <= now) {
            self.core.tox.handle_timeout(now);
        }
    }

    /// Lets everything out that the last inputs caused. What is written to streams makes room for more.
    fn flush(&mut self, cx: &mut Context<'_>) {
        for _ in 0..FLUSH_ROUNDS {
            self.send_datagrams(cx);
            self.carry_out_wishes();
            let written = self.streams.send(cx, self.core.now, &mut self.core.tox);
            self.take_events();
            // Files answer to events at once, and what they say has to leave.
            let answered = std::mem::take(&mut self.core.took_events);
            if written == More::Waiting && !answered {
                return;
            }
        }
        self.carry_out_wishes();
        // There is more to let out, in the next turn.
        cx.waker().wake_by_ref();
    }

    fn send_datagrams(&mut self, cx: &mut Context<'_>) {
        let (now, tox) = (self.core.now, &mut self.core.tox);
        match &mut self.udp {
            Some(udp) => {
                if let Err(error) = udp.send(cx, now, tox) {
                    self.lose_udp(&error);
                }
            }
            None => {
                // What is for relays goes to their streams by the way; nothing can be for UDP.
                let mut none = Vec::new();
                while tox.poll_transmit(now, &mut none).is_some() {
                    none.clear();
                }
            }
        }
    }

    fn carry_out_wishes(&mut self) {
        while let Some(wish) = self.core.tox.poll_io() {
            match wish {
                Io::Open { stream, to, via_proxy: false } => self.connect(stream, to),
                Io::Open { stream, via_proxy: true, .. } => self.dialer.look_up_proxy(stream),
                Io::Close { stream } => self.streams.close(stream),
                Io::PauseReading { stream } => self.streams.set_paused(stream, true),
                Io::ResumeReading { stream } => self.streams.set_paused(stream, false),
                Io::LanTargets => {
                    let has_ipv6 = self.udp.as_ref().is_some_and(|udp| udp.socket().has_ipv6());
                    let targets = toxcore_net::lan_targets(LAN_PORT, has_ipv6).unwrap_or_default();
                    self.core.tox.handle_lan_targets(self.core.now, targets);
                }
            }
        }
    }

    fn take_events(&mut self) {
        while let Some(event) = self.core.next_event() {
            self.outlet.push(event);
        }
    }

    /// Sleeps until the machine, or one of us, wants to be woken.
    fn arm(&mut self, cx: &mut Context<'_>) {
        let machine = self.core.tox.poll_timeout().map(|wake| wake.at);
        let own =
            [self.autosave.poll_timeout(), self.streams.poll_timeout(), self.ending.as_ref().map(Ending::deadline)];
        let Some(at) = own.into_iter().chain([machine]).flatten().min() else { return };
        let at = self.clock.runtime_time(at);
        if self.sleep.deadline() != at || self.sleep.is_elapsed() {
            self.sleep.as_mut().reset(at);
        }
        if self.sleep.as_mut().poll(cx).is_ready() {
            cx.waker().wake_by_ref();
        }
    }
}

impl Future for Driver {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let more = self.turn(cx);
        if self.poll_ending(cx).is_ready() {
            return Poll::Ready(());
        }
        match more {
            More::Now => cx.waker().wake_by_ref(),
            More::Waiting => self.arm(cx),
        }
        Poll::Pending
    }
}

/// The runtime ended before us. Friends are not told, but the profile is kept.
impl Drop for Driver {
    fn drop(&mut self) {
        self.autosave.save_blocking(&self.core);
        self.core.transfers.save_blocking();
    }
}

/// Commands taken in one turn. Our choice: some 1 ms of work.
const COMMANDS_PER_TURN: usize = 64;
/// Times that streams are filled and written in one flush. Our choice: with each, a stream takes as much as its socket does
/// at once; more waits for the next turn.
const FLUSH_ROUNDS: usize = 16;
/// UDP batches in one turn, of at most 32 messages each. Our choice: about 2 ms of work before streams get their share.
const BATCHES_PER_TURN: usize = 8;
/// How often the machine is told the wall-clock time, by which it notices that we slept.
const TIME_INTERVAL: Duration = Duration::from_secs(1);
/// Where others of our network are looked for. Protocol: DHT, LAN discovery.
const LAN_PORT: u16 = *toxcore::DEFAULT_PORTS.start();
