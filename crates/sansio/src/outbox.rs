use std::collections::VecDeque;
use std::net::SocketAddr;

use crate::{Transmit, Usual};

/// A bounded queue of finished datagrams, kept in one arena.
///
/// Machines put packets in while they handle input; `poll_transmit` takes them out, merging neighbours of equal size to
/// one address into a run. When it is full the new packet is dropped and counted.
pub struct Outbox {
    arena: Vec<u8>,
    taken: usize,
    queue: VecDeque<(SocketAddr, usize)>,
    max_packets: usize,
    dropped: u64,
    /// Most bytes in the arena since it was empty, up to when some were taken out of it.
    filled: usize,
    usual: Usual,
}

/// Numbers only: no addresses, no packets.
impl std::fmt::Debug for Outbox {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Outbox")
            .field("packets", &self.queue.len())
            .field("dropped", &self.dropped)
            .finish_non_exhaustive()
    }
}

impl Outbox {
    /// An empty queue for at most `max_packets` datagrams.
    #[must_use]
    pub fn new(max_packets: usize) -> Self {
        Self {
            arena: Vec::new(),
            taken: 0,
            queue: VecDeque::new(),
            max_packets,
            dropped: 0,
            filled: 0,
            usual: Usual::default(),
        }
    }

    /// Appends one datagram to `to`: `write` appends its bytes to the buffer. `false` if the queue is full.
    pub fn push(&mut self, to: SocketAddr, write: impl FnOnce(&mut Vec<u8>)) -> bool {
        if self.queue.len() >= self.max_packets {
            self.dropped = self.dropped.saturating_add(1);
            return false;
        }
        let start = self.arena.len();
        write(&mut self.arena);
        self.queue.push_back((to, self.arena.len().saturating_sub(start)));
        true
    }

    /// Moves the next run of equal-sized datagrams for one address into `buf`.
    pub fn poll_transmit(&mut self, buf: &mut Vec<u8>) -> Option<Transmit> {
        let (to, segment) = self.queue.pop_front()?;
        let mut len = segment;
        while segment > 0 && self.queue.front() == Some(&(to, segment)) && len.saturating_add(segment) <= MAX_RUN {
            self.queue.pop_front();
            len += segment;
        }
        let end = self.taken.saturating_add(len);
        buf.extend_from_slice(self.arena.get(self.taken..end).unwrap_or_default());
        self.taken = end;
        self.reclaim();
        Some(Transmit { to, len, segment })
    }

    /// Forgets bytes that were taken out, so that the arena stays below twice what waits even if it never runs empty.
    fn reclaim(&mut self) {
        if self.queue.is_empty() {
            let filled = std::mem::take(&mut self.filled).max(self.arena.len());
            if self.usual.clear(&mut self.arena, filled, KEEP_BYTES) {
                self.queue.shrink_to(self.arena.capacity() / SMALL_PACKET);
            }
            self.taken = 0;
        } else if self.taken > KEEP_BYTES && self.taken > self.arena.len() / 2 {
            self.filled = self.filled.max(self.arena.len());
            self.arena.drain(..self.taken);
            self.taken = 0;
        }
    }

    /// Datagrams waiting.
    #[must_use]
    pub fn len(&self) -> usize {
        self.queue.len()
    }

    /// Whether nothing waits.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.queue.is_empty()
    }

    /// Datagrams dropped because the queue was full.
    #[must_use]
    pub fn dropped(&self) -> u64 {
        self.dropped
    }
}

/// Longest run in bytes: what one GSO send may carry.
const MAX_RUN: usize = 60_000;
/// Most arena bytes kept for reuse when the queue runs empty.
const KEEP_BYTES: usize = 256 * 1024;
/// Bytes of a small packet, by which the arena's size says how many places the queue keeps.
const SMALL_PACKET: usize = 64;

#[cfg(test)]
mod tests;
