use toxcore_crypto::EphemeralPublicKey;
use toxcore_sansio::{Content, FriendId};
use toxcore_wire::RelayInfo;
use toxcore_wire::group::{ChatId, GroupAnnounce, GroupName, InviteData};

use crate::rules::Event;

/// By which number we know a group. A reused index has another generation.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct GroupNumber {
    /// Slot in the list of groups: the lowest that was free.
    pub index: u32,
    /// Counts the users of the slot.
    pub generation: u32,
}

impl std::fmt::Debug for GroupNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "GroupNumber({}#{})", self.index, self.generation)
    }
}

/// How a custom packet came, or is to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Delivery {
    /// In order and once.
    Lossless,
    /// Perhaps.
    Lossy,
}

/// Whom a custom packet is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Audience {
    /// All members.
    All,
    /// One member alone.
    One,
}

/// What happened in groups, and what they ask their owner for.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Output {
    /// A friend offers to bring us into a group in which we are not: [`accept_invite`](crate::groups::Groups::accept_invite).
    Invited {
        /// The friend.
        friend: FriendId,
        /// What to accept.
        data: InviteData,
        /// Name of the group, says the friend.
        name: GroupName,
    },
    /// Something happened in a group.
    Happened {
        /// Where.
        group: GroupNumber,
        /// What.
        event: Event,
    },
    /// A member sent a packet of the program's own.
    Custom {
        /// In which group.
        group: GroupNumber,
        /// Who.
        member: EphemeralPublicKey,
        /// To whom.
        audience: Audience,
        /// How.
        delivery: Delivery,
        /// What.
        data: Content,
    },
    /// The group needs a pool of relays of its own, with [its keys](crate::groups::Groups::pool_keys), which begins with the relays that
    /// we are connected with.
    OpenPool {
        /// Which group.
        group: GroupNumber,
    },
    /// The group needs its pool no longer, once what it has to send was taken and has left.
    ClosePool {
        /// Which group.
        group: GroupNumber,
    },
    /// The route to a member in the pool of its group should use a relay; if there is no route yet, there should be one, of
    /// which [`set_route`](crate::groups::Groups::set_route) tells.
    Tie {
        /// In which group.
        group: GroupNumber,
        /// Whose route; this key is also what the member is at relays.
        member: EphemeralPublicKey,
        /// Which relay.
        relay: RelayInfo,
    },
    /// The route to a member is not needed any more, once what goes there has left.
    Untie {
        /// In which group.
        group: GroupNumber,
        /// Whose route.
        member: EphemeralPublicKey,
    },
    /// The route to a member may sleep, or must wake.
    Sleep {
        /// In which group.
        group: GroupNumber,
        /// Whose route.
        member: EphemeralPublicKey,
        /// Whether it may sleep.
        may_sleep: bool,
    },
    /// Announcements of a group are to be sought.
    Seek {
        /// Which group.
        chat_id: ChatId,
    },
    /// A group that is sought is to be announced with this from now on; `None`: not at all.
    Announce {
        /// Which group.
        chat_id: ChatId,
        /// Where we are.
        announce: Option<GroupAnnounce>,
    },
    /// A group that is sought has so many members besides us.
    Members {
        /// Which group.
        chat_id: ChatId,
        /// How many.
        count: usize,
    },
    /// A group is not to be sought or announced any more.
    Forget {
        /// Which group.
        chat_id: ChatId,
    },
    /// A lossless packet is to go to a friend.
    TellFriend {
        /// The friend.
        friend: FriendId,
        /// The packet, with its first byte.
        packet: Content,
    },
}
