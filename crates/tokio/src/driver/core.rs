use std::fmt;
use std::sync::Weak;
use std::task::Context;

use tokio::sync::oneshot;
use toxcore::conference::ConferenceNumber;
use toxcore::group::GroupNumber;
use toxcore::{FriendId, GroupEvent, Instant, LongTermPublicKey};

use crate::files::{FileOffer, Transfers};
use crate::handle::Shared;
use crate::receipts::Receipts;
use crate::room::Room;
use crate::{
    Conference, ConferenceInvite, ConferenceMessage, ConferencePeer, ConnectionStatus, DeliveryError, Event, Friend,
    FriendRequest, Group, GroupInvite, IncomingMessage, ShutdownError, Tox,
};

/// What handles ask of the task.
pub(crate) enum Command {
    /// Something for the machine to do.
    Call(Call),
    /// The end; the answer comes when it is reached.
    Shutdown(oneshot::Sender<Result<(), ShutdownError>>),
}

pub(crate) type Call = Box<dyn FnOnce(&mut Core) + Send>;

impl fmt::Debug for Command {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Call(_) => "Call(..)",
            Self::Shutdown(_) => "Shutdown(..)",
        })
    }
}

/// The machine and what commands reach beside it.
#[derive(Debug)]
pub(crate) struct Core {
    pub(crate) tox: toxcore::Tox,
    /// The time of this turn.
    pub(crate) now: Instant,
    /// The user changed something that belongs in the profile.
    pub(crate) changed: bool,
    /// What others told us, or how far we came, belongs there too.
    pub(crate) aged: bool,
    /// Events were taken out since somebody looked.
    pub(crate) took_events: bool,
    pub(crate) receipts: Receipts,
    pub(crate) room: Room,
    /// Files between disks.
    pub(crate) transfers: Transfers,
    /// For the handles in events; gone with the last handle.
    shared: Weak<Shared>,
}

impl Core {
    pub(crate) fn new(tox: toxcore::Tox, now: Instant, shared: Weak<Shared>, transfers: Transfers) -> Self {
        Self {
            tox,
            now,
            changed: true,
            aged: false,
            took_events: false,
            receipts: Receipts::default(),
            room: Room::default(),
            transfers,
            shared,
        }
    }

    /// The next event for the reader. What answers to a handle is told there, too.
    pub(crate) fn next_event(&mut self) -> Option<Event> {
        while let Some(event) = self.tox.poll_event() {
            self.took_events = true;
            self.note(&event);
            let Some(event) = self.transfers.take(&mut self.tox, self.now, event) else { continue };
            if let Some(event) = self.translate(event) {
                return Some(event);
            }
        }
        None
    }

    /// Takes what the disk brought for files.
    pub(super) fn poll_transfers(&mut self, cx: &mut Context<'_>) {
        self.transfers.poll(cx, &mut self.tox, self.now);
    }

    /// What events mean for those who wait, and for the profile.
    fn note(&mut self, event: &toxcore::Event) {
        use toxcore::Event as From;
        match event {
            From::FriendReadReceipt { friend, message } => self.receipts.settle(*friend, *message, Ok(())),
            From::FriendMessageUndelivered { friend, message } => {
                self.receipts.settle(*friend, *message, Err(DeliveryError::WentOffline));
            }
            From::FriendWritable { friend } => self.room.announce(*friend),
            From::FriendConnectionStatus { friend, status } => {
                if *status == ConnectionStatus::None {
                    self.room.announce(*friend);
                }
                self.aged = true;
            }
            From::SelfConnectionStatus(_)
            | From::FriendName { .. }
            | From::FriendStatusMessage { .. }
            | From::FriendStatus { .. }
            | From::ConferenceConnected { .. }
            | From::ConferencePeerJoined { .. }
            | From::ConferencePeerLeft { .. }
            | From::ConferencePeerName { .. }
            | From::ConferenceTitle { .. } => self.aged = true,
            From::Group { event, .. } => self.aged |= is_saved(event),
            _ => {}
        }
    }

