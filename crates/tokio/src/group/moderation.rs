//! What the founder, and in part moderators and members, decide.

use toxcore::GroupPeer;
use toxcore::group::{GroupPrivacy, GroupVoice, Role};

use super::Group;
use crate::{GroupDecideError, GroupKickError, GroupPasswordError, GroupRoleError, GroupTopicError};

impl Group {
    /// Sets the topic of up to 512 bytes.
    ///
    /// # Errors
    /// [`GroupTopicError`].
    pub async fn set_topic(&self, topic: impl Into<Vec<u8>>) -> Result<(), GroupTopicError> {
        let (number, topic) = (self.number, topic.into());
        self.tox.change(move |core| core.tox.group_set_topic(core.now, number, &topic)).await??;
        Ok(())
    }

    /// Sets the password of up to 32 bytes, as the founder; an empty one lets everybody in. Who is in stays in, and is told.
    ///
    /// # Errors
    /// [`GroupPasswordError`].
    pub async fn set_password(&self, password: impl Into<Vec<u8>>) -> Result<(), GroupPasswordError> {
        let (number, password) = (self.number, password.into());
        self.tox.change(move |core| core.tox.group_set_password(core.now, number, &password)).await??;
        Ok(())
    }

    /// Sets how the group is found, as the founder.
    ///
    /// # Errors
    /// [`GroupDecideError`].
    pub async fn set_privacy(&self, privacy: GroupPrivacy) -> Result<(), GroupDecideError> {
        let number = self.number;
        self.tox.change(move |core| core.tox.group_set_privacy_state(core.now, number, privacy)).await??;
        Ok(())
    }

    /// Sets who is heard by all, as the founder.
    ///
    /// # Errors
    /// [`GroupDecideError`].
    pub async fn set_voice(&self, voice: GroupVoice) -> Result<(), GroupDecideError> {
        let number = self.number;
        self.tox.change(move |core| core.tox.group_set_voice_state(core.now, number, voice)).await??;
        Ok(())
    }

    /// Sets whether only moderators and the founder may set the topic, as the founder.
    ///
    /// # Errors
    /// [`GroupDecideError`].
    pub async fn set_topic_lock(&self, is_locked: bool) -> Result<(), GroupDecideError> {
        let number = self.number;
        self.tox.change(move |core| core.tox.group_set_topic_lock(core.now, number, is_locked)).await??;
        Ok(())
    }

    /// Sets how many members there may be, ourselves included, as the founder: 1 or more. Who is in stays in.
    ///
    /// # Errors
    /// [`GroupDecideError`].
    pub async fn set_peer_limit(&self, limit: u16) -> Result<(), GroupDecideError> {
        let number = self.number;
        self.tox.change(move |core| core.tox.group_set_peer_limit(core.now, number, limit)).await??;
        Ok(())
    }

    /// Gives a member another role. The founder may do all but make founders; moderators make users observers and the other way
    /// round.
    ///
    /// # Errors
    /// [`GroupRoleError`].
    pub async fn set_role(&self, peer: GroupPeer, role: Role) -> Result<(), GroupRoleError> {
        let number = self.number;
        self.tox.change(move |core| core.tox.group_set_role(core.now, number, peer.number, role)).await??;
        Ok(())
    }

    /// Tells a member to leave. Nothing keeps it from coming again.
    ///
    /// # Errors
    /// [`GroupKickError`].
    pub async fn kick(&self, peer: GroupPeer) -> Result<(), GroupKickError> {
        let number = self.number;
        self.tox.change(move |core| core.tox.group_kick_peer(core.now, number, peer.number)).await??;
        Ok(())
    }
}
