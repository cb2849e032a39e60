//! What a user is told of groups.

use toxcore_crypto::EphemeralPublicKey;
use toxcore_group::groups::{Delivery, PeerNumber};
use toxcore_group::rules::Departure;
use toxcore_sansio::Content;
use toxcore_wire::friend::UserStatus;
use toxcore_wire::group::{
    GroupName, GroupPassword, GroupPrivacy, GroupVoice, InviteData, InviteReject, PseudoMessageId, Role, TopicLock,
};
use toxcore_wire::messenger::MessageKind;

/// A member of a group, perhaps we.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct GroupPeer {
    /// Its number. It is never another member's, and ours is [`PeerNumber::OWN`].
    pub number: PeerNumber,
    /// Its key in the group, which stays the same.
    pub key: EphemeralPublicKey,
}

/// The offer of a friend to bring us into a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupInvite {
    /// What [`Tox::group_invite_accept`](crate::Tox::group_invite_accept) takes.
    pub data: InviteData,
    /// Name of the group, says the friend.
    pub name: GroupName,
}

/// Something that happened in a group. What we did ourselves is not told.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum GroupEvent {
    /// We are in the group: its topic and all roles can be read.
    SelfJoin,
    /// A member does not let us in, and nobody else has.
    JoinFail(InviteReject),
    /// A member is there.
    PeerJoin {
        /// Who.
        peer: GroupPeer,
    },
    /// A member is there no longer.
    PeerExit {
        /// Who.
        peer: GroupPeer,
        /// What it called itself.
        name: Content,
        /// Which status it had.
        status: UserStatus,
        /// What it was allowed to do.
        role: Role,
        /// Why.
        why: Departure,
        /// Its last words, if it left by itself.
        part_message: Content,
    },
    /// A member has another nick.
    PeerName {
        /// Who.
        peer: GroupPeer,
        /// 1 to 128 bytes.
        name: Content,
    },
    /// A member has another status.
    PeerStatus {
        /// Who.
        peer: GroupPeer,
        /// Which.
        status: UserStatus,
    },
    /// A member wrote to all.
    Message {
        /// Who.
        peer: GroupPeer,
        /// Text or action.
        kind: MessageKind,
        /// Its number, given by who wrote it.
        id: PseudoMessageId,
        /// What it says.
        text: Content,
    },
    /// A member wrote to us alone.
    PrivateMessage {
        /// Who.
        peer: GroupPeer,
        /// Text or action.
        kind: MessageKind,
        /// Its number, given by who wrote it.
        id: PseudoMessageId,
        /// What it says.
        text: Content,
    },
    /// The program of a member sent a packet to all.
    CustomPacket {
        /// Who.
        peer: GroupPeer,
        /// How it came.
        delivery: Delivery,
        /// What.
        data: Content,
    },
    /// The program of a member sent a packet to us alone.
    CustomPrivatePacket {
        /// Who.
        peer: GroupPeer,
        /// How it came.
        delivery: Delivery,
        /// What.
        data: Content,
    },
    /// The group has another topic.
    Topic {
        /// Who set it, unless nobody that is here did.
        peer: Option<GroupPeer>,
        /// At most 512 bytes.
        topic: Content,
    },
    /// The founder changed who may find the group.
    PrivacyState(GroupPrivacy),
    /// The founder changed who is heard by all.
    VoiceState(GroupVoice),
    /// The founder changed who may set the topic.
    TopicLock(TopicLock),
    /// The founder changed how many members there may be.
    PeerLimit(u16),
    /// The founder changed the password.
    Password(GroupPassword),
    /// A member did something about another, either of which may be we.
    Moderation {
        /// Who did it.
        by: GroupPeer,
        /// To whom.
        peer: GroupPeer,
        /// What.
        what: Moderation,
    },
    /// Another list of moderators came: any roles may have changed.
    ModeratorsReplaced,
    /// Another list of observers came: any roles may have changed.
    ObserversReplaced,
}

/// What was done about a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Moderation {
    /// It has to leave: [`GroupEvent::PeerExit`] follows. If it is we, we are out.
    Kick,
    /// It has this role now.
    Role(Role),
}
