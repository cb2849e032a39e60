//! The topic, and which of two counts. Protocol: groups, Topic.

use std::collections::VecDeque;

use toxcore_crypto::ed25519::{SIGNATURE_LEN, SigningPublicKey};
use toxcore_crypto::{EphemeralPublicKey, ExtendedPublicKey};
use toxcore_sansio::Instant;
use toxcore_wire::group::{GroupPing, ShortBytes, SignedTopic, TopicInfo, TopicLock};
use toxcore_wire::savedata::SavedTopic;

use super::Refusal;
use super::limits::{MAX_REPLACED_TOPICS, TOPIC_GUARD};
use super::moderation::Authority;

/// The topic, and those that it replaced.
#[derive(Clone, Debug, Default)]
pub(crate) struct TopicBoard {
    current: Option<SavedTopic>,
    /// Encryption key of who set it, which costs some time to find.
    author: Option<EphemeralPublicKey>,
    replaced: VecDeque<Replaced>,
}

#[derive(Clone, Copy, Debug)]
struct Replaced {
    signature: [u8; SIGNATURE_LEN],
    checksum: u16,
    at: Instant,
}

/// What decides about topics at a moment.
#[derive(Clone, Copy)]
pub(crate) struct TopicLaw<'a> {
    pub(crate) lock: TopicLock,
    pub(crate) authority: Authority<'a>,
    pub(crate) is_sanctioned: &'a dyn Fn(&EphemeralPublicKey) -> bool,
}

/// How a topic came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// From who set it, unasked: it was set just now.
    Author,
    /// Given on by somebody, or asked for.
    Relayed,
}

/// What a ping about topics calls for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TopicDiffers {
    /// Nothing.
    No,
    /// To ask for theirs.
    Ask,
    /// To tell them ours: theirs is one that it replaced, or counts for nothing, and they would not ask.
    Tell,
}

impl TopicLaw<'_> {
    /// Whether a topic counts: its author may set topics, and while it is not locked its version is that of the lock.
    ///
    /// One version above an open lock is the topic with which the founder locks it. `author` is the encryption key of who set
    /// it; there is none for signature keys that nobody can have.
    fn allows(&self, topic: &TopicInfo<'_>, author: Option<&EphemeralPublicKey>) -> bool {
        match self.lock {
            TopicLock::Locked => self.authority.has(&topic.setter),
            TopicLock::Unlocked(version) if topic.version == version => {
                author.is_some_and(|author| !(self.is_sanctioned)(author))
            }
            TopicLock::Unlocked(version) => self.is_locking(topic, version),
        }
    }

    fn is_locking(&self, topic: &TopicInfo<'_>, version: u32) -> bool {
        version.checked_add(1) == Some(topic.version) && topic.setter == *self.authority.founder
    }
}

/// Encryption key of who signs with this one.
fn author_of(setter: SigningPublicKey) -> Option<EphemeralPublicKey> {
    ExtendedPublicKey::of_signing_key(setter).map(|keys| keys.encryption).ok()
}

impl TopicBoard {
    pub(crate) fn new(topic: SavedTopic) -> Self {
        Self { author: author_of(topic.setter), current: Some(topic), replaced: VecDeque::new() }
    }

    pub(crate) const fn current(&self) -> Option<&SavedTopic> {
        self.current.as_ref()
    }

    /// The topic, if it counts.
    pub(crate) fn sound(&self, law: &TopicLaw<'_>) -> Option<&SavedTopic> {
        self.current.as_ref().filter(|topic| law.allows(&topic.to_signed().info, self.author.as_ref()))
    }

    /// Version and checksum as pings tell them; 0 for a topic that does not count.
    pub(crate) fn version(&self, law: &TopicLaw<'_>) -> (u32, u16) {
        self.sound(law).map_or((0, 0), |topic| (topic.version, topic.to_signed().info.checksum()))
    }

