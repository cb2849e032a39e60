use std::fmt;

use hmac::Hmac;
use sha2::Sha512;
use zeroize::Zeroize;

use crate::hash::{constant_time_eq, finish_hmac, keyed_hmac};

/// Makes tokens that prove, for one to two periods, that we gave them out; nothing is stored for them.
///
/// A token is HMAC-SHA-512-256 of the number of the period and the data. Protocol: crypto, Timed authenticator.
#[derive(Clone)]
pub struct TimedAuth {
    hmac: Hmac<Sha512>,
    period_secs: u64,
}

impl TimedAuth {
    /// An authenticator with this secret key and period. A period of 0 counts as 1.
    #[must_use]
    pub fn new(mut key: [u8; 32], period_secs: u64) -> Self {
        let hmac = keyed_hmac(&key);
        key.zeroize();
        Self { hmac, period_secs: period_secs.max(1) }
    }

    /// The token for the concatenation of `parts` in the period of `now_secs`.
    #[must_use]
    pub fn make(&self, now_secs: u64, parts: &[&[u8]]) -> [u8; 32] {
        self.token(now_secs / self.period_secs, parts)
    }

    /// Whether `token` was made for the concatenation of `parts` in this or the previous period.
    ///
    /// Tokens are compared in constant time; how long it takes tells only in which of the two periods it was made.
    #[must_use]
    pub fn check(&self, now_secs: u64, parts: &[&[u8]], token: &[u8; 32]) -> bool {
        let period = now_secs / self.period_secs;
        let made_in = |period| constant_time_eq(&self.token(period, parts), token);
        made_in(period) || period.checked_sub(1).is_some_and(made_in)
    }

    fn token(&self, period: u64, parts: &[&[u8]]) -> [u8; 32] {
        let mut hmac = self.hmac.clone();
        hmac::Mac::update(&mut hmac, &period.to_be_bytes());
        finish_hmac(hmac, parts)
    }
}

impl fmt::Debug for TimedAuth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TimedAuth").field("period_secs", &self.period_secs).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
