use std::collections::VecDeque;

use crate::MessageId;

/// Messages that were queued and not confirmed, oldest first.
///
/// As many as the connection has packets on their way: its queue and window bound them.
#[derive(Debug, Default)]
pub(crate) struct Receipts {
    waiting: VecDeque<(u64, MessageId)>,
}

impl Receipts {
    /// Remembers that `id` is packet number `count` of its class.
    pub(crate) fn expect(&mut self, count: u64, id: MessageId) {
        self.waiting.push_back((count, id));
    }

    /// Takes the oldest message out, if it is among the first `up_to` packets.
    pub(crate) fn take(&mut self, up_to: u64) -> Option<MessageId> {
        let (count, id) = *self.waiting.front()?;
        if count > up_to {
            return None;
        }
        self.waiting.pop_front();
        Some(id)
    }

    /// Takes all of them out.
    pub(crate) fn drain(&mut self) -> impl Iterator<Item = MessageId> {
        std::mem::take(&mut self.waiting).into_iter().map(|(_, id)| id)
    }
}
