//! Coming in and going out. Protocol: groups, Joining.

use toxcore_crypto::{EphemeralPublicKey, ExtendedPublicKey};
use toxcore_sansio::{Content, Instant};
use toxcore_wire::RelayInfo;
use toxcore_wire::group::{
    Broadcast, GroupPassword, InviteReject, InviteRequest, LosslessKind, MAX_PART_MESSAGE_LEN, PeerExit, PeerInfo,
    Role, SyncFlags,
};

use super::limits::INFO_INTERVAL;
use super::{Departure, Effect, Event, Outgoing, Phase, Profile, Refusal, Rules};

/// Who goes on after a handshake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meeting {
    /// We asked for the handshake.
    Requester,
    /// The other member did.
    Responder,
}

impl Rules {
    /// A member has a handshake with us, for the first time or again. Its signature key belongs to its encryption key.
    ///
    /// # Errors
    /// [`Refusal::NotJoined`] if we are out, [`Refusal::NotAllowed`] for our own key, [`Refusal::Full`] if there are too many
    /// newcomers: the session is of no use.
    pub fn connected(&mut self, now: Instant, keys: ExtendedPublicKey, meeting: Meeting) -> Result<(), Refusal> {
        self.enter()?;
        if self.is_us(&keys.encryption) {
            return Err(Refusal::NotAllowed);
        }
        self.members.connect(keys)?;
        if self.is_outside() {
            self.ask_to_be_let_in(&keys.encryption);
            return Ok(());
        }
        if meeting == Meeting::Requester {
            self.introduce_us(now, &keys.encryption);
        }
        if self.members.get(&keys.encryption).is_some() {
            // It was confirmed in the session before; in this one it has to tell us again.
            self.ask_who(&keys.encryption);
        }
        Ok(())
    }

    /// Whether others have to let us in: we are new, or lost all of them and perhaps a change of the password with them.
    pub(crate) fn is_outside(&self) -> bool {
        match self.phase {
            Phase::Disconnected | Phase::Joining => true,
            Phase::Joined { .. } => self.own_role != Role::Founder && self.members.iter().next().is_none(),
        }
    }

    /// The session with a member is lost.
    pub fn disconnected(&mut self, now: Instant, member: &EphemeralPublicKey, departure: Departure) {
        self.remove(now, member, departure, &[]);
    }

    /// Notes where a confirmed member is reached, for the roster and the save file.
    pub fn located(
        &mut self,
        member: &EphemeralPublicKey,
        addr: Option<std::net::SocketAddr>,
        relay: Option<RelayInfo>,
    ) {
        self.roster.located(member, addr, relay);
    }

    /// Leaves: says so to all, with at most [`MAX_PART_MESSAGE_LEN`] bytes of last words. Keys and what is known stay. To us, all
    /// others leave.
    pub fn leave(&mut self, now: Instant, message: &[u8]) {
        if self.phase == Phase::Disconnected {
            return;
        }
        let message = message.get(..MAX_PART_MESSAGE_LEN).unwrap_or(message);
        let exit = Broadcast::PeerExit(PeerExit { message });
        self.do_next(Effect::SendAll(Outgoing::broadcast(&exit)));
        self.go_out(now);
    }

    /// Begins to look for the group again, from any phase, with another password if there is one. The owner has no session
    /// with any member when it calls this.
    pub fn rejoin(&mut self, now: Instant, password: Option<GroupPassword>) {
        self.asked = None;
        self.phase = Phase::Joining;
        self.is_told_of_password = false;
        if let Some(password) = password {
            self.password = password;
        }
        self.part_with_all(now);
    }

    /// All sessions end.
    pub(super) fn go_out(&mut self, now: Instant) {
        self.phase = Phase::Disconnected;
        self.part_with_all(now);
        self.do_next(Effect::DropAll);
    }

    /// Nobody is there for us any more, because we go.
    pub(super) fn part_with_all(&mut self, now: Instant) {
        let left = |member: &super::Member| member.left(Departure::SelfDisconnected, Content::new());
        let gone: Vec<_> = self.members.iter().map(left).collect();
        self.members.clear();
        self.roster.all_left(now);
        self.review_roles();
        gone.into_iter().for_each(|left| self.tell(left));
    }

    /// A newcomer asks to be let in.
    pub(super) fn asked_to_let_in(
        &mut self,
        now: Instant,
        from: &ExtendedPublicKey,
        request: &InviteRequest,
    ) -> Result<(), Refusal> {
        self.members.contact(&from.encryption)?.was_outside = true;
        if self.decided.is_none() {
            return Err(Refusal::NotJoined);
        }
        let reason = match self.may_come_in(now, from, request.password.as_ref()) {
            Ok(()) => {
                self.members.contact(&from.encryption)?.let_in.get_or_insert(now);
                self.send(&from.encryption, Outgoing::empty(LosslessKind::InviteResponse));
                self.showed_password(&from.encryption);
                return Ok(());
            }
            Err(refusal) => refusal,
        };
        if reason == Refusal::WrongPassword {
            if self.is_outside() && self.knows_password(from) {
                // Both are outside: one of us has not heard that the password changed, and it may be we.
                return Err(reason);
            }
            self.roster.mistook_password(&from.encryption);
        }
        let answer = if reason == Refusal::Full { InviteReject::GroupFull } else { InviteReject::InvalidPassword };
        // A member that asks is outside again, with an old password perhaps.
        self.remove(now, &from.encryption, Departure::Disconnected, &[]);
        self.do_next(Effect::Reject { to: from.encryption, reason: answer });
        Err(reason)
    }

