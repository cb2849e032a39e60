//! A friend with session keys who keeps to no rule: all data ids, truncated bodies, numbers at all edges.

use std::time::Duration;

use toxcore_crypto::{CombinedKey, DhtKeyPair, EphemeralKeyPair, LongTermKeyPair, Nonce};
use toxcore_net_crypto::{ConnectionId, EndReason, Phase};
use toxcore_sansio::{Discard, Instant, Path};
use toxcore_sim::SimRng;
use toxcore_wire::RequestId;
use toxcore_wire::net_crypto::{Cookie, CookieRequestPayload, CookieResponse, Handshake, HandshakePayload};

use crate::peer::Peer;

const ADDRESS: &str = "198.51.100.7:33445";

/// The machine, and the friend's end of an established session with it.
struct Insider {
    victim: Peer,
    now: Instant,
    key: CombinedKey,
    sent: u32,
}

impl Insider {
    fn new() -> Self {
        let mut victim = Peer::new(1);
        let (dht, long_term) = (DhtKeyPair::from_secret_bytes([7; 32]), LongTermKeyPair::from_secret_bytes([8; 32]));
        victim.friends.push(long_term.public);
        let now = Instant::from_origin(Duration::from_secs(100));
        let with_dht = CombinedKey::new(&dht.secret, &victim.dht.public).unwrap();
        let with_long_term = CombinedKey::new(&long_term.secret, &victim.long_term).unwrap();
        let nonce = Nonce::from_bytes([3; 24]);
        let mut packet = Vec::new();
        let request = CookieRequestPayload { long_term_key: long_term.public, echo: RequestId::from_u64(1) };
        request.seal(&dht.public, &nonce, &with_dht, &mut packet);
        victim.handle(now, Path::Udp(ADDRESS.parse().unwrap()), &mut packet).unwrap();
        let mut answer = transmitted(&mut victim, now).remove(0);
        let cookie = CookieResponse::parse(&mut answer).unwrap().open(&with_dht).unwrap().cookie;
        let session = EphemeralKeyPair::from_secret_bytes([9; 32]);
        let payload = HandshakePayload {
            base_nonce: Nonce::from_bytes([0; 24]),
            session_key: session.public,
            other_cookie: Cookie::from_bytes([0; Cookie::LEN]),
        };
        let mut packet = Vec::new();
        payload.seal(&cookie, &nonce, &with_long_term, &mut packet);
        victim.handle(now, Path::Udp(ADDRESS.parse().unwrap()), &mut packet).unwrap();
        let mut handshake = transmitted(&mut victim, now).into_iter().find(|packet| packet[0] == 0x1a).unwrap();
        let theirs = Handshake::parse(&mut handshake).unwrap().open(&with_long_term).unwrap();
        let key = CombinedKey::new(&session.secret, &theirs.session_key).unwrap();
        let mut insider = Self { victim, now, key, sent: 0 };
        insider.data(0, 0, &[1]).unwrap();
        assert_eq!(insider.victim.machine.phase(insider.id()), Some(Phase::Established));
        insider
    }

    fn id(&self) -> ConnectionId {
        self.victim.machine.find(&LongTermKeyPair::from_secret_bytes([8; 32]).public).unwrap()
    }

    /// Sends a data packet with these numbers and this content, however wrong.
    fn data(&mut self, start: u32, number: u32, content: &[u8]) -> Result<(), Discard> {
        self.plain(&[&start.to_be_bytes()[..], &number.to_be_bytes(), content].concat())
    }

    fn plain(&mut self, plain: &[u8]) -> Result<(), Discard> {
        let nonce = Nonce::from_bytes([0; 24]).wrapping_add(self.sent);
        self.sent += 1;
        let mut sealed = [&[0; 16][..], plain].concat();
        self.key.seal_in_place(&nonce, &mut sealed).unwrap();
        let [.., high, low] = *nonce.as_bytes();
        let mut packet = [&[0x1b, high, low][..], &sealed].concat();
        let result = self.victim.handle(self.now, Path::Udp(ADDRESS.parse().unwrap()), &mut packet);
        transmitted(&mut self.victim, self.now);
        result
    }

