//! Relays behind a proxy. Past defect 43.

use toxcore_relay::{CONNECT_TIMEOUT, Credentials, PoolConfig, PoolIo, Proxy};
use toxcore_sansio::{Instant, StreamId};
use toxcore_sim::{HostId, Link, StreamSplits, run_seeds};
use toxcore_wire::RelayInfo;

use crate::world::{Client, Greeter, Heard, MS, SECOND, World, public};

/// A proxy by what it is told and what it answers: after so many bytes of ours, so much of its own.
struct Dialogue {
    proxy: Proxy,
    steps: Vec<(usize, Vec<u8>)>,
}

fn credentials() -> Option<Credentials> {
    Some(Credentials::new(b"user", b"password").unwrap())
}

fn dialogues() -> Vec<Dialogue> {
    let socks = |credentials, steps| Dialogue { proxy: Proxy::Socks5 { credentials }, steps };
    let http = |credentials, steps| Dialogue { proxy: Proxy::Http { credentials }, steps };
    let bound = [5, 0, 0, 1, 0, 0, 0, 0, 0, 0];
    let bound6 = [&[5, 0, 0, 4][..], &[7; 18]].concat();
    let target = "60.100.1.1:33445";
    let request = format!("CONNECT {target} HTTP/1.1\r\nHost: {target}\r\n\r\n").len();
    let basic = "Proxy-Authorization: Basic dXNlcjpwYXNzd29yZA==\r\n".len();
    let accepted = b"HTTP/1.1 200 Connection established\r\nVia: x\r\n\r\n";
    vec![
        socks(None, vec![(3, vec![5, 0]), (10, bound.to_vec())]),
        socks(None, vec![(3, vec![5, 0]), (10, bound6)]),
        socks(credentials(), vec![(4, vec![5, 0]), (10, bound.to_vec())]),
        socks(credentials(), vec![(4, vec![5, 2]), (15, vec![1, 0]), (10, bound.to_vec())]),
        http(None, vec![(request, accepted.to_vec())]),
        http(credentials(), vec![(request + basic, accepted.to_vec())]),
    ]
}

/// A client with one relay, behind a proxy that the relay's host plays.
fn behind(dialogue: &Dialogue, seed: u64) -> (World, HostId, RelayInfo) {
    let mut world = World::new(seed);
    let relay = world.relay(100);
    world.at_relay(&relay, |relay| relay.greeter = Some(Greeter { steps: dialogue.steps.clone() }));
    let config = config(&dialogue.proxy);
    let alice = world.client_with(1, config, Link::ideal(20 * MS));
    world.act(alice, |alice, now| {
        alice.proxy = Some(relay.addr);
        alice.add_relay(now, relay);
    });
    (world, alice, relay)
}

fn config(proxy: &Proxy) -> PoolConfig {
    let mut config = PoolConfig::default();
    config.proxy = proxy.clone();
    config
}

#[test]
fn relays_are_reached_through_every_kind_of_proxy_in_any_pieces() {
    for dialogue in dialogues() {
        run_seeds(0..3, |seed| {
            for splits in [StreamSplits::Whole, StreamSplits::Random, StreamSplits::Bytes] {
                let (mut world, alice, relay) = behind(&dialogue, seed);
                world.sim.set_stream_splits(splits);
                world.run(2 * SECOND);
                let heard = world.heard(alice);
                assert!(matches!(heard[..], [Heard::Up(_, key)] if key == relay.key), "{:?} {heard:?}", dialogue.proxy);
            }
        });
    }
}

/// What the proxy's system takes says nothing of the relay's.
#[test]
fn a_relay_behind_a_proxy_has_little_unread() {
    let dialogue = dialogues().remove(0);
    let (mut world, alice, relay) = behind(&dialogue, 1);
    let bob = world.client_with(2, config(&dialogue.proxy), Link::ideal(20 * MS));
    world.act(bob, |bob, now| {
        bob.proxy = Some(relay.addr);
        bob.add_route(now, 1, &[relay]);
    });
    let there = world.act(alice, |alice, now| {
        alice.gauge = true;
        alice.add_route(now, 2, &[relay])
    });
    world.run(2 * SECOND);
    let sent = world.sent_unread(alice, there, &relay);
    assert!((40_000..128 * 1024).contains(&sent), "{sent}");
}

/// A pool, driven by hand.
struct Hand {
    client: Client,
    now: Instant,
}

impl Hand {
    fn new(proxy: &Proxy) -> Self {
        let mut hand = Self { client: Client::new(1, config(proxy)), now: Instant::ZERO + SECOND };
        let relay = RelayInfo { addr: ([60, 100, 1, 1], 33_445).into(), key: public(100) };
        hand.client.add_relay(hand.now, relay);
        hand
    }

