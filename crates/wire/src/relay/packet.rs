//! Packets inside the frames.
//!
//! | kind | packet | sent by | content |
//! |---|---|---|---|
//! | 0x00 | routing request | client | 32 peer's DHT key |
//! | 0x01 | routing response | relay | 1 connection id, or below 16: refused; 32 peer's DHT key |
//! | 0x02 | connect notification | relay | 1 connection id |
//! | 0x03 | disconnect notification | both | 1 connection id |
//! | 0x04 | ping | both | 8 opaque id |
//! | 0x05 | pong | both | 8 id of the ping, not zero |
//! | 0x06 | OOB send | client | 32 receiver's DHT key, 1..1024 data |
//! | 0x07 | OOB receive | relay | 32 sender's DHT key, 1..1024 data |
//! | 0x08 | onion request | client | 159.. bytes, see [`TcpOnionRequest`](crate::onion::TcpOnionRequest) |
//! | 0x09 | onion response | relay | 1.. data |
//! | 0x0a | forward request | client | 7 or 19 packed UDP address, 0..1792 data |
//! | 0x0b | forwarding | relay | 1.. data |
//! | 0x0c–0x0f | reserved | – | |
//! | 0x10–0xff | data | both | 1.. data; the kind is the connection id |
//!
//! Whatever does not fit this table ends the link, on either side. Only a connect notification from a client, which means
//! nothing, is let pass with any id, as the reference does.

mod parse;

use std::net::SocketAddr;

use bytes::BufMut;
use toxcore_crypto::{CombinedKey, DhtPublicKey, Nonce};

use super::ConnectionId;
use super::frame::{FRAME_HEAD_LEN, MAX_PLAIN_LEN, seal_frame_in_place};
use crate::boxes::TooLong;
use crate::{Encode, PackedAddr, RequestId};

/// Most data of an OOB packet in bytes. Protocol: relay, Packets.
pub const MAX_OOB_LEN: usize = 1024;
/// Shortest payload of an onion request in bytes: a shorter one ends the link. Protocol: onion, Size limits. What is
/// too short for its own format, but not for this, is only dropped.
pub const MIN_ONION_REQUEST_LEN: usize = 159;

/// What travels in one frame.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum RelayPacket<'a> {
    /// Client: connect me with this peer as soon as it asks for me, too.
    RoutingRequest {
        /// DHT key of the peer.
        peer: DhtPublicKey,
    },
    /// Relay: the peer has this id on your link; `None` if the relay refuses.
    RoutingResponse {
        /// Id for the peer.
        id: Option<ConnectionId>,
        /// DHT key of the peer.
        peer: DhtPublicKey,
    },
    /// Relay: the peer is there, too.
    ConnectNotification {
        /// Id of the peer.
        id: ConnectionId,
    },
    /// Client: a connect notification, which means nothing from there.
    ClientNotification {
        /// In place of a connection id.
        byte: u8,
    },
    /// Relay: the peer is gone. Client: forget this peer, the id is free again.
    DisconnectNotification {
        /// Id of the peer.
        id: ConnectionId,
    },
    /// To be answered at once with a pong of the same id.
    Ping {
        /// Opaque.
        id: RequestId,
    },
    /// Answer to a ping.
    Pong {
        /// Id of the ping; never all zero.
        id: RequestId,
    },
    /// Client: for a peer with which there need be no connection.
    OobSend {
        /// DHT key of the receiver.
        receiver: DhtPublicKey,
        /// 1 to [`MAX_OOB_LEN`] bytes.
        data: &'a [u8],
    },
    /// Relay: from a client with which there need be no connection.
    OobReceive {
        /// DHT key of the sender, as the relay says.
        sender: DhtPublicKey,
        /// 1 to [`MAX_OOB_LEN`] bytes.
        data: &'a [u8],
    },
    /// Client: an onion request with the relay as first node.
    OnionRequest {
        /// For [`TcpOnionRequest`](crate::onion::TcpOnionRequest).
        payload: &'a [u8],
    },
    /// Relay: what came back over the onion.
    OnionResponse {
        /// An onion data packet with its kind.
        data: &'a [u8],
    },
    /// Client: send this to a node in a forwarding packet.
    ForwardRequest {
        /// UDP address of the node.
        destination: SocketAddr,
        /// At most [`MAX_FORWARD_DATA_LEN`](crate::forwarding::MAX_FORWARD_DATA_LEN) bytes.
        data: &'a [u8],
    },
    /// Relay: the answer to a forward request.
    Forwarding {
        /// What the node answered.
        data: &'a [u8],
    },
    /// Data from or for a connected peer.
    Data {
        /// Id of the peer on this link.
        id: ConnectionId,
        /// At least one byte.
        data: &'a [u8],
    },
}

/// Kind and length: neither addresses nor data.
impl std::fmt::Debug for RelayPacket<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "RelayPacket(kind {:#04x}, {} bytes)", self.kind(), self.encoded_len())
    }
}

