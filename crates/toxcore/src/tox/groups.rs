//! Groups: coming in and going out.

mod decide;
mod members;
mod queries;
mod talk;
mod told;

use toxcore_crypto::ExtendedPublicKey;
use toxcore_group::groups::{GroupNumber, UnknownGroup};
use toxcore_group::rules::{Phase, Profile};
use toxcore_sansio::{FriendId, Instant};
use toxcore_wire::friend::UserStatus;
use toxcore_wire::group::{
    ChatId, GroupName, GroupPassword, GroupPrivacy, InviteData, MAX_PART_MESSAGE_LEN, ShortBytes,
};

use super::Tox;
use crate::machines::MachineName;
use crate::{
    GroupDisconnectError, GroupInviteAcceptError, GroupInviteFriendError, GroupJoinError, GroupLeaveError,
    GroupNewError,
};

impl Tox {
    /// Founds a group with a name of 1 to 48 bytes, in which we call ourselves `nick`, 1 to 128 bytes.
    ///
    /// # Errors
    /// [`GroupNewError`], in the order of its cases.
    pub fn group_new(
        &mut self,
        now: Instant,
        privacy: GroupPrivacy,
        name: &[u8],
        nick: &[u8],
    ) -> Result<GroupNumber, GroupNewError> {
        self.begin(now);
        let name = GroupName::new(name).map_err(|_| GroupNewError::TooLong)?;
        let nick = ShortBytes::new(nick).map_err(|_| GroupNewError::TooLong)?;
        let profile = Profile::new(nick, UserStatus::Available).map_err(|_| GroupNewError::Empty)?;
        if name.is_empty() {
            return Err(GroupNewError::Empty);
        }
        self.tell_groups_address(now);
        let founded = self.groups.found(now, name, privacy, profile).map_err(|_| GroupNewError::Full);
        self.settle_groups(now);
        founded
    }

    /// Looks for a group by its chat id, to be in it as `nick`. [`GroupEvent::SelfJoin`](crate::GroupEvent::SelfJoin) says when
    /// we are in. Of a group that we have already it is another attempt, with another password unless that is empty; nick and keys
    /// stay. If we are in it, we leave it for that.
    ///
    /// # Errors
    /// [`GroupJoinError`], in the order of its cases.
    pub fn group_join(
        &mut self,
        now: Instant,
        chat_id: ChatId,
        nick: &[u8],
        password: &[u8],
    ) -> Result<GroupNumber, GroupJoinError> {
        self.begin(now);
        let profile = newcomer(nick)?;
        let password = self.way_in(&chat_id, password)?;
        self.tell_groups_address(now);
        let joined = self.groups.join(now, chat_id, profile, password).map_err(join_error);
        self.settle_groups(now);
        joined
    }

    /// Follows the invitation of a friend, with the data of [`Event::GroupInvite`](crate::Event::GroupInvite). While the friend is
    /// offline nothing comes of it.
    ///
    /// # Errors
    /// [`GroupInviteAcceptError`].
    pub fn group_invite_accept(
        &mut self,
        now: Instant,
        friend: FriendId,
        invite: &InviteData,
        nick: &[u8],
        password: &[u8],
    ) -> Result<GroupNumber, GroupInviteAcceptError> {
        self.begin(now);
        let profile = newcomer(nick)?;
        if !self.friends.is_friend(friend) {
            return Err(GroupInviteAcceptError::FriendNotFound);
        }
        let password = self.way_in(&invite.chat_id, password)?;
        self.tell_groups_address(now);
        let accepted = self.groups.accept_invite(now, friend, invite, profile, password);
        self.tell_groups_friend_moved(now, friend);
        self.settle_groups(now);
        Ok(accepted.map_err(join_error)?)
    }

