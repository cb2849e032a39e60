//! What groups want of others, and what they tell the user.

use std::net::SocketAddr;

use toxcore_crypto::EphemeralPublicKey;
use toxcore_group::groups::{Audience, GroupNumber, Output};
use toxcore_sansio::{Content, Discard, FriendId, Instant, Links as _, SendClass};
use toxcore_wire::RelayInfo;
use toxcore_wire::group::{ChatId, GroupAnnounce};

use super::{Tox, links};
use crate::machines::MachineName;
use crate::{Event, GroupEvent, GroupInvite};

impl Tox {
    pub(super) fn carry_groups(&mut self, now: Instant) {
        while let Some(output) = self.groups.poll_output() {
            match output {
                Output::Invited { friend, data, name } => {
                    let invite = Box::new(GroupInvite { data, name });
                    self.events.push_back(Event::GroupInvite { friend, invite });
                }
                Output::Happened { group, event } => {
                    if let toxcore_group::rules::Event::MemberJoined(member) = &event {
                        self.group_relays.confirmed(now, group, member);
                        self.touched.add(MachineName::GroupRelays);
                    }
                    let event = self.group_event(group, event);
                    self.tell_of_group(group, event);
                }
                Output::Custom { group, member, audience, delivery, data } => {
                    let event = self.group_peer(group, member).map(|peer| match audience {
                        Audience::All => GroupEvent::CustomPacket { peer, delivery, data },
                        Audience::One => GroupEvent::CustomPrivatePacket { peer, delivery, data },
                    });
                    self.tell_of_group(group, event);
                }
                Output::OpenPool { group } => self.open_pool(now, group),
                Output::ClosePool { group } => self.group_relays.close(now, group),
                Output::Tie { group, member, relay } => self.tie_member(now, group, member, &relay),
                Output::Untie { group, member } => self.group_relays.untie(group, member),
                Output::Sleep { group, member, may_sleep } => {
                    self.group_relays.set_sleeping(now, group, &member, may_sleep);
                    self.touched.add(MachineName::GroupRelays);
                }
                Output::Seek { chat_id } => {
                    if !self.onion_client.seek_group(now, chat_id) {
                        tracing::debug!(target: "toxcore", "one group more than can be sought");
                    }
                    self.touched.add(MachineName::OnionClient);
                }
                Output::Announce { chat_id, announce } => self.announce_group(now, chat_id, announce),
                Output::Members { chat_id, count } => {
                    self.onion_client.set_group_members(now, &chat_id, count);
                    self.touched.add(MachineName::OnionClient);
                }
                Output::Forget { chat_id } => {
                    self.onion_client.forget_group(&chat_id);
                    self.own_announces.set(now, chat_id, None, &mut self.onion_node);
                    self.touched.add(MachineName::OnionClient);
                }
                Output::TellFriend { friend, packet } => self.tell_friend(friend, &packet),
                other => tracing::debug!(target: "toxcore", ?other, "a wish of a group that nobody carries out"),
            }
        }
    }

    fn tell_of_group(&mut self, group: GroupNumber, event: Option<GroupEvent>) {
        // Nothing is told of a group that was left for good.
        let event = event.filter(|_| self.groups.phase(group).is_some());
        self.events.extend(event.map(|event| Event::Group { group, event }));
    }

    fn open_pool(&mut self, now: Instant, group: GroupNumber) {
        let Some(keys) = self.groups.pool_keys(group) else { return };
        let relays: Vec<RelayInfo> = self.relays.connected_relays().collect();
        self.group_relays.open(now, group, keys, &relays);
        // One that was to be closed is still connected.
        let connected = self.group_relays.connected(group);
        self.groups.set_relays(now, group, &connected);
        if !relays.is_empty() {
            self.groups.expect_relay(now, group);
        }
        self.touched.add(MachineName::GroupRelays);
    }

    fn tie_member(&mut self, now: Instant, group: GroupNumber, member: EphemeralPublicKey, relay: &RelayInfo) {
        let is_guest = !self.groups.knows(group, &member);
        let route = self.group_relays.tie(now, group, (member, is_guest), relay);
        self.groups.set_route(now, group, &member, route);
        self.touched.add(MachineName::GroupRelays);
    }

    fn announce_group(&mut self, now: Instant, chat_id: ChatId, announce: Option<GroupAnnounce>) {
        self.onion_client.announce_group(now, &chat_id, announce);
        self.touched.add(MachineName::OnionClient);
        let announce = announce.filter(|_| self.options.udp_enabled);
        self.own_announces.set(now, chat_id, announce, &mut self.onion_node);
    }

    /// Announces us at our own node, and takes whom it knows.
    pub(in crate::tox) fn exchange_announces(&mut self, now: Instant) {
        for (chat_id, announce) in self.own_announces.exchange(now, &mut self.onion_node) {
            let result = self.groups.handle_announce(now, &chat_id, &announce);
            self.note(result);
        }
        self.touched.add(MachineName::OnionNode);
    }

    fn tell_friend(&mut self, friend: FriendId, packet: &Content) {
        self.group_mail.send(&mut links!(self), friend, packet);
    }

    /// Whether a friend can be told something of groups.
    pub(in crate::tox) fn can_tell(&mut self, friend: FriendId) -> bool {
        self.messenger.connection(friend).is_some() && links!(self).space(friend, SendClass::Priority) > 0
    }

    /// A packet about groups from somebody who should be a friend.
    pub(super) fn handle_group_invite(&mut self, now: Instant, friend: FriendId, data: &[u8]) {
        let result = if self.messenger.connection(friend).is_none() {
            Err(Discard::ForbiddenSource)
        } else {
            let relays: Vec<RelayInfo> = self.relays.connected_relays().collect();
            let address = self.friend_address(friend);
            self.groups.handle_friend_packet(now, friend, data, address, &relays)
        };
        self.note(result);
        self.touched.add(MachineName::Groups);
    }

    /// Where a friend is reached over UDP: the address at which it was heard last.
    pub(in crate::tox) fn friend_address(&self, friend: FriendId) -> Option<SocketAddr> {
        let link = self.links.get(friend).filter(|link| link.direct)?;
        let ways = self.net_crypto.ways(link.connection?)?;
        let heard = [ways.ipv4, ways.ipv6].into_iter().flatten().filter(|fact| fact.heard.is_some());
        heard.max_by_key(|fact| fact.heard).map(|fact| fact.addr)
    }

    pub(in crate::tox) fn tell_groups_friend_moved(&mut self, now: Instant, friend: FriendId) {
        self.groups.friend_moved(now, friend, self.friend_address(friend));
        self.touched.add(MachineName::Groups);
    }

    /// Tells groups where others see us.
    pub(in crate::tox) fn tell_groups_address(&mut self, now: Instant) {
        let address = self.dht.own_address(now).filter(|_| self.options.udp_enabled);
        self.groups.set_address(now, address);
        self.touched.add(MachineName::Groups);
    }
}