    fn translate(&self, event: toxcore::Event) -> Option<Event> {
        use toxcore::Event as From;
        Some(match event {
            From::SelfConnectionStatus(status) => Event::SelfConnection(status),
            From::FriendRequest { public_key, message } => {
                Event::FriendRequest(FriendRequest::new(self.handle()?, public_key, message))
            }
            From::FriendConnectionStatus { friend, status } => {
                Event::FriendConnection { friend: self.friend(friend)?, status }
            }
            From::FriendMessage { friend, kind, text } => {
                Event::Message(IncomingMessage { friend: self.friend(friend)?, kind, content: text })
            }
            From::FriendReadReceipt { friend, message } => Event::Delivered { friend: self.friend(friend)?, message },
            From::FriendMessageUndelivered { friend, message } => {
                Event::Undelivered { friend: self.friend(friend)?, message }
            }
            From::FriendName { friend, name, .. } => Event::FriendName { friend: self.friend(friend)?, name },
            From::FriendStatusMessage { friend, message, .. } => {
                Event::FriendStatusMessage { friend: self.friend(friend)?, text: message }
            }
            From::FriendStatus { friend, status, .. } => Event::FriendStatus { friend: self.friend(friend)?, status },
            From::FriendTyping { friend, typing } => Event::FriendTyping { friend: self.friend(friend)?, typing },
            From::FriendLosslessPacket { friend, data } => {
                Event::LosslessPacket { friend: self.friend(friend)?, packet: data }
            }
            From::FriendLossyPacket { friend, data } => {
                Event::LossyPacket { friend: self.friend(friend)?, packet: data }
            }
            From::FileRecv { friend, file, offer } => {
                Event::FileOffer(FileOffer { friend: self.friend(friend)?, number: file, offer: *offer })
            }
            From::ConferenceInvite { friend, cookie } => {
                Event::ConferenceInvite(ConferenceInvite { friend: self.friend(friend)?, cookie })
            }
            event if event.conference().is_some() => self.translate_conference(event)?,
            From::GroupInvite { friend, invite } => {
                Event::GroupInvite(GroupInvite { friend: self.friend(friend)?, invite: *invite })
            }
            From::Group { group, event } => Event::Group { group: self.group(group)?, event },
            // Nobody is told: those who waited try again by themselves.
            From::FriendWritable { .. } => return None,
            other => Event::Other(Box::new(other)),
        })
    }

    fn translate_conference(&self, event: toxcore::Event) -> Option<Event> {
        use toxcore::Event as From;
        let conference = self.conference(event.conference()?)?;
        Some(match event {
            From::ConferenceConnected { .. } => Event::ConferenceJoined(conference),
            From::ConferencePeerJoined { peer, .. } => Event::ConferencePeerJoined { conference, peer: peer.into() },
            From::ConferencePeerLeft { peer, name, why, .. } => {
                Event::ConferencePeerLeft { conference, peer: peer.into(), name, why }
            }
            From::ConferencePeerName { peer, name, .. } => {
                Event::ConferencePeerName { conference, peer: peer.into(), name }
            }
            From::ConferenceTitle { peer, title, .. } => {
                Event::ConferenceTitle { conference, peer: peer.map(ConferencePeer::from), title }
            }
            From::ConferenceMessage { peer, own, kind, text, .. } => {
                let peer = peer.into();
                Event::ConferenceMessage(ConferenceMessage { conference, peer, own, kind, content: text })
            }
            other => Event::Other(Box::new(other)),
        })
    }

    /// A conference's handle; `None` if we left it meanwhile, or nobody has a handle any more.
    fn conference(&self, number: ConferenceNumber) -> Option<Conference> {
        let identifier = self.tox.conferences().identifier(number)?;
        Some(Conference { tox: self.handle()?, number, identifier })
    }

    /// A group's handle; `None` if we left it meanwhile, or nobody has a handle any more.
    fn group(&self, number: GroupNumber) -> Option<Group> {
        let chat_id = self.tox.group_chat_id(number)?;
        Some(Group { tox: self.handle()?, number, chat_id })
    }

    fn handle(&self) -> Option<Tox> {
        Some(Tox { shared: self.shared.upgrade()? })
    }

    /// A friend's handle; `None` if it was removed meanwhile, or nobody has a handle any more.
    pub(crate) fn friend(&self, id: FriendId) -> Option<Friend> {
        let public_key: LongTermPublicKey = self.tox.friend_public_key(id).ok()?;
        Some(Friend { tox: self.handle()?, id, public_key })
    }
}

/// Whether the profile is another one after it.
const fn is_saved(event: &GroupEvent) -> bool {
    !matches!(
        event,
        GroupEvent::Message { .. }
            | GroupEvent::PrivateMessage { .. }
            | GroupEvent::CustomPacket { .. }
            | GroupEvent::CustomPrivatePacket { .. }
            | GroupEvent::PeerName { .. }
            | GroupEvent::PeerStatus { .. }
    )
}
