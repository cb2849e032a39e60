use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use toxcore_sansio::{Instant, Rng};
use toxcore_wire::RequestId;

use crate::contact::Contact;
use crate::search::SearchList;
use crate::upkeep::ContactList;

/// Pause between two NAT ping requests to one friend, and between two rounds of punching. Protocol: dht, NAT traversal.
pub const NAT_INTERVAL: Duration = Duration::from_secs(3);
/// How long after a NAT ping request of the friend we believe that he is punching, too. Protocol: dht, NAT traversal.
pub const NAT_REQUEST_FRESH: Duration = Duration::from_secs(6);
/// Pause after which guessing of ports starts from the front. Protocol: dht, NAT traversal.
pub const PUNCH_RESET: Duration = Duration::from_secs(40);
/// Ports guessed in one round. Protocol: dht, NAT traversal.
pub const PUNCH_PORTS: u32 = 48;
/// Rounds near the reported ports before low ports are tried as well. Protocol: dht, NAT traversal.
pub const NORMAL_TRIES: u32 = 5;
/// Reports of one IP address that make it believable: half of a full search. Protocol: dht, NAT traversal.
pub const MIN_REPORTS: usize = 4;
/// Pings of punching in a second, for all friends together. Our choice: two friends at the full rate.
pub const MAX_PUNCHES_PER_SECOND: usize = 4 * PUNCH_PORTS as usize;
/// Nodes that must know a friend before packets are routed to it through them. Protocol: dht, DHT requests.
pub const MIN_ROUTERS: usize = 2;

/// Our side of the traversal of one friend's NAT.
///
/// Eight nodes around the friend tell from where it sends. We ask it through them whether it searches us, too; once it
/// says yes, both send pings to where the other seems to be, which opens both NATs. Protocol: dht, NAT traversal.
#[derive(Debug)]
pub(crate) struct Nat {
    /// Number of our NAT ping request that is to be answered.
    number: RequestId,
    last_ping: Option<Instant>,
    /// When the friend last sent a NAT ping request.
    friend_asked: Option<Instant>,
    /// The friend answered, and no round of punching followed yet.
    punch_wanted: bool,
    last_punch: Option<Instant>,
    tries: u32,
    /// How far guesses near the reported ports have come.
    near_index: u32,
    /// How far guesses from port 1024 upwards have come.
    low_index: u32,
}

impl Nat {
    pub(crate) fn new(rng: &mut Rng) -> Self {
        Self {
            number: fresh_number(rng),
            last_ping: None,
            friend_asked: None,
            punch_wanted: false,
            last_punch: None,
            tries: 0,
            near_index: 0,
            low_index: 0,
        }
    }

    /// The friend searches us.
    pub(crate) fn request_heard(&mut self, now: Instant) {
        self.friend_asked = Some(now);
    }

    /// The friend answered; `true` if it was to our present number.
    pub(crate) fn response_heard(&mut self, number: RequestId, rng: &mut Rng) -> bool {
        let ours = number == self.number;
        if ours {
            self.punch_wanted = true;
            self.number = fresh_number(rng);
        }
        ours
    }

    /// The number of the NAT ping request to send now, if one is due.
    pub(crate) fn ping_due(&mut self, now: Instant) -> Option<RequestId> {
        let due = self.last_ping.is_none_or(|at| now.saturating_since(at) >= NAT_INTERVAL);
        due.then(|| {
            self.last_ping = Some(now);
            self.number
        })
    }

    /// The addresses to ping now, when it is time to punch: no more than `budget`, else none and it is tried again.
    pub(crate) fn punch_due(&mut self, reports: &[SocketAddr], budget: usize, now: Instant) -> Vec<SocketAddr> {
        if !self.may_punch(now) {
            return Vec::new();
        }
        let Some(ip) = common_ip(reports) else { return Vec::new() };
        if self.last_punch.is_some_and(|at| now.saturating_since(at) > PUNCH_RESET) {
            (self.tries, self.near_index, self.low_index) = (0, 0, 0);
        }
        let ports: Vec<u16> = reports.iter().filter(|a| a.ip() == ip).map(SocketAddr::port).collect();
        let mut guesses = Vec::new();
        if ports.iter().all(|port| Some(port) == ports.first()) {
            guesses.extend(ports.first());
        } else {
            guesses.extend((0..PUNCH_PORTS).map(|i| near_port(&ports, i.wrapping_add(self.near_index))));
            if self.tries > NORMAL_TRIES {
                guesses.extend((0..PUNCH_PORTS).map(|i| low_port(i.wrapping_add(self.low_index))));
            }
        }
        if guesses.len() > budget {
            return Vec::new();
        }
        self.punched(guesses.len(), now);
        guesses.into_iter().filter(|port| *port != 0).map(|port| SocketAddr::new(ip, port)).collect()
    }