impl RelayPacket<'_> {
    /// The first byte of the plaintext.
    #[must_use]
    pub const fn kind(&self) -> u8 {
        match self {
            Self::RoutingRequest { .. } => kind::ROUTING_REQUEST,
            Self::RoutingResponse { .. } => kind::ROUTING_RESPONSE,
            Self::ConnectNotification { .. } | Self::ClientNotification { .. } => kind::CONNECT_NOTIFICATION,
            Self::DisconnectNotification { .. } => kind::DISCONNECT_NOTIFICATION,
            Self::Ping { .. } => kind::PING,
            Self::Pong { .. } => kind::PONG,
            Self::OobSend { .. } => kind::OOB_SEND,
            Self::OobReceive { .. } => kind::OOB_RECEIVE,
            Self::OnionRequest { .. } => kind::ONION_REQUEST,
            Self::OnionResponse { .. } => kind::ONION_RESPONSE,
            Self::ForwardRequest { .. } => kind::FORWARD_REQUEST,
            Self::Forwarding { .. } => kind::FORWARDING,
            Self::Data { id, .. } => id.byte(),
        }
    }

    /// Bytes that [`seal_frame`](Self::seal_frame) appends.
    #[must_use]
    pub fn frame_len(&self) -> usize {
        FRAME_HEAD_LEN + self.encoded_len()
    }

    /// Appends a whole frame to `out`. `nonce` is the one after that of the frame before; the caller steps it, even if
    /// the frame is never sent completely.
    ///
    /// # Errors
    /// [`TooLong`] if the packet exceeds [`MAX_PLAIN_LEN`]; nothing is appended.
    pub fn seal_frame(&self, key: &CombinedKey, nonce: &Nonce, out: &mut Vec<u8>) -> Result<(), TooLong> {
        TooLong::check(self.encoded_len(), MAX_PLAIN_LEN)?;
        let start = out.len();
        out.reserve(self.frame_len());
        out.put_bytes(0, FRAME_HEAD_LEN);
        self.encode(out);
        seal_frame_in_place(out.get_mut(start..).unwrap_or_default(), key, nonce)
    }
}

impl Encode for RelayPacket<'_> {
    fn encoded_len(&self) -> usize {
        let content_len = match self {
            Self::RoutingRequest { .. } => DhtPublicKey::LEN,
            Self::RoutingResponse { .. } => 1 + DhtPublicKey::LEN,
            Self::ConnectNotification { .. }
            | Self::ClientNotification { .. }
            | Self::DisconnectNotification { .. } => 1,
            Self::Ping { .. } | Self::Pong { .. } => RequestId::LEN,
            Self::OobSend { data, .. } | Self::OobReceive { data, .. } => DhtPublicKey::LEN + data.len(),
            Self::ForwardRequest { destination, data } => PackedAddr::Udp(*destination).encoded_len() + data.len(),
            Self::OnionRequest { payload: data }
            | Self::OnionResponse { data }
            | Self::Forwarding { data }
            | Self::Data { data, .. } => data.len(),
        };
        1 + content_len
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_u8(self.kind());
        match self {
            Self::RoutingRequest { peer } => out.put_slice(peer.as_bytes()),
            Self::RoutingResponse { id, peer } => {
                out.put_u8(id.map_or(REFUSED, ConnectionId::byte));
                out.put_slice(peer.as_bytes());
            }
            Self::ConnectNotification { id } | Self::DisconnectNotification { id } => out.put_u8(id.byte()),
            Self::ClientNotification { byte } => out.put_u8(*byte),
            Self::Ping { id } | Self::Pong { id } => id.encode(out),
            Self::OobSend { receiver: key, data } | Self::OobReceive { sender: key, data } => {
                out.put_slice(key.as_bytes());
                out.put_slice(data);
            }
            Self::ForwardRequest { destination, data } => {
                PackedAddr::Udp(*destination).encode(out);
                out.put_slice(data);
            }
            Self::OnionRequest { payload: data }
            | Self::OnionResponse { data }
            | Self::Forwarding { data }
            | Self::Data { data, .. } => out.put_slice(data),
        }
    }
}

/// Connection id of a routing response that refuses.
const REFUSED: u8 = 0;
/// Kind bytes. Protocol: relay, Packets.
mod kind {
    pub(super) const ROUTING_REQUEST: u8 = 0x00;
    pub(super) const ROUTING_RESPONSE: u8 = 0x01;
    pub(super) const CONNECT_NOTIFICATION: u8 = 0x02;
    pub(super) const DISCONNECT_NOTIFICATION: u8 = 0x03;
    pub(super) const PING: u8 = 0x04;
    pub(super) const PONG: u8 = 0x05;
    pub(super) const OOB_SEND: u8 = 0x06;
    pub(super) const OOB_RECEIVE: u8 = 0x07;
    pub(super) const ONION_REQUEST: u8 = 0x08;
    pub(super) const ONION_RESPONSE: u8 = 0x09;
    pub(super) const FORWARD_REQUEST: u8 = 0x0a;
    pub(super) const FORWARDING: u8 = 0x0b;
}

#[cfg(test)]
mod tests;
