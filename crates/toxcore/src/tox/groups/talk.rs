//! What we say in groups.

use toxcore_group::groups::{Delivery, GroupError, GroupNumber, PeerNumber, SendCustomError, SentMessage};
use toxcore_group::rules::{SendGroupMessageError, SendPrivateMessageError};
use toxcore_sansio::Instant;
use toxcore_wire::messenger::MessageKind;

use crate::Tox;

impl Tox {
    /// Says something to all members: 1 to 1372 bytes. Says to how many it went.
    ///
    /// # Errors
    /// [`SendGroupMessageError`], in the order of its cases.
    pub fn group_send_message(
        &mut self,
        now: Instant,
        group: GroupNumber,
        kind: MessageKind,
        text: &[u8],
    ) -> Result<SentMessage, GroupError<SendGroupMessageError>> {
        self.begin(now);
        let sent = self.groups.send_message(now, group, kind, text);
        self.settle_groups(now);
        sent
    }

    /// Says something to one member: 1 to 1367 bytes.
    ///
    /// # Errors
    /// [`SendPrivateMessageError`], in the order of its cases.
    pub fn group_send_private_message(
        &mut self,
        now: Instant,
        group: GroupNumber,
        peer: PeerNumber,
        kind: MessageKind,
        text: &[u8],
    ) -> Result<SentMessage, GroupError<SendPrivateMessageError>> {
        self.begin(now);
        let to = self.group_key_of(group, peer);
        let sent = self.groups.send_private_message(now, group, &to, kind, text);
        self.settle_groups(now);
        sent
    }

    /// Sends a packet of the program's own to all members: 1 to 1373 bytes. Returns to how many it went.
    ///
    /// # Errors
    /// [`SendCustomError`], in the order of its cases.
    pub fn group_send_custom_packet(
        &mut self,
        now: Instant,
        group: GroupNumber,
        delivery: Delivery,
        data: &[u8],
    ) -> Result<usize, SendCustomError> {
        self.begin(now);
        let sent = self.groups.send_custom(now, group, delivery, data);
        self.settle_groups(now);
        sent
    }

    /// Sends a packet of the program's own to one member.
    ///
    /// # Errors
    /// [`SendCustomError`], in the order of its cases.
    pub fn group_send_custom_private_packet(
        &mut self,
        now: Instant,
        group: GroupNumber,
        peer: PeerNumber,
        delivery: Delivery,
        data: &[u8],
    ) -> Result<(), SendCustomError> {
        self.begin(now);
        let to = self.group_key_of(group, peer);
        let sent = self.groups.send_private_custom(now, group, &to, delivery, data);
        self.settle_groups(now);
        sent
    }
}
