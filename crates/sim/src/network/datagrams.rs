//! The way of a datagram.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use super::{Core, nanos};
use crate::addresses;
use crate::place::Owner;
use crate::pool::{Packet, PacketId};
use crate::queue::Event;
use crate::stats::Drop;
use crate::trace::Traced;

impl Core {
    /// A host sends a datagram.
    pub(super) fn send(&mut self, host: u32, to: SocketAddr, bytes: &[u8]) {
        self.stats.sent += 1;
        let result = self.try_send(host, to, bytes);
        if let Some(place) = self.places.get_mut(host as usize) {
            place.traffic.sent += 1;
            place.traffic.sent_bytes += bytes.len() as u64;
        }
        if let Err(reason) = result {
            self.stats.count_drop(reason);
        }
    }

    fn try_send(&mut self, host: u32, to: SocketAddr, bytes: &[u8]) -> Result<(), Drop> {
        let local = self.local_address(host, to.ip()).ok_or(Drop::NoRoute)?;
        let place = self.places.get_mut(host as usize).ok_or(Drop::NoRoute)?;
        let nat = place.config.nat.map(|n| n.0);
        if addresses::is_broadcast(to.ip()) {
            return self.broadcast(host, local, to, bytes);
        }
        if matches!(to.ip(), IpAddr::V4(v4) if v4.is_private()) {
            let lan = nat.ok_or(Drop::NoRoute)?;
            let packet = self.pool.put(local, to, Some(lan), bytes);
            self.queue.push(self.now + LAN_LATENCY, Event::Arrive(packet));
            return Ok(());
        }
        if place.config.udp_blocked {
            return Err(Drop::Blocked);
        }
        let link = place.config.link;
        let passed = place.up.datagram(self.now, bytes.len(), link.up, link.queue_bytes).ok_or(Drop::QueueFull)?;
        let from = self.translate(nat, local, to)?;
        if self.rng.chance(link.loss) {
            return Err(Drop::Lost);
        }
        let copies = 1 + u32::from(self.rng.chance(link.duplicate));
        self.stats.duplicated += u64::from(copies - 1);
        for _ in 0..copies {
            let held_back = if self.rng.chance(link.reorder) { link.reorder_delay } else { Duration::ZERO };
            let jitter = if link.jitter.is_zero() { 0 } else { self.rng.below(nanos(link.jitter)) };
            let at = passed + self.latency_between(host, to.ip()) + jitter + nanos(held_back);
            let packet = self.pool.put(from, to, None, bytes);
            self.queue.push(at, Event::Arrive(packet));
        }
        Ok(())
    }

    /// The sender's address as it is seen behind its NAT.
    fn translate(&mut self, nat: Option<u32>, local: SocketAddr, to: SocketAddr) -> Result<SocketAddr, Drop> {
        let Some(lan) = nat.filter(|_| local.is_ipv4()).and_then(|n| self.lans.get_mut(n as usize)) else {
            return Ok(local);
        };
        if to.ip() == lan.nat.outside() && !lan.nat.hairpin() {
            return Err(Drop::Filtered);
        }
        lan.nat.outbound(self.now, local, to, &mut self.rng).ok_or(Drop::Filtered)
    }

    /// A datagram to everybody in the sender's LAN.
    fn broadcast(&mut self, host: u32, local: SocketAddr, to: SocketAddr, bytes: &[u8]) -> Result<(), Drop> {
        let lan = self.places.get(host as usize).and_then(|p| p.config.nat).ok_or(Drop::NoRoute)?;
        let same_lan = |(index, place): (usize, &crate::place::Place)| {
            let ip = match to.ip() {
                IpAddr::V4(_) => place.v4.map(IpAddr::V4),
                IpAddr::V6(_) => place.v6.map(IpAddr::V6),
            };
            ip.filter(|_| place.config.nat == Some(lan) && index != host as usize)
        };
        let members: Vec<IpAddr> = self.places.iter().enumerate().filter_map(same_lan).collect();
        for ip in members {
            let scope = ip.is_ipv4().then_some(lan.0);
            let packet = self.pool.put(local, SocketAddr::new(ip, to.port()), scope, bytes);
            self.queue.push(self.now + LAN_LATENCY, Event::Arrive(packet));
        }
        Ok(())
    }

