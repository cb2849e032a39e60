//! Moderators and observers: who may sign, and which of two lists counts. Protocol: groups, Moderators; Observers.

use toxcore_crypto::ed25519::{SigningKeyPair, SigningPublicKey};
use toxcore_crypto::{EphemeralPublicKey, ExtendedPublicKey};
use toxcore_wire::group::{
    MAX_SANCTIONS, ModeratorList, ModeratorsPacket, Role, Sanction, SanctionsError, SanctionsList, SetObserver,
};

use super::Refusal;
use super::limits::MAX_VERSION_STEP;

/// Both lists.
#[derive(Clone, Debug, Default)]
pub(crate) struct Moderation {
    moderators: ModeratorList,
    sanctions: Option<Sanctions>,
    /// Version and checksum of the last list that arrived and whose signers have no right to sign.
    useless: Option<(u32, u16)>,
}

#[derive(Clone, Debug)]
struct Sanctions {
    list: SanctionsList,
    proof: Proof,
}

/// Whether the version of a list is what its maker made it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Proof {
    /// The entries prove it, or a founder or moderator said so.
    Proven,
    /// An empty list from somebody else: its credentials fit any version.
    Unproven,
}

/// Who may sign lists and locked topics.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Authority<'a> {
    pub(crate) founder: &'a SigningPublicKey,
    pub(crate) moderators: &'a ModeratorList,
}

impl Authority<'_> {
    pub(crate) fn has(self, key: &SigningPublicKey) -> bool {
        self.founder == key || self.moderators.contains(key)
    }
}

impl Moderation {
    /// That of a new group.
    pub(crate) fn found(founder: &SigningKeyPair) -> Self {
        let sanctions = Sanctions { list: SanctionsList::new(founder), proof: Proof::Proven };
        Self { moderators: ModeratorList::new(), sanctions: Some(sanctions), useless: None }
    }

    pub(crate) const fn moderators(&self) -> &ModeratorList {
        &self.moderators
    }

    /// Other moderators may sign from now on.
    pub(crate) fn set_moderators(&mut self, moderators: ModeratorList) {
        self.moderators = moderators;
        self.useless = None;
    }

    pub(crate) const fn authority<'a>(&'a self, founder: &'a ExtendedPublicKey) -> Authority<'a> {
        Authority { founder: &founder.signing, moderators: &self.moderators }
    }

    /// Role of a member. The founder is found by one key, moderators by the other, which a handshake proves to be of the
    /// same owner.
    pub(crate) fn role_of(&self, member: &ExtendedPublicKey, founder: Option<&ExtendedPublicKey>) -> Role {
        if founder.is_some_and(|founder| founder.encryption == member.encryption) {
            Role::Founder
        } else if self.moderators.contains(&member.signing) {
            Role::Moderator
        } else if self.is_sanctioned(&member.encryption) {
            Role::Observer
        } else {
            Role::User
        }
    }

    pub(crate) fn is_sanctioned(&self, member: &EphemeralPublicKey) -> bool {
        self.sanctions.as_ref().is_some_and(|sanctions| sanctions.list.is_observer(member))
    }

    pub(crate) fn list(&self) -> Option<&SanctionsList> {
        self.sanctions.as_ref().map(|sanctions| &sanctions.list)
    }

    pub(crate) fn is_unproven(&self) -> bool {
        self.sanctions.as_ref().is_some_and(|sanctions| sanctions.proof == Proof::Unproven)
    }

    /// The list, if all who signed it have the right to: a moderator who lost it may have signed what we hold.
    pub(crate) fn sound_list(&self, founder: &ExtendedPublicKey) -> Option<&SanctionsList> {
        let authority = self.authority(founder);
        self.list().filter(|list| {
            let signers = list.entries().iter().map(|entry| &entry.setter);
            signers.chain([&list.credentials().modifier]).all(|signer| authority.has(signer))
        })
    }

    /// Version and checksum as pings tell them; 0 for a list that does not count.
    pub(crate) fn sanctions_version(&self, founder: &ExtendedPublicKey) -> (u32, u16) {
        self.sound_list(founder).map_or((0, 0), |list| (list.credentials().version, list.credentials().checksum))
    }

    /// Whether a list of this version and checksum is of no use to us: the one that we hold, or one that arrived, signed by
    /// somebody who has no right to.
    pub(crate) fn is_useless(&self, list: (u32, u16), founder: &ExtendedPublicKey) -> bool {
        let held = self.list().filter(|_| self.sound_list(founder).is_none()).map(rank);
        held == Some(list) || self.useless == Some(list)
    }

