//! The relays of groups: which pool is whose, and which route leads to which member.

use std::collections::BTreeMap;
use std::time::Duration;

use toxcore_crypto::{DhtKeyPair, DhtPublicKey, EphemeralPublicKey};
use toxcore_group::Target;
use toxcore_group::groups::GroupNumber;
use toxcore_relay::{PoolId, PoolSendError, PoolsConfig, Proxy, RelayPool, RelayPools};
use toxcore_sansio::{Instant, RouteId, Seed, StreamId};
use toxcore_wire::RelayInfo;

/// Pools of all groups that have one. Without a group it is empty.
#[derive(Debug)]
pub(crate) struct GroupRelays {
    /// For streams and time; what belongs to a group goes through the methods here.
    pub(crate) pools: RelayPools,
    groups: BTreeMap<GroupNumber, GroupPool>,
    owners: BTreeMap<PoolId, GroupNumber>,
}

/// The pool of one group.
#[derive(Debug)]
struct GroupPool {
    id: PoolId,
    routes: BTreeMap<EphemeralPublicKey, RouteId>,
    /// Members whose routes are needed no longer, once what goes there was taken.
    parting: Vec<(EphemeralPublicKey, RouteId)>,
    /// The group needs the pool no longer.
    closing: Option<Closing>,
}

/// How far a pool is whose group needs it no longer.
#[derive(Clone, Copy, Debug)]
struct Closing {
    /// Until then what waits in it may leave.
    until: Instant,
    /// Whether all that the group had to send was put into it.
    all_taken: bool,
}

impl GroupRelays {
    /// No pools. Frames count as those of the main pool.
    pub(crate) fn new(proxy: Proxy, main: &RelayPool, seed: &Seed) -> Self {
        let mut config = PoolsConfig::default();
        config.proxy = proxy;
        Self {
            pools: RelayPools::new(config, main.frame_counts().clone(), &seed.derive("groups")),
            groups: BTreeMap::new(),
            owners: BTreeMap::new(),
        }
    }

    /// A pool for a group, which begins with these relays.
    pub(crate) fn open(&mut self, now: Instant, group: GroupNumber, keys: DhtKeyPair, relays: &[RelayInfo]) {
        if let Some(pool) = self.groups.get_mut(&group) {
            pool.closing = None;
            return;
        }
        let Some(id) = self.pools.add(now, keys) else {
            tracing::debug!(target: "toxcore", "no relays for one more group");
            return;
        };
        self.groups.insert(group, GroupPool { id, routes: BTreeMap::new(), parting: Vec::new(), closing: None });
        self.owners.insert(id, group);
        for relay in relays {
            self.add_relay_to(now, id, relay);
        }
    }

    /// The group needs its pool no longer. It goes when what waits in it has left.
    pub(crate) fn close(&mut self, now: Instant, group: GroupNumber) {
        if let Some(pool) = self.groups.get_mut(&group) {
            pool.closing = Some(Closing { until: now + FAREWELL_TIME, all_taken: false });
        }
    }

    /// A relay that we are connected with is one for groups, too.
    pub(crate) fn add_relay(&mut self, now: Instant, relay: &RelayInfo) {
        let ids: Vec<PoolId> = self.owners.keys().copied().collect();
        for id in ids {
            self.add_relay_to(now, id, relay);
        }
    }

    fn add_relay_to(&mut self, now: Instant, id: PoolId, relay: &RelayInfo) {
        // A pool has room for as many as are worth knowing.
        let _ = self.pools.with(id, |keys, pool| pool.add_relay(keys, now, relay));
    }

    /// The group that a pool belongs to.
    pub(crate) fn owner(&self, id: PoolId) -> Option<GroupNumber> {
        self.owners.get(&id).copied()
    }

    /// Relays that the pool of a group is connected with.
    pub(crate) fn connected(&self, group: GroupNumber) -> Vec<RelayInfo> {
        let pool = self.groups.get(&group).and_then(|pool| self.pools.pool(pool.id));
        pool.into_iter().flat_map(RelayPool::connected_relays).collect()
    }

    /// Says that a member uses a relay. Returns its route. What those whom we do not know name, who are guests, comes last.
    pub(crate) fn tie(
        &mut self,
        now: Instant,
        group: GroupNumber,
        (member, is_guest): (EphemeralPublicKey, bool),
        relay: &RelayInfo,
    ) -> Option<RouteId> {
        let pool = self.groups.get_mut(&group)?;
        let peer = DhtPublicKey::from_bytes(*member.as_bytes());
        let route = self.pools.with(pool.id, |keys, relays| {
            let route = relays.add_route(keys, now, &peer)?;
            relays.set_route_guest(now, route, is_guest);
            // Relays of members are not always good for something.
            let _ = relays.tie(keys, now, route, relay);
            Ok::<_, toxcore_relay::AddRouteError>(route)
        });
        match route? {
            Ok(route) => {
                pool.routes.insert(member, route);
                Some(route)
            }
            Err(error) => {
                tracing::debug!(target: "toxcore", %error, "no relay route to a member of a group");
                None
            }
        }
    }

