//! What friends say goes to the user.

use toxcore_messenger::Output;
use toxcore_messenger::files::{FileEvent, FileEventKind};
use toxcore_sansio::{FriendId, Instant};

use super::{Tox, links};
use crate::machines::MachineName;
use crate::{Event, FileRecvControl};

impl Tox {
    /// A packet of a friend that is not the friend connection's.
    pub(super) fn handle_messenger_data(&mut self, now: Instant, friend: FriendId, data: &[u8]) {
        let result = self.messenger.handle_data(now, &mut links!(self), friend, data);
        self.note(result);
        self.carry_messenger_with(data);
    }

    pub(super) fn carry_messenger(&mut self) {
        self.carry_messenger_with(&[]);
    }

    /// Turns outputs into events. `data` is the packet that the messenger was given last.
    fn carry_messenger_with(&mut self, data: &[u8]) {
        while let Some(output) = self.messenger.poll_output() {
            let event = match output {
                Output::Connection { friend, path } => {
                    if path.is_some() {
                        self.confirm(friend);
                        self.groups.friend_online(friend);
                        self.touched.add(MachineName::Groups);
                    } else {
                        self.group_mail.forget(friend);
                    }
                    Event::FriendConnectionStatus { friend, status: path.into() }
                }
                Output::Name { friend, name, before } => Event::FriendName { friend, name, before },
                Output::StatusMessage { friend, text, before } => {
                    Event::FriendStatusMessage { friend, message: text, before }
                }
                Output::Status { friend, status, before } => Event::FriendStatus { friend, status, before },
                Output::Typing { friend, typing } => Event::FriendTyping { friend, typing },
                Output::Message { friend, kind, text } => Event::FriendMessage { friend, kind, text },
                Output::MessageDelivered { friend, id } => Event::FriendReadReceipt { friend, message: id },
                Output::MessageUndelivered { friend, id } => Event::FriendMessageUndelivered { friend, message: id },
                Output::CustomLossless { friend, packet } => Event::FriendLosslessPacket { friend, data: packet },
                Output::CustomLossy { friend, packet } => Event::FriendLossyPacket { friend, data: packet },
                Output::Writable { friend } => Event::FriendWritable { friend },
                Output::File(event) => file_event(event, data),
            };
            self.events.push_back(event);
        }
    }

    /// A friend who says that he is online has us in his list, too.
    fn confirm(&mut self, friend: FriendId) {
        self.friends.confirm(friend);
        self.unsendable.retain(|(id, _)| *id != friend);
        self.touched.add(MachineName::Friends);
    }
}

fn file_event(FileEvent { friend, file, kind }: FileEvent, data: &[u8]) -> Event {
    let control = |control| Event::FileRecvControl { friend, file, control };
    match kind {
        FileEventKind::Offered(offer) => Event::FileRecv { friend, file, offer },
        FileEventKind::Accepted { position } => control(FileRecvControl::Accepted { position }),
        FileEventKind::Paused => control(FileRecvControl::Paused),
        FileEventKind::Resumed => control(FileRecvControl::Resumed),
        FileEventKind::Cancelled => control(FileRecvControl::Cancelled),
        FileEventKind::ChunkRequested { position, length } => {
            Event::FileChunkRequest { friend, file, position, length }
        }
        FileEventKind::ChunkReceived { position, data: range } => {
            Event::FileRecvChunk { friend, file, position, data: data.get(range).unwrap_or_default().into() }
        }
        FileEventKind::Sent { position } => Event::FileSent { friend, file, position },
        FileEventKind::Received { position, whole } => Event::FileReceived { friend, file, position, whole },
        FileEventKind::Broken => Event::FileBroken { friend, file },
    }
}
