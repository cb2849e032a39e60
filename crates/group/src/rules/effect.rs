//! What follows from a packet or from what the user does.

use toxcore_crypto::EphemeralPublicKey;
use toxcore_sansio::Content;
use toxcore_wire::Encode;
use toxcore_wire::friend::UserStatus;
use toxcore_wire::group::{
    Broadcast, GroupAnnounce, GroupPrivacy, GroupVoice, InviteReject, LosslessKind, PseudoMessageId, Role, TopicLock,
};
use toxcore_wire::messenger::MessageKind;

use crate::secret::may_hold_password;

/// What the owner has to do, in the order in which it comes out.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Effect {
    /// Send a lossless packet to a member with a handshake.
    Send {
        /// To whom.
        to: EphemeralPublicKey,
        /// What.
        packet: Outgoing,
    },
    /// Send a lossless packet to all members who are confirmed at this place in the order of effects.
    SendAll(Outgoing),
    /// This member is confirmed from now on, perhaps again after another handshake, until it is dropped or lost.
    Confirm(EphemeralPublicKey),
    /// Send a lossy packet that says why this newcomer is not let in, then end the session.
    Reject {
        /// To whom.
        to: EphemeralPublicKey,
        /// Why not.
        reason: InviteReject,
    },
    /// Tell this member where the other confirmed ones can be reached: a sync response for each of which an address or a
    /// relay is known, or an empty one if there is none.
    Introduce {
        /// Whom to tell.
        to: EphemeralPublicKey,
    },
    /// Tell this member where another one can be reached, who was confirmed while it was coming in: a sync response, if an address or a
    /// relay is known.
    Name {
        /// Whom to tell.
        to: EphemeralPublicKey,
        /// Of whom.
        member: EphemeralPublicKey,
    },
    /// Connect to this member if it is unknown, and exchange infos with it.
    Meet {
        /// Who named it.
        by: EphemeralPublicKey,
        /// Who it is, and where.
        announce: GroupAnnounce,
    },
    /// End the session with this member once what was sent before has left. It is a member no longer.
    Drop(EphemeralPublicKey),
    /// End the session with this member, who does not want us now; look for it again after a pause.
    TryLater(EphemeralPublicKey),
    /// End all sessions once what was sent before has left: we are out.
    DropAll,
    /// Tell the user.
    Happened(Event),
}

/// A lossless packet without its message id. Data that may hold the password is wiped on drop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outgoing {
    /// Kind.
    pub kind: LosslessKind,
    /// Data of that kind. It may hold the password, and what people wrote.
    pub data: Content,
}

impl Outgoing {
    pub(crate) fn new(kind: LosslessKind, data: &impl Encode) -> Self {
        Self { kind, data: data.to_vec().into() }
    }

    pub(crate) fn empty(kind: LosslessKind) -> Self {
        Self { kind, data: Content::new() }
    }

    pub(crate) fn broadcast(broadcast: &Broadcast<'_>) -> Self {
        Self::new(Broadcast::KIND, broadcast)
    }
}

impl Drop for Outgoing {
    fn drop(&mut self) {
        if may_hold_password(self.kind) {
            self.data.wipe();
        }
    }
}

/// Something that the user may want to know. What the user did itself is none.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Event {
    /// We are in the group: its topic and all roles can be read.
    Joined,
    /// A member does not let us in. We are out, unless a member other than the founder and moderators tells one who has been in the
    /// group that the password is another one: then we go on looking, and this is told once.
    Rejected(InviteReject),
    /// Somebody is there.
    MemberJoined(EphemeralPublicKey),
    /// Somebody is there no longer.
    MemberLeft {
        /// Who.
        member: EphemeralPublicKey,
        /// How it called itself.
        nick: Content,
        /// Which status it had.
        status: UserStatus,
        /// What it was allowed to do.
        role: Role,
        /// Why.
        departure: Departure,
        /// Its last words, if it left by itself.
        message: Content,
    },
    /// A member calls itself otherwise.
    Nick {
        /// Who.
        member: EphemeralPublicKey,
        /// How.
        nick: Content,
    },
    /// A member has another status.
    Status {
        /// Who.
        member: EphemeralPublicKey,
        /// Which.
        status: UserStatus,
    },
    /// A member said something to all.
    Message(Said),
    /// A member said something to us alone.
    PrivateMessage(Said),
    /// The topic is another one.
    Topic {
        /// Who set it; nobody that is here if `None`.
        by: Option<EphemeralPublicKey>,
        /// The text.
        topic: Content,
    },
    /// The founder changed who may find the group.
    Privacy(GroupPrivacy),
    /// The founder changed who is heard by all.
    Voice(GroupVoice),
    /// The founder changed who may set the topic.
    TopicLock(TopicLock),
    /// The founder changed how many may be in.
    PeerLimit(u16),
    /// The founder changed the password.
    Password,
    /// A member, which may be we, has another role.
    Role {
        /// Who did it.
        by: EphemeralPublicKey,
        /// Whose role.
        member: EphemeralPublicKey,
        /// Which.
        role: Role,
    },
    /// A member has to leave; [`Self::MemberLeft`] follows.
    Kicked {
        /// Who did it.
        by: EphemeralPublicKey,
        /// Who has to leave. If it is we, we are out.
        member: EphemeralPublicKey,
    },
    /// Another list of moderators came: any roles may have changed.
    ModeratorsReplaced,
    /// Another list of observers came: any roles may have changed.
    ObserversReplaced,
}

/// A message or action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// By whom.
    pub member: EphemeralPublicKey,
    /// Message or action.
    pub kind: MessageKind,
    /// Its number, given by who said it.
    pub id: PseudoMessageId,
    /// The text.
    pub text: Content,
}

/// Why a member is not there any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Departure {
    /// It left.
    Quit,
    /// Nothing was heard of it.
    TimedOut,
    /// It cannot be reached any more.
    Disconnected,
    /// We left, or had to.
    SelfDisconnected,
    /// It had to leave.
    Kicked,
    /// It lied about what the group has decided.
    SyncError,
}