    /// A member lets us in.
    pub(super) fn let_in(&mut self, now: Instant, from: &EphemeralPublicKey) -> Result<(), Refusal> {
        if self.is_outside() {
            return self.ask(now, from, SyncFlags::ALL);
        }
        self.members.contact(from)?;
        // Otherwise somebody else was faster.
        if self.introduce_us_once(now, from) { Ok(()) } else { Err(Refusal::Unsolicited) }
    }

    /// A member asks who we are.
    pub(super) fn asked_who_we_are(&mut self, now: Instant, from: &ExtendedPublicKey) -> Result<(), Refusal> {
        if self.decided.is_none() {
            // We could not take the answer to the same question: both are told once we know.
            return Err(Refusal::NotJoined);
        }
        self.has_room_for(from, 0)?;
        if !self.may_be_told(&from.encryption) {
            // The answer holds the password.
            return Err(Refusal::NotConfirmed);
        }
        let number = self.profile_number;
        let contact = self.members.contact(&from.encryption)?;
        if contact.introduced.is_some_and(|(at, known)| known == number && now < at + INFO_INTERVAL) {
            return Err(Refusal::Limited);
        }
        contact.introduced = Some((now, number));
        let info = self.our_info();
        self.send(&from.encryption, info);
        Ok(())
    }

    /// A member tells who it is: it is confirmed from now on.
    pub(super) fn told_who_it_is(
        &mut self,
        now: Instant,
        from: &ExtendedPublicKey,
        info: &PeerInfo,
    ) -> Result<(), Refusal> {
        if self.decided.is_none() {
            return Err(Refusal::NotJoined);
        }
        self.may_be_in(from, info.password.as_ref())?;
        let member = from.encryption;
        let profile = Profile::new(info.nick, info.status)
            .map_err(|_| Refusal::Malformed(toxcore_wire::ParseError::Truncated))?;
        let role = self.role_of(from);
        let old = self.members.confirm(&member, profile.clone(), role)?;
        self.roster.arrived(now, member, profile.nick());
        self.do_next(Effect::Confirm(member));
        let contact = self.members.contact(&member)?;
        if std::mem::take(&mut contact.was_outside) {
            contact.introduced = None;
        }
        self.showed_password(&member);
        match old {
            None => {
                self.review_roles();
                self.tell(Event::MemberJoined(member));
                self.introduce_us_as_we_are(now, &member);
                self.take_held_topic(now, from);
                for other in self.members.missed_by(&member) {
                    self.do_next(Effect::Name { to: member, member: other });
                }
            }
            Some(old) => self.tell_changes(member, &old, &profile),
        }
        Ok(())
    }

    /// Tells a member who we are, unless the password is not for it, and asks who it is.
    pub(super) fn introduce_us(&mut self, now: Instant, to: &EphemeralPublicKey) {
        if self.may_be_told(to) {
            let number = self.profile_number;
            if let Ok(contact) = self.members.contact(to) {
                contact.introduced = Some((now, number));
            }
            let info = self.our_info();
            self.send(to, info);
        }
        if self.members.get(to).is_none() {
            self.ask_who(to);
        }
    }

    /// Tells a member who we are and asks who it is, as far as that was not done since its handshake. Whether anything was.
    pub(super) fn introduce_us_once(&mut self, now: Instant, to: &EphemeralPublicKey) -> bool {
        let (is_known, may_be_told) = (self.members.get(to).is_some(), self.may_be_told(to));
        let Ok(contact) = self.members.contact(to) else { return false };
        let is_told = contact.introduced.is_some() || !may_be_told;
        let is_asked = is_known || contact.is_asked_who;
        if !is_told {
            self.introduce_us(now, to);
        } else if !is_asked {
            // It asked us, before we were in perhaps.
            self.ask_who(to);
        }
        !is_told || !is_asked
    }

    /// Tells a member with a handshake who we are, unless that was done a moment ago.
    pub(super) fn introduce_us_again(&mut self, now: Instant, to: &EphemeralPublicKey) {
        let is_long_ago = |(at, _): (Instant, _)| now >= at + INFO_INTERVAL;
        if !self.may_be_told(to) {
            return;
        }
        if self.members.contact(to).is_ok_and(|contact| contact.introduced.is_none_or(is_long_ago)) {
            self.introduce_us(now, to);
        }
    }

    /// Tells a member who we are if it does not know: what changed before it was confirmed it was not told.
    fn introduce_us_as_we_are(&mut self, now: Instant, to: &EphemeralPublicKey) {
        let number = self.profile_number;
        let is_known =
            |contact: &mut super::members::Contact| contact.introduced.is_some_and(|(_, known)| known == number);
        if !self.members.contact(to).is_ok_and(is_known) {
            self.introduce_us(now, to);
        }
    }

    pub(super) fn send_invite_request(&mut self, to: &EphemeralPublicKey, password: Option<GroupPassword>) {
        self.send(to, Outgoing::new(InviteRequest::KIND, &InviteRequest { password }));
    }

    fn our_info(&self) -> Outgoing {
        let password = self.known_password();
        let password = (!password.is_empty()).then(|| password.clone());
        let (nick, status) = (self.profile.nick_bytes(), self.profile.status);
        Outgoing::new(PeerInfo::KIND, &PeerInfo { password, nick, status })
    }

    fn tell_changes(&mut self, member: EphemeralPublicKey, old: &Profile, new: &Profile) {
        if old.nick() != new.nick() {
            self.tell(Event::Nick { member, nick: new.nick().into() });
        }
        if old.status != new.status {
            self.tell(Event::Status { member, status: new.status });
        }
    }
}
