//! What is known about the ways to one member.

use std::collections::VecDeque;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use toxcore_crypto::EphemeralPublicKey;
use toxcore_sansio::{Instant, RouteId, StreamId};
use toxcore_wire::relay::MAX_OOB_LEN;
use toxcore_wire::{RelayInfo, is_lan};

use super::Target;
use super::limits::{DIRECT_TIMEOUT, MAX_MEMBER_RELAYS, UDP_TRY_INTERVAL};

/// One address for each family, a relay route, and a relay through which out-of-band packets came.
#[derive(Debug, Default)]
pub(crate) struct Paths {
    v4: Option<Address>,
    v6: Option<Address>,
    route: Option<RouteId>,
    oob: Option<StreamId>,
    relays: VecDeque<RelayInfo>,
    /// Where the member may be instead.
    rumour: Option<Rumour>,
    /// When an address that may not work was used beside relays.
    tried: Option<Instant>,
}

#[derive(Clone, Copy, Debug)]
struct Address {
    addr: SocketAddr,
    /// Whether something new came from there in this session.
    proven: bool,
    /// When something of the session came from there last, since it is proven.
    heard: Option<Instant>,
}

/// An address without proof. Some of what is sent goes there as well, and what answers to that proves it.
#[derive(Clone, Copy, Debug)]
struct Rumour {
    addr: SocketAddr,
    since: Instant,
    /// Packets that went there.
    tries: u32,
}

/// How a packet shows where its sender is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Evidence {
    /// Others say so, or it may be a copy of what somebody else has caught.
    Told,
    /// It was opened, but may be a copy.
    Opened,
    /// It was opened, and nobody can have had it before: a lossless packet that is newer than all others, or one that answers to what
    /// nobody has answered.
    New,
}

impl Address {
    fn is_live(&self, now: Instant) -> bool {
        self.heard.is_some_and(|at| now < at + DIRECT_TIMEOUT)
    }
}

impl Paths {
    /// The member was told, or seen, to be there. What is proven gives way only to proof. Which route is the member's only the owner
    /// says: a copy may come over that of another.
    pub(crate) fn learn(&mut self, now: Instant, from: Target, evidence: Evidence) {
        let addr = match from {
            Target::Udp(addr) => addr,
            Target::Relay(_) => return,
            Target::Oob { link, .. } => {
                if evidence != Evidence::Opened || self.oob.is_none() {
                    self.oob = Some(link);
                }
                return;
            }
        };
        let place = if addr.is_ipv4() { &mut self.v4 } else { &mut self.v6 };
        match (place, evidence) {
            // A neighbour's address in our own network is better than what we see of its router.
            (Some(known), Evidence::New)
                if known.addr != addr && known.is_live(now) && is_lan(&known.addr.ip()) && !is_lan(&addr.ip()) => {}
            (place, Evidence::New) => {
                *place = Some(Address { addr, proven: true, heard: Some(now) });
                self.rumour = self.rumour.filter(|rumour| rumour.addr != addr);
            }
            (Some(known), Evidence::Told) if known.addr == addr => {}
            (Some(known), Evidence::Opened) if known.addr == addr && known.proven => known.heard = Some(now),
            (Some(known), _) if known.proven => self.note_rumour(now, addr),
            (place, Evidence::Told) => *place = Some(Address { addr, proven: false, heard: None }),
            (place, Evidence::Opened) => {
                *place = Some(Address { addr, proven: false, heard: None });
                self.note_rumour(now, addr);
            }
        }
    }

    /// One rumour after another has its time.
    fn note_rumour(&mut self, now: Instant, addr: SocketAddr) {
        let is_under_way =
            |rumour: &Rumour| now < rumour.since + if rumour.addr == addr { DIRECT_TIMEOUT } else { RUMOUR_TIME };
        if !self.rumour.as_ref().is_some_and(is_under_way) {
            self.rumour = Some(Rumour { addr, since: now, tries: 0 });
        }
    }

    /// Whether packets come from an address that waits for proof, so that an answer is worth a question.
    pub(crate) fn wants_proof(&self, now: Instant) -> bool {
        self.rumour.is_some_and(|rumour| rumour.since == now && rumour.tries == 0)
    }

    /// Forgets that addresses work, because our own network changed.
    pub(crate) fn forget_heard(&mut self) {
        [&mut self.v4, &mut self.v6].into_iter().flatten().for_each(|known| known.heard = None);
        (self.tried, self.rumour) = (None, None);
    }

    /// Forgets what the session proved, because there is another.
    pub(crate) fn forget_proof(&mut self) {
        self.forget_heard();
        [&mut self.v4, &mut self.v6].into_iter().flatten().for_each(|known| known.proven = false);
    }

    /// Sets or takes away the route through relays.
    pub(crate) const fn set_route(&mut self, route: Option<RouteId>) {
        self.route = route;
    }