    /// What newcomers give for the password of a group that may exist.
    fn way_in(&self, chat_id: &ChatId, password: &[u8]) -> Result<GroupPassword, GroupJoinError> {
        if self.groups.find(chat_id).is_none() {
            ExtendedPublicKey::of_signing_key(chat_id.signing_key()).map_err(|_| GroupJoinError::InvalidChatId)?;
        }
        GroupPassword::new(password).map_err(|_| GroupJoinError::Password(password.len()))
    }

    /// Invites a friend who is online. Whether he comes is up to him.
    ///
    /// # Errors
    /// [`GroupInviteFriendError`], in the order of its cases.
    pub fn group_invite_friend(
        &mut self,
        now: Instant,
        group: GroupNumber,
        friend: FriendId,
    ) -> Result<(), GroupInviteFriendError> {
        self.begin(now);
        match self.groups.phase(group).ok_or(GroupInviteFriendError::GroupNotFound)? {
            Phase::Disconnected => return Err(GroupInviteFriendError::Disconnected),
            Phase::Joining | Phase::Joined { .. } => {}
        }
        if !self.friends.is_friend(friend) {
            return Err(GroupInviteFriendError::FriendNotFound);
        }
        if !self.can_tell(friend) {
            return Err(GroupInviteFriendError::NotSent);
        }
        let invited = self.groups.invite_friend(group, friend);
        self.settle_groups(now);
        invited.map_err(|_| GroupInviteFriendError::Disconnected)
    }

    /// Looks for a group again, whatever we are doing in it.
    ///
    /// # Errors
    /// [`UnknownGroup`].
    pub fn group_reconnect(&mut self, now: Instant, group: GroupNumber) -> Result<(), UnknownGroup> {
        self.begin(now);
        self.tell_groups_address(now);
        let result = self.groups.reconnect(now, group, None);
        self.settle_groups(now);
        result
    }

    /// Goes out of a group, but keeps it.
    ///
    /// # Errors
    /// [`GroupDisconnectError`], in the order of its cases.
    pub fn group_disconnect(&mut self, now: Instant, group: GroupNumber) -> Result<(), GroupDisconnectError> {
        self.begin(now);
        let was_in_use = self.groups.disconnect(now, group).map_err(|_| GroupDisconnectError::GroupNotFound)?;
        self.settle_groups(now);
        if was_in_use { Ok(()) } else { Err(GroupDisconnectError::AlreadyDisconnected) }
    }

    /// Leaves a group for good, with up to 128 bytes of last words. No event tells of it any more.
    ///
    /// # Errors
    /// [`GroupLeaveError`], in the order of its cases.
    pub fn group_leave(
        &mut self,
        now: Instant,
        group: GroupNumber,
        part_message: &[u8],
    ) -> Result<(), GroupLeaveError> {
        self.begin(now);
        let chat_id = self.groups.chat_id(group).ok_or(GroupLeaveError::GroupNotFound)?;
        if part_message.len() > MAX_PART_MESSAGE_LEN {
            return Err(GroupLeaveError::TooLong(part_message.len()));
        }
        self.groups.leave(now, group, part_message).map_err(|_| GroupLeaveError::GroupNotFound)?;
        self.forget_saved_group(&chat_id);
        self.settle_groups(now);
        self.events.retain(|event| event.group() != Some(group));
        Ok(())
    }

    /// Takes what came of a verb.
    fn settle_groups(&mut self, now: Instant) {
        self.touched.add(MachineName::Groups);
        self.pump(now);
    }
}

fn newcomer(nick: &[u8]) -> Result<Profile, GroupJoinError> {
    let short = ShortBytes::new(nick).map_err(|_| GroupJoinError::TooLong(nick.len()))?;
    Profile::new(short, UserStatus::Available).map_err(|_| GroupJoinError::Empty)
}

const fn join_error(error: toxcore_group::groups::JoinError) -> GroupJoinError {
    match error {
        toxcore_group::groups::JoinError::InvalidChatId => GroupJoinError::InvalidChatId,
        _ => GroupJoinError::Full,
    }
}
