//! How many events a second the simulator handles: hosts that ping each other at random, with nothing to compute.
#![allow(clippy::print_stdout, reason = "it prints a figure")]

use std::net::SocketAddr;
use std::time::Duration;

use toxcore_sansio::{Instant, Outbox, Transmit};
use toxcore_sim::{Host, HostConfig, Link, Sim, SimRng};

struct Pinger {
    peers: Vec<SocketAddr>,
    rng: SimRng,
    outbox: Outbox,
    next: Instant,
}

impl Host for Pinger {
    fn handle_datagram(&mut self, _now: Instant, from: SocketAddr, datagram: &mut [u8]) {
        if datagram.first() == Some(&0) {
            self.outbox.push(from, |buf| buf.extend_from_slice(&[1; 200]));
        }
    }
    fn handle_timeout(&mut self, now: Instant) {
        if now >= self.next {
            self.next = now + Duration::from_millis(100) + self.rng.duration(Duration::from_millis(20));
            if let Some(peer) = self.peers.get(self.rng.index(self.peers.len())) {
                self.outbox.push(*peer, |buf| buf.extend_from_slice(&[0; 113]));
            }
        }
    }
    fn poll_timeout(&self) -> Option<Instant> {
        Some(self.next)
    }
    fn poll_transmit(&mut self, _now: Instant, buf: &mut Vec<u8>) -> Option<Transmit> {
        self.outbox.poll_transmit(buf)
    }
}

fn main() {
    for hosts in [10_u64, 1_000, 10_000] {
        let mut sim = Sim::new(1);
        let link = Link::default().with_loss(0.01).with_jitter(Duration::from_millis(5));
        let mut addresses = Vec::new();
        for n in 0..hosts {
            let host = Pinger { peers: Vec::new(), rng: SimRng::new(n), outbox: Outbox::new(16), next: Instant::ZERO };
            let id = sim.add(host, HostConfig::default().with_link(link));
            addresses.push((id, sim.address(id)));
        }
        let peers: Vec<SocketAddr> = addresses.iter().map(|(_, address)| *address).collect();
        for (id, _) in &addresses {
            sim.call(*id, |host, _| host.peers.clone_from(&peers));
        }
        let started = std::time::Instant::now();
        sim.run_for(Duration::from_secs(60_000 / hosts));
        let (events, seconds) = (sim.stats().events, started.elapsed().as_secs_f64());
        println!("{hosts} hosts: {events} events in {seconds:.2} s, {:.2} M/s", events as f64 / seconds / 1e6);
    }
}
