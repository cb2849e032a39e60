//! Roles and kicks, as the user wants them. Protocol: groups, Roles.

use toxcore_crypto::{EphemeralPublicKey, ExtendedPublicKey};
use toxcore_sansio::Instant;
use toxcore_wire::group::{
    Broadcast, KickPeer, LosslessKind, MAX_MODERATORS, Role, SanctionsError, SetModerator, SetObserver, TopicLock,
};

use super::moderation::is_authority;
use super::{Effect, KickError, Outgoing, Phase, Rules, SetRoleError};

/// Whether members of one role may tell those of another to leave.
pub(super) const fn may_kick(actor: Role, target: Role) -> bool {
    match actor {
        Role::Founder => !matches!(target, Role::Founder),
        Role::Moderator => matches!(target, Role::User | Role::Observer),
        Role::User | Role::Observer => false,
    }
}

/// Whether members of one role may change the role of another from `old` to `new`.
const fn may_assign(actor: Role, old: Role, new: Role) -> bool {
    match actor {
        Role::Founder => true,
        Role::Moderator => matches!((old, new), (Role::User, Role::Observer) | (Role::Observer, Role::User)),
        Role::User | Role::Observer => false,
    }
}

impl Rules {
    /// Gives a confirmed member another role.
    ///
    /// # Errors
    /// [`SetRoleError`], in the order of its cases.
    pub fn set_role(&mut self, now: Instant, member: &EphemeralPublicKey, role: Role) -> Result<(), SetRoleError> {
        let target = if self.is_us(member) {
            self.own.public()
        } else {
            self.members.get(member).map(|member| member.keys).ok_or(SetRoleError::UnknownMember)?
        };
        let old = self.current_role(&target);
        if role == Role::Founder || role == old {
            return Err(SetRoleError::Assignment);
        }
        if self.is_us(member) {
            return Err(SetRoleError::OwnRole);
        }
        if old == Role::Founder || !may_assign(self.own_role, old, role) || self.phase == Phase::Disconnected {
            return Err(SetRoleError::Permissions);
        }
        self.change_role(now, &target, old, role)
    }

    /// Tells a confirmed member to leave.
    ///
    /// # Errors
    /// [`KickError`], in the order of its cases.
    pub fn kick(&mut self, now: Instant, member: &EphemeralPublicKey) -> Result<(), KickError> {
        if self.is_us(member) {
            return Err(KickError::OwnKey);
        }
        let target = self.members.get(member).ok_or(KickError::UnknownMember)?.keys;
        let role = self.current_role(&target);
        if !may_kick(self.own_role, role) || self.phase == Phase::Disconnected {
            return Err(KickError::Permissions);
        }
        // Only users can be told to leave, say members running the reference.
        if role != Role::User {
            self.change_role(now, &target, role, Role::User)?;
        }
        let kick = Broadcast::KickPeer(KickPeer { target: *member });
        self.do_next(Effect::SendAll(Outgoing::broadcast(&kick)));
        self.members.remove(member);
        self.roster.kicked(now, member);
        self.review_roles();
        self.do_next(Effect::Drop(*member));
        Ok(())
    }

    fn change_role(
        &mut self,
        now: Instant,
        target: &ExtendedPublicKey,
        old: Role,
        new: Role,
    ) -> Result<(), SetRoleError> {
        match old {
            Role::Moderator => self.demote(now, target)?,
            Role::Observer => self.lift_sanction(target)?,
            Role::User | Role::Founder => {}
        }
        match new {
            Role::Moderator => self.promote(now, target)?,
            Role::Observer => self.sanction(now, target)?,
            Role::User | Role::Founder => {}
        }
        self.review_roles();
        Ok(())
    }

    /// Makes a moderator. If there are too many already, the first who is away is none any more.
    fn promote(&mut self, now: Instant, target: &ExtendedPublicKey) -> Result<(), SetRoleError> {
        let mut list = self.moderation.moderators().clone();
        let is_full = list.keys().len() >= MAX_MODERATORS;
        if is_full {
            let is_here = |key: &&_| self.members.iter().any(|member| member.keys.signing == **key);
            let away = list.keys().iter().find(|key| !is_here(key)).copied().ok_or(SetRoleError::Full)?;
            list.remove(&away).map_err(|_| SetRoleError::Full)?;
        }
        list.add(target.signing).map_err(|_| SetRoleError::Full)?;
        let hash = list.sort();
        let state = self.change_state(|state| state.moderators_hash = hash).map_err(|_| SetRoleError::Exhausted)?;
        self.moderation.set_moderators(list);
        self.do_next(Effect::SendAll(state));
        if is_full {
            self.take_over_unsound(now);
            let list = Outgoing::new(LosslessKind::ModeratorList, self.moderation.moderators());
            self.do_next(Effect::SendAll(list));
        }
        self.broadcast_moderator(target, true);
        Ok(())
    }

