//! What we decide about groups and their members.

use toxcore_group::groups::{GroupError, GroupNumber, PeerNumber};
use toxcore_group::rules::{DecideError, KickError, Phase, SetRoleError, SetTopicError};
use toxcore_sansio::Instant;
use toxcore_wire::group::{GroupPassword, GroupPrivacy, GroupVoice, Role};

use crate::{GroupSetPasswordError, Tox};

/// All say how many members were told.
impl Tox {
    /// Sets the topic of up to 512 bytes.
    ///
    /// # Errors
    /// [`SetTopicError`], in the order of its cases.
    pub fn group_set_topic(
        &mut self,
        now: Instant,
        group: GroupNumber,
        topic: &[u8],
    ) -> Result<usize, GroupError<SetTopicError>> {
        self.begin(now);
        let told = self.groups.set_topic(now, group, topic);
        self.settle_groups(now);
        told
    }

    /// Sets the password of up to 32 bytes; an empty one lets everybody in. Who is in stays in.
    ///
    /// # Errors
    /// [`GroupSetPasswordError`], in the order of its cases.
    pub fn group_set_password(
        &mut self,
        now: Instant,
        group: GroupNumber,
        password: &[u8],
    ) -> Result<usize, GroupSetPasswordError> {
        self.begin(now);
        let phase = self.groups.phase(group).ok_or(GroupSetPasswordError::GroupNotFound)?;
        if phase == Phase::Disconnected {
            return Err(GroupSetPasswordError::Disconnected);
        }
        if self.groups.own_role(group) != Some(Role::Founder) {
            return Err(GroupSetPasswordError::Permissions);
        }
        let password = GroupPassword::new(password).map_err(|_| GroupSetPasswordError::TooLong(password.len()))?;
        let told = self.groups.set_password(now, group, password);
        self.settle_groups(now);
        told.map_err(|_| GroupSetPasswordError::Exhausted)
    }

    /// Sets how many members there may be, ourselves included: 1 or more. Who is in stays in.
    ///
    /// # Errors
    /// [`DecideError`].
    pub fn group_set_peer_limit(
        &mut self,
        now: Instant,
        group: GroupNumber,
        limit: u16,
    ) -> Result<usize, GroupError<DecideError>> {
        self.begin(now);
        let told = self.groups.set_peer_limit(now, group, limit);
        self.settle_groups(now);
        told
    }

    /// Sets how the group is found.
    ///
    /// # Errors
    /// [`DecideError`].
    pub fn group_set_privacy_state(
        &mut self,
        now: Instant,
        group: GroupNumber,
        privacy: GroupPrivacy,
    ) -> Result<usize, GroupError<DecideError>> {
        self.begin(now);
        let told = self.groups.set_privacy(now, group, privacy);
        self.settle_groups(now);
        told
    }

    /// Sets who is heard by all.
    ///
    /// # Errors
    /// [`DecideError`].
    pub fn group_set_voice_state(
        &mut self,
        now: Instant,
        group: GroupNumber,
        voice: GroupVoice,
    ) -> Result<usize, GroupError<DecideError>> {
        self.begin(now);
        let told = self.groups.set_voice(now, group, voice);
        self.settle_groups(now);
        told
    }

    /// Sets whether only moderators and the founder may set the topic.
    ///
    /// # Errors
    /// [`DecideError`].
    pub fn group_set_topic_lock(
        &mut self,
        now: Instant,
        group: GroupNumber,
        is_locked: bool,
    ) -> Result<usize, GroupError<DecideError>> {
        self.begin(now);
        let told = if is_locked { self.groups.lock_topic(now, group) } else { self.groups.unlock_topic(now, group) };
        self.settle_groups(now);
        told
    }

    /// Gives a member another role.
    ///
    /// # Errors
    /// [`SetRoleError`], in the order of its cases.
    pub fn group_set_role(
        &mut self,
        now: Instant,
        group: GroupNumber,
        peer: PeerNumber,
        role: Role,
    ) -> Result<usize, GroupError<SetRoleError>> {
        self.begin(now);
        let member = self.group_key_of(group, peer);
        let told = self.groups.set_role(now, group, &member, role);
        self.settle_groups(now);
        told
    }

    /// Tells a member to leave.
    ///
    /// # Errors
    /// [`KickError`], in the order of its cases.
    pub fn group_kick_peer(
        &mut self,
        now: Instant,
        group: GroupNumber,
        peer: PeerNumber,
    ) -> Result<usize, GroupError<KickError>> {
        self.begin(now);
        let member = self.group_key_of(group, peer);
        let told = self.groups.kick(now, group, &member);
        self.settle_groups(now);
        told
    }
}
