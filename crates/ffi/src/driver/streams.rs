use std::collections::HashMap;
use std::net::SocketAddr;

use toxcore::{Instant, StreamId, Tox};
use toxcore_net::{Interest, PollSet, ReadStatus, Readiness, Room, Slot, TcpListener, TcpStream, WriteStatus};

use super::More;

/// Links to relays, and, if we are a relay for others, their links to us.
#[derive(Debug, Default)]
pub(super) struct Streams {
    listener: Option<TcpListener>,
    listener_slot: Option<Slot>,
    table: HashMap<StreamId, Stream>,
    /// Streams in the order of their turns.
    turns: Vec<StreamId>,
    /// Streams that got room, or are to end, since they were written last.
    to_write: Vec<StreamId>,
    /// Streams whose other end takes no more, and when to look again.
    to_look_at: Vec<(StreamId, Instant)>,
    buffer: Vec<u8>,
    /// Bytes read from those who use our relay.
    relayed: usize,
}

#[derive(Debug)]
struct Stream {
    socket: TcpStream,
    state: State,
    /// The other end uses our relay.
    is_client: bool,
    paused: bool,
    /// The socket was full.
    blocked: bool,
    /// What the other end takes.
    room: Room,
    slot: Option<Slot>,
}

/// How far a stream is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Connecting,
    Open,
    /// What is left is written, then it ends.
    Closing,
}

/// What became of a stream in its turn.
enum Turn {
    Waiting,
    /// So many bytes were read, perhaps all that there were.
    Read {
        len: usize,
        all: bool,
    },
    Ended,
}

impl Streams {
    pub(super) fn new(listener: Option<TcpListener>) -> Self {
        Self { listener, ..Self::default() }
    }

    pub(super) fn listener_port(&self) -> Option<u16> {
        self.listener.as_ref()?.local_addr().ok().map(|addr| addr.port())
    }

    /// Starts to connect. `false` if that fails at once.
    pub(super) fn connect(&mut self, id: StreamId, to: SocketAddr) -> bool {
        match TcpStream::connect(to) {
            Ok(socket) => {
                self.insert(id, Stream::new(socket, State::Connecting));
                true
            }
            Err(error) => {
                tracing::debug!(target: "toxcore_ffi", %error, "cannot connect to a relay");
                false
            }
        }
    }

    /// Bytes that came from users of our relay since this was asked last.
    pub(super) fn take_relayed(&mut self) -> usize {
        std::mem::take(&mut self.relayed)
    }

    fn insert(&mut self, id: StreamId, stream: Stream) {
        if self.table.insert(id, stream).is_none() {
            self.turns.push(id);
        }
    }

    /// Closes a stream once what the machine still has for it is written.
    pub(super) fn close(&mut self, id: StreamId) {
        match self.table.get_mut(&id) {
            Some(stream) if stream.state == State::Open => {
                stream.state = State::Closing;
                self.to_write.push(id);
            }
            _ => self.remove(id),
        }
    }

    fn remove(&mut self, id: StreamId) {
        if self.table.remove(&id).is_some() {
            self.turns.retain(|other| *other != id);
        }
    }

    pub(super) fn set_paused(&mut self, id: StreamId, paused: bool) {
        if let Some(stream) = self.table.get_mut(&id) {
            stream.paused = paused;
        }
    }

    pub(super) fn watch(&mut self, poll: &mut PollSet, may_read: bool) {
        self.listener_slot = self.listener.as_ref().filter(|_| may_read).map(|listener| {
            // What is accepted is read, and what is read may cause events.
            poll.add(listener, Interest { read: true, write: false })
        });
        for stream in self.table.values_mut() {
            stream.slot = Some(poll.add(&stream.socket, stream.interest(may_read)));
        }
    }

