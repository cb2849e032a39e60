//! What is known of groups.

use toxcore_crypto::EphemeralPublicKey;
use toxcore_group::groups::{GroupNumber, Groups};
use toxcore_group::rules::Phase;
use toxcore_wire::friend::UserStatus;
use toxcore_wire::group::{ChatId, DEFAULT_PEER_LIMIT, GroupPassword, GroupPrivacy, GroupVoice, Role, TopicLock};

use crate::Tox;

/// `None` stands for no such group. While a newcomer knows nothing of it, a group is as all are at first.
impl Tox {
    /// The groups, for questions: which there are, members of earlier days.
    #[must_use]
    pub const fn groups(&self) -> &Groups {
        &self.groups
    }

    /// All groups, in the order of their indexes.
    pub fn group_list(&self) -> impl Iterator<Item = GroupNumber> + '_ {
        self.groups.numbers()
    }

    /// The group with this chat id.
    #[must_use]
    pub fn group_by_id(&self, chat_id: &ChatId) -> Option<GroupNumber> {
        self.groups.find(chat_id)
    }

    /// The group with this index, which is what C calls it by.
    #[must_use]
    pub fn group_by_number(&self, index: u32) -> Option<GroupNumber> {
        self.groups.number_at(index)
    }

    /// What others need to find a public group.
    #[must_use]
    pub fn group_chat_id(&self, group: GroupNumber) -> Option<ChatId> {
        self.groups.chat_id(group)
    }

    /// Whether we are in a group, or look for it.
    #[must_use]
    pub fn group_is_connected(&self, group: GroupNumber) -> Option<bool> {
        self.groups.phase(group).map(|phase| phase != Phase::Disconnected)
    }

    /// What a group is called.
    #[must_use]
    pub fn group_name(&self, group: GroupNumber) -> Option<&[u8]> {
        self.groups.phase(group)?;
        Some(self.groups.state(group).map(|state| state.name.as_bytes()).unwrap_or_default())
    }

    /// The topic.
    #[must_use]
    pub fn group_topic(&self, group: GroupNumber) -> Option<&[u8]> {
        self.groups.topic(group)
    }

    /// How a group is found.
    #[must_use]
    pub fn group_privacy_state(&self, group: GroupNumber) -> Option<GroupPrivacy> {
        self.groups.phase(group)?;
        Some(self.groups.state(group).map(|state| state.privacy).unwrap_or_default())
    }

    /// Who is heard by all.
    #[must_use]
    pub fn group_voice_state(&self, group: GroupNumber) -> Option<GroupVoice> {
        self.groups.phase(group)?;
        Some(self.groups.state(group).map(|state| state.voice).unwrap_or_default())
    }

    /// Who may set the topic.
    #[must_use]
    pub fn group_topic_lock(&self, group: GroupNumber) -> Option<TopicLock> {
        self.groups.phase(group)?;
        Some(self.groups.state(group).map(|state| state.topic_lock).unwrap_or_default())
    }

    /// How many members there may be.
    #[must_use]
    pub fn group_peer_limit(&self, group: GroupNumber) -> Option<u16> {
        self.groups.phase(group)?;
        Some(self.groups.state(group).map_or(DEFAULT_PEER_LIMIT, |state| state.peer_limit))
    }

    /// The password, which members know; empty if there is none. Until we are in, the one that we came with.
    #[must_use]
    pub fn group_password(&self, group: GroupNumber) -> Option<&[u8]> {
        self.groups.password(group).map(GroupPassword::as_bytes)
    }

    /// What we call ourselves in a group.
    #[must_use]
    pub fn group_self_name(&self, group: GroupNumber) -> Option<&[u8]> {
        self.groups.profile(group).map(|profile| profile.nick())
    }

    /// Our status in a group.
    #[must_use]
    pub fn group_self_status(&self, group: GroupNumber) -> Option<UserStatus> {
        self.groups.profile(group).map(|profile| profile.status)
    }

    /// What we may do in a group.
    #[must_use]
    pub fn group_self_role(&self, group: GroupNumber) -> Option<Role> {
        self.groups.own_role(group)
    }

    /// Our key in a group. Our number is [`PeerNumber::OWN`](toxcore_group::groups::PeerNumber::OWN).
    #[must_use]
    pub fn group_self_public_key(&self, group: GroupNumber) -> Option<EphemeralPublicKey> {
        self.groups.own_key(group)
    }
}
