//! A program around one machine: it sleeps between its turns, and its socket holds only so many datagrams.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::time::Duration;

use toxcore_sansio::{Instant, Rng, Seed, Transmit};
use toxcore_sim::Host;

use crate::peer::Peer;

/// How a program lives with its machine.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Habits {
    /// It comes this often, as C programs do; `None` is at once when something happens.
    pub(crate) turn: Option<Duration>,
    /// Now and then it comes 5 ms late.
    pub(crate) stall: bool,
    /// Shortest time between two packets that it sends, as if its peer were the reference with its feedback each 50 ms.
    pub(crate) feedback: Duration,
    /// Datagrams that its socket holds.
    pub(crate) room: usize,
    /// Bytes a second that leave, and packets that may wait for that: only to know how long they wait.
    pub(crate) up: Option<(f64, f64)>,
}

/// One of them.
pub(crate) struct Program {
    pub(crate) peer: Peer,
    habits: Habits,
    inbox: VecDeque<(SocketAddr, Vec<u8>)>,
    /// Its next turn.
    next: Instant,
    awake: bool,
    sent_last: Option<Instant>,
    rng: Rng,
    pub(crate) overrun: u64,
    pub(crate) gauge: Gauge,
}

/// How long datagrams wait before a link.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Gauge {
    free_at: f64,
    pub(crate) packets: f64,
    pub(crate) waited: f64,
    pub(crate) longest: f64,
}

impl Gauge {
    fn pass(&mut self, now: Instant, len: usize, (rate, queue): (f64, f64)) {
        let now = now.since_origin().as_secs_f64();
        let wait = (self.free_at - now).max(0.0);
        if wait > queue / rate {
            return;
        }
        self.free_at = now + wait + (len + HEADERS) as f64 / rate;
        self.packets += 1.0;
        self.waited += wait;
        self.longest = self.longest.max(wait);
    }
}

impl Program {
    pub(crate) fn new(peer: Peer, habits: Habits, number: u64) -> Self {
        Self {
            peer,
            habits,
            inbox: VecDeque::new(),
            next: Instant::ZERO,
            awake: true,
            sent_last: None,
            rng: Rng::new(&Seed::from_number(number)),
            overrun: 0,
            gauge: Gauge::default(),
        }
    }
}

impl Host for Program {
    fn handle_datagram(&mut self, now: Instant, from: SocketAddr, datagram: &mut [u8]) {
        if self.habits.turn.is_none() {
            return self.peer.handle_datagram(now, from, datagram);
        }
        if self.inbox.len() < self.habits.room {
            self.inbox.push_back((from, datagram.to_vec()));
        } else {
            self.overrun += 1;
        }
    }

    fn handle_timeout(&mut self, now: Instant) {
        let Some(turn) = self.habits.turn else { return self.peer.handle_timeout(now) };
        if now < self.next {
            return;
        }
        while let Some((from, mut datagram)) = self.inbox.pop_front() {
            self.peer.handle_datagram(now, from, &mut datagram);
        }
        self.peer.handle_timeout(now);
        self.awake = true;
        // Sleeping takes a tenth of a millisecond longer, and what it does some more; now and then others compute.
        let busy = if self.habits.stall && self.rng.below(100) == 0 { 4000 } else { 0 };
        self.next = now + turn + Duration::from_micros(100 + self.rng.below(400) as u64 + busy);
    }

    fn poll_timeout(&self) -> Option<Instant> {
        if self.habits.turn.is_some() { Some(self.next) } else { self.peer.poll_timeout() }
    }

    fn poll_transmit(&mut self, now: Instant, buf: &mut Vec<u8>) -> Option<Transmit> {
        if self.habits.turn.is_some() && !self.awake {
            return None;
        }
        loop {
            let before = buf.len();
            let Some(sent) = self.peer.poll_transmit(now, buf) else {
                self.awake = false;
                return None;
            };
            if self.sent_last.is_some_and(|last| now < last + self.habits.feedback) {
                buf.truncate(before);
                continue;
            }
            self.sent_last = Some(now);
            for packet in buf[before..].chunks(sent.segment) {
                if let Some(up) = self.habits.up {
                    self.gauge.pass(now, packet.len(), up);
                }
            }
            return Some(sent);
        }
    }
}

/// Of IPv4 and UDP.
pub(crate) const HEADERS: usize = 28;
