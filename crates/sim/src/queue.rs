use std::cmp::Ordering;
use std::collections::BinaryHeap;

use crate::pool::PacketId;

/// Something that will happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Event {
    /// A datagram reaches the network of its destination.
    Arrive(PacketId),
    /// A datagram has passed the last link.
    Deliver(PacketId, u32),
    /// The moment for which a host asked.
    Timeout(u32),
    /// Something happens to one end of a TCP connection.
    Stream { connection: u32, side: Side, step: Step },
    /// A part of the scenario runs.
    Script(u32),
}

/// One end of a TCP connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Client,
    Server,
}

impl Side {
    pub(crate) fn other(self) -> Self {
        match self {
            Self::Client => Self::Server,
            Self::Server => Self::Client,
        }
    }
}

/// What happens to the end of a TCP connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// The request to connect arrives (server side).
    Syn,
    /// The answer to it arrives (client side).
    Answer,
    /// Bytes arrive.
    Data,
    /// The other end read something: there is room to write.
    Room,
    /// The other end's last byte has arrived before.
    Fin,
}

/// Events in the order of their time; those of the same time in the order in which they were put in.
#[derive(Debug, Default)]
pub(crate) struct Queue {
    heap: BinaryHeap<Entry>,
    pushed: u64,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    at: u64,
    order: u64,
    event: Event,
}

impl Queue {
    pub(crate) fn push(&mut self, at: u64, event: Event) {
        self.heap.push(Entry { at, order: self.pushed, event });
        self.pushed += 1;
    }

    /// Takes the first event if it is due at `until`.
    pub(crate) fn pop(&mut self, until: u64) -> Option<(u64, Event)> {
        if self.heap.peek()?.at > until {
            return None;
        }
        self.heap.pop().map(|e| (e.at, e.event))
    }

    pub(crate) fn len(&self) -> usize {
        self.heap.len()
    }
}

impl Entry {
    fn key(&self) -> u128 {
        u128::from(self.at) << 64 | u128::from(self.order)
    }
}

impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for Entry {}

impl PartialOrd for Entry {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Entry {
    /// Reversed: the heap gives its greatest entry first, and the earliest is wanted.
    fn cmp(&self, other: &Self) -> Ordering {
        other.key().cmp(&self.key())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_time_then_by_order_of_entry() {
        let mut queue = Queue::default();
        for (at, n) in [(5, 0), (3, 1), (5, 2), (4, 3), (3, 4)] {
            queue.push(at, Event::Timeout(n));
        }
        let order: Vec<_> = std::iter::from_fn(|| queue.pop(4)).collect();
        let expected = [(3, 1), (3, 4), (4, 3)].map(|(at, n)| (at, Event::Timeout(n)));
        assert_eq!(order, expected);
        assert_eq!(queue.len(), 2);
        assert_eq!(queue.pop(u64::MAX), Some((5, Event::Timeout(0))));
    }

    #[test]
    fn an_entry_is_small() {
        assert!(size_of::<Entry>() <= 32, "{}", size_of::<Entry>());
    }
}
