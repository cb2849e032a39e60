mod info;
mod invite;
mod moderation;

use std::fmt;

use toxcore::group::{ChatId, Delivery, GroupNumber, Hearing, PseudoMessageId};
use toxcore::{GroupPeer, MessageKind, UserStatus};

use crate::driver::Core;
use crate::{
    Friend, GroupDisconnectError, GroupError, GroupInviteFriendError, GroupLeaveError, GroupNickError,
    GroupPacketError, GroupPrivateSendError, GroupSendError, Tox,
};

pub use info::{GroupInfo, GroupMember, RosterMember};
pub use invite::GroupInvite;

/// A group, the new kind of group chat. A handle, cheap to clone: it stays what it is when we leave, and says so then.
///
/// Everybody in it has a key for this group alone, so that nobody learns who the others are elsewhere. What happens in it comes
/// as [`Event::Group`](crate::Event::Group).
#[derive(Clone)]
pub struct Group {
    pub(crate) tox: Tox,
    pub(crate) number: GroupNumber,
    pub(crate) chat_id: ChatId,
}

impl fmt::Debug for Group {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Group").field("number", &self.number).finish_non_exhaustive()
    }
}

/// The same group of the same Tox.
impl PartialEq for Group {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number && self.tox.public_key() == other.tox.public_key()
    }
}

impl Eq for Group {}

/// A message that was sent to a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GroupSent {
    /// Its number, which all who get it are told.
    pub id: PseudoMessageId,
    /// To how many members it went; they may be none. There are no receipts: it is repeated until each has it, as long as we
    /// stay connected.
    pub reached: usize,
}

impl From<toxcore::group::SentMessage> for GroupSent {
    fn from(sent: toxcore::group::SentMessage) -> Self {
        Self { id: sent.id, reached: sent.reached }
    }
}

impl Group {
    /// The number that the machine knows it by, for [`Tox::with`].
    #[must_use]
    pub const fn number(&self) -> GroupNumber {
        self.number
    }

    /// What names it to everybody. Whoever knows that of a public group can come in.
    #[must_use]
    pub const fn chat_id(&self) -> ChatId {
        self.chat_id
    }

    /// Sends a message of 1 to 1372 bytes to all, and says to how many members it went.
    ///
    /// # Errors
    /// [`GroupSendError`].
    pub async fn send(&self, text: impl Into<Vec<u8>>) -> Result<GroupSent, GroupSendError> {
        self.send_kind(MessageKind::Normal, text.into()).await
    }

    /// Sends what we do, in the third person, as `/me` does.
    ///
    /// # Errors
    /// As [`send`](Self::send).
    pub async fn send_action(&self, text: impl Into<Vec<u8>>) -> Result<GroupSent, GroupSendError> {
        self.send_kind(MessageKind::Action, text.into()).await
    }

    async fn send_kind(&self, kind: MessageKind, text: Vec<u8>) -> Result<GroupSent, GroupSendError> {
        let number = self.number;
        let send = move |core: &mut Core| core.tox.group_send_message(core.now, number, kind, &text);
        Ok(self.tox.call(send).await??.into())
    }

    /// Sends a message of 1 to 1367 bytes to one member alone. [`GroupSent::reached`] is 0 if too much waits for it already.
    ///
    /// # Errors
    /// [`GroupPrivateSendError`].
    pub async fn send_private(
        &self,
        to: GroupPeer,
        text: impl Into<Vec<u8>>,
    ) -> Result<GroupSent, GroupPrivateSendError> {
        let (number, text) = (self.number, text.into());
        let send = move |core: &mut Core| {
            core.tox.group_send_private_message(core.now, number, to.number, MessageKind::Normal, &text)
        };
        Ok(self.tox.call(send).await??.into())
    }

    /// Sends a packet of the program's own of 1 to 1373 bytes to all, and says to how many members it went.
    ///
    /// # Errors
    /// [`GroupPacketError`].
    pub async fn send_packet(&self, delivery: Delivery, packet: impl Into<Vec<u8>>) -> Result<usize, GroupPacketError> {
        let (number, packet) = (self.number, packet.into());
        let send = move |core: &mut Core| core.tox.group_send_custom_packet(core.now, number, delivery, &packet);
        Ok(self.tox.call(send).await??)
    }

    /// Sends a packet of the program's own to one member alone.
    ///
    /// # Errors
    /// [`GroupPacketError`].
    pub async fn send_private_packet(
        &self,
        to: GroupPeer,
        delivery: Delivery,
        packet: impl Into<Vec<u8>>,
    ) -> Result<(), GroupPacketError> {
        let (number, packet) = (self.number, packet.into());
        let send = move |core: &mut Core| {
            core.tox.group_send_custom_private_packet(core.now, number, to.number, delivery, &packet)
        };
        Ok(self.tox.call(send).await??)
    }

    /// Changes our nick of 1 to 128 bytes in this group.
    ///
    /// # Errors
    /// [`GroupNickError`].
    pub async fn set_nick(&self, nick: impl Into<Vec<u8>>) -> Result<(), GroupNickError> {
        let (number, nick) = (self.number, nick.into());
        self.tox.change(move |core| core.tox.group_self_set_name(core.now, number, &nick)).await??;
        Ok(())
    }

    /// Changes our status in this group.
    ///
    /// # Errors
    /// [`GroupError`].
    pub async fn set_status(&self, status: UserStatus) -> Result<(), GroupError> {
        let number = self.number;
        self.tox.change(move |core| core.tox.group_self_set_status(core.now, number, status)).await??;
        Ok(())
    }

    /// Stops telling what a member writes, or tells it again. The member does not notice.
    ///
    /// # Errors
    /// [`GroupError`]; [`GroupError::NoSuchMember`] for ourselves, too.
    pub async fn set_hearing(&self, peer: GroupPeer, hearing: Hearing) -> Result<(), GroupError> {
        let number = self.number;
        Ok(self.tox.call(move |core| core.tox.group_set_ignore(core.now, number, peer.number, hearing)).await??)
    }

    /// Invites a friend who is online. He comes if he wants, and gets in while we stay online.
    ///
    /// # Errors
    /// [`GroupInviteFriendError`].
    pub async fn invite(&self, friend: &Friend) -> Result<(), GroupInviteFriendError> {
        let (number, friend) = (self.number, friend.id);
        Ok(self.tox.call(move |core| core.tox.group_invite_friend(core.now, number, friend)).await??)
    }

    /// Goes out, but keeps the group: [`reconnect`](Self::reconnect) comes back with the same key.
    ///
    /// # Errors
    /// [`GroupDisconnectError`].
    pub async fn disconnect(&self) -> Result<(), GroupDisconnectError> {
        let number = self.number;
        Ok(self.tox.change(move |core| core.tox.group_disconnect(core.now, number)).await??)
    }

    /// Looks for the group anew, whether we are out, looking for it, or in it. It is not needed after a loss of the network: that
    /// heals by itself.
    ///
    /// # Errors
    /// [`GroupError`].
    pub async fn reconnect(&self) -> Result<(), GroupError> {
        let number = self.number;
        Ok(self.tox.change(move |core| core.tox.group_reconnect(core.now, number)).await??)
    }

    /// Leaves for good, with last words of up to 128 bytes. Our key in the group is lost.
    ///
    /// # Errors
    /// [`GroupLeaveError`].
    pub async fn leave(&self, last_words: impl Into<Vec<u8>>) -> Result<(), GroupLeaveError> {
        let (number, words) = (self.number, last_words.into());
        Ok(self.tox.change(move |core| core.tox.group_leave(core.now, number, &words)).await??)
    }
}
