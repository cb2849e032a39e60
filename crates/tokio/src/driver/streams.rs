use std::collections::HashMap;
use std::io;
use std::net::SocketAddr;
use std::task::{Context, Poll};

use tokio::io::Interest;
use tokio::io::unix::AsyncFd;
use toxcore::{Instant, StreamId, Tox};
use toxcore_net::{ReadStatus, Readiness, Room, TcpListener, TcpStream, WriteStatus};

use super::watch::{BOTH, watch};

/// Links to relays, and, if we are a relay for others, their links to us.
#[derive(Debug, Default)]
pub(crate) struct Streams {
    listener: Option<AsyncFd<TcpListener>>,
    table: HashMap<StreamId, Stream>,
    /// Streams in the order of their turns.
    turns: Vec<StreamId>,
    /// There are streams that nobody would be woken for before they were looked at.
    unwatched: bool,
    /// When to look again whether other ends take more.
    look_at: Option<Instant>,
    buffer: Vec<u8>,
}

#[derive(Debug)]
struct Stream {
    socket: AsyncFd<TcpStream>,
    state: State,
    paused: bool,
    /// What the other end takes.
    room: Room,
    /// It took too little: not before then is it asked again, however often others wake us.
    look_at: Option<Instant>,
}

/// How far a stream is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Connecting,
    Open,
    /// What is left is written, then it ends.
    Closing,
}

/// Whether more can be done at once.
#[must_use]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum More {
    Waiting,
    Now,
}

impl More {
    pub(crate) fn or(self, other: Self) -> Self {
        if self == Self::Now { self } else { other }
    }
}

impl Streams {
    /// Without a stream yet. A `listener` brings those of others.
    pub(crate) fn new(listener: Option<TcpListener>) -> io::Result<Self> {
        Ok(Self {
            listener: listener.map(|listener| watch(listener, Interest::READABLE)).transpose()?,
            ..Self::default()
        })
    }

    /// Address of the listener.
    pub(crate) fn listener_addr(&self) -> Option<SocketAddr> {
        self.listener.as_ref()?.get_ref().local_addr().ok()
    }

    /// Starts to connect.
    pub(crate) fn connect(&mut self, id: StreamId, to: SocketAddr) -> io::Result<()> {
        let stream = TcpStream::connect(to)?;
        self.insert(id, stream, State::Connecting)
    }

    fn insert(&mut self, id: StreamId, stream: TcpStream, state: State) -> io::Result<()> {
        let stream =
            Stream { socket: watch(stream, BOTH)?, state, paused: false, room: Room::default(), look_at: None };
        if self.table.insert(id, stream).is_none() {
            self.turns.push(id);
        }
        self.unwatched = true;
        Ok(())
    }

    /// Whether another turn is needed before it is good to sleep.
    pub(crate) fn take_unwatched(&mut self) -> bool {
        std::mem::take(&mut self.unwatched)
    }

    /// Closes a stream once what the machine still has for it is written.
    pub(crate) fn close(&mut self, id: StreamId) {
        match self.table.get_mut(&id) {
            Some(stream) if stream.state == State::Open => stream.state = State::Closing,
            _ => self.remove(id),
        }
    }

    fn remove(&mut self, id: StreamId) {
        if self.table.remove(&id).is_some() {
            self.turns.retain(|other| *other != id);
        }
    }

    /// Stops reading a stream, or reads it again.
    pub(crate) fn set_paused(&mut self, id: StreamId, paused: bool) {
        if let Some(stream) = self.table.get_mut(&id) {
            stream.paused = paused;
            self.unwatched |= !paused;
        }
    }

    /// Accepts a bounded number of streams of others.
    pub(crate) fn accept(&mut self, cx: &mut Context<'_>, now: Instant, tox: &mut Tox) -> More {
        let mut accepted = Vec::new();
        let more = self.take_accepted(cx, now, tox, &mut accepted);
        for (id, stream) in accepted {
            if self.insert(id, stream, State::Open).is_err() {
                tox.handle_closed(now, id);
            }
        }
        more
    }

    fn take_accepted(
        &self,
        cx: &mut Context<'_>,
        now: Instant,
        tox: &mut Tox,
        accepted: &mut Vec<(StreamId, TcpStream)>,
    ) -> More {
        let Some(listener) = &self.listener else { return More::Waiting };
        while let Poll::Ready(Ok(mut guard)) = listener.poll_read_ready(cx) {
            let outcome = guard.get_inner().accept(ACCEPTS_PER_TURN, |stream, from| {
                if let Some(id) = tox.handle_accept(now, from) {
                    accepted.push((id, stream));
                }
            });
            if outcome.readiness == Readiness::MayHaveMore {
                return More::Now;
            }
            guard.clear_ready();
        }
        More::Waiting
    }

    /// Gives each stream its turn to connect and to be read, the one who was first going last.
    pub(crate) fn receive(&mut self, cx: &mut Context<'_>, now: Instant, tox: &mut Tox) -> More {
        let mut more = More::Waiting;
        self.buffer.resize(READ_BUFFER, 0);
        for turn in 0..self.turns.len() {
            let Some(&id) = self.turns.get(turn) else { break };
            let Some(stream) = self.table.get_mut(&id) else { continue };
            match stream.take_turn(cx, id, now, tox, &mut self.buffer) {
                Turn::Waiting => {}
                Turn::More => more = More::Now,
                Turn::Ended => {
                    self.table.remove(&id);
                    tox.handle_closed(now, id);
                }
            }
        }
        self.turns.retain(|id| self.table.contains_key(id));
        if !self.turns.is_empty() {
            self.turns.rotate_left(1);
        }
        more
    }

