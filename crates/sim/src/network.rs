//! The network without the hosts' machines: what stays the same whatever kind of host runs in it.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use toxcore_sansio::Instant;

use crate::addresses;
use crate::hash::Map;
use crate::host::Host;
use crate::nat::{Nat, NatConfig};
use crate::place::{HostConfig, Lan, Owner, Place};
use crate::pool::Pool;
use crate::queue::{Event, Queue};
use crate::rng::SimRng;
use crate::stats::Stats;
use crate::trace::Trace;

use self::connection::Connections;
pub use self::connection::Splits as StreamSplits;

mod connection;
mod datagrams;
mod flow;
mod streams;

#[derive(Debug)]
pub(crate) struct Core {
    pub(crate) now: u64,
    pub(crate) queue: Queue,
    pub(crate) pool: Pool,
    pub(crate) rng: SimRng,
    pub(crate) trace: Trace,
    pub(crate) stats: Stats,
    pub(crate) places: Vec<Place>,
    lans: Vec<Lan>,
    owners: Map<IpAddr, Owner>,
    next_public: u32,
    connections: Connections,
    pub(crate) splits: StreamSplits,
    /// Buffer for what hosts send, kept between calls.
    scratch: Vec<u8>,
}

impl Core {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            now: 0,
            queue: Queue::default(),
            pool: Pool::default(),
            rng: SimRng::new(seed),
            trace: Trace::default(),
            stats: Stats::default(),
            places: Vec::new(),
            lans: Vec::new(),
            owners: Map::default(),
            next_public: 0,
            connections: Connections::default(),
            splits: StreamSplits::default(),
            scratch: Vec::new(),
        }
    }

    pub(crate) fn add_nat(&mut self, config: NatConfig) -> u32 {
        let outside = self.free_public_v4();
        let index = number(self.lans.len());
        self.owners.insert(IpAddr::V4(outside), Owner::Nat(index));
        self.lans.push(Lan { nat: Nat::new(config, outside), members: Map::default() });
        index
    }

    pub(crate) fn nat_address(&self, nat: u32) -> Option<IpAddr> {
        Some(self.lans.get(nat as usize)?.nat.outside())
    }

    /// Gives a new host its addresses.
    pub(crate) fn add_place(&mut self, config: HostConfig) -> u32 {
        let index = number(self.places.len());
        let v4 = config.ipv4.then(|| self.assign_v4(index, &config));
        let v6 = config.ipv6.then(|| addresses::public_v6(index));
        if let Some(v6) = v6 {
            self.owners.insert(IpAddr::V6(v6), Owner::Host(index));
        }
        self.places.push(Place::new(config, v4, v6));
        index
    }

    fn assign_v4(&mut self, host: u32, config: &HostConfig) -> std::net::Ipv4Addr {
        match config.nat.and_then(|nat| self.lans.get_mut(nat.0 as usize)) {
            Some(lan) => {
                let address = config.ipv4_address.unwrap_or_else(|| addresses::private_v4(number(lan.members.len())));
                lan.members.insert(address, host);
                address
            }
            None => {
                let address = config.ipv4_address.unwrap_or_else(|| self.free_public_v4());
                self.owners.insert(IpAddr::V4(address), Owner::Host(host));
                address
            }
        }
    }

    fn free_public_v4(&mut self) -> std::net::Ipv4Addr {
        loop {
            let address = addresses::public_v4(self.next_public);
            self.next_public += 1;
            if !self.owners.contains_key(&IpAddr::V4(address)) {
                return address;
            }
        }
    }

    /// The address of the host's UDP socket, for the family of `peer`.
    pub(crate) fn local_address(&self, host: u32, peer: IpAddr) -> Option<SocketAddr> {
        let place = self.places.get(host as usize)?;
        let ip = match peer {
            IpAddr::V4(_) => IpAddr::V4(place.v4?),
            IpAddr::V6(_) => IpAddr::V6(place.v6?),
        };
        Some(SocketAddr::new(ip, place.config.udp_port))
    }

    /// Whether the host is there and awake.
    pub(crate) fn is_up(&self, host: u32) -> bool {
        self.places.get(host as usize).is_some_and(|p| p.left.is_none() && !p.asleep)
    }

    /// The host's own clock.
    pub(crate) fn host_now(&self, host: u32) -> Instant {
        let ahead = self.places.get(host as usize).map_or(0, |p| p.clock_ahead);
        Instant::from_origin(Duration::from_nanos(self.now.saturating_add(ahead)))
    }

    /// Carries out everything that the host wants after something happened to it, and arms its next timeout.
    pub(crate) fn settle<H: Host>(&mut self, index: u32, host: &mut H) {
        let now = self.host_now(index);
        self.offer_stalled(index, host);
        while let Some(action) = host.poll_stream(now) {
            self.act(index, host, action);
        }
        let mut buf = std::mem::take(&mut self.scratch);
        while let Some(run) = host.poll_transmit(now, &mut buf) {
            for datagram in buf.chunks(run.segment.max(1)) {
                self.send(index, run.to, datagram);
            }
            if buf.is_empty() {
                self.send(index, run.to, &[]);
            }
            buf.clear();
        }
        self.scratch = buf;
        self.arm(index, host.poll_timeout());
    }

    /// Puts the host's next timeout into the queue, unless an earlier event will look at it anyway.
    fn arm(&mut self, index: u32, wanted: Option<Instant>) {
        let Some(place) = self.places.get_mut(index as usize) else { return };
        let Some(wanted) = wanted else { return };
        let at = nanos(wanted.since_origin()).saturating_sub(place.clock_ahead).max(self.now);
        if place.armed.is_none_or(|armed| at < armed) {
            place.armed = Some(at);
            self.queue.push(at, Event::Timeout(index));
        }
    }
}

pub(crate) fn nanos(time: Duration) -> u64 {
    u64::try_from(time.as_nanos()).unwrap_or(u64::MAX)
}

/// A position as a number for events. More than 2^32 hosts would not fit into memory.
fn number(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}
