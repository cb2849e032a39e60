//! What all connections of one machine share: outputs, buffers, and packets that are complete already.

use std::collections::VecDeque;

use crate::pool::BufferPool;
use crate::{ConnectionId, MAX_ANSWERS, Output, Target, Transmission};

#[derive(Debug, Default)]
pub(crate) struct Shared {
    pub(crate) outputs: VecDeque<Output>,
    pub(crate) pool: BufferPool,
    /// Packets out of receive buffers that outputs name.
    stored: Vec<Vec<u8>>,
    answers: VecDeque<(Target, Vec<u8>)>,
    dropped: u64,
    pub(crate) last_run: Run,
}

/// What the last run was made of, in case that its target refuses a part of it.
#[derive(Debug, Default)]
pub(crate) struct Run {
    pub(crate) to: Option<(ConnectionId, Target)>,
    pub(crate) packets: Vec<Sent>,
    pub(crate) segment: usize,
}

/// One packet of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sent {
    /// A cookie request or handshake.
    Attempt,
    Request,
    Lossy,
    Lossless(u32),
}

impl Shared {
    /// Begins a new input: payloads of the last one are no longer needed.
    pub(crate) fn next_input(&mut self) {
        for buffer in self.stored.drain(..) {
            self.pool.recycle(buffer);
        }
    }

    /// Keeps a payload until the next input.
    pub(crate) fn store(&mut self, data: Vec<u8>) -> usize {
        self.stored.push(data);
        self.stored.len() - 1
    }

    pub(crate) fn stored(&self, slot: usize) -> Option<&[u8]> {
        self.stored.get(slot).map(Vec::as_slice)
    }

    /// Whether another packet can wait.
    pub(crate) fn has_room(&self) -> bool {
        self.answers.len() < MAX_ANSWERS
    }

    /// Queues a finished packet, or drops and counts it.
    pub(crate) fn answer(&mut self, to: Target, packet: &[u8]) {
        if self.has_room() {
            let packet = self.pool.copy(packet);
            self.answers.push_back((to, packet));
        } else {
            self.drop_packets(1);
        }
    }

    /// Moves the next finished packets of one size to one target into `buf`.
    pub(crate) fn poll_transmit(&mut self, buf: &mut Vec<u8>) -> Option<Transmission> {
        self.last_run.clear();
        let (to, packet) = self.answers.pop_front()?;
        let segment = packet.len();
        buf.extend_from_slice(&packet);
        self.pool.recycle(packet);
        let mut len = segment;
        while len + segment <= MAX_RUN_BYTES
            && self.answers.front().is_some_and(|(t, p)| *t == to && p.len() == segment)
        {
            let Some((_, packet)) = self.answers.pop_front() else { break };
            buf.extend_from_slice(&packet);
            self.pool.recycle(packet);
            len += segment;
        }
        Some(Transmission { to, len, segment })
    }

    /// Counts packets that were complete and went nowhere.
    pub(crate) fn drop_packets(&mut self, count: u64) {
        self.dropped = self.dropped.saturating_add(count);
    }

    pub(crate) fn dropped(&self) -> u64 {
        self.dropped
    }
}

impl Run {
    pub(crate) fn clear(&mut self) {
        self.to = None;
        self.packets.clear();
    }
}

/// Longest run in bytes: what one send with segmentation offload may carry.
pub(crate) const MAX_RUN_BYTES: usize = 60_000;
