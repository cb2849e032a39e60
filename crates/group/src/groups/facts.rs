//! What the owner tells.

use std::net::SocketAddr;

use toxcore_crypto::EphemeralPublicKey;
use toxcore_sansio::{Admission, Discard, FriendId, Instant, RouteId};
use toxcore_wire::group::{
    ChatId, GroupAnnounce, GroupHandshakePacket, GroupInvitePacket, LosslessPacket, LossyPacket,
};
use toxcore_wire::{PacketKind, RelayInfo};

use super::{GroupNumber, Groups, Output};
use crate::Target;
use crate::group::Offer;

impl Groups {
    /// A packet 0x5a, 0x5b or 0x5c came over UDP.
    ///
    /// # Errors
    /// [`Discard`]; nothing has changed.
    pub fn handle_udp(
        &mut self,
        now: Instant,
        admission: &mut Admission,
        from: SocketAddr,
        packet: &mut [u8],
    ) -> Result<(), Discard> {
        let from = Target::Udp(from);
        let sender = match PacketKind::from(packet.first().copied().unwrap_or_default()) {
            PacketKind::GroupHandshake => {
                let receiver = GroupHandshakePacket::parse(packet)?.receiver;
                let index = self.by_own_key.get(&receiver).copied().ok_or(Discard::UnknownAddressee)?;
                return self.hand_over(now, admission, index, from, packet);
            }
            PacketKind::GroupLossless => LosslessPacket::parse(packet)?.sender,
            PacketKind::GroupLossy => LossyPacket::parse(packet)?.sender,
            kind => return Err(Discard::Unsupported(kind.number())),
        };
        // One key in several groups is nothing that an honest member has, but anybody may give itself another's.
        let (mut result, mut next) = (Err(Discard::ForbiddenSource), Some(0));
        while let Some(lowest) = next
            && let Some((_, index)) = self.by_member.range((sender, lowest)..=(sender, u32::MAX)).next().copied()
        {
            result = self.hand_over(now, admission, index, from, packet);
            if result.is_ok() {
                break;
            }
            next = index.checked_add(1);
        }
        result
    }

    /// A packet came through the pool of a group: over a route, or out of band.
    ///
    /// # Errors
    /// [`Discard`]; nothing has changed.
    pub fn handle_relayed(
        &mut self,
        now: Instant,
        admission: &mut Admission,
        group: GroupNumber,
        from: Target,
        packet: &mut [u8],
    ) -> Result<(), Discard> {
        if self.get(group).is_none() {
            return Err(Discard::UnknownAddressee);
        }
        self.hand_over(now, admission, group.index, from, packet)
    }

    fn hand_over(
        &mut self,
        now: Instant,
        admission: &mut Admission,
        index: u32,
        from: Target,
        packet: &mut [u8],
    ) -> Result<(), Discard> {
        self.change(index, |group| group.handle_packet(now, admission, from, packet))
            .unwrap_or(Err(Discard::UnknownAddressee))
    }

    /// An announcement of a group was found.
    ///
    /// # Errors
    /// [`Discard`] if nobody looks for it.
    pub fn handle_announce(&mut self, now: Instant, chat_id: &ChatId, announce: &GroupAnnounce) -> Result<(), Discard> {
        let index = self.by_chat.get(chat_id).copied().ok_or(Discard::Unsolicited)?;
        self.change(index, |group| group.handle_announce(now, announce)).unwrap_or(Err(Discard::Unsolicited))
    }

    /// A friend sent a lossless packet 95. `addr`: where the friend is reached over UDP; `relays`: those that our main pool is
    /// connected with.
    ///
    /// # Errors
    /// [`Discard`]; nothing has changed.
    pub fn handle_friend_packet(
        &mut self,
        now: Instant,
        friend: FriendId,
        packet: &[u8],
        addr: Option<SocketAddr>,
        relays: &[RelayInfo],
    ) -> Result<(), Discard> {
        let packet = GroupInvitePacket::parse(packet)?;
        let data = *packet.data();
        let known = self.by_chat.get(&data.chat_id).copied();
        match (packet, known) {
            (GroupInvitePacket::Invite { data, name }, known) => {
                let offer = known.and_then(|index| self.change(index, |group| group.offered(now, friend, data.member)));
                match offer.unwrap_or(Offer::New) {
                    Offer::New => self.outputs.push_back(Output::Invited { friend, data, name }),
                    Offer::Taken => {}
                    Offer::Needless => return Err(Discard::Replay),
                }
                Ok(())
            }
            (_, None) => Err(Discard::Unsolicited),
            (GroupInvitePacket::Accepted { data }, Some(index)) => self
                .change(index, |group| group.accepted(now, friend, data.member, addr, relays))
                .unwrap_or(Err(Discard::Unsolicited)),
            (GroupInvitePacket::Confirmation { data, relays }, Some(index)) => self
                .change(index, |group| group.confirmed(now, friend, data.member, addr, &relays))
                .unwrap_or(Err(Discard::Unsolicited)),
        }
    }

    /// A friend is online, and packets to it arrive.
    pub fn friend_online(&mut self, friend: FriendId) {
        self.for_all(|group| group.friend_online(friend));
    }

    /// A friend is reached at another address.
    pub fn friend_moved(&mut self, now: Instant, friend: FriendId, addr: Option<SocketAddr>) {
        self.for_all(|group| group.friend_moved(now, friend, addr));
    }

    /// A friend is none any more.
    pub fn friend_removed(&mut self, friend: FriendId) {
        self.for_all(|group| group.friend_removed(friend));
    }

    /// Where we can be reached over UDP, if that is known.
    pub fn set_address(&mut self, now: Instant, addr: Option<SocketAddr>) {
        self.address = addr;
        self.for_all(|group| group.set_address(now, addr));
    }

    /// Whether we send datagrams at all; until this is called we do. To be said before the first group.
    pub const fn set_udp(&mut self, has_udp: bool) {
        self.has_udp = has_udp;
    }

    /// The pool of a group has begun to connect relays: for [`RELAY_PATIENCE`](super::RELAY_PATIENCE) nothing is announced without one.
    pub fn expect_relay(&mut self, now: Instant, group: GroupNumber) {
        self.with(group, |group| group.expect_relay(now));
    }

    /// Relays that the pool of a group is connected with.
    pub fn set_relays(&mut self, now: Instant, group: GroupNumber, relays: &[RelayInfo]) {
        self.with(group, |group| group.set_relays(now, relays));
    }

    /// The route to a member in the pool of the group, or that there is none any more.
    pub fn set_route(&mut self, now: Instant, group: GroupNumber, member: &EphemeralPublicKey, route: Option<RouteId>) {
        self.with(group, |group| group.set_route(now, member, route));
    }

    /// A route passes packets from now on, out of band at least.
    pub fn route_ready(&mut self, now: Instant, group: GroupNumber, route: RouteId) {
        self.with(group, |group| group.route_ready(now, route));
    }

    /// Our own network changed.
    pub fn network_changed(&mut self, now: Instant) {
        self.for_all(|group| group.network_changed(now));
    }

    fn for_all(&mut self, mut act: impl FnMut(&mut crate::group::Group)) {
        let indexes: Vec<u32> = self.by_chat.values().copied().collect();
        for index in indexes {
            self.change(index, &mut act);
        }
    }
}
