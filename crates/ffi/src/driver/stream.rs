//! One TCP connection: to a relay, or of one who uses ours.

use toxcore::{Instant, StreamId, Tox};
use toxcore_net::{Interest, PollSet, ReadStatus, Room, Slot, TcpStream, WriteStatus};

/// A connection, how far it is, and what its socket and its other end take.
#[derive(Debug)]
pub(super) struct Stream {
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
pub(super) enum Turn {
    Waiting,
    /// So many bytes were read, perhaps all that there were.
    Read {
        len: usize,
        all: bool,
    },
    Ended,
}

/// What became of a stream that was to be written.
pub(super) enum Written {
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
    /// One that we begin.
    pub(super) fn connecting(socket: TcpStream) -> Self {
        Self::new(socket, State::Connecting, false)
    }

    /// One that begins with us: the other end uses our relay.
    pub(super) fn accepted(socket: TcpStream) -> Self {
        Self::new(socket, State::Open, true)
    }

    fn new(socket: TcpStream, state: State, is_client: bool) -> Self {
        Self { socket, state, is_client, paused: false, blocked: false, room: Room::default(), slot: None }
    }

    pub(super) const fn is_client(&self) -> bool {
        self.is_client
    }

    pub(super) const fn set_paused(&mut self, paused: bool) {
        self.paused = paused;
    }

    /// Lets it end when what is left is written. `false` if it may end at once.
    pub(super) fn begin_to_close(&mut self) -> bool {
        let has_rest = self.state == State::Open;
        if has_rest {
            self.state = State::Closing;
        }
        has_rest
    }

    /// Says what is to be asked of its socket.
    pub(super) fn watch(&mut self, poll: &mut PollSet, may_read: bool) {
        self.slot = Some(poll.add(&self.socket, self.interest(may_read)));
    }

    /// What its socket is ready for.
    pub(super) fn readiness(&self, poll: &PollSet) -> Interest {
        self.slot.map(|slot| poll.ready(slot)).unwrap_or_default()
    }

    /// Whether the socket was full, and is not any more.
    pub(super) fn got_room(&mut self, ready: Interest) -> bool {
        ready.write && std::mem::take(&mut self.blocked)
    }

    const fn interest(&self, may_read: bool) -> Interest {
        match self.state {
            State::Connecting => Interest { read: false, write: true },
            State::Open => Interest { read: may_read && !self.paused, write: self.blocked },
            State::Closing => Interest { read: false, write: self.blocked },
        }
    }

    /// Connects on, or reads.
    pub(super) fn take_turn(
        &mut self,
        ready: Interest,
        id: StreamId,
        now: Instant,
        tox: &mut Tox,
        buffer: &mut [u8],
    ) -> Turn {
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

    /// Writes what `tox` has for it, as far as the other end takes it.
    pub(super) fn write(&mut self, id: StreamId, now: Instant, tox: &mut Tox) -> Written {
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
