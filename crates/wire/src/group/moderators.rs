//! Moderators of a group. Lossless kind 0xfc.
//!
//! | bytes | content |
//! |---|---|
//! | 2 | number of moderators, at most 100 |
//! | 32 each | signature key |
//!
//! The shared state has the hash of the list, so only a list that the founder made counts.

use bytes::BufMut;
use thiserror::Error;
use toxcore_crypto::ed25519::SigningPublicKey;
use toxcore_crypto::{sha256, sha256_parts};

use super::{LosslessKind, MAX_MODERATORS};
use crate::codec::{Parsed, be_u16, invalid, parse_front, rest};
use crate::error::{Fault, Field};
use crate::{Encode, ParseError};

/// A list as it arrives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ModeratorsPacket<'a> {
    keys: &'a [[u8; SigningPublicKey::LEN]],
    /// The keys, and what follows them.
    hashed: &'a [u8],
}

/// A list to keep, in the order in which it came. The founder is not in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ModeratorList(Vec<SigningPublicKey>);

/// Why a list was not changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ModeratorListError {
    /// There are [`MAX_MODERATORS`] already.
    #[error("moderator list is full")]
    Full,
    /// The member is a moderator already.
    #[error("already a moderator")]
    Duplicate,
    /// The member is no moderator.
    #[error("not a moderator")]
    NotFound,
}

impl<'a> ModeratorsPacket<'a> {
    /// Kind of the lossless packet.
    pub const KIND: LosslessKind = LosslessKind::ModeratorList;
    /// Bytes without any moderator.
    pub const MIN_LEN: usize = size_of::<u16>();

    /// Reads the data of a packet. What follows the keys counts for [`hash`](Self::hash) alone.
    ///
    /// # Errors
    /// [`ParseError`] for too few bytes and for more than [`MAX_MODERATORS`] keys.
    pub fn parse(data: &'a [u8]) -> Result<Self, ParseError> {
        parse_front(data, moderators)
    }

    /// The keys in their order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = SigningPublicKey> + use<'a> {
        self.keys.iter().map(|key| SigningPublicKey::from_bytes(*key))
    }

    /// Hash of everything behind the number, as it came. The list counts if the shared state has the same.
    #[must_use]
    pub fn hash(&self) -> [u8; 32] {
        if self.hashed.is_empty() { NO_HASH } else { sha256(self.hashed) }
    }

    /// A copy to keep.
    #[must_use]
    pub fn to_list(&self) -> ModeratorList {
        ModeratorList(self.iter().collect())
    }
}

impl ModeratorList {
    /// Without any moderator.
    #[must_use]
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Of the first [`MAX_MODERATORS`] of these keys, in this order.
    pub fn from_keys(keys: impl IntoIterator<Item = SigningPublicKey>) -> Self {
        Self(keys.into_iter().take(MAX_MODERATORS).collect())
    }

    /// The keys in the order in which they are sent.
    #[must_use]
    pub fn keys(&self) -> &[SigningPublicKey] {
        &self.0
    }

    /// Whether this key is in the list.
    #[must_use]
    pub fn contains(&self, key: &SigningPublicKey) -> bool {
        self.0.contains(key)
    }

    /// Adds a moderator behind the others.
    ///
    /// # Errors
    /// [`ModeratorListError::Duplicate`], [`ModeratorListError::Full`].
    pub fn add(&mut self, key: SigningPublicKey) -> Result<(), ModeratorListError> {
        if self.contains(&key) {
            return Err(ModeratorListError::Duplicate);
        }
        if self.0.len() >= MAX_MODERATORS {
            return Err(ModeratorListError::Full);
        }
        self.0.push(key);
        Ok(())
    }

    /// Takes a moderator out.
    ///
    /// # Errors
    /// [`ModeratorListError::NotFound`].
    pub fn remove(&mut self, key: &SigningPublicKey) -> Result<(), ModeratorListError> {
        let before = self.0.len();
        self.0.retain(|other| other != key);
        if self.0.len() == before { Err(ModeratorListError::NotFound) } else { Ok(()) }
    }

    /// Puts the keys in ascending order, in which founders hash them, and returns the hash for the shared state.
    pub fn sort(&mut self) -> [u8; 32] {
        self.0.sort_unstable();
        self.hash_in_order()
    }

    /// The list in the order that has this hash: as it came or, else, ascending. Members take it in no other.
    #[must_use]
    pub fn arranged_for(&self, hash: &[u8; 32]) -> Option<Self> {
        if self.hash_in_order() == *hash {
            return Some(self.clone());
        }
        let mut sorted = self.clone();
        (sorted.sort() == *hash).then_some(sorted)
    }

    /// Hash of the keys in the order in which they are sent.
    #[must_use]
    pub fn hash_in_order(&self) -> [u8; 32] {
        if self.0.is_empty() {
            return NO_HASH;
        }
        let keys: Vec<&[u8]> = self.0.iter().map(|key| &key.as_bytes()[..]).collect();
        sha256_parts(&keys)
    }
}

impl Encode for ModeratorsPacket<'_> {
    fn encoded_len(&self) -> usize {
        Self::MIN_LEN + self.hashed.len()
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_u16(u16::try_from(self.keys.len()).unwrap_or(u16::MAX));
        out.put_slice(self.hashed);
    }
}

impl Encode for ModeratorList {
    fn encoded_len(&self) -> usize {
        ModeratorsPacket::MIN_LEN + self.0.len() * SigningPublicKey::LEN
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_u16(u16::try_from(self.0.len()).unwrap_or(u16::MAX));
        for key in &self.0 {
            out.put_slice(key.as_bytes());
        }
    }
}

fn moderators(input: &[u8]) -> Parsed<'_, ModeratorsPacket<'_>> {
    let (input, count) = be_u16(input)?;
    let count = usize::from(count);
    if count > MAX_MODERATORS {
        return invalid(Field::Count);
    }
    let (input, hashed) = rest(input)?;
    let (keys, _) = hashed.as_chunks();
    match keys.get(..count) {
        Some(keys) => Ok((input, ModeratorsPacket { keys, hashed })),
        None => Err(nom::Err::Error(Fault::Truncated)),
    }
}

/// Hash of a list without moderators.
const NO_HASH: [u8; 32] = [0; 32];

#[cfg(test)]
mod tests;
