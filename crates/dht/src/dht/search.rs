//! Searches for keys of others.

use std::net::SocketAddr;

use thiserror::Error;
use toxcore_crypto::DhtPublicKey;
use toxcore_sansio::{Asker, Cx, Instant};
use toxcore_wire::NodeInfo;

use super::Dht;
use crate::nat::Nat;
use crate::search::Search;
use crate::upkeep::earliest;
use crate::{SearchError, SearchToken};

/// Why there is no address for a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SearchAddressError {
    /// Nobody started a search for it.
    #[error("key is not searched")]
    NotSearched,
    /// It was found, but none of its addresses answers any more.
    #[error("node went silent")]
    Silent,
}

impl Dht {
    /// Starts to search a key, or joins a search that goes on. It ends when every owner gave its token to
    /// [`Dht::remove_search`]. The node's address follows as [`Output::NodeFound`](crate::Output::NodeFound).
    ///
    /// # Errors
    /// See [`SearchError`].
    pub fn add_search(&mut self, cx: &mut Cx<'_>, now: Instant, key: DhtPublicKey) -> Result<SearchToken, SearchError> {
        if key == self.config.own_key {
            return Err(SearchError::OwnKey);
        }
        let (token, is_new) = self.searches.own(key, || Search::new(key, Some(Nat::new(cx.rng))))?;
        if is_new {
            self.queue_nearest(now, key);
        }
        Ok(token)
    }

    /// Gives up a share in a search. `false` if it was given up before.
    #[expect(clippy::needless_pass_by_value, reason = "a token counts once")]
    pub fn remove_search(&mut self, token: SearchToken) -> bool {
        self.searches.disown(&token)
    }

    /// The address of a searched node, IPv6 before IPv4; `None` if it was not found yet.
    ///
    /// # Errors
    /// See [`SearchAddressError`].
    pub fn search_address(&self, now: Instant, key: &DhtPublicKey) -> Result<Option<SocketAddr>, SearchAddressError> {
        let search = self.searches.get(key).ok_or(SearchAddressError::NotSearched)?;
        let Some(contact) = search.found() else { return Ok(None) };
        contact.good_address(now).map(Some).ok_or(SearchAddressError::Silent)
    }

    /// The good nodes that a search found nearest to its key, nearest first; none for a key that is not searched.
    pub fn search_nodes(&self, now: Instant, key: &DhtPublicKey) -> impl Iterator<Item = NodeInfo> + '_ {
        let search = self.searches.get(key);
        let contacts = search.into_iter().flat_map(|search| search.list.nearest_first());
        contacts.filter_map(move |c| c.address_for(Asker::Lan, now).map(|addr| NodeInfo { addr, key: c.key }))
    }

    /// A new search starts with the nearest nodes that we know.
    fn queue_nearest(&mut self, now: Instant, key: DhtPublicKey) {
        let nodes = self.closest_nodes(key.as_bytes(), Asker::Lan, now);
        if let Some(search) = self.searches.get_mut(&key) {
            for node in nodes.iter() {
                search.upkeep.candidates.offer(*node);
            }
            self.candidates_due = earliest(self.candidates_due, search.upkeep.candidates.due());
        }
    }
}
