//! All observers of a group. Lossless kind 0xfd.
//!
//! | bytes | content |
//! |---|---|
//! | 2 | number of entries, at most 30 |
//! | 137 each | [`Sanction`] |
//! | 134 | [`SanctionsCredentials`] |

use bytes::BufMut;
use thiserror::Error;
use toxcore_crypto::ed25519::{SigningKeyPair, SigningPublicKey};
use toxcore_crypto::{EphemeralPublicKey, sha256_parts};

use super::sanction::{credentials, sanction};
use super::{LosslessKind, MAX_SANCTIONS, Sanction, SanctionsCredentials, data_checksum};
use crate::codec::{Parsed, be_u16, invalid, parse_front, slice};
use crate::error::Field;
use crate::{Encode, ParseError};

/// A list as it arrives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SanctionsPacket<'a> {
    entries: &'a [[u8; Sanction::LEN]],
    /// Under all entries.
    pub credentials: SanctionsCredentials,
}

/// A list to keep, with its entries in the order in which they came. Of sound signatures only if [`verify`](Self::verify)
/// says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SanctionsList {
    entries: Vec<Sanction>,
    credentials: SanctionsCredentials,
}

/// Why a list is not valid, or was not changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SanctionsError {
    /// There are [`MAX_SANCTIONS`] entries already.
    #[error("sanctions list is full")]
    Full,
    /// The member is an observer already.
    #[error("already an observer")]
    Duplicate,
    /// The member is no observer.
    #[error("not an observer")]
    NotFound,
    /// An entry or the credentials are signed by somebody who may not do that.
    #[error("signed by somebody without authority")]
    NoAuthority,
    /// The hash in the credentials is of another list.
    #[error("hash of another list")]
    Hash,
    /// The checksum in the credentials is not of their hash.
    #[error("wrong checksum")]
    Checksum,
    /// A signature does not fit.
    #[error("bad signature")]
    Signature,
}

impl<'a> SanctionsPacket<'a> {
    /// Kind of the lossless packet.
    pub const KIND: LosslessKind = LosslessKind::SanctionsList;
    /// Bytes without any entry (136).
    pub const MIN_LEN: usize = size_of::<u16>() + SanctionsCredentials::LEN;

    /// Reads the data of a packet; what follows is ignored. Neither hash nor signatures are looked at.
    ///
    /// # Errors
    /// [`ParseError`] for too few bytes, for more than [`MAX_SANCTIONS`] entries, and for entries of another kind or of the
    /// time 0.
    pub fn parse(data: &'a [u8]) -> Result<Self, ParseError> {
        parse_front(data, sanctions)
    }

    /// The entries in their order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Sanction> + use<'a> {
        self.entries.iter().map(read_entry)
    }

    /// A copy to keep.
    #[must_use]
    pub fn to_list(&self) -> SanctionsList {
        SanctionsList { entries: self.iter().collect(), credentials: self.credentials }
    }
}

impl SanctionsList {
    /// The list of a new group.
    #[must_use]
    pub fn new(founder: &SigningKeyPair) -> Self {
        Self { entries: Vec::new(), credentials: SanctionsCredentials::new(1, NO_HASH, founder) }
    }

    /// A list of these entries, as far as there is room, of this version.
    #[must_use]
    pub fn signed(mut entries: Vec<Sanction>, version: u32, modifier: &SigningKeyPair) -> Self {
        entries.truncate(MAX_SANCTIONS);
        let credentials = SanctionsCredentials::new(version, sorted_hash(&entries, version), modifier);
        Self { entries, credentials }
    }

    /// Entries in the order in which they are sent.
    #[must_use]
    pub fn entries(&self) -> &[Sanction] {
        &self.entries
    }

    /// What is under all entries.
    #[must_use]
    pub const fn credentials(&self) -> &SanctionsCredentials {
        &self.credentials
    }

    /// Whether this member is an observer.
    #[must_use]
    pub fn is_observer(&self, member: &EphemeralPublicKey) -> bool {
        self.entries.iter().any(|entry| entry.target == *member)
    }

    /// Checks everything but the version: whoever signed has authority, hash and checksum are right, signatures fit.
    ///
    /// The hash may be of the entries as they stand here: members running releases before 0.2.22 do not sort them.
    ///
    /// # Errors
    /// [`SanctionsError`] with what is not so.
    pub fn verify(&self, has_authority: impl Fn(&SigningPublicKey) -> bool) -> Result<(), SanctionsError> {
        let signers = self.entries.iter().map(|entry| &entry.setter).chain([&self.credentials.modifier]);
        if !signers.into_iter().all(has_authority) {
            return Err(SanctionsError::NoAuthority);
        }
        let SanctionsCredentials { version, hash, checksum, .. } = self.credentials;
        if hash != sorted_hash(&self.entries, version) && hash != hash_in_order(&self.entries, version) {
            return Err(SanctionsError::Hash);
        }
        if checksum != data_checksum(&hash) {
            return Err(SanctionsError::Checksum);
        }
        // That of the credentials first: who has none for a list of its own making costs one signature.
        let signatures = [self.credentials.verify()].into_iter().chain(self.entries.iter().map(Sanction::verify));
        signatures.collect::<Result<(), _>>().map_err(|_| SanctionsError::Signature)
    }

