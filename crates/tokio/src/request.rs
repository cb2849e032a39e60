use std::borrow::Cow;

use toxcore::{Content, LongTermPublicKey};

use crate::{AddFriendError, Friend, Tox};

/// Somebody wants to be our friend.
#[must_use = "a request that nobody accepts is forgotten"]
#[derive(Clone, Debug)]
pub struct FriendRequest {
    tox: Tox,
    sender: LongTermPublicKey,
    message: Content,
}

impl FriendRequest {
    pub(crate) const fn new(tox: Tox, sender: LongTermPublicKey, message: Content) -> Self {
        Self { tox, sender, message }
    }

    /// Who: the only thing about the sender that is proven.
    #[must_use]
    pub const fn public_key(&self) -> LongTermPublicKey {
        self.sender
    }

    /// What was written; strangers may send anything.
    #[must_use]
    pub fn message(&self) -> &[u8] {
        &self.message
    }

    /// What was written, as text: bytes that are no UTF-8 are replaced.
    #[must_use]
    pub fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.message)
    }

    /// Makes the sender a friend.
    ///
    /// # Errors
    /// [`AddFriendError`].
    pub async fn accept(&self) -> Result<Friend, AddFriendError> {
        self.tox.add_friend_without_request(self.sender).await
    }
}
