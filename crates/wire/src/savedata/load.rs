//! Reading: the keys first, then whatever else is there.

use std::collections::BTreeSet;

use thiserror::Error;
use toxcore_crypto::{LongTermKeyPair, LongTermPublicKey, SecretKey, encryptsave};

use super::codec::le_u32;
use super::conference::conferences;
use super::friend::record;
use super::join::joins;
use super::nodes::{self, MAX_SAVED_NODES, Place};
use super::report::{Defect, LoadReport};
use super::section::{FILE_COOKIE, HEADER_LEN, Next, Section, SectionKind, Sections};
use super::store::EMPTY_GROUPS_LEN;
use super::{
    FILE_HEADER_LEN, MAGIC, MAX_FRIENDS, MAX_SAVED_GROUPS, MAX_UNKNOWN_SECTIONS, SavedFriend, Savedata, UnknownSection,
};
use crate::codec::{array, parse_all, public_key};
use crate::friend::{MAX_NAME_LEN, MAX_STATUS_MESSAGE_LEN, NoSpam, UserStatus};

/// Why nothing could be loaded. Whoever gets this must not write a new file in the place of the old one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum LoadError {
    /// Encrypted: see [`toxcore_crypto::encryptsave`].
    #[error("the profile is encrypted")]
    Encrypted,
    /// Not a save file: too short, or it does not begin like one.
    #[error("no save file")]
    NotSavedata,
    /// The key pair is not there, or lies behind damage.
    #[error("no keys in the save file")]
    NoKeys,
    /// The keys are cut, of another length, or the public key is not that of the secret key.
    #[error("the keys in the save file are damaged")]
    DamagedKeys,
}

impl Savedata {
    /// Reads a file, and tells what in it is not as it should be.
    ///
    /// Damage outside the keys costs as little as possible: broken entries are skipped, cut lists keep their whole entries.
    /// Takes at most about four times the memory of the file, whatever is in it.
    ///
    /// # Errors
    /// [`LoadError`] if there are no sound keys: never an empty profile.
    pub fn load(file: &[u8]) -> Result<(Self, LoadReport), LoadError> {
        let sections = sections(file)?;
        let mut loader = Loader::new(keys(sections.clone())?);
        loader.read(sections);
        Ok((loader.savedata, loader.report))
    }
}

/// The sections behind the file's header.
fn sections(file: &[u8]) -> Result<Sections<'_>, LoadError> {
    if encryptsave::is_encrypted(file) {
        return Err(LoadError::Encrypted);
    }
    let Ok((rest, (0, MAGIC))) = le_u32(file).and_then(|(rest, zero)| {
        let (rest, magic) = le_u32(rest)?;
        Ok((rest, (zero, magic)))
    }) else {
        return Err(LoadError::NotSavedata);
    };
    Ok(Sections::new(rest, FILE_HEADER_LEN, FILE_COOKIE))
}

/// The last keys; all must be sound.
fn keys(sections: Sections<'_>) -> Result<(NoSpam, LongTermKeyPair), LoadError> {
    let mut found = Err(LoadError::NoKeys);
    for next in sections {
        match next {
            Next::Section(section) if section.kind == SectionKind::KEYS => found = Ok(parse_keys(section.content)?),
            Next::Section(section) if section.kind == SectionKind::END => break,
            Next::Section(_) | Next::Broken { .. } => {}
        }
    }
    found
}

fn parse_keys(content: &[u8]) -> Result<(NoSpam, LongTermKeyPair), LoadError> {
    let (no_spam, public, secret) = parse_all(content, |input| {
        let (input, no_spam) = array(input)?;
        let (input, public) = public_key::<LongTermPublicKey>(input)?;
        let (input, secret) = array::<{ SecretKey::LEN }>(input)?;
        Ok((input, (NoSpam::from_bytes(*no_spam), public, secret)))
    })
    .map_err(|_| LoadError::DamagedKeys)?;
    let pair = LongTermKeyPair::from_secret_bytes(*secret);
    if pair.public == public { Ok((no_spam, pair)) } else { Err(LoadError::DamagedKeys) }
}

/// A profile that is being filled.
struct Loader {
    savedata: Savedata,
    report: LoadReport,
    /// Known sections so far, in the order of the file.
    seen: Vec<SectionKind>,
    /// Nobody may be a friend twice, and we not at all.
    taken: BTreeSet<LongTermPublicKey>,
}

impl Loader {
    fn new((no_spam, key_pair): (NoSpam, LongTermKeyPair)) -> Self {
        let taken = BTreeSet::from([key_pair.public]);
        let savedata = Savedata::new(no_spam, key_pair);
        Self { savedata, report: LoadReport::default(), seen: Vec::new(), taken }
    }

    fn read(&mut self, mut sections: Sections<'_>) {
        while let Some(next) = sections.next() {
            match next {
                Next::Section(section) if section.kind == SectionKind::END => {
                    let (behind, _) = sections.left();
                    return self.end(&section, behind);
                }
                Next::Section(section) => self.section(&section),
                Next::Broken { offset, len } => self.report.add(None, offset, Defect::NoSection(len)),
            }
        }
        let (_, offset) = sections.left();
        self.report.add(None, offset, Defect::NoEnd);
    }

