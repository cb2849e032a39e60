//! Who knows the password of the group, as far as we can tell, and so may be told it. Protocol: groups, Password.

use std::collections::VecDeque;

use toxcore_crypto::{EphemeralPublicKey, ExtendedPublicKey};
use toxcore_wire::group::{GroupPassword, LosslessKind, Role};

use super::limits::MAX_NAMED;
use super::{Phase, Refusal, Rules};

/// Members that others named since the password changed, at most [`MAX_NAMED`]: the oldest makes room.
#[derive(Clone, Debug, Default)]
pub(crate) struct Named(VecDeque<EphemeralPublicKey>);

impl Named {
    pub(crate) fn add(&mut self, member: EphemeralPublicKey) {
        if self.has(&member) {
            return;
        }
        if self.0.len() >= MAX_NAMED {
            self.0.pop_front();
        }
        self.0.push_back(member);
    }

    pub(crate) fn has(&self, member: &EphemeralPublicKey) -> bool {
        self.0.contains(member)
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }
}

impl Rules {
    /// What we take for the password of the group.
    pub(crate) fn known_password(&self) -> &GroupPassword {
        self.state().map_or(&self.password, |state| &state.password)
    }

    /// Whether we have reason to believe that a member knows the password: it showed it, was here since the password changed,
    /// was named by a member, or is one whom the founder trusts. Keys are proven by handshakes.
    pub(super) fn knows_password(&self, member: &ExtendedPublicKey) -> bool {
        let key = &member.encryption;
        self.members.knows_password(key)
            || self.roster.knows_password(key)
            || self.named.has(key)
            || matches!(self.role_of(member), Role::Founder | Role::Moderator)
    }

    /// Whether a member may be told the password that we know, if there is one.
    pub(super) fn may_be_told(&self, member: &EphemeralPublicKey) -> bool {
        self.known_password().is_empty() || self.members.keys(member).is_ok_and(|keys| self.knows_password(&keys))
    }

    /// The password to be shown to somebody who is to let us in, or to tell us something.
    ///
    /// # Errors
    /// [`Refusal::NotConfirmed`] if there is one and it is not to be shown.
    pub(super) fn password_for(&self, member: &EphemeralPublicKey) -> Result<Option<GroupPassword>, Refusal> {
        // What the user gave counts until somebody lets us in, and is meant for whoever does.
        if self.phase == Phase::Joining && !self.password.is_empty() {
            return Ok(Some(self.password.clone()));
        }
        let known = self.known_password();
        if known.is_empty() {
            return Ok(None);
        }
        if self.may_be_told(member) { Ok(Some(known.clone())) } else { Err(Refusal::NotConfirmed) }
    }

    /// Asks somebody to let us in. Who is not to be shown the password is asked who it is: members who remember us, and those
    /// running the reference, answer with the password.
    pub(super) fn ask_to_be_let_in(&mut self, member: &EphemeralPublicKey) {
        match self.password_for(member) {
            Ok(password) => {
                if let Ok(contact) = self.members.contact(member) {
                    contact.is_asked_to_let_in = true;
                }
                self.send_invite_request(member, password);
            }
            Err(_) => self.ask_who(member),
        }
    }

    /// A member showed the password that we know.
    pub(super) fn showed_password(&mut self, member: &EphemeralPublicKey) {
        if self.known_password().is_empty() {
            return;
        }
        let Ok(contact) = self.members.contact(member) else { return };
        contact.knows_password = true;
        if !contact.is_asked_to_let_in && self.is_outside() {
            self.ask_to_be_let_in(member);
        }
    }

    /// The password is another one, which those who are away have not been told.
    pub(super) fn password_changed(&mut self) {
        let is_open = self.known_password().is_empty();
        self.roster.password_changed(is_open);
        self.members.password_changed();
        self.named.clear();
    }

    pub(super) fn ask_who(&mut self, member: &EphemeralPublicKey) {
        if let Ok(contact) = self.members.contact(member) {
            contact.is_asked_who = true;
        }
        self.send(member, super::Outgoing::empty(LosslessKind::PeerInfoRequest));
    }
}
