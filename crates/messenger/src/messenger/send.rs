//! Messages and custom packets of ours.

use std::ops::RangeInclusive;

use toxcore_sansio::{FriendId, Instant, LinkError, Links, SendClass};
use toxcore_wire::Encode;
use toxcore_wire::messenger::{CustomLossless, MAX_MESSAGE_LEN, MAX_PACKET_LEN, Message, MessageKind};

use crate::{MessageId, Messenger, SendCustomPacketError, SendMessageError};

/// Ids of lossy packets that may be sent: those of audio and video too, as in the reference.
const LOSSY_IDS: RangeInclusive<u8> = 192..=254;
/// The id of call signalling, which the reference lets pass as a custom lossless packet.
pub(super) const CALLS_ID: u8 = 69;
/// Ids of the lossy packets of calls: sound, pictures, and what controls them.
pub(super) const MEDIA_IDS: RangeInclusive<u8> = 192..=199;

impl Messenger {
    /// Sends a text. [`Output::MessageDelivered`](crate::Output::MessageDelivered) or
    /// [`MessageUndelivered`](crate::Output::MessageUndelivered) follows for each id, in order.
    ///
    /// # Errors
    /// [`SendMessageError`]; nothing is sent then, and no id is used up.
    pub fn send_message(
        &mut self,
        _now: Instant,
        links: &mut dyn Links,
        id: FriendId,
        kind: MessageKind,
        text: &[u8],
    ) -> Result<MessageId, SendMessageError> {
        if text.is_empty() {
            return Err(SendMessageError::Empty);
        }
        let friend = self.friends.get_mut(id).ok_or(SendMessageError::FriendNotFound)?;
        if text.len() > MAX_MESSAGE_LEN {
            return Err(SendMessageError::TooLong(text.len()));
        }
        let session = friend.presence.session_mut().ok_or(SendMessageError::FriendNotConnected)?;
        self.scratch.clear();
        Message { kind, text }.encode(&mut self.scratch);
        let sent = links.send(id, SendClass::Priority, &self.scratch);
        session.refused |= sent == Err(LinkError::Full);
        let count = sent?;
        let message = friend.take_message_id();
        if let Some(session) = friend.presence.session_mut() {
            session.receipts.expect(count, message);
        }
        Ok(message)
    }

    /// Sends a packet of the application that arrives, in order with others of its kind and with file data. `packet` begins
    /// with its id, 160 to 191, or 69 for call signalling.
    ///
    /// # Errors
    /// [`SendCustomPacketError`]; nothing is sent then.
    pub fn send_custom_lossless(
        &mut self,
        links: &mut dyn Links,
        id: FriendId,
        packet: &[u8],
    ) -> Result<(), SendCustomPacketError> {
        let first = *packet.first().ok_or(SendCustomPacketError::Empty)?;
        let friend = self.friends.get_mut(id).ok_or(SendCustomPacketError::FriendNotFound)?;
        check_length(packet)?;
        if !CustomLossless::IDS.contains(&first) && first != CALLS_ID {
            return Err(SendCustomPacketError::InvalidId(first));
        }
        let session = friend.presence.session_mut().ok_or(SendCustomPacketError::FriendNotConnected)?;
        // Call signalling is small, and nobody wants to wait for a file before the phone rings.
        let class = if first == CALLS_ID { SendClass::Priority } else { SendClass::Bulk };
        let sent = links.send(id, class, packet);
        session.refused |= sent == Err(LinkError::Full);
        sent?;
        Ok(())
    }

    /// Sends a packet of the application that may be lost. `packet` begins with its id, 200 to 254, or 192 to 199 for audio and
    /// video.
    ///
    /// # Errors
    /// [`SendCustomPacketError`]; nothing is sent then.
    pub fn send_custom_lossy(
        &mut self,
        links: &mut dyn Links,
        id: FriendId,
        packet: &[u8],
    ) -> Result<(), SendCustomPacketError> {
        let first = *packet.first().ok_or(SendCustomPacketError::Empty)?;
        if !LOSSY_IDS.contains(&first) {
            return Err(SendCustomPacketError::InvalidId(first));
        }
        let friend = self.friends.get(id).ok_or(SendCustomPacketError::FriendNotFound)?;
        check_length(packet)?;
        if !friend.presence.is_online() {
            return Err(SendCustomPacketError::FriendNotConnected);
        }
        links.send_lossy(id, packet)?;
        Ok(())
    }
}

fn check_length(packet: &[u8]) -> Result<(), SendCustomPacketError> {
    if packet.len() > MAX_PACKET_LEN { Err(SendCustomPacketError::TooLong(packet.len())) } else { Ok(()) }
}
