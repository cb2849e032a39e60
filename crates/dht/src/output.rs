use std::net::SocketAddr;

use toxcore_crypto::DhtPublicKey;
use toxcore_sansio::StreamId;
use toxcore_wire::NodeInfo;

/// Facts and wishes of the DHT for its owner.
#[derive(Clone, PartialEq, Eq)]
pub enum Output {
    /// How well we are connected has changed.
    ConnectionChanged(Connection),
    /// A searched node answered from this address.
    NodeFound {
        /// Key of the search.
        key: DhtPublicKey,
        /// Where it answered from.
        addr: SocketAddr,
    },
    /// A DHT request for us that brings a friend's DHT key packet, for the onion client.
    Routed {
        /// The sender, who holds this key.
        sender: DhtPublicKey,
        /// The payload, its type byte included: a [`SealedDhtKey`](toxcore_wire::dht::SealedDhtKey).
        payload: Vec<u8>,
    },
    /// A node named another in an answer to a nodes request; only told [if asked for](crate::Dht::set_telling_named).
    NodeNamed(NodeInfo),
    /// Wish: pass the answer to a forwarded packet on to a client of our TCP relay.
    ForwardToClient {
        /// The client's stream.
        stream: StreamId,
        /// Content of the frame behind its kind.
        data: Vec<u8>,
    },
}

/// Without addresses and payloads.
impl std::fmt::Debug for Output {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::ConnectionChanged(connection) => f.debug_tuple("ConnectionChanged").field(connection).finish(),
            Self::NodeFound { key, .. } => f.debug_struct("NodeFound").field("key", key).finish_non_exhaustive(),
            Self::Routed { sender, .. } => f.debug_struct("Routed").field("sender", sender).finish_non_exhaustive(),
            Self::NodeNamed(node) => f.debug_tuple("NodeNamed").field(node).finish(),
            Self::ForwardToClient { stream, .. } => {
                f.debug_struct("ForwardToClient").field("stream", stream).finish_non_exhaustive()
            }
        }
    }
}

/// How well a DHT is connected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Connection {
    /// No node of the close list answers.
    #[default]
    None,
    /// Some node answers, all of them in our own network.
    Lan,
    /// A node on the internet answers.
    Internet,
}

/// Outputs kept until the owner polls them. Our choice: one batch of datagrams makes far fewer; more are dropped.
pub(crate) const MAX_OUTPUTS: usize = 1_024;
