//! Conferences: what we do in them.

use toxcore_conference::{
    ConferenceNumber, Conferences, CreateError, InviteError, OfflinePeerInfo, SendMessageError, SetTitleError,
    UnknownConference,
};
use toxcore_sansio::{FriendId, Instant};
use toxcore_wire::conference::{ConferenceType, InviteCookie};
use toxcore_wire::messenger::MessageKind;

use super::Tox;
use super::pump::with_conferences;
use crate::ConferenceJoinError;

impl Tox {
    /// Makes a conference, whose only member we are.
    ///
    /// # Errors
    /// [`CreateError`].
    pub fn conference_new(&mut self, now: Instant, kind: ConferenceType) -> Result<ConferenceNumber, CreateError> {
        self.begin(now);
        let result = with_conferences!(self, now, |conferences, cx| conferences.create(cx, kind));
        self.pump(now);
        result
    }

    /// Leaves a conference for good, and tells the others. No event tells of it any more.
    ///
    /// # Errors
    /// [`UnknownConference`].
    pub fn conference_delete(&mut self, now: Instant, conference: ConferenceNumber) -> Result<(), UnknownConference> {
        self.begin(now);
        with_conferences!(self, now, |conferences, cx| conferences.leave(cx, conference))?;
        self.pump(now);
        self.events.retain(|event| event.conference() != Some(conference));
        Ok(())
    }

    /// Invites a friend who is online. Whether he comes is up to him.
    ///
    /// # Errors
    /// [`InviteError`], in the order of its cases.
    pub fn conference_invite(
        &mut self,
        now: Instant,
        conference: ConferenceNumber,
        friend: FriendId,
    ) -> Result<(), InviteError> {
        self.begin(now);
        let is_online = self.messenger.connection(friend).is_some();
        let result = with_conferences!(self, now, |conferences, cx| match is_online {
            true => conferences.invite(cx, conference, friend),
            // Who else is connected drops invitations.
            false => Err(conferences.check_invite(conference).err().unwrap_or(InviteError::NotSent)),
        });
        self.pump(now);
        result
    }

    /// Follows the invitation of a friend, with the cookie of [`Event::ConferenceInvite`](crate::Event::ConferenceInvite).
    /// [`Event::ConferenceConnected`](crate::Event::ConferenceConnected) says when we are in.
    ///
    /// # Errors
    /// [`ConferenceJoinError`], in the order of its cases.
    pub fn conference_join(
        &mut self,
        now: Instant,
        friend: FriendId,
        cookie: &InviteCookie,
    ) -> Result<ConferenceNumber, ConferenceJoinError> {
        self.begin(now);
        if !self.friends.is_friend(friend) {
            return Err(ConferenceJoinError::FriendNotFound);
        }
        let result = with_conferences!(self, now, |conferences, cx| conferences.join(cx, friend, cookie));
        self.pump(now);
        Ok(result?)
    }

    /// Says something to all members: 1 to 1363 bytes. It comes back as
    /// [`Event::ConferenceMessage`](crate::Event::ConferenceMessage) once a member has it.
    ///
    /// # Errors
    /// [`SendMessageError`], in the order of its cases.
    pub fn conference_send_message(
        &mut self,
        now: Instant,
        conference: ConferenceNumber,
        kind: MessageKind,
        text: &[u8],
    ) -> Result<(), SendMessageError> {
        self.begin(now);
        let result =
            with_conferences!(self, now, |conferences, cx| conferences.send_message(cx, conference, kind, text));
        self.pump(now);
        result
    }

    /// Gives a conference another title of 1 to 128 bytes.
    ///
    /// # Errors
    /// [`SetTitleError`], in the order of its cases.
    pub fn conference_set_title(
        &mut self,
        now: Instant,
        conference: ConferenceNumber,
        title: &[u8],
    ) -> Result<(), SetTitleError> {
        self.begin(now);
        let result = with_conferences!(self, now, |conferences, cx| conferences.set_title(cx, conference, title));
        self.pump(now);
        result
    }

    /// How many members of a conference that are out of sight are remembered from now on.
    ///
    /// # Errors
    /// [`UnknownConference`].
    pub fn conference_set_max_offline(
        &mut self,
        now: Instant,
        conference: ConferenceNumber,
        max: usize,
    ) -> Result<(), UnknownConference> {
        self.begin(now);
        let result = with_conferences!(self, now, |conferences, cx| conferences.set_max_offline(cx, conference, max));
        self.pump(now);
        result
    }

    /// The conferences, for questions: which there are, titles, members.
    #[must_use]
    pub const fn conferences(&self) -> &Conferences {
        &self.conferences
    }

    /// A member who is out of sight, by its place among them.
    #[must_use]
    pub fn conference_offline_peer(&self, conference: ConferenceNumber, index: usize) -> Option<OfflinePeerInfo<'_>> {
        self.conferences.offline_peer(conference, index, self.clock.now, self.base.unix_time)
    }
}
