//! Members that we look for. Protocol: groups, Finding members.

use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::time::Duration;

use toxcore_crypto::EphemeralPublicKey;
use toxcore_sansio::Instant;
use toxcore_wire::RelayInfo;

use super::limits::{
    ANNOUNCED_TRIES, FIRST_PAUSE, HEARD_PAUSE, LOST_MEMORY, MAX_ANNOUNCED_AT_ONCE, MAX_PAUSE, MAX_TRIED_AT_ONCE,
    MAX_WANTED, MAX_WANTED_RELAYS,
};

/// Who told of a member; the later the more it is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Origin {
    /// An announcement, which anybody may make.
    Announced,
    /// A member that was asked.
    Named,
    /// It was there before, in this run or another.
    Known,
    /// A friend brings us in, or we bring it in.
    Invited,
}

/// A member to begin a handshake with.
#[derive(Debug)]
pub(crate) struct Try {
    pub(crate) key: EphemeralPublicKey,
    pub(crate) origin: Origin,
    pub(crate) addr: Option<SocketAddr>,
    pub(crate) relays: Vec<RelayInfo>,
}

/// Members that we look for, each tried again after pauses that grow.
///
/// What anybody may claim and what we have reason to believe wait in different queues, so that a flood of announcements does not
/// hold up the rest.
#[derive(Debug, Default)]
pub(crate) struct Wanted {
    entries: BTreeMap<EphemeralPublicKey, Entry>,
    announced: Queue,
    trusted: Queue,
}

#[derive(Debug)]
struct Entry {
    origin: Origin,
    /// Where announcements say that it is.
    announced: Option<SocketAddr>,
    /// Where others say so, or where it was. Announcements do not replace it: both take turns.
    addr: Option<SocketAddr>,
    relays: Vec<RelayInfo>,
    tries: u32,
    /// When it was told of last.
    heard: Instant,
    /// When it is tried next; `None` while it is.
    next: Option<Instant>,
}

/// Members of one kind.
#[derive(Debug, Default)]
struct Queue {
    /// Those that are not being tried, by when they are.
    due: BTreeSet<(Instant, EphemeralPublicKey)>,
    /// How many are.
    tried: usize,
}

impl Wanted {
    /// Somebody tells where a member may be. What is new is tried at once. `has_link`: the member is being tried already.
    pub(crate) fn hear(
        &mut self,
        now: Instant,
        key: EphemeralPublicKey,
        origin: Origin,
        (addr, relays): (Option<SocketAddr>, &[RelayInfo]),
        has_link: bool,
    ) {
        if !self.entries.contains_key(&key) && self.entries.len() >= MAX_WANTED && !self.make_room(origin) {
            return;
        }
        let old = self.take(&key);
        let is_news = old.as_ref().is_none_or(|old| origin > old.origin || old.is_elsewhere(addr));
        let mut entry = old.unwrap_or_else(|| Entry::new(now, origin));
        entry.origin = entry.origin.max(origin);
        entry.heard = now;
        let place = if origin == Origin::Announced { &mut entry.announced } else { &mut entry.addr };
        *place = addr.or(*place);
        for relay in relays {
            entry.relays.retain(|known| known != relay);
            entry.relays.push(*relay);
        }
        let surplus = entry.relays.len().saturating_sub(MAX_WANTED_RELAYS);
        entry.relays.drain(..surplus);
        if is_news {
            entry.tries = 0;
        }
        entry.next = match entry.next {
            _ if has_link => None,
            Some(next) if !is_news => Some(next.min(now + HEARD_PAUSE)),
            _ => Some(now),
        };
        self.put(key, entry);
    }

    /// The next member whose time has come; it counts as being tried from now on.
    pub(crate) fn take_due(&mut self, now: Instant) -> Option<Try> {
        let (_, key) = self.first().filter(|(at, _)| *at <= now)?;
        let mut entry = self.take(&key)?;
        entry.next = None;
        entry.tries = entry.tries.saturating_add(1);
        let found = Try { key, origin: entry.origin, addr: entry.next_address(), relays: entry.relays.clone() };
        self.put(key, entry);
        Some(found)
    }

    /// Whether a member is looked for for a better reason than that somebody announced it.
    pub(crate) fn expects(&self, key: &EphemeralPublicKey) -> bool {
        self.entries.get(key).is_some_and(|entry| entry.origin > Origin::Announced)
    }

    /// A link with the member came about without us.
    pub(crate) fn linked(&mut self, key: &EphemeralPublicKey) {
        self.schedule(key, None);
    }

