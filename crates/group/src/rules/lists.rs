//! Shared state, moderators and observers as they arrive. Protocol: groups, Shared state; Moderators; Observers.

use toxcore_crypto::{EphemeralPublicKey, ExtendedPublicKey};
use toxcore_sansio::Instant;
use toxcore_wire::group::{
    LosslessKind, ModeratorsPacket, Role, SanctionsPacket, SetModerator, SetObserver, SignedSharedState, SyncFlags,
};

use super::limits::MAX_VERSION_STEP;
use super::moderation::is_authority;
use super::state::{Decided, changes};
use super::{Departure, Effect, Event, Outgoing, Refusal, Rules};

impl Rules {
    /// A decision arrived. Whoever gives on one that the group did not sign is dropped.
    pub(super) fn take_state(&mut self, now: Instant, from: &EphemeralPublicKey, data: &[u8]) -> Result<(), Refusal> {
        let judged = Decided::judge(self.decided.as_ref(), data, &self.chat_id);
        match judged {
            Ok(decided) => {
                self.decide(decided);
                self.showed_password(from);
                self.resolve_conflicts(now);
                Ok(())
            }
            Err(Refusal::Forged) => {
                self.remove(now, from, Departure::SyncError, &[]);
                self.do_next(Effect::Drop(*from));
                Err(Refusal::Forged)
            }
            Err(refusal) => {
                if !self.may_be_told(from) && Decided::has_password(data, &self.chat_id, self.known_password()) {
                    self.showed_password(from);
                }
                Err(refusal)
            }
        }
    }

    /// Puts a decision in the place of the one before.
    pub(super) fn decide(&mut self, decided: Decided) {
        let events = changes(self.state(), &decided.state, &self.password);
        self.replace_decision(decided);
        self.review_roles();
        for event in events {
            self.tell(event);
        }
    }

    pub(super) fn replace_decision(&mut self, decided: Decided) {
        let old = self.decided.replace(decided);
        let is_other = |old: &Decided| old.state.password != *self.known_password();
        if old.as_ref().is_some_and(is_other) {
            self.password_changed();
        }
    }

    pub(super) fn state_packet(&self, decided: &Decided) -> Outgoing {
        Outgoing::new(SignedSharedState::KIND, &SignedSharedState::from(&decided.to_bytes()))
    }

    pub(super) fn take_moderators(
        &mut self,
        now: Instant,
        from: &EphemeralPublicKey,
        list: &ModeratorsPacket<'_>,
    ) -> Result<(), Refusal> {
        self.members.keys(from)?;
        let hash = self.state().ok_or(Refusal::NotJoined)?.moderators_hash;
        self.moderation.take_moderators(list, &hash)?;
        self.review_roles();
        self.tell_if_joined(Event::ModeratorsReplaced);
        self.resolve_conflicts(now);
        Ok(())
    }

    /// The founder makes a moderator, or unmakes one.
    pub(super) fn set_moderator(
        &mut self,
        now: Instant,
        from: &ExtendedPublicKey,
        set: &SetModerator,
    ) -> Result<(), Refusal> {
        if self.role_of(from) != Role::Founder {
            return Err(Refusal::NotAllowed);
        }
        let hash = self.state().ok_or(Refusal::NotJoined)?.moderators_hash;
        if self.has_moderators_of(&hash) {
            return Err(Refusal::Outdated);
        }
        if let Err(refusal) = self.moderation.change_moderator(&set.target, set.moderator, &hash) {
            // We missed a change before this one.
            let _ = self.ask(now, &from.encryption, SyncFlags::STATE);
            return Err(refusal);
        }
        self.review_roles();
        let mut keys = self.members.iter().map(|member| member.keys).chain([self.own.public()]);
        let target = keys.find(|keys| keys.signing == set.target);
        drop(keys);
        if let Some(target) = target {
            let (by, member, role) = (from.encryption, target.encryption, self.current_role(&target));
            self.tell(Event::Role { by, member, role });
        }
        self.resolve_conflicts(now);
        Ok(())
    }

    pub(super) fn take_sanctions(
        &mut self,
        now: Instant,
        from: &ExtendedPublicKey,
        packet: &SanctionsPacket<'_>,
    ) -> Result<(), Refusal> {
        let founder = self.founder().ok_or(Refusal::NotJoined)?;
        let (list, role) = (packet.to_list(), self.role_of(from));
        if let Err(refusal) = self.moderation.take_sanctions(list, role, &founder) {
            if refusal == Refusal::NotAllowed {
                self.outbid_sanctions(now, from, packet.credentials.version);
            }
            return Err(refusal);
        }
        self.review_roles();
        self.tell_if_joined(Event::ObserversReplaced);
        self.resolve_conflicts(now);
        Ok(())
    }

