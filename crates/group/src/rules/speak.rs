//! What the user says and how it shows itself. Protocol: groups, Messages.

use toxcore_crypto::EphemeralPublicKey;
use toxcore_wire::friend::UserStatus;
use toxcore_wire::group::{
    Broadcast, GroupMessage, GroupVoice, MAX_GROUP_MESSAGE_LEN, MAX_NICK_LEN, MAX_SENT_PRIVATE_MESSAGE_LEN, Nick,
    PrivateMessage, PseudoMessageId, Role, ShortBytes,
};
use toxcore_wire::messenger::MessageKind;

use super::{
    Effect, EmptyNick, Outgoing, Phase, Profile, Rules, SendGroupMessageError, SendPrivateMessageError, SetIgnoredError,
};

impl Rules {
    /// Says something to all: 1 to [`MAX_GROUP_MESSAGE_LEN`] bytes. `id` is random.
    ///
    /// # Errors
    /// [`SendGroupMessageError`], in the order of its cases.
    pub fn send_message(
        &mut self,
        kind: MessageKind,
        id: PseudoMessageId,
        text: &[u8],
    ) -> Result<(), SendGroupMessageError> {
        if self.phase == Phase::Disconnected {
            return Err(SendGroupMessageError::Disconnected);
        }
        match text.len() {
            0 => return Err(SendGroupMessageError::Empty),
            1..=MAX_GROUP_MESSAGE_LEN => {}
            len => return Err(SendGroupMessageError::TooLong(len)),
        }
        if !self.state().map_or(GroupVoice::All, |state| state.voice).allows(self.own_role) {
            return Err(SendGroupMessageError::Permissions);
        }
        let message = Broadcast::Message(GroupMessage { kind, id, text });
        self.do_next(Effect::SendAll(Outgoing::broadcast(&message)));
        Ok(())
    }

    /// Says something to one member: 1 to [`MAX_SENT_PRIVATE_MESSAGE_LEN`] bytes. `id` is random.
    ///
    /// # Errors
    /// [`SendPrivateMessageError`], in the order of its cases.
    pub fn send_private_message(
        &mut self,
        to: &EphemeralPublicKey,
        kind: MessageKind,
        id: PseudoMessageId,
        text: &[u8],
    ) -> Result<(), SendPrivateMessageError> {
        if self.phase == Phase::Disconnected {
            return Err(SendPrivateMessageError::Disconnected);
        }
        match text.len() {
            0 => return Err(SendPrivateMessageError::Empty),
            1..=MAX_SENT_PRIVATE_MESSAGE_LEN => {}
            len => return Err(SendPrivateMessageError::TooLong(len)),
        }
        if self.members.get(to).is_none() {
            return Err(SendPrivateMessageError::UnknownMember);
        }
        if self.own_role == Role::Observer {
            return Err(SendPrivateMessageError::Permissions);
        }
        let message = Broadcast::PrivateMessage(PrivateMessage { kind, id, text });
        self.send(to, Outgoing::broadcast(&message));
        Ok(())
    }

    /// Changes our nick, and tells all.
    ///
    /// # Errors
    /// [`EmptyNick`] without one.
    pub fn set_nick(&mut self, nick: ShortBytes<MAX_NICK_LEN>) -> Result<(), EmptyNick> {
        self.profile = Profile::new(nick, self.profile.status)?;
        self.profile_number = self.profile_number.next();
        if self.phase != Phase::Disconnected {
            self.do_next(Effect::SendAll(Outgoing::broadcast(&Broadcast::Nick(Nick { nick: &nick }))));
        }
        Ok(())
    }

    /// Changes our status, and tells all.
    pub fn set_status(&mut self, status: UserStatus) {
        self.profile.status = status;
        self.profile_number = self.profile_number.next();
        if self.phase != Phase::Disconnected {
            self.do_next(Effect::SendAll(Outgoing::broadcast(&Broadcast::Status(status))));
        }
    }

    /// Stops hearing what a member says, to all or to us, or hears it again; also one that is away.
    ///
    /// # Errors
    /// [`SetIgnoredError`].
    pub fn set_ignored(&mut self, member: &EphemeralPublicKey, hearing: Hearing) -> Result<(), SetIgnoredError> {
        if self.is_us(member) {
            return Err(SetIgnoredError::OwnKey);
        }
        let is_known = self.roster.set_ignored(member, hearing == Hearing::Ignored);
        if is_known { Ok(()) } else { Err(SetIgnoredError::UnknownMember) }
    }
}

/// Whether the user wants to know what a member says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hearing {
    /// It does.
    Heard,
    /// It does not.
    Ignored,
}
