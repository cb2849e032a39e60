use std::time::Duration;

use toxcore_crypto::{DhtKeyPair, DhtPublicKey, KeyCache, LongTermPublicKey};
use toxcore_sansio::{Admission, StreamId, UnixTime};
use toxcore_wire::RequestId;
use toxcore_wire::net_crypto::{CookieRequestPayload, CookieResponse};

use super::*;

struct Service {
    cookies: Cookies,
    keys: DhtKeyPair,
    cache: KeyCache,
    rng: Rng,
    admission: Admission,
}

impl Service {
    fn new() -> Self {
        let seed = Seed::from_number(1);
        let mut rng = Rng::new(&seed);
        Self {
            cookies: Cookies::new(&mut rng, &seed),
            keys: DhtKeyPair::from_secret_bytes([1; 32]),
            cache: KeyCache::new(64, [0; 16]),
            rng,
            admission: Admission::new(Admission::DEFAULT_PER_SECOND, &seed),
        }
    }

    fn request(&self, client: &DhtKeyPair) -> Vec<u8> {
        let key = toxcore_crypto::CombinedKey::new(&client.secret, &self.keys.public).unwrap();
        let payload = CookieRequestPayload { long_term_key: long_term(), echo: RequestId::from_u64(7) };
        let mut packet = Vec::new();
        payload.seal(&client.public, &toxcore_crypto::Nonce::from_bytes([3; 24]), &key, &mut packet);
        packet
    }

    fn answer(&mut self, now: Instant, from: Target, mut packet: Vec<u8>) -> Result<Vec<u8>, Discard> {
        let mut cx = Cx {
            keys: &self.keys,
            cache: &mut self.cache,
            rng: &mut self.rng,
            unix_time: UnixTime(0),
            admission: &mut self.admission,
        };
        let mut out = Vec::new();
        self.cookies.answer(&mut cx, now, from, &mut packet, &mut out)?;
        Ok(out)
    }
}

fn long_term() -> LongTermPublicKey {
    LongTermPublicKey::from_bytes([9; 32])
}

fn client() -> DhtKeyPair {
    DhtKeyPair::from_secret_bytes([2; 32])
}

fn udp(a: u8, b: u8) -> Target {
    Target::Udp(([198, 51, a, b], 33_445).into())
}

fn at(millis: u64) -> Instant {
    Instant::from_origin(Duration::from_millis(millis))
}

#[test]
fn a_cookie_opens_for_fifteen_seconds_in_this_run_only() {
    let mut service = Service::new();
    let request = service.request(&client());
    let mut response = service.answer(at(5000), udp(100, 1), request).unwrap();
    let key = toxcore_crypto::CombinedKey::new(&client().secret, &service.keys.public).unwrap();
    let response = CookieResponse::parse(&mut response).unwrap().open(&key).unwrap();
    assert_eq!(response.echo, RequestId::from_u64(7));
    for (millis, good) in [(5000, true), (20_000, true), (20_999, true), (21_000, false), (4000, false)] {
        let contents = service.cookies.open(at(millis), response.cookie);
        assert_eq!(contents.is_ok(), good, "at {millis} ms");
    }
    let contents = service.cookies.open(at(5000), response.cookie).unwrap();
    assert_eq!((contents.long_term_key, contents.dht_key), (long_term(), client().public));
    let seed = Seed::from_number(2);
    let other_run = Cookies::new(&mut Rng::new(&seed), &seed);
    assert_eq!(other_run.open(at(5000), response.cookie), Err(Discard::Unsolicited));
}

#[test]
fn out_of_band_the_relay_must_name_the_sender() {
    let mut service = Service::new();
    let link = StreamId { index: 1, generation: 0 };
    let request = service.request(&client());
    let other = Target::Oob { link, peer: DhtPublicKey::from_bytes([5; 32]) };
    assert_eq!(service.answer(at(0), other, request.clone()), Err(Discard::ForbiddenSource));
    assert!(service.answer(at(0), Target::Oob { link, peer: client().public }, request).is_ok());
    let mut other_key = service.request(&client());
    other_key[32] ^= 0x80;
    assert_eq!(service.answer(at(0), udp(100, 1), other_key), Err(Discard::NotDecryptable), "the same point");
    let own = DhtKeyPair::from_secret_bytes([1; 32]);
    let own = service.request(&own);
    assert_eq!(service.answer(at(0), udp(100, 1), own), Err(Discard::OwnKey));
}

/// Past defect 40: whoever floods uses up his own share.
#[test]
fn a_flood_of_one_source_leaves_the_others_alone() {
    let mut service = Service::new();
    let request = service.request(&client());
    let mut judged = 0;
    for n in 0..20_000 {
        let now = at(n / 100);
        let result = service.answer(now, udp(100, 1), strangers_request(&service, n));
        judged += u32::from(result != Err(Discard::Limited));
        if n % 1000 == 0 {
            assert!(service.answer(now, udp(7, (n / 1000) as u8), request.clone()).is_ok(), "at {n}");
        }
    }
    assert!((20..=25).contains(&judged), "{judged}");
}

/// Past defect 40: nobody uses up the share of a key, unless he has it.
#[test]
fn whoever_showed_his_key_is_limited_by_it_and_not_by_his_address() {
    let mut service = Service::new();
    let request = service.request(&client());
    assert!(service.answer(at(0), udp(100, 1), request.clone()).is_ok());
    for n in 0..1000 {
        let mut junk = request.clone();
        junk[100] ^= 1;
        assert_eq!(service.answer(at(0), udp(100, 1), junk), Err(Discard::NotDecryptable));
        _ = service.answer(at(0), udp(100, 1), strangers_request(&service, n));
    }
    let answered = (0..1000).filter(|_| service.answer(at(1), udp(100, 1), request.clone()).is_ok()).count();
    assert_eq!(answered, 20);
    assert_eq!(service.answer(at(1), udp(100, 2), request.clone()), Err(Discard::Limited), "elsewhere too");
    assert!(service.answer(at(101), udp(100, 1), request).is_ok());
}

/// A request that does not open, under a key that was never seen.
fn strangers_request(service: &Service, number: u64) -> Vec<u8> {
    let mut packet = service.request(&client());
    packet[1..9].copy_from_slice(&number.to_be_bytes());
    packet
}
