//! Writing, in the order and with the room of the reference.

use bytes::BufMut;

use super::nodes::{DHT_MAGIC, DHT_MAGIC_LEN, DHT_NODES};
use super::section::{DHT_COOKIE, FILE_COOKIE, HEADER_LEN, put_header};
use super::{FILE_HEADER_LEN, MAGIC, MAX_DHT_NODES, MAX_FRIENDS, MAX_SAVED_NODES, SavedFriend, Savedata, SectionKind};
use crate::friend::{MAX_NAME_LEN, MAX_STATUS_MESSAGE_LEN, NoSpam};
use crate::{Encode, NodeInfo, RelayInfo};

/// Bytes of a groups section without groups. A client that wants groups saved and has none keeps room for it, and does
/// not write it (from 0.2.20 on).
pub(super) const EMPTY_GROUPS_LEN: usize = HEADER_LEN + 1;

/// Fields longer than they may be are written as far as they go.
impl Encode for Savedata {
    fn encoded_len(&self) -> usize {
        let known: usize = SectionKind::WRITTEN.iter().filter_map(|&kind| self.content_len(kind)).map(framed).sum();
        let unknown: usize = self.unknown.iter().map(|section| framed(section.content.len())).sum();
        FILE_HEADER_LEN + known + unknown + self.spare_len()
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_u32_le(0);
        out.put_u32_le(MAGIC);
        self.put_unknown(None, out);
        for kind in SectionKind::WRITTEN {
            if let Some(len) = self.content_len(kind) {
                put_header(kind, FILE_COOKIE, len, out);
                self.put_content(kind, out);
            }
            self.put_unknown(Some(kind), out);
        }
        out.put_bytes(0, self.spare_len());
    }
}

impl Savedata {
    /// Bytes of the file.
    #[must_use]
    pub fn file_len(&self) -> usize {
        self.encoded_len()
    }

    /// Writes the file to `out`, and zeros, which readers overlook, until `len` bytes are written. `false` if it is longer; then
    /// nothing is written.
    #[must_use]
    pub fn write_file(&self, len: usize, out: &mut impl BufMut) -> bool {
        let Some(rest) = len.checked_sub(self.file_len()).filter(|_| len <= out.remaining_mut()) else { return false };
        self.encode(out);
        out.put_bytes(0, rest);
        true
    }

    /// Length of a known section's content; none if the section is not written.
    fn content_len(&self, kind: SectionKind) -> Option<usize> {
        let len = match kind {
            SectionKind::KEYS => {
                NoSpam::LEN + self.key_pair.public.as_bytes().len() + self.key_pair.secret.as_bytes().len()
            }
            SectionKind::DHT => DHT_MAGIC_LEN + HEADER_LEN + len_of(self.written_dht_nodes()),
            SectionKind::FRIENDS => self.written_friends().len() * SavedFriend::LEN,
            SectionKind::NAME => first(&self.name, MAX_NAME_LEN).len(),
            SectionKind::STATUS_MESSAGE => first(&self.status_message, MAX_STATUS_MESSAGE_LEN).len(),
            SectionKind::STATUS => 1,
            SectionKind::GROUPS => self.groups.as_ref()?.len(),
            SectionKind::RELAYS => len_of(self.written_relays()),
            SectionKind::PATH_NODES => len_of(self.written_path_nodes()),
            SectionKind::CONFERENCES => len_of(&self.conferences),
            SectionKind::JOINS if self.joins.is_empty() => return None,
            SectionKind::JOINS => len_of(&self.joins),
            _ => 0,
        };
        Some(len)
    }

    fn put_content(&self, kind: SectionKind, out: &mut impl BufMut) {
        match kind {
            SectionKind::KEYS => {
                out.put_slice(self.no_spam.as_bytes());
                out.put_slice(self.key_pair.public.as_bytes());
                out.put_slice(self.key_pair.secret.as_bytes());
            }
            SectionKind::DHT => {
                out.put_u32_le(DHT_MAGIC);
                put_header(DHT_NODES, DHT_COOKIE, len_of(self.written_dht_nodes()), out);
                put_all(self.written_dht_nodes(), out);
            }
            SectionKind::FRIENDS => put_all(self.written_friends(), out),
            SectionKind::NAME => out.put_slice(first(&self.name, MAX_NAME_LEN)),
            SectionKind::STATUS_MESSAGE => out.put_slice(first(&self.status_message, MAX_STATUS_MESSAGE_LEN)),
            SectionKind::STATUS => out.put_u8(self.status.to_u8()),
            SectionKind::GROUPS => out.put_slice(self.groups.as_deref().unwrap_or_default()),
            SectionKind::RELAYS => put_all(self.written_relays(), out),
            SectionKind::PATH_NODES => put_all(self.written_path_nodes(), out),
            SectionKind::CONFERENCES => put_all(&self.conferences, out),
            SectionKind::JOINS => put_all(&self.joins, out),
            _ => {}
        }
    }

    /// The unknown sections that came behind a known one, or first of all.
    fn put_unknown(&self, after: Option<SectionKind>, out: &mut impl BufMut) {
        for section in self.unknown.iter().filter(|section| section.after == after) {
            put_header(section.kind, FILE_COOKIE, section.content.len(), out);
            out.put_slice(&section.content);
        }
    }

    /// Zeros at the end. The length of a file then does not depend on how many relays and path nodes are known at the
    /// moment, so that a client may ask for it first and for the content later.
    pub(super) fn spare_len(&self) -> usize {
        let room = 2 * MAX_SAVED_NODES * NodeInfo::MAX_LEN;
        let for_nodes = room.saturating_sub(len_of(self.written_relays()) + len_of(self.written_path_nodes()));
        if self.room_for_groups && self.groups.is_none() { for_nodes + EMPTY_GROUPS_LEN } else { for_nodes }
    }

    fn written_dht_nodes(&self) -> &[NodeInfo] {
        first(&self.dht_nodes, MAX_DHT_NODES)
    }

    fn written_friends(&self) -> &[SavedFriend] {
        first(&self.friends, MAX_FRIENDS)
    }

    fn written_relays(&self) -> &[RelayInfo] {
        first(&self.relays, MAX_SAVED_NODES)
    }

    fn written_path_nodes(&self) -> &[NodeInfo] {
        first(&self.path_nodes, MAX_SAVED_NODES)
    }
}

/// Bytes of a section with this content.
const fn framed(content_len: usize) -> usize {
    HEADER_LEN + content_len
}

/// The first `max` of these.
fn first<T>(list: &[T], max: usize) -> &[T] {
    list.get(..max).unwrap_or(list)
}

fn len_of<T: Encode>(list: &[T]) -> usize {
    list.iter().map(Encode::encoded_len).sum()
}

fn put_all<T: Encode>(list: &[T], out: &mut impl BufMut) {
    for entry in list {
        entry.encode(out);
    }
}
