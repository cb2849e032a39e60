//! Members of a conference as one tells them to another.
//!
//! | bytes | content |
//! |---|---|
//! | 2 | peer number |
//! | 32 | long-term public key |
//! | 32 | DHT public key |
//! | 1 | length of the name |
//! | 0 to 128 | name |

use bytes::BufMut;
use toxcore_crypto::{DhtPublicKey, LongTermPublicKey};

use super::MAX_NAME_LEN;
use crate::codec::{Parsed, be_u8, be_u16, into_parse_error, invalid, public_key, slice};
use crate::error::Field;
use crate::redacted::Length;
use crate::{Encode, ParseError};

/// A member.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PeerEntry<'a> {
    /// Its number in the conference.
    pub peer_number: u16,
    /// Who it is.
    pub key: LongTermPublicKey,
    /// Its DHT key, by which it is found.
    pub dht_key: DhtPublicKey,
    /// At most [`MAX_NAME_LEN`] bytes, UTF-8 by convention.
    pub name: &'a [u8],
}

impl PeerEntry<'_> {
    /// Bytes without the name (67).
    pub const MIN_LEN: usize = size_of::<u16>() + LongTermPublicKey::LEN + DhtPublicKey::LEN + size_of::<u8>();
    /// Most bytes (195).
    pub const MAX_LEN: usize = Self::MIN_LEN + MAX_NAME_LEN;
}

impl Encode for PeerEntry<'_> {
    fn encoded_len(&self) -> usize {
        Self::MIN_LEN + self.short_name().len()
    }

    fn encode(&self, out: &mut impl BufMut) {
        let name = self.short_name();
        out.put_u16(self.peer_number);
        out.put_slice(self.key.as_bytes());
        out.put_slice(self.dht_key.as_bytes());
        out.put_u8(u8::try_from(name.len()).unwrap_or(u8::MAX));
        out.put_slice(name);
    }
}

impl PeerEntry<'_> {
    /// What has room.
    fn short_name(&self) -> &[u8] {
        self.name.get(..MAX_NAME_LEN).unwrap_or(self.name)
    }
}

/// Without the name.
impl std::fmt::Debug for PeerEntry<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PeerEntry")
            .field("peer_number", &self.peer_number)
            .field("key", &self.key)
            .field("dht_key", &self.dht_key)
            .field("name", &Length(self.name))
            .finish()
    }
}

/// Members one after the other, read one by one: what comes before a broken entry counts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PeerEntries<'a>(pub(super) &'a [u8]);

impl<'a> PeerEntries<'a> {
    /// Entries that were [encoded](Encode) one behind the other.
    #[must_use]
    pub const fn from_encoded(entries: &'a [u8]) -> Self {
        Self(entries)
    }

    /// The entries as bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &'a [u8] {
        self.0
    }
}

impl<'a> Iterator for PeerEntries<'a> {
    type Item = Result<PeerEntry<'a>, ParseError>;

    /// The next entry; after an error there are no more.
    fn next(&mut self) -> Option<Self::Item> {
        if self.0.is_empty() {
            return None;
        }
        match entry(self.0) {
            Ok((rest, entry)) => {
                self.0 = rest;
                Some(Ok(entry))
            }
            Err(error) => {
                self.0 = &[];
                Some(Err(into_parse_error(&error)))
            }
        }
    }
}

impl std::iter::FusedIterator for PeerEntries<'_> {}

/// Their bytes only: names are among them.
impl std::fmt::Debug for PeerEntries<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("PeerEntries").field(&Length(self.0)).finish()
    }
}

fn entry(input: &[u8]) -> Parsed<'_, PeerEntry<'_>> {
    let (input, peer_number) = be_u16(input)?;
    let (input, key) = public_key(input)?;
    let (input, dht_key) = public_key(input)?;
    let (input, len) = be_u8(input)?;
    let len = usize::from(len);
    if len > MAX_NAME_LEN {
        return invalid(Field::Length);
    }
    let (input, name) = slice(len)(input)?;
    Ok((input, PeerEntry { peer_number, key, dht_key, name }))
}

const _: () = assert!(PeerEntry::MIN_LEN == 67 && PeerEntry::MAX_LEN == 195);
