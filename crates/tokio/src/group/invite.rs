use toxcore::Content;
use toxcore::group::{ChatId, InviteData};

use super::Group;
use crate::{AcceptGroupInviteError, Friend};

/// A friend offers to bring us into a group.
#[derive(Clone, Debug)]
pub struct GroupInvite {
    /// Who.
    pub friend: Friend,
    pub(crate) invite: toxcore::GroupInvite,
}

impl GroupInvite {
    /// What names the group.
    #[must_use]
    pub const fn chat_id(&self) -> ChatId {
        self.invite.data.chat_id
    }

    /// What it is called, says the friend: 1 to 48 bytes.
    #[must_use]
    pub fn name(&self) -> Content {
        self.invite.name.as_bytes().into()
    }

    /// What is accepted, for [`Tox::with`](crate::Tox::with).
    #[must_use]
    pub const fn data(&self) -> InviteData {
        self.invite.data
    }

    /// Comes in as `nick`, 1 to 128 bytes, with the password, which is empty if there is none.
    /// [`GroupEvent::SelfJoin`](crate::GroupEvent::SelfJoin) says when we are in.
    ///
    /// # Errors
    /// [`AcceptGroupInviteError`].
    pub async fn accept(
        &self,
        nick: impl Into<Vec<u8>>,
        password: impl Into<Vec<u8>>,
    ) -> Result<Group, AcceptGroupInviteError> {
        let (tox, friend, data) = (&self.friend.tox, self.friend.id, self.invite.data);
        let (nick, password) = (nick.into(), password.into());
        let accept = move |core: &mut crate::driver::Core| {
            core.tox.group_invite_accept(core.now, friend, &data, &nick, &password)
        };
        let number = tox.change(accept).await??;
        Ok(Group { tox: tox.clone(), number, chat_id: data.chat_id })
    }
}
