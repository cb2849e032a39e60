use std::collections::BTreeMap;

use thiserror::Error;
use toxcore_crypto::DhtPublicKey;

use crate::search::Search;

/// Searches at a time. Our choice: four times the longest friend lists that are heard of; each costs up to 8 requests a
/// minute and 3 kB.
pub const MAX_SEARCHES: usize = 4_096;
/// Owners of one search. Protocol: dht, Searches.
pub const MAX_OWNERS: usize = 32;

/// Says that its holder wants a search to go on. Each owner gets its own.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct SearchToken {
    pub(crate) key: DhtPublicKey,
    pub(crate) owner: u64,
}

impl SearchToken {
    /// The key that is searched.
    #[must_use]
    pub const fn key(&self) -> &DhtPublicKey {
        &self.key
    }
}

/// Why a search was not started.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SearchError {
    /// It is our own key.
    #[error("own key")]
    OwnKey,
    /// The search has [`MAX_OWNERS`] owners.
    #[error("search has {MAX_OWNERS} owners")]
    TooManyOwners,
    /// There are [`MAX_SEARCHES`].
    #[error("{MAX_SEARCHES} searches at once")]
    TooManySearches,
}

/// All searches, in the order of their keys.
#[derive(Debug, Default)]
pub(crate) struct Searches {
    entries: BTreeMap<DhtPublicKey, Search>,
    owners_made: u64,
}

impl Searches {
    /// Adds an owner to the search for `key`; `make` makes the search if there is none.
    pub(crate) fn own(
        &mut self,
        key: DhtPublicKey,
        make: impl FnOnce() -> Search,
    ) -> Result<(SearchToken, bool), SearchError> {
        let is_new = !self.entries.contains_key(&key);
        if is_new && self.entries.len() >= MAX_SEARCHES {
            return Err(SearchError::TooManySearches);
        }
        let search = self.entries.entry(key).or_insert_with(make);
        if search.owners.len() >= MAX_OWNERS {
            return Err(SearchError::TooManyOwners);
        }
        self.owners_made += 1;
        search.owners.push(self.owners_made);
        Ok((SearchToken { key, owner: self.owners_made }, is_new))
    }

    /// Takes an owner away, and the search with the last one. `false` if it was no owner.
    pub(crate) fn disown(&mut self, token: &SearchToken) -> bool {
        let Some(search) = self.entries.get_mut(&token.key) else { return false };
        let Some(place) = search.owners.iter().position(|o| *o == token.owner) else { return false };
        search.owners.swap_remove(place);
        if search.owners.is_empty() {
            self.entries.remove(&token.key);
        }
        true
    }

    pub(crate) fn get(&self, key: &DhtPublicKey) -> Option<&Search> {
        self.entries.get(key)
    }

    pub(crate) fn get_mut(&mut self, key: &DhtPublicKey) -> Option<&mut Search> {
        self.entries.get_mut(key)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Search> {
        self.entries.values()
    }

    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = &mut Search> {
        self.entries.values_mut()
    }

    #[cfg(test)]
    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::key;

    fn searches_for(owners: usize) -> (Searches, Vec<SearchToken>) {
        let mut searches = Searches::default();
        let tokens = (0..owners).map(|_| own(&mut searches, 1).unwrap()).collect();
        (searches, tokens)
    }

    fn own(searches: &mut Searches, n: u8) -> Result<SearchToken, SearchError> {
        searches.own(key(n), || Search::new(key(n), None)).map(|(token, _)| token)
    }

    #[test]
    fn ends_with_its_last_owner() {
        let (mut searches, tokens) = searches_for(3);
        assert_eq!(searches.len(), 1);
        for token in &tokens {
            assert!(searches.get(&key(1)).is_some());
            assert!(searches.disown(token));
        }
        assert!(searches.get(&key(1)).is_none());
        assert!(!searches.disown(&tokens[0]));
    }

    #[test]
    fn a_token_counts_once() {
        let (mut searches, tokens) = searches_for(2);
        assert!(searches.disown(&tokens[0]));
        assert!(!searches.disown(&tokens[0]));
        assert!(searches.get(&key(1)).is_some());
        let again = own(&mut searches, 1).unwrap();
        assert_ne!(again, tokens[0], "tokens are not reused");
    }

    #[test]
    fn owners_are_limited() {
        let (mut searches, _) = searches_for(MAX_OWNERS);
        assert_eq!(own(&mut searches, 1), Err(SearchError::TooManyOwners));
        assert!(own(&mut searches, 2).is_ok());
    }
}
