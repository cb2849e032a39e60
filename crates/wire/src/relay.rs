//! TCP relay: handshake, stream frames and the packets inside them. Protocol: relay.
//!
//! A client sends [`ClientHandshake`] (128 bytes), the relay answers with [`ServerHandshake`] (96 bytes). Then both send
//! frames: two bytes of [`FrameLength`], then a box with one [`RelayPacket`].

mod connection_id;
mod frame;
mod handshake;
mod packet;

pub use crate::forwarding::MAX_FORWARD_DATA_LEN;
pub use connection_id::{CONNECTION_IDS, ConnectionId};
pub use frame::{FRAME_HEAD_LEN, FrameLength, MAX_PLAIN_LEN, MAX_SEALED_LEN, seal_frame_in_place};
pub use handshake::{ClientHandshake, HandshakePayload, ServerHandshake};
pub use packet::{MAX_OOB_LEN, MIN_ONION_REQUEST_LEN, RelayPacket};

#[cfg(test)]
mod tests;
