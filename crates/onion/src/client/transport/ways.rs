//! Which path a packet takes.

use toxcore_crypto::DhtPublicKey;
use toxcore_wire::NodeInfo;

use super::{Purpose, Transport};
use crate::client::hops::ENOUGH;
use crate::client::paths::{Path, PathId, PathSet};
use crate::client::surroundings::Env;

impl Transport {
    /// Whether a path could be used now, without making one.
    pub(crate) fn can_reach(&mut self, env: &mut Env<'_, '_>) -> bool {
        let known =
            |set: &PathSet| set.iter().any(|path| path.is_usable(env.now, env.net.relays, self.recent.leniency()));
        known(&self.own_paths) || self.hops(env, Purpose::Own).is_some()
    }

    pub(crate) fn is_usable(&self, env: &Env<'_, '_>, purpose: Purpose, path: PathId) -> bool {
        self.paths(purpose)
            .get(path)
            .is_some_and(|path| path.is_usable(env.now, env.net.relays, self.recent.leniency()))
    }

    /// A path for data, of which no answer tells whether it arrived: one that has worked, if there is any.
    pub(super) fn path_for_data(&mut self, env: &mut Env<'_, '_>, destination: &DhtPublicKey) -> Option<PathId> {
        let (relays, leniency) = (env.net.relays, self.recent.leniency());
        let is_good =
            |path: &Path| path.is_proven() && !path.contains(destination) && path.is_usable(env.now, relays, leniency);
        let count = self.friend_paths.iter().filter(|path| is_good(path)).count();
        let chosen = self.rng.below(count);
        let proven = self.friend_paths.iter().filter(|path| is_good(path)).nth(chosen).map(|path| path.id);
        proven.or_else(|| self.any_path(env, Purpose::Friends, destination))
    }

    /// A path of a random slot to `destination`, made anew if the slot has none that works.
    pub(crate) fn any_path(
        &mut self,
        env: &mut Env<'_, '_>,
        purpose: Purpose,
        destination: &DhtPublicKey,
    ) -> Option<PathId> {
        let set = match purpose {
            Purpose::Own => &self.own_paths,
            Purpose::Friends => &self.friend_paths,
            Purpose::Groups => &self.group_paths.paths,
        };
        let slot = set.choose_slot(&mut self.rng, destination);
        if let Some(path) =
            set.in_slot(slot).filter(|path| path.is_usable(env.now, env.net.relays, self.recent.leniency()))
        {
            return Some(path.id);
        }
        let hops = self.hops(env, purpose)?;
        self.serial = self.serial.saturating_add(1);
        let set = match purpose {
            Purpose::Own => &mut self.own_paths,
            Purpose::Friends => &mut self.friend_paths,
            Purpose::Groups => &mut self.group_paths.paths,
        };
        set.build(env.now, &mut self.rng, slot, self.serial, hops)
    }

    /// Makes a path whose second and third node are this one, in a slot whose path never worked: so an answer of that node
    /// depends on nobody else but the first.
    pub(crate) fn path_over(&mut self, env: &mut Env<'_, '_>, purpose: Purpose, node: &NodeInfo) -> Option<PathId> {
        let set = match purpose {
            Purpose::Own => &self.own_paths,
            Purpose::Friends => &self.friend_paths,
            Purpose::Groups => &self.group_paths.paths,
        };
        let slot = set.unproven_slot(&mut self.rng)?;
        let hops = self.hops_over(env, node)?;
        self.serial = self.serial.saturating_add(1);
        let set = match purpose {
            Purpose::Own => &mut self.own_paths,
            Purpose::Friends => &mut self.friend_paths,
            Purpose::Groups => &mut self.group_paths.paths,
        };
        set.build(env.now, &mut self.rng, slot, self.serial, hops)
    }

    /// A path for a request about a group. As long as too few nodes are known that pass these on, every second one leads over the
    /// destination itself, which is tried that way.
    pub(crate) fn path_for_group(&mut self, env: &mut Env<'_, '_>, node: &NodeInfo) -> Option<PathId> {
        let is_probe = self.group_paths.able().count() < ENOUGH && self.rng.below(2) == 0;
        let path = if is_probe { self.path_over(env, Purpose::Groups, node) } else { None };
        path.or_else(|| self.any_path(env, Purpose::Groups, &node.key))
    }

    pub(crate) fn paths(&self, purpose: Purpose) -> &PathSet {
        match purpose {
            Purpose::Own => &self.own_paths,
            Purpose::Friends => &self.friend_paths,
            Purpose::Groups => &self.group_paths.paths,
        }
    }

    pub(crate) fn paths_mut(&mut self, purpose: Purpose) -> &mut PathSet {
        match purpose {
            Purpose::Own => &mut self.own_paths,
            Purpose::Friends => &mut self.friend_paths,
            Purpose::Groups => &mut self.group_paths.paths,
        }
    }

    /// The age of a path that still stands.
    pub(crate) fn own_path(&self, id: PathId) -> Option<&Path> {
        self.own_paths.get(id)
    }

    /// A friend's DHT key became known: no path leads over it from now on.
    pub(crate) fn avoid(&mut self, key: DhtPublicKey) {
        if self.friends.insert(key) {
            self.own_paths.avoid(&key);
            self.friend_paths.avoid(&key);
            self.group_paths.paths.avoid(&key);
        }
    }
}
