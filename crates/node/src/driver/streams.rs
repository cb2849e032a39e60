mod table;

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};
use std::io;
use std::net::SocketAddr;
use std::os::fd::AsRawFd;

use mio::event::Event;
use mio::unix::SourceFd;
use mio::{Interest, Registry};
use toxcore_net::{ReadStatus, Readiness, TcpListener, WriteStatus};
use toxcore_sansio::{Instant, StreamId};

use super::tokens::Source;
use super::{Machine, Traffic};
use table::Table;

/// The relay's listeners and all its streams.
///
/// Streams are read in the order in which they became readable, one buffer at a time. What they should write is kept by
/// the machine.
#[derive(Debug)]
pub(super) struct Streams {
    listeners: Vec<Listener>,
    table: Table,
    /// Streams to read, each once.
    to_read: VecDeque<StreamId>,
    /// Streams that have got room again.
    to_write: Vec<StreamId>,
    /// When to look again whether the other end takes more, each stream once.
    looks: BinaryHeap<Reverse<(Instant, StreamId)>>,
    buffer: Box<[u8]>,
}

#[derive(Debug)]
struct Listener {
    listener: TcpListener,
    ready: bool,
}

impl Streams {
    /// Watches `listeners`.
    pub(super) fn new(listeners: Vec<TcpListener>, registry: &Registry) -> io::Result<Self> {
        for (number, listener) in listeners.iter().enumerate() {
            let token = Source::Listener(number).token();
            registry.register(&mut SourceFd(&listener.as_raw_fd()), token, Interest::READABLE)?;
        }
        Ok(Self {
            listeners: listeners.into_iter().map(|listener| Listener { listener, ready: false }).collect(),
            table: Table::default(),
            to_read: VecDeque::new(),
            to_write: Vec::new(),
            looks: BinaryHeap::new(),
            buffer: vec![0; READ_BUFFER].into_boxed_slice(),
        })
    }

