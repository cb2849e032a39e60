//! Why something about a group was not done.

use thiserror::Error;
use toxcore::group::{
    DecideError, GroupError as Refused, KickError, SendCustomError, SendGroupMessageError, SendPrivateMessageError,
    SetIgnoredError, SetRoleError, SetTopicError, UnknownGroup,
};

use super::Stopped;

/// Why a group has no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum GroupError {
    /// We left it.
    #[error("we left this group; join it anew")]
    Left,
    /// Nobody by that number is there, or it is we.
    #[error("no such member")]
    NoSuchMember,
    /// It has ended.
    #[error(transparent)]
    Stopped(#[from] Stopped),
}

impl From<UnknownGroup> for GroupError {
    fn from(_: UnknownGroup) -> Self {
        Self::Left
    }
}

impl From<Refused<SetIgnoredError>> for GroupError {
    fn from(error: Refused<SetIgnoredError>) -> Self {
        match error {
            Refused::NotFound => Self::Left,
            Refused::Refused(_) => Self::NoSuchMember,
        }
    }
}

/// Errors of one operation each: what the machine refuses, or the end.
macro_rules! refusable {
    ($($(#[doc = $doc:literal])+ $name:ident($reason:ty) $why:literal;)+) => {$(
        $(#[doc = $doc])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
        #[non_exhaustive]
        pub enum $name {
            #[doc = $why]
            #[error(transparent)]
            Refused(#[from] $reason),
            /// It has ended.
            #[error(transparent)]
            Stopped(#[from] Stopped),
        }
    )+};
}

refusable! {
    /// Why no group was founded.
    NewGroupError(toxcore::GroupNewError) "A name is too long or empty, or there are too many groups.";
    /// Why no group is being joined.
    JoinGroupError(toxcore::GroupJoinError) "Nick, chat id or password cannot be, or there are too many groups.";
    /// Why an invitation was not followed.
    AcceptGroupInviteError(toxcore::GroupInviteAcceptError) "The friend is none, or as for those who join by the chat id.";
    /// Why nobody was invited.
    GroupInviteFriendError(toxcore::GroupInviteFriendError) "We are out of the group, or the friend is not there.";
    /// Why a message did not go to a group.
    GroupSendError(Refused<SendGroupMessageError>) "It is too long or empty, we are out, or may not speak.";
    /// Why a message did not go to a member.
    GroupPrivateSendError(Refused<SendPrivateMessageError>) "As for messages to all, or nobody by that number is there.";
    /// Why a packet did not go to a group or a member.
    GroupPacketError(SendCustomError) "It is too long or empty, we are out, nobody is there, or too much waits.";
    /// Why we are not called otherwise in a group.
    GroupNickError(toxcore::GroupSelfNameSetError) "The nick is too long or empty, or we left the group.";
    /// Why we did not go out of a group.
    GroupDisconnectError(toxcore::GroupDisconnectError) "We are out already.";
    /// Why we did not leave a group.
    GroupLeaveError(toxcore::GroupLeaveError) "The last words are too long, or we left before.";
    /// Why a group has no other topic.
    GroupTopicError(Refused<SetTopicError>) "It is too long, we are out, or may not set it.";
    /// Why a group has no other password.
    GroupPasswordError(toxcore::GroupSetPasswordError) "It is too long, we are out, or not the founder.";
    /// Why something that the founder decides is as it was.
    GroupDecideError(Refused<DecideError>) "We are out, not the founder, or no group can have this.";
    /// Why a member has no other role.
    GroupRoleError(Refused<SetRoleError>) "There is no such member, or we may not change its role so.";
    /// Why a member was not told to leave.
    GroupKickError(Refused<KickError>) "There is no such member, it is we, or we may not.";
}
