use crate::pool::{PoolConfig, RELAYS_PER_ROUTE};
use crate::proxy::Proxy;

/// What the pools of all identities may use together.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PoolsConfig {
    /// Identities at the same time, no more than links.
    pub max_pools: usize,
    /// Links of all at the same time, those that are being made included.
    pub max_links: usize,
    /// Routes of all.
    pub max_routes: usize,
    /// Bytes that may wait in all links.
    pub max_queued: usize,
    /// The way to the relays.
    pub proxy: Proxy,
}

impl Default for PoolsConfig {
    /// 96 links: as many as the pool for friends and half as many again, so 12 groups have 8 each, 32 have the 3 that the
    /// reference keeps, and 96 have one. 16,384 routes are 170 members for each of these. 8 MiB waiting.
    fn default() -> Self {
        Self { max_pools: 96, max_links: 96, max_routes: 16_384, max_queued: 8 * 1024 * 1024, proxy: Proxy::None }
    }
}

impl PoolsConfig {
    /// What each of so many pools may use.
    pub(super) fn share(&self, pools: usize) -> PoolConfig {
        let part = |of: usize| of / pools.max(1);
        let max_links = part(self.max_links).clamp(1, LINKS_OF_ONE);
        PoolConfig {
            max_links,
            kept_links: max_links.min(RELAYS_PER_ROUTE),
            // Anybody may name relays to a group.
            own_links: max_links.div_ceil(2),
            max_routes: part(self.max_routes).clamp(1, ROUTES_OF_ONE),
            max_queued: part(self.max_queued).clamp(1, QUEUED_OF_ONE),
            proxy: self.proxy.clone(),
        }
    }
}

/// Links of one identity at most. Our choice: members of a group share relays, so the kept ones and some others reach all.
const LINKS_OF_ONE: usize = 8;
/// Routes of one identity at most. Our choice: ten times as many as a group has members unless its founder wishes otherwise.
const ROUTES_OF_ONE: usize = 1_024;
/// Bytes that wait for one identity at most. Our choice: a quarter of what the pool for friends may have.
const QUEUED_OF_ONE: usize = 1024 * 1024;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_do_not_exceed_the_whole() {
        let config = PoolsConfig::default();
        for pools in 1..=config.max_pools {
            let share = config.share(pools);
            assert!(share.max_links * pools <= config.max_links && share.max_links >= 1);
            assert!(share.max_routes * pools <= config.max_routes && share.max_queued * pools <= config.max_queued);
            assert!(share.kept_links <= share.max_links);
            assert!(2 * share.own_links >= share.max_links && share.own_links <= share.max_links);
        }
        let links = [1, 12, 13, 32, 33, 96].map(|pools| config.share(pools).max_links);
        assert_eq!(links, [8, 8, 7, 3, 2, 1]);
    }
}