    /// A founder or moderator makes an observer, or unmakes one.
    pub(super) fn set_observer(
        &mut self,
        now: Instant,
        from: &ExtendedPublicKey,
        set: &SetObserver,
    ) -> Result<(), Refusal> {
        let founder = self.founder().ok_or(Refusal::NotJoined)?;
        let (role, target_role) = (self.role_of(from), self.current_role(&set.target));
        if !is_authority(role) || is_authority(target_role) || from.encryption == set.target.encryption {
            return Err(Refusal::NotAllowed);
        }
        // Moderators are known by the one key, observers by the other.
        if !set.target.is_consistent() {
            return Err(Refusal::NotAllowed);
        }
        if let Err(refusal) = self.moderation.take_change(set, from, &founder) {
            if matches!(refusal, Refusal::WrongHash | Refusal::UnknownTarget) {
                // We missed a change before this one.
                let _ = self.ask(now, &from.encryption, SyncFlags::STATE);
            }
            return Err(refusal);
        }
        self.review_roles();
        let (by, member, role) = (from.encryption, set.target.encryption, self.current_role(&set.target));
        if self.is_us(&member) || self.members.get(&member).is_some() {
            self.tell(Event::Role { by, member, role });
        }
        Ok(())
    }

    /// Role of a member, which may be we.
    pub(super) fn current_role(&self, keys: &ExtendedPublicKey) -> Role {
        if self.is_us(&keys.encryption) { self.own_role } else { self.role_of(keys) }
    }

    /// The founder outbids a list that members hold who still trusted a former moderator when it was made: they would take
    /// no lower one. Members only, only what we asked for, and only a few versions.
    fn outbid_sanctions(&mut self, now: Instant, from: &ExtendedPublicKey, version: u32) {
        let ours = self.moderation.list().map_or(0, |list| list.credentials().version);
        if self.should_outbid(now, from, SyncFlags::STATE, ours, version) {
            self.send_sanctions_anew(version, |_| false);
        }
    }

    /// Whether we are the founder, and what a member answered has a version that only we can outbid.
    pub(super) fn should_outbid(
        &mut self,
        now: Instant,
        from: &ExtendedPublicKey,
        flag: SyncFlags,
        ours: u32,
        theirs: u32,
    ) -> bool {
        let is_near = theirs > ours && theirs - ours <= MAX_VERSION_STEP && theirs < u32::MAX;
        let is_member = self.members.get(&from.encryption).is_some();
        let is_answer = self.members.contact(&from.encryption).is_ok_and(|contact| contact.awaits(now, flag));
        self.own_role == Role::Founder && is_near && is_member && is_answer && self.may_heal(now)
    }

    /// Moderators who are observers, too, are made so by somebody who did not know the one or the other. The founder lets
    /// them be moderators; if it is away, they do so themselves.
    pub(super) fn resolve_conflicts(&mut self, now: Instant) {
        let Some(founder) = self.founder() else { return };
        let own = self.own.public();
        // A founder with an old file learns what it decided itself.
        if self.own_role == Role::Founder && self.has_unsound_list() && self.may_heal(now) {
            self.take_over_unsound(now);
        }
        let is_concerned = match self.own_role {
            Role::Founder => self.moderators_among_observers(),
            Role::Moderator => self.moderation.is_sanctioned(&own.encryption),
            Role::User | Role::Observer => false,
        };
        // Of a list that counts for nothing nobody is an observer.
        if is_concerned && self.moderation.sound_list(&founder).is_some() && self.may_heal(now) {
            let moderators: Vec<_> = self.moderation.moderators().keys().to_vec();
            let is_moderator = |member: &EphemeralPublicKey| {
                moderators.iter().any(|key| key.to_x25519().is_ok_and(|key| key == *member))
                    || founder.encryption == *member
            };
            self.send_sanctions_anew(0, is_moderator);
            self.review_roles();
        }
    }

    fn moderators_among_observers(&self) -> bool {
        let Some(list) = self.moderation.list().filter(|list| !list.entries().is_empty()) else { return false };
        let mut moderators = self.moderation.moderators().keys().iter();
        moderators.any(|key| key.to_x25519().is_ok_and(|key| list.is_observer(&key)))
    }

    /// Signs the observers anew, above a version, without some of them, and tells all.
    pub(super) fn send_sanctions_anew(&mut self, above: u32, without: impl Fn(&EphemeralPublicKey) -> bool) {
        let Some(founder) = self.founder() else { return };
        let list = self.moderation.sign_anew(above, without, &founder, self.own.signing());
        let packet = Outgoing::new(LosslessKind::SanctionsList, list);
        self.do_next(Effect::SendAll(packet));
    }
}
