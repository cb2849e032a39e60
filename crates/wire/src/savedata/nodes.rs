//! Lists of nodes in the save file. Protocol: savedata, Nodes.

use super::codec::le_u32;
use super::report::{Defect, LoadReport};
use super::section::{DHT_COOKIE, HEADER_LEN, Next, Section, SectionKind, Sections};
use crate::node::listed_node;
use crate::{NodeInfo, PackedNode, RelayInfo, is_usable_node_addr};

/// Most nodes of the DHT section: those of the close list and of two searches, over IPv4 and IPv6. The reference reads
/// no more. Protocol: savedata, Nodes.
pub const MAX_DHT_NODES: usize = (2 * 8 + 1024) * 2;
/// Most relays, and most path nodes. Protocol: savedata, Nodes.
pub const MAX_SAVED_NODES: usize = 8;

/// First bytes of the DHT section, a little-endian number.
pub(super) const DHT_MAGIC: u32 = 0x0159_000d;
/// Bytes of [`DHT_MAGIC`].
pub(super) const DHT_MAGIC_LEN: usize = size_of::<u32>();
/// Type of the section inside the DHT section that holds the nodes.
pub(super) const DHT_NODES: SectionKind = SectionKind(4);

/// Where the entries of a list lie.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    pub(super) kind: SectionKind,
    pub(super) offset: usize,
    pub(super) content: &'a [u8],
    pub(super) cut: bool,
}

impl<'a> Place<'a> {
    /// All of a section's content.
    pub(super) const fn of(section: &Section<'a>) -> Self {
        Self {
            kind: section.kind,
            offset: section.offset + HEADER_LEN,
            content: section.content,
            cut: section.missing != 0,
        }
    }

    /// Says that `left` bytes at the end are no entry, unless that is because they were cut.
    pub(super) fn report_rest(&self, left: usize, report: &mut LoadReport) {
        if left != 0 && !self.cut {
            report.add(self.kind, self.offset + self.content.len() - left, Defect::Trailing(left));
        }
    }
}

/// Nodes that take datagrams.
pub(super) fn udp_nodes(place: Place<'_>, max: usize, report: &mut LoadReport) -> Vec<NodeInfo> {
    nodes(place, max, report, |node| match node {
        PackedNode::Udp(node) => Some(node),
        PackedNode::Tcp(_) => None,
    })
}

/// Relays; entries with a UDP family count as such, as in the reference.
pub(super) fn relays(place: Place<'_>, max: usize, report: &mut LoadReport) -> Vec<RelayInfo> {
    nodes(place, max, report, |node| Some(RelayInfo { addr: node.packed_addr().socket_addr(), key: *node.key() }))
}

/// Takes usable nodes up to the first one that cannot be read: behind it nothing says where the next begins.
fn nodes<T>(place: Place<'_>, max: usize, report: &mut LoadReport, take: impl Fn(PackedNode) -> Option<T>) -> Vec<T> {
    let mut list = Vec::with_capacity(max.min(place.content.len() / NodeInfo::MIN_LEN));
    let mut left = place.content;
    while !left.is_empty() {
        let Ok((rest, node)) = listed_node::<PackedNode>(left) else {
            place.report_rest(left.len(), report);
            break;
        };
        let at = place.offset + place.content.len() - left.len();
        if list.len() == max {
            report.add(place.kind, at, Defect::TooMany(left.len()));
            break;
        }
        let usable = is_usable_node_addr(&node.packed_addr().socket_addr());
        match take(node) {
            Some(node) if usable => list.push(node),
            _ => report.add(place.kind, at, Defect::Node),
        }
        left = rest;
    }
    list
}

/// The nodes in the DHT section, which has sections of its own; none if it is no such section.
pub(super) fn dht_nodes(section: &Section<'_>, report: &mut LoadReport) -> Option<Vec<NodeInfo>> {
    let place = Place::of(section);
    let Ok((inner, DHT_MAGIC)) = le_u32(place.content) else {
        if !place.cut {
            report.add(place.kind, section.offset, Defect::Content);
        }
        return None;
    };
    let mut found = None;
    for next in Sections::new(inner, place.offset + DHT_MAGIC_LEN, DHT_COOKIE) {
        match next {
            Next::Section(inner) if inner.kind == DHT_NODES => {
                if inner.missing != 0 && !place.cut {
                    report.add(place.kind, inner.offset, Defect::Cut(inner.missing));
                }
                let place = Place { kind: place.kind, ..Place::of(&inner) };
                if found.replace(udp_nodes(place, MAX_DHT_NODES, report)).is_some() {
                    report.add(place.kind, inner.offset, Defect::Repeated);
                }
            }
            Next::Section(inner) => report.add(place.kind, inner.offset, Defect::UnknownDropped),
            Next::Broken { offset, len } if !place.cut => report.add(place.kind, offset, Defect::NoSection(len)),
            Next::Broken { .. } => {}
        }
    }
    found
}

#[cfg(test)]
mod tests;
