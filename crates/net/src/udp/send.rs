//! Datagrams on their way out, and how far they got.

use std::net::SocketAddr;

use toxcore_sansio::{Transmit, Usual};

use crate::address::{Family, for_socket};

/// Bytes collected before they are sent. Our choice: several full batches, and small enough to stay in the cache.
const MAX_BYTES: usize = 256 * 1024;
/// Runs collected before they are sent. Our choice: four system calls at [`MAX_BYTES`] of small packets.
const MAX_RUNS: usize = 1024;
/// Datagrams that the kernel cuts out of one message at most (`UDP_MAX_SEGMENTS` of the first kernels that had it).
const MAX_SEGMENTS: usize = 64;
/// Bytes of one message at most: 65,507 fit an IPv4 datagram; a little below leaves room for IP options.
const MAX_MESSAGE: usize = 65_000;

/// Bytes of a small datagram, by which the size of the buffer says for how many runs there is room.
const SMALL_DATAGRAM: usize = 64;

/// Outgoing datagrams in one buffer, and how much of them was sent.
#[derive(Debug, Default)]
pub struct SendBatch {
    bytes: Vec<u8>,
    runs: Vec<Transmit>,
    /// First run that is not sent completely, where its bytes end, and where its unsent bytes start.
    next: usize,
    start: usize,
    sent_of_run: usize,
    /// The current run goes out one datagram at a time.
    plain_run: bool,
    counters: SendCounters,
    usual: Usual,
}

/// What happened while sending.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SendCounters {
    /// System calls that sent something.
    pub calls: u64,
    /// Datagrams sent.
    pub datagrams: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Passed over: longer than the way to the destination allows.
    pub too_long: u64,
    /// Passed over: no way to the destination, or none for its address family.
    pub unreachable: u64,
    /// Passed over: forbidden by the system (packet filter).
    pub forbidden: u64,
    /// Passed over for another reason.
    pub failed: u64,
    /// Times that the socket's buffer was full.
    pub blocked: u64,
}

/// What became of a [`SendBatch`].
#[must_use]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SendStatus {
    /// Everything was sent or passed over; the batch is empty.
    Done,
    /// The socket takes no more for now; the batch keeps the rest. Try again when the socket is writable.
    Blocked,
}

/// A message for the kernel: part of a run, of `segment`-sized datagrams.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unit {
    pub(super) to: SocketAddr,
    pub(super) start: usize,
    pub(super) len: usize,
    pub(super) segment: usize,
    pub(super) run: usize,
}

impl Unit {
    fn datagrams(&self) -> usize {
        self.len.div_ceil(self.segment.max(1))
    }

    /// The segment size to tell the kernel, if there is something to cut.
    pub(super) fn gso_segment(&self) -> Option<u16> {
        if self.len > self.segment { u16::try_from(self.segment).ok() } else { None }
    }
}

impl SendBatch {
    /// An empty batch.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes runs from `poll`, which appends their bytes to the buffer, until it has none or the batch is full. `true` if it
    /// became full, so that `poll` may have more.
    pub fn fill(&mut self, mut poll: impl FnMut(&mut Vec<u8>) -> Option<Transmit>) -> bool {
        while self.bytes.len() < MAX_BYTES && self.runs.len() < MAX_RUNS {
            let before = self.bytes.len();
            let Some(run) = poll(&mut self.bytes) else { return false };
            let len = self.bytes.len().saturating_sub(before);
            debug_assert_eq!(run.len, len, "a run says how many bytes were appended");
            self.runs.push(Transmit { len, segment: run.segment.clamp(1, len.max(1)), ..run });
        }
        true
    }

    /// Appends one datagram.
    pub fn push(&mut self, to: SocketAddr, datagram: &[u8]) {
        self.bytes.extend_from_slice(datagram);
        self.runs.push(Transmit { to, len: datagram.len(), segment: datagram.len().max(1) });
    }

