//! What waits to be written to clients.

use toxcore_sansio::{Instant, StreamId};
use toxcore_wire::Encode;
use toxcore_wire::relay::{MAX_PLAIN_LEN, RelayPacket};

use super::{RelayServer, SendToClientError};
use crate::link::LinkState;
use crate::send_queue::{Class, QueueFull, RESERVED};

impl RelayServer {
    /// A stream that has got something to write since it was last returned; call until `None`.
    pub fn poll_writable(&mut self) -> Option<StreamId> {
        while let Some(id) = self.writable.pop_front() {
            if let Some(link) = self.links.get_mut(id) {
                link.listed = false;
                return Some(id);
            }
        }
        None
    }

    /// The bytes that the stream should get next; empty if there are none.
    #[must_use]
    pub fn to_write(&self, id: StreamId) -> &[u8] {
        self.links.get(id).map(|link| link.queue.pending()).unwrap_or_default()
    }

    /// As [`to_write`](Self::to_write), but only whole frames, of at most `room` bytes together: what the client's system
    /// takes at once. Clients of the reference stand still for good when their system's buffer is full and ends with half a
    /// frame. A frame that was written in part may be finished whatever the room.
    #[must_use]
    pub fn to_write_within(&self, id: StreamId, room: usize) -> &[u8] {
        self.links.get(id).map(|link| link.queue.pending_within(room)).unwrap_or_default()
    }

    /// The driver wrote the first `count` bytes of [`to_write`](Self::to_write).
    pub fn written(&mut self, now: Instant, id: StreamId, count: usize) {
        let Some(link) = self.links.get_mut(id) else { return };
        self.queued = self.queued.saturating_sub(count.min(link.queue.len()));
        link.queue.written(count);
        if link.queue.is_drained() {
            link.stuck = false;
        }
        if link.waiters.is_empty() || !link.queue.is_drained() {
            return;
        }
        self.resuming.extend(std::mem::take(&mut link.waiters));
        self.settle(now);
    }

    /// Gives a client the answer to an onion packet of his.
    ///
    /// # Errors
    /// [`SendToClientError`]; the packet is lost.
    pub fn send_onion_response(&mut self, id: StreamId, data: &[u8]) -> Result<(), SendToClientError> {
        self.send_unasked(id, &RelayPacket::OnionResponse { data })
    }

    /// Gives a client a packet that was forwarded to him.
    ///
    /// # Errors
    /// [`SendToClientError`]; the packet is lost.
    pub fn send_forwarding(&mut self, id: StreamId, data: &[u8]) -> Result<(), SendToClientError> {
        self.send_unasked(id, &RelayPacket::Forwarding { data })
    }

    fn send_unasked(&mut self, id: StreamId, frame: &RelayPacket<'_>) -> Result<(), SendToClientError> {
        if frame.encoded_len() < MIN_UNASKED || frame.encoded_len() > MAX_PLAIN_LEN {
            return Err(SendToClientError::Length(frame.encoded_len()));
        }
        self.links.get(id).and_then(|link| link.client()).ok_or(SendToClientError::Gone)?;
        self.push_frame(id, Class::Data, |out| frame.encode(out)).map_err(|_| SendToClientError::QueueFull)
    }

    /// Seals and queues one frame for a client. Once all clients together have too many bytes waiting, frames that may be
    /// lost find room only at those who read. A link that is gone or not confirmed takes anything and forgets it.
    pub(super) fn push_frame(
        &mut self,
        id: StreamId,
        class: Class,
        write: impl FnOnce(&mut Vec<u8>),
    ) -> Result<(), QueueFull> {
        let Some(link) = self.links.get_mut(id) else { return Ok(()) };
        if class != Class::Control && self.queued >= self.config.max_queued && link.queue.len() >= RESERVED {
            return Err(QueueFull);
        }
        let LinkState::Confirmed(client) = &mut link.state else { return Ok(()) };
        let before = link.queue.len();
        link.queue.push(&mut client.cipher, class, write)?;
        self.queued = self.queued.saturating_add(link.queue.len().saturating_sub(before));
        self.list_writable(id);
        Ok(())
    }

    /// Puts a link on the list of those with something to write, once.
    pub(super) fn list_writable(&mut self, id: StreamId) {
        let Some(link) = self.links.get_mut(id) else { return };
        if !link.listed && link.queue.len() > 0 {
            link.listed = true;
            self.writable.push_back(id);
        }
    }
}

/// Kind byte and at least one byte of content.
const MIN_UNASKED: usize = 2;
