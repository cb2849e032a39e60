//! What members say. Protocol: conferences, Messages.

use toxcore_sansio::{Content, Discard, FriendId};
use toxcore_wire::conference::{DirectContent, GroupMessage, MessageContent, PeerEntries};

use super::{Conference, Shared, Status};
use crate::config::DESIRED_CLOSEST;
use crate::connections::Reason;
use crate::error::RefusedPeer;
use crate::members::Source;
use crate::peer::LastActive;
use crate::seen::Value;
use crate::{Context, Output};

impl Conference {
    /// What one member says to us alone.
    pub(crate) fn handle_direct(
        &mut self,
        cx: &mut Context<'_>,
        shared: &mut Shared,
        from: FriendId,
        content: DirectContent<'_>,
    ) -> Result<(), Discard> {
        let now = cx.now;
        let connection = self.connections.by_friend(from).ok_or(Discard::UnknownAddressee)?;
        let key = connection.key;
        match content {
            DirectContent::Introduced => {
                self.connections.remove_reason(&mut shared.holds, &key, Reason::Introducing);
            }
            DirectContent::PeerQuery => {
                let (_, number) = connection.online().ok_or(Discard::Unsolicited)?;
                if !connection.take_answer(now) {
                    return Err(Discard::Limited);
                }
                self.answer(cx, shared, from, number);
            }
            DirectContent::PeerResponse(entries) => return self.handle_members(cx, shared, entries),
            DirectContent::Title(title) => {
                if self.title_is_fresh {
                    return Err(Discard::Replay);
                }
                self.retitle(shared, None, title);
            }
        }
        Ok(())
    }

    /// A list of members. One who does not fit is skipped; behind one that cannot be read nothing counts.
    fn handle_members(
        &mut self,
        cx: &Context<'_>,
        shared: &mut Shared,
        entries: PeerEntries<'_>,
    ) -> Result<(), Discard> {
        let mut result = Ok(());
        for entry in entries {
            let entry = entry?;
            if matches!(self.status, Status::Joining { .. }) && entry.key == shared.own_key {
                self.get_in(cx.now, shared, entry.peer_number);
                continue;
            }
            let keys = (entry.key, entry.dht_key);
            match self.learn(cx, shared, entry.peer_number, keys, Source::List) {
                Ok(()) => self.hear_name(shared, entry.peer_number, entry.name),
                Err(refused) => result = Err(refused.into()),
            }
        }
        result
    }

    /// A name out of a list counts as long as its owner has not said it.
    fn hear_name(&mut self, shared: &mut Shared, number: u16, name: &[u8]) {
        let is_open = self.members.get(number).is_some_and(|(_, peer)| !peer.name_is_known);
        if is_open && !name.is_empty() {
            self.rename(shared, number, name);
            if let Some((_, peer)) = self.members.get_mut(number) {
                peer.name_is_known = false;
            }
        }
    }

    /// A message to all: it is noted, acted on, and passed on.
    pub(crate) fn handle_message(
        &mut self,
        cx: &mut Context<'_>,
        shared: &mut Shared,
        from: FriendId,
        packet: &[u8],
    ) -> Result<(), Discard> {
        let message = GroupMessage::parse(packet)?;
        let content = message.content()?;
        let author = message.peer_number;
        let way = self.connections.by_friend(from).ok_or(Discard::UnknownAddressee)?.key;
        self.check_author(cx, shared, from, &message, content)?;
        let is_new = self.note(cx, shared, &message, content)?;
        let author_key = self.members.get(author).map(|(_, peer)| peer.key);
        if let Some(key) = author_key.filter(|key| *key != way) {
            // A copy tells as much: what the author says itself comes first as a rule.
            self.end_introduction(cx, shared, &key);
        }
        if !is_new {
            self.note_copy(&message, from);
            return Ok(());
        }
        match self.act(cx, shared, author, content) {
            Err(RefusedPeer::Conflict) => return Err(Discard::Forbidden),
            // Others may have room.
            Err(RefusedPeer::Full) | Ok(()) => {}
        }
        if self.own_number() != Some(author) {
            // An author with a single connection sees by the echo that its message went out.
            let has_it = (author_key != Some(way)).then_some(from);
            self.relay(cx, shared, (&message, packet), has_it);
        }
        Ok(())
    }

