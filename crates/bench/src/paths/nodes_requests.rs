//! A node in a network in memory, and clients that ask it.

use std::collections::HashMap;
use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use toxcore_crypto::DhtKeyPair;
use toxcore_node::driver::Machine as _;
use toxcore_node::machine::{Node, NodeConfig};
use toxcore_sansio::{Instant, Rng, Seed};
use toxcore_wire::RequestId;

use crate::clients::{DhtClient, Question};

/// A node, and one request after the other.
pub struct NodesRequests {
    node: Node,
    now: Instant,
    requests: Vec<Vec<u8>>,
    turn: usize,
    buffer: Vec<u8>,
    answers: Vec<u8>,
}

impl std::fmt::Debug for NodesRequests {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NodesRequests").field("requests", &self.requests.len()).finish_non_exhaustive()
    }
}

impl NodesRequests {
    /// A node among so many others, and 64 clients that ask for nodes.
    ///
    /// # Errors
    /// If there is no such network.
    pub fn new(network_size: u16) -> io::Result<Self> {
        let (nodes, now) = network(network_size, STEPS);
        let node = nodes.into_iter().next().ok_or(io::ErrorKind::NotFound)?;
        Self::with(node, now, Question::Nodes)
    }

    /// The same with a node that is there already.
    ///
    /// # Errors
    /// If its key is none.
    pub fn with(node: Node, now: Instant, question: Question) -> io::Result<Self> {
        let mut rng = Rng::new(&Seed::from_number(2));
        let mut requests = Vec::new();
        for _ in 0..CLIENTS {
            let client = DhtClient::new(&node.public_key(), &mut rng)?;
            requests.push(client.ask(question, RequestId::from_u64(1), &mut rng));
        }
        Ok(Self { node, now, requests, turn: 0, buffer: Vec::new(), answers: Vec::new() })
    }

    /// Lets the next client ask.
    pub fn next(&mut self) {
        self.turn = (self.turn + 1) % self.requests.len().max(1);
        if let Some(request) = self.requests.get(self.turn) {
            self.buffer.clone_from(request);
        }
    }

    /// Lets the node answer; says with how many packets.
    ///
    /// # Errors
    /// If it does not.
    pub fn answer(&mut self) -> io::Result<usize> {
        let from = address(CLIENT_ADDRESSES.saturating_add(u16::try_from(self.turn).unwrap_or(0)));
        self.node.handle_datagram(self.now, from, &mut self.buffer);
        self.node.pump(self.now);
        self.answers.clear();
        let mut answers = 0;
        while self.node.poll_transmit(self.now, &mut self.answers).is_some() {
            answers += 1;
        }
        if answers == 0 { Err(io::Error::other("a node in memory did not answer")) } else { Ok(answers) }
    }

    /// The node, when nobody asks any more.
    #[must_use]
    pub fn into_node(self) -> Node {
        self.node
    }
}

/// Nodes that know each other after so many steps of 50 ms, in a world without loss or delay, and the time there.
#[must_use]
pub fn network(count: u16, steps: u32) -> (Vec<Node>, Instant) {
    let start = Instant::ZERO;
    let mut places = HashMap::new();
    let mut nodes: Vec<Node> = Vec::new();
    for number in 0..count {
        let seed = Seed::from_number(u64::from(number) + 100);
        let keys = DhtKeyPair::from_secret_bytes(Rng::new(&seed).secret_bytes());
        let mut node = Node::new(NodeConfig::new(keys), start, &seed);
        if let Some(first) = nodes.first() {
            node.add_bootstrap_node(start, address(0), first.public_key());
        }
        places.insert(address(number), usize::from(number));
        nodes.push(node);
    }
    let mut now = start;
    for _ in 0..steps {
        now += STEP;
        for number in 0..count {
            let mut packets = Vec::new();
            if let Some(node) = nodes.get_mut(usize::from(number)) {
                node.handle_timeout(now);
                node.pump(now);
                let mut bytes = Vec::new();
                while let Some(run) = node.poll_transmit(now, &mut bytes) {
                    let start = bytes.len().saturating_sub(run.len);
                    let run_bytes = bytes.get(start..).unwrap_or_default();
                    packets.extend(run_bytes.chunks(run.segment.max(1)).map(|packet| (run.to, packet.to_vec())));
                }
            }
            for (to, mut packet) in packets {
                if let Some(receiver) = places.get(&to).and_then(|place| nodes.get_mut(*place)) {
                    receiver.handle_datagram(now, address(number), &mut packet);
                    receiver.pump(now);
                }
            }
        }
    }
    (nodes, now)
}

/// A public address of its own for every number.
#[must_use]
pub fn address(number: u16) -> SocketAddr {
    let [high, low] = number.to_be_bytes();
    ([198, 51, 100_u8.wrapping_add(high), low], 33_445).into()
}

/// Clients that ask. Time stands still here, so no more of them than a node gets to know at once.
const CLIENTS: u16 = 64;
/// Number of the first client's address: far above the nodes'.
const CLIENT_ADDRESSES: u16 = 5000;
/// Steps until a small network is complete: 20 s.
const STEPS: u32 = 400;
const STEP: Duration = Duration::from_millis(50);
