//! Packets of friends.

use toxcore_sansio::{Content, Discard, FriendId, Instant, Links};
use toxcore_wire::messenger::MessengerPacket;

use super::TARGET;
use super::send::{CALLS_ID, MEDIA_IDS};
use crate::unsent::Part;
use crate::{Messenger, Output, Standing};

impl Messenger {
    /// A friend sent this over its connection, lossless or lossy as the first byte says; the friend connections have taken out
    /// what is theirs.
    ///
    /// # Errors
    /// [`Discard::Unsupported`] for ids of other machines, and such as nobody knows; [`Discard::Forbidden`] before the friend
    /// said that it is online; else [`Discard`] says what is wrong with the packet. A friend may send anything: no error is a
    /// reason to end the connection.
    pub fn handle_data(
        &mut self,
        now: Instant,
        links: &mut dyn Links,
        id: FriendId,
        data: &[u8],
    ) -> Result<(), Discard> {
        let friend = self.friends.get_mut(id).ok_or(Discard::UnknownAddressee)?;
        let packet = MessengerPacket::parse(data)?;
        match packet {
            MessengerPacket::Other { id: first, .. } => return self.handle_foreign(id, first, data),
            MessengerPacket::Online(_) | MessengerPacket::CustomLossy(_) if friend.presence.is_connected() => {}
            _ if friend.presence.is_online() => {}
            _ => return Err(Discard::Forbidden),
        }
        match packet {
            MessengerPacket::Online(_) => self.came_online(now, links, id),
            MessengerPacket::Offline(_) => self.went_offline(now, id),
            MessengerPacket::Nickname(packet) => {
                let name = Content::from(packet.name);
                let before = std::mem::replace(&mut friend.info.name, name.clone());
                self.outputs.push_back(Output::Name { friend: id, name, before });
            }
            MessengerPacket::StatusMessage(packet) => {
                let text = Content::from(packet.text);
                let before = std::mem::replace(&mut friend.info.status_message, text.clone());
                self.outputs.push_back(Output::StatusMessage { friend: id, text, before });
            }
            MessengerPacket::UserStatus(packet) => {
                let before = std::mem::replace(&mut friend.info.status, packet.status);
                self.outputs.push_back(Output::Status { friend: id, status: packet.status, before });
            }
            MessengerPacket::Typing(packet) => {
                friend.typing = packet.typing;
                self.outputs.push_back(Output::Typing { friend: id, typing: packet.typing });
            }
            MessengerPacket::Message(packet) => {
                let text = Content::from(packet.text);
                self.outputs.push_back(Output::Message { friend: id, kind: packet.kind, text });
            }
            MessengerPacket::CustomLossless(packet) => {
                self.outputs.push_back(Output::CustomLossless { friend: id, packet: Content::from(packet.packet) });
            }
            MessengerPacket::CustomLossy(packet) => {
                self.outputs.push_back(Output::CustomLossy { friend: id, packet: Content::from(packet.packet) });
            }
            MessengerPacket::FileSendRequest(_) | MessengerPacket::FileControl(_) | MessengerPacket::FileData(_) => {
                let handled = self.files.handle_packet(links, id, data);
                self.take_file_events();
                return handled;
            }
            MessengerPacket::Other { id, .. } => return Err(Discard::Unsupported(id)),
        }
        Ok(())
    }

    /// A packet of a machine above us. Only those of calls are passed on, if somebody wants them.
    fn handle_foreign(&mut self, id: FriendId, first: u8, data: &[u8]) -> Result<(), Discard> {
        let is_lossless = first == CALLS_ID;
        if !self.telling_calls || !is_lossless && !MEDIA_IDS.contains(&first) {
            return Err(Discard::Unsupported(first));
        }
        if !self.friends.get(id).is_some_and(|friend| friend.presence.is_online()) {
            return Err(Discard::Forbidden);
        }
        let (friend, packet) = (id, Content::from(data));
        self.outputs.push_back(match is_lossless {
            true => Output::CustomLossless { friend, packet },
            false => Output::CustomLossy { friend, packet },
        });
        Ok(())
    }

    /// Whether packets of calls (69, and lossy 192 to 199) are [output](Output) as custom packets. Not at first.
    pub const fn set_telling_calls(&mut self, telling: bool) {
        self.telling_calls = telling;
    }

    /// The friend says that it is online. Then it gets our greeting, once more, and all that there is to know about us; a second
    /// time nothing happens.
    fn came_online(&mut self, now: Instant, links: &mut dyn Links, id: FriendId) {
        let Some(friend) = self.friends.get_mut(id) else { return };
        let Some(session) = friend.presence.go_online() else { return };
        session.link.unsent.add(Part::Online);
        session.link.unsent.add_profile();
        let path = session.link.path;
        friend.standing = Standing::Confirmed;
        self.files.connected(id);
        tracing::debug!(target: TARGET, friend = id.index, ?path, "friend came online");
        self.outputs.push_back(Output::Connection { friend: id, path: Some(path) });
        self.flush(now, links, id);
    }
}