    /// Remembers a relay of the member. Returns whether it is news.
    pub(crate) fn add_relay(&mut self, relay: RelayInfo) -> bool {
        if self.relays.contains(&relay) {
            return false;
        }
        if self.relays.len() >= MAX_MEMBER_RELAYS {
            self.relays.pop_front();
        }
        self.relays.push_back(relay);
        true
    }

    /// Relays of the member, the one heard of last at the end.
    pub(crate) fn relays(&self) -> impl ExactSizeIterator<Item = &RelayInfo> {
        self.relays.iter()
    }

    /// Whether packets arrive over UDP.
    pub(crate) fn is_direct(&self, now: Instant) -> bool {
        self.addresses().any(|known| known.is_live(now))
    }

    /// From where packets arrive.
    pub(crate) fn live(&self, now: Instant) -> impl Iterator<Item = IpAddr> {
        self.addresses().filter(move |known| known.is_live(now)).map(|known| known.addr.ip())
    }

    /// When [`is_direct`](Self::is_direct) becomes false if nothing arrives.
    pub(crate) fn direct_until(&self) -> Option<Instant> {
        self.addresses().filter_map(|known| known.heard).max().map(|heard| heard + DIRECT_TIMEOUT)
    }

    /// Where the member is, best first.
    pub(crate) fn address(&self, now: Instant) -> Option<SocketAddr> {
        self.best(|known| known.is_live(now)).or_else(|| self.best(|_| true))
    }

    /// The `n`-th try of an address: those that are known take turns.
    pub(crate) fn try_address(&self, n: usize) -> Option<Target> {
        let rumour = self.rumour.map(|rumour| rumour.addr);
        let rumour = rumour.filter(|addr| self.addresses().all(|known| known.addr != *addr));
        let all = || self.addresses().map(|known| known.addr).chain(rumour);
        all().nth(n.checked_rem(all().count())?).map(Target::Udp)
    }

    /// The way through relays.
    pub(crate) fn relayed(&self, key: &EphemeralPublicKey) -> Option<Target> {
        let oob = self.oob.map(|link| Target::Oob { link, peer: *key });
        self.route.map(Target::Relay).or(oob)
    }

    /// Where a packet of a session goes. `doubtful` is that what went over UDP seems not to have arrived.
    pub(crate) fn choose(
        &mut self,
        now: Instant,
        key: &EphemeralPublicKey,
        len: usize,
        doubtful: bool,
    ) -> [Option<Target>; 2] {
        let relayed = self.relayed(key).filter(|way| matches!(way, Target::Relay(_)) || len <= MAX_OOB_LEN);
        let live = self.best(|known| known.is_live(now)).map(Target::Udp);
        if live.is_some() {
            return [live, relayed.filter(|_| doubtful).or_else(|| self.try_rumour(now))];
        }
        let any = self.best(|_| true).map(Target::Udp);
        let known = self.best(|known| known.proven).map(Target::Udp).or(any);
        if relayed.is_none() {
            return [known, self.try_rumour(now).or_else(|| any.filter(|_| any != known))];
        }
        let rested = self.tried.is_none_or(|at| now >= at + UDP_TRY_INTERVAL);
        let tried = self.try_rumour(now).or_else(|| known.filter(|_| rested));
        if tried.is_some() {
            self.tried = Some(now);
        }
        [relayed, tried]
    }

    /// The address without proof, once a second for a short time.
    fn try_rumour(&mut self, now: Instant) -> Option<Target> {
        let rumour = self.rumour.as_mut()?;
        let is_due = rumour.tries < RUMOUR_TRIES && now >= rumour.since + UDP_TRY_INTERVAL * rumour.tries;
        if !is_due {
            return None;
        }
        rumour.tries += 1;
        let addr = rumour.addr;
        Some(Target::Udp(addr)).filter(|_| self.best(|_| true) != Some(addr))
    }

    fn best(&self, is_good: impl Fn(&Address) -> bool) -> Option<SocketAddr> {
        let lan = self.v4.as_ref().filter(|known| is_lan(&known.addr.ip()));
        let order = [lan, self.v6.as_ref(), self.v4.as_ref()];
        order.into_iter().flatten().find(|known| is_good(known)).map(|known| known.addr)
    }

    fn addresses(&self) -> impl Iterator<Item = &Address> {
        self.v4.iter().chain(&self.v6)
    }
}

/// Packets that go to an address without proof, one a second. Our choice: an answer to one of them proves it, and who is not there should
/// not get many.
const RUMOUR_TRIES: u32 = 3;
/// How long an address without proof holds up another one. Our choice: until its packets have gone out.
const RUMOUR_TIME: Duration = Duration::from_secs(3);

#[cfg(test)]
mod tests;
