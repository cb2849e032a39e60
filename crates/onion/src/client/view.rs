//! How things stand, for the owner and for users who ask.

use toxcore_crypto::LongTermPublicKey;
use toxcore_sansio::Instant;
use toxcore_wire::NodeInfo;

use super::transport::Transport;
use super::{ClientStats, OnionClient, OnionStatus, SearchStatus};

impl OnionClient {
    /// Whether relays would help: so much gets lost over UDP that paths had better begin at one.
    #[must_use]
    pub fn wants_relays(&self) -> bool {
        self.transport.is_bad()
    }

    /// Whether friends can find us.
    #[must_use]
    pub const fn status(&self) -> OnionStatus {
        self.status
    }

    /// How the search for a friend stands; `None` if it is not tracked.
    #[must_use]
    pub fn search_status(&self, now: Instant, friend: &LongTermPublicKey) -> Option<SearchStatus> {
        Some(self.friends.find(friend)?.status(now, self.connected))
    }

    /// Nodes near our key that answer, and how many of them keep our announcement.
    #[must_use]
    pub fn announced_nodes(&self) -> (usize, usize) {
        self.own.counts()
    }

    /// Friends that are tracked.
    #[must_use]
    pub fn tracked(&self) -> usize {
        self.friends.len()
    }

    /// Up to 8 nodes for the save file, for [`bootstrap`](Self::bootstrap) at the next start.
    #[must_use]
    pub fn saved_path_nodes(&self, now: Instant) -> Vec<NodeInfo> {
        self.transport.saved_path_nodes(now)
    }

    /// Counters since the start.
    #[must_use]
    pub fn stats(&self) -> ClientStats {
        let Transport { requests_sent, group_requests_sent, data_sent, .. } = self.transport;
        ClientStats { requests_sent, group_requests_sent, data_sent, ..self.stats }
    }
}
