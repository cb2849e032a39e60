//! What only the founder decides. Protocol: groups, Shared state.

use toxcore_sansio::Instant;
use toxcore_wire::group::{GroupPassword, GroupPrivacy, GroupVoice, SharedState, TopicLock};

use super::state::Decided;
use super::{DecideError, Effect, Outgoing, Phase, Rules};

impl Rules {
    /// Sets the password; [`GroupPassword::NONE`] lets everybody in. Who is in stays in.
    ///
    /// # Errors
    /// [`DecideError`].
    pub fn set_password(&mut self, password: GroupPassword) -> Result<(), DecideError> {
        self.check_connected()?;
        self.decide_and_tell(|state| state.password = password)
    }

    /// Sets how many members there may be, ourselves included. Who is in stays in.
    ///
    /// # Errors
    /// [`DecideError`]; [`DecideError::Invalid`] for 0, which no member would take.
    pub fn set_peer_limit(&mut self, limit: u16) -> Result<(), DecideError> {
        self.check_connected()?;
        self.check_founder()?;
        if limit == 0 {
            return Err(DecideError::Invalid);
        }
        if self.state().is_some_and(|state| state.peer_limit == limit) {
            return Ok(());
        }
        self.decide_and_tell(|state| state.peer_limit = limit)
    }

    /// Sets how the group is found.
    ///
    /// # Errors
    /// [`DecideError`]; [`DecideError::Invalid`] for a value without a meaning.
    pub fn set_privacy(&mut self, privacy: GroupPrivacy) -> Result<(), DecideError> {
        self.check_founder()?;
        self.check_connected()?;
        if matches!(privacy, GroupPrivacy::Other(_)) {
            return Err(DecideError::Invalid);
        }
        if self.state().is_some_and(|state| state.privacy == privacy) {
            return Ok(());
        }
        self.decide_and_tell(|state| state.privacy = privacy)
    }

    /// Sets who is heard by all.
    ///
    /// # Errors
    /// [`DecideError`]; [`DecideError::Invalid`] for a value without a meaning.
    pub fn set_voice(&mut self, voice: GroupVoice) -> Result<(), DecideError> {
        self.check_founder()?;
        self.check_connected()?;
        if matches!(voice, GroupVoice::Other(_)) {
            return Err(DecideError::Invalid);
        }
        if self.state().is_some_and(|state| state.voice == voice) {
            return Ok(());
        }
        self.decide_and_tell(|state| state.voice = voice)
    }

    /// Lets only moderators and us set the topic from now on: the topic that there is becomes ours.
    ///
    /// # Errors
    /// [`DecideError`].
    pub fn lock_topic(&mut self, now: Instant) -> Result<(), DecideError> {
        self.check_founder()?;
        self.check_connected()?;
        if self.state().is_some_and(|state| state.topic_lock == TopicLock::Locked) {
            return Ok(());
        }
        let version = self.next_topic_version().ok_or(DecideError::Exhausted)?;
        let state = self.change_state(|state| state.topic_lock = TopicLock::Locked)?;
        self.send_topic_anew(now, version);
        self.do_next(Effect::SendAll(state));
        Ok(())
    }

    /// Lets users set the topic from now on.
    ///
    /// # Errors
    /// [`DecideError`].
    pub fn unlock_topic(&mut self, now: Instant) -> Result<(), DecideError> {
        self.check_founder()?;
        self.check_connected()?;
        if self.state().is_some_and(|state| state.topic_lock != TopicLock::Locked) {
            return Ok(());
        }
        // The version of a topic that counts for all, so that all can go on from it.
        let version = match self.with_topic_law(|topic, law| topic.version(law)) {
            Some((version @ 1.., _)) => version,
            _ => {
                let version = self.next_topic_version().ok_or(DecideError::Exhausted)?;
                self.send_topic_anew(now, version);
                version
            }
        };
        self.decide_and_tell(|state| state.topic_lock = TopicLock::Unlocked(version))
    }

    fn decide_and_tell(&mut self, change: impl FnOnce(&mut SharedState)) -> Result<(), DecideError> {
        let packet = self.change_state(change)?;
        self.do_next(Effect::SendAll(packet));
        Ok(())
    }

    /// Signs the next version of what was decided. The packet for all.
    pub(super) fn change_state(&mut self, change: impl FnOnce(&mut SharedState)) -> Result<Outgoing, DecideError> {
        let (Some(decided), Some(keys)) = (&self.decided, &self.group_keys) else {
            return Err(DecideError::NotFounder);
        };
        let mut state = decided.state.clone();
        state.version = state.version.checked_add(1).ok_or(DecideError::Exhausted)?;
        change(&mut state);
        let decided = Decided::new(state, keys.signing());
        let packet = self.state_packet(&decided);
        self.replace_decision(decided);
        Ok(packet)
    }

    fn check_founder(&self) -> Result<(), DecideError> {
        if self.group_keys.is_some() && self.decided.is_some() { Ok(()) } else { Err(DecideError::NotFounder) }
    }

    fn check_connected(&self) -> Result<(), DecideError> {
        if self.phase == Phase::Disconnected { Err(DecideError::Disconnected) } else { Ok(()) }
    }
}