    /// Writes what `tox` has for streams, as far as they take it.
    pub(crate) fn send(&mut self, cx: &mut Context<'_>, now: Instant, tox: &mut Tox) -> More {
        // What the machine names here may wait in a full socket from before: all are looked at below.
        while tox.poll_writable().is_some() {}
        let mut ended = Vec::new();
        let mut more = More::Waiting;
        self.look_at = None;
        for (&id, stream) in &mut self.table {
            match stream.write(cx, id, now, tox) {
                Written::Nothing => {}
                Written::Later { at, something } => {
                    self.look_at = Some(self.look_at.map_or(at, |other| other.min(at)));
                    more = if something { More::Now } else { more };
                }
                Written::Something => more = More::Now,
                Written::Closed => ended.push((id, false)),
                Written::Broken => ended.push((id, true)),
            }
        }
        for (id, tell) in ended {
            self.remove(id);
            if tell {
                tox.handle_closed(now, id);
            }
        }
        more
    }

    /// When [`send`](Self::send) is useful next, if nothing else happens.
    pub(crate) const fn poll_timeout(&self) -> Option<Instant> {
        self.look_at
    }

    /// Whether `tox` has nothing to write that a stream would take.
    pub(crate) fn is_flushed(&self, tox: &Tox) -> bool {
        self.table.iter().all(|(id, stream)| stream.state == State::Connecting || tox.to_write(*id).is_empty())
    }
}

enum Turn {
    Waiting,
    More,
    Ended,
}

enum Written {
    Nothing,
    /// The other end takes no more for now.
    Later {
        /// When to look again.
        at: Instant,
        /// It took something before.
        something: bool,
    },
    Something,
    /// As we wanted.
    Closed,
    /// The machine is to know.
    Broken,
}

impl Stream {
    fn take_turn(
        &mut self,
        cx: &mut Context<'_>,
        id: StreamId,
        now: Instant,
        tox: &mut Tox,
        buffer: &mut [u8],
    ) -> Turn {
        match self.state {
            State::Connecting => self.finish_connecting(cx, id, now, tox),
            State::Closing => Turn::Waiting,
            State::Open if self.paused => Turn::Waiting,
            State::Open => self.read(cx, id, now, tox, buffer),
        }
    }

    fn finish_connecting(&mut self, cx: &mut Context<'_>, id: StreamId, now: Instant, tox: &mut Tox) -> Turn {
        loop {
            let Poll::Ready(ready) = self.socket.poll_write_ready(cx) else { return Turn::Waiting };
            let Ok(mut guard) = ready else { return Turn::Ended };
            match guard.get_inner().is_connected() {
                Ok(true) => break,
                Ok(false) => guard.clear_ready(),
                Err(error) => {
                    tracing::debug!(%error, "no connection to a relay");
                    return Turn::Ended;
                }
            }
        }
        self.state = State::Open;
        tox.handle_connected(now, id);
        Turn::More
    }

    fn read(&mut self, cx: &mut Context<'_>, id: StreamId, now: Instant, tox: &mut Tox, buffer: &mut [u8]) -> Turn {
        loop {
            let Poll::Ready(ready) = self.socket.poll_read_ready(cx) else { return Turn::Waiting };
            let Ok(mut guard) = ready else { return Turn::Ended };
            match guard.get_inner().read(buffer) {
                ReadStatus::Data(len) => {
                    if len < buffer.len() {
                        // The socket is empty; what comes later, an end included, is an event.
                        guard.clear_ready();
                    }
                    tox.handle_stream(now, id, buffer.get_mut(..len).unwrap_or_default());
                    return if self.socket.poll_read_ready(cx).is_pending() { Turn::Waiting } else { Turn::More };
                }
                ReadStatus::Blocked => guard.clear_ready(),
                ReadStatus::Closed => return Turn::Ended,
            }
        }
    }

    fn write(&mut self, cx: &mut Context<'_>, id: StreamId, now: Instant, tox: &mut Tox) -> Written {
        if self.state == State::Connecting {
            return Written::Nothing;
        }
        if let Some(at) = self.look_at.filter(|at| *at > now) {
            return Written::Later { at, something: false };
        }
        self.look_at = None;
        let mut written = Written::Nothing;
        loop {
            let waiting = tox.to_write(id).len();
            if waiting == 0 {
                return if self.state == State::Closing { Written::Closed } else { written };
            }
            let Poll::Ready(ready) = self.socket.poll_write_ready(cx) else { return written };
            let Ok(mut guard) = ready else { return Written::Broken };
            let bytes = match self.room.ask(guard.get_inner(), waiting) {
                Some(room) => tox.to_write_within(id, room),
                None => tox.to_write(id),
            };
            if bytes.is_empty() {
                let something = matches!(written, Written::Something);
                let at = self.room.next_look(guard.get_inner(), now);
                self.look_at = Some(at);
                return Written::Later { at, something };
            }
            match guard.get_inner().write(bytes) {
                WriteStatus::Written(len) => {
                    self.room.used(guard.get_inner(), len);
                    tox.written(now, id, len);
                    written = Written::Something;
                }
                WriteStatus::Blocked => guard.clear_ready(),
                WriteStatus::Closed if self.state == State::Closing => return Written::Closed,
                WriteStatus::Closed => return Written::Broken,
            }
        }
    }
}

/// Bytes read from a stream in one turn. Our choice: a burst of 30 full relay frames.
const READ_BUFFER: usize = 64 * 1024;
/// Streams accepted in one turn. Our choice: about 1 ms of work.
const ACCEPTS_PER_TURN: usize = 64;
