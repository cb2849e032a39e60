use thiserror::Error;
use toxcore_crypto::{DhtPublicKey, LongTermPublicKey};
use toxcore_sansio::Instant;
use toxcore_wire::group_announce::{ChatId, GroupAnnounce};
use toxcore_wire::{NodeInfo, RelayInfo};

/// Facts and wishes of the client, for the owner.
#[derive(Clone, PartialEq, Eq)]
pub enum ClientOutput {
    /// A friend told its DHT key of this run. [`Node`](Self::Node) and [`Relay`](Self::Relay) that follow belong to it.
    DhtKey {
        /// Who.
        friend: LongTermPublicKey,
        /// Its DHT key.
        dht_key: DhtPublicKey,
    },
    /// A node near a friend: ask it for the friend's DHT key.
    Node {
        /// Whose.
        friend: LongTermPublicKey,
        /// The node.
        node: NodeInfo,
    },
    /// A relay that a friend is connected to.
    Relay {
        /// Whose.
        friend: LongTermPublicKey,
        /// The relay.
        relay: RelayInfo,
    },
    /// Somebody who knows our long-term key asks to be a friend. The sender is proven, nospam and message are unchecked.
    FriendRequest {
        /// Who.
        sender: LongTermPublicKey,
        /// Nospam and message.
        data: Vec<u8>,
    },
    /// Enough nodes know the friend now: a friend request can be sent.
    Reachable {
        /// Who.
        friend: LongTermPublicKey,
    },
    /// Somebody is announced as a member of a group that we seek. Anybody may have made that up: a handshake tells, and there must
    /// be a limit to these.
    GroupAnnounce {
        /// The group.
        chat_id: ChatId,
        /// Who, and where.
        announce: GroupAnnounce,
    },
    /// Whether others can find us changed.
    StatusChanged(OnionStatus),
    /// Send this as the payload of a DHT request.
    SendRouted {
        /// Whom it is for.
        to: DhtPublicKey,
        /// The payload with its kind, 0x9c.
        data: Vec<u8>,
    },
}

/// Without addresses and texts.
impl std::fmt::Debug for ClientOutput {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::DhtKey { friend, dht_key } => {
                f.debug_struct("DhtKey").field("friend", friend).field("dht_key", dht_key).finish()
            }
            Self::Node { friend, node } => f.debug_struct("Node").field("friend", friend).field("node", node).finish(),
            Self::Relay { friend, relay } => {
                f.debug_struct("Relay").field("friend", friend).field("relay", relay).finish()
            }
            Self::FriendRequest { sender, .. } => {
                f.debug_struct("FriendRequest").field("sender", sender).finish_non_exhaustive()
            }
            Self::Reachable { friend } => f.debug_struct("Reachable").field("friend", friend).finish(),
            Self::GroupAnnounce { chat_id, announce } => {
                f.debug_struct("GroupAnnounce").field("chat_id", chat_id).field("announce", announce).finish()
            }
            Self::StatusChanged(status) => f.debug_tuple("StatusChanged").field(status).finish(),
            Self::SendRouted { to, .. } => f.debug_struct("SendRouted").field("to", to).finish_non_exhaustive(),
        }
    }
}

/// Whether friends can find us.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum OnionStatus {
    /// No node keeps our announcement.
    #[default]
    Offline,
    /// Nodes near our key keep our announcement.
    Online,
}

/// How the search for a friend stands, for whoever asks why a friend is offline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SearchStatus {
    /// What is being done.
    pub phase: SearchPhase,
    /// Nodes near the friend's key that answer us.
    pub nodes: usize,
    /// How many of them know the friend.
    pub nodes_that_know: usize,
    /// Rounds of requests since the search began anew.
    pub rounds: u32,
    /// The last answer of any node about this friend.
    pub last_response: Option<Instant>,
    /// When the next request or packet for this friend is due, if one is.
    pub next_try: Option<Instant>,
    /// When our DHT key was sent last.
    pub dht_key_sent: Option<Instant>,
}

/// How the search for members of a group stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GroupSearchStatus {
    /// Nodes near the chat id that answer us.
    pub near: usize,
    /// Nodes elsewhere that do.
    pub wide: usize,
    /// The last answer of any node about this group.
    pub last_response: Option<Instant>,
    /// When the next request is due, if one is.
    pub next_try: Option<Instant>,
}

/// Phases of a search.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SearchPhase {
    /// The friend is online: nothing to do.
    Idle,
    /// No node has answered us lately: we are offline ourselves.
    WaitingForNetwork,
    /// Nodes near the friend's key are asked every few seconds.
    Searching,
    /// The friend is not announced: nodes are asked ever more rarely, down to once an hour.
    BackingOff,
    /// Enough nodes know the friend: it is online somewhere, and our DHT key is on its way.
    Found,
}

/// Why a friend request was not sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SendRequestError {
    /// The key is not tracked.
    #[error("friend is not tracked")]
    NotTracked,
    /// Nospam and message together do not fit.
    #[error("{len} bytes of nospam and message, {min} to {max} are possible")]
    Length {
        /// Bytes given.
        len: usize,
        /// Fewest.
        min: usize,
        /// Most.
        max: usize,
    },
    /// Too few nodes know the friend. [`ClientOutput::Reachable`] tells when that changes.
    #[error("{known} nodes know the friend, {needed} are needed")]
    NotFound {
        /// Nodes that know it.
        known: usize,
        /// Nodes needed.
        needed: usize,
    },
    /// No path can be made: neither DHT nor relays are connected.
    #[error("no path")]
    NoPath,
    /// The friend's key is useless for encryption.
    #[error("friend's key is of low order")]
    LowOrderKey,
}
