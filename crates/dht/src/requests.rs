use std::collections::VecDeque;
use std::time::Duration;

use toxcore_sansio::{Instant, Rng};
use toxcore_wire::{NodeInfo, RequestId};

/// How long an answer is waited for. Protocol: dht, Requests and answers.
pub const REQUEST_TIMEOUT: Duration = Duration::from_secs(5);

/// Requests that were sent and not answered yet.
///
/// An answer counts if it carries the random number of a request, comes within [`REQUEST_TIMEOUT`] from the key and the
/// address that were asked, and is the first. The numbers end in the position in the table, so that finding one
/// needs no search; when the table is full the oldest request is given up.
#[derive(Debug)]
pub(crate) struct RequestTable<T, const N: usize> {
    /// In the order of sending, without gaps; answered ones are `None`.
    sent: VecDeque<Option<Sent<T>>>,
    /// Number of requests sent before the first one in `sent`.
    first: u64,
}

#[derive(Debug)]
struct Sent<T> {
    id: u64,
    to: NodeInfo,
    at: Instant,
    what: T,
}

impl<T: Copy + PartialEq, const N: usize> RequestTable<T, N> {
    /// Positions are the low bits of a number.
    const SIZE: u64 = {
        assert!(N.is_power_of_two());
        N as u64
    };

    pub(crate) const fn new() -> Self {
        Self { sent: VecDeque::new(), first: 0 }
    }

    /// Notes a request that is being sent, and gives it its number.
    pub(crate) fn add(&mut self, to: NodeInfo, what: T, now: Instant, rng: &mut Rng) -> RequestId {
        self.expire(now);
        if self.sent.len() >= N {
            self.pop_front();
        }
        let position = (self.first + self.sent.len() as u64) % Self::SIZE;
        let id = (rng.public_u64() & !(Self::SIZE - 1)) | position;
        self.sent.push_back(Some(Sent { id, to, at: now, what }));
        RequestId::from_u64(id)
    }

    /// Takes the request for `what` that this is the answer to.
    pub(crate) fn answered(&mut self, id: RequestId, from: &NodeInfo, what: T, now: Instant) -> Option<()> {
        self.take(id, now, |sent| sent.to == *from && sent.what == what)
    }

    fn take(&mut self, id: RequestId, now: Instant, expected: impl Fn(&Sent<T>) -> bool) -> Option<()> {
        let id = id.to_u64();
        let position = (id % Self::SIZE).wrapping_sub(self.first) % Self::SIZE;
        let slot = self.sent.get_mut(usize::try_from(position).ok()?)?;
        let valid = |s: &mut Sent<T>| s.id == id && expected(s) && now.saturating_since(s.at) < REQUEST_TIMEOUT;
        slot.take_if(valid).map(|_| ())
    }

    fn expire(&mut self, now: Instant) {
        let over = |s: &Sent<T>| now.saturating_since(s.at) >= REQUEST_TIMEOUT;
        while self.sent.front().is_some_and(|s| s.as_ref().is_none_or(over)) {
            self.pop_front();
        }
    }

    fn pop_front(&mut self) {
        self.sent.pop_front();
        self.first = self.first.wrapping_add(1);
    }
}

#[cfg(test)]
mod tests;
