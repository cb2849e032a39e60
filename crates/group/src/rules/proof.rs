//! How members who do not know each other show that they know the password, and tell it to nobody. Protocol: groups, Password.
//!
//! Whoever holds the state that the founder signed has the password in it, and its signature, which nobody can guess: so a MAC with
//! it tells outsiders nothing, not even whether a password that they try is the right one.

use toxcore_crypto::{EphemeralPublicKey, constant_time_eq, hmac_sha512_256, sha256, wipe};
use toxcore_sansio::Instant;
use toxcore_wire::group::StateProof;

use super::{Refusal, Rules};

/// The keys of a handshake: a proof holds for one session, in one direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionKeys {
    /// Ours.
    pub ours: EphemeralPublicKey,
    /// The member's.
    pub theirs: EphemeralPublicKey,
}

impl Rules {
    /// What shows a member with a handshake that we hold the state; `None` if it is told the password anyway, or there is none.
    #[must_use]
    pub fn proof_for(&self, member: &EphemeralPublicKey, session: SessionKeys) -> Option<StateProof> {
        if self.may_be_told(member) {
            return None;
        }
        let own = self.own_keys().public().encryption;
        self.proof([&own, member], [&session.ours, &session.theirs])
    }

    /// A member shows that it holds a state. If it is ours, the member knows the password.
    ///
    /// # Errors
    /// [`Refusal`], counted: [`Refusal::WrongPassword`] for another state, which may have the same password.
    pub fn handle_proof(
        &mut self,
        now: Instant,
        from: &EphemeralPublicKey,
        session: SessionKeys,
        proof: &StateProof,
    ) -> Result<(), Refusal> {
        let result = self.enter().and_then(|()| self.check_proof(from, session, proof));
        if result.is_ok() {
            self.showed_password(from);
            if !self.is_outside() {
                self.introduce_us_once(now, from);
            }
        }
        self.count(result)
    }

    fn check_proof(
        &mut self,
        from: &EphemeralPublicKey,
        session: SessionKeys,
        proof: &StateProof,
    ) -> Result<(), Refusal> {
        self.members.contact(from)?;
        let own = self.own_keys().public().encryption;
        let expected = self.proof([from, &own], [&session.theirs, &session.ours]).ok_or(Refusal::NotJoined)?;
        if constant_time_eq(&expected.mac, &proof.mac) { Ok(()) } else { Err(Refusal::WrongPassword) }
    }

    /// Both of who proves it first, then of who is to believe it.
    fn proof(&self, members: [&EphemeralPublicKey; 2], sessions: [&EphemeralPublicKey; 2]) -> Option<StateProof> {
        let mut signed = self.decided.as_ref().filter(|decided| !decided.state.password.is_empty())?.to_bytes();
        let mut key = sha256(&signed);
        let [prover, verifier] = members.map(EphemeralPublicKey::as_bytes);
        let [of_prover, of_verifier] = sessions.map(EphemeralPublicKey::as_bytes);
        let mac = hmac_sha512_256(&key, &[LABEL, prover, verifier, of_prover, of_verifier]);
        wipe(&mut signed);
        wipe(&mut key);
        Some(StateProof { mac })
    }
}

/// What the MAC is for.
const LABEL: &[u8] = b"tox group state proof";
