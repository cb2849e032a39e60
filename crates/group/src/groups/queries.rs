//! What is known of groups and their members.

use std::net::SocketAddr;

use toxcore_crypto::EphemeralPublicKey;
use toxcore_sansio::{DiscardCounters, FriendId, Instant};
use toxcore_wire::group::{ChatId, GroupAnnounce, GroupPassword, Role, SharedState};

use super::{GroupNumber, Groups, PeerNumber};
use crate::rules::{Member, Phase, Profile, RefusalCounters, Roster};

/// How a member is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reached {
    /// Over UDP.
    Direct,
    /// Through relays.
    Relayed,
}

/// A group that we look for, and of which nothing is known yet.
#[derive(Clone, Debug)]
pub struct Pending<'a> {
    /// Which.
    pub chat_id: ChatId,
    /// How we show ourselves there.
    pub profile: &'a Profile,
    /// The password that we came with.
    pub password: &'a GroupPassword,
    /// The friend that is to bring us in, and its key there; `None` if the group is sought by its chat id.
    pub inviter: Option<(FriendId, EphemeralPublicKey)>,
}

impl Groups {
    /// Groups that we look for and of which nothing is known yet, by index.
    pub fn pending(&self) -> impl Iterator<Item = Pending<'_>> {
        self.iter().filter_map(|(_, group)| group.pending())
    }

    /// All groups, by index.
    pub fn numbers(&self) -> impl Iterator<Item = GroupNumber> + '_ {
        self.iter().map(|(number, _)| number)
    }

    /// The group with this index.
    #[must_use]
    pub fn number_at(&self, index: u32) -> Option<GroupNumber> {
        let generation = self.slots.get(index as usize)?.generation;
        let number = GroupNumber { index, generation };
        self.get(number).map(|_| number)
    }

    /// Whether somebody is a member, or looked for as one for a better reason than an announcement.
    #[must_use]
    pub fn knows(&self, number: GroupNumber, member: &EphemeralPublicKey) -> bool {
        self.get(number).is_some_and(|group| group.knows(member))
    }

    /// The group with this chat id.
    #[must_use]
    pub fn find(&self, chat_id: &ChatId) -> Option<GroupNumber> {
        self.number_at(*self.by_chat.get(chat_id)?)
    }

    /// What the group is called on the wire.
    #[must_use]
    pub fn chat_id(&self, number: GroupNumber) -> Option<ChatId> {
        Some(self.get(number)?.rules.chat_id())
    }

    /// How far we are in a group.
    #[must_use]
    pub fn phase(&self, number: GroupNumber) -> Option<Phase> {
        Some(self.get(number)?.rules.phase())
    }

    /// What the founder has decided; `None` also while we do not know.
    #[must_use]
    pub fn state(&self, number: GroupNumber) -> Option<&SharedState> {
        self.get(number)?.rules.state()
    }

    /// The password that the founder has decided on, or the one that we came with while we do not know; empty if there is none.
    #[must_use]
    pub fn password(&self, number: GroupNumber) -> Option<&GroupPassword> {
        Some(self.get(number)?.rules.known_password())
    }

    /// The topic; empty if we know none.
    #[must_use]
    pub fn topic(&self, number: GroupNumber) -> Option<&[u8]> {
        Some(self.get(number)?.rules.topic())
    }

    /// How we show ourselves in a group.
    #[must_use]
    pub fn profile(&self, number: GroupNumber) -> Option<&Profile> {
        Some(self.get(number)?.rules.profile())
    }

    /// What we may do in a group.
    #[must_use]
    pub fn own_role(&self, number: GroupNumber) -> Option<Role> {
        Some(self.get(number)?.rules.own_role())
    }

    /// Our key in a group.
    #[must_use]
    pub fn own_key(&self, number: GroupNumber) -> Option<EphemeralPublicKey> {
        Some(self.get(number)?.rules.own_keys().public().encryption)
    }

    /// The members of a group that are there, but us, by key.
    pub fn members(&self, number: GroupNumber) -> impl Iterator<Item = &Member> {
        self.get(number).into_iter().flat_map(|group| group.rules.members())
    }

    /// A member that is there.
    #[must_use]
    pub fn member(&self, number: GroupNumber, member: &EphemeralPublicKey) -> Option<&Member> {
        self.get(number)?.rules.member(member)
    }

    /// The number of a member that is or was there, or of us.
    #[must_use]
    pub fn peer_number(&self, number: GroupNumber, member: &EphemeralPublicKey) -> Option<PeerNumber> {
        let group = self.get(number)?;
        if group.rules.own_keys().public().encryption == *member {
            return Some(PeerNumber::OWN);
        }
        group.numbers.of(member)
    }

    /// The key of a member that is or was there, or ours.
    #[must_use]
    pub fn peer_key(&self, number: GroupNumber, peer: PeerNumber) -> Option<EphemeralPublicKey> {
        if peer == PeerNumber::OWN { self.own_key(number) } else { self.get(number)?.numbers.key(peer) }
    }

    /// Members that were ever seen in a group.
    #[must_use]
    pub fn roster(&self, number: GroupNumber) -> Option<&Roster> {
        Some(self.get(number)?.rules.roster())
    }

    /// How a member that is there is reached.
    #[must_use]
    pub fn reached(&self, now: Instant, number: GroupNumber, member: &EphemeralPublicKey) -> Option<Reached> {
        let mesh = &self.get(number)?.mesh;
        let is_direct = mesh.is_direct(now, mesh.find(member)?);
        Some(if is_direct { Reached::Direct } else { Reached::Relayed })
    }

    /// The address of a member, if it is known.
    #[must_use]
    pub fn address(&self, now: Instant, number: GroupNumber, member: &EphemeralPublicKey) -> Option<SocketAddr> {
        let mesh = &self.get(number)?.mesh;
        mesh.address(now, mesh.find(member)?)
    }

    /// What is announced of us in a public group; `None` also while we know neither address nor relay of ours, or wait for one.
    #[must_use]
    pub fn announced(&self, number: GroupNumber) -> Option<GroupAnnounce> {
        self.get(number)?.announced()
    }

    /// What the rules of a group refused.
    #[must_use]
    pub fn refused(&self, number: GroupNumber) -> Option<&RefusalCounters> {
        Some(self.get(number)?.rules.refused())
    }

    /// What the links of a group refused inside packets that were taken.
    #[must_use]
    pub fn discards(&self, number: GroupNumber) -> Option<&DiscardCounters> {
        Some(self.get(number)?.mesh.discards())
    }
}