    /// Whether nothing is left to send.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.next >= self.runs.len()
    }

    /// What happened since the batch was made.
    #[must_use]
    pub fn counters(&self) -> SendCounters {
        self.counters
    }

    /// Forgets everything that was not sent.
    pub fn clear(&mut self) {
        let filled = self.bytes.len();
        self.runs.clear();
        if self.usual.clear(&mut self.bytes, filled, MAX_BYTES) {
            self.runs.shrink_to(self.bytes.capacity() / SMALL_DATAGRAM);
        }
        (self.next, self.start, self.sent_of_run, self.plain_run) = (0, 0, 0, false);
    }

    pub(super) fn bytes_of(&self, unit: &Unit) -> &[u8] {
        self.bytes.get(unit.start..unit.start.saturating_add(unit.len)).unwrap_or_default()
    }

    /// The next messages, at most as many as `units` has places. Runs that this socket can never send are passed over.
    pub(super) fn next_units(&mut self, family: Family, gso: bool, units: &mut [Option<Unit>]) -> usize {
        self.pass_over_unsendable(family);
        let (mut count, mut start, mut sent, mut plain) = (0, self.start, self.sent_of_run, self.plain_run);
        for (run, transmit) in self.runs.iter().enumerate().skip(self.next) {
            let Some(to) = for_socket(family, transmit.to) else { break };
            while sent < transmit.len {
                let Some(place) = units.get_mut(count) else { return count };
                let most = if gso && !plain { largest_message(transmit.segment) } else { transmit.segment };
                let len = most.min(transmit.len - sent);
                *place = Some(Unit { to, start, len, segment: transmit.segment, run });
                (count, start, sent) = (count + 1, start + len, sent + len);
            }
            (sent, plain) = (0, false);
        }
        count
    }

    fn pass_over_unsendable(&mut self, family: Family) {
        while let Some(run) = self.runs.get(self.next) {
            let reachable = for_socket(family, run.to).is_some();
            if reachable && run.len > self.sent_of_run {
                return;
            }
            if !reachable {
                let lost = (run.len - self.sent_of_run).div_ceil(run.segment.max(1));
                self.counters.unreachable = self.counters.unreachable.saturating_add(lost as u64);
            }
            self.start += run.len - self.sent_of_run;
            self.end_run();
        }
    }

    fn end_run(&mut self) {
        self.next += 1;
        self.sent_of_run = 0;
        self.plain_run = false;
    }

    /// `units` went out.
    pub(super) fn sent<'a>(&mut self, units: impl Iterator<Item = &'a Unit>) {
        self.counters.calls = self.counters.calls.saturating_add(1);
        for unit in units {
            self.counters.datagrams = self.counters.datagrams.saturating_add(unit.datagrams() as u64);
            self.counters.bytes = self.counters.bytes.saturating_add(unit.len as u64);
            self.advance(unit);
        }
    }

    /// `unit` cannot be sent, for a reason of its own.
    pub(super) fn failed(&mut self, unit: &Unit, why: Failure) {
        let counter = match why {
            Failure::TooLong => &mut self.counters.too_long,
            Failure::Unreachable => &mut self.counters.unreachable,
            Failure::Forbidden => &mut self.counters.forbidden,
            Failure::Other => &mut self.counters.failed,
        };
        *counter = counter.saturating_add(unit.datagrams() as u64);
        self.advance(unit);
    }

    /// The run that `unit` belongs to goes out one datagram at a time.
    pub(super) fn send_plainly(&mut self) {
        self.plain_run = true;
    }

    pub(super) fn blocked(&mut self) {
        self.counters.blocked = self.counters.blocked.saturating_add(1);
    }

    fn advance(&mut self, unit: &Unit) {
        while self.next < unit.run {
            self.end_run();
        }
        self.start = unit.start.saturating_add(unit.len);
        self.sent_of_run = self.sent_of_run.saturating_add(unit.len);
        if self.runs.get(self.next).is_some_and(|run| self.sent_of_run >= run.len) {
            self.end_run();
        }
    }
}

/// Why one datagram was passed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Failure {
    TooLong,
    Unreachable,
    Forbidden,
    Other,
}

/// Bytes of `segment`-sized datagrams that fit one message with segmentation offload.
fn largest_message(segment: usize) -> usize {
    segment.saturating_mul((MAX_MESSAGE / segment.max(1)).clamp(1, MAX_SEGMENTS))
}

#[cfg(test)]
mod tests;
