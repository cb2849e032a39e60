use crate::cipher::LinkCipher;
use crate::reassembly::frame_length;

/// Sealed frames that wait for the socket of one link.
///
/// One sequence of bytes: a frame takes its nonce when it is queued, so frames leave in the order in which they came.
/// Frames that may be lost are taken up to [`DATA_LIMIT`] bytes, or [`OOB_LIMIT`] if anybody may send them; frames that may
/// not (answers, notifications, pings) up to [`CONTROL_LIMIT`]. A reader so slow that even those do not fit loses its link.
#[derive(Debug, Default)]
pub(crate) struct SendQueue {
    bytes: Vec<u8>,
    taken: usize,
    /// Bytes at the front which are not the beginning of a frame: our handshake, or the rest of a frame that was written in part.
    rest: usize,
}

/// What happens to a frame for which there is no room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// It is lost, and earlier than others: out-of-band packets, for which nobody was asked.
    Oob,
    /// It is lost: data, onion and forwarded packets.
    Data,
    /// The link ends: answers, notifications, pings.
    Control,
}

/// There is no room for the frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct QueueFull;

impl SendQueue {
    /// Bytes written before the link had a cipher (our handshake).
    pub(crate) fn push_plain(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
        self.rest = self.len();
    }

    /// Seals and queues one frame whose content `write` appends.
    pub(crate) fn push(
        &mut self,
        cipher: &mut LinkCipher,
        class: Class,
        write: impl FnOnce(&mut Vec<u8>),
    ) -> Result<(), QueueFull> {
        if !self.has_room(class) {
            return Err(QueueFull);
        }
        self.compact();
        cipher.seal(&mut self.bytes, write);
        Ok(())
    }

    /// Whether a frame of `class` would be taken now.
    pub(crate) fn has_room(&self, class: Class) -> bool {
        let limit = match class {
            Class::Oob => OOB_LIMIT,
            Class::Data => DATA_LIMIT,
            Class::Control => CONTROL_LIMIT,
        };
        self.len() < limit
    }

    /// Whether so much has left that paused senders may go on.
    pub(crate) fn is_drained(&self) -> bool {
        self.len() <= DATA_LIMIT / 2
    }

    /// What the driver should write next.
    pub(crate) fn pending(&self) -> &[u8] {
        self.bytes.get(self.taken..).unwrap_or_default()
    }

    /// As [`pending`](Self::pending), but whole frames of together at most `room` bytes. What has begun may be finished in any
    /// case.
    pub(crate) fn pending_within(&self, room: usize) -> &[u8] {
        let pending = self.pending();
        if pending.len() <= room {
            return pending;
        }
        pending.get(..self.frames_within(room)).unwrap_or_default()
    }

    /// Length of the frames at the front that end within `limit` bytes, and of what has begun.
    fn frames_within(&self, limit: usize) -> usize {
        let mut end = self.rest;
        while let Some(next) = self.frame_end(end).filter(|next| *next <= limit) {
            end = next;
        }
        end
    }

    /// Where the frame ends that begins at `start`.
    fn frame_end(&self, start: usize) -> Option<usize> {
        let length = frame_length(self.pending().get(start..)?).ok().flatten()?;
        Some(start + length)
    }

    /// The driver wrote the first `count` bytes of [`pending`](Self::pending).
    pub(crate) fn written(&mut self, count: usize) {
        self.rest = match count.checked_sub(self.len()) {
            Some(_) => 0,
            None if count <= self.rest => self.rest - count,
            None => {
                let whole = self.frames_within(count);
                if whole == count { 0 } else { self.frame_end(whole).map_or(0, |end| end - count) }
            }
        };
        self.taken = self.taken.saturating_add(count).min(self.bytes.len());
        if self.taken == self.bytes.len() {
            self.taken = 0;
            self.bytes.clear();
            self.bytes.shrink_to(KEEP);
        }
    }

    /// Bytes waiting.
    pub(crate) fn len(&self) -> usize {
        self.bytes.len().saturating_sub(self.taken)
    }

    /// Gives back the front once it is the larger half, so that moving bytes stays cheap on average.
    fn compact(&mut self) {
        if self.taken > self.bytes.len() / 2 {
            self.bytes.drain(..self.taken);
            self.taken = 0;
        }
    }
}

/// Bytes of frames that may be lost which wait for one client at most. Our choice: 13 ms at 10 MB/s; more would only add
/// delay, less would starve a fast client between two wake-ups.
pub(crate) const DATA_LIMIT: usize = 128 * 1024;
/// Bytes that may wait for one client if it is to get another out-of-band frame. Our choice: a quarter of [`DATA_LIMIT`], so
/// that strangers leave room for friends; an honest one sends a handful.
pub(crate) const OOB_LIMIT: usize = DATA_LIMIT / 4;
/// Bytes of all frames that wait for one client at most. Our choice: room above [`DATA_LIMIT`] for the answers to one
/// full set of 240 routing requests.
pub(crate) const CONTROL_LIMIT: usize = DATA_LIMIT + 32 * 1024;
/// Bytes of frames that may be lost which each client may have waiting even if all together have too many, so that those
/// who do not read take nothing from those who do. Our choice: what a client that is read from at once needs.
pub(crate) const RESERVED: usize = 16 * 1024;
/// Capacity that an empty queue keeps: one frame and a bit, as thousands of idle clients have one each.
const KEEP: usize = 2048;

#[cfg(test)]
mod tests;
