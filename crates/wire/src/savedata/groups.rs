//! The groups section of the save file: an array of groups in MessagePack.

use std::fmt;

use bytes::BufMut;
use toxcore_crypto::wipe;

use super::group::group;
use super::msgpack::{array_header_len, array_len, put_array, skip};
use super::{SavedGroup, Savedata};
use crate::Encode;
use crate::codec::parse_all;

/// Most groups that are read: our choice, many times what anybody is in. What follows them is kept and not looked at.
pub const MAX_SAVED_GROUPS: usize = 4_096;

/// The groups of a save file, also those that cannot be read: they are written again as they were.
///
/// The reference reads nothing behind the first group that it does not understand. Here each stands alone, and is looked
/// for among damage; written are those first that were understood, so that nothing hides them from anybody.
#[derive(Clone, Default)]
pub struct SavedGroups {
    /// In the order of the file.
    pub groups: Vec<SavedGroupEntry>,
    /// What is behind the last whole value: bytes, and how many groups they should be.
    rest: Vec<u8>,
    missing: usize,
}

/// A group of a save file.
#[derive(Clone)]
pub enum SavedGroupEntry {
    /// Understood.
    Group(Box<SavedGroup>),
    /// Something else: a value, or what damage made of one.
    Unreadable(Vec<u8>),
}

impl SavedGroups {
    /// Reads the section. Never fails: what cannot be read is kept.
    #[must_use]
    pub fn parse(section: &[u8]) -> Self {
        let Ok((mut left, announced)) = array_len(section) else {
            return Self { groups: Vec::new(), rest: section.to_vec(), missing: 0 };
        };
        let announced = usize::try_from(announced).unwrap_or(usize::MAX);
        let sound = is_sound(left, announced);
        let mut groups = Vec::new();
        while groups.len() < announced.min(MAX_SAVED_GROUPS)
            && let Some((rest, entry)) = if sound { next_value(left) } else { next_among_damage(left) }
        {
            groups.push(entry);
            left = rest;
        }
        Self { missing: announced - groups.len(), groups, rest: left.to_vec() }
    }

    /// The groups that were understood.
    pub fn iter(&self) -> impl Iterator<Item = &SavedGroup> {
        self.groups.iter().filter_map(|entry| match entry {
            SavedGroupEntry::Group(group) => Some(&**group),
            SavedGroupEntry::Unreadable(_) => None,
        })
    }

    /// Takes out the groups that were understood. What stays is what has to be written again beside them.
    pub fn take(&mut self) -> Vec<SavedGroup> {
        let mut taken = Vec::new();
        for entry in std::mem::take(&mut self.groups) {
            match entry {
                SavedGroupEntry::Group(group) => taken.push(*group),
                unreadable @ SavedGroupEntry::Unreadable(_) => self.groups.push(unreadable),
            }
        }
        taken
    }

    /// Adds a group behind the others.
    pub fn push(&mut self, group: SavedGroup) {
        self.groups.push(SavedGroupEntry::Group(Box::new(group)));
    }

    /// Whether there is nothing to be kept.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty() && self.rest.is_empty()
    }

    /// Whether something was not understood.
    #[must_use]
    pub fn is_damaged(&self) -> bool {
        self.missing != 0 || !self.rest.is_empty() || self.iter().count() != self.groups.len()
    }

    /// The section was no array at all: it stays alone as it is until there is a group.
    fn is_no_array(&self) -> bool {
        self.missing == 0 && self.groups.is_empty() && !self.rest.is_empty() && array_len(&self.rest).is_err()
    }
}

impl Savedata {
    /// The groups section, read.
    #[must_use]
    pub fn saved_groups(&self) -> SavedGroups {
        self.groups.as_deref().map(SavedGroups::parse).unwrap_or_default()
    }

    /// Puts these groups into the file; none of them is no section, as the reference writes it.
    pub fn set_saved_groups(&mut self, groups: &SavedGroups) {
        self.groups = (!groups.is_empty()).then(|| groups.to_vec());
    }
}

impl Encode for SavedGroups {
    fn encoded_len(&self) -> usize {
        let groups: usize = self.iter().map(Encode::encoded_len).sum();
        let unreadable: usize = self.unreadable().map(<[u8]>::len).sum();
        let header = if self.is_no_array() { 0 } else { array_header_len(self.announced()) };
        header + groups + unreadable + self.rest.len()
    }

    fn encode(&self, out: &mut impl BufMut) {
        if !self.is_no_array() {
            put_array(self.announced(), out);
        }
        self.iter().for_each(|group| group.encode(out));
        self.unreadable().for_each(|bytes| out.put_slice(bytes));
        out.put_slice(&self.rest);
    }
}

impl SavedGroups {
    fn unreadable(&self) -> impl Iterator<Item = &[u8]> {
        self.groups.iter().filter_map(|entry| match entry {
            SavedGroupEntry::Group(_) => None,
            SavedGroupEntry::Unreadable(bytes) => Some(&bytes[..]),
        })
    }

    fn announced(&self) -> usize {
        self.groups.len().saturating_add(self.missing)
    }
}

/// Whether `count` values end where the section does.
fn is_sound(section: &[u8], count: usize) -> bool {
    let mut left = section;
    for _ in 0..count {
        match skip(left) {
            Ok((rest, ())) => left = rest,
            Err(_) => return false,
        }
    }
    left.is_empty()
}

/// The next value of a sound section, understood or not.
fn next_value(left: &[u8]) -> Option<(&[u8], SavedGroupEntry)> {
    let (rest, ()) = skip(left).ok()?;
    let (whole, _) = left.split_at(left.len() - rest.len());
    let entry = match parse_all(whole, group) {
        Ok(group) => SavedGroupEntry::Group(Box::new(group)),
        Err(_) => SavedGroupEntry::Unreadable(whole.to_vec()),
    };
    Some((rest, entry))
}

/// The next group of a section whose values do not fit, or what is in front of it.
fn next_among_damage(left: &[u8]) -> Option<(&[u8], SavedGroupEntry)> {
    let start = (0..left.len()).find_map(|at| {
        let from_here = left.get(at..).filter(|bytes| is_start(bytes))?;
        group(from_here).ok().map(|(rest, group)| (at, rest, group))
    });
    match start {
        Some((0, rest, group)) => Some((rest, SavedGroupEntry::Group(Box::new(group)))),
        Some((at, ..)) => {
            left.split_at_checked(at).map(|(before, rest)| (rest, SavedGroupEntry::Unreadable(before.to_vec())))
        }
        None => None,
    }
}

/// Whether a group may begin so: seven arrays, the first of eight values, of which the first is a truth value.
const fn is_start(bytes: &[u8]) -> bool {
    matches!(bytes, [0x97, 0x98, 0xc2 | 0xc3, ..])
}

/// What was not understood may hold secret keys.
impl Drop for SavedGroups {
    fn drop(&mut self) {
        wipe(&mut self.rest);
        for entry in &mut self.groups {
            if let SavedGroupEntry::Unreadable(bytes) = entry {
                wipe(bytes);
            }
        }
    }
}

/// Numbers and groups, no content that was not understood.
impl fmt::Debug for SavedGroups {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SavedGroups")
            .field("groups", &self.groups)
            .field("rest", &crate::redacted::Length(&self.rest))
            .field("missing", &self.missing)
            .finish()
    }
}

impl fmt::Debug for SavedGroupEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Group(group) => group.fmt(f),
            Self::Unreadable(bytes) => write!(f, "Unreadable({:?})", crate::redacted::Length(bytes)),
        }
    }
}

#[cfg(test)]
mod tests;
