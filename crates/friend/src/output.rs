use std::net::SocketAddr;

use toxcore_crypto::{DhtPublicKey, LongTermPublicKey};
use toxcore_sansio::FriendId;
use toxcore_wire::{NodeInfo, RelayInfo};

/// What happened, and what the owner is asked for.
#[derive(Clone, PartialEq, Eq)]
pub enum Output {
    /// Wish: search this friend through the onion, and tell him our DHT key.
    Track {
        /// Who.
        id: FriendId,
        /// His long-term key.
        key: LongTermPublicKey,
    },
    /// Wish: search him no more.
    Untrack {
        /// Who; the id is no longer valid.
        id: FriendId,
        /// His long-term key.
        key: LongTermPublicKey,
    },
    /// Wish: search this DHT key, and report where it answers with
    /// [`node_found`](crate::FriendConnections::node_found). The onion client should know the key, too.
    Search {
        /// Whose key it is.
        id: FriendId,
        /// The key.
        dht_key: DhtPublicKey,
    },
    /// Wish: search this key no more for this friend.
    StopSearch {
        /// Whose key it was.
        id: FriendId,
        /// The key.
        dht_key: DhtPublicKey,
    },
    /// Wish: ask this node over UDP for the DHT key.
    Ask {
        /// Who named the node.
        id: FriendId,
        /// The node.
        node: NodeInfo,
        /// What to ask for.
        dht_key: DhtPublicKey,
    },
    /// Wish: begin an encrypted connection. The result comes with [`established`](crate::FriendConnections::established) or
    /// [`ended`](crate::FriendConnections::ended).
    Connect {
        /// With whom.
        id: FriendId,
        /// His long-term key.
        key: LongTermPublicKey,
        /// His DHT key.
        dht_key: DhtPublicKey,
    },
    /// Wish: give the connection this UDP address.
    AddAddress {
        /// Whose connection.
        id: FriendId,
        /// The address.
        addr: SocketAddr,
        /// How sure it is.
        evidence: Evidence,
    },
    /// Wish: lead the relay route of the connection over this relay, too.
    Tie {
        /// Whose connection.
        id: FriendId,
        /// The relay. Not to be trusted: the friend chose it.
        relay: RelayInfo,
    },
    /// Wish: know this relay, for lack of a connection that could use it.
    AddRelay(RelayInfo),
    /// Wish: end the connection or the attempt, and its relay route. No [`ended`](crate::FriendConnections::ended) is
    /// expected for it; a [`Connect`](Self::Connect) may follow at once.
    Close {
        /// Whose.
        id: FriendId,
    },
    /// Wish: send [`request_payload`](crate::FriendConnections::request_payload) through the onion, and tell with
    /// [`request_sent`](crate::FriendConnections::request_sent) whether it went out.
    SendRequest {
        /// To whom.
        id: FriendId,
    },
    /// The friend is connected: data flows, and the onion has no more to do for him.
    Online(FriendId),
    /// The friend is no longer connected. Never said of one who was not [`Online`](Self::Online), nor of one removed.
    Offline(FriendId),
    /// Whoever was held has become a friend, or the other way round: another id has all that this one had.
    Moved {
        /// No longer valid.
        from: FriendId,
        /// Of the same connection.
        to: FriendId,
    },
    /// Somebody who has one of our Tox ids wants to be a friend.
    Request {
        /// Who.
        sender: LongTermPublicKey,
        /// What he says: 1 to 1016 bytes, not checked to be UTF-8.
        message: Vec<u8>,
    },
}

/// Without addresses and texts.
impl std::fmt::Debug for Output {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut text = |name: &str, id: &FriendId| f.debug_struct(name).field("id", id).finish_non_exhaustive();
        match self {
            Self::Track { id, .. } => text("Track", id),
            Self::Untrack { id, .. } => text("Untrack", id),
            Self::Search { id, .. } => text("Search", id),
            Self::StopSearch { id, .. } => text("StopSearch", id),
            Self::Ask { id, .. } => text("Ask", id),
            Self::Connect { id, .. } => text("Connect", id),
            Self::AddAddress { id, .. } => text("AddAddress", id),
            Self::Tie { id, .. } => text("Tie", id),
            Self::Close { id } => text("Close", id),
            Self::SendRequest { id } => text("SendRequest", id),
            Self::Online(id) => text("Online", id),
            Self::Offline(id) => text("Offline", id),
            Self::Moved { from, to } => f.debug_struct("Moved").field("from", from).field("to", to).finish(),
            Self::AddRelay(relay) => f.debug_tuple("AddRelay").field(relay).finish(),
            Self::Request { sender, message } => f
                .debug_struct("Request")
                .field("sender", sender)
                .field("message", &format_args!("{} bytes", message.len()))
                .finish(),
        }
    }
}

/// How sure an address is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Evidence {
    /// The friend answered there a moment ago.
    Heard,
    /// It is remembered, or somebody told us.
    Told,
}

/// Why a connection or an attempt ended that we had not closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ended {
    /// The friend closed it.
    ByPeer,
    /// The attempt had no answer, or could not begin.
    NoAnswer,
    /// The friend began anew with another DHT key; an offer follows.
    PeerRestarted,
}
