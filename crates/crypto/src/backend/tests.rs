use crypto_box::aead::AeadInPlace;
use crypto_box::{PublicKey, SalsaBox, SecretKey};
use proptest::prelude::*;

use super::{Backend, PAIR_LEN};
use crate::sequential::Short;
use crate::{MAC_LEN, Nonce};

/// One backend as values, so that tests can loop over all of them.
struct Functions {
    name: &'static str,
    public_key: fn(&[u8; 32]) -> [u8; 32],
    x25519: fn(&mut [u8; 32], &[u8; 32], &[u8; 32]),
    hsalsa20: fn(&mut [u8; 32], &[u8; 32], &[u8; 16]),
    salsa20: fn(&[u8; 32], &[u8; 8], &mut [[u8; PAIR_LEN]]),
    seal: Seal,
    open: Open,
    /// The same by parts, under a key of HSalsa20.
    seal_short: fn(&Short<'_>, &mut [u8], &mut [u8; 16]),
    open_short: fn(&Short<'_>, &mut [u8], &[u8; 16]) -> bool,
}

type Seal = fn(&[u8; 32], &[u8; 24], &mut [u8], &mut [u8; 16]);
type Open = fn(&[u8; 32], &[u8; 24], &mut [u8], &[u8; 16]) -> bool;

fn functions<B: Backend>() -> Functions {
    Functions {
        name: B::NAME,
        public_key: B::public_key,
        x25519: B::x25519,
        hsalsa20: B::hsalsa20,
        salsa20: B::salsa20,
        seal: B::seal,
        open: B::open,
        seal_short: |short, data, mac| short.seal::<B>(data, mac),
        open_short: |short, data, mac| short.open::<B>(data, mac),
    }
}

fn backends() -> Vec<Functions> {
    vec![
        functions::<super::dryoc::Dryoc>(),
        functions::<super::rustcrypto::RustCrypto>(),
        #[cfg(feature = "libsodium")]
        functions::<super::libsodium::Libsodium>(),
    ]
}

impl Functions {
    fn combined(&self, secret: &[u8; 32], public: &[u8; 32]) -> [u8; 32] {
        let (mut shared, mut key) = ([0; 32], [0; 32]);
        (self.x25519)(&mut shared, secret, public);
        (self.hsalsa20)(&mut key, &shared, &[0; 16]);
        key
    }

    /// The same box under a key of HSalsa20, and not `bad`.
    fn agrees_by_parts(
        &self,
        key: &[u8; 32],
        nonce: &[u8; 24],
        plain: &[u8],
        (sealed, tag): (&[u8], &[u8; 16]),
        (bad, bad_tag): (&[u8], &[u8; 16]),
    ) {
        let (half, tail) = Nonce::from_bytes(*nonce).halves();
        let mut subkey = [0; 32];
        (self.hsalsa20)(&mut subkey, key, &half);
        let short = Short { subkey: &subkey, tail };
        let (mut data, mut mac) = (plain.to_vec(), [0; 16]);
        (self.seal_short)(&short, &mut data, &mut mac);
        assert_eq!((&*data, &mac), (sealed, tag), "{} seals {} bytes by parts differently", self.name, plain.len());
        assert!((self.open_short)(&short, &mut data, &mac), "{} does not open {} bytes", self.name, plain.len());
        assert_eq!(data, plain, "{} opens {} bytes by parts differently", self.name, plain.len());
        let mut data = bad.to_vec();
        assert!(!(self.open_short)(&short, &mut data, bad_tag), "{} opens a tampered box by parts", self.name);
        assert_eq!(data, bad, "{} changes a box that it does not open", self.name);
    }
}

/// Every backend seals `plain` to the same box, opens it, and refuses it after one bit at `flip` changed.
fn agree(key: &[u8; 32], nonce: &[u8; 24], plain: &[u8], flip: usize) {
    let mut expected: Option<(Vec<u8>, [u8; 16])> = None;
    for backend in backends() {
        let (mut data, mut mac) = (plain.to_vec(), [0; 16]);
        (backend.seal)(key, nonce, &mut data, &mut mac);
        let (sealed, tag) = expected.get_or_insert_with(|| (data.clone(), mac));
        assert_eq!((&data, &mac), (&*sealed, &*tag), "{} seals {} bytes differently", backend.name, plain.len());

        let flip = flip % ((plain.len() + 16) * 8);
        let (mut bad, mut bad_mac) = (data.clone(), mac);
        match flip / 8 {
            byte @ 0..16 => bad_mac[byte] ^= 1 << (flip % 8),
            byte => bad[byte - 16] ^= 1 << (flip % 8),
        }
        let before = bad.clone();
        assert!(!(backend.open)(key, nonce, &mut bad, &bad_mac), "{} opens a tampered box", backend.name);
        assert_eq!(bad, before, "{} changes a box that it does not open", backend.name);

        assert!((backend.open)(key, nonce, &mut data, &mac), "{} does not open {} bytes", backend.name, plain.len());
        assert_eq!(data, plain, "{} opens {} bytes differently", backend.name, plain.len());

        if plain.len() + MAC_LEN <= Short::MAX_BOX_LEN {
            backend.agrees_by_parts(key, nonce, plain, (sealed, tag), (&before, &bad_mac));
        }
    }
}

#[test]
fn backends_agree_at_every_length_of_a_packet() {
    let key = std::array::from_fn(|i| (i * 7) as u8);
    let nonce = std::array::from_fn(|i| (i * 11) as u8);
    let plain: Vec<u8> = (0..=2100).map(|i| (i * 31 % 251) as u8).collect();
    for len in 0..=2100 {
        agree(&key, &nonce, &plain[..len], len * 13);
    }
}

#[test]
fn key_streams_agree_at_every_length() {
    let key = std::array::from_fn(|i| (i * 5) as u8);
    let nonce = std::array::from_fn(|i| (i * 3) as u8);
    let streams: Vec<_> = backends()
        .into_iter()
        .map(|backend| {
            let mut whole = [[0x55; PAIR_LEN]; 17];
            (backend.salsa20)(&key, &nonce, &mut whole);
            for pairs in 0..whole.len() {
                let mut part = whole;
                part.as_flattened_mut().fill(0xaa);
                (backend.salsa20)(&key, &nonce, &mut part[..pairs]);
                assert_eq!(part[..pairs], whole[..pairs], "{} with {pairs} pairs", backend.name);
                assert!(part[pairs..].iter().flatten().all(|byte| *byte == 0xaa), "{} writes too much", backend.name);
            }
            whole
        })
        .collect();
    assert!(streams.windows(2).all(|pair| pair[0] == pair[1]));
}

#[test]
fn backends_agree_with_crypto_box() {
    let (secret, peer) = ([3; 32], [5; 32]);
    let nonce = [9; 24];
    let peer_public = SecretKey::from(peer).public_key();
    let oracle = SalsaBox::new(&peer_public, &SecretKey::from(secret));
    for backend in backends() {
        assert_eq!((backend.public_key)(&peer), *peer_public.as_bytes());
        let key = backend.combined(&secret, peer_public.as_bytes());
        for len in [1, 15, 16, 31, 32, 33, 63, 64, 65, 511, 512, 513, 1373, 2048, 70_000] {
            let plain: Vec<u8> = (0..len).map(|i| i as u8).collect();
            let mut expected = plain.clone();
            let tag = oracle.encrypt_in_place_detached(&nonce.into(), &[], &mut expected).unwrap();
            let (mut data, mut mac) = (plain, [0; 16]);
            (backend.seal)(&key, &nonce, &mut data, &mut mac);
            assert_eq!((data, mac.as_slice()), (expected, tag.as_slice()), "{} at {len}", backend.name);
        }
    }
}

/// Points whose order divides 8, in all encodings below 2^255: X25519 of them is zero for every secret key.
pub(crate) const LOW_ORDER: [&str; 7] = [
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
    "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
];

#[test]
fn every_backend_gives_zero_for_points_of_low_order() {
    for text in LOW_ORDER {
        let mut public: [u8; 32] = crate::hex::decode(text).unwrap();
        for top_bit in [0, 0x80] {
            public[31] ^= top_bit;
            for backend in backends() {
                let mut shared = [0xaa; 32];
                (backend.x25519)(&mut shared, &[0x42; 32], &public);
                assert_eq!(shared, [0; 32], "{} with {text}", backend.name);
            }
        }
    }
}

proptest! {
    #[test]
    fn backends_agree_on_boxes(
        key: [u8; 32],
        nonce: [u8; 24],
        plain in proptest::collection::vec(any::<u8>(), 0..4500),
        flip: usize,
    ) {
        agree(&key, &nonce, &plain, flip);
    }

    #[test]
    fn backends_agree_on_keys(secret: [u8; 32], peer: [u8; 32], arbitrary: [u8; 32]) {
        let all = backends();
        let publics: Vec<_> = all.iter().map(|backend| (backend.public_key)(&peer)).collect();
        prop_assert!(publics.windows(2).all(|pair| pair[0] == pair[1]));
        prop_assert_eq!(publics[0], *SecretKey::from(peer).public_key().as_bytes());
        for public in [publics[0], arbitrary] {
            let keys: Vec<_> = all.iter().map(|backend| backend.combined(&secret, &public)).collect();
            prop_assert!(keys.windows(2).all(|pair| pair[0] == pair[1]));
        }
    }

    #[test]
    fn backends_agree_with_crypto_box_about_random_boxes(
        secret: [u8; 32],
        peer: [u8; 32],
        nonce: [u8; 24],
        plain in proptest::collection::vec(any::<u8>(), 1..1500),
    ) {
        let public = PublicKey::from(*SecretKey::from(peer).public_key().as_bytes());
        let mut expected = plain.clone();
        let oracle = SalsaBox::new(&public, &SecretKey::from(secret));
        let tag = oracle.encrypt_in_place_detached(&nonce.into(), &[], &mut expected).unwrap();
        for backend in backends() {
            let key = backend.combined(&secret, public.as_bytes());
            let (mut data, mut mac) = (plain.clone(), [0; 16]);
            (backend.seal)(&key, &nonce, &mut data, &mut mac);
            prop_assert_eq!((&data, mac.as_slice()), (&expected, tag.as_slice()));
        }
    }
}
