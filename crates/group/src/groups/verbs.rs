//! What the user does: coming in, going out, talking.

use toxcore_crypto::{EphemeralPublicKey, ExtendedPublicKey};
use toxcore_sansio::{FriendId, Instant};
use toxcore_wire::friend::UserStatus;
use toxcore_wire::group::{
    ChatId, GroupName, GroupPassword, GroupPrivacy, InviteData, JoinType, MAX_NICK_LEN, PseudoMessageId, ShortBytes,
};
use toxcore_wire::messenger::MessageKind;

use super::{
    Delivery, FoundError, GroupError, GroupNumber, Groups, InviteError, JoinError, SendCustomError, Stay, UnknownGroup,
};
use crate::group::{CustomRefused, Group};
use crate::rules::{
    EmptyNick, Founding, Hearing, Joining, Profile, Rules, SendGroupMessageError, SendPrivateMessageError,
    SetIgnoredError,
};

/// A message that was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SentMessage {
    /// Its number, which receivers are told.
    pub id: PseudoMessageId,
    /// To how many members it went; they may be none.
    pub reached: usize,
}

/// Coming in and going out.
impl Groups {
    /// Founds a group.
    ///
    /// # Errors
    /// [`FoundError`].
    pub fn found(
        &mut self,
        now: Instant,
        name: GroupName,
        privacy: GroupPrivacy,
        profile: Profile,
    ) -> Result<GroupNumber, FoundError> {
        let founding = Founding { group_keys: self.new_keys(), own: self.new_keys(), name, privacy, profile };
        let rules = Rules::found(now, founding).map_err(|_| FoundError::NoName)?;
        self.insert(now, rules, JoinType::Private).ok_or(FoundError::TooMany)
    }

    /// Looks for a group by its chat id. If it is one of ours, it is that one, and we look for it anew, which leaves it first if we are
    /// in it; its nick and keys stay.
    ///
    /// # Errors
    /// [`JoinError`].
    pub fn join(
        &mut self,
        now: Instant,
        chat_id: ChatId,
        profile: Profile,
        password: GroupPassword,
    ) -> Result<GroupNumber, JoinError> {
        let number = self.enter(now, chat_id, profile, password, JoinType::Public)?;
        self.with(number, |group| group.found_by_chat_id(now));
        Ok(number)
    }

    /// Takes the offer of a friend. Where the friend is comes with its confirmation, or sooner with
    /// [`friend_moved`](Self::friend_moved).
    ///
    /// # Errors
    /// [`JoinError`].
    pub fn accept_invite(
        &mut self,
        now: Instant,
        friend: FriendId,
        invite: &InviteData,
        profile: Profile,
        password: GroupPassword,
    ) -> Result<GroupNumber, JoinError> {
        let number = self.enter(now, invite.chat_id, profile, password, JoinType::Private)?;
        self.with(number, |group| group.accept(now, friend, invite.member));
        Ok(number)
    }

    fn enter(
        &mut self,
        now: Instant,
        chat_id: ChatId,
        profile: Profile,
        password: GroupPassword,
        join_type: JoinType,
    ) -> Result<GroupNumber, JoinError> {
        if let Some(number) = self.find(&chat_id) {
            let password = (!password.is_empty()).then_some(password);
            self.with(number, |group| {
                // Whoever is in, or looks for the group, does not begin anew because a friend brings it in as well, but with
                // the password that is to let it in.
                let has_key = password.is_some() && group.rules.is_outside();
                if join_type == JoinType::Public || !group.is_in_use() || has_key {
                    group.rejoin(now, password);
                }
            });
            return Ok(number);
        }
        ExtendedPublicKey::of_signing_key(chat_id.signing_key()).map_err(|_| JoinError::InvalidChatId)?;
        let own = self.new_keys();
        let rules = Rules::join(Joining { chat_id, own, profile, password });
        self.insert(now, rules, join_type).ok_or(JoinError::TooMany)
    }

    /// Offers a friend who is online to bring it in.
    ///
    /// # Errors
    /// [`InviteError`].
    pub fn invite_friend(&mut self, number: GroupNumber, friend: FriendId) -> Result<(), InviteError> {
        match self.with(number, |group| group.invite(friend)) {
            None => Err(InviteError::NotFound),
            Some(false) => Err(InviteError::NotIn),
            Some(true) => Ok(()),
        }
    }

    /// Looks for a group again, whatever we are doing in it; with another password if there is one.
    ///
    /// # Errors
    /// [`UnknownGroup`].
    pub fn reconnect(
        &mut self,
        now: Instant,
        number: GroupNumber,
        password: Option<GroupPassword>,
    ) -> Result<(), UnknownGroup> {
        self.with(number, |group| group.rejoin(now, password)).ok_or(UnknownGroup)
    }

    /// Goes out of a group, but keeps it. Whether we were in it, or looking for it.
    ///
    /// # Errors
    /// [`UnknownGroup`].
    pub fn disconnect(&mut self, now: Instant, number: GroupNumber) -> Result<bool, UnknownGroup> {
        let act = |group: &mut Group| {
            let was_in_use = group.is_in_use();
            group.leave(now, b"");
            was_in_use
        };
        self.with(number, act).ok_or(UnknownGroup)
    }

