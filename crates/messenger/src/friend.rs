use toxcore_sansio::{Content, FriendId, Instant, UnixTime};
use toxcore_wire::friend::UserStatus;

use crate::MessageId;
use crate::presence::Presence;

/// How far a friendship has come, apart from being online.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Standing {
    /// Our request was not sent yet.
    Added,
    /// Our request was sent.
    Requested,
    /// A friend, who may not know yet.
    #[default]
    Confirmed,
}

/// How far a friendship has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FriendState {
    /// Nobody has this id.
    None,
    /// Our request was not sent yet.
    Added,
    /// Our request was sent.
    Requested,
    /// A friend who is not online.
    Confirmed,
    /// A friend who is online.
    Online,
}

/// What a friend told about itself, as of now or when it was online last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FriendInfo {
    /// At most 128 bytes, UTF-8 by convention.
    pub name: Content,
    /// At most 1007 bytes, UTF-8 by convention.
    pub status_message: Content,
    /// Its choice.
    pub status: UserStatus,
}

/// A friend.
#[derive(Debug)]
pub(crate) struct Friend {
    pub(crate) id: FriendId,
    pub(crate) standing: Standing,
    pub(crate) info: FriendInfo,
    /// Whether it is writing to us.
    pub(crate) typing: bool,
    /// Whether we are writing to it.
    pub(crate) own_typing: bool,
    pub(crate) next_message: MessageId,
    pub(crate) seen: LastSeen,
    pub(crate) presence: Presence,
}

/// When a friend was online last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LastSeen {
    /// In an earlier run; 0 for never.
    Before(UnixTime),
    /// In this run.
    At(Instant),
}

impl Friend {
    pub(crate) fn new(id: FriendId) -> Self {
        Self {
            id,
            standing: Standing::default(),
            info: FriendInfo::default(),
            typing: false,
            own_typing: false,
            next_message: MessageId::FIRST,
            seen: LastSeen::Before(UnixTime(0)),
            presence: Presence::Absent,
        }
    }

    pub(crate) fn state(&self) -> FriendState {
        match (self.presence.is_online(), self.standing) {
            (true, _) => FriendState::Online,
            (false, Standing::Added) => FriendState::Added,
            (false, Standing::Requested) => FriendState::Requested,
            (false, Standing::Confirmed) => FriendState::Confirmed,
        }
    }

    /// When it was online last, if the clocks show `now` and `unix_time`.
    pub(crate) fn last_seen(&self, now: Instant, unix_time: UnixTime) -> UnixTime {
        match self.seen {
            _ if self.presence.is_online() => unix_time,
            LastSeen::Before(time) => time,
            LastSeen::At(then) => UnixTime(unix_time.0.saturating_sub((now - then).as_secs())),
        }
    }

    /// The id of the message that was just queued.
    pub(crate) fn take_message_id(&mut self) -> MessageId {
        let id = self.next_message;
        self.next_message = id.next();
        id
    }
}
