//! Answers cookie requests without remembering who asked, and judges cookies that come back.

use std::net::{IpAddr, Ipv6Addr};
use std::time::Duration;

use toxcore_crypto::{DhtPublicKey, LongTermPublicKey, SymmetricKey};
use toxcore_sansio::{Cx, Discard, Instant, RateLimit, Rng, Seed, SourceLimiter};
use toxcore_wire::net_crypto::{Cookie, CookieContents, CookieRequest, CookieResponsePayload};

use crate::{COOKIE_LIFETIME, Target};

/// Makes cookies under a key of this run.
#[derive(Debug)]
pub(crate) struct Cookies {
    key: SymmetricKey,
    per_source: SourceLimiter,
    per_known_key: SourceLimiter,
}

impl Cookies {
    pub(crate) fn new(rng: &mut Rng, seed: &Seed) -> Self {
        Self {
            key: SymmetricKey::from_bytes(rng.secret_bytes()),
            per_source: SourceLimiter::new(PER_SOURCE, SOURCES, &seed.derive("cookies of a source")),
            per_known_key: SourceLimiter::new(PER_SOURCE, SOURCES, &seed.derive("cookies of a key")),
        }
    }

    /// Opens the request and appends the response to `out`. Returns the long-term key that the sender claims to have.
    ///
    /// # Errors
    /// [`Discard`]; out of band also [`Discard::ForbiddenSource`] if the relay names another sender than the packet.
    pub(crate) fn answer(
        &mut self,
        cx: &mut Cx<'_>,
        now: Instant,
        from: Target,
        packet: &mut [u8],
        out: &mut Vec<u8>,
    ) -> Result<LongTermPublicKey, Discard> {
        let request = CookieRequest::parse(packet)?;
        let sender = request.sender;
        check_sender(cx, from, &sender)?;
        // Whoever has shown his key before is limited by it once his box opened: no flood from made-up addresses, not even
        // from his own, uses up his share. Others are limited by address, and share key derivations with all strangers.
        let is_known = cx.cache.lookup(sender.as_bytes()).is_some();
        if !is_known && !self.per_source.allow(now, from.source()) {
            return Err(Discard::Limited);
        }
        let key = cx.combined_key(now, from.source(), &sender)?;
        let payload = request.open(&key)?;
        if is_known && !self.per_known_key.allow(now, as_source(&sender)) {
            return Err(Discard::Limited);
        }
        cx.remember(&sender, &key);
        let cookie = self.make(now, cx.rng, payload.long_term_key, sender);
        CookieResponsePayload { cookie, echo: payload.echo }.seal(&cx.rng.nonce(), &key, out);
        Ok(payload.long_term_key)
    }

    /// A cookie that a peer with these keys can show us.
    pub(crate) fn make(
        &self,
        now: Instant,
        rng: &mut Rng,
        long_term_key: LongTermPublicKey,
        dht_key: DhtPublicKey,
    ) -> Cookie {
        CookieContents { unix_seconds: seconds(now), long_term_key, dht_key }.seal(&self.key, &rng.nonce())
    }

    /// What is in a cookie of ours that is not too old.
    ///
    /// # Errors
    /// [`Discard::Unsolicited`].
    pub(crate) fn open(&self, now: Instant, cookie: Cookie) -> Result<CookieContents, Discard> {
        let contents = cookie.open(&self.key).map_err(|_| Discard::Unsolicited)?;
        let age = seconds(now).checked_sub(contents.unix_seconds).ok_or(Discard::Unsolicited)?;
        if age <= COOKIE_LIFETIME.as_secs() { Ok(contents) } else { Err(Discard::Unsolicited) }
    }
}

/// `Ok` if the sender is not ourselves, and out of band the one that the relay names.
fn check_sender(cx: &Cx<'_>, from: Target, sender: &DhtPublicKey) -> Result<(), Discard> {
    if *sender == cx.keys.public {
        return Err(Discard::OwnKey);
    }
    match from {
        Target::Oob { peer, .. } if peer != *sender => Err(Discard::ForbiddenSource),
        Target::Udp(_) | Target::Relay(_) | Target::Oob { .. } => Ok(()),
    }
}

/// The key as the limiter takes sources: by the first eight bytes.
fn as_source(key: &DhtPublicKey) -> IpAddr {
    let half = key.as_bytes().first_chunk().copied().map_or(0, u128::from_be_bytes);
    IpAddr::V6(Ipv6Addr::from_bits(half))
}

/// Our clock in cookies. Nobody else reads it, so it is the monotonic one, which no change of date disturbs.
fn seconds(now: Instant) -> u64 {
    now.since_origin().as_secs()
}

/// Cookies for one source. The reference gives ten at once and ten a second to all together; ours are for each source, as a
/// client behind the same router asks once a second for each friend.
const PER_SOURCE: RateLimit = RateLimit { interval: Duration::from_millis(100), burst: 20 };
/// Sources, and keys, remembered. Our choice: twice 40 kB; a full table forgets those who have asked least.
const SOURCES: usize = 1024;

#[cfg(test)]
mod tests;
