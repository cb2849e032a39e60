//! Who may be in. Protocol: groups, Joining.

use toxcore_crypto::ExtendedPublicKey;
use toxcore_sansio::Instant;
use toxcore_wire::group::{GroupPassword, Role};

use super::{Refusal, Rules};

impl Rules {
    /// Whether a newcomer may be in, beside those who were let in a moment ago: of several who come at once the first have places.
    /// Without the password none is told that these are taken.
    pub(super) fn may_come_in(
        &self,
        now: Instant,
        member: &ExtendedPublicKey,
        password: Option<&GroupPassword>,
    ) -> Result<(), Refusal> {
        self.may_be_in(member, password)?;
        self.has_room_for(member, self.members.expected(now, &member.encryption))
    }

    /// Whether there is room, and the password fits. Whoever gets so far counts, and nobody who is only expected.
    pub(super) fn may_be_in(
        &self,
        member: &ExtendedPublicKey,
        password: Option<&GroupPassword>,
    ) -> Result<(), Refusal> {
        self.has_room_for(member, 0)?;
        let required = self.known_password();
        if required.is_empty() || password == Some(required) { Ok(()) } else { Err(Refusal::WrongPassword) }
    }

    /// Whether there is room beside so many others. The founder finds room always, and who is in stays in.
    pub(super) fn has_room_for(&self, member: &ExtendedPublicKey, others: usize) -> Result<(), Refusal> {
        let is_in = self.members.get(&member.encryption).is_some() || self.role_of(member) == Role::Founder;
        let limit = self.state().map_or(u16::MAX, |state| state.peer_limit);
        let taken = usize::from(self.members.sums().confirmed).saturating_add(others);
        if is_in || taken < usize::from(limit) { Ok(()) } else { Err(Refusal::Full) }
    }
}
