use toxcore_crypto::{DhtPublicKey, EphemeralPublicKey, LongTermPublicKey, SymmetricKey};

use super::*;
use crate::testing::{combined, counting, hex, key_pair, nonce};
use crate::{OpenError, ParseError, RequestId};

const COOKIE_REQUEST: &str = "1879a631eede1bf9c98f12032cdeadd0e7a079398fc786b88cc846ec89af85a51a101112131415161718191a1b1c1d1e1f202122232425262730bed900ed8f0cb31c549365dbb01ec523c8c0b994853a79d962d64490f83024e75142310ba88cbd5f5695f9146378b530c37d2bb6d13756cca28e760eb1df321b193bd03e75b0ff4a19573d2e5041d8f6b2ee0f93be9354";
const COOKIE_RESPONSE: &str = "1948494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f38dbd2ffedcf21a083dd2239951b8eceab3336fe451f5c138e091597655512c90c95fea428f13d26748a35e021c6b881a5ab7fe041746bc7c5355977703949d12375de6592bac8badd5c046a1260b70cb055a2a5f1bf047b0d2c1c2631203982dcf79a5ebe56cd9805599719442f6fa5ba7fec1e3fa4c46c2f840796aa00b10d9856ab91a107eb44";
const COOKIE: &str = "303132333435363738393a3b3c3d3e3f4041424344454647c51822e308bd11947500c93b3a1ec06dc64039f10d356d83e1731b47408b7a4cf0084d721eb2ecc1e7ce1a561218155c9bb0b8a3eab9e0d4904139788f009385fef736456fd133a74946c4ddbfd7ff0adc063fdcb851456a";
const HANDSHAKE: &str = "1a303132333435363738393a3b3c3d3e3f4041424344454647c51822e308bd11947500c93b3a1ec06dc64039f10d356d83e1731b47408b7a4cf0084d721eb2ecc1e7ce1a561218155c9bb0b8a3eab9e0d4904139788f009385fef736456fd133a74946c4ddbfd7ff0adc063fdcb851456a68696a6b6c6d6e6f707172737475767778797a7b7c7d7e7f3eaea5647b0179c767141b459072aa9691993f22d4a9f8ad9866d6792f3c42a15b4e0fbac856935c2207b60786def7a25141b423d4a3786e77b8ffe376d53116043f02e800203004aa1eca8b57db61474d156e72ee59e302150c990aeaee158e0a296fecce8412b3d36d2102be79c569a1b1d74c86fa886e616e187daa268e96cb724ebd854514cf4284ecc211fc0a85e64fd4e48a961fdb51e01a0cce575e165077130608c033a6d8ad11f1dbc618539e83a4151469df39d00e05e9c83beb9f9c3f27bd236616d42d44cd66c80d9056c02bb451a6d35cacd7762f0f5045d8550a9113c6edb5b853f5fc9a73bb74106c8e2bfa7a21023987";
const DATA: &str = "1b868713e0c1b3352dd697e6e5491c07a4fd9d9c6aca1f21d0f130a9d9a4e3db";
const TIME: u64 = 0x6b03_fd81;

fn echo() -> RequestId {
    RequestId::from_bytes(counting(1))
}

/// What B writes into the cookie for A.
fn contents_for_a() -> CookieContents {
    CookieContents {
        unix_seconds: TIME,
        long_term_key: key_pair::<LongTermPublicKey>(0x00).public,
        dht_key: key_pair::<DhtPublicKey>(0x40).public,
    }
}

fn contents_for_b() -> CookieContents {
    CookieContents {
        unix_seconds: TIME,
        long_term_key: key_pair::<LongTermPublicKey>(0x20).public,
        dht_key: key_pair::<DhtPublicKey>(0x60).public,
    }
}

fn cookie_key(byte: u8) -> SymmetricKey {
    SymmetricKey::from_bytes([byte; 32])
}

