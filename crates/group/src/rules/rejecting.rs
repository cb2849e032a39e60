//! Members that do not let us in. Protocol: groups, Joining; Being rejected.

use toxcore_crypto::{EphemeralPublicKey, ExtendedPublicKey};
use toxcore_sansio::Instant;
use toxcore_wire::group::InviteReject;

use super::moderation::is_authority;
use super::{Departure, Effect, Event, Phase, Refusal, Rules};

/// The answer of a member that we asked to let us in, and that does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reject {
    by: ExtendedPublicKey,
    reason: InviteReject,
}

impl Reject {
    /// Who does not let us in.
    #[must_use]
    pub const fn by(&self) -> &EphemeralPublicKey {
        &self.by.encryption
    }
}

impl Rules {
    /// Hears the answer of a member that does not let us in. It counts once it is [taken](Self::take_reject), for which the owner
    /// waits whether somebody else lets us in. The member may be gone by then.
    ///
    /// # Errors
    /// [`Refusal`], counted, if we are in already, or asked it nothing.
    pub fn hear_reject(&mut self, from: &EphemeralPublicKey, reason: InviteReject) -> Result<Reject, Refusal> {
        let heard = self.members.keys(from).and_then(|by| {
            let is_asked = self.members.contact(from)?.is_asked_to_let_in;
            if self.is_outside() && is_asked { Ok(Reject { by, reason }) } else { Err(Refusal::Unsolicited) }
        });
        if let Err(refusal) = heard {
            self.refused.count(refusal);
        }
        heard
    }

    /// Nobody else has let us in.
    ///
    /// A newcomer is out then. Who has been in the group goes on looking for others that may let it in, unless the founder or a
    /// moderator says that the password is another one.
    ///
    /// # Errors
    /// [`Refusal`], counted, if we are in by now, or out.
    pub fn take_reject(&mut self, now: Instant, reject: &Reject) -> Result<(), Refusal> {
        let result = self.enter().and_then(|()| self.rejected(now, reject));
        self.count(result)
    }

    /// Whether it is of the founder or of a moderator.
    pub(crate) fn is_of_leader(&self, reject: &Reject) -> bool {
        is_authority(self.role_of(&reject.by))
    }

    fn rejected(&mut self, now: Instant, reject: &Reject) -> Result<(), Refusal> {
        let Reject { by, reason } = *reject;
        if !self.is_outside() {
            return Err(Refusal::Unsolicited);
        }
        let is_password = reason == InviteReject::InvalidPassword && self.group_keys.is_none();
        if self.decided.is_none() || is_password && self.is_of_leader(reject) {
            self.shut_out(now, reason);
            return Ok(());
        }
        if is_password && self.knows_password(&by) && !std::mem::replace(&mut self.is_told_of_password, true) {
            self.tell(Event::Rejected(reason));
        }
        if self.members.keys(&by.encryption).is_ok() {
            self.remove(now, &by.encryption, Departure::Disconnected, &[]);
            self.do_next(Effect::TryLater(by.encryption));
        }
        Ok(())
    }

    /// We are out, and the user is told why.
    fn shut_out(&mut self, now: Instant, reason: InviteReject) {
        self.phase = Phase::Disconnected;
        self.part_with_all(now);
        self.tell(Event::Rejected(reason));
        self.do_next(Effect::DropAll);
    }
}
