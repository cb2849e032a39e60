use std::borrow::Cow;

use toxcore::{Content, MessageId, MessageKind};

use crate::receipts::Receipt;
use crate::{DeliveryError, Friend};

/// A message of a friend.
#[derive(Clone, Debug)]
pub struct IncomingMessage {
    /// Who wrote it.
    pub friend: Friend,
    /// How it is meant.
    pub kind: MessageKind,
    /// What was written, 1 to 1372 bytes; friends may send anything.
    pub content: Content,
}

impl IncomingMessage {
    /// What was written, as text: bytes that are no UTF-8 are replaced.
    #[must_use]
    pub fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.content)
    }
}

/// A message that is on its way.
#[must_use = "whether it arrives is only known with `delivered`; drop it if that does not matter"]
#[derive(Debug)]
pub struct SentMessage {
    id: MessageId,
    receipt: Receipt,
}

impl SentMessage {
    pub(crate) const fn new(id: MessageId, receipt: Receipt) -> Self {
        Self { id, receipt }
    }

    /// What [`Event::Delivered`](crate::Event::Delivered) calls it.
    #[must_use]
    pub const fn id(&self) -> MessageId {
        self.id
    }

    /// Waits until the friend's machine has it. Whether it was read is not known.
    ///
    /// This waits for the network, so do not do it where events are taken: who does not take events any more may never see
    /// the receipt.
    ///
    /// # Errors
    /// [`DeliveryError`].
    pub async fn delivered(self) -> Result<(), DeliveryError> {
        self.receipt.await.unwrap_or(Err(DeliveryError::Stopped))
    }
}