#[test]
fn cookie_request_and_response_are_the_pinned_ones() {
    let key = combined(&key_pair::<DhtPublicKey>(0x40), &key_pair::<DhtPublicKey>(0x60));
    let request = CookieRequestPayload { long_term_key: key_pair(0x00).public, echo: echo() };
    let mut packet = Vec::new();
    request.seal(&key_pair(0x40).public, &nonce(0x10), &key, &mut packet);
    assert_eq!(packet, hex(COOKIE_REQUEST));
    let parsed = CookieRequest::parse(&mut packet).unwrap();
    assert_eq!(parsed.sender, key_pair(0x40).public);
    assert_eq!(parsed.open(&key), Ok(request));

    let cookie = contents_for_a().seal(&cookie_key(0x66), &nonce(0x30));
    assert_eq!(cookie.as_bytes()[..], hex(COOKIE));
    let response = CookieResponsePayload { cookie, echo: echo() };
    let mut packet = Vec::new();
    response.seal(&nonce(0x48), &key, &mut packet);
    assert_eq!(packet, hex(COOKIE_RESPONSE));
    assert_eq!(CookieResponse::parse(&mut packet).unwrap().open(&key), Ok(response));
}

#[test]
fn handshake_is_the_pinned_one() {
    let key = combined(&key_pair::<LongTermPublicKey>(0x00), &key_pair::<LongTermPublicKey>(0x20));
    let cookie = Cookie::from_bytes(hex(COOKIE).try_into().unwrap());
    let payload = HandshakePayload {
        base_nonce: nonce(0x70),
        session_key: key_pair(0x80).public,
        other_cookie: contents_for_b().seal(&cookie_key(0x55), &nonce(0x50)),
    };
    let mut packet = Vec::new();
    payload.seal(&cookie, &nonce(0x68), &key, &mut packet);
    assert_eq!(packet, hex(HANDSHAKE));
    let parsed = Handshake::parse(&mut packet).unwrap();
    assert_eq!(parsed.cookie.open(&cookie_key(0x66)), Ok(contents_for_a()));
    assert_eq!(parsed.open(&key), Ok(payload));
    assert_eq!(payload.other_cookie.open(&cookie_key(0x55)), Ok(contents_for_b()));
    assert_eq!(payload.other_cookie.open(&cookie_key(0x66)), Err(OpenError::NotDecryptable));
}

#[test]
fn first_data_packet_is_the_pinned_one() {
    let mut key = combined(&key_pair::<EphemeralPublicKey>(0x80), &key_pair::<EphemeralPublicKey>(0xa0)).into();
    let data = CryptoData { buffer_start: 0, packet_number: 0, data: b"\x40Hi" };
    let mut packet = Vec::new();
    data.seal(&nonce(0x70), &mut key, &mut packet).unwrap();
    assert_eq!(packet, hex(DATA));
    let parsed = DataPacket::parse(&mut packet).unwrap();
    assert_eq!(parsed.nonce_tail, 0x8687);
    assert_eq!(parsed.open(&nonce(0x70), &mut key), Ok(data));
}

#[test]
fn second_pinned_data_packet_has_numbers() {
    let mut key = combined(&key_pair::<LongTermPublicKey>(0x00), &key_pair::<LongTermPublicKey>(0x20)).into();
    let data = CryptoData { buffer_start: 5, packet_number: 7, data: b"\x40hi" };
    let mut packet = Vec::new();
    data.seal(&nonce(100), &mut key, &mut packet).unwrap();
    assert_eq!(packet, hex("1b7a7bf0bcc967b1c73abf1d31165cf32ed338e5836bd1b4012eaff7f0176f0a"));
}

#[test]
fn handshake_of_another_cookie_is_refused() {
    let key = combined(&key_pair::<LongTermPublicKey>(0x00), &key_pair::<LongTermPublicKey>(0x20));
    let mut packet = hex(HANDSHAKE);
    packet[1..=Cookie::LEN].copy_from_slice(contents_for_a().seal(&cookie_key(0x66), &nonce(0x31)).as_bytes());
    let opened = Handshake::parse(&mut packet).unwrap().open(&key);
    assert_eq!(opened, Err(OpenError::Malformed(ParseError::Invalid(crate::Field::Checksum))));
}
