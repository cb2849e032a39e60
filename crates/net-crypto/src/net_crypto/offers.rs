//! Handshakes of peers without a connection, until the owner decides, and cookies that have been used up.

use std::collections::VecDeque;

use toxcore_crypto::{DhtPublicKey, LongTermPublicKey};
use toxcore_sansio::{Discard, Instant};
use toxcore_wire::net_crypto::{Cookie, HandshakePayload};

use crate::{COOKIE_LIFETIME, ConnectionId, MAX_OFFERS, OfferId, Target};

/// Both lists are in the order of time and bounded.
#[derive(Debug, Default)]
pub(crate) struct Offers {
    waiting: VecDeque<Offer>,
    used: VecDeque<Used>,
    next: u64,
}

/// A cookie of ours with which a connection came about.
#[derive(Debug)]
struct Used {
    until: Instant,
    cookie: Cookie,
    connection: ConnectionId,
}

/// A handshake that passed all checks.
#[derive(Debug)]
pub(crate) struct Offer {
    pub(crate) id: OfferId,
    pub(crate) until: Instant,
    pub(crate) content: OfferContent,
}

#[derive(Debug)]
pub(crate) struct OfferContent {
    pub(crate) peer: LongTermPublicKey,
    pub(crate) dht_key: DhtPublicKey,
    pub(crate) from: Target,
    /// Ours, with which the handshake came, and when we made it.
    pub(crate) cookie: Cookie,
    pub(crate) cookie_seconds: u64,
    pub(crate) payload: HandshakePayload,
}

impl Offers {
    /// Whether one more can be kept, of a peer and with a cookie that are new.
    ///
    /// # Errors
    /// [`Discard::Replay`] or [`Discard::Full`].
    pub(crate) fn check(&self, peer: &LongTermPublicKey, cookie: &Cookie) -> Result<(), Discard> {
        let waits = self.waiting.iter().any(|offer| offer.content.peer == *peer);
        if waits {
            return Err(Discard::Replay);
        }
        self.check_cookie(cookie, None)?;
        if self.waiting.len() < MAX_OFFERS { Ok(()) } else { Err(Discard::Full) }
    }

    /// Whether no other connection than `connection` came about with the cookie, and one more can be remembered.
    ///
    /// # Errors
    /// [`Discard::Replay`] or [`Discard::Full`].
    pub(crate) fn check_cookie(&self, cookie: &Cookie, connection: Option<ConnectionId>) -> Result<(), Discard> {
        match self.used.iter().find(|used| used.cookie == *cookie) {
            Some(used) if Some(used.connection) == connection => Ok(()),
            Some(_) => Err(Discard::Replay),
            None if self.used.len() < MAX_USED => Ok(()),
            None => Err(Discard::Full),
        }
    }

    pub(crate) fn add(&mut self, now: Instant, content: OfferContent) -> OfferId {
        let id = OfferId(self.next);
        self.next = self.next.wrapping_add(1);
        self.waiting.push_back(Offer { id, until: now + COOKIE_LIFETIME, content });
        id
    }

    pub(crate) fn take(&mut self, id: OfferId) -> Option<OfferContent> {
        let position = self.waiting.iter().position(|offer| offer.id == id)?;
        self.waiting.remove(position).map(|offer| offer.content)
    }

    /// The handshake with this cookie gave the connection its keys: for every other one it is a replay.
    pub(crate) fn use_up(&mut self, now: Instant, cookie: Cookie, connection: ConnectionId) {
        if !self.used.iter().any(|used| used.cookie == cookie) {
            self.used.push_back(Used { until: now + COOKIE_LIFETIME, cookie, connection });
        }
    }

    pub(crate) fn expire(&mut self, now: Instant) {
        while self.waiting.front().is_some_and(|offer| offer.until <= now) {
            self.waiting.pop_front();
        }
        // A cookie counts whole seconds: one more passes before it is surely too old.
        while self.used.front().is_some_and(|used| used.until + std::time::Duration::from_secs(1) < now) {
            self.used.pop_front();
        }
    }

    pub(crate) fn next_deadline(&self) -> Option<Instant> {
        self.waiting.front().map(|offer| offer.until)
    }
}

/// Cookies remembered as used: handshakes of peers within 16 s. Our choice: 600 kB at most, all friends at once.
const MAX_USED: usize = 4096;