    /// The number that the machine expects next.
    fn still_talks(&mut self, expected: u32) {
        let before = self.victim.messages.len();
        self.data(0, expected, &[64, 1]).unwrap();
        assert_eq!(self.victim.messages.len(), before + 1);
        assert!(self.victim.ended.is_empty());
    }
}

/// All that the machine sends now.
fn transmitted(victim: &mut Peer, now: Instant) -> Vec<Vec<u8>> {
    let (mut buf, mut packets) = (Vec::new(), Vec::new());
    while let Some(run) = victim.machine.poll_transmit(now, &mut buf) {
        packets.extend(buf.chunks(run.segment).map(<[u8]>::to_vec));
        buf.clear();
        assert!(packets.len() < 1000);
    }
    packets
}

fn random_bytes(rng: &mut SimRng, len: usize) -> Vec<u8> {
    (0..len).map(|_| rng.next_u64() as u8).collect()
}

#[test]
fn all_data_ids_with_bodies_of_all_lengths_leave_the_session_whole() {
    let mut insider = Insider::new();
    let mut sim: toxcore_sim::Sim<crate::peer::Node> = toxcore_sim::Sim::new(5);
    let mut expected = 0;
    for id in (0..=255_u8).filter(|id| *id != 2) {
        for len in (0..64).chain([255, 256, 1000, 1371, 1372, 1373, 1374, 1400]) {
            let body = if id == 0 { vec![0; len] } else { random_bytes(sim.rng(), len) };
            let result = insider.data(0, expected, &[&[id][..], &body].concat());
            match id {
                16..=191 if len < 1373 => {
                    assert_eq!(result, Ok(()));
                    expected += 1;
                }
                // A body may be no packet request; lossy data may be anything.
                1 => {}
                192..=254 if len < 1373 => assert_eq!(result, Ok(())),
                // Padding only, reserved ids, and what is too long.
                _ => assert!(result.is_err(), "{id} {len}"),
            }
        }
        insider.still_talks(expected);
        expected += 1;
        insider.now += Duration::from_millis(20);
    }
}

#[test]
fn plaintexts_cut_at_every_length_leave_the_session_whole() {
    let mut insider = Insider::new();
    for len in 1..=8 {
        assert!(insider.plain(&vec![0; len]).is_err(), "{len}");
        assert!(insider.plain(&vec![255; len]).is_err(), "{len}");
    }
    insider.still_talks(0);
}

/// Past defect 10: numbers at all edges of both windows and at the wrap.
#[test]
fn numbers_at_all_edges_take_bounded_memory_and_leave_the_session_whole() {
    let mut insider = Insider::new();
    let edges =
        [0, 1, 2, 32_767, 32_768, 32_769, 1 << 31, u32::MAX - 32_768, u32::MAX - 32_767, u32::MAX - 1, u32::MAX];
    for start in edges {
        for number in edges {
            for id in [1, 16, 200] {
                if (start, number, id) != (0, 0, 16) {
                    _ = insider.data(start, number, &[id, 1, 255]);
                }
                let id = insider.id();
                assert!(insider.victim.machine.packets_kept(id) <= 32_768);
            }
        }
    }
    insider.data(0, 0, &[64, 1]).unwrap();
    assert!(insider.victim.ended.is_empty());
    assert!(!insider.victim.messages.is_empty());
}

/// A window filled from its end, of the largest packets, and requests that list everything again and again.
#[test]
fn a_full_window_is_all_that_a_friend_can_make_us_keep() {
    let mut insider = Insider::new();
    let id = insider.id();
    for number in (1..34_000).rev() {
        _ = insider.data(0, number, &[&[160][..], &[7; 100]].concat());
    }
    assert_eq!(insider.victim.machine.packets_kept(id), 32_767);
    assert_eq!(insider.victim.messages.len(), 0);
    for _ in 0..1000 {
        insider.data(0, 1, &[&[1][..], &[1; 1372]].concat()).unwrap();
        insider.now += Duration::from_millis(1);
    }
    let kill = insider.data(0, 0, &[2]);
    assert_eq!((kill, &insider.victim.ended[..]), (Ok(()), &[EndReason::ClosedByPeer][..]));
    assert_eq!(insider.victim.machine.connections(), 0);
}
