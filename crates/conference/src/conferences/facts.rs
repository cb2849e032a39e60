//! What the owner tells: packets of friend connections, and which of them stand.

use toxcore_sansio::{Discard, FriendId};
use toxcore_wire::conference::{
    ConferenceIdentifier, ConferencePacket, DirectPacket, GroupMessage, InvitePacket, LossyMessage, PeerOnline, Rejoin,
};

use super::Conferences;
use crate::{Context, Output};

impl Conferences {
    /// A friend connection stands, with a friend or with somebody whom conferences [hold](Output::Hold). All such
    /// connections are told here: members who were lost from sight come back over them.
    pub fn connected(&mut self, cx: &mut Context<'_>, id: FriendId) {
        let Some(keys) = cx.friends.keys(id) else { return };
        for index in self.indexes() {
            let knows = self.at(index).is_some_and(|conference| conference.knows(&keys.0));
            if knows {
                self.change(cx, index, |conference, cx, shared| conference.on_connected(cx, shared, (id, keys)));
            }
        }
    }

    /// A friend connection is gone.
    pub fn disconnected(&mut self, cx: &mut Context<'_>, id: FriendId) {
        for index in self.indexes() {
            if self.at(index).is_some_and(|conference| conference.on_disconnected(id)) {
                self.change(cx, index, |_, _, _| {});
            }
        }
    }

    /// A friend connection has another id from now on: whoever is at its other end has become a friend, or is none any longer.
    pub fn moved(&mut self, from: FriendId, to: FriendId) {
        for index in self.indexes() {
            if let Some(conference) = self.at(index) {
                conference.on_moved(from, to);
            }
        }
    }

    /// A packet of the invite family, id 0x60, from a friend who is online. Those of others are to be dropped before.
    ///
    /// # Errors
    /// [`Discard`].
    pub fn handle_invite(&mut self, cx: &mut Context<'_>, from: FriendId, packet: &[u8]) -> Result<(), Discard> {
        let packet = InvitePacket::parse(packet)?;
        let keys = cx.friends.keys(from).ok_or(Discard::ForbiddenSource)?;
        let from = (from, keys);
        match packet {
            InvitePacket::Invite(invite) => match self.by_identifier.get(&invite.cookie.identifier).copied() {
                None => {
                    self.shared.outputs.push_back(Output::Invited { friend: from.0, cookie: invite.cookie });
                    Ok(())
                }
                Some(index) => {
                    let handle = self.change(cx, index, |conference, cx, shared| {
                        conference.on_invite(cx, shared, from, &invite.cookie)
                    });
                    handle.unwrap_or(Err(Discard::UnknownAddressee))
                }
            },
            InvitePacket::Accept(accept) => {
                let index = self.numbered(accept.inviter_number, &accept.identifier)?;
                let handle =
                    self.change(cx, index, |conference, cx, shared| conference.on_accept(cx, shared, from, &accept));
                handle.unwrap_or(Err(Discard::UnknownAddressee))
            }
            InvitePacket::AlreadyMember(member) => {
                let index = self.numbered(member.inviter_number, &member.identifier)?;
                let handle = self.change(cx, index, |conference, cx, shared| {
                    conference.on_already_member(cx, shared, from, &member)
                });
                handle.unwrap_or(Err(Discard::UnknownAddressee))
            }
        }
    }

    /// Any other packet of a conference, ids 0x61 to 0x64 and 0xc7, from a friend or somebody who is held.
    ///
    /// # Errors
    /// [`Discard`]. What a refused message says has not happened; that its author is alive may have been noted, and members
    /// may have been asked for. Lossy messages are [`Discard::Unsupported`].
    pub fn handle_packet(&mut self, cx: &mut Context<'_>, from: FriendId, packet: &[u8]) -> Result<(), Discard> {
        let first = *packet.first().ok_or(toxcore_wire::ParseError::Truncated)?;
        match first {
            GroupMessage::ID => {
                let index = GroupMessage::parse(packet)?.conference_number;
                let handle = self
                    .change(cx, index, |conference, cx, shared| conference.handle_message(cx, shared, from, packet));
                handle.unwrap_or(Err(Discard::UnknownAddressee))
            }
            DirectPacket::ID => {
                let DirectPacket { conference_number, content } = DirectPacket::parse(packet)?;
                let handle = self.change(cx, conference_number, |conference, cx, shared| {
                    conference.handle_direct(cx, shared, from, content)
                });
                handle.unwrap_or(Err(Discard::UnknownAddressee))
            }
            PeerOnline::ID => {
                let PeerOnline { sender_number, identifier } = PeerOnline::parse(packet)?;
                let index = self.identified(&identifier)?;
                let handle = self.change(cx, index, |conference, cx, shared| {
                    conference.on_peer_online(cx, shared, from, sender_number)
                });
                handle.unwrap_or(Err(Discard::UnknownAddressee))
            }
            Rejoin::ID => {
                let index = self.identified(&Rejoin::parse(packet)?.identifier)?;
                let keys = cx.friends.keys(from).ok_or(Discard::ForbiddenSource)?;
                let handle =
                    self.change(cx, index, |conference, cx, shared| conference.on_rejoin(cx, shared, (from, keys)));
                handle.unwrap_or(Err(Discard::UnknownAddressee))
            }
            LossyMessage::ID => {
                LossyMessage::parse(packet)?;
                Err(Discard::Unsupported(LossyMessage::ID))
            }
            InvitePacket::ID => Err(Discard::ForbiddenSource),
            other => {
                debug_assert!(!ConferencePacket::is_id(other), "all are above");
                Err(Discard::Unsupported(other))
            }
        }
    }

    fn indexes(&self) -> Vec<u16> {
        self.by_identifier.values().copied().collect()
    }

    /// The index of the conference with this identifier.
    fn identified(&self, identifier: &ConferenceIdentifier) -> Result<u16, Discard> {
        self.by_identifier.get(identifier).copied().ok_or(Discard::UnknownAddressee)
    }

    /// The same, if it is the one that the sender names.
    fn numbered(&self, index: u16, identifier: &ConferenceIdentifier) -> Result<u16, Discard> {
        self.identified(identifier).ok().filter(|found| *found == index).ok_or(Discard::UnknownAddressee)
    }
}
