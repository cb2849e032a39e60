//! What loading tells about a file that is not as it should be.

use std::fmt;

use thiserror::Error;

use super::SectionKind;

/// Most findings that a report holds: our choice; enough to show what happened, while a file of nothing but damage
/// cannot fill the memory. The others are counted.
pub const MAX_FINDINGS: usize = 64;

/// What was found at one place of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The section, if the place is in one.
    pub section: Option<SectionKind>,
    /// The place: bytes from the start of the file to the header of the section, to the entry, or to what has no section.
    pub offset: usize,
    /// What is the matter.
    pub defect: Defect,
}

/// Why bytes of the file were not taken as they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Error)]
#[non_exhaustive]
pub enum Defect {
    /// A type that this version does not know. The section was kept and will be written again.
    #[error("unknown section, kept")]
    Unknown,
    /// As [`Unknown`](Self::Unknown), but there were already [`super::MAX_UNKNOWN_SECTIONS`]. It was dropped.
    #[error("unknown section, dropped")]
    UnknownDropped,
    /// A section of this type came before. Friends were added to the earlier ones, anything else replaced the earlier.
    #[error("section came before")]
    Repeated,
    /// The file ends this many bytes before the section does. Whole entries of lists were taken.
    #[error("{0} bytes missing at the end of the file")]
    Cut(usize),
    /// This many bytes do not begin with the header of a section. Nothing behind them was read.
    #[error("{0} bytes that are no section")]
    NoSection(usize),
    /// The file has no end section: it may have been cut between two sections.
    #[error("no end section")]
    NoEnd,
    /// The end section should be empty and is not; or this many bytes behind it are not all zero. They were ignored.
    #[error("{0} bytes behind the end")]
    BehindEnd(usize),
    /// Content that is not what the section is for. It was ignored.
    #[error("content ignored")]
    Content,
    /// Bytes behind the last whole entry of a list, this many. They were ignored.
    #[error("{0} bytes behind the last entry")]
    Trailing(usize),
    /// More entries than the list can have. This many bytes of entries were ignored.
    #[error("{0} bytes of entries too many")]
    TooMany(usize),
    /// An address at which there is no node, or of the wrong transport. The node was skipped.
    #[error("node skipped")]
    Node,
    /// A friend record with state 0, an empty place. It was skipped.
    #[error("friend without a state skipped")]
    NoFriend,
    /// A friend who is in the list already, or has our own key. The record was skipped.
    #[error("friend repeated")]
    SameFriend,
    /// A field with a value it cannot have. Text was taken without the zeros at its end, a status as the usual one.
    #[error("field repaired")]
    Field,
}

impl Defect {
    /// Whether something that the writer of the file had meant to keep may be missing now.
    ///
    /// Sections of the future, kept, are no damage. All else is no work of a sound writer on a sound disk.
    #[must_use]
    pub const fn is_damage(self) -> bool {
        !matches!(self, Self::Unknown)
    }
}

/// What was found in a file, from its start to its end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LoadReport {
    findings: Vec<Finding>,
    more: usize,
    damage: usize,
}

impl LoadReport {
    /// The first [`MAX_FINDINGS`].
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Number of findings that had no room.
    #[must_use]
    pub const fn more(&self) -> usize {
        self.more
    }

    /// Whether something may be lost, see [`Defect::is_damage`]. Then keep a copy of the file before writing a new one.
    #[must_use]
    pub const fn is_damaged(&self) -> bool {
        self.damage != 0
    }

    pub(super) fn add(&mut self, section: impl Into<Option<SectionKind>>, offset: usize, defect: Defect) {
        self.damage += usize::from(defect.is_damage());
        if self.findings.len() < MAX_FINDINGS {
            self.findings.push(Finding { section: section.into(), offset, defect });
        } else {
            self.more += 1;
        }
    }
}

/// A line for each finding. It names places and types, no content.
impl fmt::Display for LoadReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for Finding { section, offset, defect } in &self.findings {
            match section {
                Some(SectionKind(kind)) => writeln!(f, "byte {offset}, section {kind}: {defect}")?,
                None => writeln!(f, "byte {offset}: {defect}")?,
            }
        }
        if self.more != 0 {
            writeln!(f, "and {} more", self.more)?;
        }
        Ok(())
    }
}
