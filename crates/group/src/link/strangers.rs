//! Places for those who come on their own and are not confirmed yet.

use std::collections::BTreeMap;
use std::time::Duration;

use toxcore_sansio::{Instant, Source};

use super::Target;
use super::limits::{MAX_NEIGHBOURS, MAX_STRANGERS};

/// Who has which place, in the order in which they came.
///
/// Keys cost nothing, so places are shared among where strangers come from: who comes from a place of its own displaces one
/// of those who have many.
#[derive(Debug, Default)]
pub(crate) struct Strangers {
    places: Vec<Place>,
    /// How many came from each place.
    counts: BTreeMap<Source, usize>,
}

#[derive(Debug)]
struct Place {
    index: u32,
    origin: Source,
    since: Instant,
}

/// Whether there is a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Room {
    /// Nobody has to go.
    Free,
    /// The link with this index goes.
    InPlaceOf(u32),
    /// All who have one deserve it more.
    None,
}

impl Strangers {
    /// Whether somebody who comes from there may stay. `is_proven`: a link has a session, so that who it is with has answered to where
    /// it came from.
    pub(crate) fn room(&self, now: Instant, from: &Target, is_proven: impl Fn(u32) -> bool) -> Room {
        let origin = from.neighbourhood();
        let neighbours = self.count(origin);
        if neighbours < MAX_NEIGHBOURS && self.places.len() < MAX_STRANGERS {
            return Room::Free;
        }
        let most = self.counts.values().copied().max().unwrap_or(0);
        let is_crowded = neighbours >= MAX_NEIGHBOURS;
        let may_go = |place: &&Place| {
            if is_crowded { place.origin == origin } else { self.count(place.origin) == most }
        };
        let is_old = |place: &&Place| now >= place.since + STRANGER_GRACE;
        let is_unfair = !is_crowded && most > neighbours + 1;
        let mut places = self.places.iter().filter(may_go);
        let idle = places.clone().find(|place| is_old(place) && !is_proven(place.index));
        match idle.or_else(|| places.find(|place| is_unfair || is_old(place))) {
            Some(place) => Room::InPlaceOf(place.index),
            None => Room::None,
        }
    }

    pub(crate) fn add(&mut self, now: Instant, from: &Target, index: u32) {
        let origin = from.neighbourhood();
        self.places.push(Place { index, origin, since: now });
        *self.counts.entry(origin).or_default() += 1;
    }

    /// The link is one with a stranger no more, or there is none.
    pub(crate) fn remove(&mut self, index: u32) {
        let Some(at) = self.places.iter().position(|place| place.index == index) else { return };
        let origin = self.places.remove(at).origin;
        let left = self.count(origin).saturating_sub(1);
        if left == 0 {
            self.counts.remove(&origin);
        } else {
            self.counts.insert(origin, left);
        }
    }

    fn count(&self, origin: Source) -> usize {
        self.counts.get(&origin).copied().unwrap_or(0)
    }
}

/// How long a newcomer keeps its place against others who have no better claim. Our choice: longer than a handshake takes, and most joins.
const STRANGER_GRACE: Duration = Duration::from_secs(2);

#[cfg(test)]
mod tests;
