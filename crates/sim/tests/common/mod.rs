//! Toy hosts.
#![allow(dead_code, unreachable_pub, reason = "each test uses a part")]

use std::collections::{BTreeMap, VecDeque};
use std::net::SocketAddr;
use std::time::Duration;

use toxcore_sansio::{Instant, Outbox, StreamId, Transmit};
use toxcore_sim::{Host, StreamAction, StreamEvent};

/// Notes what it gets, sends what the test puts in, and answers `ping…` with `pong…`.
#[derive(Debug)]
pub struct Toy {
    pub outbox: Outbox,
    pub heard: Vec<(Instant, SocketAddr, Vec<u8>)>,
    pub timer: Option<Instant>,
    pub every: Option<Duration>,
    pub timeouts: Vec<Instant>,
    /// Where `ping` goes each `every`.
    pub peers: Vec<SocketAddr>,
    pub tcp: Tcp,
}

impl Toy {
    pub fn new() -> Self {
        Self {
            outbox: Outbox::new(100_000),
            heard: Vec::new(),
            timer: None,
            every: None,
            timeouts: Vec::new(),
            peers: Vec::new(),
            tcp: Tcp::default(),
        }
    }

    pub fn pinging(peers: Vec<SocketAddr>, every: Duration) -> Self {
        Self { timer: Some(Instant::ZERO), every: Some(every), peers, ..Self::new() }
    }

    pub fn send(&mut self, to: SocketAddr, bytes: &[u8]) {
        self.outbox.push(to, |buf| buf.extend_from_slice(bytes));
    }

    pub fn texts(&self) -> Vec<&[u8]> {
        self.heard.iter().map(|(_, _, bytes)| &bytes[..]).collect()
    }
}

impl Host for Toy {
    fn handle_datagram(&mut self, now: Instant, from: SocketAddr, datagram: &mut [u8]) {
        self.heard.push((now, from, datagram.to_vec()));
        if let Some(rest) = datagram.strip_prefix(b"ping") {
            self.outbox.push(from, |buf| {
                buf.extend_from_slice(b"pong");
                buf.extend_from_slice(rest);
            });
        }
    }

    fn handle_timeout(&mut self, now: Instant) {
        self.timeouts.push(now);
        self.timer = self.every.map(|every| now + every);
        for peer in self.peers.clone() {
            self.send(peer, b"ping");
        }
    }

    fn poll_timeout(&self) -> Option<Instant> {
        self.timer
    }

    fn poll_transmit(&mut self, _now: Instant, buf: &mut Vec<u8>) -> Option<Transmit> {
        self.outbox.poll_transmit(buf)
    }

    fn accept_stream(&mut self, _now: Instant, from: SocketAddr, _port: u16) -> Option<StreamId> {
        self.tcp.accept(from)
    }

    fn handle_stream(&mut self, now: Instant, stream: StreamId, event: StreamEvent) {
        self.tcp.events.push((now, stream, event));
        if event == StreamEvent::Connected {
            self.tcp.actions.push_back(StreamAction::Write(stream));
        }
    }

    fn handle_stream_data(&mut self, _now: Instant, stream: StreamId, bytes: &mut [u8]) -> usize {
        let taken = bytes.len().min(self.tcp.appetite);
        self.tcp.appetite -= taken;
        self.tcp.pieces += 1;
        self.tcp.read.entry(stream).or_default().extend_from_slice(&bytes[..taken]);
        taken
    }

    fn poll_stream(&mut self, _now: Instant) -> Option<StreamAction> {
        self.tcp.actions.pop_front()
    }

    fn write_stream(&mut self, _now: Instant, stream: StreamId, room: usize, buf: &mut Vec<u8>) {
        let queue = self.tcp.unsent.entry(stream).or_default();
        let len = room.min(queue.len());
        buf.extend(queue.drain(..len));
    }
}

/// The stream part of a toy.
#[derive(Debug)]
pub struct Tcp {
    pub actions: VecDeque<StreamAction>,
    pub events: Vec<(Instant, StreamId, StreamEvent)>,
    pub read: BTreeMap<StreamId, Vec<u8>>,
    pub unsent: BTreeMap<StreamId, VecDeque<u8>>,
    /// Bytes that it still wants to read.
    pub appetite: usize,
    pub pieces: usize,
    pub accepting: bool,
    pub accepted: Vec<SocketAddr>,
}

impl Default for Tcp {
    fn default() -> Self {
        Self {
            actions: VecDeque::new(),
            events: Vec::new(),
            read: BTreeMap::new(),
            unsent: BTreeMap::new(),
            appetite: usize::MAX,
            pieces: 0,
            accepting: true,
            accepted: Vec::new(),
        }
    }
}

impl Tcp {
    pub fn connect(&mut self, index: u32, to: SocketAddr) -> StreamId {
        let stream = StreamId { index, generation: 0 };
        self.actions.push_back(StreamAction::Connect { stream, to });
        stream
    }

    pub fn write(&mut self, stream: StreamId, bytes: &[u8]) {
        self.unsent.entry(stream).or_default().extend(bytes);
        self.actions.push_back(StreamAction::Write(stream));
    }

    pub fn close(&mut self, stream: StreamId) {
        self.actions.push_back(StreamAction::Close(stream));
    }

    /// Without times.
    pub fn happened(&self) -> Vec<StreamEvent> {
        self.events.iter().map(|(_, _, event)| *event).collect()
    }

    fn accept(&mut self, from: SocketAddr) -> Option<StreamId> {
        let index = 1_000 + u32::try_from(self.accepted.len()).ok()?;
        self.accepting.then(|| {
            self.accepted.push(from);
            StreamId { index, generation: 0 }
        })
    }
}
