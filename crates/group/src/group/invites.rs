//! Friends bring friends in. Protocol: groups, Invites.

use std::net::SocketAddr;

use toxcore_crypto::EphemeralPublicKey;
use toxcore_sansio::{Discard, FriendId, Instant};
use toxcore_wire::group::{GroupInvitePacket, InviteData, JoinType, MAX_GROUP_RELAYS};
use toxcore_wire::{BoundedList, Encode, PackedNode, RelayInfo, is_usable_node_addr_from};

use super::facts::as_relay;
use super::limits::{CONFIRMATION_PATIENCE, MAX_PENDING_INVITES};
use super::{Group, Inviter, Origin, Output};
use crate::groups::Pending;

/// What the offer of a friend to bring us in is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Offer {
    /// The user decides.
    New,
    /// The user took one of this friend before and we are still outside: it is taken again.
    Taken,
    /// We are in.
    Needless,
}

impl Group {
    /// Offers a friend to bring it in. `false` if we are out, or do not know the group's name yet.
    pub(crate) fn invite(&mut self, friend: FriendId) -> bool {
        let Some(name) = self.rules.state().filter(|_| self.is_in_use()).map(|state| state.name) else { return false };
        self.invited.retain(|other| *other != friend);
        if self.invited.len() >= MAX_PENDING_INVITES {
            self.invited.pop_front();
        }
        self.invited.push_back(friend);
        let data = self.invite_data();
        self.tell_friend(friend, &GroupInvitePacket::Invite { data, name });
        true
    }

    /// A friend offers to bring us in. It may have forgotten that it did before: a restart does that, and an acceptance uses it up.
    pub(crate) fn offered(&mut self, now: Instant, friend: FriendId, inviter: EphemeralPublicKey) -> Offer {
        if !self.is_in_use() {
            return Offer::New;
        }
        if !self.is_outside() {
            return Offer::Needless;
        }
        if self.inviter.is_none_or(|inviter| inviter.friend != friend) {
            return Offer::New;
        }
        self.accept(now, friend, inviter);
        Offer::Taken
    }

    /// We take the offer of a friend.
    pub(crate) fn accept(&mut self, now: Instant, friend: FriendId, inviter: EphemeralPublicKey) {
        self.inviter = Some(Inviter { friend, member: inviter, patience: Some(now + CONFIRMATION_PATIENCE) });
        if self.rules.state().is_none() {
            // Whoever sought it by its chat id before found nobody: private groups refuse those who came that way.
            self.join_type = JoinType::Private;
            self.is_changed = true;
        }
        self.send_acceptance(friend);
        self.follow(now, &[]);
    }

    /// A friend takes our offer: it is told where we are, and both begin.
    pub(crate) fn accepted(
        &mut self,
        now: Instant,
        friend: FriendId,
        member: EphemeralPublicKey,
        addr: Option<SocketAddr>,
        relays: &[RelayInfo],
    ) -> Result<(), Discard> {
        let place = self.invited.iter().position(|other| *other == friend).ok_or(Discard::Unsolicited)?;
        if !self.is_in_use() {
            return Err(Discard::Disabled);
        }
        self.invited.remove(place);
        let nodes = relays.iter().copied().map(PackedNode::Tcp);
        let nodes = BoundedList::<PackedNode, MAX_GROUP_RELAYS>::from_first(nodes);
        let data = self.invite_data();
        self.tell_friend(friend, &GroupInvitePacket::Confirmation { data, relays: nodes });
        // Our relays are where the newcomer looks for us.
        self.look_for(now, member, Origin::Invited, addr, relays);
        self.follow(now, &[]);
        Ok(())
    }

