//! One machine and two friends who have keys and keep to no rule.

use std::net::SocketAddr;
use std::sync::LazyLock;
use std::time::Duration;

use toxcore_crypto::{CombinedKey, DhtKeyPair, EphemeralKeyPair, LongTermKeyPair, Nonce};
use toxcore_net_crypto::{Config, Evidence, SendClass, Target};
use toxcore_sansio::Instant;
use toxcore_sim::Script;
use toxcore_wire::RequestId;
use toxcore_wire::net_crypto::{
    Cookie, CookieRequestPayload, CookieResponse, CookieResponsePayload, Handshake, HandshakePayload,
};

use super::Reached;
use super::node::{LINK, Node, ROUTE, step_of};

/// Runs the script. Panics if something does not hold.
pub fn check(script: &[u8]) -> Reached {
    let mut run = Run::new();
    let mut script = Script::new(script);
    while let Some(what) = script.byte() {
        run.step(what, &mut script);
        run.transmit();
    }
    run.node.reached
}

const OWN: u8 = 100;
const ADDRESSES: [&str; 4] = ["198.51.100.1:1", "198.51.100.2:1", "192.168.1.4:1", "[2001:db8::3]:1"];

/// A friend's keys with those of the machine. Made once, because every run needs them.
struct Keys {
    dht: DhtKeyPair,
    long_term: LongTermKeyPair,
    session: [EphemeralKeyPair; 2],
    with_dht: CombinedKey,
    with_long_term: CombinedKey,
}

static KEYS: LazyLock<[Keys; 2]> = LazyLock::new(|| {
    [1, 2].map(|number| {
        let own_dht = DhtKeyPair::from_secret_bytes([OWN | 0x80; 32]).public;
        let own_long_term = LongTermKeyPair::from_secret_bytes([OWN; 32]).public;
        let dht = DhtKeyPair::from_secret_bytes([number + 50; 32]);
        let long_term = LongTermKeyPair::from_secret_bytes([number; 32]);
        Keys {
            with_dht: CombinedKey::new(&dht.secret, &own_dht).unwrap(),
            with_long_term: CombinedKey::new(&long_term.secret, &own_long_term).unwrap(),
            session: [7, 8].map(|n| EphemeralKeyPair::from_secret_bytes([number + n; 32])),
            dht,
            long_term,
        }
    })
});

/// What a friend knows of the machine.
#[derive(Default)]
struct Friend {
    cookies: Vec<Cookie>,
    echo: Option<RequestId>,
    session: [Option<CombinedKey>; 2],
    sent: u32,
}

struct Run {
    node: Node,
    now: Instant,
    friends: [Friend; 2],
}

impl Run {
    fn new() -> Self {
        let mut node = Node::new(OWN, Config::default());
        node.friends = KEYS.iter().map(|keys| keys.long_term.public).collect();
        Self { node, now: Instant::from_origin(Duration::from_secs(100)), friends: Default::default() }
    }

    fn step(&mut self, what: u8, script: &mut Script<'_>) {
        match what % 10 {
            0 => self.raw(script),
            1 => self.cookie_request(script),
            2 => self.cookie_response(script),
            3 => self.handshake(script),
            4 | 5 => self.data(script),
            6 => self.connect(script),
            7 => self.send(script),
            8 => self.relay(script),
            _ => self.wait(script),
        }
    }

    fn raw(&mut self, script: &mut Script<'_>) {
        let from = target(script, 0);
        self.deliver(from, script.more_bytes().to_vec());
    }

    fn cookie_request(&mut self, script: &mut Script<'_>) {
        let (who, from) = (script.number() % 2, target(script, 0));
        let keys = &KEYS[who];
        let payload =
            CookieRequestPayload { long_term_key: keys.long_term.public, echo: RequestId::from_u64(who as u64) };
        let mut packet = Vec::new();
        payload.seal(&keys.dht.public, &nonce(script), &keys.with_dht, &mut packet);
        self.deliver(from, packet);
    }

    /// An answer to what the machine asked last, with any cookie.
    fn cookie_response(&mut self, script: &mut Script<'_>) {
        let (who, from, filler) = (script.number() % 2, target(script, 0), script.number());
        let Some(echo) = self.friends[who].echo else { return };
        let cookie = Cookie::from_bytes([filler as u8; Cookie::LEN]);
        let mut packet = Vec::new();
        CookieResponsePayload { cookie, echo }.seal(&nonce(script), &KEYS[who].with_dht, &mut packet);
        self.deliver(from, packet);
    }

    /// A handshake with a cookie of the machine, old or new, and one of two session keys.
    fn handshake(&mut self, script: &mut Script<'_>) {
        let (who, from, age, session) = (script.number() % 2, target(script, 0), script.number(), script.number() % 2);
        let cookies = &self.friends[who].cookies;
        let Some(cookie) = cookies.get(cookies.len().wrapping_sub(1 + age % 4)).copied() else { return };
        let payload = HandshakePayload {
            base_nonce: Nonce::from_bytes([session as u8; 24]),
            session_key: KEYS[who].session[session].public,
            other_cookie: Cookie::from_bytes([script.number() as u8; Cookie::LEN]),
        };
        let mut packet = Vec::new();
        payload.seal(&cookie, &nonce(script), &KEYS[who].with_long_term, &mut packet);
        self.deliver(from, packet);
    }

