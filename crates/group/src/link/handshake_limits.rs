//! How often those who begin handshakes may cost us something.

use std::time::Duration;

use toxcore_crypto::EphemeralPublicKey;
use toxcore_sansio::{Instant, RateLimit, Seed, SourceLimiter};

use super::Target;
use super::limits::{HANDSHAKE_BURST, HANDSHAKE_PAUSE, MAX_HANDSHAKE_SOURCES, MAX_STRANGER_SOURCES, STRANGER_BURST};

/// Limits by source. What all sources together may cost is shared by the owner's
/// [`Admission`](toxcore_sansio::Admission), which serves first who asks for little.
#[derive(Debug)]
pub(crate) struct HandshakeLimits {
    strangers: SourceLimiter,
    others: SourceLimiter,
}

impl HandshakeLimits {
    pub(crate) fn new(seed: &Seed) -> Self {
        let strangers = RateLimit { interval: STRANGER_PAUSE, burst: STRANGER_BURST };
        let others = RateLimit { interval: HANDSHAKE_PAUSE, burst: HANDSHAKE_BURST };
        Self {
            strangers: SourceLimiter::new(strangers, MAX_STRANGER_SOURCES, &seed.derive("mesh strangers")),
            others: SourceLimiter::new(others, MAX_HANDSHAKE_SOURCES, &seed.derive("mesh handshakes")),
        }
    }

    /// Whether a handshake of somebody whom we do not know may be opened.
    pub(crate) fn allow_stranger(&mut self, now: Instant, from: &Target) -> bool {
        let limiter = match from {
            Target::Udp(_) => &mut self.strangers,
            // A key costs a connection with the relay there, and many newcomers come through one.
            Target::Relay(_) | Target::Oob { .. } => &mut self.others,
        };
        limiter.allow(now, from.source())
    }

    /// Whether a handshake of somebody whom we know, or expect, may be checked.
    pub(crate) fn allow(&mut self, now: Instant, from: &Target, member: &EphemeralPublicKey) -> bool {
        self.others.allow(now, from.source_of(member))
    }
}

/// Pause between two requests of strangers from one address after the first ones. The reference's, for all sources together.
const STRANGER_PAUSE: Duration = Duration::from_secs(1);
