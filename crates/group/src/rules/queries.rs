//! What is known of a group.

use toxcore_crypto::ed25519::SigningPublicKey;
use toxcore_crypto::{EphemeralPublicKey, ExtendedKeyPair};
use toxcore_wire::group::{ChatId, PasswordField, Role, SanctionsList, SharedState};

use super::{Effect, Member, Phase, Profile, RefusalCounters, Roster, Rules};

impl Rules {
    /// Name of the group on the wire.
    #[must_use]
    pub const fn chat_id(&self) -> ChatId {
        self.chat_id
    }

    /// Our key pairs as a member.
    #[must_use]
    pub const fn own_keys(&self) -> &ExtendedKeyPair {
        &self.own
    }

    /// How we show ourselves.
    #[must_use]
    pub const fn profile(&self) -> &Profile {
        &self.profile
    }

    /// What we may do.
    #[must_use]
    pub const fn own_role(&self) -> Role {
        self.own_role
    }

    /// How far we are.
    #[must_use]
    pub const fn phase(&self) -> Phase {
        self.phase
    }

    /// What the founder has decided, as far as we know.
    #[must_use]
    pub fn state(&self) -> Option<&SharedState> {
        self.decided.as_ref().map(|decided| &decided.state)
    }

    /// The topic; empty if we know none.
    #[must_use]
    pub fn topic(&self) -> &[u8] {
        self.topic.current().map_or(&[], |topic| &topic.topic)
    }

    /// Signature keys of the moderators.
    #[must_use]
    pub fn moderators(&self) -> &[SigningPublicKey] {
        self.moderation.moderators().keys()
    }

    /// Keys of the observers, who may be away.
    pub fn observers(&self) -> impl Iterator<Item = &EphemeralPublicKey> {
        let entries = self.moderation.list().map_or(&[][..], SanctionsList::entries);
        entries.iter().map(|entry| &entry.target)
    }

    /// What is known of a confirmed member.
    #[must_use]
    pub fn member(&self, member: &EphemeralPublicKey) -> Option<&Member> {
        self.members.get(member)
    }

    /// All confirmed members but us, by key.
    pub fn members(&self) -> impl Iterator<Item = &Member> {
        self.members.iter()
    }

    /// Members that were ever seen.
    #[must_use]
    pub const fn roster(&self) -> &Roster {
        &self.roster
    }

    /// How many packets changed nothing, and why.
    #[must_use]
    pub const fn refused(&self) -> &RefusalCounters {
        &self.refused
    }

    /// Whether packets have a field for the password, as far as we know.
    #[must_use]
    pub fn password_field(&self) -> PasswordField {
        self.known_password().field()
    }

    /// What has to be done next. Call until `None` after each call that may change something.
    pub fn poll_effect(&mut self) -> Option<Effect> {
        self.effects.pop_front()
    }

    /// Whether custom packets of this member are handed to the program: not before it told its nick.
    #[must_use]
    pub fn takes_custom_packets_of(&self, member: &EphemeralPublicKey) -> bool {
        self.phase != Phase::Disconnected && self.members.get(member).is_some()
    }
}