    /// Puts a topic in the place of the one before.
    pub(crate) fn set(&mut self, now: Instant, topic: &SignedTopic<'_>) {
        let SignedTopic { signature, info } = *topic;
        let (version, setter) = (info.version, info.setter);
        let new = SavedTopic { version, topic: ShortBytes::first(info.topic), setter, signature };
        self.author = author_of(setter);
        if let Some(old) = self.current.replace(new) {
            if self.replaced.len() >= MAX_REPLACED_TOPICS {
                self.replaced.pop_front();
            }
            let checksum = old.to_signed().info.checksum();
            self.replaced.push_back(Replaced { signature: old.signature, checksum, at: now });
        }
        self.replaced.retain(|old| old.signature != signature);
    }

    /// Whether a topic that arrived is to be set.
    ///
    /// Locked topics are ranked: version, checksum, text. Open ones have all the same version; the last counts, and one that
    /// was replaced a short while ago does not come back but by its author. What is left to differ after that, pings settle
    /// for the higher checksum, as the reference does.
    pub(crate) fn judge(
        &self,
        now: Instant,
        new: &SignedTopic<'_>,
        origin: Origin,
        law: &TopicLaw<'_>,
    ) -> Result<(), Refusal> {
        if self.current.as_ref().is_some_and(|ours| ours.to_signed() == *new) {
            return Err(Refusal::Outdated);
        }
        // That of who knows none.
        if new.info.version == 0 {
            return Err(Refusal::Outdated);
        }
        let is_allowed = law.allows(&new.info, author_of(new.info.setter).as_ref());
        // What counts for nothing is still better to read than nothing.
        if !is_allowed && self.current.is_some() {
            return Err(Refusal::NotAllowed);
        }
        new.verify().map_err(|_| Refusal::Forged)?;
        let Some(ours) = self.sound(law) else { return Ok(()) };
        let ours = ours.to_signed();
        let is_newer = match law.lock {
            TopicLock::Unlocked(_) if new.info.version == ours.info.version => {
                origin == Origin::Author || !self.was_replaced(now, &new.signature)
            }
            _ => rank(new) > rank(&ours),
        };
        if is_newer { Ok(()) } else { Err(Refusal::Outdated) }
    }

    /// What a ping of another member calls for. `told` is the signature of the topic that we told it last.
    ///
    /// Who holds an open topic that ours replaced is told ours, once; if that does not help, it was a race, and the higher
    /// checksum counts.
    pub(crate) fn compare(
        &self,
        now: Instant,
        ping: &GroupPing,
        told: Option<&[u8; SIGNATURE_LEN]>,
        law: &TopicLaw<'_>,
    ) -> TopicDiffers {
        let theirs = (ping.topic_version, ping.topic_checksum);
        let ours = self.version(law);
        if theirs == ours || theirs.0 == 0 {
            return TopicDiffers::No;
        }
        let TopicLock::Unlocked(version) = law.lock else {
            return if theirs > ours { TopicDiffers::Ask } else { TopicDiffers::No };
        };
        let counts = theirs.0 == version || version.checked_add(1) == Some(theirs.0);
        if ours.0 == 0 {
            return if counts { TopicDiffers::Ask } else { TopicDiffers::No };
        }
        let replaced = self.replaced.iter().rfind(|old| old.checksum == theirs.1);
        let is_told = self.current.as_ref().map(|topic| &topic.signature) == told;
        if !is_told && (!counts || theirs.0 < ours.0 || theirs.0 == ours.0 && replaced.is_some()) {
            return TopicDiffers::Tell;
        }
        let is_guarded = replaced.is_some_and(|old| now < old.at + TOPIC_GUARD);
        if counts && theirs > ours && !is_guarded { TopicDiffers::Ask } else { TopicDiffers::No }
    }

    fn was_replaced(&self, now: Instant, signature: &[u8; SIGNATURE_LEN]) -> bool {
        self.replaced.iter().any(|old| old.signature == *signature && now < old.at + TOPIC_GUARD)
    }
}

fn rank<'a>(topic: &SignedTopic<'a>) -> (u32, u16, &'a [u8], [u8; 32], [u8; SIGNATURE_LEN]) {
    let TopicInfo { version, topic: text, setter } = topic.info;
    (version, topic.info.checksum(), text, *setter.as_bytes(), topic.signature)
}
