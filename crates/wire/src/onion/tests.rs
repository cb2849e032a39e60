use std::net::SocketAddr;

use toxcore_crypto::{CombinedKey, DhtKeyPair, EphemeralKeyPair, EphemeralPublicKey, SymmetricKey};

use super::*;
use crate::testing::{combined, counting, hex, key_pair, nonce};
use crate::{Field, OpenError, ParseError};

/// What the first, second and third node of the pinned path decrypt, and the datagram itself.
pub(crate) const DATAGRAM: &str = "80b0b1b2b3b4b5b6b7b8b9babbbcbdbebfc0c1c2c3c4c5c6c779a631eede1bf9c98f12032cdeadd0e7a079398fc786b88cc846ec89af85a51a9f2fafc7fdcb8960a96054516319f0f0c9b246db819ad3565f5e32ecd93d1d07caeb0c008812599f1ed44a9b54d08eda282dc281d0079c3fbf20a8a5c10155e8ddb11a08e00bed7d85eb3333b16db4fa0c014d29b79e29f2f1ea15a8fcbc99edf5d16b124e9f7728a368394ec90c719c06fb1f328475ac2055b7958cc922563dcd606160acc89a07ecffa0373c0ae225cc0779a23610c4d9077efef6e3e2befe630c9cc4163bac30f29cea585b6d64";
pub(crate) const AT_FIRST: &str = "02c000020c00000000000000000000000082a507a37cbc142093c8b755dc1b10e86cb426374ad16aa853ed0bdfc0b2b86d1c7ce4a65579da307ca5a96ae59244185d5803d8b269be858041533df1ae95ed7cc957a17401d82ee18660cf0fc6864a40ce2e9f25f6cc658c4868d524ca726ce5565a61eaaa33a3069040842fcb38689a041e748de41ecdebfd1d9894108f18f42d949d08fa4849d72b898e2602";
pub(crate) const AT_SECOND: &str = "02c000020d00000000000000000000000082a5ab9f2628c325c141e9fb2430f106850f62930bc3f0b12df39a9b84a49c7c1d12a5ce8b4623c2e6e6d350fb0c424a398205edb30b78e8a549efa4169c105abb6554cd8c212a97a3ea07";
pub(crate) const AT_THIRD: &str = "0a20010db800000000000000000000000101bb856f6e696f6e";
pub(crate) const NONCE: u8 = 0xb0;

/// The path of the pinned vectors.
pub(crate) struct TestPath {
    pub(crate) own: DhtKeyPair,
    pub(crate) first: DhtKeyPair,
    pub(crate) keys: [CombinedKey; 3],
    publics: [EphemeralPublicKey; 2],
}

impl TestPath {
    pub(crate) fn new() -> Self {
        let [own, first, second, third]: [DhtKeyPair; 4] = [0x40, 0xc0, 0xc7, 0xce].map(key_pair);
        let layers: [EphemeralKeyPair; 2] = [key_pair(0x01), key_pair(0x02)];
        let keys = [combined(&own, &first), combined(&layers[0], &second), combined(&layers[1], &third)];
        Self { own, first, keys, publics: layers.map(|layer| layer.public) }
    }

    pub(crate) fn path(&self) -> OnionPath<'_> {
        OnionPath {
            second: addr("192.0.2.12:33445"),
            second_public: self.publics[0],
            second_key: &self.keys[1],
            third: addr("192.0.2.13:33445"),
            third_public: self.publics[1],
            third_key: &self.keys[2],
        }
    }

    pub(crate) fn datagram(&self, data: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        let first = FirstLayer { own: self.own.public, key: &self.keys[0] };
        self.path().seal_udp(first, &nonce(NONCE), addr("[2001:db8::1]:443"), data, &mut out).unwrap();
        out
    }

    pub(crate) fn tcp_payload(&self, data: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        self.path().seal_tcp(&nonce(NONCE), addr("[2001:db8::1]:443"), data, &mut out).unwrap();
        out
    }
}

pub(crate) fn addr(text: &str) -> SocketAddr {
    text.parse().unwrap()
}

pub(crate) fn return_key(node: u8) -> SymmetricKey {
    SymmetricKey::from_bytes([node; 32])
}

/// Sends `data` through all three nodes. What arrives at the destination, with the return blob of the third.
fn forward(first_hop: ReturnAddress, data: &[u8]) -> Result<Vec<u8>, OpenError> {
    let path = TestPath::new();
    let mut at_second = Vec::new();
    match first_hop {
        ReturnAddress::Udp(_) => {
            let mut datagram = path.datagram(data);
            let request = OnionRequest0::parse(&mut datagram)?.open(&combined(&path.first, &path.own))?;
            request.seal(&return_key(1), &nonce(1), first_hop, &mut at_second);
        }
        ReturnAddress::Client(_) => {
            let mut payload = path.tcp_payload(data);
            let request = TcpOnionRequest::parse(&mut payload)?.forward()?;
            request.seal(&return_key(1), &nonce(1), first_hop, &mut at_second);
        }
    }
    let request = OnionRequest1::parse(&mut at_second)?.open(&path.keys[1])?;
    assert_eq!(request.next, addr("192.0.2.13:33445"));
    let mut at_third = Vec::new();
    request.seal(&return_key(2), &nonce(2), ReturnAddress::Udp(addr("192.0.2.11:33445")), &mut at_third);
    assert_eq!(at_third.len(), request.encoded_len());
    let request = OnionRequest2::parse(&mut at_third)?.open(&path.keys[2])?;
    assert_eq!(request.next, addr("[2001:db8::1]:443"));
    let mut arrived = Vec::new();
    request.seal(&return_key(3), &nonce(3), ReturnAddress::Udp(addr("192.0.2.12:33445")), &mut arrived);
    Ok(arrived)
}

