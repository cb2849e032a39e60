//! Nodes as packets name them. Protocol: wire, Packed node.

use std::net::SocketAddr;

use bytes::BufMut;
use toxcore_crypto::DhtPublicKey;

use crate::codec::{Encode, Parsed, invalid, public_key};
use crate::error::Field;
use crate::ip_port::{PackedAddr, packed_addr};

/// A DHT node: where it takes datagrams, and its key.
///
/// | bytes | content |
/// |---|---|
/// | 7 or 19 | address, see [`PackedAddr`] |
/// | 32 | DHT public key |
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct NodeInfo {
    /// UDP address.
    pub addr: SocketAddr,
    /// The node's DHT public key.
    pub key: DhtPublicKey,
}

/// Without the address.
impl std::fmt::Debug for NodeInfo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NodeInfo").field("addr", &crate::Redacted(self.addr)).field("key", &self.key).finish()
    }
}

/// A TCP relay: where it takes connections, and its key. Packed like [`NodeInfo`], with the TCP families.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct RelayInfo {
    /// TCP address.
    pub addr: SocketAddr,
    /// The relay's DHT public key.
    pub key: DhtPublicKey,
}

/// Without the address.
impl std::fmt::Debug for RelayInfo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RelayInfo").field("addr", &crate::Redacted(self.addr)).field("key", &self.key).finish()
    }
}

/// A node of a list that may hold DHT nodes and TCP relays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PackedNode {
    /// A DHT node.
    Udp(NodeInfo),
    /// A TCP relay.
    Tcp(RelayInfo),
}

impl NodeInfo {
    /// Bytes of the longest form.
    pub const MAX_LEN: usize = PackedAddr::MAX_LEN + DhtPublicKey::LEN;
    /// Bytes of the shortest form.
    pub const MIN_LEN: usize = PackedAddr::IPV4_LEN + DhtPublicKey::LEN;
}

impl PackedNode {
    /// Bytes of the longest form.
    pub const MAX_LEN: usize = NodeInfo::MAX_LEN;

    /// The address with its transport.
    #[must_use]
    pub const fn packed_addr(&self) -> PackedAddr {
        match self {
            Self::Udp(node) => PackedAddr::Udp(node.addr),
            Self::Tcp(relay) => PackedAddr::Tcp(relay.addr),
        }
    }

    /// The node's DHT public key.
    #[must_use]
    pub const fn key(&self) -> &DhtPublicKey {
        match self {
            Self::Udp(node) => &node.key,
            Self::Tcp(relay) => &relay.key,
        }
    }
}

impl From<NodeInfo> for PackedNode {
    fn from(node: NodeInfo) -> Self {
        Self::Udp(node)
    }
}

impl From<RelayInfo> for PackedNode {
    fn from(relay: RelayInfo) -> Self {
        Self::Tcp(relay)
    }
}

impl Encode for PackedNode {
    fn encoded_len(&self) -> usize {
        self.packed_addr().encoded_len() + DhtPublicKey::LEN
    }

    fn encode(&self, out: &mut impl BufMut) {
        self.packed_addr().encode(out);
        out.put_slice(self.key().as_bytes());
    }
}

impl Encode for NodeInfo {
    fn encoded_len(&self) -> usize {
        PackedNode::Udp(*self).encoded_len()
    }

    fn encode(&self, out: &mut impl BufMut) {
        PackedNode::Udp(*self).encode(out);
    }
}

impl Encode for RelayInfo {
    fn encoded_len(&self) -> usize {
        PackedNode::Tcp(*self).encoded_len()
    }

    fn encode(&self, out: &mut impl BufMut) {
        PackedNode::Tcp(*self).encode(out);
    }
}

/// What a node list is made of: an address of an allowed transport, then a key.
pub trait ListedNode: Copy + Encode + private::FromParts {}

impl ListedNode for NodeInfo {}
impl ListedNode for RelayInfo {}
impl ListedNode for PackedNode {}

mod private {
    use super::{DhtPublicKey, NodeInfo, PackedAddr, PackedNode, RelayInfo};

    /// Joins the halves of an entry. Sealed, because list parsing depends on their order.
    pub trait FromParts: Sized {
        /// Whether the list may hold nodes at such an address.
        fn allows(addr: PackedAddr) -> bool;
        /// The node at this allowed address.
        fn from_parts(addr: PackedAddr, key: DhtPublicKey) -> Self;
    }

    impl FromParts for NodeInfo {
        fn allows(addr: PackedAddr) -> bool {
            matches!(addr, PackedAddr::Udp(_))
        }

        fn from_parts(addr: PackedAddr, key: DhtPublicKey) -> Self {
            Self { addr: addr.socket_addr(), key }
        }
    }

    impl FromParts for RelayInfo {
        fn allows(addr: PackedAddr) -> bool {
            matches!(addr, PackedAddr::Tcp(_))
        }

        fn from_parts(addr: PackedAddr, key: DhtPublicKey) -> Self {
            Self { addr: addr.socket_addr(), key }
        }
    }

    impl FromParts for PackedNode {
        fn allows(_addr: PackedAddr) -> bool {
            true
        }

        fn from_parts(addr: PackedAddr, key: DhtPublicKey) -> Self {
            match addr {
                PackedAddr::Udp(addr) => Self::Udp(NodeInfo { addr, key }),
                PackedAddr::Tcp(addr) => Self::Tcp(RelayInfo { addr, key }),
            }
        }
    }
}

/// The address of a node.
#[inline]
pub(crate) fn listed_addr<N: ListedNode>(input: &[u8]) -> Parsed<'_, PackedAddr> {
    match packed_addr(input)? {
        (input, addr) if N::allows(addr) => Ok((input, addr)),
        _ => invalid(Field::AddressFamily),
    }
}

/// What follows the address of a node.
#[inline]
pub(crate) fn listed_key<N: ListedNode>(addr: PackedAddr, input: &[u8]) -> Parsed<'_, N> {
    let (input, key) = public_key(input)?;
    Ok((input, N::from_parts(addr, key)))
}

/// One whole node.
pub(crate) fn listed_node<N: ListedNode>(input: &[u8]) -> Parsed<'_, N> {
    let (input, addr) = listed_addr::<N>(input)?;
    listed_key(addr, input)
}

#[cfg(test)]
mod tests;
