use std::cmp::Ordering;
use std::net::SocketAddr;
use std::time::Duration;

use toxcore_crypto::{DhtPublicKey, EphemeralPublicKey};
use toxcore_sansio::Instant;
use toxcore_wire::onion::ReturnPath3;

/// Announcements that we keep for others, nearest to our own key first served.
#[derive(Debug, Default)]
pub(crate) struct AnnounceStore {
    entries: Vec<Announcement>,
}

/// One announced client.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Announcement {
    /// Key that announced itself (a long-term key, if it is an honest one).
    pub(crate) key: EphemeralPublicKey,
    /// Key for data that others route to it.
    pub(crate) data_key: EphemeralPublicKey,
    /// Last node of its path.
    pub(crate) via: SocketAddr,
    /// The way back from there.
    pub(crate) return_path: ReturnPath3,
    /// When it announced last.
    pub(crate) at: Instant,
}

impl AnnounceStore {
    /// The live announcement of `key`.
    pub(crate) fn find(&self, now: Instant, key: &[u8; 32]) -> Option<&Announcement> {
        self.entries.iter().find(|entry| entry.key.as_bytes() == key && entry.is_live(now))
    }

    /// Stores or refreshes an announcement. In a full store it takes the place of an expired one, or of the farthest
    /// from `own` if it is nearer.
    pub(crate) fn put(&mut self, own: &DhtPublicKey, new: Announcement) {
        if let Some(entry) = self.place_for(own, &new) {
            *entry = new;
        } else if self.entries.len() < MAX_ANNOUNCEMENTS {
            self.entries.push(new);
        }
    }

    /// The entry that `new` replaces.
    fn place_for(&mut self, own: &DhtPublicKey, new: &Announcement) -> Option<&mut Announcement> {
        let index = match self.entries.iter().position(|entry| entry.key == new.key) {
            Some(same) => same,
            None => match self.entries.iter().position(|entry| !entry.is_live(new.at)) {
                Some(expired) => expired,
                None if self.entries.len() < MAX_ANNOUNCEMENTS => return None,
                None => self.farthest(own).filter(|(_, key)| nearer(own, &new.key, key) == Ordering::Less)?.0,
            },
        };
        self.entries.get_mut(index)
    }

    fn farthest(&self, own: &DhtPublicKey) -> Option<(usize, EphemeralPublicKey)> {
        let keys = self.entries.iter().map(|entry| entry.key).enumerate();
        keys.max_by(|(_, a), (_, b)| nearer(own, a, b))
    }

    /// Announcements that are alive.
    pub(crate) fn len(&self, now: Instant) -> usize {
        self.entries.iter().filter(|entry| entry.is_live(now)).count()
    }
}

impl Announcement {
    fn is_live(&self, now: Instant) -> bool {
        now < self.at + ANNOUNCE_LIFETIME
    }
}

/// Which of two keys is nearer to `base` by XOR distance.
fn nearer(base: &DhtPublicKey, a: &EphemeralPublicKey, b: &EphemeralPublicKey) -> Ordering {
    let distance = |key: &EphemeralPublicKey| {
        let mut distance = *key.as_bytes();
        distance.iter_mut().zip(base.as_bytes()).for_each(|(byte, own)| *byte ^= own);
        distance
    };
    distance(a).cmp(&distance(b))
}

/// Announcements kept at most. Chapter onion, Announce store.
pub const MAX_ANNOUNCEMENTS: usize = 160;
/// Time after which an announcement that was not renewed is gone. Chapter onion, Announce store.
pub const ANNOUNCE_LIFETIME: Duration = Duration::from_secs(300);

#[cfg(test)]
mod tests;