    /// Leaves a group for good, with last words of which the first [`MAX_PART_MESSAGE_LEN`](toxcore_wire::group::MAX_PART_MESSAGE_LEN)
    /// bytes are sent. The number is not valid any more; its index is given again
    /// after all copies of that are sent, within 2 s, but not before the next [`handle_timeout`](Self::handle_timeout).
    ///
    /// # Errors
    /// [`UnknownGroup`].
    pub fn leave(&mut self, now: Instant, number: GroupNumber, last_words: &[u8]) -> Result<(), UnknownGroup> {
        let chat_id = self.get(number).ok_or(UnknownGroup)?.rules.chat_id();
        self.with(number, |group| group.leave(now, last_words));
        self.by_chat.remove(&chat_id);
        if let Some(slot) = self.slots.get_mut(number.index as usize) {
            slot.stay = Stay::JustLeft;
            self.just_left.push((now, number.index));
        }
        Ok(())
    }

    /// Says good bye in all groups, before the program ends.
    pub fn shut_down(&mut self, now: Instant) {
        let indexes: Vec<u32> = self.by_chat.values().copied().collect();
        for index in indexes {
            self.change(index, |group| group.leave(now, b""));
        }
    }
}

/// Talking.
impl Groups {
    /// Says something to all.
    ///
    /// # Errors
    /// [`SendGroupMessageError`].
    pub fn send_message(
        &mut self,
        now: Instant,
        number: GroupNumber,
        kind: MessageKind,
        text: &[u8],
    ) -> Result<SentMessage, GroupError<SendGroupMessageError>> {
        let act = |group: &mut Group| {
            let id = group.message_id();
            let (sent, reached) = group.act(now, |rules| rules.send_message(kind, id, text));
            sent.map(|()| SentMessage { id, reached })
        };
        self.with(number, act).ok_or(GroupError::NotFound)?.map_err(GroupError::Refused)
    }

    /// Says something to one member. [`SentMessage::reached`] is 0 if too much waits for it.
    ///
    /// # Errors
    /// [`SendPrivateMessageError`].
    pub fn send_private_message(
        &mut self,
        now: Instant,
        number: GroupNumber,
        to: &EphemeralPublicKey,
        kind: MessageKind,
        text: &[u8],
    ) -> Result<SentMessage, GroupError<SendPrivateMessageError>> {
        let act = |group: &mut Group| {
            let id = group.message_id();
            let (sent, reached) = group.act(now, |rules| rules.send_private_message(to, kind, id, text));
            sent.map(|()| SentMessage { id, reached })
        };
        self.with(number, act).ok_or(GroupError::NotFound)?.map_err(GroupError::Refused)
    }

    /// Sends a packet of the program's own to all. Returns to how many it went.
    ///
    /// # Errors
    /// [`SendCustomError`], in the order of its cases.
    pub fn send_custom(
        &mut self,
        now: Instant,
        number: GroupNumber,
        delivery: Delivery,
        data: &[u8],
    ) -> Result<usize, SendCustomError> {
        let sent = self.with(number, |group| group.send_custom(now, delivery, data));
        Ok(sent.ok_or(SendCustomError::NotFound)??)
    }

    /// Sends a packet of the program's own to one member.
    ///
    /// # Errors
    /// [`SendCustomError`], in the order of its cases.
    pub fn send_private_custom(
        &mut self,
        now: Instant,
        number: GroupNumber,
        to: &EphemeralPublicKey,
        delivery: Delivery,
        data: &[u8],
    ) -> Result<(), SendCustomError> {
        let sent = self.with(number, |group| group.send_private_custom(now, to, delivery, data));
        Ok(sent.ok_or(SendCustomError::NotFound)??)
    }

    /// Changes our nick in a group. Returns how many members are told.
    ///
    /// # Errors
    /// [`EmptyNick`] without one.
    pub fn set_nick(
        &mut self,
        now: Instant,
        number: GroupNumber,
        nick: ShortBytes<MAX_NICK_LEN>,
    ) -> Result<usize, GroupError<EmptyNick>> {
        self.try_act(now, number, |rules| rules.set_nick(nick))
    }

    /// Changes our status in a group. Returns how many members are told.
    ///
    /// # Errors
    /// [`UnknownGroup`].
    pub fn set_status(&mut self, now: Instant, number: GroupNumber, status: UserStatus) -> Result<usize, UnknownGroup> {
        let act = |group: &mut Group| group.act(now, |rules| rules.set_status(status)).1;
        self.with(number, act).ok_or(UnknownGroup)
    }

    /// Stops hearing what a member says, or hears it again.
    ///
    /// # Errors
    /// [`SetIgnoredError`].
    pub fn set_ignored(
        &mut self,
        now: Instant,
        number: GroupNumber,
        member: &EphemeralPublicKey,
        hearing: Hearing,
    ) -> Result<(), GroupError<SetIgnoredError>> {
        self.try_act(now, number, |rules| rules.set_ignored(member, hearing)).map(|_| ())
    }

    /// Does something with the rules of a group. Returns to how many members the last packet went.
    pub(super) fn try_act<E>(
        &mut self,
        now: Instant,
        number: GroupNumber,
        act: impl FnOnce(&mut Rules) -> Result<(), E>,
    ) -> Result<usize, GroupError<E>> {
        let (done, reached) = self.with(number, |group| group.act(now, act)).ok_or(GroupError::NotFound)?;
        done.map(|()| reached).map_err(GroupError::Refused)
    }
}

impl From<CustomRefused> for SendCustomError {
    fn from(refused: CustomRefused) -> Self {
        match refused {
            CustomRefused::Disconnected => Self::Disconnected,
            CustomRefused::TooLong(len) => Self::TooLong(len),
            CustomRefused::Empty => Self::Empty,
            CustomRefused::UnknownMember => Self::UnknownMember,
            CustomRefused::NotSent => Self::NotSent,
        }
    }
}