    /// The next stream, connected with the proxy.
    fn connect(&mut self) -> StreamId {
        let Some(PoolIo::Open { stream, via_proxy: true, .. }) = self.client.pool.poll_io() else { panic!("a stream") };
        self.client.pool.handle_connected(&self.client.context.keys, self.now, stream);
        stream
    }

    /// The proxy says this, byte by byte; what we say is taken. Whether the stream is still wanted.
    fn say(&mut self, stream: StreamId, bytes: &[u8]) -> bool {
        for byte in bytes {
            let len = self.client.pool.to_write(stream).len();
            self.client.pool.wrote(self.now, stream, len);
            let _ = self.client.pool.handle_stream(&self.client.context.keys, self.now, stream, &mut [*byte]);
        }
        !self.is_closed(stream)
    }

    fn is_closed(&mut self, stream: StreamId) -> bool {
        self.client.pool.poll_io() == Some(PoolIo::Close { stream })
    }

    /// Time passes until the pool opens another stream.
    fn wait(&mut self) -> std::time::Duration {
        let start = self.now;
        for _ in 0..100 {
            self.now = self.client.pool.poll_timeout().unwrap().max(self.now);
            self.client.pool.handle_timeout(self.now);
            match self.client.pool.poll_io() {
                Some(PoolIo::Open { .. }) => return self.now - start,
                Some(PoolIo::Close { .. }) | None => {}
            }
        }
        panic!("never tried again");
    }
}

#[test]
fn a_proxy_that_stalls_closes_or_sends_garbage_at_each_byte_ends_the_attempt() {
    for dialogue in dialogues() {
        let answer: Vec<u8> = dialogue.steps.iter().flat_map(|(_, bytes)| bytes.clone()).collect();
        for cut in 0..answer.len() {
            // It stalls: ten seconds in all, however far it got.
            let mut hand = Hand::new(&dialogue.proxy);
            let stream = hand.connect();
            assert!(hand.say(stream, &answer[..cut]), "cut {cut}");
            hand.now += CONNECT_TIMEOUT - MS;
            hand.client.pool.handle_timeout(hand.now);
            assert!(!hand.is_closed(stream));
            hand.now += MS;
            hand.client.pool.handle_timeout(hand.now);
            assert!(hand.is_closed(stream) && hand.client.pool.links() == 0);

            // It closes.
            let mut hand = Hand::new(&dialogue.proxy);
            let stream = hand.connect();
            assert!(hand.say(stream, &answer[..cut]));
            hand.client.pool.handle_closed(hand.now, stream);
            assert_eq!(hand.client.pool.links(), 0);
            let delay = hand.wait();
            assert!(delay >= 500 * MS && delay <= SECOND, "{delay:?}");

            // It sends another byte than it should: it is refused, or means nothing, or is waited for.
            for garbage in [0, 1, 2, 5, b'\n', b'2', b'4', 0x7f, 0xff] {
                let mut hand = Hand::new(&dialogue.proxy);
                let stream = hand.connect();
                let open = hand.say(stream, &[&answer[..cut], &[garbage]].concat());
                assert_eq!(hand.client.pool.links(), usize::from(open));
                assert_eq!(hand.client.pool.connected(), 0);
            }
        }
    }
}

#[test]
fn a_proxy_that_always_fails_is_asked_ever_less() {
    for dialogue in dialogues() {
        let mut hand = Hand::new(&dialogue.proxy);
        let mut stream = hand.connect();
        let mut waited = Vec::new();
        for _ in 0..12 {
            assert!(!hand.say(stream, b"garbage"));
            waited.push(hand.wait());
            let streams = hand.client.pool.links();
            assert_eq!(streams, 1);
            stream = StreamId { index: stream.index, generation: stream.generation + 1 };
            hand.client.pool.handle_connected(&hand.client.context.keys, hand.now, stream);
        }
        assert!(waited[0] <= SECOND && waited[11] >= 150 * SECOND, "{waited:?}");
    }
}

#[test]
fn what_follows_the_answer_belongs_to_the_relay() {
    for dialogue in dialogues() {
        let mut hand = Hand::new(&dialogue.proxy);
        let stream = hand.connect();
        let answer: Vec<u8> = dialogue.steps.iter().flat_map(|(_, bytes)| bytes.clone()).collect();
        let (last, first) = answer.split_last().unwrap();
        assert!(hand.say(stream, first));
        // 96 bytes that are no handshake end the link, so they were read as one.
        let mut rest = [&[*last][..], &[0; 95]].concat();
        let result = hand.client.pool.handle_stream(&hand.client.context.keys, hand.now, stream, &mut rest);
        assert_eq!(result, Ok(()));
        assert_eq!(hand.client.pool.to_write(stream).len(), 128, "our handshake waits");
        assert!(!hand.say(stream, &[0]));
    }
}
