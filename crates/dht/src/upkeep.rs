use std::time::Duration;

use toxcore_crypto::DhtPublicKey;
use toxcore_sansio::{Asker, Instant, Rng};
use toxcore_wire::NodeInfo;

use crate::candidates::Candidates;
use crate::contact::{Contact, Freshness};

/// Pause between two requests to a random good node of a list. Protocol: dht, Upkeep.
pub const RANDOM_INTERVAL: Duration = Duration::from_secs(20);
/// Random requests that a new list sends one second apart, so that it fills quickly. Protocol: dht, Upkeep.
pub const FAST_RANDOM_REQUESTS: u8 = 5;

/// A list of nodes around some key.
pub(crate) trait ContactList {
    /// All nodes, those nearest to the base key last.
    fn contacts(&self) -> impl Iterator<Item = &Contact>;

    /// The same, to change.
    fn contacts_mut(&mut self) -> impl Iterator<Item = &mut Contact>;

    /// When the next node that is not dead has to be checked, and whether there is a good one.
    fn outlook(&self, now: Instant) -> (Option<Instant>, bool) {
        let mut next: Option<Instant> = None;
        let mut any_good = false;
        for record in self.contacts().flat_map(Contact::records) {
            let freshness = record.freshness(now);
            if freshness != Freshness::Dead {
                next = earliest(next, Some(record.check_due()));
            }
            any_good |= freshness == Freshness::Good;
        }
        (next, any_good)
    }
}

/// What keeps a list alive: candidates to ask, regular checks of its nodes, and requests to random ones.
///
/// Protocol: dht, Upkeep.
#[derive(Debug)]
pub(crate) struct Upkeep {
    pub(crate) candidates: Candidates,
    randoms_sent: u8,
    last_random: Option<Instant>,
    /// When [`Upkeep::run`] is due, candidates apart.
    due: Option<Instant>,
}

impl Upkeep {
    pub(crate) const fn new(base: DhtPublicKey, candidates_per_second: usize) -> Self {
        Self { candidates: Candidates::new(base, candidates_per_second), randoms_sent: 0, last_random: None, due: None }
    }

    /// Appends the nodes that must be asked for the base key now, and returns the one whose turn came by chance.
    pub(crate) fn run(
        &mut self,
        list: &mut impl ContactList,
        now: Instant,
        rng: &mut Rng,
        asks: &mut Vec<NodeInfo>,
    ) -> Option<NodeInfo> {
        check_due(list, now, asks);
        let is_random_due = self.random_due().is_none_or(|due| due <= now);
        let random = if is_random_due { random_good(list, now, rng) } else { None };
        if random.is_some() {
            self.last_random = Some(now);
            self.randoms_sent = self.randoms_sent.saturating_add(1).min(FAST_RANDOM_REQUESTS);
        }
        let (check, any_good) = list.outlook(now);
        let random_due = self.random_due().filter(|_| any_good);
        self.due = earliest(check, random_due).map(ceil_second);
        random
    }

    /// Whether the quick requests at the start are over.
    pub(crate) const fn is_settled(&self) -> bool {
        self.randoms_sent >= FAST_RANDOM_REQUESTS
    }

    /// Runs at `at` or before: something changed.
    pub(crate) fn wake_at(&mut self, at: Instant) {
        self.due = earliest(self.due, Some(at));
    }

    pub(crate) const fn due(&self) -> Option<Instant> {
        self.due
    }

    fn random_due(&self) -> Option<Instant> {
        let pause = if self.randoms_sent < FAST_RANDOM_REQUESTS { Duration::from_secs(1) } else { RANDOM_INTERVAL };
        self.last_random.map(|at| at + pause)
    }
}

/// A random good node, nearer ones rather. Random, so that nobody can tell whom we shall ask.
fn random_good(list: &impl ContactList, now: Instant, rng: &mut Rng) -> Option<NodeInfo> {
    let good: Vec<NodeInfo> = list
        .contacts()
        .filter_map(|c| c.address_for(Asker::Lan, now).map(|addr| NodeInfo { addr, key: c.key }))
        .collect();
    good.get(biased_to_end(good.len(), rng)).copied()
}

/// Appends every address that was not checked for [`CHECK_INTERVAL`](crate::CHECK_INTERVAL).
fn check_due(list: &mut impl ContactList, now: Instant, asks: &mut Vec<NodeInfo>) {
    for contact in list.contacts_mut() {
        let key = contact.key;
        for record in contact.records_mut() {
            if record.freshness(now) != Freshness::Dead && record.check_due() <= now {
                record.checked = Some(now);
                asks.push(NodeInfo { addr: record.addr, key });
            }
        }
    }
}

/// A random index below `len`: drawn evenly, then moved up by a second draw from what is left.
fn biased_to_end(len: usize, rng: &mut Rng) -> usize {
    let first = rng.below(len);
    first + rng.below(len.saturating_sub(first + 1))
}

/// The earlier of two deadlines that may be unset.
pub(crate) fn earliest(a: Option<Instant>, b: Option<Instant>) -> Option<Instant> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

/// The whole second that `at` lies in.
pub(crate) const fn floor_second(at: Instant) -> Instant {
    Instant::from_origin(Duration::from_secs(at.since_origin().as_secs()))
}

/// The first whole second after `at`.
pub(crate) const fn next_second(at: Instant) -> Instant {
    Instant::from_origin(Duration::from_secs(at.since_origin().as_secs() + 1))
}

/// The first whole second that is not before `at`. Regular work waits for it, so that timers of all machines ring
/// together and an idle node sleeps in between.
pub(crate) fn ceil_second(at: Instant) -> Instant {
    if floor_second(at) == at { at } else { next_second(at) }
}

#[cfg(test)]
mod tests;