    /// Whether this author may say this.
    fn check_author(
        &mut self,
        cx: &mut Context<'_>,
        shared: &mut Shared,
        from: FriendId,
        message: &GroupMessage<'_>,
        content: MessageContent<'_>,
    ) -> Result<(), Discard> {
        let author = message.peer_number;
        match content {
            MessageContent::KillPeer(number) | MessageContent::FreezePeer(number) if number != author => {
                return Err(Discard::Forbidden);
            }
            _ => {}
        }
        if self.own_number() == Some(author) {
            // What we have not said yet is not our echo.
            let ahead = message.message_number.wrapping_sub(self.message_number);
            return if (1..=u32::MAX / 2).contains(&ahead) { Err(Discard::Forbidden) } else { Ok(()) };
        }
        if self.members.has_number(author) {
            return Ok(());
        }
        if self.has_departed(cx.now, author) {
            return Err(Discard::Replay);
        }
        let may_query = self.connections.by_friend(from).is_some_and(|connection| connection.may_query(cx.now));
        if may_query && !matches!(content, MessageContent::FreezePeer(_)) {
            self.query(cx, shared, from);
        }
        Err(Discard::Unsolicited)
    }

    /// Notes that the author is alive, and whether this message is new.
    fn note(
        &mut self,
        cx: &Context<'_>,
        shared: &mut Shared,
        message: &GroupMessage<'_>,
        content: MessageContent<'_>,
    ) -> Result<bool, Discard> {
        let author = message.peer_number;
        let value = match content {
            MessageContent::Name(_) => Some(Value::Name),
            MessageContent::Title(_) => Some(Value::Title),
            _ => None,
        };
        if !self.members.is_frozen(author) {
            let Some((_, peer)) = self.members.get_mut(author) else { return Ok(false) };
            peer.last_active = LastActive::At(cx.now);
            return Ok(peer.seen.accept(message.message_number, value));
        }
        // A late copy, or a farewell, brings nobody back.
        let Some(frozen) = self.members.frozen_mut(author) else { return Ok(false) };
        if !frozen.seen.accept(message.message_number, value) || matches!(content, MessageContent::FreezePeer(_)) {
            return Ok(false);
        }
        if matches!(content, MessageContent::KillPeer(_)) {
            return Ok(true);
        }
        self.members.thaw(cx.now, author)?;
        self.came(shared, author);
        self.name_wanted = true;
        Ok(true)
    }

    /// The author is heard over others: it need not introduce us any longer, if there are enough.
    fn end_introduction(
        &mut self,
        cx: &mut Context<'_>,
        shared: &mut Shared,
        author: &toxcore_crypto::LongTermPublicKey,
    ) {
        if self.connections.online_count() <= DESIRED_CLOSEST {
            return;
        }
        let Some(connection) = self.connections.by_key(author) else { return };
        if !connection.reasons.has(Reason::Introducer) {
            return;
        }
        if let Some((friend, conference_number)) = connection.online() {
            let content = DirectContent::Introduced;
            shared.send(cx, friend, &toxcore_wire::conference::DirectPacket { conference_number, content });
        }
        self.connections.remove_reason(&mut shared.holds, author, Reason::Introducer);
    }

    /// Does what a message says.
    fn act(
        &mut self,
        cx: &mut Context<'_>,
        shared: &mut Shared,
        author: u16,
        content: MessageContent<'_>,
    ) -> Result<(), RefusedPeer> {
        let is_own = self.own_number() == Some(author);
        match content {
            MessageContent::Ping => {}
            MessageContent::NewPeer { peer_number, key, dht_key } => {
                self.learn(cx, shared, peer_number, (key, dht_key), Source::Fresh)?;
            }
            MessageContent::KillPeer(_) | MessageContent::FreezePeer(_) if is_own => {}
            MessageContent::KillPeer(_) => self.remove_peer(cx.now, shared, author),
            MessageContent::FreezePeer(_) => {
                let key = self.members.get(author).map(|(_, peer)| peer.key);
                self.freeze_peer(cx, shared, author);
                if let Some(key) = key {
                    self.ask_back(cx, shared, &key);
                }
            }
            // Ours was known before it was sent.
            MessageContent::Name(_) | MessageContent::Title(_) if is_own => {}
            MessageContent::Name(name) => self.rename(shared, author, name),
            MessageContent::Title(title) => {
                self.retitle(shared, Some(author), title);
                self.title_is_fresh = true;
            }
            MessageContent::Text { kind, text } => {
                let Some(peer) = self.members.get(author).map(|(index, peer)| peer.id(index)) else { return Ok(()) };
                let text = Content::from(text);
                self.tell(shared, |conference| Output::Message { conference, peer, own: is_own, kind, text });
            }
        }
        Ok(())
    }

    /// The conference has this title now.
    fn retitle(&mut self, shared: &mut Shared, author: Option<u16>, title: &[u8]) {
        if *self.title == *title {
            return;
        }
        self.title = Content::from(title);
        let peer = author.and_then(|author| self.members.get(author)).map(|(index, peer)| peer.id(index));
        let title = self.title.clone();
        self.tell(shared, |conference| Output::Title { conference, peer, title });
    }
}