    /// The friend that brings us in says where it is.
    pub(crate) fn confirmed(
        &mut self,
        now: Instant,
        friend: FriendId,
        member: EphemeralPublicKey,
        addr: Option<SocketAddr>,
        relays: &BoundedList<PackedNode, MAX_GROUP_RELAYS>,
    ) -> Result<(), Discard> {
        let is_inviter = |inviter: &Inviter| inviter.friend == friend && inviter.member == member;
        if !self.inviter.as_ref().is_some_and(is_inviter) {
            return Err(Discard::Unsolicited);
        }
        if let Some(inviter) = &mut self.inviter {
            inviter.patience = None;
        }
        let believed = |relay: &RelayInfo| {
            let is_near = addr.is_some_and(|addr| is_usable_node_addr_from(&relay.addr, &addr.ip()));
            is_near || self.mesh.believes_relay(now, None, relay)
        };
        let relays: Vec<RelayInfo> = relays.iter().map(as_relay).filter(believed).collect();
        self.look_for(now, member, Origin::Invited, addr, &relays);
        self.follow(now, &[]);
        Ok(())
    }

    /// When the friend that brings us in has had time to say where it is.
    pub(super) fn inviter_due(&self) -> Option<Instant> {
        self.inviter.and_then(|inviter| inviter.patience).filter(|_| self.is_in_use())
    }

    /// The friend that brings us in does not say where it is. Members running libtoxcore 0.2.20 that have no UDP do not now and then,
    /// and answer handshakes that come through relays of theirs: ours may be, and if we have none yet we wait for one.
    pub(super) fn look_for_silent_inviter(&mut self, now: Instant) {
        let (relays, is_outside) = (self.relays.clone(), self.is_outside());
        let Some(inviter) = &mut self.inviter else { return };
        inviter.patience = (is_outside && relays.is_empty()).then_some(now + CONFIRMATION_PATIENCE);
        let member = inviter.member;
        if is_outside && !relays.is_empty() {
            self.look_for(now, member, Origin::Invited, None, &relays);
        }
    }

    /// A friend is online again: if it is to bring us in, it may never have heard that we want it.
    pub(crate) fn friend_online(&mut self, friend: FriendId) {
        let waits = self.inviter.is_some_and(|inviter| inviter.friend == friend);
        if waits && self.is_outside() && self.is_in_use() {
            self.send_acceptance(friend);
        }
    }

    /// Where a friend is now. It matters if the friend is to bring us in.
    pub(crate) fn friend_moved(&mut self, now: Instant, friend: FriendId, addr: Option<SocketAddr>) {
        let Some(inviter) = self.inviter.filter(|inviter| inviter.friend == friend) else { return };
        if addr.is_some() && self.is_in_use() {
            self.look_for(now, inviter.member, Origin::Invited, addr, &[]);
            self.follow(now, &[]);
        }
    }

    /// What there is of a group that we look for and know nothing of.
    pub(crate) fn pending(&self) -> Option<Pending<'_>> {
        let inviter = self.inviter.map(|inviter| (inviter.friend, inviter.member));
        let is_pending = self.is_in_use() && self.rules.state().is_none();
        let has_way = self.join_type == JoinType::Public || inviter.is_some();
        (is_pending && has_way).then(|| Pending {
            chat_id: self.rules.chat_id(),
            profile: self.rules.profile(),
            password: self.rules.known_password(),
            inviter: inviter.filter(|_| self.join_type != JoinType::Public),
        })
    }

    /// A friend is none any more.
    pub(crate) fn friend_removed(&mut self, friend: FriendId) {
        self.invited.retain(|other| *other != friend);
        self.inviter = self.inviter.filter(|inviter| inviter.friend != friend);
    }

    fn send_acceptance(&mut self, friend: FriendId) {
        let data = self.invite_data();
        self.tell_friend(friend, &GroupInvitePacket::Accepted { data });
    }

    fn invite_data(&self) -> InviteData {
        InviteData { chat_id: self.rules.chat_id(), member: self.own_key() }
    }

    fn tell_friend(&mut self, friend: FriendId, packet: &GroupInvitePacket) {
        let packet = packet.to_vec().into();
        self.outputs.push_back(Output::TellFriend { friend, packet });
    }
}