    /// A try led to nothing, or the link was lost before the member was confirmed. `is_outside`: we have nobody.
    pub(crate) fn failed(&mut self, now: Instant, key: &EphemeralPublicKey, is_outside: bool) {
        let Some(entry) = self.entries.get(key) else { return };
        let gives_up = match entry.origin {
            Origin::Announced => entry.tries >= ANNOUNCED_TRIES,
            Origin::Named | Origin::Known | Origin::Invited => !is_outside && now - entry.heard >= LOST_MEMORY,
        };
        if gives_up {
            self.forget(key);
        } else {
            let next = now + pause(entry.tries);
            self.schedule(key, Some(next));
        }
    }

    /// The member is found, or not looked for any more.
    pub(crate) fn forget(&mut self, key: &EphemeralPublicKey) {
        self.take(key);
    }

    pub(crate) fn clear(&mut self) {
        *self = Self::default();
    }

    /// Whoever waits gets another chance at once: our own network is another one.
    pub(crate) fn hurry(&mut self, now: Instant) {
        self.begin_again(now, |entry| entry.next.is_some());
    }

    /// Everybody gets another chance at once: all links are gone.
    pub(crate) fn restart(&mut self, now: Instant) {
        self.begin_again(now, |_| true);
    }

    /// When somebody is to be tried; never while as many are as may be.
    pub(crate) fn poll_timeout(&self) -> Option<Instant> {
        self.first().map(|(at, _)| at)
    }

    #[cfg(test)]
    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    fn begin_again(&mut self, now: Instant, who: impl Fn(&Entry) -> bool) {
        let keys: Vec<EphemeralPublicKey> =
            self.entries.iter().filter(|(_, entry)| who(entry)).map(|(key, _)| *key).collect();
        for key in keys {
            if let Some(mut entry) = self.take(&key) {
                (entry.tries, entry.next) = (0, Some(now));
                self.put(key, entry);
            }
        }
    }

    /// The member to be tried first, of those that may be.
    fn first(&self) -> Option<(Instant, EphemeralPublicKey)> {
        let announced = self.announced.first(MAX_ANNOUNCED_AT_ONCE);
        let trusted = self.trusted.first(MAX_TRIED_AT_ONCE);
        [trusted, announced].into_iter().flatten().min()
    }

    fn schedule(&mut self, key: &EphemeralPublicKey, next: Option<Instant>) {
        if let Some(mut entry) = self.take(key) {
            entry.next = next;
            self.put(*key, entry);
        }
    }

    /// Forgets one of those that are worth no more, which waits and was tried most often.
    fn make_room(&mut self, for_origin: Origin) -> bool {
        let waiting = self.entries.iter().filter(|(_, entry)| entry.next.is_some() && entry.origin <= for_origin);
        let worst = waiting.max_by_key(|(key, entry)| (std::cmp::Reverse(entry.origin), entry.tries, **key));
        let Some(key) = worst.map(|(key, _)| *key) else { return false };
        self.forget(&key);
        true
    }

    fn put(&mut self, key: EphemeralPublicKey, entry: Entry) {
        let queue = self.queue(entry.origin);
        match entry.next {
            Some(at) => {
                queue.due.insert((at, key));
            }
            None => queue.tried += 1,
        }
        self.entries.insert(key, entry);
    }

    fn take(&mut self, key: &EphemeralPublicKey) -> Option<Entry> {
        let entry = self.entries.remove(key)?;
        let queue = self.queue(entry.origin);
        match entry.next {
            Some(at) => {
                queue.due.remove(&(at, *key));
            }
            None => queue.tried -= 1,
        }
        Some(entry)
    }

    const fn queue(&mut self, origin: Origin) -> &mut Queue {
        match origin {
            Origin::Announced => &mut self.announced,
            Origin::Named | Origin::Known | Origin::Invited => &mut self.trusted,
        }
    }
}

impl Entry {
    const fn new(now: Instant, origin: Origin) -> Self {
        Self { origin, announced: None, addr: None, relays: Vec::new(), tries: 0, heard: now, next: None }
    }

    /// Whether that is another address.
    fn is_elsewhere(&self, addr: Option<SocketAddr>) -> bool {
        addr.is_some() && addr != self.addr && addr != self.announced
    }

    /// The address of this try.
    fn next_address(&self) -> Option<SocketAddr> {
        if self.tries % 2 == 1 { self.addr.or(self.announced) } else { self.announced.or(self.addr) }
    }
}

impl Queue {
    fn first(&self, at_once: usize) -> Option<(Instant, EphemeralPublicKey)> {
        self.due.first().filter(|_| self.tried < at_once).copied()
    }
}

/// The pause after so many tries.
fn pause(tries: u32) -> Duration {
    let doublings = tries.saturating_sub(1).min(MAX_DOUBLINGS);
    (FIRST_PAUSE * (1 << doublings)).min(MAX_PAUSE)
}

/// More of them only overflow.
const MAX_DOUBLINGS: u32 = 16;

#[cfg(test)]
mod tests;
