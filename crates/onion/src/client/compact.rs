use std::net::{SocketAddr, SocketAddrV4, SocketAddrV6};

use toxcore_crypto::DhtPublicKey;
use toxcore_wire::NodeInfo;

/// A node in 48 bytes instead of 64, as there are lists of them for each friend. An IPv6 address costs an allocation.
#[derive(Debug)]
pub(crate) struct CompactNode {
    pub(crate) key: DhtPublicKey,
    addr: CompactAddr,
}

#[derive(Debug)]
enum CompactAddr {
    V4(SocketAddrV4),
    V6(Box<SocketAddrV6>),
}

impl CompactNode {
    /// The node.
    pub(crate) fn node(&self) -> NodeInfo {
        let addr = match &self.addr {
            CompactAddr::V4(addr) => SocketAddr::V4(*addr),
            CompactAddr::V6(addr) => SocketAddr::V6(**addr),
        };
        NodeInfo { addr, key: self.key }
    }
}

impl From<NodeInfo> for CompactNode {
    fn from(node: NodeInfo) -> Self {
        let addr = match node.addr {
            SocketAddr::V4(addr) => CompactAddr::V4(addr),
            SocketAddr::V6(addr) => CompactAddr::V6(Box::new(addr)),
        };
        Self { key: node.key, addr }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_compact_node_is_the_node() {
        assert!(size_of::<CompactNode>() <= 48);
        for text in ["192.0.2.1:33445", "[2001:db8::1]:443", "[fe80::1%3]:33445"] {
            let node = NodeInfo { addr: text.parse().unwrap(), key: DhtPublicKey::from_bytes([7; 32]) };
            assert_eq!(CompactNode::from(node).node(), node);
        }
    }
}
