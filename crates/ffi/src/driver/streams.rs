//! All TCP connections, and whose turn it is.

use std::collections::HashMap;
use std::net::SocketAddr;

use toxcore::{Instant, StreamId, Tox};
use toxcore_net::{Interest, PollSet, Readiness, Slot, TcpListener, TcpStream};

use super::More;
use super::stream::{Stream, Turn, Written};

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

impl Streams {
    pub(super) fn new(listener: Option<TcpListener>) -> Self {
        Self { listener, ..Self::default() }
    }

    /// Whether there is nothing to read from.
    pub(super) fn is_empty(&self) -> bool {
        self.listener.is_none() && self.table.is_empty()
    }

    pub(super) fn listener_port(&self) -> Option<u16> {
        self.listener.as_ref()?.local_addr().ok().map(|addr| addr.port())
    }

    /// Starts to connect. `false` if that fails at once.
    pub(super) fn connect(&mut self, id: StreamId, to: SocketAddr) -> bool {
        match TcpStream::connect(to) {
            Ok(socket) => {
                self.insert(id, Stream::connecting(socket));
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
        if self.table.get_mut(&id).is_some_and(Stream::begin_to_close) {
            self.to_write.push(id);
        } else {
            self.remove(id);
        }
    }

    fn remove(&mut self, id: StreamId) {
        if self.table.remove(&id).is_some() {
            self.turns.retain(|other| *other != id);
        }
    }

    pub(super) fn set_paused(&mut self, id: StreamId, paused: bool) {
        if let Some(stream) = self.table.get_mut(&id) {
            stream.set_paused(paused);
        }
    }

    pub(super) fn watch(&mut self, poll: &mut PollSet, may_read: bool) {
        self.listener_slot = self.listener.as_ref().filter(|_| may_read).map(|listener| {
            // What is accepted is read, and what is read may cause events.
            poll.add(listener, Interest { read: true, write: false })
        });
        for stream in self.table.values_mut() {
            stream.watch(poll, may_read);
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
            let ready = stream.readiness(poll);
            if stream.got_room(ready) {
                self.to_write.push(id);
            }
            match stream.take_turn(ready, id, now, tox, &mut self.buffer) {
                Turn::Waiting => {}
                Turn::Read { len, all } => {
                    self.relayed += if stream.is_client() { len } else { 0 };
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
            self.insert(id, Stream::accepted(stream));
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

/// Bytes read from a stream in one turn. Our choice: a burst of 30 full relay frames.
const READ_BUFFER: usize = 64 * 1024;
/// Streams accepted in one step. Our choice: about 1 ms of work.
const ACCEPTS_PER_STEP: usize = 64;
