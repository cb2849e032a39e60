//! One transfer, or several at once, over one link.

use std::time::Duration;

use toxcore_net_crypto::{Config, Evidence};
use toxcore_sim::{HostConfig, HostId, Link, Sim};

use super::program::{HEADERS, Habits, Program};
use crate::peer::Peer;

/// One link, and who uses it.
#[derive(Clone, Copy)]
pub(crate) struct Case {
    pub(crate) name: &'static str,
    pub(crate) megabits: f64,
    pub(crate) round_trip_ms: u64,
    /// Packets of 1,500 bytes.
    pub(crate) queue: u64,
    pub(crate) loss: f64,
    pub(crate) jitter_ms: u64,
    pub(crate) reorder: f64,
    pub(crate) turn: Option<Duration>,
    /// The receiver tells no more often than the reference.
    pub(crate) slow_feedback: bool,
    pub(crate) flows: usize,
    /// Between the starts of two flows.
    pub(crate) apart_ms: u64,
    /// Whether others compute now and then, so that a program comes 5 ms late.
    pub(crate) stall: bool,
    /// Datagrams that a socket holds.
    pub(crate) room: usize,
    /// Seconds after the first packet: when it is steady, when the plateau is measured, and the end.
    pub(crate) times: [u64; 3],
}

pub(crate) const BASE: Case = Case {
    name: "100 Mbit/s, 50 ms",
    megabits: 100.0,
    round_trip_ms: 50,
    queue: 1000,
    loss: 0.0,
    jitter_ms: 0,
    reorder: 0.0,
    turn: Some(Duration::from_millis(1)),
    slow_feedback: false,
    flows: 1,
    apart_ms: 0,
    stall: true,
    room: SMALL_ROOM,
    times: [2, 12, 18],
};

/// What one case shows.
#[derive(Debug)]
#[allow(dead_code, reason = "the table tells more than tests look at")]
pub(crate) struct Seen {
    pub(crate) to_1: f64,
    pub(crate) to_10: f64,
    pub(crate) plateau: f64,
    /// The part of the second flow in what both got.
    pub(crate) share: f64,
    pub(crate) wire: f64,
    pub(crate) wait_ms: f64,
    pub(crate) longest_ms: f64,
    /// Of 1,000 packets, those sent again.
    pub(crate) again: f64,
}

pub(crate) struct Lab {
    apart: Duration,
    times: [u64; 3],
    sim: Sim<Program>,
    senders: Vec<HostId>,
    receiver: HostId,
}

impl Lab {
    pub(crate) fn new(case: &Case, seed: u64) -> Self {
        let mut sim = Sim::new(seed);
        let rate = case.megabits * 1e6 / 8.0;
        let path = Link {
            jitter: Duration::from_millis(case.jitter_ms),
            loss: case.loss,
            reorder: case.reorder,
            reorder_delay: Duration::from_millis(5),
            queue_bytes: case.queue * 1500,
            ..Link::ideal(Duration::from_micros(case.round_trip_ms * 250))
        };
        let bottleneck = Some(rate as u64);
        // One flow has its bottleneck at its sender, several have it before the receiver.
        let (up, down) = if case.flows == 1 { (bottleneck, None) } else { (None, bottleneck) };
        let habits = Habits {
            turn: case.turn,
            stall: case.stall,
            room: case.room,
            up: up.map(|_| (rate, (case.queue * 1500) as f64)),
            ..Habits::default()
        };
        let feedback = if case.slow_feedback { Duration::from_millis(50) } else { Duration::ZERO };
        let mut bob = Peer::with(2, 2, Config::default());
        let senders: Vec<Peer> =
            (0..case.flows).map(|n| Peer::with(3 + n as u8, 3 + n as u8, Config::default())).collect();
        bob.friends.extend(senders.iter().map(|peer| peer.long_term));
        let (key, dht) = (bob.long_term, bob.dht.public);
        let receiver = Program::new(bob, Habits { feedback, up: None, ..habits }, 2);
        let receiver = sim.add(receiver, HostConfig::default().with_link(Link { down, ..path }));
        let address = sim.address(receiver);
        let senders = (3..).zip(senders).map(|(number, peer)| {
            sim.add(Program::new(peer, habits, number), HostConfig::default().with_link(Link { up, ..path }))
        });
        let senders: Vec<HostId> = senders.collect();
        for sender in &senders {
            sim.call(*sender, |program, now| {
                let id = program.peer.connect(now, key, dht);
                program.peer.machine.add_address(now, id, address, Evidence::Told);
            });
            sim.run_for(Duration::from_millis(2500));
            assert!(sim[*sender].peer.connection().is_some(), "not connected");
        }
        Self { sim, senders, receiver, apart: Duration::from_millis(case.apart_ms), times: case.times }
    }