    /// Unmakes a moderator: what he signed is signed by us first, so that it counts on.
    fn demote(&mut self, now: Instant, target: &ExtendedPublicKey) -> Result<(), SetRoleError> {
        let mut list = self.moderation.moderators().clone();
        list.remove(&target.signing).map_err(|_| SetRoleError::Assignment)?;
        let hash = list.sort();
        let state = self.change_state(|state| state.moderators_hash = hash).map_err(|_| SetRoleError::Exhausted)?;
        self.moderation.set_moderators(list);
        self.take_over_unsound(now);
        self.do_next(Effect::SendAll(state));
        self.broadcast_moderator(target, false);
        Ok(())
    }

    /// Signs in our name what nobody who may do so has signed any more.
    pub(super) fn take_over_unsound(&mut self, now: Instant) {
        if self.has_unsound_list() {
            self.send_sanctions_anew(0, |_| false);
        }
        let is_locked = self.state().is_some_and(|state| state.topic_lock == TopicLock::Locked);
        if is_locked
            && self.with_topic_law(|topic, law| topic.version(law)) == Some((0, 0))
            && let Some(version) = self.next_topic_version()
        {
            self.send_topic_anew(now, version);
        }
    }

    /// Whether somebody signed the observers who has no right to any more.
    pub(super) fn has_unsound_list(&self) -> bool {
        let founder = self.founder();
        self.moderation.list().is_some()
            && founder.is_some_and(|founder| self.moderation.sound_list(&founder).is_none())
    }

    /// Makes an observer. If there are too many already, the first who is away is none any more.
    fn sanction(&mut self, now: Instant, target: &ExtendedPublicKey) -> Result<(), SetRoleError> {
        let Some(founder) = self.founder() else { return Err(SetRoleError::Permissions) };
        self.take_over_topic(now, target);
        let members = &self.members;
        let is_away = |key: &EphemeralPublicKey| members.get(key).is_none();
        let added = self.moderation.add(target.encryption, is_away, &founder, self.own.signing());
        let added = added.map_err(|error| match error {
            SanctionsError::Full => SetRoleError::Full,
            _ => SetRoleError::Assignment,
        })?;
        if added.is_whole_list_needed {
            self.send_sanctions_list();
        } else {
            self.broadcast_observer(SetObserver {
                target: *target,
                sanction: Some(added.sanction),
                credentials: added.credentials,
            });
        }
        Ok(())
    }

    /// Makes a user of an observer.
    fn lift_sanction(&mut self, target: &ExtendedPublicKey) -> Result<(), SetRoleError> {
        let Some(founder) = self.founder() else { return Err(SetRoleError::Permissions) };
        let removed = self.moderation.remove(&target.encryption, &founder, self.own.signing());
        let removed = removed.map_err(|_| SetRoleError::Assignment)?;
        if removed.is_whole_list_needed {
            self.send_sanctions_list();
        } else {
            let credentials = removed.credentials;
            self.broadcast_observer(SetObserver { target: *target, sanction: None, credentials });
        }
        Ok(())
    }

    fn send_sanctions_list(&mut self) {
        if let Some(list) = self.moderation.list() {
            let packet = Outgoing::new(LosslessKind::SanctionsList, list);
            self.do_next(Effect::SendAll(packet));
        }
    }

    fn broadcast_moderator(&mut self, target: &ExtendedPublicKey, moderator: bool) {
        let set = Broadcast::SetModerator(SetModerator { moderator, target: target.signing });
        self.do_next(Effect::SendAll(Outgoing::broadcast(&set)));
    }

    fn broadcast_observer(&mut self, set: SetObserver) {
        self.do_next(Effect::SendAll(Outgoing::broadcast(&Broadcast::SetObserver(set))));
    }

    /// Whether we may sign lists.
    #[must_use]
    pub const fn may_moderate(&self) -> bool {
        is_authority(self.own_role)
    }
}
