//! Lists of nodes in packets. Protocol: wire, Node list.

use bytes::BufMut;

use crate::bounded_list::BoundedList;
use crate::codec::{Encode, Parsed, into_parse_error};
use crate::error::{Fault, Field, ParseError};
use crate::node::{ListedNode, NodeInfo, PackedNode, listed_addr, listed_key};

/// Most nodes in one response. Protocol: dht, Nodes Response.
pub const MAX_LISTED_NODES: usize = 4;

/// DHT nodes of a response.
pub type NodeList = BoundedList<NodeInfo, MAX_LISTED_NODES>;

/// DHT nodes and TCP relays of a DHT key packet.
pub type PackedNodeList = BoundedList<PackedNode, MAX_LISTED_NODES>;

/// Entries follow each other without any separator; their number is not part of the list.
impl<N: ListedNode, const MAX: usize> BoundedList<N, MAX> {
    /// Bytes of the longest list.
    pub const MAX_LEN: usize = MAX * NodeInfo::MAX_LEN;

    /// Reads entries from the front of `input` until there are `MAX` of them, the input is used up, or an entry has no
    /// complete address of an allowed family. Returns the bytes not used, which the caller judges.
    ///
    /// # Errors
    /// [`ParseError`] if an address lacks its key, or if not one entry could be read from input that is not empty.
    pub fn parse_prefix(input: &[u8]) -> Result<(&[u8], Self), ParseError> {
        node_list(input).map_err(|error| into_parse_error(&error))
    }

    /// Reads a list that fills `input`. No input is an empty list.
    ///
    /// # Errors
    /// As [`parse_prefix`](Self::parse_prefix), and [`ParseError::TrailingBytes`] if that would leave some.
    pub fn parse(input: &[u8]) -> Result<Self, ParseError> {
        match Self::parse_prefix(input)? {
            ([], list) => Ok(list),
            (rest, _) => Err(ParseError::TrailingBytes(rest.len())),
        }
    }
}

impl<N: ListedNode, const MAX: usize> Encode for BoundedList<N, MAX> {
    fn encoded_len(&self) -> usize {
        self.iter().map(Encode::encoded_len).sum()
    }

    fn encode(&self, out: &mut impl BufMut) {
        for node in self {
            node.encode(out);
        }
    }
}

/// A list as long as it goes.
#[inline]
pub(crate) fn node_list<N: ListedNode, const MAX: usize>(input: &[u8]) -> Parsed<'_, BoundedList<N, MAX>> {
    let mut list = BoundedList::new();
    let mut left = input;
    for slot in list.slots_mut() {
        if left.is_empty() {
            break;
        }
        let Ok((after_addr, addr)) = listed_addr::<N>(left) else { break };
        let (rest, node) = listed_key(addr, after_addr)?;
        *slot = Some(node);
        left = rest;
    }
    if list.is_empty() && !input.is_empty() {
        return Err(nom::Err::Error(Fault::Invalid(Field::AddressFamily)));
    }
    Ok((left, list))
}

#[cfg(test)]
mod tests;
