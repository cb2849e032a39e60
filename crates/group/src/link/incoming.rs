//! Lossless packets of one member: their order, and what of them is missing.

use std::collections::VecDeque;
use std::time::Duration;

use toxcore_sansio::Instant;
use toxcore_wire::group::{LOSSLESS_WINDOW, LosslessKind};

pub(crate) use self::reassembly::Part;
use self::reassembly::Reassembly;
use crate::secret::PlainBytes;

mod reassembly;

/// What arrived in one session.
#[derive(Debug)]
pub(crate) struct Incoming {
    /// Id of the last packet that was handled.
    received: u64,
    /// What came too early; the first slot is of the packet behind the next one, except between
    /// [`advance`](Self::advance) and [`next_early`](Self::next_early), when it is of the next one.
    early: VecDeque<Option<Early>>,
    /// Of their data.
    early_bytes: usize,
    reassembly: Reassembly,
    /// When the next packet is asked for, while later ones wait for it.
    ask_at: Option<Instant>,
}

#[derive(Debug)]
struct Early {
    kind: LosslessKind,
    data: PlainBytes,
}

/// Where a packet stands in the order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// It is to be handled now.
    Next,
    /// It was handled before, and is only confirmed again.
    Before,
    /// An earlier one is missing.
    Early,
    /// So far ahead that nobody who keeps to the window sends it.
    TooFar,
}

impl Incoming {
    /// Nothing received behind the handshake packet with this id.
    pub(crate) fn new(received: u64) -> Self {
        Self { received, early: VecDeque::new(), early_bytes: 0, reassembly: Reassembly::default(), ask_at: None }
    }

    /// Where a packet stands.
    pub(crate) fn place(&self, id: u64) -> Place {
        match id.checked_sub(self.received) {
            None | Some(0) => Place::Before,
            Some(1) => Place::Next,
            Some(ahead) if ahead < LOSSLESS_WINDOW as u64 => Place::Early,
            Some(_) => Place::TooFar,
        }
    }

    /// Whether it is newer than all that came.
    pub(crate) fn is_newest(&self, id: u64) -> bool {
        let behind = if self.early.is_empty() { 0 } else { 1 + self.early.len() as u64 };
        id > self.received.saturating_add(behind)
    }

    /// The next packet is being handled. [`next_early`](Self::next_early) follows until it has nothing.
    pub(crate) const fn advance(&mut self) {
        self.received += 1;
    }

    /// Counts everything up to `id` as received, which a handshake tells. If it returns `true`,
    /// [`next_early`](Self::next_early) follows until it has nothing.
    pub(crate) fn skip_to(&mut self, id: u64) -> bool {
        let behind = self.received < id;
        while self.received < id {
            self.received += 1;
            if self.received < id {
                self.take_slot();
            }
        }
        behind
    }

    /// Keeps a packet that came too early, if all of them and the places between them take no more than `most` bytes. Returns whether it
    /// did not have it.
    pub(crate) fn keep(&mut self, now: Instant, id: u64, kind: LosslessKind, data: &[u8], most: usize) -> bool {
        let Some(slot) = id.checked_sub(self.received + 2).and_then(|slot| usize::try_from(slot).ok()) else {
            return false;
        };
        let taken = self.early.get(slot).is_some_and(Option::is_some);
        self.ask_at = Some(self.ask_at.unwrap_or(now + REORDER_PATIENCE));
        if taken || slot >= LOSSLESS_WINDOW {
            return false;
        }
        let places = self.early.len().max(slot + 1);
        if self.early_bytes + data.len() + places * EARLY_OVERHEAD > most {
            return false;
        }
        if self.early.len() <= slot {
            self.early.resize_with(slot + 1, || None);
        }
        if let Some(place) = self.early.get_mut(slot) {
            *place = Some(Early { kind, data: PlainBytes::new(kind, data.into()) });
            self.early_bytes += data.len();
        }
        true
    }

    /// Takes the packet that follows the last handled one, if it came before. It counts as handled.
    pub(crate) fn next_early(&mut self) -> Option<(u64, LosslessKind, PlainBytes)> {
        let early = self.take_slot()?;
        self.received += 1;
        Some((self.received, early.kind, early.data))
    }

    /// Feeds a fragment of a packet of at most so many bytes.
    pub(crate) fn part(&mut self, data: &[u8], most: usize) -> Part {
        self.reassembly.push(data, most)
    }

    /// A packet that is no fragment came between fragments, which nobody sends. Returns whether there were any.
    pub(crate) fn interrupt(&mut self) -> bool {
        self.reassembly.reset()
    }

    /// Takes the ids that are to be asked for now, at most [`ASK_AT_ONCE`] of them.
    pub(crate) fn ask(&mut self, now: Instant, pause: Duration) -> impl Iterator<Item = u64> + use<> {
        let due = self.ask_at.is_some_and(|at| at <= now);
        let mut ids = [None; ASK_AT_ONCE];
        if due {
            let next = self.received + 1;
            let gaps = self.early.iter().enumerate().filter(|(_, early)| early.is_none());
            let gaps = gaps.map(|(slot, _)| next + 1 + slot as u64);
            for (place, id) in ids.iter_mut().zip(std::iter::once(next).chain(gaps)) {
                *place = Some(id);
            }
            self.ask_at = Some(now + pause);
        }
        ids.into_iter().flatten()
    }

    /// When [`ask`](Self::ask) is useful next.
    pub(crate) const fn poll_timeout(&self) -> Option<Instant> {
        self.ask_at
    }

    /// After packets were handled: nothing is missing, or something else.
    pub(crate) fn settle(&mut self, now: Instant) {
        if self.early.is_empty() {
            self.ask_at = None;
            self.early.shrink_to(KEEP_SLOTS);
        } else if self.ask_at.is_some_and(|at| at > now + REORDER_PATIENCE) {
            self.ask_at = Some(now + REORDER_PATIENCE);
        }
    }

    fn take_slot(&mut self) -> Option<Early> {
        let early = self.early.pop_front()??;
        self.early_bytes = self.early_bytes.saturating_sub(early.data.len());
        Some(early)
    }
}

/// How long a packet may be missing before it is asked for: most were overtaken only. Our choice.
const REORDER_PATIENCE: Duration = Duration::from_millis(20);
/// Packets that are asked for at once. Our choice.
pub(crate) const ASK_AT_ONCE: usize = 8;
/// What a place takes beside the data of its packet.
const EARLY_OVERHEAD: usize = size_of::<Option<Early>>();
/// Slots kept when nothing waits.
const KEEP_SLOTS: usize = 8;

#[cfg(test)]
mod tests;
