//! What was said to members before their links ended, said again.

use std::collections::VecDeque;
use std::time::Duration;

use toxcore_sansio::Instant;

use super::Target;
use super::limits::{LAST_WORDS_PAUSES, MAX_LAST_WORDS};
use super::outbox::Outbox;

/// Finished packets that wait for their further copies. Nobody is there any more to hear whether one has arrived.
#[derive(Debug, Default)]
pub(crate) struct LastWords {
    /// By how many copies went out, each in order of time.
    waiting: [VecDeque<Word>; LAST_WORDS_PAUSES.len()],
}

#[derive(Debug)]
struct Word {
    at: Instant,
    to: Target,
    packet: Box<[u8]>,
}

impl LastWords {
    /// A packet went out. Relays lose none, and are left with the link, so that only UDP packets are sent again.
    pub(crate) fn said(&mut self, now: Instant, to: Target, packet: &[u8]) {
        let count: usize = self.waiting.iter().map(VecDeque::len).sum();
        if let (Target::Udp(_), [first, ..]) = (to, &mut self.waiting)
            && count < MAX_LAST_WORDS
        {
            first.push_back(Word { at: after(now, 0), to, packet: packet.into() });
        }
    }

    /// Sends the copies that are due.
    pub(crate) fn handle_timeout(&mut self, now: Instant, outbox: &mut Outbox) {
        for copy in 0..self.waiting.len() {
            while let Some(word) = self.waiting.get_mut(copy).and_then(|queue| take_due(queue, now)) {
                outbox.push([word.to], |out| out.extend_from_slice(&word.packet));
                if let Some(next) = self.waiting.get_mut(copy + 1) {
                    next.push_back(Word { at: after(now, copy + 1), ..word });
                }
            }
        }
    }

    /// When [`handle_timeout`](Self::handle_timeout) is useful next.
    pub(crate) fn poll_timeout(&self) -> Option<Instant> {
        self.waiting.iter().filter_map(|queue| queue.front()).map(|word| word.at).min()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.waiting.iter().all(VecDeque::is_empty)
    }
}

fn take_due(queue: &mut VecDeque<Word>, now: Instant) -> Option<Word> {
    queue.front().filter(|word| word.at <= now)?;
    queue.pop_front()
}

/// When the next copy follows the one that goes out now.
fn after(now: Instant, copy: usize) -> Instant {
    now + LAST_WORDS_PAUSES.get(copy).copied().unwrap_or(Duration::ZERO)
}