    /// A member is confirmed, and no guest.
    pub(crate) fn confirmed(&mut self, now: Instant, group: GroupNumber, member: &EphemeralPublicKey) {
        let Some(pool) = self.groups.get(&group) else { return };
        if let Some(route) = pool.routes.get(member).copied() {
            self.pools.with(pool.id, |_, relays| relays.set_route_guest(now, route, false));
        }
    }

    /// A member spoke to us through the relay of this link, past its route.
    pub(crate) fn heard(&mut self, now: Instant, group: GroupNumber, member: &DhtPublicKey, link: StreamId) {
        let Some(pool) = self.groups.get(&group) else { return };
        let Some(route) = pool.routes.get(&EphemeralPublicKey::from(*member)).copied() else { return };
        // A relay that forgot us meanwhile is of no use.
        let _ = self.pools.with(pool.id, |_, relays| relays.tie_link(now, route, link));
    }

    /// The route to a member goes as soon as what goes there was taken.
    pub(crate) fn untie(&mut self, group: GroupNumber, member: EphemeralPublicKey) {
        if let Some(pool) = self.groups.get_mut(&group)
            && let Some(route) = pool.routes.remove(&member)
        {
            pool.parting.push((member, route));
        }
    }

    /// Whether a member is reached otherwise, so that relays need not be connected for it.
    pub(crate) fn set_sleeping(&mut self, now: Instant, group: GroupNumber, member: &EphemeralPublicKey, sleeps: bool) {
        let Some(pool) = self.groups.get(&group) else { return };
        if let Some(route) = pool.routes.get(member).copied() {
            self.pools.with(pool.id, |_, relays| relays.set_route_sleeping(now, route, sleeps));
        }
    }

    /// Sends a packet of a group.
    pub(crate) fn send(
        &mut self,
        now: Instant,
        group: GroupNumber,
        to: &Target,
        packet: &[u8],
    ) -> Result<(), PoolSendError> {
        let pool = self.groups.get(&group).ok_or(PoolSendError::Gone)?;
        let sent = self.pools.with(pool.id, |_, relays| match to {
            Target::Relay(route) => relays.send(now, *route, packet),
            Target::Oob { link, peer } => {
                relays.send_oob(now, *link, &DhtPublicKey::from_bytes(*peer.as_bytes()), packet)
            }
            Target::Udp(_) => Err(PoolSendError::Gone),
        });
        sent.unwrap_or(Err(PoolSendError::Gone))
    }

    /// All that groups had to send was taken: routes and pools that nobody needs go.
    pub(crate) fn all_taken(&mut self, now: Instant) {
        for pool in self.groups.values_mut() {
            if let Some(closing) = &mut pool.closing {
                closing.all_taken = true;
            }
            for (member, route) in std::mem::take(&mut pool.parting) {
                // Whoever came back meanwhile has the same route.
                if pool.routes.get(&member) != Some(&route) {
                    self.pools.with(pool.id, |_, relays| relays.remove_route(now, route));
                }
            }
        }
        self.close_finished(now);
    }

    /// Ends pools that nobody needs and that have nothing left to write, or whose time is over.
    pub(crate) fn close_finished(&mut self, now: Instant) {
        let is_finished = |pool: &GroupPool| {
            let queued = self.pools.pool(pool.id).map_or(0, RelayPool::queued_bytes);
            pool.closing.is_some_and(|closing| closing.all_taken && queued == 0 || closing.until <= now)
        };
        let finished: Vec<_> = self.groups.iter().filter(|(_, pool)| is_finished(pool)).map(|(at, _)| *at).collect();
        for group in finished {
            if let Some(pool) = self.groups.remove(&group) {
                self.owners.remove(&pool.id);
                self.pools.remove(now, pool.id);
            }
        }
    }

    /// The driver wrote that many bytes of a stream.
    pub(crate) fn wrote(&mut self, now: Instant, stream: StreamId, count: usize) {
        self.pools.wrote(now, stream, count);
        self.close_finished(now);
    }

    pub(crate) fn poll_timeout(&self) -> Option<Instant> {
        let closing = self.groups.values().filter_map(|pool| Some(pool.closing?.until));
        closing.chain(self.pools.poll_timeout()).min()
    }

    pub(crate) fn handle_timeout(&mut self, now: Instant) {
        self.pools.handle_timeout(now);
        self.close_finished(now);
    }
}

/// How long a farewell may wait for a relay that does not read. Our choice: one that works takes it at once.
const FAREWELL_TIME: Duration = Duration::from_secs(3);

#[cfg(test)]
mod tests;
