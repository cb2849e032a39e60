//! Groups to and from the save file. Protocol: groups, Groups in the save file.

use toxcore_wire::group::GroupPassword;
use toxcore_wire::savedata::{SavedGroup, SavedTopic};

use super::state::Decided;
use super::topic::TopicBoard;
use super::{Joining, Phase, Profile, RestoreError, Roster, Rules};

impl Rules {
    /// What to save; `None` before we know what was decided: the reference would not read it.
    #[must_use]
    pub fn to_saved(&self) -> Option<SavedGroup> {
        let decided = self.decided.as_ref()?;
        let group_key = toxcore_crypto::ExtendedPublicKey::of_signing_key(self.chat_id.signing_key()).ok()?;
        Some(SavedGroup {
            disconnected: self.phase == Phase::Disconnected,
            state: decided.state.clone(),
            state_signature: decided.signature,
            topic: self.topic.current().cloned().unwrap_or_else(|| self.no_topic()),
            moderators: self.moderation.moderators().clone(),
            group_key,
            group_keys: self.group_keys.clone(),
            own_keys: self.own.clone(),
            nick: self.profile.nick_bytes(),
            role: self.own_role,
            status: self.profile.status,
            peers: self.roster.to_saved(),
        })
    }

    /// A group of a save file: to be joined again, unless the user had left it.
    ///
    /// What signatures and hashes do not bear out is taken for unknown, so that other members tell it.
    ///
    /// # Errors
    /// [`RestoreError`]: the group is to be kept as it was saved.
    pub fn restore(saved: SavedGroup) -> Result<Self, RestoreError> {
        let chat_id = saved.chat_id();
        let SavedGroup { state, state_signature, topic, moderators, group_keys, own_keys, peers, .. } = saved;
        let decided = Decided::restore(state, state_signature, &chat_id).map_err(|_| RestoreError::State)?;
        if group_keys.as_ref().is_some_and(|keys| chat_id != keys.public().signing.into()) {
            return Err(RestoreError::Keys);
        }
        let profile = Profile::new(saved.nick, saved.status).map_err(|_| RestoreError::NoNick)?;
        let joining = Joining { chat_id, own: own_keys, profile, password: GroupPassword::NONE };
        let mut rules = Self::join(joining);
        rules.phase = if saved.disconnected { Phase::Disconnected } else { Phase::Joining };
        rules.moderation.set_moderators(moderators.arranged_for(&decided.state.moderators_hash).unwrap_or(moderators));
        rules.decided = Some(decided);
        rules.group_keys = group_keys;
        rules.own_role = saved.role;
        rules.roster = Roster::restore(&peers);
        if topic.version != 0 && topic.to_signed().verify().is_ok() {
            rules.topic = TopicBoard::new(topic);
        }
        rules.review_roles();
        Ok(rules)
    }

    /// What stands for a topic that we do not know.
    fn no_topic(&self) -> SavedTopic {
        SavedTopic {
            version: 0,
            topic: toxcore_wire::group::ShortBytes::EMPTY,
            setter: self.chat_id.signing_key(),
            signature: [0; toxcore_crypto::ed25519::SIGNATURE_LEN],
        }
    }
}
