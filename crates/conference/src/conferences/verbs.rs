//! What a program does.

use toxcore_sansio::{Content, FriendId};
use toxcore_wire::conference::{
    ConferenceId, ConferenceIdentifier, ConferenceType, Invite, InviteCookie, MAX_MESSAGE_DATA_LEN, MAX_NAME_LEN,
    MAX_TITLE_LEN, MessageContent,
};
use toxcore_wire::messenger::MessageKind;

use super::Conferences;
use crate::conference::Conference;
use crate::{
    ConferenceNumber, Context, CreateError, InviteError, JoinError, SendMessageError, SetNameError, SetTitleError,
    UnknownConference,
};

impl Conferences {
    /// Makes a conference, whose only member we are.
    ///
    /// # Errors
    /// [`CreateError::Full`].
    pub fn create(&mut self, cx: &mut Context<'_>, kind: ConferenceType) -> Result<ConferenceNumber, CreateError> {
        let number = self.next_number().ok_or(CreateError::Full)?;
        // Whoever can guess the id comes in at any friend who is a member.
        let id = ConferenceId::from_bytes(self.shared.rng.secret_bytes());
        let identifier = ConferenceIdentifier { kind, id };
        let conference = Conference::found(cx.now, number, identifier, &mut self.shared);
        self.insert(conference);
        self.change(cx, number.index, |_, _, _| {});
        Ok(number)
    }

    /// Invites a friend. Whether he comes is up to him.
    ///
    /// # Errors
    /// [`InviteError`], in the order of its cases.
    pub fn invite(
        &mut self,
        cx: &mut Context<'_>,
        number: ConferenceNumber,
        friend: FriendId,
    ) -> Result<(), InviteError> {
        let cookie = self.check_invite(number)?;
        if self.shared.send(cx, friend, &Invite { cookie }) { Ok(()) } else { Err(InviteError::NotSent) }
    }

    /// Whether friends may be invited. Returns what an invitation would say.
    ///
    /// # Errors
    /// [`InviteError`], all but [`NotSent`](InviteError::NotSent).
    pub fn check_invite(&self, number: ConferenceNumber) -> Result<InviteCookie, InviteError> {
        let conference = self.get(number).ok_or(InviteError::ConferenceNotFound)?;
        conference.own_number().ok_or(InviteError::NotConnected)?;
        Ok(InviteCookie { inviter_number: number.index, identifier: conference.identifier })
    }

    /// Follows the invitation of a friend, who must be connected. [`Output::Connected`](crate::Output::Connected) says when
    /// we are in.
    ///
    /// # Errors
    /// [`JoinError`], in the order of its cases.
    pub fn join(
        &mut self,
        cx: &mut Context<'_>,
        friend: FriendId,
        cookie: &InviteCookie,
    ) -> Result<ConferenceNumber, JoinError> {
        if self.by_identifier.contains_key(&cookie.identifier) {
            return Err(JoinError::Duplicate);
        }
        let number = self.next_number().ok_or(JoinError::Full)?;
        let keys = cx.friends.keys(friend).ok_or(JoinError::NotSent)?;
        let conference = Conference::join(cx, &mut self.shared, number, (friend, keys), *cookie);
        self.insert(conference.ok_or(JoinError::NotSent)?);
        self.change(cx, number.index, |_, _, _| {});
        Ok(number)
    }

    /// Leaves a conference for good, and tells the others.
    ///
    /// # Errors
    /// [`UnknownConference`].
    pub fn leave(&mut self, cx: &mut Context<'_>, number: ConferenceNumber) -> Result<(), UnknownConference> {
        self.get(number).ok_or(UnknownConference)?;
        self.change(cx, number.index, |conference, cx, shared| conference.say_farewell(cx, shared, true));
        self.remove(number.index);
        Ok(())
    }

    /// Tells the members of all conferences that we go and may return: the program ends.
    pub fn shut_down(&mut self, cx: &mut Context<'_>) {
        for index in self.by_identifier.values() {
            let slot = self.slots.get_mut(usize::from(*index));
            if let Some(conference) = slot.and_then(|slot| slot.conference.as_deref_mut()) {
                conference.say_farewell(cx, &mut self.shared, false);
            }
        }
    }

    /// Says something to all. It comes back as [`Output::Message`](crate::Output::Message) once a member has it.
    ///
    /// # Errors
    /// [`SendMessageError`], in the order of its cases.
    pub fn send_message(
        &mut self,
        cx: &mut Context<'_>,
        number: ConferenceNumber,
        kind: MessageKind,
        text: &[u8],
    ) -> Result<(), SendMessageError> {
        let conference = self.get(number).ok_or(SendMessageError::ConferenceNotFound)?;
        if text.len() > MAX_MESSAGE_DATA_LEN {
            return Err(SendMessageError::TooLong(text.len()));
        }
        if conference.own_number().is_none() || conference.connection_counts().1 == 0 {
            return Err(SendMessageError::NotConnected);
        }
        if text.is_empty() {
            return Err(SendMessageError::Empty);
        }
        let content = MessageContent::Text { kind, text };
        let taken = self.change(cx, number.index, |conference, cx, shared| conference.broadcast(cx, shared, content));
        if taken > Some(0) { Ok(()) } else { Err(SendMessageError::NotSent) }
    }

    /// Gives a conference another title. Alone, or if it has that title, nothing is sent.
    ///
    /// # Errors
    /// [`SetTitleError`], in the order of its cases.
    pub fn set_title(
        &mut self,
        cx: &mut Context<'_>,
        number: ConferenceNumber,
        title: &[u8],
    ) -> Result<(), SetTitleError> {
        self.get(number).ok_or(SetTitleError::ConferenceNotFound)?;
        if title.is_empty() || title.len() > MAX_TITLE_LEN {
            return Err(SetTitleError::InvalidLength(title.len()));
        }
        let done = self.change(cx, number.index, |conference, cx, shared| conference.set_title(cx, shared, title));
        if done == Some(true) { Ok(()) } else { Err(SetTitleError::NotSent) }
    }

    /// Tells all conferences our name, also if it is the same.
    ///
    /// # Errors
    /// [`SetNameError::TooLong`]; the name is as before then.
    pub fn set_name(&mut self, cx: &mut Context<'_>, name: &[u8]) -> Result<(), SetNameError> {
        if name.len() > MAX_NAME_LEN {
            return Err(SetNameError::TooLong(name.len()));
        }
        self.shared.name = Content::from(name);
        for index in self.by_identifier.values().copied().collect::<Vec<_>>() {
            self.change(cx, index, |conference, cx, shared| conference.rename_ourselves(cx, shared));
        }
        Ok(())
    }

    /// How many members that are out of sight are remembered from now on.
    ///
    /// # Errors
    /// [`UnknownConference`].
    pub fn set_max_offline(
        &mut self,
        cx: &mut Context<'_>,
        number: ConferenceNumber,
        max: usize,
    ) -> Result<(), UnknownConference> {
        self.get(number).ok_or(UnknownConference)?;
        self.change(cx, number.index, |conference, cx, _| conference.set_max_offline(cx, max));
        Ok(())
    }
}
