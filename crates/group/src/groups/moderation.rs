//! What the user decides about a group and its members. All say how many members were told.

use toxcore_crypto::EphemeralPublicKey;
use toxcore_sansio::Instant;
use toxcore_wire::group::{GroupPassword, GroupPrivacy, GroupVoice, Role};

use super::{GroupError, GroupNumber, Groups};
use crate::rules::{DecideError, KickError, SetRoleError, SetTopicError};

impl Groups {
    /// Sets the topic.
    ///
    /// # Errors
    /// [`SetTopicError`], in the order of its cases.
    pub fn set_topic(
        &mut self,
        now: Instant,
        number: GroupNumber,
        topic: &[u8],
    ) -> Result<usize, GroupError<SetTopicError>> {
        self.try_act(now, number, |rules| rules.set_topic(now, topic))
    }

    /// Sets the password; [`GroupPassword::NONE`] lets everybody in. Who is in stays in.
    ///
    /// # Errors
    /// [`DecideError`].
    pub fn set_password(
        &mut self,
        now: Instant,
        number: GroupNumber,
        password: GroupPassword,
    ) -> Result<usize, GroupError<DecideError>> {
        self.try_act(now, number, |rules| rules.set_password(password))
    }

    /// Sets how many members there may be, ourselves included.
    ///
    /// # Errors
    /// [`DecideError`].
    pub fn set_peer_limit(
        &mut self,
        now: Instant,
        number: GroupNumber,
        limit: u16,
    ) -> Result<usize, GroupError<DecideError>> {
        self.try_act(now, number, |rules| rules.set_peer_limit(limit))
    }

    /// Sets how the group is found.
    ///
    /// # Errors
    /// [`DecideError`].
    pub fn set_privacy(
        &mut self,
        now: Instant,
        number: GroupNumber,
        privacy: GroupPrivacy,
    ) -> Result<usize, GroupError<DecideError>> {
        self.try_act(now, number, |rules| rules.set_privacy(privacy))
    }

    /// Sets who is heard by all.
    ///
    /// # Errors
    /// [`DecideError`].
    pub fn set_voice(
        &mut self,
        now: Instant,
        number: GroupNumber,
        voice: GroupVoice,
    ) -> Result<usize, GroupError<DecideError>> {
        self.try_act(now, number, |rules| rules.set_voice(voice))
    }

    /// Lets only moderators and the founder set the topic from now on.
    ///
    /// # Errors
    /// [`DecideError`].
    pub fn lock_topic(&mut self, now: Instant, number: GroupNumber) -> Result<usize, GroupError<DecideError>> {
        self.try_act(now, number, |rules| rules.lock_topic(now))
    }

    /// Lets users set the topic from now on.
    ///
    /// # Errors
    /// [`DecideError`].
    pub fn unlock_topic(&mut self, now: Instant, number: GroupNumber) -> Result<usize, GroupError<DecideError>> {
        self.try_act(now, number, |rules| rules.unlock_topic(now))
    }

    /// Gives a member another role.
    ///
    /// # Errors
    /// [`SetRoleError`], in the order of its cases.
    pub fn set_role(
        &mut self,
        now: Instant,
        number: GroupNumber,
        member: &EphemeralPublicKey,
        role: Role,
    ) -> Result<usize, GroupError<SetRoleError>> {
        self.try_act(now, number, |rules| rules.set_role(now, member, role))
    }

    /// Tells a member to leave.
    ///
    /// # Errors
    /// [`KickError`], in the order of its cases.
    pub fn kick(
        &mut self,
        now: Instant,
        number: GroupNumber,
        member: &EphemeralPublicKey,
    ) -> Result<usize, GroupError<KickError>> {
        self.try_act(now, number, |rules| rules.kick(now, member))
    }
}