    /// Takes a list of moderators that has the hash of the shared state.
    pub(crate) fn take_moderators(&mut self, packet: &ModeratorsPacket<'_>, hash: &[u8; 32]) -> Result<(), Refusal> {
        let list = packet.to_list();
        let list = if packet.hash() == *hash { list } else { list.arranged_for(hash).ok_or(Refusal::WrongHash)? };
        if list == self.moderators {
            return Err(Refusal::Outdated);
        }
        self.set_moderators(list);
        Ok(())
    }

    /// Takes the list with a moderator more or less, which must have the hash of the shared state.
    pub(crate) fn change_moderator(
        &mut self,
        key: &SigningPublicKey,
        moderator: bool,
        hash: &[u8; 32],
    ) -> Result<(), Refusal> {
        let mut list = self.moderators.clone();
        let changed = if moderator { list.add(*key) } else { list.remove(key) };
        if changed.is_err() {
            return Err(Refusal::UnknownTarget);
        }
        self.set_moderators(list.arranged_for(hash).ok_or(Refusal::WrongHash)?);
        Ok(())
    }

    /// Takes a list of observers that arrived, if it is valid and outranks ours. `sender` is the role of who sent it.
    pub(crate) fn take_sanctions(
        &mut self,
        new: SanctionsList,
        sender: Role,
        founder: &ExtendedPublicKey,
    ) -> Result<(), Refusal> {
        if self.list() == Some(&new) {
            return self.prove(sender);
        }
        let proof = self.rank(&new, sender, founder)?;
        let authority = self.authority(founder);
        if let Err(error) = new.verify(|signer| authority.has(signer)) {
            if error == SanctionsError::NoAuthority {
                self.useless = Some(rank(&new));
            }
            return Err(refusal(error));
        }
        self.sanctions = Some(Sanctions { list: new, proof });
        Ok(())
    }

    /// Takes the change of one entry. `sender` made it: a founder or moderator.
    pub(crate) fn take_change(
        &mut self,
        change: &SetObserver,
        sender: &ExtendedPublicKey,
        founder: &ExtendedPublicKey,
    ) -> Result<(), Refusal> {
        let signed_by = |signer: &SigningPublicKey| *signer == sender.signing;
        let setter = change.sanction.is_none_or(|sanction| signed_by(&sanction.setter));
        if !signed_by(&change.credentials.modifier) || !setter {
            return Err(Refusal::NotAllowed);
        }
        let Some(ours) = self.list() else { return Err(Refusal::WrongHash) };
        let changed = match change.sanction {
            Some(sanction) => ours.with(sanction, change.credentials),
            None => ours.without(&change.target.encryption, change.credentials),
        };
        let changed = changed.map_err(|error| match error {
            // The change may be part of a list that came before it.
            SanctionsError::Duplicate | SanctionsError::NotFound if ours.credentials() == &change.credentials => {
                Refusal::Outdated
            }
            error => refusal(error),
        })?;
        self.take_sanctions(changed, Role::Moderator, founder)
    }

    /// A list we hold already, from a founder or moderator, proves its version.
    fn prove(&mut self, sender: Role) -> Result<(), Refusal> {
        if let Some(sanctions) = self.sanctions.as_mut().filter(|_| is_authority(sender)) {
            sanctions.proof = Proof::Proven;
        }
        Err(Refusal::Outdated)
    }

    /// Whether a list would outrank ours, and what is known about its version.
    ///
    /// The credentials of an empty list say nothing about its version, so whoever has seen one could make all observers users
    /// again, or a version that nobody outbids. So from ordinary members an empty list counts for little.
    fn rank(&self, new: &SanctionsList, sender: Role, founder: &ExtendedPublicKey) -> Result<Proof, Refusal> {
        let is_proven = is_authority(sender) || !new.entries().is_empty();
        let proof = if is_proven { Proof::Proven } else { Proof::Unproven };
        let Some(ours) = &self.sanctions else { return Ok(proof) };
        let (version, our_version) = (new.credentials().version, ours.list.credentials().version);
        if !is_proven {
            let is_near = version <= our_version.saturating_add(MAX_VERSION_STEP);
            if !ours.list.entries().is_empty() || !is_near {
                return Err(Refusal::NotAllowed);
            }
        } else if ours.proof == Proof::Unproven || self.sound_list(founder).is_none() {
            return Ok(proof);
        }
        let is_wrapped = our_version == u32::MAX && version == 0;
        if is_wrapped || rank(new) > rank(&ours.list) { Ok(proof) } else { Err(Refusal::Outdated) }
    }

