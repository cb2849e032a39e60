//! Ourselves and others as members of groups.

use std::net::SocketAddr;

use toxcore_crypto::EphemeralPublicKey;
use toxcore_group::groups::{GroupError, GroupNumber, PeerNumber, Reached, UnknownGroup};
use toxcore_group::rules::{Hearing, Member, SetIgnoredError};
use toxcore_sansio::Instant;
use toxcore_wire::friend::UserStatus;
use toxcore_wire::group::{Role, ShortBytes};

use crate::{ConnectionStatus, GroupPeerQueryError, GroupSelfNameSetError, Tox};

impl Tox {
    /// Changes our nick in a group. Returns how many members are told.
    ///
    /// # Errors
    /// [`GroupSelfNameSetError`], in the order of its cases.
    pub fn group_self_set_name(
        &mut self,
        now: Instant,
        group: GroupNumber,
        nick: &[u8],
    ) -> Result<usize, GroupSelfNameSetError> {
        self.begin(now);
        self.groups.phase(group).ok_or(GroupSelfNameSetError::GroupNotFound)?;
        let nick = ShortBytes::new(nick).map_err(|_| GroupSelfNameSetError::TooLong(nick.len()))?;
        let told = self.groups.set_nick(now, group, nick);
        self.settle_groups(now);
        told.map_err(|_| GroupSelfNameSetError::Empty)
    }

    /// Changes our status in a group. Returns how many members are told.
    ///
    /// # Errors
    /// [`UnknownGroup`].
    pub fn group_self_set_status(
        &mut self,
        now: Instant,
        group: GroupNumber,
        status: UserStatus,
    ) -> Result<usize, UnknownGroup> {
        self.begin(now);
        let told = self.groups.set_status(now, group, status);
        self.settle_groups(now);
        told
    }

    /// Stops telling what a member says, or tells it again. Nobody else notices.
    ///
    /// # Errors
    /// [`SetIgnoredError`], in the order of its cases.
    pub fn group_set_ignore(
        &mut self,
        now: Instant,
        group: GroupNumber,
        peer: PeerNumber,
        hearing: Hearing,
    ) -> Result<(), GroupError<SetIgnoredError>> {
        self.begin(now);
        let member = self.group_key_of(group, peer);
        let done = self.groups.set_ignored(now, group, &member, hearing);
        self.settle_groups(now);
        done
    }

    /// What a member calls itself; also of us, and of one whose leaving was not [polled](Self::poll_event) yet.
    ///
    /// # Errors
    /// [`GroupPeerQueryError`], in the order of its cases.
    pub fn group_peer_name(&self, group: GroupNumber, peer: PeerNumber) -> Result<&[u8], GroupPeerQueryError> {
        let own = || Some(self.groups.profile(group)?.nick());
        let name =
            if peer == PeerNumber::OWN { own() } else { self.group_member_told(group, peer).map(|told| told.nick) };
        self.found_peer(group, name)
    }

    /// The status of a member; also of us, and of one whose leaving was not [polled](Self::poll_event) yet.
    ///
    /// # Errors
    /// [`GroupPeerQueryError`], in the order of its cases.
    pub fn group_peer_status(&self, group: GroupNumber, peer: PeerNumber) -> Result<UserStatus, GroupPeerQueryError> {
        let own = || Some(self.groups.profile(group)?.status);
        let other = || self.group_member_told(group, peer).map(|told| told.status);
        self.found_peer(group, if peer == PeerNumber::OWN { own() } else { other() })
    }

    /// What a member may do; also we, and one whose leaving was not [polled](Self::poll_event) yet.
    ///
    /// # Errors
    /// [`GroupPeerQueryError`], in the order of its cases.
    pub fn group_peer_role(&self, group: GroupNumber, peer: PeerNumber) -> Result<Role, GroupPeerQueryError> {
        let other = || self.group_member_told(group, peer).map(|told| told.role);
        self.found_peer(group, if peer == PeerNumber::OWN { self.groups.own_role(group) } else { other() })
    }

    /// By which way a member is connected; of us, how well we are connected to the network.
    ///
    /// # Errors
    /// [`GroupPeerQueryError`], in the order of its cases.
    pub fn group_peer_connection_status(
        &self,
        group: GroupNumber,
        peer: PeerNumber,
    ) -> Result<ConnectionStatus, GroupPeerQueryError> {
        let own = || self.groups.phase(group).map(|_| self.status);
        let other = || {
            let member = self.group_member(group, peer)?.keys.encryption;
            Some(match self.groups.reached(self.clock.now, group, &member)? {
                Reached::Direct => ConnectionStatus::Udp,
                Reached::Relayed => ConnectionStatus::Tcp,
            })
        };
        self.found_peer(group, if peer == PeerNumber::OWN { own() } else { other() })
    }

    /// The key of a member that is or was there, or ours.
    ///
    /// # Errors
    /// [`GroupPeerQueryError`], in the order of its cases.
    pub fn group_peer_public_key(
        &self,
        group: GroupNumber,
        peer: PeerNumber,
    ) -> Result<EphemeralPublicKey, GroupPeerQueryError> {
        self.found_peer(group, self.groups.peer_key(group, peer))
    }

    /// The address of a member, or ours as others see it, if it is known.
    ///
    /// # Errors
    /// [`GroupPeerQueryError`], in the order of its cases.
    pub fn group_peer_address(
        &self,
        group: GroupNumber,
        peer: PeerNumber,
    ) -> Result<Option<SocketAddr>, GroupPeerQueryError> {
        let now = self.clock.now;
        let own = || self.groups.phase(group).map(|_| self.dht.own_address(now));
        let other = || {
            let member = self.group_member(group, peer)?.keys.encryption;
            Some(self.groups.address(now, group, &member))
        };
        self.found_peer(group, if peer == PeerNumber::OWN { own() } else { other() })
    }

    /// The members that are there, but us, in the order of their keys.
    pub fn group_peers(&self, group: GroupNumber) -> impl Iterator<Item = PeerNumber> + '_ {
        let members = self.groups.members(group);
        members.filter_map(move |member| self.groups.peer_number(group, &member.keys.encryption))
    }

    /// A member that is there.
    pub(super) fn group_member(&self, group: GroupNumber, peer: PeerNumber) -> Option<&Member> {
        let key = self.groups.peer_key(group, peer)?;
        self.groups.member(group, &key)
    }

    /// The key of a member; of one that nobody knows it is a key that nobody has, so that what is wrong is said in due order.
    pub(super) fn group_key_of(&self, group: GroupNumber, peer: PeerNumber) -> EphemeralPublicKey {
        self.groups.peer_key(group, peer).unwrap_or(NOBODY)
    }

    fn found_peer<T>(&self, group: GroupNumber, found: Option<T>) -> Result<T, GroupPeerQueryError> {
        match self.groups.phase(group) {
            None => Err(GroupPeerQueryError::GroupNotFound),
            Some(_) => found.ok_or(GroupPeerQueryError::PeerNotFound),
        }
    }
}

/// No member has this key: there is no secret key for it.
const NOBODY: EphemeralPublicKey = EphemeralPublicKey::from_bytes([0; 32]);
