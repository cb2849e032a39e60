//! One batch of received datagrams in an arena that is used again and again.

use std::net::SocketAddr;
use std::slice::{self, ChunksMut};

#[cfg(target_os = "linux")]
use crate::address::canonical;

/// Longest datagram that is handed on, in bytes. Protocol: basics, UDP socket; longer ones are no Tox packets.
pub const MAX_DATAGRAM: usize = 2048;

/// Arena part for one datagram: the longest one, and room to notice a longer one, in whole cache lines.
pub(super) const SLOT_SINGLE: usize = MAX_DATAGRAM + 64;
/// Arena part for datagrams that the kernel joined (at most 64 KiB). The odd cache line keeps the starts of the parts apart
/// in the cache.
pub(super) const SLOT_JOINED: usize = 65_536 + 64;

/// Received datagrams, and the memory for the next ones: 66 KiB, or 2 MiB of address space with receive offload (of which
/// only what was written to is resident).
#[derive(Debug, Default)]
pub struct RecvBatch {
    pub(super) arena: Vec<u8>,
    pub(super) slot: usize,
    /// Parts at most, where the owner wants fewer than there can be.
    parts: Option<usize>,
    pub(super) messages: Vec<Message>,
    pub(super) counters: RecvCounters,
}

/// What is in one part of the arena.
#[derive(Clone, Copy, Debug)]
pub(super) struct Message {
    pub(super) from: SocketAddr,
    pub(super) len: usize,
    pub(super) segment: usize,
}

#[cfg(target_os = "linux")]
impl Message {
    /// A message that was cut or came from nowhere counts as one over-long datagram.
    pub(super) fn new(received: crate::sys::Received) -> Self {
        let crate::sys::Received { from, len, truncated, segment } = received;
        match from {
            Some(from) if !truncated => Self { from: canonical(from), len, segment: segment.map_or(len, usize::from) },
            _ => Self { from: NOWHERE, len: usize::MAX, segment: 0 },
        }
    }
}

/// Sender of a message that is passed over.
#[cfg(target_os = "linux")]
const NOWHERE: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::UNSPECIFIED), 0);

/// What happened while receiving.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RecvCounters {
    /// System calls that brought something.
    pub calls: u64,
    /// Datagrams handed on.
    pub datagrams: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Datagrams without a byte, passed over.
    pub empty: u64,
    /// Datagrams longer than [`MAX_DATAGRAM`] or without a usable sender, passed over.
    pub unusable: u64,
    /// Errors that the network caused (ICMP and the like), passed over.
    pub errors: u64,
}

impl RecvBatch {
    /// An empty batch. It takes its memory when it is first used.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty batch with room for `count` messages only, and memory accordingly: 64 KiB for each with receive offload. For
    /// programs that have many sockets, or little to receive.
    #[must_use]
    pub fn with_messages(count: usize) -> Self {
        Self { parts: Some(count.max(1)), ..Self::default() }
    }

    /// The datagrams of the last [`recv_batch`](crate::UdpSocket::recv_batch), each to be handled in place.
    pub fn datagrams(&mut self) -> Datagrams<'_> {
        Datagrams {
            messages: self.messages.iter(),
            slots: self.arena.chunks_mut(self.slot.max(1)),
            current: None,
            counters: &mut self.counters,
        }
    }

    /// Whether the last [`recv_batch`](crate::UdpSocket::recv_batch) filled it, so that more may wait.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.messages.len().saturating_mul(self.slot) >= self.arena.len()
    }

    /// What happened since the batch was made.
    #[must_use]
    pub fn counters(&self) -> RecvCounters {
        self.counters
    }

    /// Forgets the last batch and makes sure that the arena has `count` parts of `slot` bytes.
    pub(super) fn prepare(&mut self, count: usize, slot: usize) {
        self.messages.clear();
        if self.slot != slot {
            self.slot = slot;
            self.arena = vec![0; self.parts.map_or(count, |parts| parts.min(count)).saturating_mul(slot)];
        }
    }
}

/// Iterator over the datagrams of a batch.
#[derive(Debug)]
pub struct Datagrams<'a> {
    messages: slice::Iter<'a, Message>,
    slots: ChunksMut<'a, u8>,
    current: Option<(SocketAddr, ChunksMut<'a, u8>)>,
    counters: &'a mut RecvCounters,
}

impl<'a> Datagrams<'a> {
    fn next_raw(&mut self) -> Option<(SocketAddr, &'a mut [u8])> {
        loop {
            if let Some((from, segments)) = &mut self.current
                && let Some(segment) = segments.next()
            {
                return Some((*from, segment));
            }
            let message = self.messages.next()?;
            let slot = self.slots.next()?;
            match slot.get_mut(..message.len) {
                Some([]) => self.counters.empty = self.counters.empty.saturating_add(1),
                Some(bytes) => self.current = Some((message.from, bytes.chunks_mut(message.segment.max(1)))),
                None => self.counters.unusable = self.counters.unusable.saturating_add(1),
            }
        }
    }
}

impl<'a> Iterator for Datagrams<'a> {
    type Item = (SocketAddr, &'a mut [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let (from, bytes) = self.next_raw()?;
            if bytes.len() > MAX_DATAGRAM {
                self.counters.unusable = self.counters.unusable.saturating_add(1);
                continue;
            }
            self.counters.datagrams = self.counters.datagrams.saturating_add(1);
            self.counters.bytes = self.counters.bytes.saturating_add(bytes.len() as u64);
            return Some((from, bytes));
        }
    }
}
