//! Topics as they arrive, and as the user sets them. Protocol: groups, Topic.

use toxcore_crypto::ExtendedPublicKey;
use toxcore_sansio::Instant;
use toxcore_wire::group::{MAX_TOPIC_LEN, Role, ShortBytes, SignedTopic, SyncFlags, TopicLock};

use super::limits::FRESH_JOIN;
use super::moderation::is_authority;
use super::topic::Origin;
use super::{Effect, Event, Outgoing, Phase, Refusal, Rules, SetTopicError};

impl Rules {
    /// Sets the topic, of at most [`MAX_TOPIC_LEN`] bytes.
    ///
    /// # Errors
    /// [`SetTopicError`], in the order of its cases.
    pub fn set_topic(&mut self, now: Instant, topic: &[u8]) -> Result<(), SetTopicError> {
        if self.phase == Phase::Disconnected {
            return Err(SetTopicError::Disconnected);
        }
        let topic = &ShortBytes::new(topic).map_err(|_| SetTopicError::TooLong(topic.len()))?;
        let lock = self.state().map_or(TopicLock::Locked, |state| state.topic_lock);
        let may = match lock {
            TopicLock::Locked => is_authority(self.own_role) && self.decided.is_some(),
            TopicLock::Unlocked(_) => self.own_role != Role::Observer,
        };
        if !may {
            return Err(SetTopicError::Permissions);
        }
        let version = match lock {
            TopicLock::Locked => self.next_topic_version().ok_or(SetTopicError::Exhausted)?,
            TopicLock::Unlocked(version) => version,
        };
        let packet = self.sign_topic(now, version, topic);
        self.do_next(Effect::SendAll(packet));
        Ok(())
    }

    pub(super) fn next_topic_version(&self) -> Option<u32> {
        self.topic.current().map_or(0, |topic| topic.version).checked_add(1)
    }

    /// Signs a topic in our name and keeps it.
    pub(super) fn sign_topic(&mut self, now: Instant, version: u32, topic: &ShortBytes<MAX_TOPIC_LEN>) -> Outgoing {
        let signed = SignedTopic::sign(version, topic, self.own.signing());
        let signed = signed.expect("no longer than a topic may be");
        self.topic.set(now, &signed);
        Outgoing::new(SignedTopic::KIND, &signed)
    }

    /// Signs the topic anew in our name, of this version, and tells all.
    pub(super) fn send_topic_anew(&mut self, now: Instant, version: u32) {
        let text = ShortBytes::first(self.topic());
        let packet = self.sign_topic(now, version, &text);
        self.do_next(Effect::SendAll(packet));
    }

    /// Takes over the topic of somebody who may not set it any more, or not much longer.
    pub(super) fn take_over_topic(&mut self, now: Instant, from: &ExtendedPublicKey) {
        if self.topic.current().is_none_or(|topic| topic.setter != from.signing) {
            return;
        }
        let version = match self.state().map(|state| state.topic_lock) {
            Some(TopicLock::Unlocked(version)) => Some(version),
            _ => self.next_topic_version(),
        };
        if let Some(version) = version {
            self.send_topic_anew(now, version);
        }
    }

    pub(super) fn take_topic(
        &mut self,
        now: Instant,
        from: &ExtendedPublicKey,
        topic: &SignedTopic<'_>,
    ) -> Result<(), Refusal> {
        let contact = self.members.contact(&from.encryption)?;
        let is_answer = contact.awaits(now, SyncFlags::TOPIC);
        contact.settle(SyncFlags::TOPIC);
        self.may_give_topic(now, from)?;
        let is_authors = topic.info.setter == from.signing && !is_answer;
        let origin = if is_authors { Origin::Author } else { Origin::Relayed };
        let judged = self.with_topic_law(|board, law| board.judge(now, topic, origin, law));
        if let Err(refusal) = judged.unwrap_or(Err(Refusal::NotJoined)) {
            if refusal == Refusal::NotAllowed && is_answer {
                self.outbid_topic(now, from, topic.info.version);
            }
            return Err(refusal);
        }
        let is_new_text = self.topic() != topic.info.topic;
        self.topic.set(now, topic);
        if is_new_text {
            self.topic_changed(topic);
        }
        Ok(())
    }

    /// Observers may set no topics, so they do not give them on either, but to newcomers, who know nobody yet.
    fn may_give_topic(&self, now: Instant, from: &ExtendedPublicKey) -> Result<(), Refusal> {
        match self.phase {
            Phase::Disconnected => Err(Refusal::NotJoined),
            Phase::Joining => Ok(()),
            Phase::Joined { since } if now < since + FRESH_JOIN => Ok(()),
            Phase::Joined { .. } => match self.members.get(&from.encryption) {
                None => Err(Refusal::NotConfirmed),
                Some(member) if member.role == Role::Observer => Err(Refusal::NotAllowed),
                Some(_) => Ok(()),
            },
        }
    }

    /// The founder gives topics on, which others may have missed.
    fn topic_changed(&mut self, topic: &SignedTopic<'_>) {
        if self.own_role == Role::Founder && matches!(self.phase, Phase::Joined { .. }) {
            self.do_next(Effect::SendAll(Outgoing::new(SignedTopic::KIND, topic)));
        }
        let own = self.own.public();
        let known = self.members.iter().map(|member| &member.keys).chain([&own]);
        let by = known.into_iter().find(|keys| keys.signing == topic.info.setter).map(|keys| keys.encryption);
        self.tell_if_joined(Event::Topic { by, topic: topic.info.topic.into() });
    }

    /// The founder outbids a locked topic of somebody who may not set it any more.
    fn outbid_topic(&mut self, now: Instant, from: &ExtendedPublicKey, version: u32) {
        let Some(TopicLock::Locked) = self.state().map(|state| state.topic_lock) else { return };
        let ours = self.topic.current().map_or(0, |topic| topic.version);
        if version >= ours
            && self.own_role == Role::Founder
            && version - ours <= super::MAX_VERSION_STEP
            && self.members.get(&from.encryption).is_some()
            && let Some(next) = version.checked_add(1)
            && self.may_heal(now)
        {
            self.send_topic_anew(now, next);
        }
    }
}
