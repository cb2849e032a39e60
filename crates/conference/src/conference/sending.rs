//! What we say. Protocol: conferences, Messages.

use toxcore_sansio::{FriendId, SendClass};
use toxcore_wire::Encode;
use toxcore_wire::conference::{
    DirectContent, DirectPacket, GroupMessage, MessageContent, PeerEntries, PeerEntry, PeerOnline, readdress,
};

use super::{Conference, Shared};
use crate::Context;

impl Conference {
    /// Says something to all. How many connections took it.
    pub(crate) fn broadcast(
        &mut self,
        cx: &mut Context<'_>,
        shared: &mut Shared,
        content: MessageContent<'_>,
    ) -> usize {
        let Some(own) = self.own_number().filter(|_| self.connections.online_count() > 0) else { return 0 };
        // Nobody hears an answer before what it answers.
        self.pass_on(cx, shared);
        // 0 is no number of a message.
        self.message_number = self.message_number.checked_add(1).unwrap_or(1);
        let (conference_number, message_number) = (0, self.message_number);
        let head = GroupMessage { conference_number, peer_number: own, message_number, id: content.id(), data: &[] };
        shared.scratch.clear();
        head.encode(&mut shared.scratch);
        content.encode(&mut shared.scratch);
        self.send_scratch(cx, shared, &[])
    }

    /// Sends the packet to all who are online.
    pub(super) fn send_scratch(&self, cx: &mut Context<'_>, shared: &mut Shared, except: &[FriendId]) -> usize {
        let mut taken = 0;
        for (friend, number) in self.connections.iter().filter_map(|connection| connection.online()) {
            if !except.contains(&friend) {
                readdress(&mut shared.scratch, number);
                taken += usize::from(cx.links.send(friend, SendClass::Priority, &shared.scratch).is_ok());
            }
        }
        taken
    }

    /// Tells somebody by which number we know the conference.
    pub(super) fn greet(&mut self, cx: &mut Context<'_>, shared: &mut Shared, to: FriendId) {
        let packet = PeerOnline { sender_number: self.number.index, identifier: self.identifier };
        if shared.send(cx, to, &packet)
            && let Some(connection) = self.connections.by_friend(to)
        {
            connection.note_greeting(cx.now);
        }
    }

    /// Asks who is in.
    pub(super) fn query(&mut self, cx: &mut Context<'_>, shared: &mut Shared, to: FriendId) {
        let Some(connection) = self.connections.by_friend(to) else { return };
        let Some((_, conference_number)) = connection.online() else { return };
        connection.note_query(cx.now);
        shared.send(cx, to, &DirectPacket { conference_number, content: DirectContent::PeerQuery });
    }

    /// Tells who is in, and the title.
    pub(super) fn answer(&self, cx: &mut Context<'_>, shared: &mut Shared, to: FriendId, conference_number: u16) {
        let mut packet = Vec::with_capacity(DirectPacket::MAX_ENTRIES_LEN);
        let mut is_first = true;
        let mut send = |shared: &mut Shared, entries: &mut Vec<u8>| {
            let content = DirectContent::PeerResponse(PeerEntries::from_encoded(entries));
            let taken = shared.send(cx, to, &DirectPacket { conference_number, content });
            entries.clear();
            taken
        };
        for peer in self.members.present() {
            let entry = PeerEntry { peer_number: peer.number, key: peer.key, dht_key: peer.dht_key, name: &peer.name };
            if packet.len() + entry.encoded_len() > DirectPacket::MAX_ENTRIES_LEN {
                is_first = false;
                if !send(shared, &mut packet) {
                    return;
                }
            }
            entry.encode(&mut packet);
        }
        // Also an empty list is an answer.
        if (is_first || !packet.is_empty()) && !send(shared, &mut packet) {
            return;
        }
        if !self.title.is_empty() {
            shared.send(cx, to, &DirectPacket { conference_number, content: DirectContent::Title(&self.title) });
        }
    }
}
