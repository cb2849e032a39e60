//! DHT nodes in networks of every size.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use toxcore_crypto::{DhtKeyPair, DhtPublicKey};
use toxcore_node::driver::Machine as _;
use toxcore_node::machine::{Node, NodeConfig};
use toxcore_sansio::{Instant, Rng, Seed, Transmit};
use toxcore_sim::{Host, HostConfig, HostId, Sim};

use super::Part;
use super::meter::thread_time;
use crate::process::Usage;

pub(super) const PART: Part = Part {
    name: "network",
    what: "nodes of a DHT",
    columns: &["resident memory of one [kB]", "one, idle [CPU s/h]", "it sends [1/s]"],
    measure,
};

/// A node as the simulator sees it.
struct Member(Node);

fn measure(count: usize) -> io::Result<Vec<f64>> {
    let resident = resident()?;
    let mut sim: Sim<Member> = Sim::new(1);
    let mut rng = Rng::new(&Seed::from_number(1));
    let mut hosts: Vec<HostId> = Vec::new();
    for number in 0..count {
        // Everybody begins with somebody who is there: one node alone would not answer so many strangers.
        let known = hosts.get(rng.below(number.max(1))).copied();
        let member = Member::new(sim.now(), number, known.map(|host| (sim.address(host), sim[host].0.public_key())));
        hosts.push(sim.add(member, HostConfig::default()));
        sim.run_for(ARRIVAL);
    }
    sim.run_for(SETTLE);
    let now = sim.now();
    let alone = hosts.iter().filter(|host| sim[**host].0.dht().close_nodes(now).count() < NEIGHBOURS.min(count - 1));
    match alone.count() {
        0 => {}
        alone => return Err(io::Error::other(format!("{alone} of {count} nodes in memory have no neighbours"))),
    }
    let (time, sent) = (thread_time(), sim.stats().sent);
    sim.run_for(WINDOW);
    let time = (thread_time() - time).as_secs_f64() / count as f64 / WINDOW.as_secs_f64();
    let sent = (sim.stats().sent - sent) as f64 / count as f64 / WINDOW.as_secs_f64();
    // What it allocates says little: much of that are pages that nobody touches.
    let memory = (self::resident()? - resident) / count as f64;
    Ok(vec![memory / 1e3, time * 3600.0, sent])
}

/// Bytes of memory that this process has.
fn resident() -> io::Result<f64> {
    Ok(Usage::of(std::process::id())?.resident as f64)
}

impl Member {
    fn new(now: Instant, number: usize, known: Option<(SocketAddr, DhtPublicKey)>) -> Self {
        let seed = Seed::from_number(number as u64 + 100);
        let keys = DhtKeyPair::from_secret_bytes(Rng::new(&seed).secret_bytes());
        let mut node = Node::new(NodeConfig::new(keys), now, &seed);
        if let Some((address, key)) = known {
            node.add_bootstrap_node(now, address, key);
        }
        Self(node)
    }
}

impl Host for Member {
    fn handle_datagram(&mut self, now: Instant, from: SocketAddr, datagram: &mut [u8]) {
        self.0.handle_datagram(now, from, datagram);
        self.0.pump(now);
    }

    fn handle_timeout(&mut self, now: Instant) {
        self.0.handle_timeout(now);
        self.0.pump(now);
    }

    fn poll_timeout(&self) -> Option<Instant> {
        self.0.poll_timeout()
    }

    fn poll_transmit(&mut self, now: Instant, buf: &mut Vec<u8>) -> Option<Transmit> {
        self.0.poll_transmit(now, buf)
    }
}

/// Time between two new nodes.
const ARRIVAL: Duration = Duration::from_millis(5);
/// Close nodes that a node of a network has.
const NEIGHBOURS: usize = 8;
/// Time until nodes know their neighbours.
const SETTLE: Duration = Duration::from_secs(60);
/// Time that is measured, simulator included.
const WINDOW: Duration = Duration::from_secs(60);
