use std::time::Duration;

use toxcore_crypto::SymmetricKey;
use toxcore_sansio::{Instant, Rng};

/// The key that seals our return blobs, and the one before it.
///
/// The old one still opens: announcements live for five minutes in the nodes at the end of a path, and their way back
/// must not break when the key changes. The reference drops it at once.
#[derive(Debug)]
pub(crate) struct ReturnKey {
    current: SymmetricKey,
    previous: Option<SymmetricKey>,
    renew_at: Instant,
}

impl ReturnKey {
    pub(crate) fn new(now: Instant, rng: &mut Rng) -> Self {
        let current = SymmetricKey::from_bytes(rng.secret_bytes());
        Self { current, previous: None, renew_at: now + RETURN_KEY_INTERVAL }
    }

    /// Replaces the key if it is due.
    pub(crate) fn refresh(&mut self, now: Instant, rng: &mut Rng) {
        if now >= self.renew_at {
            let next = SymmetricKey::from_bytes(rng.secret_bytes());
            self.previous = Some(std::mem::replace(&mut self.current, next));
            self.renew_at = now + RETURN_KEY_INTERVAL;
        }
    }

    /// The key for new blobs.
    pub(crate) const fn current(&self) -> &SymmetricKey {
        &self.current
    }

    /// The keys that may open a blob, most likely first.
    pub(crate) fn candidates(&self) -> impl Iterator<Item = &SymmetricKey> {
        std::iter::once(&self.current).chain(&self.previous)
    }
}

/// Age at which the key of return blobs is replaced. Chapter onion, Return blobs.
pub const RETURN_KEY_INTERVAL: Duration = Duration::from_secs(2 * 60 * 60);