    /// A data packet with any plaintext and any numbers near the edges.
    fn data(&mut self, script: &mut Script<'_>) {
        let (who, from, session) = (script.number() % 2, target(script, 0), script.number() % 2);
        let (start, number, skip) = (edge(script), edge(script), script.number());
        let friend = &mut self.friends[who];
        let Some(key) = friend.session[session].clone() else { return };
        friend.sent += 1 + skip as u32 / 16 * 1000;
        let sealed = seal_data(&key, session, friend.sent, &[&start[..], &number, script.more_bytes()].concat());
        self.deliver(from, sealed);
    }

    fn connect(&mut self, script: &mut Script<'_>) {
        let (who, how) = (script.number() % 2, script.number());
        let (peer, dht, now) = (KEYS[who].long_term.public, KEYS[who].dht.public, self.now);
        let id = match self.node.machine.find(&peer) {
            Some(id) => id,
            None => self.node.call(|machine, cx| machine.connect(cx, now, peer, dht)).unwrap(),
        };
        match how % 6 {
            0 => self.node.machine.close(now, id),
            1 => self.node.machine.set_relay(now, id, Some(ROUTE)),
            2 => self.node.machine.set_oob(now, id, LINK),
            3 => self.node.machine.network_changed(now),
            n => self.node.machine.add_address(now, id, address(how / 6), [Evidence::Heard, Evidence::Told][n % 2]),
        }
    }

    fn send(&mut self, script: &mut Script<'_>) {
        let (who, what, count) = (script.number() % 2, script.number(), script.number());
        let Some(id) = self.node.machine.find(&KEYS[who].long_term.public) else { return };
        let data = [what as u8; 300];
        for _ in 0..count {
            match what {
                192..255 => _ = self.node.machine.send_lossy(id, &data),
                _ => _ = self.node.send(id, [SendClass::Priority, SendClass::Bulk][what % 2], &data),
            }
        }
    }

    fn relay(&mut self, script: &mut Script<'_>) {
        let (what, count) = (script.number(), script.number());
        match what % 2 {
            0 => self.node.machine.relay_refused(self.now, ROUTE, count),
            _ => self.node.machine.relay_writable(self.now, ROUTE),
        }
    }

    fn wait(&mut self, script: &mut Script<'_>) {
        self.now += step_of(script.number());
        self.node.time_out(self.now);
    }

    fn deliver(&mut self, from: Target, mut packet: Vec<u8>) {
        _ = self.node.deliver(self.now, from, &mut packet);
    }

    /// What the machine sends teaches the friends.
    fn transmit(&mut self) {
        let friends = &mut self.friends;
        self.node.transmit(self.now, |_, run, bytes| {
            bytes.chunks(run.segment).for_each(|packet| learn(friends, packet));
        });
    }
}

/// Each friend opens what he can.
fn learn(friends: &mut [Friend; 2], packet: &[u8]) {
    for (friend, keys) in friends.iter_mut().zip(KEYS.iter()) {
        match packet.first() {
            Some(0x18) => {
                let mut packet = packet.to_vec();
                let request = toxcore_wire::net_crypto::CookieRequest::parse(&mut packet).unwrap();
                if let Ok(payload) = request.open(&keys.with_dht) {
                    friend.echo = Some(payload.echo);
                }
            }
            Some(0x19) => {
                if let Ok(payload) = CookieResponse::parse(&mut packet.to_vec()).unwrap().open(&keys.with_dht) {
                    friend.cookies.push(payload.cookie);
                }
            }
            Some(0x1a) => {
                if let Ok(payload) = Handshake::parse(&mut packet.to_vec()).unwrap().open(&keys.with_long_term) {
                    friend.cookies.push(payload.other_cookie);
                    let key = |n: usize| CombinedKey::new(&keys.session[n].secret, &payload.session_key).ok();
                    friend.session = [key(0), key(1)];
                }
            }
            _ => {}
        }
    }
}

/// A data packet as the owner of a session seals it.
fn seal_data(key: &CombinedKey, session: usize, count: u32, plain: &[u8]) -> Vec<u8> {
    let nonce = Nonce::from_bytes([session as u8; 24]).wrapping_add(count);
    let mut sealed = [&[0; 16][..], plain].concat();
    key.seal_in_place(&nonce, &mut sealed).unwrap();
    let [.., high, low] = *nonce.as_bytes();
    [&[0x1b, high, low][..], &sealed].concat()
}

fn nonce(script: &mut Script<'_>) -> Nonce {
    Nonce::from_bytes([script.number() as u8; 24])
}

fn address(number: usize) -> SocketAddr {
    ADDRESSES[number % ADDRESSES.len()].parse().unwrap()
}

fn target(script: &mut Script<'_>, who: usize) -> Target {
    match script.number() % 8 {
        4 | 5 => Target::Relay(ROUTE),
        6 => Target::Oob { link: LINK, peer: KEYS[who].dht.public },
        7 => Target::Oob { link: LINK, peer: KEYS[1 - who].dht.public },
        n => Target::Udp(address(n)),
    }
}

/// A number as the header has it: small, around the window's edge, around the wrap.
fn edge(script: &mut Script<'_>) -> [u8; 4] {
    let number = script.number() as u32;
    let small = number % 64;
    match number / 64 {
        0 => small,
        1 => 32_768_u32.wrapping_add(small).wrapping_sub(32),
        2 => small.wrapping_sub(32),
        _ => (small << 26) | small,
    }
    .to_be_bytes()
}