    /// Latency of both links. That of a receiver behind a NAT is added when it is known who that is.
    pub(super) fn latency_between(&self, host: u32, to: IpAddr) -> u64 {
        let latency = |h: u32| self.places.get(h as usize).map_or(0, |p| nanos(p.config.link.latency));
        let far = match self.owners.get(&to) {
            Some(Owner::Host(other)) => latency(*other),
            Some(Owner::Nat(_)) | None => 0,
        };
        latency(host) + far
    }

    /// A datagram reached the network of its destination: who gets it, and when? `Some` is a host that gets it now.
    pub(crate) fn arrive(&mut self, id: PacketId) -> Option<u32> {
        match self.route(id) {
            Ok((host, at)) if at <= self.now => Some(host),
            Ok((host, at)) => {
                self.queue.push(at, Event::Deliver(id, host));
                None
            }
            Err(reason) => {
                self.stats.count_drop(reason);
                self.pool.drop_packet(id);
                None
            }
        }
    }

    fn route(&mut self, id: PacketId) -> Result<(u32, u64), Drop> {
        let packet = self.pool.get(id).ok_or(Drop::NoRoute)?;
        let (from, to, len) = (packet.from, packet.to, packet.bytes.len());
        if let Some(lan) = packet.lan {
            return Ok((self.listener(lan, to)?, self.now));
        }
        let (host, extra_latency) = match self.owners.get(&to.ip()).ok_or(Drop::NoRoute)? {
            Owner::Host(host) => (*host, false),
            Owner::Nat(nat) => {
                let lan = self.lans.get(*nat as usize).ok_or(Drop::NoRoute)?;
                let inside = lan.nat.inbound(self.now, to.port(), from).ok_or(Drop::Filtered)?;
                if let Some(packet) = self.pool.get_mut(id) {
                    packet.to = inside;
                }
                (self.listener(*nat, inside)?, true)
            }
        };
        let place = self.places.get_mut(host as usize).ok_or(Drop::NoRoute)?;
        if !extra_latency && place.config.udp_port != to.port() {
            return Err(Drop::NoRoute);
        }
        if place.config.udp_blocked {
            return Err(Drop::Blocked);
        }
        let link = &place.config.link;
        let at = self.now + if extra_latency { nanos(link.latency) } else { 0 };
        let at = place.down.datagram(at, len, link.down, link.queue_bytes).ok_or(Drop::QueueFull)?;
        if self.rng.chance(link.loss_down) { Err(Drop::Lost) } else { Ok((host, at)) }
    }

    /// Whether a datagram that has passed everything finds its host able to read it.
    pub(crate) fn check_delivery(&mut self, host: u32) -> bool {
        let reason = match self.places.get(host as usize) {
            Some(place) if place.left.is_some() => Drop::NoRoute,
            Some(place) if place.asleep => Drop::Asleep,
            Some(_) => return true,
            None => Drop::NoRoute,
        };
        self.stats.count_drop(reason);
        false
    }

    pub(crate) fn note_delivery(&mut self, host: u32, packet: &Packet) {
        let len = packet.bytes.len() as u64;
        self.trace.event(self.now, host, Traced::Datagram);
        self.trace.address(packet.from);
        self.trace.bytes(&packet.bytes);
        self.stats.delivered += 1;
        self.stats.delivered_bytes += len;
        if let Some(place) = self.places.get_mut(host as usize) {
            place.traffic.received += 1;
            place.traffic.received_bytes += len;
        }
    }

    /// The host of a LAN that has this address and port.
    fn listener(&self, lan: u32, to: SocketAddr) -> Result<u32, Drop> {
        let IpAddr::V4(ip) = to.ip() else { return Err(Drop::NoRoute) };
        let host = self.lans.get(lan as usize).and_then(|l| l.members.get(&ip)).copied().ok_or(Drop::NoRoute)?;
        let port = self.places.get(host as usize).map(|p| p.config.udp_port);
        if port == Some(to.port()) { Ok(host) } else { Err(Drop::NoRoute) }
    }
}

/// Time across a LAN, which is otherwise perfect: 1 ms, as over Wi-Fi.
pub(super) const LAN_LATENCY: u64 = 1_000_000;
