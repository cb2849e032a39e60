//! What members tell all. Protocol: groups, Broadcasts.

use toxcore_crypto::{EphemeralPublicKey, ExtendedPublicKey};
use toxcore_sansio::Instant;
use toxcore_wire::friend::UserStatus;
use toxcore_wire::group::{
    Broadcast, GroupMessage, GroupVoice, KickPeer, Nick, PrivateMessage, PseudoMessageId, Role, ShortBytes,
};

use super::moderate::may_kick;
use super::{Departure, Effect, Event, Profile, Refusal, Rules, Said};

impl Rules {
    pub(super) fn handle_broadcast(
        &mut self,
        now: Instant,
        from: &ExtendedPublicKey,
        broadcast: &Broadcast<'_>,
    ) -> Result<(), Refusal> {
        if self.members.get(&from.encryption).is_none() {
            return self.take_broadcast_of_stranger(from, broadcast);
        }
        match broadcast {
            Broadcast::Status(status) => self.take_status(from.encryption, *status),
            Broadcast::Nick(nick) => self.take_nick(now, from.encryption, nick),
            Broadcast::Message(message) => self.take_message(from.encryption, message),
            Broadcast::PrivateMessage(message) => self.take_private_message(from.encryption, message),
            Broadcast::PeerExit(exit) => {
                self.remove(now, &from.encryption, Departure::Quit, exit.message);
                self.do_next(Effect::Drop(from.encryption));
                Ok(())
            }
            Broadcast::KickPeer(kick) => self.take_kick(now, from, kick),
            Broadcast::SetModerator(set) => self.set_moderator(now, from, set),
            Broadcast::SetObserver(set) => self.set_observer(now, from, set),
            Broadcast::Unknown { kind, .. } => Err(Refusal::Unsupported(*kind)),
        }
    }

    /// Of those who are not confirmed only an exit counts, and for no more than the end of the session.
    fn take_broadcast_of_stranger(
        &mut self,
        from: &ExtendedPublicKey,
        broadcast: &Broadcast<'_>,
    ) -> Result<(), Refusal> {
        if !matches!(broadcast, Broadcast::PeerExit(_)) {
            return Err(Refusal::NotConfirmed);
        }
        self.members.remove(&from.encryption);
        self.do_next(Effect::TryLater(from.encryption));
        Ok(())
    }

    fn take_status(&mut self, from: EphemeralPublicKey, status: UserStatus) -> Result<(), Refusal> {
        let member = self.members.confirmed(&from)?;
        if member.profile.status == status {
            return Err(Refusal::Outdated);
        }
        member.profile.status = status;
        self.tell(Event::Status { member: from, status });
        Ok(())
    }

    fn take_nick(&mut self, now: Instant, from: EphemeralPublicKey, nick: &Nick<'_>) -> Result<(), Refusal> {
        let member = self.members.confirmed(&from)?;
        if member.profile.nick() == nick.nick {
            return Err(Refusal::Outdated);
        }
        member.profile = Profile::new(ShortBytes::first(nick.nick), member.profile.status)
            .map_err(|_| toxcore_wire::ParseError::Truncated)?;
        self.roster.arrived(now, from, nick.nick);
        self.tell(Event::Nick { member: from, nick: nick.nick.into() });
        Ok(())
    }

    fn take_message(&mut self, from: EphemeralPublicKey, message: &GroupMessage<'_>) -> Result<(), Refusal> {
        let voice = self.state().map_or(GroupVoice::All, |state| state.voice);
        if !voice.allows(self.members.confirmed(&from)?.role) {
            return Err(Refusal::NotAllowed);
        }
        self.hear(&from, message.id)?;
        let GroupMessage { kind, id, text } = *message;
        self.tell(Event::Message(Said { member: from, kind, id, text: text.into() }));
        Ok(())
    }

    fn take_private_message(&mut self, from: EphemeralPublicKey, message: &PrivateMessage<'_>) -> Result<(), Refusal> {
        if self.members.confirmed(&from)?.role == Role::Observer {
            return Err(Refusal::NotAllowed);
        }
        self.hear(&from, message.id)?;
        let PrivateMessage { kind, id, text } = *message;
        self.tell(Event::PrivateMessage(Said { member: from, kind, id, text: text.into() }));
        Ok(())
    }

    fn hear(&mut self, from: &EphemeralPublicKey, id: PseudoMessageId) -> Result<(), Refusal> {
        if self.roster.is_ignored(from) {
            return Err(Refusal::Ignored);
        }
        if self.members.hear(from, id)? { Ok(()) } else { Err(Refusal::Outdated) }
    }

    fn take_kick(&mut self, now: Instant, from: &ExtendedPublicKey, kick: &KickPeer) -> Result<(), Refusal> {
        let is_us = self.is_us(&kick.target);
        let target = if is_us { Ok(self.own.public()) } else { self.members.keys(&kick.target) };
        let target = target.map_err(|_| Refusal::UnknownTarget)?;
        if !may_kick(self.role_of(from), self.current_role(&target)) || target == *from {
            return Err(Refusal::NotAllowed);
        }
        self.tell(Event::Kicked { by: from.encryption, member: kick.target });
        if is_us {
            self.go_out(now);
        } else {
            self.remove(now, &kick.target, Departure::Kicked, &[]);
            self.do_next(Effect::Drop(kick.target));
        }
        Ok(())
    }
}