    /// Addresses of the listeners.
    pub(super) fn listener_addrs(&self) -> impl Iterator<Item = SocketAddr> + '_ {
        self.listeners.iter().filter_map(|listener| listener.listener.local_addr().ok())
    }

    /// Streams that are open.
    pub(super) const fn open(&self) -> usize {
        self.table.len()
    }

    /// Streams that wait to be read.
    pub(super) fn readable(&self) -> usize {
        self.to_read.len()
    }

    /// Whether something can be done without waiting.
    pub(super) fn has_work(&self) -> bool {
        !self.to_read.is_empty() || !self.to_write.is_empty() || self.listeners.iter().any(|listener| listener.ready)
    }

    pub(super) fn listener_ready(&mut self, number: usize) {
        if let Some(listener) = self.listeners.get_mut(number) {
            listener.ready = true;
        }
    }

    pub(super) fn take_event(&mut self, event: &Event, index: usize) {
        let Some(stream) = self.table.at(index) else { return };
        if event.is_readable() || event.is_error() || event.is_read_closed() {
            stream.readable = true;
            stream.ending |= event.is_read_closed() || event.is_error();
        }
        if event.is_writable() && !stream.writable {
            stream.writable = true;
            self.to_write.push(stream.id);
        }
        let id = stream.id;
        self.queue_read(id);
    }

    /// Accepts a bounded number of streams from each listener that has some.
    pub(super) fn accept(
        &mut self,
        now: Instant,
        machine: &mut impl Machine,
        registry: &Registry,
        traffic: &mut Traffic,
    ) {
        for listener in &mut self.listeners {
            if !listener.ready {
                continue;
            }
            let table = &mut self.table;
            let accepted = listener.listener.accept(ACCEPTS_PER_TURN, |stream, from| {
                let taken = machine.handle_accept(now, from).is_some_and(|id| {
                    table.insert(id, stream, registry).inspect_err(|_| machine.stream_closed(now, id)).is_ok()
                });
                let counter = if taken { &mut traffic.streams_accepted } else { &mut traffic.streams_refused };
                *counter = counter.saturating_add(1);
            });
            listener.ready = accepted.readiness == Readiness::MayHaveMore;
            traffic.streams_refused = traffic.streams_refused.saturating_add(accepted.refused as u64);
        }
    }

    /// Reads the stream whose turn it is, once. Returns the number of bytes.
    pub(super) fn read_next(&mut self, now: Instant, machine: &mut impl Machine, traffic: &mut Traffic) -> usize {
        let Some(id) = self.to_read.pop_front() else { return 0 };
        let Some(stream) = self.table.get(id) else { return 0 };
        stream.queued = false;
        if stream.paused || !stream.readable {
            return 0;
        }
        match stream.stream.read(&mut self.buffer) {
            ReadStatus::Data(len) => {
                // Less than asked for: the socket is empty, and what comes later is an event.
                stream.readable = stream.ending || len == READ_BUFFER;
                traffic.stream_bytes_in = traffic.stream_bytes_in.saturating_add(len as u64);
                machine.handle_stream(now, id, self.buffer.get_mut(..len).unwrap_or_default());
                self.queue_read(id);
                len
            }
            ReadStatus::Blocked => {
                stream.readable = false;
                0
            }
            ReadStatus::Closed => {
                self.close(id);
                machine.stream_closed(now, id);
                0
            }
        }
    }

    /// When [`handle_timeout`](Self::handle_timeout) is useful next.
    pub(super) fn next_deadline(&self) -> Option<Instant> {
        self.looks.peek().map(|Reverse((at, _))| *at)
    }

    /// Looks whether other ends take more; what they take is written with the next [`write`](Self::write).
    pub(super) fn handle_timeout(&mut self, now: Instant) {
        while self.next_deadline().is_some_and(|at| at <= now) {
            let Some(Reverse((_, id))) = self.looks.pop() else { return };
            if let Some(stream) = self.table.get(id) {
                stream.looking = false;
                self.to_write.push(id);
            }
        }
    }

    /// Writes what the machine has for streams, as far as they take it.
    pub(super) fn write(&mut self, now: Instant, machine: &mut impl Machine, traffic: &mut Traffic) {
        while let Some(id) = self.to_write.pop().or_else(|| machine.poll_writable()) {
            self.write_stream(now, id, machine, traffic);
        }
    }

    fn write_stream(&mut self, now: Instant, id: StreamId, machine: &mut impl Machine, traffic: &mut Traffic) {
        let Some(stream) = self.table.get(id) else { return };
        while stream.writable {
            let waiting = machine.to_write(id).len();
            if waiting == 0 {
                return;
            }
            let bytes = match stream.room.ask(&stream.stream, waiting) {
                Some(room) => machine.to_write_within(id, room),
                None => machine.to_write(id),
            };
            if bytes.is_empty() {
                if !stream.looking {
                    stream.looking = true;
                    let at = stream.room.next_look(&stream.stream, now);
                    self.looks.push(Reverse((at, id)));
                }
                return;
            }
            match stream.stream.write(bytes) {
                WriteStatus::Written(len) => {
                    // Less than offered: the socket is full, and room is an event.
                    stream.writable = len == bytes.len();
                    stream.room.used(&stream.stream, len);
                    traffic.stream_bytes_out = traffic.stream_bytes_out.saturating_add(len as u64);
                    machine.written(now, id, len);
                }
                WriteStatus::Blocked => stream.writable = false,
                WriteStatus::Closed => {
                    self.close(id);
                    machine.stream_closed(now, id);
                    return;
                }
            }
        }
    }

    /// Closes a stream.
    pub(super) fn close(&mut self, id: StreamId) {
        self.table.remove(id);
    }

    /// Stops reading a stream.
    pub(super) fn pause(&mut self, id: StreamId) {
        if let Some(stream) = self.table.get(id) {
            stream.paused = true;
        }
    }

    /// Reads a stream again.
    pub(super) fn resume(&mut self, id: StreamId) {
        if let Some(stream) = self.table.get(id) {
            stream.paused = false;
            self.queue_read(id);
        }
    }

    fn queue_read(&mut self, id: StreamId) {
        if let Some(stream) = self.table.get(id)
            && stream.readable
            && !stream.paused
            && !stream.queued
        {
            stream.queued = true;
            self.to_read.push_back(id);
        }
    }
}

/// Bytes read from a stream in one turn. Our choice: as much as a relay frame burst of 30 full frames; twice this brought
/// nothing.
const READ_BUFFER: usize = 64 * 1024;
/// Streams accepted from one listener in one turn. Our choice: about 1 ms of work.
const ACCEPTS_PER_TURN: usize = 64;