    fn end(&mut self, section: &Section<'_>, behind: &[u8]) {
        let announced = section.content.len() + section.missing;
        if announced != 0 {
            self.report.add(section.kind, section.offset, Defect::BehindEnd(announced));
        }
        // The reference fills up with zeros.
        if behind.iter().all(|&byte| byte == 0) {
            let room = self.savedata.spare_len() + EMPTY_GROUPS_LEN;
            self.savedata.room_for_groups = self.savedata.groups.is_none() && behind.len() == room;
        } else {
            self.report.add(None, section.offset + HEADER_LEN + section.content.len(), Defect::BehindEnd(behind.len()));
        }
    }

    fn section(&mut self, section: &Section<'_>) {
        let kind = section.kind;
        if section.missing != 0 {
            self.report.add(kind, section.offset, Defect::Cut(section.missing));
        }
        if !kind.is_known() {
            return self.unknown(section);
        }
        if self.seen.contains(&kind) {
            self.report.add(kind, section.offset, Defect::Repeated);
        }
        self.seen.push(kind);
        match kind {
            SectionKind::DHT => {
                if let Some(nodes) = nodes::dht_nodes(section, &mut self.report) {
                    self.savedata.dht_nodes = nodes;
                }
            }
            SectionKind::FRIENDS => self.friends(section),
            SectionKind::RELAYS => {
                self.savedata.relays = nodes::relays(Place::of(section), MAX_SAVED_NODES, &mut self.report);
            }
            SectionKind::PATH_NODES => {
                self.savedata.path_nodes = nodes::udp_nodes(Place::of(section), MAX_SAVED_NODES, &mut self.report);
            }
            SectionKind::CONFERENCES => self.conferences(section),
            SectionKind::JOINS => self.joins(section),
            // Half a value is none.
            _ if section.missing != 0 => {}
            SectionKind::NAME => self.text(section, MAX_NAME_LEN, |savedata| &mut savedata.name),
            SectionKind::STATUS_MESSAGE => {
                self.text(section, MAX_STATUS_MESSAGE_LEN, |savedata| &mut savedata.status_message);
            }
            SectionKind::STATUS => self.status(section),
            SectionKind::GROUPS => self.savedata.groups = Some(section.content.to_vec()),
            // The keys were read before all others.
            _ => {}
        }
    }

    fn unknown(&mut self, section: &Section<'_>) {
        if section.missing != 0 {
            return;
        }
        let unknown = &mut self.savedata.unknown;
        let defect = if unknown.len() < MAX_UNKNOWN_SECTIONS {
            let (kind, after) = (section.kind, self.seen.last().copied());
            unknown.push(UnknownSection { kind, after, content: section.content.to_vec() });
            Defect::Unknown
        } else {
            Defect::UnknownDropped
        };
        self.report.add(section.kind, section.offset, defect);
    }

    fn friends(&mut self, section: &Section<'_>) {
        let place = Place::of(section);
        let (records, rest) = place.content.as_chunks::<{ SavedFriend::LEN }>();
        let room = MAX_FRIENDS - self.savedata.friends.len();
        self.savedata.friends.reserve_exact(records.len().min(room));
        for (number, bytes) in records.iter().enumerate() {
            let at = place.offset + number * SavedFriend::LEN;
            if self.savedata.friends.len() == MAX_FRIENDS {
                let left = (records.len() - number) * SavedFriend::LEN;
                self.report.add(place.kind, at, Defect::TooMany(left));
                break;
            }
            if let Some(defect) = self.friend(bytes) {
                self.report.add(place.kind, at, defect);
            }
        }
        place.report_rest(rest.len(), &mut self.report);
    }

    fn friend(&mut self, bytes: &[u8; SavedFriend::LEN]) -> Option<Defect> {
        let record = parse_all(bytes, record).ok()?;
        let Some(friend) = record.friend else { return Some(Defect::NoFriend) };
        if !self.taken.insert(friend.key) {
            return Some(Defect::SameFriend);
        }
        self.savedata.friends.push(friend);
        record.repaired.then_some(Defect::Field)
    }

    fn conferences(&mut self, section: &Section<'_>) {
        let place = Place::of(section);
        let (list, rest) = conferences(place.content);
        self.savedata.conferences = list;
        place.report_rest(rest.len(), &mut self.report);
    }

    fn joins(&mut self, section: &Section<'_>) {
        let place = Place::of(section);
        let (list, rest) = joins(place.content, MAX_SAVED_GROUPS);
        self.savedata.joins = list;
        place.report_rest(rest.len(), &mut self.report);
    }

    fn text(&mut self, section: &Section<'_>, max: usize, field: impl Fn(&mut Savedata) -> &mut Vec<u8>) {
        if section.content.len() <= max {
            *field(&mut self.savedata) = section.content.to_vec();
        } else {
            self.report.add(section.kind, section.offset, Defect::Content);
        }
    }

    fn status(&mut self, section: &Section<'_>) {
        let status = match section.content {
            [byte] => UserStatus::from_u8(*byte),
            _ => None,
        };
        match status {
            Some(status) => self.savedata.status = status,
            None => self.report.add(section.kind, section.offset, Defect::Content),
        }
    }
}
