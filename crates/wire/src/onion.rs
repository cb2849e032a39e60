//! Onion packets: requests, responses, announcements and routed data. Protocol: onion.
//!
//! | kind | packet | who reads it |
//! |---|---|---|
//! | 0x80, 0x81, 0x82 | [`OnionRequest0`], [`OnionRequest1`], [`OnionRequest2`] | the three nodes of a path |
//! | relay frame 8 | [`TcpOnionRequest`] | a TCP relay in place of the first node |
//! | 0x83, 0x87 | [`AnnounceRequest`] | the node at the end |
//! | 0x85 | [`DataToRoute`] | the node at the end |
//! | 0x8c, 0x8d, 0x8e | [`OnionResponse3`], [`OnionResponse2`], [`OnionResponse1`] | the same three nodes, backwards |
//! | 0x84, 0x88 | [`AnnounceResponse`] | the client |
//! | 0x86 | [`DataResponse`] | the announced client |
//!
//! A path node opens its layer in the receive buffer; what it forwards is a part of that buffer, so that forwarding
//! costs one copy into the transmit buffer and no allocation.

mod announce;
mod announce_request;
mod announce_response;
mod data;
mod dht_key;
mod path;
mod request;
mod response;
mod return_path;

pub use announce::{AnnounceForm, AnnounceStatus, MAX_ANNOUNCES_LEN, MAX_EXTRA_LEN, PING_ID_LEN};
pub use announce_request::{AnnounceRequest, AnnounceRequestPayload};
pub use announce_response::{AnnounceResponse, AnnounceResponsePayload};
pub use data::{DataResponse, DataToRoute, OnionData, RoutedData, SealedOnionData};
pub use dht_key::DhtKeyPacket;
pub use path::{FirstLayer, OnionPath};
pub use request::{ForwardedRequest, MAX_DATA_LEN, OnionRequest0, OnionRequest1, OnionRequest2, TcpOnionRequest};
pub use response::{ForwardedResponse, MAX_RESPONSE_DATA_LEN, OnionResponse1, OnionResponse2, OnionResponse3};
pub use return_path::{ClientSlot, RETURN_1_LEN, RETURN_2_LEN, RETURN_3_LEN, ReturnAddress, ReturnPath3};

use crate::PacketKind;

/// Longest onion packet in bytes, both ways. Protocol: onion, Size limits.
pub const MAX_ONION_LEN: usize = 1400;

/// Whether the last node of a path may forward data of this kind to its destination: announce requests in both forms
/// and data to route. Anything else would let strangers send packets of any kind in that node's name.
#[must_use]
pub const fn is_request_kind(kind: u8) -> bool {
    kind == PacketKind::AnnounceRequest.number()
        || kind == PacketKind::ExtendedAnnounceRequest.number()
        || kind == PacketKind::DataToRouteRequest.number()
}

/// Whether data of this kind may travel back over a path: announce responses in both forms and routed data.
#[must_use]
pub const fn is_response_kind(kind: u8) -> bool {
    kind == PacketKind::AnnounceResponse.number()
        || kind == PacketKind::ExtendedAnnounceResponse.number()
        || kind == PacketKind::DataToRouteResponse.number()
}

#[cfg(test)]
mod tests;
