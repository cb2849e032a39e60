//! Why a friend is offline, for people.

use toxcore_net_crypto::Ways;
use toxcore_onion::SearchStatus;
use toxcore_relay::RouteRelays;
use toxcore_sansio::Instant;

use crate::ConnectionStatus;

/// All that is known of the way to one friend, from the search through the onion to the paths tried.
///
/// It holds addresses: for the user's eyes, not for logs. [`summary`](Self::summary) says it in one word.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnosis {
    /// When this was true.
    pub at: Instant,
    /// How the friend is connected.
    pub status: ConnectionStatus,
    /// How we are connected ourselves.
    pub own_status: ConnectionStatus,
    /// The friend connection: its phase, attempts, addresses and relays.
    pub connection: toxcore_friend::Diagnosis,
    /// The search for his DHT key through the onion.
    pub search: Option<SearchStatus>,
    /// Relays of his that are known, connected, and where he is online too; none without an attempt.
    pub relays: Option<RouteRelays>,
    /// The ways that the connection or attempt uses.
    pub ways: Option<Ways>,
}

/// What keeps a friend from being online.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Summary {
    /// Nothing: he is online.
    Online,
    /// We are not connected to the network ourselves.
    WeAreOffline,
    /// He does not seem to be in the network, or has not added us.
    NotFound,
    /// He is in the network, and we wait for his client to tell us its key: he may not have added us.
    WaitsForKey,
    /// His key is known, and the ways to him are tried.
    Connecting,
    /// He is connected, and has not said yet that he is online as a friend.
    NotAFriendYet,
}

impl Diagnosis {
    /// The reason in one word.
    #[must_use]
    pub fn summary(&self) -> Summary {
        use toxcore_friend::Phase;
        use toxcore_onion::SearchPhase;
        if self.status != ConnectionStatus::None {
            return Summary::Online;
        }
        match (self.connection.phase, self.search.map(|search| search.phase)) {
            (Phase::Connected, _) => Summary::NotAFriendYet,
            (Phase::Waiting | Phase::Connecting, _) => Summary::Connecting,
            (Phase::Searching, _) if self.own_status == ConnectionStatus::None => Summary::WeAreOffline,
            (Phase::Searching, Some(SearchPhase::Found)) => Summary::WaitsForKey,
            (Phase::Searching, _) => Summary::NotFound,
        }
    }
}
