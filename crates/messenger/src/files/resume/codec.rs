//! The book as bytes.
//!
//! | bytes | content |
//! |---|---|
//! | 8 | "toxfiles" |
//! | 1 | version, 1 |
//! | | entries |
//!
//! An entry, numbers little endian as in save files:
//!
//! | bytes | content |
//! |---|---|
//! | 4 | length of what follows, without check sum |
//! | 1 | direction: 0 outgoing, 1 incoming |
//! | 32 | public key of the friend |
//! | 32 | file id |
//! | 4 | kind |
//! | 8 | size |
//! | 8 | bytes that are on the disk |
//! | 8 | mark |
//! | 1, then so many | name |
//! | 2, then so many | place |
//! | 8 | check sum: the first bytes of the SHA-256 of all before it but the length |

use toxcore_crypto::{LongTermPublicKey, sha256};
use toxcore_wire::messenger::{FileId, FileKind, MAX_FILE_NAME_LEN};
use toxcore_wire::{Field, ParseError};

use super::{MAX_PLACE_LEN, MAX_UNFINISHED, ResumeBook, Unfinished};
use crate::files::Direction;

impl ResumeBook {
    /// The book as bytes. Names and places that are too long for it are left out, with their entries.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.push(VERSION);
        for entry in self.iter() {
            write(entry, &mut bytes);
        }
        bytes
    }

    /// Reads a book, and tells how many of its entries are damaged and left out.
    ///
    /// # Errors
    /// [`ParseError`] if it is no book, or one of a later version.
    pub fn parse(bytes: &[u8]) -> Result<(Self, usize), ParseError> {
        let rest = bytes.strip_prefix(MAGIC).ok_or(ParseError::Truncated)?;
        let (&VERSION, mut rest) = rest.split_first().ok_or(ParseError::Truncated)? else {
            return Err(ParseError::Invalid(Field::Version));
        };
        let (mut book, mut damaged) = (Self::new(), 0);
        while !rest.is_empty() && book.len() < MAX_UNFINISHED {
            let Some((entry, after)) = split_entry(rest) else {
                // Nothing says where the next one begins.
                return Ok((book, damaged + 1));
            };
            match read(entry) {
                Some(entry) => book.insert(entry),
                None => damaged += 1,
            }
            rest = after;
        }
        Ok((book, damaged))
    }
}

fn write(entry: &Unfinished, bytes: &mut Vec<u8>) {
    let Unfinished { direction, friend, id, kind, size, name, place, done, mark } = entry;
    let (Ok(name_len), Ok(place_len)) = (u8::try_from(name.len()), u16::try_from(place.len())) else { return };
    if place.len() > MAX_PLACE_LEN {
        return;
    }
    let mut content = vec![match direction {
        Direction::Outgoing => OUTGOING,
        Direction::Incoming => INCOMING,
    }];
    content.extend_from_slice(friend.as_bytes());
    content.extend_from_slice(id.as_bytes());
    content.extend_from_slice(&u32::from(*kind).to_le_bytes());
    for number in [size, done, mark] {
        content.extend_from_slice(&number.to_le_bytes());
    }
    content.push(name_len);
    content.extend_from_slice(name);
    content.extend_from_slice(&place_len.to_le_bytes());
    content.extend_from_slice(place);
    let Ok(len) = u32::try_from(content.len()) else { return };
    bytes.extend_from_slice(&len.to_le_bytes());
    bytes.extend_from_slice(&content);
    bytes.extend_from_slice(&check_sum(&content));
}

/// An entry as it stands in the bytes.
struct Entry<'a> {
    content: &'a [u8],
    sum: &'a [u8],
}

/// The content of the first entry with its check sum, and what follows it.
fn split_entry(bytes: &[u8]) -> Option<(Entry<'_>, &[u8])> {
    let (len, rest) = bytes.split_first_chunk()?;
    let len = usize::try_from(u32::from_le_bytes(*len)).ok()?;
    let (content, rest) = rest.split_at_checked(len)?;
    let (sum, rest) = rest.split_at_checked(CHECK_SUM_LEN)?;
    Some((Entry { content, sum }, rest))
}

fn read(Entry { content, sum }: Entry<'_>) -> Option<Unfinished> {
    if sum != check_sum(content) {
        return None;
    }
    let (&direction, rest) = content.split_first()?;
    let direction = match direction {
        OUTGOING => Direction::Outgoing,
        INCOMING => Direction::Incoming,
        _ => return None,
    };
    let (friend, rest) = rest.split_first_chunk()?;
    let (id, rest) = rest.split_first_chunk()?;
    let (kind, rest) = rest.split_first_chunk()?;
    let (size, rest) = rest.split_first_chunk()?;
    let (done, rest) = rest.split_first_chunk()?;
    let (mark, rest) = rest.split_first_chunk()?;
    let (&name_len, rest) = rest.split_first()?;
    let (name, rest) = rest.split_at_checked(usize::from(name_len))?;
    let (place_len, rest) = rest.split_first_chunk()?;
    let (place, rest) = rest.split_at_checked(usize::from(u16::from_le_bytes(*place_len)))?;
    let fits = rest.is_empty() && name.len() <= MAX_FILE_NAME_LEN && place.len() <= MAX_PLACE_LEN;
    let size = u64::from_le_bytes(*size);
    fits.then(|| Unfinished {
        direction,
        friend: LongTermPublicKey::from_bytes(*friend),
        id: FileId::from_bytes(*id),
        kind: FileKind::from(u32::from_le_bytes(*kind)),
        size,
        name: name.into(),
        place: place.into(),
        done: u64::from_le_bytes(*done).min(size),
        mark: u64::from_le_bytes(*mark),
    })
}

fn check_sum(content: &[u8]) -> [u8; CHECK_SUM_LEN] {
    let hash = sha256(content);
    let mut sum = [0; CHECK_SUM_LEN];
    sum.copy_from_slice(hash.first_chunk::<CHECK_SUM_LEN>().unwrap_or(&[0; CHECK_SUM_LEN]));
    sum
}

const MAGIC: &[u8] = b"toxfiles";
const VERSION: u8 = 1;
const OUTGOING: u8 = 0;
const INCOMING: u8 = 1;
/// Bytes of the check sum of an entry. Our choice: it is against disks, not against people.
const CHECK_SUM_LEN: usize = 8;
