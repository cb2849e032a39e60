//! What we tell about ourselves.

use toxcore_sansio::{Content, FriendId, Instant, LinkError, Links, SendClass};
use toxcore_wire::Encode;
use toxcore_wire::friend::{MAX_NAME_LEN, MAX_STATUS_MESSAGE_LEN, UserStatus};
use toxcore_wire::messenger::{Nickname, Online, StatusMessage, Typing, UserStatusChange};

use crate::friend::Friend;
use crate::unsent::Part;
use crate::{Messenger, OwnProfile, SetProfileError, UnknownFriend};

impl Messenger {
    /// What every friend is told about us.
    #[must_use]
    pub fn profile(&self) -> &OwnProfile {
        &self.profile
    }

    /// Changes our name, and tells all friends who are online; the others when they come. Nothing is sent if it is the same.
    ///
    /// # Errors
    /// [`SetProfileError::TooLong`] above 128 bytes.
    pub fn set_name(&mut self, now: Instant, links: &mut dyn Links, name: &[u8]) -> Result<(), SetProfileError> {
        SetProfileError::check_name(name.len())?;
        if *self.profile.name != *name {
            self.profile.name = Content::from(name);
            self.tell_all(now, links, Part::Name);
        }
        Ok(())
    }

    /// Changes our status message, as [`set_name`](Self::set_name) does the name.
    ///
    /// # Errors
    /// [`SetProfileError::TooLong`] above 1007 bytes.
    pub fn set_status_message(
        &mut self,
        now: Instant,
        links: &mut dyn Links,
        text: &[u8],
    ) -> Result<(), SetProfileError> {
        SetProfileError::check_status_message(text.len())?;
        if *self.profile.status_message != *text {
            self.profile.status_message = Content::from(text);
            self.tell_all(now, links, Part::StatusMessage);
        }
        Ok(())
    }

    /// Changes our status, as [`set_name`](Self::set_name) does the name.
    pub fn set_status(&mut self, now: Instant, links: &mut dyn Links, status: UserStatus) {
        if self.profile.status != status {
            self.profile.status = status;
            self.tell_all(now, links, Part::Status);
        }
    }

    /// Says whether we are writing to this friend. One who is not online is told when it comes.
    ///
    /// # Errors
    /// [`UnknownFriend`].
    pub fn set_typing(
        &mut self,
        now: Instant,
        links: &mut dyn Links,
        id: FriendId,
        typing: bool,
    ) -> Result<(), UnknownFriend> {
        let friend = self.friends.get_mut(id).ok_or(UnknownFriend)?;
        if friend.own_typing != typing {
            friend.own_typing = typing;
            if let Some(session) = friend.presence.session_mut() {
                session.link.unsent.add(Part::Typing);
                self.flush(now, links, id);
            }
        }
        Ok(())
    }

    /// Takes over a saved profile, before there are friends to be told.
    pub(super) fn set_first_profile(&mut self, profile: OwnProfile) {
        self.profile = OwnProfile {
            name: cut(profile.name, MAX_NAME_LEN),
            status_message: cut(profile.status_message, MAX_STATUS_MESSAGE_LEN),
            status: profile.status,
        };
    }

    fn tell_all(&mut self, now: Instant, links: &mut dyn Links, part: Part) {
        let mut online = Vec::new();
        for friend in self.friends.iter_mut() {
            if let Some(session) = friend.presence.session_mut() {
                session.link.unsent.add(part);
                online.push(friend.id);
            }
        }
        for id in online {
            self.flush(now, links, id);
        }
    }
}

impl Friend {
    /// Sends what this friend has yet to get, in order, until one finds no room.
    pub(super) fn send_unsent(&mut self, profile: &OwnProfile, links: &mut dyn Links) -> Result<(), LinkError> {
        let typing = self.own_typing;
        let Some(link) = self.presence.link_mut() else { return Ok(()) };
        let mut packet = Vec::new();
        while let Some(part) = link.unsent.first() {
            packet.clear();
            match part {
                Part::Online => Online.encode(&mut packet),
                Part::Name => Nickname { name: &profile.name }.encode(&mut packet),
                Part::StatusMessage => StatusMessage { text: &profile.status_message }.encode(&mut packet),
                Part::Status => UserStatusChange { status: profile.status }.encode(&mut packet),
                Part::Typing => Typing { typing }.encode(&mut packet),
            }
            links.send(self.id, SendClass::Priority, &packet)?;
            link.unsent.remove(part);
        }
        Ok(())
    }
}

fn cut(content: Content, max_len: usize) -> Content {
    match content.get(..max_len) {
        Some(start) if start.len() < content.len() => Content::from(start),
        _ => content,
    }
}
