//! Who we are: the identity, what we say about ourselves, and the save file.

use toxcore_crypto::{LongTermKeyPair, LongTermPublicKey, SecretKey};
use toxcore_sansio::Rng;
use toxcore_wire::Encode as _;
use toxcore_wire::friend::{NoSpam, ToxId, UserStatus};
use toxcore_wire::savedata::{LoadReport, Savedata};

use super::Tox;
use crate::{DhtPublicKey, NewError, Profile};

/// The profile to begin with, and what was found in its file.
pub(super) fn load(profile: Profile, rng: &mut Rng) -> Result<(Savedata, LoadReport), NewError> {
    match profile {
        Profile::New => Ok((fresh(LongTermKeyPair::from_secret_bytes(rng.secret_bytes()), rng), LoadReport::default())),
        Profile::SecretKey(bytes) => Ok((fresh(LongTermKeyPair::from_secret_bytes(bytes), rng), LoadReport::default())),
        Profile::Savedata(mut bytes) => {
            let loaded = Savedata::load(&bytes);
            toxcore_crypto::wipe(&mut bytes);
            Ok(loaded?)
        }
        Profile::Loaded(savedata) => Ok((*savedata, LoadReport::default())),
    }
}

fn fresh(keys: LongTermKeyPair, rng: &mut Rng) -> Savedata {
    Savedata::new(NoSpam::from_bytes(rng.public_bytes()), keys)
}

impl Tox {
    /// What others need to find us.
    #[must_use]
    pub fn self_address(&self) -> ToxId {
        ToxId { public_key: self.long_term.public, no_spam: self.profile.no_spam }
    }

    /// Our identity.
    #[must_use]
    pub const fn self_public_key(&self) -> LongTermPublicKey {
        self.long_term.public
    }

    /// The key with which somebody can pose as us.
    #[must_use]
    pub const fn self_secret_key(&self) -> &SecretKey {
        &self.long_term.secret
    }

    /// The key of this run, by which nodes know us.
    #[must_use]
    pub const fn self_dht_id(&self) -> DhtPublicKey {
        self.base.keys.public
    }

    /// The changeable part of our address.
    #[must_use]
    pub const fn self_nospam(&self) -> NoSpam {
        self.profile.no_spam
    }

    /// Changes our address: friend requests to the one before are refused from now on.
    pub fn set_nospam(&mut self, nospam: NoSpam) {
        self.profile.no_spam = nospam;
    }

    /// Our name.
    #[must_use]
    pub fn self_name(&self) -> &[u8] {
        &self.profile.name
    }

    /// Our status message.
    #[must_use]
    pub fn self_status_message(&self) -> &[u8] {
        &self.profile.status_message
    }

    /// Our status.
    #[must_use]
    pub const fn self_status(&self) -> UserStatus {
        self.profile.status
    }

    /// The save file: all that a later [`Tox`] needs to be us, secret key included.
    #[must_use]
    pub fn savedata(&self) -> Vec<u8> {
        let mut saved = self.profile.clone();
        let good_nodes = self.dht.nodes_to_save(self.clock.now);
        if !good_nodes.is_empty() {
            // Else we are not connected, and those of the last run are the best that we have.
            saved.dht_nodes = good_nodes;
        }
        saved.to_vec()
    }
}
