use std::fmt;

use toxcore::{ConnectionStatus, Content, Diagnosis, FriendId, LongTermPublicKey, MessageKind, UnixTime, UserStatus};

use crate::driver::Core;
use crate::{CustomPacketError, FriendError, SendError, SentMessage, Tox};

/// A friend. A handle, cheap to clone: it stays what it is when the friend is removed, and says so then.
#[derive(Clone)]
pub struct Friend {
    pub(crate) tox: Tox,
    pub(crate) id: FriendId,
    pub(crate) public_key: LongTermPublicKey,
}

impl fmt::Debug for Friend {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Friend").field("public_key", &self.public_key).finish_non_exhaustive()
    }
}

/// The same friend of the same Tox.
impl PartialEq for Friend {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id && self.tox.public_key() == other.tox.public_key()
    }
}

impl Eq for Friend {}

impl Friend {
    /// The number that the machine knows the friend by, for [`Tox::with`].
    #[must_use]
    pub const fn id(&self) -> FriendId {
        self.id
    }

    /// Who it is.
    #[must_use]
    pub const fn public_key(&self) -> LongTermPublicKey {
        self.public_key
    }

    /// What the friend says about itself, and whether it is online.
    ///
    /// # Errors
    /// [`FriendError`].
    pub async fn info(&self) -> Result<FriendInfo, FriendError> {
        let id = self.id;
        Ok(self.tox.call(move |core| FriendInfo::of(&core.tox, id)).await??)
    }

    /// Sends a message, once there is room for it. The friend must be online; the network has no place for mail to the absent.
    ///
    /// # Errors
    /// [`SendError`].
    pub async fn send(&self, text: impl Into<Vec<u8>>) -> Result<SentMessage, SendError> {
        self.send_kind(MessageKind::Normal, text.into()).await
    }

    /// Sends what we do, in the third person, as `/me` does.
    ///
    /// # Errors
    /// As [`send`](Self::send).
    pub async fn send_action(&self, text: impl Into<Vec<u8>>) -> Result<SentMessage, SendError> {
        self.send_kind(MessageKind::Action, text.into()).await
    }

    async fn send_kind(&self, kind: MessageKind, mut text: Vec<u8>) -> Result<SentMessage, SendError> {
        let friend = self.id;
        loop {
            let sent = self
                .tox
                .call(move |core| match core.tox.friend_send_message(core.now, friend, kind, &text) {
                    Ok(id) => Ok(Ok(SentMessage::new(id, core.receipts.expect(friend, id)))),
                    Err(toxcore::SendMessageError::QueueFull) => Err((core.room.wait(friend), text)),
                    Err(error) => Ok(Err(error)),
                })
                .await?;
            match sent {
                Ok(sent) => return Ok(sent?),
                Err((room, unsent)) => {
                    // Either there is room, or trying again says why not.
                    let _ = room.await;
                    text = unsent;
                }
            }
        }
    }

    /// Tells the friend whether we are writing.
    ///
    /// # Errors
    /// [`FriendError`].
    pub async fn typing(&self, typing: bool) -> Result<(), FriendError> {
        let id = self.id;
        Ok(self.tox.call(move |core| core.tox.set_typing(core.now, id, typing)).await??)
    }

    /// Sends a packet of our own making, which arrives once and in order. Its first byte is its id, 160 to 191.
    ///
    /// # Errors
    /// [`CustomPacketError`].
    pub async fn send_lossless(&self, mut packet: Vec<u8>) -> Result<(), CustomPacketError> {
        let friend = self.id;
        loop {
            let sent = self
                .tox
                .call(move |core| match core.tox.friend_send_lossless_packet(core.now, friend, &packet) {
                    Ok(()) => Ok(Ok(())),
                    Err(toxcore::SendCustomPacketError::QueueFull) => Err((core.room.wait(friend), packet)),
                    Err(error) => Ok(Err(error)),
                })
                .await?;
            match sent {
                Ok(sent) => return Ok(sent?),
                Err((room, unsent)) => {
                    // As above.
                    let _ = room.await;
                    packet = unsent;
                }
            }
        }
    }

    /// Sends a packet of our own making, which may not arrive. Its first byte is its id, 200 to 254 (192 to 199 belong to
    /// calls).
    ///
    /// # Errors
    /// [`CustomPacketError`].
    pub async fn send_lossy(&self, packet: Vec<u8>) -> Result<(), CustomPacketError> {
        let friend = self.id;
        let send = move |core: &mut Core| core.tox.friend_send_lossy_packet(core.now, friend, &packet);
        Ok(self.tox.call(send).await??)
    }

    /// Why the friend is offline: how far the search is, what was tried, and what comes next.
    ///
    /// # Errors
    /// [`FriendError`].
    pub async fn why_offline(&self) -> Result<Diagnosis, FriendError> {
        let id = self.id;
        Ok(self.tox.call(move |core| core.tox.why_offline(id)).await??)
    }

    /// Removes the friend: it sees us go offline, and we are not told of it again.
    ///
    /// # Errors
    /// [`FriendError`].
    pub async fn remove(&self) -> Result<(), FriendError> {
        let id = self.id;
        let remove = move |core: &mut Core| {
            core.transfers.friend_removed(&mut core.tox, core.now, id);
            core.tox.friend_delete(core.now, id)
        };
        Ok(self.tox.change(remove).await??)
    }
}

/// What is known about a friend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FriendInfo {
    /// What it calls itself; empty if it never said.
    pub name: Content,
    /// Its status message.
    pub status_message: Content,
    /// Its status.
    pub status: UserStatus,
    /// Whether it is online, and by which way.
    pub connection: ConnectionStatus,
    /// Whether it is writing to us.
    pub typing: bool,
    /// When it was online last; 0 for never.
    pub last_online: UnixTime,
}

impl FriendInfo {
    fn of(tox: &toxcore::Tox, id: FriendId) -> Result<Self, toxcore::UnknownFriend> {
        Ok(Self {
            name: tox.friend_name(id)?.into(),
            status_message: tox.friend_status_message(id)?.into(),
            status: tox.friend_status(id)?,
            connection: tox.friend_connection_status(id)?,
            typing: tox.friend_typing(id)?,
            last_online: tox.friend_last_online(id)?,
        })
    }
}
