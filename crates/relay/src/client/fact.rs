use toxcore_crypto::DhtPublicKey;
use toxcore_wire::relay::ConnectionId;

use super::ClientOutput;

/// What a link read, with its content where it was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LinkFact<'a> {
    /// As [`ClientOutput::Confirmed`].
    Confirmed,
    /// As [`ClientOutput::RouteGranted`].
    RouteGranted { peer: DhtPublicKey, id: Option<ConnectionId> },
    /// As [`ClientOutput::PeerConnected`].
    PeerConnected(ConnectionId),
    /// As [`ClientOutput::PeerDisconnected`].
    PeerDisconnected(ConnectionId),
    /// As [`ClientOutput::Data`].
    Data { id: ConnectionId, data: &'a [u8] },
    /// As [`ClientOutput::Oob`].
    Oob { sender: DhtPublicKey, data: &'a [u8] },
    /// As [`ClientOutput::OnionResponse`].
    OnionResponse(&'a [u8]),
    /// As [`ClientOutput::Forwarding`].
    Forwarding(&'a [u8]),
    /// As [`ClientOutput::Alive`].
    Alive,
}

impl From<LinkFact<'_>> for ClientOutput {
    fn from(fact: LinkFact<'_>) -> Self {
        match fact {
            LinkFact::Confirmed => Self::Confirmed,
            LinkFact::RouteGranted { peer, id } => Self::RouteGranted { peer, id },
            LinkFact::PeerConnected(id) => Self::PeerConnected(id),
            LinkFact::PeerDisconnected(id) => Self::PeerDisconnected(id),
            LinkFact::Data { id, data } => Self::Data { id, data: data.to_vec() },
            LinkFact::Oob { sender, data } => Self::Oob { sender, data: data.to_vec() },
            LinkFact::OnionResponse(data) => Self::OnionResponse(data.to_vec()),
            LinkFact::Forwarding(data) => Self::Forwarding(data.to_vec()),
            LinkFact::Alive => Self::Alive,
        }
    }
}
