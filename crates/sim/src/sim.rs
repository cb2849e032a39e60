use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::ops::Index;
use std::time::Duration;

use toxcore_sansio::Instant;

use crate::host::Host;
use crate::link::Link;
use crate::nat::NatConfig;
use crate::network::{Core, StreamSplits, nanos};
use crate::place::{Departure, HostConfig, HostId, NatId};
use crate::queue::Event;
use crate::rng::SimRng;
use crate::stats::{Stats, Traffic};
use crate::trace::Traced;

mod run;

pub use self::run::NotInTime;

/// A network and the hosts in it, with one virtual clock.
///
/// `H` is the kind of host; `Box<dyn Host>` or an enum mixes kinds. Everything that happens follows from the seed and from
/// the calls made here.
pub struct Sim<H> {
    hosts: Vec<Option<H>>,
    scripts: Vec<Option<Script<H>>>,
    core: Core,
    scenario: SimRng,
}

type Script<H> = Box<dyn FnOnce(&mut Sim<H>)>;

impl<H: Host> Sim<H> {
    /// An empty network at time zero.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self {
            hosts: Vec::new(),
            scripts: Vec::new(),
            core: Core::new(seed),
            scenario: SimRng::new(seed ^ 0x5ce7_a210),
        }
    }

    /// Adds a NAT with a LAN behind it.
    pub fn add_nat(&mut self, config: NatConfig) -> NatId {
        NatId(self.core.add_nat(config))
    }

    /// The public address of a NAT.
    #[must_use]
    pub fn nat_address(&self, nat: NatId) -> IpAddr {
        self.core.nat_address(nat.0).unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED))
    }

    /// Adds a host. It is polled at once.
    pub fn add(&mut self, host: H, config: HostConfig) -> HostId {
        let index = self.core.add_place(config);
        self.hosts.push(Some(host));
        self.settle(index);
        HostId(index)
    }

    /// Adds a host that is made with knowledge of its own address.
    pub fn add_with(&mut self, config: HostConfig, make: impl FnOnce(HostId, SocketAddr) -> H) -> HostId {
        let id = HostId(self.core.add_place(config));
        let host = make(id, self.address(id));
        self.hosts.push(Some(host));
        self.settle(id.0);
        id
    }

    /// Takes a host out. Its id and addresses are not used again; its datagrams on the way still arrive.
    pub fn remove(&mut self, id: HostId, departure: Departure) -> Option<H> {
        let host = self.hosts.get_mut(id.index())?.take()?;
        self.core.leave_streams(id.0, departure);
        if let Some(place) = self.core.places.get_mut(id.index()) {
            place.left = Some(departure);
            place.asleep = false;
        }
        self.core.requeue_deferred(id.0);
        Some(host)
    }

    /// The host, unless it has left.
    #[must_use]
    pub fn get(&self, id: HostId) -> Option<&H> {
        self.hosts.get(id.index())?.as_ref()
    }

    /// All hosts that are there.
    pub fn hosts(&self) -> impl Iterator<Item = (HostId, &H)> {
        (0..).zip(&self.hosts).filter_map(|(n, host)| Some((HostId(n), host.as_ref()?)))
    }

    /// Calls the host with its own time, then carries out what it wants. `None` if it has left.
    pub fn call<R>(&mut self, id: HostId, f: impl FnOnce(&mut H, Instant) -> R) -> Option<R> {
        let now = self.core.host_now(id.0);
        let result = f(self.hosts.get_mut(id.index())?.as_mut()?, now);
        self.core.trace.event(self.core.now, id.0, Traced::Call);
        if self.core.is_up(id.0) {
            self.settle(id.0);
        }
        Some(result)
    }

    /// The address of the host's UDP socket as the host itself knows it: IPv4 if it has that.
    #[must_use]
    pub fn address(&self, id: HostId) -> SocketAddr {
        let v4 = self.core.local_address(id.0, IpAddr::V4(Ipv4Addr::UNSPECIFIED));
        v4.or_else(|| self.ipv6_address(id)).unwrap_or(SocketAddr::new(IpAddr::V4(Ipv4Addr::UNSPECIFIED), 0))
    }

    /// The IPv6 address of the host's UDP socket, if it has IPv6.
    #[must_use]
    pub fn ipv6_address(&self, id: HostId) -> Option<SocketAddr> {
        self.core.local_address(id.0, IpAddr::V6(Ipv6Addr::UNSPECIFIED))
    }

    /// UDP traffic of the host so far.
    #[must_use]
    pub fn traffic(&self, id: HostId) -> Traffic {
        self.core.places.get(id.index()).map(|p| p.traffic).unwrap_or_default()
    }

    /// Replaces the link of a host. Datagrams on the way are not affected.
    pub fn set_link(&mut self, id: HostId, link: Link) {
        if let Some(place) = self.core.places.get_mut(id.index()) {
            place.config.link = link;
        }
    }

    /// Blocks or unblocks UDP of a host.
    pub fn set_udp_blocked(&mut self, id: HostId, blocked: bool) {
        if let Some(place) = self.core.places.get_mut(id.index()) {
            place.config.udp_blocked = blocked;
        }
    }

    /// Into which pieces hosts get stream bytes from now on.
    pub fn set_stream_splits(&mut self, splits: StreamSplits) {
        self.core.splits = splits;
    }

    /// Stops the host as if its lid were closed: it does nothing, datagrams to it are lost, streams stand still.
    pub fn suspend(&mut self, id: HostId) {
        if let Some(place) = self.core.places.get_mut(id.index()) {
            place.asleep = true;
        }
    }

    /// Wakes a suspended host: its clock has gone on meanwhile, so everything overdue happens at once.
    pub fn resume(&mut self, id: HostId) {
        let Some(place) = self.core.places.get_mut(id.index()).filter(|p| p.asleep) else { return };
        place.asleep = false;
        place.armed = None;
        self.core.requeue_deferred(id.0);
        self.settle(id.0);
    }

    /// Moves the host's clock forward. It never goes back, as a monotonic clock does not.
    pub fn jump_clock(&mut self, id: HostId, by: Duration) {
        if let Some(place) = self.core.places.get_mut(id.index()) {
            place.clock_ahead = place.clock_ahead.saturating_add(nanos(by));
        }
        if self.core.is_up(id.0) {
            self.settle(id.0);
        }
    }

    /// The simulation's clock.
    #[must_use]
    pub fn now(&self) -> Instant {
        Instant::from_origin(Duration::from_nanos(self.core.now))
    }

    /// A generator for the scenario, apart from the network's.
    pub fn rng(&mut self) -> &mut SimRng {
        &mut self.scenario
    }

    /// Runs `script` at `at` (or now, if that has passed): hosts that come and go, suspend, change their link.
    pub fn at(&mut self, at: Instant, script: impl FnOnce(&mut Self) + 'static) {
        let index = u32::try_from(self.scripts.len()).unwrap_or(u32::MAX);
        self.scripts.push(Some(Box::new(script)));
        self.core.queue.push(nanos(at.since_origin()).max(self.core.now), Event::Script(index));
    }

    /// A hash of everything that reached a host so far, with its time and bytes. The same seed and calls give the same.
    #[must_use]
    pub fn trace_hash(&self) -> u64 {
        self.core.trace.finish()
    }

    /// What happened in the network so far.
    #[must_use]
    pub fn stats(&self) -> Stats {
        self.core.stats
    }

    fn settle(&mut self, index: u32) {
        if let Some(host) = self.hosts.get_mut(index as usize).and_then(Option::as_mut) {
            self.core.settle(index, host);
        }
    }
}

impl<H: Host> Index<HostId> for Sim<H> {
    type Output = H;

    /// The host.
    ///
    /// # Panics
    /// If it has left; [`Sim::get`] does not.
    fn index(&self, id: HostId) -> &H {
        self.get(id).expect("the host has left the simulation")
    }
}

impl<H> fmt::Debug for Sim<H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sim")
            .field("now", &Duration::from_nanos(self.core.now))
            .field("hosts", &self.hosts.len())
            .field("queued", &self.core.queue.len())
            .field("stats", &self.core.stats)
            .finish_non_exhaustive()
    }
}