/// Sends `data` back through all three nodes. What the first one hands on, and where to.
fn go_back(return_path: ReturnPath3, data: &[u8]) -> Result<(ReturnAddress, Vec<u8>), OpenError> {
    let mut at_third = Vec::new();
    OnionResponse3::put_head(&return_path, &mut at_third);
    at_third.extend_from_slice(data);
    let response = OnionResponse3::parse(&mut at_third)?.open(&return_key(3))?;
    assert_eq!(response.next, addr("192.0.2.12:33445"));
    let mut at_second = response.packet.to_vec();
    let response = OnionResponse2::parse(&mut at_second)?.open(&return_key(2))?;
    assert_eq!(response.next, addr("192.0.2.11:33445"));
    let mut at_first = response.packet.to_vec();
    let response = OnionResponse1::parse(&mut at_first)?.open(&return_key(1))?;
    Ok((response.next, response.packet.to_vec()))
}

#[test]
fn pinned_path_gives_the_pinned_bytes_at_every_node() {
    let path = TestPath::new();
    let data = hex("856f6e696f6e");
    let mut packet = path.datagram(&data);
    assert_eq!(packet, hex(DATAGRAM));
    assert_eq!(path.tcp_payload(&data), [&counting::<24>(NONCE)[..], &hex(AT_FIRST)].concat());

    let request = OnionRequest0::parse(&mut packet).unwrap();
    assert_eq!(request.sender, path.own.public);
    let request = request.open(&combined(&path.first, &path.own)).unwrap();
    assert_eq!(request.next, addr("192.0.2.12:33445"));
    assert_eq!(request.packet(), [&[0x81][..], &counting::<24>(NONCE), &hex(AT_FIRST)[19..]].concat());
    let mut packet = Vec::new();
    request.seal(&return_key(1), &nonce(1), ReturnAddress::Udp(addr("198.51.100.1:1")), &mut packet);

    let request = OnionRequest1::parse(&mut packet).unwrap().open(&path.keys[1]).unwrap();
    assert_eq!(request.packet(), [&[0x82][..], &counting::<24>(NONCE), &hex(AT_SECOND)[19..]].concat());
    let mut packet = Vec::new();
    request.seal(&return_key(2), &nonce(2), ReturnAddress::Udp(addr("198.51.100.1:1")), &mut packet);

    let request = OnionRequest2::parse(&mut packet).unwrap().open(&path.keys[2]).unwrap();
    assert_eq!(request.packet(), &hex(AT_THIRD)[19..]);
}

#[test]
fn data_goes_there_and_back_over_udp_and_tcp() {
    let clients = [
        ReturnAddress::Udp(addr("[2001:db8::99]:1234")),
        ReturnAddress::Client(ClientSlot { index: 7, generation: u32::MAX }),
    ];
    for client in clients {
        for len in [1, 100, MAX_DATA_LEN] {
            let data = vec![0x83; len];
            let arrived = forward(client, &data).unwrap();
            let (received, return_path) = arrived.split_last_chunk().unwrap();
            assert_eq!(received, data);
            let answer = vec![0x84; MAX_RESPONSE_DATA_LEN.min(len)];
            assert_eq!(go_back(ReturnPath3::from_bytes(*return_path), &answer), Ok((client, answer)));
        }
    }
}

#[test]
fn of_all_256_kinds_only_three_leave_a_path_and_three_come_back() {
    let client = ReturnAddress::Udp(addr("192.0.2.99:1234"));
    let arrived = forward(client, &[0x83]).unwrap();
    let return_path = ReturnPath3::from_bytes(*arrived.last_chunk().unwrap());
    let forbidden = OpenError::Malformed(ParseError::Invalid(Field::InnerKind));
    for kind in 0..=u8::MAX {
        let data = [kind, 1, 2, 3];
        let there = forward(client, &data).map(|arrived| arrived[..4] == data);
        assert_eq!(there, if [0x83, 0x85, 0x87].contains(&kind) { Ok(true) } else { Err(forbidden) });
        let back = go_back(return_path, &data);
        assert_eq!(back, if [0x84, 0x86, 0x88].contains(&kind) { Ok((client, data.to_vec())) } else { Err(forbidden) });
    }
}

#[test]
fn blob_of_another_key_or_damaged_leads_nowhere() {
    let arrived = forward(ReturnAddress::Udp(addr("192.0.2.99:1234")), &[0x83]).unwrap();
    for position in 0..RETURN_3_LEN {
        let mut blob: [u8; RETURN_3_LEN] = *arrived.last_chunk().unwrap();
        blob[position] ^= 1;
        assert_eq!(go_back(ReturnPath3::from_bytes(blob), &[0x84]), Err(OpenError::NotDecryptable));
    }
}
