use std::collections::{HashMap, VecDeque};
use std::time::Duration;

use toxcore_crypto::CombinedKey;
use toxcore_sansio::{Instant, Rng};
use toxcore_wire::{NodeInfo, RequestId};

use super::friend::FriendSlot;
use super::group::Spot;
use super::paths::PathId;

/// Announce requests that wait for their answer.
#[derive(Debug, Default)]
pub(crate) struct PendingRequests {
    requests: HashMap<u64, Pending>,
    /// In the order of sending. Holds also those that were answered, until they are old.
    order: VecDeque<(Instant, u64)>,
    /// How many of them, from the front, were looked at when an answer was due.
    judged: usize,
}

/// One request.
#[derive(Clone, Debug)]
pub(crate) struct Pending {
    pub(crate) target: Target,
    pub(crate) node: NodeInfo,
    /// Opens the answer.
    pub(crate) key: CombinedKey,
    pub(crate) path: PathId,
    pub(crate) sent: Instant,
    /// The ping id that it carried.
    pub(crate) ping_id: Option<Box<[u8; 32]>>,
}

/// On whose behalf a request was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// To announce ourselves.
    Own,
    /// To find a friend.
    Friend(FriendSlot),
    /// To announce us as a member of a group and find others.
    Group(u32, Spot),
}

impl Target {
    /// Whether silence says that packets get lost. Nodes before 0.2.19 pass nothing on that concerns groups.
    pub(crate) const fn tells_of_network(self) -> bool {
        match self {
            Self::Own | Self::Friend(_) => true,
            Self::Group(..) => false,
        }
    }
}

impl PendingRequests {
    /// Notes a request and draws the id that its answer must bring back. The oldest is given up when there are too many.
    pub(crate) fn insert(&mut self, rng: &mut Rng, pending: Pending) -> RequestId {
        while self.order.len() >= MAX_PENDING {
            self.forget_oldest();
        }
        let mut id = rng.public_u64();
        while self.requests.contains_key(&id) {
            id = id.wrapping_add(1);
        }
        self.order.push_back((pending.sent, id));
        self.requests.insert(id, pending);
        RequestId::from_u64(id)
    }

    /// The live request with this id.
    pub(crate) fn get(&self, now: Instant, id: RequestId) -> Option<&Pending> {
        self.requests.get(&id.to_u64()).filter(|pending| now < pending.sent + LIFETIME)
    }

    /// Takes out a request that was answered.
    pub(crate) fn remove(&mut self, id: RequestId) {
        self.requests.remove(&id.to_u64());
    }

    /// Forgets what is too old for any answer. Returns how many requests have become so old meanwhile that none is expected, of
    /// those whose silence says something.
    pub(crate) fn expire(&mut self, now: Instant) -> usize {
        let mut silent = 0;
        while let Some((_, id)) = self.order.get(self.judged).filter(|(sent, _)| now >= *sent + ANSWER_EXPECTED) {
            silent += usize::from(self.requests.get(id).is_some_and(|pending| pending.target.tells_of_network()));
            self.judged += 1;
        }
        // Those in front that were answered are of no use any more.
        while let Some((sent, id)) = self.order.front() {
            if now < *sent + LIFETIME && self.requests.contains_key(id) {
                break;
            }
            self.forget_oldest();
        }
        self.give_back();
        silent
    }

    /// Gives back the memory of a burst.
    fn give_back(&mut self) {
        let used = (2 * self.requests.len()).max(KEEP_CAPACITY);
        if self.requests.capacity() > 4 * used {
            self.requests.shrink_to(used);
        }
        let used = (2 * self.order.len()).max(KEEP_CAPACITY);
        if self.order.capacity() > 4 * used {
            self.order.shrink_to(used);
        }
    }

    pub(crate) fn clear(&mut self) {
        *self = Self::default();
    }

    fn forget_oldest(&mut self) {
        if let Some((_, id)) = self.order.pop_front() {
            self.judged = self.judged.saturating_sub(1);
            self.requests.remove(&id);
        }
    }
}

/// Time for which an answer is awaited. Chapter onion, client: Requests.
pub(crate) const LIFETIME: Duration = Duration::from_secs(10);
/// Time after which hardly any answer comes any more. Our choice: the round trip of most paths, several times.
const ANSWER_EXPECTED: Duration = Duration::from_secs(2);
/// Requests that may wait. Our choice: five seconds of the whole budget; answers that are late by more are rare.
pub(crate) const MAX_PENDING: usize = 2_048;
/// Requests for which there is always room.
const KEEP_CAPACITY: usize = 32;

#[cfg(test)]
mod tests;
