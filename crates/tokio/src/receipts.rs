use std::collections::HashMap;
use std::fmt;

use tokio::sync::oneshot;
use toxcore::{FriendId, MessageId};

use crate::DeliveryError;

/// Messages whose receipts did not come yet, and who waits for them. There are as many as the machine lets be sent.
#[derive(Default)]
pub(crate) struct Receipts {
    waiting: HashMap<(FriendId, MessageId), oneshot::Sender<Result<(), DeliveryError>>>,
}

impl fmt::Debug for Receipts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Receipts").field("waiting", &self.waiting.len()).finish()
    }
}

impl Receipts {
    /// A message was sent. What comes back tells of its receipt.
    pub(crate) fn expect(&mut self, friend: FriendId, id: MessageId) -> Receipt {
        let (sender, receipt) = oneshot::channel();
        self.waiting.insert((friend, id), sender);
        receipt
    }

    /// What became of a message.
    pub(crate) fn settle(&mut self, friend: FriendId, id: MessageId, result: Result<(), DeliveryError>) {
        if let Some(sender) = self.waiting.remove(&(friend, id)) {
            // An error: nobody wants to know.
            let _ = sender.send(result);
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }
}

/// Where the receipt of a message comes.
pub(crate) type Receipt = oneshot::Receiver<Result<(), DeliveryError>>;
