//! Finished packets that the owner has not taken yet.

use std::collections::VecDeque;

use toxcore_sansio::Usual;

use super::limits::MAX_OUTBOX_PACKETS;
use super::{Target, Transmission};

/// A bounded queue in one arena. When it is full, packets are dropped as a network drops them.
#[derive(Debug, Default)]
pub(crate) struct Outbox {
    arena: Vec<u8>,
    taken: usize,
    queue: VecDeque<(Target, usize)>,
    usual: Usual,
}

impl Outbox {
    /// Appends a packet once for each target: `write` appends its bytes to the buffer, or nothing.
    pub(crate) fn push(&mut self, targets: impl IntoIterator<Item = Target>, write: impl FnOnce(&mut Vec<u8>)) {
        let mut targets = targets.into_iter();
        let Some(first) = targets.next().filter(|_| self.has_room()) else { return };
        let start = self.arena.len();
        write(&mut self.arena);
        let end = self.arena.len();
        if end == start {
            return;
        }
        self.queue.push_back((first, end - start));
        for target in targets {
            if self.has_room() {
                self.arena.extend_from_within(start..end);
                self.queue.push_back((target, end - start));
            }
        }
    }

    /// Moves the next run of equal-sized packets for one target into `buf`; the last may be shorter.
    pub(crate) fn poll_transmit(&mut self, buf: &mut Vec<u8>) -> Option<Transmission> {
        let (to, segment) = self.queue.pop_front()?;
        let mut len = segment;
        while self.queue.front() == Some(&(to, segment)) && len + segment <= MAX_RUN {
            self.queue.pop_front();
            len += segment;
        }
        if let Some(&(_, last)) = self.queue.front().filter(|(target, len)| *target == to && *len < segment)
            && len + last <= MAX_RUN
        {
            self.queue.pop_front();
            len += last;
        }
        let end = self.taken + len;
        buf.extend_from_slice(self.arena.get(self.taken..end).unwrap_or_default());
        self.taken = end;
        if self.queue.is_empty() {
            let filled = self.arena.len();
            self.usual.clear(&mut self.arena, filled, KEEP_BYTES);
            self.queue.shrink_to(KEEP_PACKETS);
            self.taken = 0;
        }
        Some(Transmission { to, len, segment })
    }

    fn has_room(&self) -> bool {
        self.queue.len() < MAX_OUTBOX_PACKETS
    }
}

/// Longest run in bytes: what one system call may carry.
const MAX_RUN: usize = 60_000;
/// Most arena bytes kept for reuse.
const KEEP_BYTES: usize = 128 * 1024;
/// Places in the queue kept for reuse.
const KEEP_PACKETS: usize = 256;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_neighbours_make_a_run_and_each_target_gets_its_copy() {
        let [one, two] = [1, 2].map(|port| Target::Udp(([192, 0, 2, 1], port).into()));
        let mut outbox = Outbox::default();
        outbox.push([one], |buf| buf.extend([1; 5]));
        outbox.push([one, two], |buf| buf.extend([2; 5]));
        outbox.push([], |_| unreachable!("nobody gets it"));
        let mut buf = Vec::new();
        assert_eq!(outbox.poll_transmit(&mut buf), Some(Transmission { to: one, len: 10, segment: 5 }));
        assert_eq!(outbox.poll_transmit(&mut buf), Some(Transmission { to: two, len: 5, segment: 5 }));
        assert_eq!((outbox.poll_transmit(&mut buf), outbox.arena.len()), (None, 0));
        assert_eq!(buf, [[1; 5], [2; 5], [2; 5]].concat());
    }

    #[test]
    fn a_shorter_one_ends_a_run() {
        let [one, two] = [1, 2].map(|port| Target::Udp(([192, 0, 2, 1], port).into()));
        let mut outbox = Outbox::default();
        for (to, len) in [(one, 5), (one, 3), (one, 3), (two, 2), (one, 1)] {
            outbox.push([to], |buf| buf.extend(vec![0; len]));
        }
        let mut buf = Vec::new();
        let runs: Vec<_> = std::iter::from_fn(|| outbox.poll_transmit(&mut buf)).collect();
        let runs: Vec<_> = runs.iter().map(|run| (run.to, run.len, run.segment)).collect();
        assert_eq!(runs, [(one, 8, 5), (one, 3, 3), (two, 2, 2), (one, 1, 1)]);
        assert_eq!(buf.len(), 14);
    }
}
