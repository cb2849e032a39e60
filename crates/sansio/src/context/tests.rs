use std::net::Ipv4Addr;

use toxcore_crypto::DhtPublicKey;

use super::*;
use crate::Seed;

/// The parts that an owner lends.
struct Owner {
    keys: DhtKeyPair,
    cache: KeyCache,
    rng: Rng,
    admission: Admission,
}

impl Owner {
    fn new(derivations_per_second: u32) -> Self {
        let seed = Seed::from_number(1);
        let mut rng = Rng::new(&seed);
        Self {
            keys: DhtKeyPair::from_secret_bytes(rng.secret_bytes()),
            cache: KeyCache::new(8, seed.hash_key("cache")),
            admission: Admission::new(derivations_per_second, &seed),
            rng,
        }
    }

    fn cx(&mut self) -> Cx<'_> {
        Cx {
            keys: &self.keys,
            cache: &mut self.cache,
            rng: &mut self.rng,
            unix_time: UnixTime(1_700_000_000),
            admission: &mut self.admission,
        }
    }

    fn stranger(&mut self) -> DhtPublicKey {
        DhtKeyPair::from_secret_bytes(self.rng.secret_bytes()).public
    }
}

const SOURCE: IpAddr = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1));

#[test]
fn a_remembered_peer_needs_no_admission() {
    let mut owner = Owner::new(1);
    let peer = owner.stranger();
    let others: Vec<_> = (0..Admission::MIN_BURST).map(|_| owner.stranger()).collect();
    let mut cx = owner.cx();
    let key = cx.combined_key(Instant::ZERO, SOURCE, &peer).unwrap();
    cx.remember(&peer, &key);
    for _ in 0..100 {
        assert!(cx.combined_key(Instant::ZERO, SOURCE, &peer).is_ok());
    }
    let last = others.iter().map(|other| cx.combined_key(Instant::ZERO, SOURCE, other).err()).last();
    assert_eq!(last, Some(Some(Discard::Limited)), "the peer used one of the burst");
}

#[test]
fn a_peer_that_proved_nothing_is_not_remembered() {
    let mut owner = Owner::new(8_000);
    let peer = owner.stranger();
    assert!(owner.cx().combined_key(Instant::ZERO, SOURCE, &peer).is_ok());
    assert!(owner.cache.is_empty());
}

#[test]
fn low_order_points_are_refused() {
    let mut owner = Owner::new(8_000);
    let result = owner.cx().combined_key(Instant::ZERO, SOURCE, &DhtPublicKey::from_bytes([0; 32]));
    assert_eq!(result.err(), Some(Discard::NotDecryptable));
}
