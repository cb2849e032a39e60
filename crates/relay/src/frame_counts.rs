//! How many frames of which kind went over links.

use std::array;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Frames and bytes of all links of one owner, per direction and kind, also of links that have ended.
///
/// The kind is the first byte of what a frame carries. Handshakes are no frames. Every link adds to the same figures, and
/// nothing is decided by them.
#[derive(Clone)]
pub struct FrameCounts {
    counters: Arc<[[Counter; KINDS]; 2]>,
}

/// Which way a frame went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FrameDirection {
    /// From us.
    Sent,
    /// To us.
    Received,
}

/// One figure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FrameCount {
    /// Frames.
    pub frames: u64,
    /// Bytes: of a frame that was sent as it is on the wire, of one that was received what it carried.
    pub bytes: u64,
}

#[derive(Default)]
struct Counter {
    frames: AtomicU64,
    bytes: AtomicU64,
}

/// No frames.
impl Default for FrameCounts {
    fn default() -> Self {
        Self::new()
    }
}

impl FrameCounts {
    pub(crate) fn new() -> Self {
        Self { counters: Arc::new(array::from_fn(|_| array::from_fn(|_| Counter::default()))) }
    }

    /// Frames of one kind.
    #[must_use]
    pub fn of_kind(&self, direction: FrameDirection, kind: u8) -> FrameCount {
        self.counter(direction, kind).map(Counter::get).unwrap_or_default()
    }

    /// Frames of the kinds in a range, all of them for `0..=255`.
    #[must_use]
    pub fn of_kinds(&self, direction: FrameDirection, kinds: impl IntoIterator<Item = u8>) -> FrameCount {
        kinds.into_iter().map(|kind| self.of_kind(direction, kind)).fold(FrameCount::default(), |sum, count| {
            FrameCount { frames: sum.frames.saturating_add(count.frames), bytes: sum.bytes.saturating_add(count.bytes) }
        })
    }

    /// Counts a frame by its first byte inside.
    pub(crate) fn count(&self, direction: FrameDirection, kind: u8, bytes: usize) {
        if let Some(counter) = self.counter(direction, kind) {
            counter.frames.fetch_add(1, Ordering::Relaxed);
            counter.bytes.fetch_add(bytes as u64, Ordering::Relaxed);
        }
    }

    fn counter(&self, direction: FrameDirection, kind: u8) -> Option<&Counter> {
        let [sent, received] = &*self.counters;
        match direction {
            FrameDirection::Sent => sent,
            FrameDirection::Received => received,
        }
        .get(usize::from(kind))
    }
}

impl Counter {
    fn get(&self) -> FrameCount {
        FrameCount { frames: self.frames.load(Ordering::Relaxed), bytes: self.bytes.load(Ordering::Relaxed) }
    }
}

/// The totals only.
impl fmt::Debug for FrameCounts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FrameCounts")
            .field("sent", &self.of_kinds(FrameDirection::Sent, 0..=u8::MAX))
            .field("received", &self.of_kinds(FrameDirection::Received, 0..=u8::MAX))
            .finish()
    }
}

/// Kinds that a byte can name.
const KINDS: usize = 256;
