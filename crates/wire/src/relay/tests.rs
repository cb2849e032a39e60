use toxcore_crypto::{CombinedKey, DhtKeyPair, EphemeralKeyPair, EphemeralPublicKey, Nonce};

use super::*;
use crate::testing::{combined, hex, key_pair, nonce};
use crate::{ParseError, RequestId};

/// Session key and first client frame of the base vectors.
const FIRST_FRAME: &str = "001933366fadb55c41a3ebed4e393e74501c4eeff4855ff5ed955b";

fn link_key() -> CombinedKey {
    let (client, server): (EphemeralKeyPair, EphemeralKeyPair) = (key_pair(0x07), key_pair(0x08));
    combined(&client, &server)
}

/// Frames of all shapes: every packet that a client may send, the longest of them, and payloads of zeros.
fn packets() -> Vec<RelayPacket<'static>> {
    let id = ConnectionId::from_byte(16).unwrap();
    let peer = key_pair(0x20).public;
    vec![
        RelayPacket::Ping { id: RequestId::from_bytes([1, 2, 3, 4, 5, 6, 7, 8]) },
        RelayPacket::Ping { id: RequestId::from_bytes([0; 8]) },
        RelayPacket::RoutingRequest { peer },
        RelayPacket::Data { id, data: &[0; 1] },
        RelayPacket::Data { id, data: &[0; 300] },
        RelayPacket::OobSend { receiver: peer, data: &[0; MAX_OOB_LEN] },
        RelayPacket::DisconnectNotification { id },
        RelayPacket::Data { id, data: &[0; MAX_PLAIN_LEN - 1] },
        RelayPacket::OnionRequest { payload: &[0; 400] },
        RelayPacket::ForwardRequest { destination: "192.0.2.1:33445".parse().unwrap(), data: &[0; 1792] },
        RelayPacket::Pong { id: RequestId::from_bytes([0, 0, 0, 0, 0, 0, 0, 1]) },
    ]
}

fn stream_of(packets: &[RelayPacket<'_>]) -> Vec<u8> {
    let (key, mut nonce) = (link_key(), nonce(0x70));
    let mut stream = Vec::new();
    for packet in packets {
        packet.seal_frame(&key, &nonce, &mut stream).unwrap();
        nonce.increment();
    }
    stream
}

/// The end of a link that collects bytes and reads frames as they become complete.
struct Reader {
    key: CombinedKey,
    nonce: Nonce,
    received: Vec<u8>,
    plains: Vec<Vec<u8>>,
}

impl Reader {
    fn new() -> Self {
        Self { key: link_key(), nonce: nonce(0x70), received: Vec::new(), plains: Vec::new() }
    }

    fn read(&mut self, bytes: &[u8]) -> Result<(), ParseError> {
        self.received.extend_from_slice(bytes);
        while let Some((sealed, len)) = FrameLength::split(&mut self.received)? {
            let plain = self.key.open_in_place(&self.nonce, sealed).expect("sealed with this nonce");
            self.plains.push(plain.to_vec());
            self.nonce.increment();
            self.received.drain(..len);
        }
        Ok(())
    }

    fn assert_has_read(&self, packets: &[RelayPacket<'_>]) {
        let read: Vec<_> = self.plains.iter().map(|plain| RelayPacket::from_client(plain).unwrap()).collect();
        assert_eq!(read, packets);
        assert!(self.received.is_empty());
    }
}

#[test]
fn handshakes_and_first_frame_are_the_pinned_ones() {
    let (client, server): (DhtKeyPair, DhtKeyPair) = (key_pair(0x40), key_pair(0xc0));
    let key = combined(&client, &server);
    let client_payload =
        HandshakePayload { temporary: key_pair::<EphemeralPublicKey>(0x07).public, base_nonce: nonce(0x70) };
    let server_payload =
        HandshakePayload { temporary: key_pair::<EphemeralPublicKey>(0x08).public, base_nonce: nonce(0x90) };
    let mut from_client = Vec::new();
    ClientHandshake::seal(&client.public, &nonce(0xd0), &key, &client_payload, &mut from_client);
    assert_eq!(
        from_client,
        hex(
            "79a631eede1bf9c98f12032cdeadd0e7a079398fc786b88cc846ec89af85a51ad0d1d2d3d4d5d6d7d8d9dadbdcdddedfe0e1e2e3e4e5e6e7be79e7dc2bb8ab5166c3b40e801eed90a9324198ae55a5bb178b31ab48415184cfa83d2a92aff5dbc7a99db842e7e96110f54b6e9431179da1c06c479428871d93635566a7a84514"
        )
    );
    let mut from_server = Vec::new();
    ServerHandshake::seal(&nonce(0xd1), &key, &server_payload, &mut from_server);
    assert_eq!(
        from_server,
        hex(
            "d1d2d3d4d5d6d7d8d9dadbdcdddedfe0e1e2e3e4e5e6e7e84cf20715cf610ac7696ef5e221dadc472526f29216f4386af4e25a2ea18d5f1fbae3f7dc926567933619ffa50784af90f4895e36e2a8e23fe71bb81de28bc0fff75c42efac06204d"
        )
    );

    let handshake = ClientHandshake::parse(&mut from_client).unwrap();
    assert_eq!(handshake.client, client.public);
    assert_eq!(handshake.open(&key), Ok(client_payload));
    assert_eq!(ServerHandshake::parse(&mut from_server).unwrap().open(&key), Ok(server_payload));

    let ping = RelayPacket::Ping { id: RequestId::from_bytes([1, 2, 3, 4, 5, 6, 7, 8]) };
    assert_eq!(stream_of(&[ping]), hex(FIRST_FRAME));
}

#[test]
fn stream_byte_by_byte_gives_the_same_packets() {
    let packets = packets();
    let mut reader = Reader::new();
    for byte in stream_of(&packets) {
        reader.read(&[byte]).unwrap();
    }
    reader.assert_has_read(&packets);
}

#[test]
fn stream_in_all_2_way_splits_gives_the_same_packets() {
    let packets = packets();
    let stream = stream_of(&packets);
    for at in 0..=stream.len() {
        let (first, second) = stream.split_at(at);
        let mut reader = Reader::new();
        reader.read(first).unwrap();
        reader.read(second).unwrap();
        reader.assert_has_read(&packets);
    }
}

#[test]
fn malformed_frame_errors_with_its_second_byte() {
    let good = stream_of(&packets()[..1]);
    for length in [0, 1, 16, 2049, u16::MAX] {
        let mut reader = Reader::new();
        reader.read(&good).unwrap();
        let [high, low] = length.to_be_bytes();
        assert_eq!(reader.read(&[high]), Ok(()));
        assert!(reader.read(&[low]).is_err(), "length {length}");
        assert_eq!(reader.plains.len(), 1);
    }
}
