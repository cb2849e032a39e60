//! Cookie, handshake and data packets of encrypted connections between two friends. Protocol: net-crypto.

mod cookie;
mod cookie_request;
mod cookie_response;
mod data;
mod handshake;
mod packet_request;

pub use cookie::{Cookie, CookieContents};
pub use cookie_request::{CookieRequest, CookieRequestPayload};
pub use cookie_response::{CookieResponse, CookieResponsePayload};
pub use data::{CryptoData, DataId, DataPacket, MAX_DATA_LEN};
pub use handshake::{Handshake, HandshakePayload};
pub use packet_request::{MissingPackets, PacketRequest, encode_packet_request};

/// Longest packet in bytes. Protocol: net-crypto, Packets.
pub const MAX_PACKET_LEN: usize = 1400;

#[cfg(test)]
mod tests;
