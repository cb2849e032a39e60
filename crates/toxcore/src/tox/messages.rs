//! What we say to friends.

use toxcore_messenger::{MessageId, SendCustomPacketError, SendMessageError, SetProfileError, UnknownFriend};
use toxcore_sansio::{FriendId, Instant};
use toxcore_wire::friend::UserStatus;
use toxcore_wire::messenger::MessageKind;

use super::Tox;
use super::pump::{links, with_conferences};
use crate::machines::MachineName;

impl Tox {
    /// Our name.
    #[must_use]
    pub fn self_name(&self) -> &[u8] {
        &self.messenger.profile().name
    }

    /// Our status message.
    #[must_use]
    pub fn self_status_message(&self) -> &[u8] {
        &self.messenger.profile().status_message
    }

    /// Our status.
    #[must_use]
    pub fn self_status(&self) -> UserStatus {
        self.messenger.profile().status
    }

    /// Changes our name, and tells all friends and conferences: friends who are not online when they come.
    ///
    /// # Errors
    /// [`SetProfileError::TooLong`] above 128 bytes.
    pub fn set_name(&mut self, now: Instant, name: &[u8]) -> Result<(), SetProfileError> {
        self.begin(now);
        let result = self.messenger.set_name(now, &mut links!(self), name);
        if result.is_ok() {
            // Both have the same limit.
            let _ = with_conferences!(self, now, |conferences, cx| conferences.set_name(cx, name));
        }
        self.after_messenger(now);
        result
    }

    /// Changes our status message likewise.
    ///
    /// # Errors
    /// [`SetProfileError::TooLong`] above 1007 bytes.
    pub fn set_status_message(&mut self, now: Instant, text: &[u8]) -> Result<(), SetProfileError> {
        self.begin(now);
        let result = self.messenger.set_status_message(now, &mut links!(self), text);
        self.after_messenger(now);
        result
    }

    /// Changes our status likewise.
    pub fn set_status(&mut self, now: Instant, status: UserStatus) {
        self.begin(now);
        self.messenger.set_status(now, &mut links!(self), status);
        self.after_messenger(now);
    }

    /// Says whether we are writing to a friend.
    ///
    /// # Errors
    /// [`UnknownFriend`].
    pub fn set_typing(&mut self, now: Instant, friend: FriendId, typing: bool) -> Result<(), UnknownFriend> {
        self.begin(now);
        let result = self.messenger.set_typing(now, &mut links!(self), friend, typing);
        self.after_messenger(now);
        result
    }

    /// Sends a message of 1 to 1372 bytes. [`Event::FriendReadReceipt`](crate::Event::FriendReadReceipt) or
    /// [`Event::FriendMessageUndelivered`](crate::Event::FriendMessageUndelivered) follows for each, in order.
    ///
    /// # Errors
    /// [`SendMessageError`]; nothing is sent then.
    pub fn friend_send_message(
        &mut self,
        now: Instant,
        friend: FriendId,
        kind: MessageKind,
        text: &[u8],
    ) -> Result<MessageId, SendMessageError> {
        self.begin(now);
        let result = self.messenger.send_message(now, &mut links!(self), friend, kind, text);
        self.after_messenger(now);
        result
    }

    /// Sends a packet of the application that arrives, in order. Its first byte is 160 to 191.
    ///
    /// # Errors
    /// [`SendCustomPacketError`]; nothing is sent then.
    pub fn friend_send_lossless_packet(
        &mut self,
        now: Instant,
        friend: FriendId,
        packet: &[u8],
    ) -> Result<(), SendCustomPacketError> {
        self.begin(now);
        let result = self.messenger.send_custom_lossless(&mut links!(self), friend, packet);
        self.after_messenger(now);
        result
    }

    /// Sends a packet of the application that may be lost. Its first byte is 192 to 254.
    ///
    /// # Errors
    /// [`SendCustomPacketError`]; nothing is sent then.
    pub fn friend_send_lossy_packet(
        &mut self,
        now: Instant,
        friend: FriendId,
        packet: &[u8],
    ) -> Result<(), SendCustomPacketError> {
        self.begin(now);
        let result = self.messenger.send_custom_lossy(&mut links!(self), friend, packet);
        self.after_messenger(now);
        result
    }

    /// Whether packets of calls are told: signals, whose first byte is 69, as lossless ones, and media, 192 to 199, as lossy ones.
    /// Not at first. Sent they are like all others.
    pub const fn tell_call_packets(&mut self, telling: bool) {
        self.messenger.set_telling_calls(telling);
    }

    /// Carries out what a verb of the messenger caused.
    pub(super) fn after_messenger(&mut self, now: Instant) {
        self.touched.add(MachineName::Messenger);
        self.pump(now);
    }
}
