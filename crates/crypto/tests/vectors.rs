//! Values that other implementations computed: keys, boxes and hashes of the protocol's published vectors.

use toxcore_crypto::encryptsave::PassKey;
use toxcore_crypto::{
    CombinedKey, EphemeralKeyPair, MAC_LEN, Nonce, SymmetricKey, hmac_sha512_256, sha256, sha256_parts, sha512,
    sha512_parts,
};

fn unhex(text: &str) -> Vec<u8> {
    (0..text.len()).step_by(2).map(|i| u8::from_str_radix(&text[i..i + 2], 16).expect("hexadecimal digits")).collect()
}

fn counting<const N: usize>(first: u8) -> [u8; N] {
    std::array::from_fn(|i| first.wrapping_add(i as u8))
}

fn pair(first: u8) -> EphemeralKeyPair {
    EphemeralKeyPair::from_secret_bytes(counting(first))
}

#[test]
fn public_keys() {
    for (first, public) in [
        (0x00, "8f40c5adb68f25624ae5b214ea767a6ec94d829d3d7b5e1ad1ba6f3e2138285f"),
        (0x20, "358072d6365880d1aeea329adf9121383851ed21a28e3b75e965d0d2cd166254"),
        (0x40, "79a631eede1bf9c98f12032cdeadd0e7a079398fc786b88cc846ec89af85a51a"),
        (0x60, "675dd574ed7789310b3d2e7681f3790b466c773b1521fecf36577958371ea52f"),
        (0x80, "493e82fc74464a59268817623d2053c5eb8e2cc4a988b4fee179ec6b010d531d"),
        (0xa0, "605a725d2a4adfeeb1a29e17edd621c1b7593ee8cdbc44ac6c4ab6e2f805d23c"),
        (0xc0, "dc2cca31e8e43bbd91dff7e475cca3347eb478107d5bd765aba4ae4a30c35d44"),
        (0xc7, "8397522ae4dd2217ff49c696ea64d66029ebd15bbf0e4a9aa196012c0079eb56"),
        (0xce, "b9feb9c21c71bb225b145c5ba103bcffacf1a2de8a5dc481b898c5f8e5972c59"),
        (0xd5, "055362f081fa37571bfc9fed5c0e7f27b54b29c1363c6ce033f1afe67f300128"),
        (0x01, "07a37cbc142093c8b755dc1b10e86cb426374ad16aa853ed0bdfc0b2b86d1c7c"),
        (0x02, "ab9f2628c325c141e9fb2430f106850f62930bc3f0b12df39a9b84a49c7c1d12"),
        (0x05, "6090b87362191925efc9dcfcc03bd9e17066e9f7a1b41d0f64413ba60755871c"),
    ] {
        assert_eq!(pair(first).public.to_hex(), public);
    }
}

/// The combined key is not shown; a box of an all-zero message shows a key stream that only this key makes.
#[test]
fn combined_keys() {
    for (ours, theirs, combined) in [
        (0x00, 0x20, "429b61f5d96e37268dfc5114849d599c9ceabffdb68c1f52cd0499af30f5b377"),
        (0x40, 0x60, "541f02ad30774030052f1d5b8c61f93a2b846520da466770e9db2aa885bfbb91"),
        (0x80, 0xa0, "cd2b03b727a72fba0941ce779dd895206e4a68a4585532f82c7a5a3aa6b39ff7"),
    ] {
        let nonce = Nonce::from_bytes([0; 24]);
        let expected = SymmetricKey::from_bytes(unhex(combined).try_into().unwrap());
        let key = CombinedKey::new(&pair(ours).secret, &pair(theirs).public).unwrap();
        let mut buf = [0; 100];
        key.seal_in_place(&nonce, &mut buf).unwrap();
        assert_eq!(expected.open_in_place(&nonce, &mut buf).unwrap(), [0; 100 - MAC_LEN]);
    }
}

#[test]
fn boxes() {
    let key = CombinedKey::new(&pair(0x00).secret, &pair(0x20).public).unwrap();
    for (plain, first, sealed) in [
        ("abc", 100, "b4f54b4991137823c0afcc247520e3ca84e108"),
        ("tox", 0xe0, "1587e8457e65e136863e4ca6e666636c8c3387"),
    ] {
        let nonce = Nonce::from_bytes(counting(first));
        let mut buf = [&[0; MAC_LEN], plain.as_bytes()].concat();
        key.seal_in_place(&nonce, &mut buf).unwrap();
        assert_eq!(buf, unhex(sealed));
        assert_eq!(key.open_in_place(&nonce, &mut buf).unwrap(), plain.as_bytes());
    }
}