    fn punched(&mut self, guesses: usize, now: Instant) {
        if guesses > 1 {
            self.near_index = self.near_index.wrapping_add(PUNCH_PORTS);
        }
        if guesses > PUNCH_PORTS as usize {
            self.low_index = self.low_index.wrapping_add(PUNCH_PORTS / 2);
        }
        self.tries = self.tries.saturating_add(1);
        self.last_punch = Some(now);
        self.punch_wanted = false;
    }

    fn may_punch(&self, now: Instant) -> bool {
        self.punch_wanted
            && self.last_punch.is_none_or(|at| now.saturating_since(at) >= NAT_INTERVAL)
            && self.friend_asked.is_some_and(|at| now.saturating_since(at) <= NAT_REQUEST_FRESH)
    }

    /// When there is something to do, as long as the friend is not reached.
    pub(crate) fn due(&self, now: Instant) -> Instant {
        let ping = self.last_ping.map_or(now, |at| at + NAT_INTERVAL);
        let friend_waits = self.friend_asked.is_some_and(|at| now.saturating_since(at) <= NAT_REQUEST_FRESH);
        if self.punch_wanted && friend_waits {
            ping.min(self.last_punch.map_or(now, |at| at + NAT_INTERVAL))
        } else {
            ping
        }
    }
}

/// The addresses of the friend that its neighbours see, if enough do: those of one family, IPv6 unless fewer tell one.
pub(crate) fn reports_to_punch(list: &SearchList, now: Instant) -> Option<Vec<SocketAddr>> {
    let mut families = [Vec::new(), Vec::new()];
    for reports in list.contacts().filter(|c| c.is_good(now)).map(|c| c.fresh_reports(now)) {
        for (family, report) in families.iter_mut().zip(reports) {
            family.extend(report);
        }
    }
    let [v4, v6] = families;
    let reports = if v6.len() >= v4.len() { v6 } else { v4 };
    (reports.len() >= MIN_REPORTS).then_some(reports)
}

/// The nodes that say that they know the searched one, if they are enough to route packets through them.
pub(crate) fn routers(list: &SearchList, now: Instant) -> Option<impl Iterator<Item = &Contact>> {
    let routers = move || list.contacts().filter(move |c| c.has_fresh_report(now));
    (routers().count() >= MIN_ROUTERS).then(routers)
}

fn fresh_number(rng: &mut Rng) -> RequestId {
    RequestId::from_bytes(rng.public_bytes())
}

/// The first address that is reported often enough.
fn common_ip(reports: &[SocketAddr]) -> Option<IpAddr> {
    let count = |ip: IpAddr| reports.iter().filter(|a| a.ip() == ip).count();
    reports.iter().map(SocketAddr::ip).find(|ip| count(*ip) >= MIN_REPORTS)
}

/// Guess number `index`: alternately above and below the reported ports, farther with each turn. Symmetric NATs often
/// number ports one after the other.
fn near_port(ports: &[u16], index: u32) -> u16 {
    let count = u32::try_from(ports.len()).unwrap_or(u32::MAX).max(1);
    let port = ports.get((index / 2 % count) as usize).copied().unwrap_or(0);
    let offset = (index / (2 * count)) as u16;
    if index % 2 == 1 { port.wrapping_sub(offset) } else { port.wrapping_add(offset) }
}

fn low_port(index: u32) -> u16 {
    (1024_u32.wrapping_add(index)) as u16
}

#[cfg(test)]
mod tests;
