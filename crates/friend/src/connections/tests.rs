use std::net::SocketAddr;
use std::time::Duration;

use toxcore_crypto::{DhtKeyPair, LongTermKeyPair};
use toxcore_sansio::{LinkError, Links, Relays, SendClass, StreamId};

use super::*;
use crate::{Ended, Evidence};

mod ageing;
mod hostile;
mod keys;
mod list;
mod relays;
mod requests;
mod silence;
mod wake;

/// Net-crypto and the relay pool, as far as friend connections see them.
#[derive(Default)]
struct Fake {
    sent: Vec<Vec<u8>>,
    refuses: bool,
    heard: Option<Instant>,
    connected: Vec<RelayInfo>,
    known: Vec<DhtPublicKey>,
}

impl Links for Fake {
    fn send(&mut self, _: FriendId, _: SendClass, data: &[u8]) -> Result<u64, LinkError> {
        if self.refuses {
            return Err(LinkError::Full);
        }
        self.sent.push(data.to_vec());
        Ok(self.sent.len() as u64)
    }
    fn send_lossy(&mut self, _: FriendId, _: &[u8]) -> Result<(), LinkError> {
        Err(LinkError::NotConnected)
    }
    fn space(&mut self, _: FriendId, _: SendClass) -> usize {
        1
    }
    fn last_heard(&self, _: FriendId) -> Option<Instant> {
        self.heard
    }
}

struct Pool<'a>(&'a Fake);

impl Relays for Pool<'_> {
    fn onion_link(&self, _: &mut Rng) -> Option<(StreamId, RelayInfo)> {
        None
    }
    fn is_onion_link(&self, _: StreamId) -> bool {
        false
    }
    fn connected(&self, _: &mut Rng, count: usize, out: &mut Vec<RelayInfo>) {
        out.extend(self.0.connected.iter().take(count));
    }
    fn knows(&self, relay: &DhtPublicKey) -> bool {
        self.0.known.contains(relay)
    }
}

/// The machine of one user, and the time on his wall.
struct Alice {
    friends: FriendConnections,
    fake: Fake,
    now: Instant,
}

impl Alice {
    fn new() -> Self {
        let friends = FriendConnections::new(Config::new(person(0)), &Seed::from_number(1));
        Self { friends, fake: Fake::default(), now: Instant::ZERO }
    }

    fn outputs(&mut self) -> Vec<Output> {
        std::iter::from_fn(|| self.friends.poll_output()).collect()
    }

    fn add(&mut self, number: u8) -> FriendId {
        let id = self.friends.add(self.now, person(number)).expect("free");
        self.outputs();
        id
    }

    /// A friend whose DHT key became known.
    fn found(&mut self, number: u8) -> FriendId {
        let id = self.add(number);
        self.friends.dht_key(self.now, id, run(number));
        self.outputs();
        id
    }

    fn connected(&mut self, number: u8) -> FriendId {
        let id = self.found(number);
        self.friends.established(self.now, id);
        self.fake.heard = Some(self.now);
        self.due();
        self.outputs();
        id
    }

    /// Does what is due now.
    fn due(&mut self) {
        let mut links = std::mem::take(&mut self.fake);
        let relays = Fake { connected: links.connected.clone(), known: links.known.clone(), ..Fake::default() };
        self.friends.handle_timeout(self.now, &mut links, &Pool(&relays));
        self.fake = links;
    }

    /// Lets time pass until `after` from now, waking at each deadline; returns when what came out.
    fn pass(&mut self, after: Duration) -> Vec<(Duration, Output)> {
        let (start, end, mut log) = (self.now, self.now + after, Vec::new());
        for _ in 0..10_000 {
            let next = self.friends.poll_timeout().filter(|at| *at <= end);
            self.now = next.unwrap_or(end).max(self.now);
            self.due();
            let at = self.now - start;
            log.extend(self.outputs().into_iter().map(|output| (at, output)));
            if next.is_none() {
                return log;
            }
        }
        panic!("work without end");
    }

    /// The same while the friend sends a packet each second.
    fn pass_heard(&mut self, id: FriendId, seconds: u64) -> Vec<(Duration, Output)> {
        let mut log = Vec::new();
        for second in 0..seconds {
            self.fake.heard = Some(self.now);
            if second % 8 == 0 {
                self.receive(id, &[0x10]).expect("alive");
            }
            let passed = self.pass(SECOND);
            log.extend(passed.into_iter().map(|(at, output)| (at + SECOND * second as u32, output)));
        }
        log
    }

    fn receive(&mut self, id: FriendId, data: &[u8]) -> Result<Handled, toxcore_sansio::Discard> {
        let relays = Fake { known: self.fake.known.clone(), ..Fake::default() };
        self.friends.handle_data(self.now, id, data, &Pool(&relays))
    }

    fn relay(&mut self, id: FriendId, relay: RelayInfo) {
        let relays = Fake { known: self.fake.known.clone(), ..Fake::default() };
        self.friends.relay(self.now, id, relay, &Pool(&relays));
    }
}

const SECOND: Duration = Duration::from_secs(1);

/// Long-term key of a user.
fn person(number: u8) -> LongTermPublicKey {
    LongTermKeyPair::from_secret_bytes([number.wrapping_add(1); 32]).public
}

/// DHT key of a run of a client or of a relay.
fn run(number: u8) -> DhtPublicKey {
    DhtKeyPair::from_secret_bytes([number.wrapping_add(1); 32]).public
}

fn addr(text: &str) -> SocketAddr {
    text.parse().expect("an address")
}

fn relay(number: u8) -> RelayInfo {
    RelayInfo { addr: addr(&format!("198.51.100.{number}:3389")), key: run(100 + number) }
}
