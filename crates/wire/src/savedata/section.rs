//! The frame of the file: sections of a type and a length. Protocol: savedata, Sections.
//!
//! | bytes | content, numbers little-endian |
//! |---|---|
//! | 4 | length of the content |
//! | 2 | type |
//! | 2 | cookie, which tells one level of sections from another |
//! | length | content |

use bytes::BufMut;

use super::codec::{le_u16, le_u32};

/// Bytes in front of each section's content.
pub(super) const HEADER_LEN: usize = size_of::<u32>() + size_of::<u16>() + size_of::<u16>();

/// Cookie of the file's sections.
pub(super) const FILE_COOKIE: u16 = 0x01ce;
/// Cookie of the sections inside [`SectionKind::DHT`].
pub(super) const DHT_COOKIE: u16 = 0x11ce;

/// Type of a section, known or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SectionKind(pub u16);

impl SectionKind {
    /// Nospam and key pair.
    pub const KEYS: Self = Self(1);
    /// Nodes of the DHT.
    pub const DHT: Self = Self(2);
    /// Friends and requests.
    pub const FRIENDS: Self = Self(3);
    /// Own name.
    pub const NAME: Self = Self(4);
    /// Own status message.
    pub const STATUS_MESSAGE: Self = Self(5);
    /// Own user status.
    pub const STATUS: Self = Self(6);
    /// DHT group chats, in MessagePack.
    pub const GROUPS: Self = Self(7);
    /// TCP relays.
    pub const RELAYS: Self = Self(10);
    /// Nodes of onion paths.
    pub const PATH_NODES: Self = Self(11);
    /// Conferences.
    pub const CONFERENCES: Self = Self(20);
    /// Groups that are still looked for. Ours alone: a number that the reference is far from.
    pub const JOINS: Self = Self(0x6a67);
    /// Nothing counts that follows.
    pub const END: Self = Self(255);

    /// The known sections in the order in which they are written.
    pub const WRITTEN: [Self; 12] = [
        Self::KEYS,
        Self::DHT,
        Self::FRIENDS,
        Self::NAME,
        Self::STATUS_MESSAGE,
        Self::STATUS,
        Self::GROUPS,
        Self::RELAYS,
        Self::PATH_NODES,
        Self::CONFERENCES,
        Self::JOINS,
        Self::END,
    ];

    /// Whether this version reads and writes the section.
    #[must_use]
    pub fn is_known(self) -> bool {
        Self::WRITTEN.contains(&self)
    }
}

/// A section as it lies in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Section<'a> {
    pub(super) kind: SectionKind,
    /// Where its header begins, from the start of the file.
    pub(super) offset: usize,
    /// The bytes that are there: fewer than announced in the last section of a cut file.
    pub(super) content: &'a [u8],
    /// Bytes announced and not there.
    pub(super) missing: usize,
}

/// What stands at a place where a section should begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next<'a> {
    Section(Section<'a>),
    /// No header: too few bytes for one, or another cookie.
    Broken {
        offset: usize,
        len: usize,
    },
}

/// The sections of one level, one after the other.
#[derive(Clone, Debug)]
pub(super) struct Sections<'a> {
    left: &'a [u8],
    offset: usize,
    cookie: u16,
}

impl<'a> Sections<'a> {
    /// The sections in `input`, which begins at `offset` of the file.
    pub(super) const fn new(input: &'a [u8], offset: usize, cookie: u16) -> Self {
        Self { left: input, offset, cookie }
    }

    /// What has not been read yet, and where it begins.
    pub(super) const fn left(&self) -> (&'a [u8], usize) {
        (self.left, self.offset)
    }

    fn header(&self) -> Option<(&'a [u8], usize, SectionKind)> {
        let (input, len) = le_u32(self.left).ok()?;
        let (input, kind) = le_u16(input).ok()?;
        let (input, cookie) = le_u16(input).ok()?;
        // A length beyond the address space is longer than the file, whatever it is.
        let len = usize::try_from(len).unwrap_or(usize::MAX);
        (cookie == self.cookie).then_some((input, len, SectionKind(kind)))
    }
}

/// Ends after what is broken or cut: what follows has no place that could be known.
impl<'a> Iterator for Sections<'a> {
    type Item = Next<'a>;

    fn next(&mut self) -> Option<Next<'a>> {
        if self.left.is_empty() {
            return None;
        }
        let offset = self.offset;
        let Some((input, announced, kind)) = self.header() else {
            let len = self.left.len();
            self.left = &[];
            return Some(Next::Broken { offset, len });
        };
        let (content, rest) = input.split_at(announced.min(input.len()));
        self.left = rest;
        self.offset = offset + HEADER_LEN + content.len();
        let missing = announced - content.len();
        Some(Next::Section(Section { kind, offset, content, missing }))
    }
}

/// Appends the header of a section. Content of 4 GiB and more cannot be described; its length is written as the highest.
pub(super) fn put_header(kind: SectionKind, cookie: u16, len: usize, out: &mut impl BufMut) {
    out.put_u32_le(u32::try_from(len).unwrap_or(u32::MAX));
    out.put_u16_le(kind.0);
    out.put_u16_le(cookie);
}