    fn received(&self) -> f64 {
        f64::from(self.sim[self.receiver].peer.bulk_received) * CHUNK
    }

    fn of_each(&self) -> Vec<f64> {
        self.sim[self.receiver].peer.bulk_of.values().map(|count| f64::from(*count) * CHUNK).collect()
    }

    /// Bytes on the wire in both directions.
    fn wire(&self) -> f64 {
        let hosts = self.senders.iter().chain([&self.receiver]);
        hosts.map(|id| self.sim.traffic(*id)).map(|t| (t.sent_bytes + t.sent * HEADERS as u64) as f64).sum()
    }

    fn resent(&self) -> f64 {
        let of = |id: &HostId| {
            let peer = &self.sim[*id].peer;
            peer.machine.statistics(peer.connection().unwrap()).unwrap().packets_resent as f64
        };
        self.senders.iter().map(of).sum()
    }

    pub(crate) fn run(mut self) -> Seen {
        let mut idle = self.senders.clone();
        let trace = std::env::var_os("TRACE").is_some();
        let start = self.sim.now();
        let mut first = None;
        let mut reached = [None; 2];
        let mut marks = Vec::new();
        loop {
            if self.sim.now() - start >= self.apart * (self.senders.len() - idle.len()) as u32 && !idle.is_empty() {
                self.sim.call(idle.remove(0), |program, _| {
                    program.peer.bulk_left = u32::MAX;
                    program.peer.fill();
                });
            }
            self.sim.run_for(Duration::from_millis(1));
            let received = self.received();
            let now = self.sim.now();
            if received > 0.0 {
                first = first.or(Some(now));
            }
            let Some(first) = first else {
                assert!(now - start < Duration::from_secs(10), "nothing arrives");
                continue;
            };
            let after = now - first;
            for (mark, bytes) in reached.iter_mut().zip([1e6, 1e7]) {
                if received >= bytes {
                    *mark = mark.or(Some(after.as_secs_f64()));
                }
            }
            if trace && after.as_millis().is_multiple_of(10) {
                for id in &self.senders {
                    let program = &self.sim[*id];
                    let s = program.peer.machine.statistics(program.peer.connection().unwrap()).unwrap();
                    println!(
                        "{:>6} rtt {:?} rate {:?} pace {:.0} flight {} resent {} got {} wait {:.1}",
                        after.as_millis(),
                        s.round_trip,
                        s.delivered_per_second.map(|r| r as u32),
                        s.pace_per_second,
                        s.in_flight,
                        s.packets_resent,
                        (received / CHUNK) as u32,
                        program.gauge.longest * 1e3
                    );
                }
            }
            for second in self.times {
                if after >= Duration::from_secs(second)
                    && marks.len() < self.times.iter().filter(|s| **s <= second).count()
                {
                    let gauge = self.sim[self.senders[0]].gauge;
                    marks.push((received, self.wire(), self.resent(), gauge.packets, gauge.waited, self.of_each()));
                    if second == 2 {
                        let id = self.senders[0];
                        self.sim.call(id, |program, _| program.gauge.longest = 0.0);
                    }
                }
            }
            if marks.len() == 3 {
                break;
            }
        }
        let (early, middle, end) = (&marks[0], &marks[1], &marks[2]);
        let each: Vec<f64> = end.5.iter().zip(&middle.5).map(|(end, middle)| end - middle).collect();
        let packets = end.3 - early.3;
        Seen {
            to_1: reached[0].unwrap_or(f64::NAN),
            to_10: reached[1].unwrap_or(f64::NAN),
            plateau: (end.0 - middle.0) / (self.times[2] - self.times[1]) as f64 / 1e6,
            share: each.iter().copied().fold(f64::MAX, f64::min) / each.iter().sum::<f64>(),
            wire: (end.1 - early.1) / (end.0 - early.0),
            wait_ms: (end.4 - early.4) / packets.max(1.0) * 1e3,
            longest_ms: self.sim[self.senders[0]].gauge.longest * 1e3,
            again: (end.2 - early.2) / ((end.0 - early.0) / CHUNK) * 1e3,
        }
    }
}

/// Datagrams of full size that fit the 212,992 bytes which Linux gives to a socket.
const SMALL_ROOM: usize = 185;
/// Bytes of a file in one packet.
const CHUNK: f64 = 1371.0;
