//! Topics as they arrive, and as the user sets them. Protocol: groups, Topic.

use toxcore_crypto::{EphemeralPublicKey, ExtendedPublicKey};
use toxcore_sansio::Instant;
use toxcore_wire::Encode;
use toxcore_wire::group::{MAX_TOPIC_LEN, Role, ShortBytes, SignedTopic, SyncFlags, TopicLock};

use super::limits::{FRESH_JOIN, TOPIC_GROUP_INTERVAL, TOPIC_MEMBER_INTERVAL};
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
        if self.members.get(&from.encryption).is_none() {
            let (is_open, contact) = (self.is_topic_open(), self.members.contact(&from.encryption)?);
            if !is_answer && contact.held_topic.is_none() {
                return Err(Refusal::NotConfirmed);
            }
            // Anybody signs an open topic, so it waits until the sender is one of us. Of others the signature tells.
            if is_open {
                contact.held_topic = Some(topic.to_vec());
                return Ok(());
            }
        }
        self.take_topic_of_member(now, from, topic, is_answer)
    }

    /// A member is confirmed: the topic counts that it gave before.
    pub(super) fn take_held_topic(&mut self, now: Instant, from: &ExtendedPublicKey) {
        let held = self.members.contact(&from.encryption).ok().and_then(|contact| contact.held_topic.take());
        let Some(held) = held else { return };
        if let Ok(topic) = SignedTopic::parse(&held) {
            let result = self.take_topic_of_member(now, from, &topic, true);
            let _ = self.count(result);
        }
    }

    fn is_topic_open(&self) -> bool {
        self.state().is_some_and(|state| state.topic_lock != TopicLock::Locked)
    }

    fn take_topic_of_member(
        &mut self,
        now: Instant,
        from: &ExtendedPublicKey,
        topic: &SignedTopic<'_>,
        is_answer: bool,
    ) -> Result<(), Refusal> {
        self.may_give_topic(now, from, topic)?;
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
            self.topic_changed(now, from, topic);
        }
        Ok(())
    }

    /// Observers may set no topics, so they do not give them on either, but to newcomers, who know nobody yet, and not what
    /// they may have made up.
    fn may_give_topic(&self, now: Instant, from: &ExtendedPublicKey, topic: &SignedTopic<'_>) -> Result<(), Refusal> {
        let is_fresh = match self.phase {
            Phase::Disconnected => return Err(Refusal::NotJoined),
            Phase::Joining => true,
            Phase::Joined { since } => now < since + FRESH_JOIN,
        };
        if self.role_of(from) != Role::Observer {
            return Ok(());
        }
        let is_authoritys = self.with_topic_law(|_, law| law.authority.has(&topic.info.setter)) == Some(true);
        if is_fresh && is_authoritys { Ok(()) } else { Err(Refusal::NotAllowed) }
    }

    /// The founder gives topics on, which others may have missed. Those that come too fast are made up for after pings.
    fn topic_changed(&mut self, now: Instant, from: &ExtendedPublicKey, topic: &SignedTopic<'_>) {
        let is_inside = matches!(self.phase, Phase::Joined { .. });
        if self.own_role == Role::Founder && is_inside && self.may_give_on(now, &from.encryption) {
            self.do_next(Effect::SendAll(Outgoing::new(SignedTopic::KIND, topic)));
        }
        let own = self.own.public();
        let known = self.members.iter().map(|member| &member.keys).chain([&own]);
        let by = known.into_iter().find(|keys| keys.signing == topic.info.setter).map(|keys| keys.encryption);
        self.tell_if_joined(Event::Topic { by, topic: topic.info.topic.into() });
    }

    /// Whether another topic of a member may be given on: each costs a packet to all.
    fn may_give_on(&mut self, now: Instant, from: &EphemeralPublicKey) -> bool {
        let Ok(contact) = self.members.contact(from) else { return false };
        let is_over = |last: Option<Instant>, pause| last.is_none_or(|last| now >= last + pause);
        let may = is_over(contact.topic_given_on, TOPIC_MEMBER_INTERVAL)
            && is_over(self.topic_given_on, TOPIC_GROUP_INTERVAL);
        if may {
            contact.topic_given_on = Some(now);
            self.topic_given_on = Some(now);
        }
        may
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
