//! What is known of a group and its members.

use toxcore::group::{GroupNumber, GroupPrivacy, GroupVoice, PeerNumber, Role, TopicLock};
use toxcore::{ConnectionStatus, Content, EphemeralPublicKey, GroupPeer, UnixTime, UserStatus};

use super::Group;
use crate::GroupError;
use crate::driver::{Clock, Core};

/// What is known about a group. Before we are in for the first time it is as in a new one.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct GroupInfo {
    /// What it is called; empty if we do not know yet.
    pub name: Content,
    /// The topic; empty if it has none.
    pub topic: Content,
    /// Whether we are in, or look for somebody who lets us in; not after we went out or had to.
    pub is_connected: bool,
    /// How it is found.
    pub privacy: GroupPrivacy,
    /// Who is heard by all.
    pub voice: GroupVoice,
    /// Who may set the topic.
    pub topic_lock: TopicLock,
    /// How many members there may be.
    pub peer_limit: u16,
    /// We ourselves.
    pub own: GroupMember,
    /// Who is there besides us.
    pub peers: Vec<GroupMember>,
}

/// A member that is there.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct GroupMember {
    /// Who.
    pub peer: GroupPeer,
    /// What it calls itself, 1 to 128 bytes, UTF-8 by convention.
    pub nick: Content,
    /// Its status.
    pub status: UserStatus,
    /// What it may do.
    pub role: Role,
    /// How it is reached.
    pub connection: ConnectionStatus,
}

/// A member that is or was there once.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RosterMember {
    /// Its key, which it keeps.
    pub key: EphemeralPublicKey,
    /// What it called itself last; empty if we have not met it since we started.
    pub nick: Content,
    /// Whether it is there.
    pub is_present: bool,
    /// When it was last there, which is now if it is; `None` if not since we started.
    pub last_seen: Option<UnixTime>,
    /// Whether we do not want to hear what it writes.
    pub is_ignored: bool,
}

impl Group {
    /// What is known about it, and who is there.
    ///
    /// # Errors
    /// [`GroupError`].
    pub async fn info(&self) -> Result<GroupInfo, GroupError> {
        let number = self.number;
        self.tox.call(move |core| GroupInfo::of(&core.tox, number)).await?.ok_or(GroupError::Left)
    }

    /// Everybody who was ever seen in it, by key: a stable list, in which members stay when they leave.
    ///
    /// # Errors
    /// [`GroupError`].
    pub async fn roster(&self) -> Result<Vec<RosterMember>, GroupError> {
        let number = self.number;
        self.tox.call(move |core| roster(core, number)).await?.ok_or(GroupError::Left)
    }
}

impl GroupInfo {
    fn of(tox: &toxcore::Tox, number: GroupNumber) -> Option<Self> {
        Some(Self {
            name: tox.group_name(number)?.into(),
            topic: tox.group_topic(number)?.into(),
            is_connected: tox.group_is_connected(number)?,
            privacy: tox.group_privacy_state(number)?,
            voice: tox.group_voice_state(number)?,
            topic_lock: tox.group_topic_lock(number)?,
            peer_limit: tox.group_peer_limit(number)?,
            own: GroupMember::of(tox, number, PeerNumber::OWN)?,
            peers: tox.group_peers(number).filter_map(|peer| GroupMember::of(tox, number, peer)).collect(),
        })
    }
}

impl GroupMember {
    fn of(tox: &toxcore::Tox, group: GroupNumber, number: PeerNumber) -> Option<Self> {
        Some(Self {
            peer: GroupPeer { number, key: tox.group_peer_public_key(group, number).ok()? },
            nick: tox.group_peer_name(group, number).ok()?.into(),
            status: tox.group_peer_status(group, number).ok()?,
            role: tox.group_peer_role(group, number).ok()?,
            connection: tox.group_peer_connection_status(group, number).ok()?,
        })
    }
}

fn roster(core: &Core, number: GroupNumber) -> Option<Vec<RosterMember>> {
    let now = Clock::unix_time();
    let member = |(key, entry): (&EphemeralPublicKey, &toxcore::group::RosterEntry)| RosterMember {
        key: *key,
        nick: entry.nick.clone(),
        is_present: entry.is_present,
        last_seen: match entry.last_seen {
            _ if entry.is_present => Some(now),
            Some(at) => Some(UnixTime(now.0.saturating_sub(core.now.saturating_since(at).as_secs()))),
            None => None,
        },
        is_ignored: entry.is_ignored,
    };
    Some(core.tox.groups().roster(number)?.iter().map(member).collect())
}
