use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::time::Duration;

use toxcore_sansio::{Instant, StreamId};

/// The deadlines of all links.
///
/// A link that only moves its deadline into the future costs nothing here: its entry is looked at when it comes up and
/// put back. An entry that a link no longer counts on is dropped when it comes up. Coarse deadlines are rounded up to whole seconds, so that thousands of links do not wake the node thousands
/// of times.
#[derive(Debug, Default)]
pub(crate) struct Deadlines {
    heap: BinaryHeap<Reverse<(Instant, StreamId)>>,
}

impl Deadlines {
    /// Looks at `link` again at `at`.
    pub(crate) fn push(&mut self, at: Instant, link: StreamId) {
        self.heap.push(Reverse((at, link)));
    }

    /// The next moment at which a link may be due.
    pub(crate) fn next(&self) -> Option<Instant> {
        self.heap.peek().map(|Reverse((at, _))| *at)
    }

    /// Takes an entry that has come up: when it was set for, and whose it is.
    pub(crate) fn pop_due(&mut self, now: Instant) -> Option<(Instant, StreamId)> {
        if self.next()? > now {
            return None;
        }
        self.heap.pop().map(|Reverse(entry)| entry)
    }

    /// Drops the entries of links that are gone once they outnumber the `links` that exist.
    pub(crate) fn tidy(&mut self, links: usize, exists: impl Fn(StreamId) -> bool) {
        if self.heap.len() > links.saturating_mul(2).saturating_add(SLACK) {
            self.heap.retain(|Reverse((_, link))| exists(*link));
        }
    }
}

/// Entries of links that are gone which are not worth a tidy-up. Our choice: 100 kB.
const SLACK: usize = 4_096;

/// `at`, rounded up to a whole second.
pub(crate) fn coarse(at: Instant) -> Instant {
    let since = at.since_origin();
    if since.subsec_nanos() == 0 {
        return at;
    }
    Instant::from_origin(Duration::from_secs(since.as_secs().saturating_add(1)))
}