#[test]
fn a_ping_request_made_by_the_reference() {
    let (ours, theirs) = (pair(0x40), pair(0x60));
    let key = CombinedKey::new(&theirs.secret, &ours.public).unwrap();
    let mut sealed = unhex("dfc9802a38f5a5dad94456d06823acc3dc45adc7762d3d840f");
    let plain = key.open_in_place(&Nonce::from_bytes(counting(0xa0)), &mut sealed).unwrap();
    assert_eq!(plain, unhex("001122334455667788"));
}

#[test]
fn nonces() {
    for (before, count, after) in [
        ("00000000000000000000000000000000000000000000ffff", 1, "000000000000000000000000000000000000000000010000"),
        ("ffffffffffffffffffffffffffffffffffffffffffffffff", 1, "000000000000000000000000000000000000000000000000"),
        (
            "00000000000000000000000000000000000000fffffffff0",
            0x1234,
            "000000000000000000000000000000000000010000001224",
        ),
        (
            "0000000000000000000000000000000000000000fffffff0",
            0x1234,
            "000000000000000000000000000000000000000100001224",
        ),
    ] {
        let before = Nonce::from_bytes(unhex(before).try_into().unwrap());
        assert_eq!(before.wrapping_add(count).as_bytes().as_slice(), unhex(after));
    }
}

#[test]
fn hmac_sha_512_256() {
    assert_eq!(
        hmac_sha512_256(&counting(0), &[b"a", b"", b"bc"]).as_slice(),
        unhex("69d4a21e226bf0d348cb9a847c01cf24e93e8ac30d7c951704b936f82f795a62")
    );
}

/// The one-block message of FIPS 180-4.
#[test]
fn hashes() {
    let short = unhex("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    let long = unhex(
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
    );
    assert_eq!(sha256(b"abc").as_slice(), short);
    assert_eq!(sha256_parts(&[b"", b"ab", b"c"]).as_slice(), short);
    assert_eq!(sha512(b"abc").as_slice(), long);
    assert_eq!(sha512_parts(&[b"a", b"bc"]).as_slice(), long);
}

/// The cookie inside a handshake of the reference, hashed as the handshake does.
#[test]
fn the_cookie_hash_of_a_handshake() {
    let cookie = unhex(
        "303132333435363738393a3b3c3d3e3f4041424344454647c51822e308bd11947500c93b3a1ec06dc64039f10d356d83e1731b47408b7a4cf0084d721eb2ecc1e7ce1a561218155c9bb0b8a3eab9e0d4904139788f009385fef736456fd133a74946c4ddbfd7ff0adc063fdcb851456a",
    );
    let hash = unhex(
        "7b9da9bc508c105e3d2db490646c41c416d7bead4df355b655f615f6588899dd78176ee636f9987bae26f4fe306c45172114c4b94a8fdefe1c27e4a4edd534c5",
    );
    assert_eq!(sha512(&cookie).as_slice(), hash);
}

#[test]
fn pass_keys_and_a_container_of_the_reference() {
    let salt = counting(0);
    let container = unhex(
        "746f784573617665000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f404142434445464748494a4b4c4d4e4f50515253545556572c9aabd6ed6ede0afdb0da353dcbaee9a98b5f82917d5e3f",
    );
    let key = PassKey::derive(b"correct horse", &salt);
    assert_eq!(key.encrypt(&Nonce::from_bytes(counting(0x40)), b"tox save").unwrap(), container);
    assert_eq!(key.decrypt(&container).unwrap(), b"tox save");
    for (passphrase, expected) in [
        ("hello", "32d79578b8b506ac08b4253a449fe67ddfc49a71335c0124699da593e5ae892e"),
        ("correct horse", "bfb7fc9ff9e637bd224d0fc28062949320280fe25965858146840da37fd9a2f5"),
        ("", "48e059d085492706aaf725d2429d07241c26945b3806ccfb42679735bcd092c0"),
    ] {
        let nonce = Nonce::from_bytes([9; 24]);
        let mut container = PassKey::derive(passphrase.as_bytes(), &salt).encrypt(&nonce, b"x").unwrap();
        let key = SymmetricKey::from_bytes(unhex(expected).try_into().unwrap());
        assert_eq!(key.open_in_place(&nonce, &mut container[64..]).unwrap(), b"x");
    }
}