    /// Signs our list anew without these members, with every entry of who may not sign (or may not any more) under our name,
    /// above the version `above`. Whoever calls it has the right to.
    pub(crate) fn sign_anew(
        &mut self,
        above: u32,
        without: impl Fn(&EphemeralPublicKey) -> bool,
        founder: &ExtendedPublicKey,
        us: &SigningKeyPair,
    ) -> &SanctionsList {
        let authority = self.authority(founder);
        let entries: Vec<Sanction> = self.list().map_or(&[][..], SanctionsList::entries).to_vec();
        let entries = entries
            .into_iter()
            .filter(|entry| !without(&entry.target))
            .map(|entry| if authority.has(&entry.setter) { entry } else { Sanction::new(entry.target, us) });
        let version = self.list().map_or(0, |list| list.credentials().version).max(above).wrapping_add(1);
        let list = SanctionsList::signed(entries.collect(), version, us);
        &self.sanctions.insert(Sanctions { list, proof: Proof::Proven }).list
    }

    /// Makes a member an observer, in our name. If the list is full, the first observer for whom `is_absent` makes room.
    pub(crate) fn add(
        &mut self,
        target: EphemeralPublicKey,
        is_absent: impl Fn(&EphemeralPublicKey) -> bool,
        founder: &ExtendedPublicKey,
        us: &SigningKeyPair,
    ) -> Result<Added, SanctionsError> {
        let entries = self.list().map_or(&[][..], SanctionsList::entries);
        if entries.iter().any(|entry| entry.target == target) {
            return Err(SanctionsError::Duplicate);
        }
        let mut pruned = false;
        if entries.len() >= MAX_SANCTIONS {
            let absent = entries.iter().map(|entry| entry.target).find(|target| is_absent(target));
            let absent = absent.ok_or(SanctionsError::Full)?;
            self.sign_anew(0, |target| *target == absent, founder, us);
            pruned = true;
        }
        let repaired = self.sound_list(founder).is_none();
        if repaired {
            self.sign_anew(0, |_| false, founder, us);
        }
        let Some(sanctions) = &mut self.sanctions else { return Err(SanctionsError::NotFound) };
        let sanction = sanctions.list.add(target, us)?;
        let credentials = *sanctions.list.credentials();
        Ok(Added { sanction, credentials, is_whole_list_needed: pruned || repaired })
    }

    /// Makes an observer a user, in our name.
    pub(crate) fn remove(
        &mut self,
        target: &EphemeralPublicKey,
        founder: &ExtendedPublicKey,
        us: &SigningKeyPair,
    ) -> Result<Removed, SanctionsError> {
        if !self.is_sanctioned(target) {
            return Err(SanctionsError::NotFound);
        }
        let is_whole_list_needed = self.sound_list(founder).is_none();
        let credentials = *self.sign_anew(0, |other| other == target, founder, us).credentials();
        Ok(Removed { credentials, is_whole_list_needed })
    }
}

/// What there is to be told about a new observer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Added {
    pub(crate) sanction: Sanction,
    pub(crate) credentials: toxcore_wire::group::SanctionsCredentials,
    /// More than the entry has changed.
    pub(crate) is_whole_list_needed: bool,
}

/// What there is to be told about an observer who is none any more.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Removed {
    pub(crate) credentials: toxcore_wire::group::SanctionsCredentials,
    /// More than the entry has changed.
    pub(crate) is_whole_list_needed: bool,
}

/// Whether members of this role sign lists.
pub(crate) const fn is_authority(role: Role) -> bool {
    matches!(role, Role::Founder | Role::Moderator)
}

const fn rank(list: &SanctionsList) -> (u32, u16) {
    (list.credentials().version, list.credentials().checksum)
}

const fn refusal(error: SanctionsError) -> Refusal {
    match error {
        SanctionsError::NoAuthority => Refusal::NotAllowed,
        SanctionsError::Hash | SanctionsError::Checksum => Refusal::WrongHash,
        SanctionsError::Signature => Refusal::Forged,
        SanctionsError::Full => Refusal::Full,
        _ => Refusal::UnknownTarget,
    }
}

#[cfg(test)]
mod tests;
