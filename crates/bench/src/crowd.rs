//! Nodes around the one under load, so that it has somebody to tell about. They run in a thread of this process.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::os::fd::AsRawFd;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant, SystemTime};

use mio::unix::SourceFd;
use mio::{Events, Interest, Poll, Token};
use toxcore_crypto::{DhtKeyPair, DhtPublicKey};
use toxcore_net::{Capabilities, PortRange, Readiness, RecvBatch, SendBatch, SendStatus, UdpConfig, UdpSocket};
use toxcore_node::driver::Machine as _;
use toxcore_node::machine::{Node, NodeConfig};
use toxcore_sansio::{Rng, Seed, UnixTime};

/// A few nodes; they end when this is dropped.
#[derive(Debug)]
pub struct Crowd {
    nodes: Vec<(SocketAddr, DhtPublicKey)>,
    stop: Arc<AtomicBool>,
    /// Bytes that arrived, by the first byte of the datagram.
    received: Arc<Vec<AtomicU64>>,
    thread: Option<JoinHandle<()>>,
}

struct Member {
    node: Node,
    socket: UdpSocket,
}

impl Crowd {
    /// Starts a node on each of `addresses`, which bootstraps from `first`, or from the first of them if there is none.
    ///
    /// # Errors
    /// If there are no sockets to be had.
    pub fn start(
        addresses: impl IntoIterator<Item = IpAddr>,
        first: Option<(SocketAddr, DhtPublicKey)>,
        seed: u64,
    ) -> io::Result<Self> {
        let mut members = Vec::new();
        let mut nodes: Vec<(SocketAddr, DhtPublicKey)> = Vec::new();
        for (number, address) in addresses.into_iter().enumerate() {
            let seed = Seed::from_number(seed.wrapping_mul(1000).wrapping_add(number as u64));
            let keys = DhtKeyPair::from_secret_bytes(Rng::new(&seed).secret_bytes());
            let ports = PortRange::EPHEMERAL;
            let capabilities = Capabilities { batch: true, gso: false, gro: false };
            let config = UdpConfig { address: Some(address), ports, capabilities, ..UdpConfig::default() };
            let socket = UdpSocket::bind(&config).map_err(io::Error::other)?;
            let config = NodeConfig { ipv6: false, ..NodeConfig::new(keys.clone()) };
            let mut node = Node::new(config, toxcore_sansio::Instant::ZERO, &seed);
            if let Some((addr, key)) = first.or_else(|| nodes.first().copied()) {
                node.add_bootstrap_node(toxcore_sansio::Instant::ZERO, addr, key);
            }
            nodes.push((socket.local_addr()?, keys.public));
            members.push(Member { node, socket });
        }
        let stop = Arc::new(AtomicBool::new(false));
        let seen = Arc::clone(&stop);
        let received: Arc<Vec<AtomicU64>> = Arc::new((0..256).map(|_| AtomicU64::new(0)).collect());
        let counters = Arc::clone(&received);
        let thread = thread::spawn(move || {
            // Without its crowd the program under test answers with fewer nodes, which the load counts.
            let _ = run(&mut members, &seen, &counters);
        });
        Ok(Self { nodes, stop, received, thread: Some(thread) })
    }

    /// Addresses and keys.
    #[must_use]
    pub fn nodes(&self) -> &[(SocketAddr, DhtPublicKey)] {
        &self.nodes
    }

    /// Bytes that all of them got so far, by kind of packet.
    #[must_use]
    pub fn bytes_received(&self) -> Vec<u64> {
        self.received.iter().map(|bytes| bytes.load(Ordering::Relaxed)).collect()
    }
}

impl Drop for Crowd {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn run(members: &mut [Member], stop: &AtomicBool, counters: &[AtomicU64]) -> io::Result<()> {
    let started = Instant::now();
    let mut poll = Poll::new()?;
    for (number, member) in members.iter().enumerate() {
        let fd = member.socket.as_raw_fd();
        poll.registry().register(&mut SourceFd(&fd), Token(number), Interest::READABLE)?;
    }
    let (mut events, mut received, mut sending) = (Events::with_capacity(64), RecvBatch::new(), SendBatch::new());
    while !stop.load(Ordering::Relaxed) {
        let now = toxcore_sansio::Instant::from_origin(started.elapsed());
        let unix_time = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_secs();
        for member in &mut *members {
            member.node.set_unix_time(UnixTime(unix_time));
            member.turn(now, &mut received, &mut sending, counters)?;
        }
        poll.poll(&mut events, Some(TICK))?;
    }
    Ok(())
}

impl Member {
    fn turn(
        &mut self,
        now: toxcore_sansio::Instant,
        received: &mut RecvBatch,
        sending: &mut SendBatch,
        counters: &[AtomicU64],
    ) -> io::Result<()> {
        for _ in 0..BATCHES {
            let readiness = self.socket.recv_batch(received)?;
            for (from, packet) in received.datagrams() {
                if let Some(counter) = packet.first().and_then(|kind| counters.get(usize::from(*kind))) {
                    counter.fetch_add(packet.len() as u64, Ordering::Relaxed);
                }
                self.node.handle_datagram(now, from, packet);
            }
            if readiness == Readiness::Drained {
                break;
            }
        }
        if self.node.poll_timeout().is_some_and(|due| due <= now) {
            self.node.handle_timeout(now);
        }
        self.node.pump(now);
        while self.node.poll_request().is_some() {}
        sending.fill(|buffer| self.node.poll_transmit(now, buffer));
        if self.socket.send_batch(sending) == SendStatus::Blocked {
            sending.clear();
        }
        Ok(())
    }
}

/// Longest sleep; deadlines of the nodes are late by at most this.
const TICK: Duration = Duration::from_millis(100);
/// Batches that one node takes before the next has its turn.
const BATCHES: usize = 4;
