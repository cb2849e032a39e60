use toxcore_wire::relay::{ClientHandshake, FrameLength, RelayPacket, ServerHandshake};
use toxcore_wire::{Encode, OpenError, ParseError};

use super::{ZERO_NONCE, boxed, combined_key};

pub(super) fn check(data: &[u8]) {
    packets(data);
    stream(data);
    handshakes(data);
}

fn packets(data: &[u8]) {
    for packet in [RelayPacket::from_client(data), RelayPacket::from_server(data)].into_iter().flatten() {
        assert_eq!((packet.kind(), packet.encoded_len()), (data[0], data.len()));
        // Every id below 16 refuses, but we write only one.
        if !matches!(packet, RelayPacket::RoutingResponse { id: None, .. }) {
            super::exact(data, Ok(packet));
        }
    }
}

/// A stream gives the same boxes and the same end, whole and byte by byte.
fn stream(data: &[u8]) {
    let mut whole = Reader::default();
    let end = whole.read(data);
    let mut slow = Reader::default();
    let slow_end = data.iter().try_for_each(|byte| slow.read(&[*byte]));
    assert_eq!((whole.boxes, end), (slow.boxes, slow_end));
}

#[derive(Default)]
struct Reader {
    received: Vec<u8>,
    boxes: Vec<Vec<u8>>,
}

impl Reader {
    fn read(&mut self, bytes: &[u8]) -> Result<(), ParseError> {
        self.received.extend_from_slice(bytes);
        while let Some((sealed, len)) = FrameLength::split(&mut self.received)? {
            assert!((17..=2048).contains(&sealed.len()));
            assert_eq!(sealed.len() + 2, len);
            self.boxes.push(sealed.to_vec());
            self.received.drain(..len);
        }
        Ok(())
    }
}

fn handshakes(data: &[u8]) {
    let mut bytes = [&[0; 56], &boxed(data)[..]].concat();
    let opened =
        ClientHandshake::parse(&mut bytes).map_err(OpenError::from).and_then(|packet| packet.open(combined_key()));
    assert_eq!(opened.is_ok(), data.len() == 56);
    let mut bytes = [ZERO_NONCE.as_bytes(), &boxed(data)[..]].concat();
    let opened =
        ServerHandshake::parse(&mut bytes).map_err(OpenError::from).and_then(|packet| packet.open(combined_key()));
    if let Ok(payload) = opened {
        super::exact(data, Ok(payload));
    }
}
