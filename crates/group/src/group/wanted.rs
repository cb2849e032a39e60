//! Members that we look for. Protocol: groups, Finding members.

use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::time::Duration;

use toxcore_crypto::EphemeralPublicKey;
use toxcore_sansio::Instant;
use toxcore_wire::RelayInfo;

use super::limits::{ANNOUNCED_TRIES, FIRST_PAUSE, LOST_MEMORY, MAX_PAUSE, MAX_WANTED, MAX_WANTED_RELAYS};

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
#[derive(Debug, Default)]
pub(crate) struct Wanted {
    entries: BTreeMap<EphemeralPublicKey, Entry>,
    /// Those that are not being tried, by when they are.
    due: BTreeSet<(Instant, EphemeralPublicKey)>,
}

#[derive(Debug)]
struct Entry {
    origin: Origin,
    addr: Option<SocketAddr>,
    relays: Vec<RelayInfo>,
    tries: u32,
    /// When it was told of last.
    heard: Instant,
    /// When it is tried next; `None` while it is.
    next: Option<Instant>,
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
        let is_new = !self.entries.contains_key(&key);
        if is_new && self.entries.len() >= MAX_WANTED && !self.make_room(origin) {
            return;
        }
        let entry = self.entries.entry(key).or_insert_with(|| Entry {
            origin,
            addr: None,
            relays: Vec::new(),
            tries: 0,
            heard: now,
            next: None,
        });
        let is_news = is_new || origin > entry.origin || addr.is_some() && addr != entry.addr;
        entry.origin = entry.origin.max(origin);
        entry.heard = now;
        entry.addr = addr.or(entry.addr);
        for relay in relays {
            entry.relays.retain(|known| known != relay);
            entry.relays.push(*relay);
        }
        let surplus = entry.relays.len().saturating_sub(MAX_WANTED_RELAYS);
        entry.relays.drain(..surplus);
        if is_news {
            entry.tries = 0;
        }
        let next = match entry.next {
            _ if has_link => None,
            Some(next) if !is_news => Some(next),
            _ => Some(now),
        };
        self.schedule(key, next);
    }

    /// The next member whose time has come; it counts as being tried from now on.
    pub(crate) fn take_due(&mut self, now: Instant) -> Option<Try> {
        let (at, key) = *self.due.first()?;
        if at > now {
            return None;
        }
        self.schedule(key, None);
        let entry = self.entries.get_mut(&key)?;
        entry.tries = entry.tries.saturating_add(1);
        Some(Try { key, origin: entry.origin, addr: entry.addr, relays: entry.relays.clone() })
    }

    /// A link with the member came about without us.
    pub(crate) fn linked(&mut self, key: &EphemeralPublicKey) {
        self.schedule(*key, None);
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
            let pause = pause(entry.tries);
            self.schedule(*key, Some(now + pause));
        }
    }

    /// The member is found, or not looked for any more.
    pub(crate) fn forget(&mut self, key: &EphemeralPublicKey) {
        self.schedule(*key, None);
        self.entries.remove(key);
    }

    pub(crate) fn clear(&mut self) {
        self.entries.clear();
        self.due.clear();
    }

    /// Everybody gets another chance at once: our own network is another one.
    pub(crate) fn hurry(&mut self, now: Instant) {
        let waiting: Vec<EphemeralPublicKey> = self.due.iter().map(|(_, key)| *key).collect();
        for key in waiting {
            if let Some(entry) = self.entries.get_mut(&key) {
                entry.tries = 0;
            }
            self.schedule(key, Some(now));
        }
    }

    pub(crate) fn poll_timeout(&self) -> Option<Instant> {
        self.due.first().map(|(at, _)| *at)
    }

    /// How many are being tried.
    pub(crate) fn tried(&self) -> usize {
        self.entries.len() - self.due.len()
    }

    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    fn schedule(&mut self, key: EphemeralPublicKey, next: Option<Instant>) {
        let Some(entry) = self.entries.get_mut(&key) else { return };
        if let Some(at) = entry.next {
            self.due.remove(&(at, key));
        }
        entry.next = next;
        if let Some(at) = next {
            self.due.insert((at, key));
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
