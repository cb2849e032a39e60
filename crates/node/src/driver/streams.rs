use std::collections::VecDeque;
use std::io;
use std::net::SocketAddr;
use std::os::fd::AsRawFd;

use mio::event::Event;
use mio::unix::SourceFd;
use mio::{Interest, Registry};
use toxcore_net::{ReadStatus, Readiness, TcpListener, TcpStream, WriteStatus};
use toxcore_sansio::{Instant, StreamId};

use super::tokens::Source;
use super::{Machine, Traffic};

/// The relay's listeners and all its streams.
///
/// Streams are read in the order in which they became readable, one buffer at a time. What they should write is kept by
/// the machine.
#[derive(Debug)]
pub(super) struct Streams {
    listeners: Vec<Listener>,
    table: Vec<Option<Stream>>,
    open: usize,
    /// Streams to read, each once.
    to_read: VecDeque<StreamId>,
    /// Streams that have got room again.
    to_write: Vec<StreamId>,
    buffer: Box<[u8]>,
}

#[derive(Debug)]
struct Listener {
    listener: TcpListener,
    ready: bool,
}

#[derive(Debug)]
struct Stream {
    id: StreamId,
    stream: TcpStream,
    /// There may be bytes to read.
    readable: bool,
    /// The other end finished: read on until that is seen.
    ending: bool,
    /// The machine does not want to hear of it for now.
    paused: bool,
    /// It is in `to_read`.
    queued: bool,
    /// It takes bytes.
    writable: bool,
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
            table: Vec::new(),
            open: 0,
            to_read: VecDeque::new(),
            to_write: Vec::new(),
            buffer: vec![0; READ_BUFFER].into_boxed_slice(),
        })
    }

    /// Addresses of the listeners.
    pub(super) fn listener_addrs(&self) -> impl Iterator<Item = SocketAddr> + '_ {
        self.listeners.iter().filter_map(|listener| listener.listener.local_addr().ok())
    }

    /// Streams that are open.
    pub(super) const fn open(&self) -> usize {
        self.open
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
        let Some(Some(stream)) = self.table.get_mut(index) else { return };
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
            let (table, open) = (&mut self.table, &mut self.open);
            let accepted = listener.listener.accept(ACCEPTS_PER_TURN, |stream, from| {
                let taken = machine.handle_accept(now, from).is_some_and(|id| {
                    insert(table, id, stream, registry).inspect_err(|()| machine.stream_closed(now, id)).is_ok()
                });
                let counter = if taken { &mut traffic.streams_accepted } else { &mut traffic.streams_refused };
                *counter = counter.saturating_add(1);
                *open += usize::from(taken);
            });
            listener.ready = accepted.readiness == Readiness::MayHaveMore;
            traffic.streams_refused = traffic.streams_refused.saturating_add(accepted.refused as u64);
        }
    }

    /// Reads the stream whose turn it is, once. Returns the number of bytes.
    pub(super) fn read_next(&mut self, now: Instant, machine: &mut impl Machine, traffic: &mut Traffic) -> usize {
        let Some(id) = self.to_read.pop_front() else { return 0 };
        let Some(stream) = get(&mut self.table, id) else { return 0 };
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

    /// Writes what the machine has for streams, as far as they take it.
    pub(super) fn write(&mut self, now: Instant, machine: &mut impl Machine, traffic: &mut Traffic) {
        while let Some(id) = self.to_write.pop().or_else(|| machine.poll_writable()) {
            self.write_stream(now, id, machine, traffic);
        }
    }

    fn write_stream(&mut self, now: Instant, id: StreamId, machine: &mut impl Machine, traffic: &mut Traffic) {
        let Some(stream) = get(&mut self.table, id) else { return };
        while stream.writable {
            let bytes = machine.to_write(id);
            if bytes.is_empty() {
                return;
            }
            match stream.stream.write(bytes) {
                WriteStatus::Written(len) => {
                    // Less than offered: the socket is full, and room is an event.
                    stream.writable = len == bytes.len();
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
        if get(&mut self.table, id).is_none() {
            return;
        }
        // Dropping the stream closes it, which also ends watching it.
        if let Some(place) = self.table.get_mut(index_of(id)) {
            *place = None;
            self.open = self.open.saturating_sub(1);
        }
    }

    /// Stops reading a stream.
    pub(super) fn pause(&mut self, id: StreamId) {
        if let Some(stream) = get(&mut self.table, id) {
            stream.paused = true;
        }
    }

    /// Reads a stream again.
    pub(super) fn resume(&mut self, id: StreamId) {
        if let Some(stream) = get(&mut self.table, id) {
            stream.paused = false;
            self.queue_read(id);
        }
    }

    fn queue_read(&mut self, id: StreamId) {
        if let Some(stream) = get(&mut self.table, id)
            && stream.readable
            && !stream.paused
            && !stream.queued
        {
            stream.queued = true;
            self.to_read.push_back(id);
        }
    }
}

fn index_of(id: StreamId) -> usize {
    id.index as usize
}

fn get(table: &mut [Option<Stream>], id: StreamId) -> Option<&mut Stream> {
    table.get_mut(index_of(id))?.as_mut().filter(|stream| stream.id == id)
}

/// Watches `stream` and puts it into the table. An error means that the machine's id is out of bounds or the system refuses.
fn insert(table: &mut Vec<Option<Stream>>, id: StreamId, stream: TcpStream, registry: &Registry) -> Result<(), ()> {
    let index = index_of(id);
    if index >= MAX_STREAMS {
        return Err(());
    }
    let (token, interest) = (Source::Stream(index).token(), Interest::READABLE | Interest::WRITABLE);
    registry.register(&mut SourceFd(&stream.as_raw_fd()), token, interest).map_err(drop)?;
    if table.len() <= index {
        table.resize_with(index + 1, || None);
    }
    if let Some(place) = table.get_mut(index) {
        *place =
            Some(Stream { id, stream, readable: false, ending: false, paused: false, queued: false, writable: true });
    }
    Ok(())
}

/// Bytes read from a stream in one turn. Our choice: as much as a relay frame burst of 30 full frames; twice this brought
/// nothing.
const READ_BUFFER: usize = 64 * 1024;
/// Streams accepted from one listener in one turn. Our choice: about 1 ms of work.
const ACCEPTS_PER_TURN: usize = 64;
/// Streams that the table can hold: far more than descriptors.
const MAX_STREAMS: usize = 1 << 20;