    /// Gives the listener and each ready stream its turn, the one who was first going last.
    pub(super) fn serve(&mut self, poll: &PollSet, now: Instant, tox: &mut Tox) -> More {
        let mut more = More::Later;
        if self.buffer.is_empty() && !self.turns.is_empty() {
            self.buffer = vec![0; READ_BUFFER];
        }
        for turn in 0..self.turns.len() {
            let Some(&id) = self.turns.get(turn) else { break };
            let Some(stream) = self.table.get_mut(&id) else { continue };
            let ready = stream.slot.map(|slot| poll.ready(slot)).unwrap_or_default();
            if ready.write && std::mem::take(&mut stream.blocked) {
                self.to_write.push(id);
            }
            match stream.take_turn(ready, id, now, tox, &mut self.buffer) {
                Turn::Waiting => {}
                Turn::Read { len, all } => {
                    self.relayed += if stream.is_client { len } else { 0 };
                    more = more.or(if all { More::Later } else { More::Now });
                }
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
        more.or(self.accept(poll, now, tox))
    }

    fn accept(&mut self, poll: &PollSet, now: Instant, tox: &mut Tox) -> More {
        let (Some(listener), Some(slot)) = (&self.listener, self.listener_slot) else { return More::Later };
        if !poll.ready(slot).read {
            return More::Later;
        }
        let mut accepted = Vec::new();
        let outcome = listener.accept(ACCEPTS_PER_STEP, |stream, from| {
            if let Some(id) = tox.handle_accept(now, from) {
                accepted.push((id, stream));
            }
        });
        for (id, stream) in accepted {
            self.insert(id, Stream { is_client: true, ..Stream::new(stream, State::Open) });
        }
        if outcome.readiness == Readiness::MayHaveMore { More::Now } else { More::Later }
    }

    /// When [`write`](Self::write) is useful next, if nothing else happens.
    pub(super) fn poll_timeout(&self) -> Option<Instant> {
        self.to_look_at.iter().map(|(_, at)| *at).min()
    }

    /// Writes what `tox` has for streams, as far as they take it. Whether anything was written.
    pub(super) fn write(&mut self, now: Instant, tox: &mut Tox) -> bool {
        let mut wrote = false;
        let to_write = &mut self.to_write;
        self.to_look_at.retain(|(id, at)| {
            let is_due = *at <= now;
            if is_due {
                to_write.push(*id);
            }
            !is_due
        });
        while let Some(id) = self.to_write.pop().or_else(|| tox.poll_writable()) {
            let Some(stream) = self.table.get_mut(&id) else { continue };
            match stream.write(id, now, tox) {
                Written::Nothing => {}
                Written::Later { at, some } => {
                    wrote |= some;
                    self.to_look_at.retain(|(other, _)| *other != id);
                    self.to_look_at.push((id, at));
                }
                Written::Something => wrote = true,
                Written::Ended => self.remove(id),
                Written::Broken => {
                    self.remove(id);
                    tox.handle_closed(now, id);
                }
            }
        }
        wrote
    }
}

/// What became of a stream that was to be written.
enum Written {
    Nothing,
    /// Perhaps something, and nothing more until the other end takes it.
    Later {
        at: Instant,
        some: bool,
    },
    Something,
    /// As we wanted.
    Ended,
    /// The machine is to know.
    Broken,
}

impl Stream {
    fn new(socket: TcpStream, state: State) -> Self {
        Self { socket, state, is_client: false, paused: false, blocked: false, room: Room::default(), slot: None }
    }

    const fn interest(&self, may_read: bool) -> Interest {
        match self.state {
            State::Connecting => Interest { read: false, write: true },
            State::Open => Interest { read: may_read && !self.paused, write: self.blocked },
            State::Closing => Interest { read: false, write: self.blocked },
        }
    }

    fn take_turn(&mut self, ready: Interest, id: StreamId, now: Instant, tox: &mut Tox, buffer: &mut [u8]) -> Turn {
        match self.state {
            State::Connecting if ready.write => self.finish_connecting(id, now, tox),
            State::Open if ready.read => self.read(id, now, tox, buffer),
            State::Connecting | State::Open | State::Closing => Turn::Waiting,
        }
    }

    fn finish_connecting(&mut self, id: StreamId, now: Instant, tox: &mut Tox) -> Turn {
        match self.socket.is_connected() {
            Ok(true) => {
                self.state = State::Open;
                tox.handle_connected(now, id);
                Turn::Waiting
            }
            Ok(false) => Turn::Waiting,
            Err(error) => {
                tracing::debug!(target: "toxcore_ffi", %error, "no connection to a relay");
                Turn::Ended
            }
        }
    }

    fn read(&mut self, id: StreamId, now: Instant, tox: &mut Tox, buffer: &mut [u8]) -> Turn {
        match self.socket.read(buffer) {
            ReadStatus::Data(len) => {
                let all = len < buffer.len();
                tox.handle_stream(now, id, buffer.get_mut(..len).unwrap_or_default());
                Turn::Read { len, all }
            }
            ReadStatus::Blocked => Turn::Waiting,
            ReadStatus::Closed => Turn::Ended,
        }
    }

    fn write(&mut self, id: StreamId, now: Instant, tox: &mut Tox) -> Written {
        let mut some = false;
        while self.state != State::Connecting && !self.blocked {
            let waiting = tox.to_write(id).len();
            if waiting == 0 {
                break;
            }
            let bytes = match self.room.ask(&self.socket, waiting) {
                Some(room) => tox.to_write_within(id, room),
                None => tox.to_write(id),
            };
            if bytes.is_empty() {
                return Written::Later { at: self.room.next_look(&self.socket, now), some };
            }
            match self.socket.write(bytes) {
                WriteStatus::Written(len) => {
                    self.room.used(&self.socket, len);
                    tox.written(now, id, len);
                    some = true;
                }
                WriteStatus::Blocked => self.blocked = true,
                WriteStatus::Closed if self.state == State::Closing => return Written::Ended,
                WriteStatus::Closed => return Written::Broken,
            }
        }
        match (self.state, some) {
            (State::Closing, _) if tox.to_write(id).is_empty() => Written::Ended,
            (_, true) => Written::Something,
            (_, false) => Written::Nothing,
        }
    }
}

/// Bytes read from a stream in one turn. Our choice: a burst of 30 full relay frames.
const READ_BUFFER: usize = 64 * 1024;
/// Streams accepted in one step. Our choice: about 1 ms of work.
const ACCEPTS_PER_STEP: usize = 64;
