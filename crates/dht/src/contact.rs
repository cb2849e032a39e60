use std::net::SocketAddr;
use std::time::Duration;

use toxcore_crypto::DhtPublicKey;
use toxcore_sansio::{Asker, Instant};
use toxcore_wire::{NodeInfo, is_lan};

/// How often each kept node is asked for nodes, which keeps both sides known to each other. Protocol: dht, Upkeep.
pub const CHECK_INTERVAL: Duration = Duration::from_secs(60);
/// Silence after which an address is *bad*: two checks and 2 s for the answers. Protocol: dht, States of an address.
pub const BAD_AFTER: Duration = Duration::from_secs(2 * CHECK_INTERVAL.as_secs() + 2);
/// Silence after which an address is *dead*: another check went unanswered. Protocol: dht, States of an address.
pub const DEAD_AFTER: Duration = Duration::from_secs(BAD_AFTER.as_secs() + CHECK_INTERVAL.as_secs());

/// What an address is good for, by the time since something was heard from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Freshness {
    /// Used for everything.
    Good,
    /// Still checked, replaceable, otherwise ignored.
    Bad,
    /// Not even checked.
    Dead,
}

/// One address of a node, proven by an answer that came from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Record {
    pub(crate) addr: SocketAddr,
    /// When the last valid answer came from it.
    pub(crate) heard: Instant,
    /// When it was last asked for nodes near the base of the list that it is in.
    pub(crate) checked: Option<Instant>,
}

impl Record {
    pub(crate) fn freshness(&self, now: Instant) -> Freshness {
        match now.saturating_since(self.heard) {
            age if age < BAD_AFTER => Freshness::Good,
            age if age < DEAD_AFTER => Freshness::Bad,
            _ => Freshness::Dead,
        }
    }

    pub(crate) fn is_good(&self, now: Instant) -> bool {
        self.freshness(now) == Freshness::Good
    }

    /// When it must be asked again.
    pub(crate) fn check_due(&self) -> Instant {
        self.checked.map_or(Instant::ZERO, |at| at + CHECK_INTERVAL)
    }
}

/// What a node said the address of the list's base key is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Report {
    pub(crate) addr: SocketAddr,
    pub(crate) at: Instant,
}

/// A node as a list keeps it: one address for each family.
#[derive(Clone, Debug)]
pub(crate) struct Contact {
    pub(crate) key: DhtPublicKey,
    /// IPv4, IPv6.
    records: [Option<Record>; 2],
    /// What it said about the base key of the list: an IPv4 and an IPv6 address.
    reports: [Option<Report>; 2],
    /// Whether it answered a data search, so that it may be named in answers to data searches.
    pub(crate) serves_storage: bool,
}

impl Contact {
    /// A node that has just answered from `node.addr`.
    pub(crate) fn new(node: &NodeInfo, now: Instant) -> Self {
        let mut contact = Self { key: node.key, records: [None; 2], reports: [None; 2], serves_storage: false };
        contact.heard(node.addr, now);
        contact
    }

    /// Notes a valid answer from `addr`. `true` if the address is new.
    ///
    /// An address of a private network does not replace one of the internet that still works: others can use only the
    /// latter.
    pub(crate) fn heard(&mut self, addr: SocketAddr, now: Instant) -> bool {
        let Some(slot) = self.records.get_mut(family(&addr)) else { return false };
        match slot {
            Some(record) if record.addr == addr => record.heard = now,
            Some(record) if is_lan(&addr.ip()) && !is_lan(&record.addr.ip()) && record.is_good(now) => {}
            _ => {
                *slot = Some(Record { addr, heard: now, checked: None });
                return true;
            }
        }
        false
    }

    /// Notes what the node said about the base key of the list.
    pub(crate) fn reported(&mut self, addr: SocketAddr, now: Instant) {
        if let Some(slot) = self.reports.get_mut(family(&addr)) {
            *slot = Some(Report { addr, at: now });
        }
    }

    pub(crate) fn records(&self) -> impl Iterator<Item = &Record> {
        self.records.iter().flatten()
    }

    pub(crate) fn records_mut(&mut self) -> impl Iterator<Item = &mut Record> {
        self.records.iter_mut().flatten()
    }

    /// Reports that are not older than an answer stays good: IPv4, IPv6.
    pub(crate) fn fresh_reports(&self, now: Instant) -> [Option<SocketAddr>; 2] {
        self.reports.map(|r| r.filter(|r| now.saturating_since(r.at) < BAD_AFTER).map(|r| r.addr))
    }

    pub(crate) fn has_fresh_report(&self, now: Instant) -> bool {
        self.fresh_reports(now).iter().any(Option::is_some)
    }

    pub(crate) fn uses(&self, addr: SocketAddr) -> bool {
        self.records().any(|r| r.addr == addr)
    }

    pub(crate) fn is_good_at(&self, addr: SocketAddr, now: Instant) -> bool {
        self.records().any(|r| r.addr == addr && r.is_good(now))
    }

    /// Whether at least one address is good.
    pub(crate) fn is_good(&self, now: Instant) -> bool {
        self.records().any(|r| r.is_good(now))
    }

    /// The last time that something was heard from it.
    pub(crate) fn last_heard(&self) -> Instant {
        self.records().map(|r| r.heard).max().unwrap_or_default()
    }

    /// The good address that `asker` can use and that was heard last; IPv4 if both were.
    pub(crate) fn address_for(&self, asker: Asker, now: Instant) -> Option<SocketAddr> {
        let usable = |r: &&Record| r.is_good(now) && (asker == Asker::Lan || !is_lan(&r.addr.ip()));
        let mut best: Option<&Record> = None;
        for record in self.records().filter(usable) {
            if best.is_none_or(|b| record.heard > b.heard) {
                best = Some(record);
            }
        }
        best.map(|r| r.addr)
    }

    /// A good address, IPv6 before IPv4.
    pub(crate) fn good_address(&self, now: Instant) -> Option<SocketAddr> {
        self.records.iter().rev().flatten().find(|r| r.is_good(now)).map(|r| r.addr)
    }

    /// Any address, however old, IPv6 before IPv4: trying costs little and may still work.
    pub(crate) fn any_address(&self) -> Option<SocketAddr> {
        self.records.iter().rev().flatten().next().map(|r| r.addr)
    }
}

fn family(addr: &SocketAddr) -> usize {
    usize::from(addr.is_ipv6())
}

#[cfg(test)]
mod tests;
