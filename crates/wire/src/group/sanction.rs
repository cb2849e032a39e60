//! Why a member is an observer, and the seal under all such entries.
//!
//! | bytes of an entry | content |
//! |---|---|
//! | 1 | 0, observer |
//! | 32 | signature key of who set it |
//! | 8 | time, always 1 since 0.2.22, never 0 |
//! | 32 | encryption key of the observer |
//! | 64 | signature of the 73 bytes before it |
//!
//! | bytes of the credentials | content |
//! |---|---|
//! | 4 | version, one more with each change |
//! | 32 | hash of all entries and the version |
//! | 2 | checksum of the hash |
//! | 32 | signature key of who made the change |
//! | 64 | its signature of the hash |

use bytes::BufMut;
use toxcore_crypto::EphemeralPublicKey;
use toxcore_crypto::ed25519::{BadSignature, SIGNATURE_LEN, SigningKeyPair, SigningPublicKey};

use super::data_checksum;
use crate::Encode;
use crate::codec::{Parsed, array, be_u8, be_u16, be_u32, be_u64, invalid, public_key};
use crate::error::Field;

/// One observer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sanction {
    /// Who set it: a moderator or the founder.
    pub setter: SigningPublicKey,
    /// When, as its maker's clock said; later releases always write [`Self::TIME`].
    pub time: u64,
    /// Who is the observer.
    pub target: EphemeralPublicKey,
    /// Of the setter.
    pub signature: [u8; SIGNATURE_LEN],
}

/// Of a whole list of sanctions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SanctionsCredentials {
    /// One more with each change.
    pub version: u32,
    /// Of all entries, with the version; zero without any entry.
    pub hash: [u8; 32],
    /// [`data_checksum`] of the hash. Of two lists of one version the higher one wins.
    pub checksum: u16,
    /// Who made the last change: a moderator or the founder.
    pub modifier: SigningPublicKey,
    /// Of the modifier.
    pub signature: [u8; SIGNATURE_LEN],
}

impl Sanction {
    /// Length in bytes (137).
    pub const LEN: usize = Self::SIGNED_LEN + SIGNATURE_LEN;
    /// Bytes that are signed (73).
    const SIGNED_LEN: usize = 1 + SigningPublicKey::LEN + size_of::<u64>() + EphemeralPublicKey::LEN;
    /// The time of new entries.
    pub const TIME: u64 = 1;

    /// A new entry.
    #[must_use]
    pub fn new(target: EphemeralPublicKey, setter: &SigningKeyPair) -> Self {
        let unsigned = Self { setter: setter.public(), time: Self::TIME, target, signature: [0; SIGNATURE_LEN] };
        Self { signature: setter.sign(&unsigned.signed()), ..unsigned }
    }

    /// Checks that the setter signed it.
    ///
    /// # Errors
    /// [`BadSignature`] if not.
    pub fn verify(&self) -> Result<(), BadSignature> {
        self.setter.verify(&self.signed(), &self.signature)
    }

    fn signed(&self) -> [u8; Self::SIGNED_LEN] {
        let mut bytes = [0; Self::SIGNED_LEN];
        self.put_signed(&mut bytes.as_mut_slice());
        bytes
    }

    fn put_signed(&self, out: &mut impl BufMut) {
        out.put_u8(OBSERVER);
        out.put_slice(self.setter.as_bytes());
        out.put_u64(self.time);
        out.put_slice(self.target.as_bytes());
    }
}

impl SanctionsCredentials {
    /// Length in bytes (134).
    pub const LEN: usize = size_of::<u32>() + 32 + size_of::<u16>() + SigningPublicKey::LEN + SIGNATURE_LEN;

    /// New credentials for a list with this hash.
    #[must_use]
    pub fn new(version: u32, hash: [u8; 32], modifier: &SigningKeyPair) -> Self {
        let (checksum, signature) = (data_checksum(&hash), modifier.sign(&hash));
        Self { version, hash, checksum, modifier: modifier.public(), signature }
    }

    /// Checks that the modifier signed the hash.
    ///
    /// # Errors
    /// [`BadSignature`] if not.
    pub fn verify(&self) -> Result<(), BadSignature> {
        self.modifier.verify(&self.hash, &self.signature)
    }
}

impl Encode for Sanction {
    fn encoded_len(&self) -> usize {
        Self::LEN
    }

    fn encode(&self, out: &mut impl BufMut) {
        self.put_signed(out);
        out.put_slice(&self.signature);
    }
}

impl Encode for SanctionsCredentials {
    fn encoded_len(&self) -> usize {
        Self::LEN
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_u32(self.version);
        out.put_slice(&self.hash);
        out.put_u16(self.checksum);
        out.put_slice(self.modifier.as_bytes());
        out.put_slice(&self.signature);
    }
}

/// An entry. Other kinds, and the time 0, are refused.
pub(super) fn sanction(input: &[u8]) -> Parsed<'_, Sanction> {
    let (input, kind) = be_u8(input)?;
    let (input, setter) = array(input)?;
    let (input, time) = be_u64(input)?;
    let (input, target) = public_key(input)?;
    let (input, signature) = array(input)?;
    if kind != OBSERVER {
        return invalid(Field::InnerKind);
    }
    if time == 0 {
        return invalid(Field::Number);
    }
    Ok((input, Sanction { setter: SigningPublicKey::from_bytes(*setter), time, target, signature: *signature }))
}

/// Credentials.
pub(super) fn credentials(input: &[u8]) -> Parsed<'_, SanctionsCredentials> {
    let (input, version) = be_u32(input)?;
    let (input, hash) = array(input)?;
    let (input, checksum) = be_u16(input)?;
    let (input, modifier) = array(input)?;
    let (input, signature) = array(input)?;
    let modifier = SigningPublicKey::from_bytes(*modifier);
    Ok((input, SanctionsCredentials { version, hash: *hash, checksum, modifier, signature: *signature }))
}

/// The only kind of sanction.
const OBSERVER: u8 = 0;

const _: () = assert!(Sanction::LEN == 137 && Sanction::SIGNED_LEN == 73 && SanctionsCredentials::LEN == 134);
