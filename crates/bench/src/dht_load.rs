//! Requests of many DHT clients, a fixed number of them on the way at any time.

use std::io;
use std::net::IpAddr;
use std::os::fd::AsRawFd;
use std::time::{Duration, Instant};

use mio::unix::SourceFd;
use mio::{Events, Interest, Poll, Token};
use toxcore_net::{Capabilities, PortRange, Readiness, RecvBatch, SendBatch, SendStatus, UdpConfig, UdpSocket};
use toxcore_sansio::{Rng, Seed};
use toxcore_wire::RequestId;

use crate::clients::{DhtClient, Question, Target};

/// A load.
#[derive(Clone, Debug)]
pub struct DhtLoad {
    /// What is asked.
    pub question: Question,
    /// Different requesting keys, shared evenly among the addresses.
    pub keys: usize,
    /// Addresses that the requests come from.
    pub addresses: Vec<IpAddr>,
    /// Requests on the way at once, over all addresses.
    pub window: usize,
}

/// What came of a load.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DhtResult {
    /// Requests sent.
    pub sent: u64,
    /// Answers of the right kind.
    pub answered: u64,
    /// Answers that were opened.
    pub sampled: u64,
    /// Of those, the ones that do not open with the key of a client at that address.
    pub wrong: u64,
    /// Nodes in those that opened.
    pub nodes: u64,
}

/// A load with its keys made and its requests sealed.
pub struct DhtClients {
    load: DhtLoad,
    node: Target,
    poll: Poll,
    sockets: Vec<ClientSocket>,
}

impl std::fmt::Debug for DhtClients {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DhtClients").field("load", &self.load).finish_non_exhaustive()
    }
}

struct ClientSocket {
    socket: UdpSocket,
    clients: Vec<DhtClient>,
    requests: Vec<Vec<u8>>,
    turn: usize,
    on_the_way: usize,
}

impl DhtLoad {
    /// Makes keys, requests and sockets.
    ///
    /// # Errors
    /// If there are no sockets to be had, or the node's key is none.
    pub fn prepare(self, node: Target, seed: u64) -> io::Result<DhtClients> {
        let mut rng = Rng::new(&Seed::from_number(seed));
        let (poll, mut sockets) = (Poll::new()?, Vec::new());
        let keys = (self.keys / self.addresses.len().max(1)).max(1);
        for (number, address) in self.addresses.iter().enumerate() {
            let socket = ClientSocket::open(&self, *address, keys, &node, &mut rng)?;
            let fd = socket.socket.as_raw_fd();
            poll.registry().register(&mut SourceFd(&fd), Token(number), Interest::READABLE)?;
            sockets.push(socket);
        }
        Ok(DhtClients { load: self, node, poll, sockets })
    }
}

impl DhtClients {
    /// Asks for so long.
    ///
    /// # Errors
    /// If a socket breaks.
    pub fn run(&mut self, time: Duration) -> io::Result<DhtResult> {
        let window = (self.load.window / self.sockets.len().max(1)).max(1);
        let (mut events, mut result) = (Events::with_capacity(1024), DhtResult::default());
        let (mut sending, mut received) = (SendBatch::new(), RecvBatch::new());
        let end = Instant::now() + time;
        while Instant::now() < end {
            self.refill(window, &mut sending, &mut result);
            self.poll.poll(&mut events, Some(LOST))?;
            if events.is_empty() {
                self.sockets.iter_mut().for_each(|socket| socket.on_the_way = 0);
            }
            for event in &events {
                if let Some(socket) = self.sockets.get_mut(event.token().0) {
                    socket.take_answers(self.load.question, &mut received, &mut result)?;
                }
            }
        }
        Ok(result)
    }

    /// Fills the windows, one request of each address at a time: the clients of a real node send one request each, and
    /// runs of them from one address would let a node answer with segmentation offload.
    fn refill(&mut self, window: usize, sending: &mut SendBatch, result: &mut DhtResult) {
        loop {
            let before = result.sent;
            for socket in self.sockets.iter_mut().filter(|socket| socket.on_the_way < window) {
                result.sent += socket.ask(self.node, sending);
            }
            if result.sent == before {
                return;
            }
        }
    }
}

impl ClientSocket {
    fn open(load: &DhtLoad, address: IpAddr, keys: usize, node: &Target, rng: &mut Rng) -> io::Result<Self> {
        // One datagram of ours is one packet of the network, as with separate clients: no offload.
        let capabilities = Capabilities { batch: true, gso: false, gro: false };
        let ports = PortRange::EPHEMERAL;
        let config = UdpConfig { address: Some(address), ports, capabilities, ..UdpConfig::default() };
        let socket = UdpSocket::bind(&config).map_err(io::Error::other)?;
        let clients = (0..keys).map(|_| DhtClient::new(&node.key, rng)).collect::<io::Result<Vec<_>>>()?;
        let rounds = (REQUESTS_PER_SOCKET / keys.max(1)).max(1);
        let requests = (0..rounds * keys).filter_map(|number| {
            let client = clients.get(number % keys.max(1))?;
            Some(client.ask(load.question, RequestId::from_u64(number as u64 + 1), rng))
        });
        Ok(Self { socket, requests: requests.collect(), clients, turn: 0, on_the_way: 0 })
    }

    fn ask(&mut self, node: Target, sending: &mut SendBatch) -> u64 {
        self.turn = (self.turn + 1) % self.requests.len().max(1);
        let Some(request) = self.requests.get(self.turn) else { return 0 };
        sending.push(node.udp, request);
        let before = sending.counters().datagrams;
        if self.socket.send_batch(sending) == SendStatus::Blocked {
            sending.clear();
        }
        let sent = sending.counters().datagrams - before;
        self.on_the_way += usize::try_from(sent).unwrap_or(0);
        sent
    }

    fn take_answers(&mut self, question: Question, batch: &mut RecvBatch, result: &mut DhtResult) -> io::Result<()> {
        while self.socket.recv_batch(batch)? == Readiness::MayHaveMore {
            for (_, packet) in batch.datagrams() {
                // A node under test also asks back.
                if packet.first() != Some(&question.answer_kind().number()) {
                    continue;
                }
                self.on_the_way = self.on_the_way.saturating_sub(1);
                result.answered += 1;
                if result.answered % SAMPLE_EVERY == 1 {
                    result.sampled += 1;
                    match self.opened(packet) {
                        Some(nodes) => result.nodes += nodes as u64,
                        None => result.wrong += 1,
                    }
                }
            }
        }
        Ok(())
    }

    /// Nodes in an answer to one of the clients of this socket.
    fn opened(&self, packet: &[u8]) -> Option<usize> {
        self.clients.iter().find_map(|client| client.open(&mut packet.to_vec())).map(|answer| answer.nodes)
    }
}

/// Silence after which requests on the way count as lost.
const LOST: Duration = Duration::from_millis(300);
/// One answer in so many is opened: the load must not cost more than the node.
const SAMPLE_EVERY: u64 = 512;
/// Requests sealed in advance for each socket, which are sent again and again: a node does not remember requests.
const REQUESTS_PER_SOCKET: usize = 256;
