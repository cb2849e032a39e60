//! Session keys, and how they are replaced.

use toxcore_crypto::{CombinedKey, EphemeralKeyPair, EphemeralPublicKey, LowOrderKey, SequentialKey};
use toxcore_sansio::Instant;

use super::limits::{MIN_ROTATION_INTERVAL, OLD_KEY_LIFETIME};

/// The key that packets are sealed with, and another one that may open them.
#[derive(Debug)]
pub(crate) struct Keys {
    current: SessionKey,
    other: Other,
    /// When the current key began, or a new one was asked for.
    changed: Instant,
    /// When we last answered with a new key.
    answered: Option<Instant>,
}

/// A session key, for each direction with what was computed last.
#[derive(Debug)]
struct SessionKey {
    sealing: SequentialKey,
    opening: SequentialKey,
}

impl SessionKey {
    fn new(key: CombinedKey) -> Self {
        Self { sealing: key.clone().into(), opening: key.into() }
    }
}

#[derive(Debug)]
enum Other {
    None,
    /// We asked for a new key with this pair.
    Asked(EphemeralKeyPair),
    /// We answered. The answer is sealed, as often as it takes, with the current key; the member has it when it uses the next.
    Next(SessionKey),
    /// What was under way when the key changed.
    Previous {
        key: SequentialKey,
        until: Instant,
    },
}

impl Keys {
    pub(crate) fn new(now: Instant, key: CombinedKey) -> Self {
        Self { current: SessionKey::new(key), other: Other::None, changed: now, answered: None }
    }

    /// What to seal with.
    pub(crate) const fn current(&mut self) -> &mut SequentialKey {
        &mut self.current.sealing
    }

    /// When the current key began, or a new one was asked for.
    pub(crate) const fn changed(&self) -> Instant {
        self.changed
    }

    /// Whether a new key was asked for and has not come.
    pub(crate) const fn is_asked(&self) -> bool {
        matches!(self.other, Other::Asked(_))
    }

    /// Opens something with whichever key fits: `open` is `None` if a key does not. The first use of the next key makes it the
    /// current one.
    pub(crate) fn open<T>(&mut self, now: Instant, mut open: impl FnMut(&mut SequentialKey) -> Option<T>) -> Option<T> {
        if let Some(opened) = open(&mut self.current.opening) {
            return Some(opened);
        }
        match &mut self.other {
            Other::None | Other::Asked(_) => None,
            Other::Previous { key, until } if now < *until => open(key),
            Other::Previous { .. } => {
                self.other = Other::None;
                None
            }
            Other::Next(next) => {
                let opened = open(&mut next.opening)?;
                if let Other::Next(next) = std::mem::replace(&mut self.other, Other::None) {
                    self.change(now, next);
                }
                Some(opened)
            }
        }
    }

    /// Begins a rotation with this pair.
    pub(crate) fn ask(&mut self, now: Instant, pair: EphemeralKeyPair) {
        self.other = Other::Asked(pair);
        self.changed = now;
    }

    /// Whether a rotation that the member begins now is answered: not too soon after another, and not when we asked ourselves.
    pub(crate) fn may_answer(&self, now: Instant) -> bool {
        !self.is_asked() && self.answered.is_none_or(|at| now >= at + MIN_ROTATION_INTERVAL)
    }

    /// The member asked for a rotation with `theirs`; we answer with `pair`.
    ///
    /// # Errors
    /// [`LowOrderKey`]; nothing has changed.
    pub(crate) fn answer(
        &mut self,
        now: Instant,
        pair: &EphemeralKeyPair,
        theirs: &EphemeralPublicKey,
    ) -> Result<(), LowOrderKey> {
        self.other = Other::Next(SessionKey::new(CombinedKey::new(&pair.secret, theirs)?));
        self.answered = Some(now);
        Ok(())
    }

    /// The member answered our rotation. Returns whether we had asked.
    ///
    /// # Errors
    /// [`LowOrderKey`]; nothing has changed.
    pub(crate) fn answered(&mut self, now: Instant, theirs: &EphemeralPublicKey) -> Result<bool, LowOrderKey> {
        let Other::Asked(pair) = &self.other else { return Ok(false) };
        let next = CombinedKey::new(&pair.secret, theirs)?;
        self.change(now, SessionKey::new(next));
        Ok(true)
    }

    fn change(&mut self, now: Instant, next: SessionKey) {
        let old = std::mem::replace(&mut self.current, next);
        self.other = Other::Previous { key: old.opening, until: now + OLD_KEY_LIFETIME };
        self.changed = now;
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use toxcore_crypto::{MAC_LEN, Nonce};
    use toxcore_wire::BoxKey;

    use super::*;

    fn pair(byte: u8) -> EphemeralKeyPair {
        EphemeralKeyPair::from_secret_bytes([byte; 32])
    }

    /// The member's side of a session.
    fn sealed(with: impl BoxKey) -> Vec<u8> {
        let mut boxed = vec![0; MAC_LEN + 1];
        with.seal(&Nonce::from_bytes([0; 24]), &mut boxed).unwrap();
        boxed
    }

    fn opens(keys: &mut Keys, now: Instant, boxed: &[u8]) -> bool {
        let open = |key: &mut SequentialKey| {
            key.open_in_place(&Nonce::from_bytes([0; 24]), &mut boxed.to_vec()).ok().map(drop)
        };
        keys.open(now, open).is_some()
    }

    fn shared(ours: u8, theirs: u8) -> CombinedKey {
        CombinedKey::new(&pair(ours).secret, &pair(theirs).public).unwrap()
    }

    #[test]
    fn who_answers_keeps_the_key_until_the_next_one_is_used() {
        let at = |seconds| Instant::from_origin(Duration::from_secs(seconds));
        let mut keys = Keys::new(at(0), shared(1, 2));
        keys.answer(at(1), &pair(3), &pair(4).public).unwrap();
        assert!(!keys.may_answer(at(30)) && keys.may_answer(at(31)));
        let [old, new] = [shared(1, 2), shared(3, 4)];
        assert!(opens(&mut keys, at(1), &sealed(&old)));
        assert_eq!(sealed(keys.current()), sealed(&old));
        assert!(opens(&mut keys, at(2), &sealed(&new)));
        assert_eq!((sealed(keys.current()), keys.changed()), (sealed(&new), at(2)));
        assert!(opens(&mut keys, at(11), &sealed(&old)), "what was under way");
        assert!(!opens(&mut keys, at(12), &sealed(&old)) && opens(&mut keys, at(12), &sealed(&new)));
        assert!(keys.answer(at(12), &pair(3), &EphemeralPublicKey::from_bytes([0; 32])).is_err());
    }

    #[test]
    fn who_asked_changes_when_the_answer_comes() {
        let now = Instant::ZERO;
        let mut keys = Keys::new(now, shared(1, 2));
        assert_eq!(keys.answered(now, &pair(4).public), Ok(false));
        keys.ask(now, pair(3));
        assert!(keys.is_asked() && !keys.may_answer(now) && opens(&mut keys, now, &sealed(&shared(1, 2))));
        assert!(keys.answered(now, &EphemeralPublicKey::from_bytes([0; 32])).is_err() && keys.is_asked());
        assert_eq!(keys.answered(now, &pair(4).public), Ok(true));
        assert_eq!(sealed(keys.current()), sealed(&shared(3, 4)));
        assert!(opens(&mut keys, now, &sealed(&shared(1, 2))));
        assert_eq!(keys.answered(now, &pair(5).public), Ok(false), "a second answer");
    }
}