    /// The list with one entry more, under credentials of somebody else: to be verified.
    ///
    /// # Errors
    /// [`SanctionsError::Full`], [`SanctionsError::Duplicate`].
    pub fn with(&self, sanction: Sanction, credentials: SanctionsCredentials) -> Result<Self, SanctionsError> {
        if self.is_observer(&sanction.target) {
            return Err(SanctionsError::Duplicate);
        }
        if self.entries.len() >= MAX_SANCTIONS {
            return Err(SanctionsError::Full);
        }
        let mut entries = self.entries.clone();
        entries.push(sanction);
        Ok(Self { entries, credentials })
    }

    /// The list without a member, under credentials of somebody else: to be verified.
    ///
    /// # Errors
    /// [`SanctionsError::NotFound`].
    pub fn without(
        &self,
        target: &EphemeralPublicKey,
        credentials: SanctionsCredentials,
    ) -> Result<Self, SanctionsError> {
        let mut entries = self.entries.clone();
        entries.retain(|entry| entry.target != *target);
        if entries.len() == self.entries.len() {
            Err(SanctionsError::NotFound)
        } else {
            Ok(Self { entries, credentials })
        }
    }

    /// Makes a member an observer.
    ///
    /// # Errors
    /// As [`Self::with`].
    pub fn add(&mut self, target: EphemeralPublicKey, setter: &SigningKeyPair) -> Result<Sanction, SanctionsError> {
        let sanction = Sanction::new(target, setter);
        *self = self.with(sanction, self.credentials)?;
        self.sign(setter);
        Ok(sanction)
    }

    /// Makes an observer a user again.
    ///
    /// # Errors
    /// As [`Self::without`].
    pub fn remove(&mut self, target: &EphemeralPublicKey, modifier: &SigningKeyPair) -> Result<(), SanctionsError> {
        *self = self.without(target, self.credentials)?;
        self.sign(modifier);
        Ok(())
    }

    /// Takes over the entries of a moderator who is one no longer, and the credentials, if they are its. Whether there
    /// was anything to take over.
    pub fn take_over(&mut self, from: &SigningPublicKey, setter: &SigningKeyPair) -> bool {
        let mut theirs = self.credentials.modifier == *from;
        for entry in self.entries.iter_mut().filter(|entry| entry.setter == *from) {
            *entry = Sanction::new(entry.target, setter);
            theirs = true;
        }
        if theirs {
            self.sign(setter);
        }
        theirs
    }

    fn sign(&mut self, modifier: &SigningKeyPair) {
        let version = self.credentials.version.wrapping_add(1);
        self.credentials = SanctionsCredentials::new(version, sorted_hash(&self.entries, version), modifier);
    }
}

impl Encode for SanctionsPacket<'_> {
    fn encoded_len(&self) -> usize {
        Self::MIN_LEN + self.entries.as_flattened().len()
    }

    fn encode(&self, out: &mut impl BufMut) {
        put_count(self.entries.len(), out);
        out.put_slice(self.entries.as_flattened());
        self.credentials.encode(out);
    }
}

impl Encode for SanctionsList {
    fn encoded_len(&self) -> usize {
        SanctionsPacket::MIN_LEN + self.entries.len() * Sanction::LEN
    }

    fn encode(&self, out: &mut impl BufMut) {
        put_count(self.entries.len(), out);
        for entry in &self.entries {
            entry.encode(out);
        }
        self.credentials.encode(out);
    }
}

/// Hash of the signatures in ascending order and the version.
fn sorted_hash(entries: &[Sanction], version: u32) -> [u8; 32] {
    let mut signatures: Vec<&[u8]> = entries.iter().map(|entry| &entry.signature[..]).collect();
    signatures.sort_unstable();
    hash(signatures, version)
}

/// Hash of the signatures as they stand and the version.
fn hash_in_order(entries: &[Sanction], version: u32) -> [u8; 32] {
    hash(entries.iter().map(|entry| &entry.signature[..]).collect(), version)
}

/// The version is little-endian, as on nearly all machines running the reference. Without entries it does not count.
fn hash(signatures: Vec<&[u8]>, version: u32) -> [u8; 32] {
    if signatures.is_empty() {
        return NO_HASH;
    }
    let version = version.to_le_bytes();
    let mut parts = signatures;
    parts.push(&version);
    sha256_parts(&parts)
}

fn sanctions(input: &[u8]) -> Parsed<'_, SanctionsPacket<'_>> {
    let (input, count) = be_u16(input)?;
    let count = usize::from(count);
    if count > MAX_SANCTIONS {
        return invalid(Field::Count);
    }
    let (input, entries) = slice(count * Sanction::LEN)(input)?;
    let (entries, _) = entries.as_chunks();
    for entry in entries {
        sanction(entry)?;
    }
    let (input, credentials) = credentials(input)?;
    Ok((input, SanctionsPacket { entries, credentials }))
}

/// An entry that was read before.
fn read_entry(bytes: &[u8; Sanction::LEN]) -> Sanction {
    sanction(bytes).expect("entries are checked when the packet is read").1
}

fn put_count(count: usize, out: &mut impl BufMut) {
    out.put_u16(u16::try_from(count).unwrap_or(u16::MAX));
}

/// Hash of a list without entries.
const NO_HASH: [u8; 32] = [0; 32];

const _: () = assert!(SanctionsPacket::MIN_LEN == 136);

#[cfg(test)]
mod tests;
