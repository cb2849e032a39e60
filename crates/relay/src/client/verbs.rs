//! What a client asks of its relay, and what it remembers of the answers.

use std::net::SocketAddr;

use thiserror::Error;
use toxcore_crypto::DhtPublicKey;
use toxcore_sansio::Discard;
use toxcore_wire::Encode;
use toxcore_wire::relay::{
    CONNECTION_IDS, ConnectionId, MAX_FORWARD_DATA_LEN, MAX_OOB_LEN, MAX_PLAIN_LEN, MIN_ONION_REQUEST_LEN, RelayPacket,
};

use super::{ClientRoute, ClientRoutes, LinkFact, RelayClient, State};
use crate::send_queue::Class;

/// Why a frame was not queued.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ClientSendError {
    /// The handshake is not finished, or the link is closed.
    #[error("link is not confirmed")]
    NotConfirmed,
    /// No such route is registered, or its peer is not connected.
    #[error("route is not online")]
    RouteOffline,
    /// As many routes as a relay can keep are asked for already.
    #[error("all {CONNECTION_IDS} routes are taken")]
    NoFreeRoute,
    /// Longer than the frame may be, or empty.
    #[error("{0} bytes do not fit the frame")]
    Length(usize),
    /// The relay does not read; try another.
    #[error("send queue is full")]
    QueueFull,
}

impl RelayClient {
    /// Asks to be connected with `peer`. [`ClientOutput::RouteGranted`](crate::ClientOutput::RouteGranted) follows.
    ///
    /// # Errors
    /// [`ClientSendError`]; nothing was queued.
    pub fn request_route(&mut self, peer: &DhtPublicKey) -> Result<(), ClientSendError> {
        let State::Confirmed { routes, .. } = &mut self.state else { return Err(ClientSendError::NotConfirmed) };
        if routes.asked.len() >= CONNECTION_IDS {
            return Err(ClientSendError::NoFreeRoute);
        }
        routes.asked.push_back(*peer);
        self.push(Class::Control, &RelayPacket::RoutingRequest { peer: *peer })
    }

    /// Gives an id back.
    ///
    /// # Errors
    /// [`ClientSendError`]; nothing was queued.
    pub fn release_route(&mut self, id: ConnectionId) -> Result<(), ClientSendError> {
        let State::Confirmed { routes, .. } = &mut self.state else { return Err(ClientSendError::NotConfirmed) };
        routes.slots.get_mut(id.slot()).and_then(Option::take).ok_or(ClientSendError::RouteOffline)?;
        self.push(Class::Control, &RelayPacket::DisconnectNotification { id })
    }

    /// Sends data to a connected peer. It may still be lost in the relay.
    ///
    /// # Errors
    /// [`ClientSendError`]; nothing was queued.
    pub fn send_data(&mut self, id: ConnectionId, data: &[u8]) -> Result<(), ClientSendError> {
        let State::Confirmed { routes, .. } = &self.state else { return Err(ClientSendError::NotConfirmed) };
        if !routes.get(id).is_some_and(|route| route.online) {
            return Err(ClientSendError::RouteOffline);
        }
        check_length(data.len(), 1..=MAX_PLAIN_LEN - 1)?;
        self.push(Class::Data, &RelayPacket::Data { id, data })
    }

    /// Sends to whoever is connected with this key; nobody says whether it arrived. 1 to 1,024 bytes.
    ///
    /// # Errors
    /// [`ClientSendError`]; nothing was queued.
    pub fn send_oob(&mut self, to: &DhtPublicKey, data: &[u8]) -> Result<(), ClientSendError> {
        check_length(data.len(), 1..=MAX_OOB_LEN)?;
        self.push(Class::Data, &RelayPacket::OobSend { receiver: *to, data })
    }

    /// Sends an onion packet whose outermost layer is this link: nonce, address and key of the next hop, and its box.
    ///
    /// # Errors
    /// [`ClientSendError`]; nothing was queued.
    pub fn send_onion_request(&mut self, payload: &[u8]) -> Result<(), ClientSendError> {
        check_length(payload.len(), MIN_ONION_REQUEST_LEN..=MAX_PLAIN_LEN - 1)?;
        self.push(Class::Data, &RelayPacket::OnionRequest { payload })
    }

    /// Has `data` sent to a DHT node over UDP.
    ///
    /// # Errors
    /// [`ClientSendError`]; nothing was queued.
    pub fn send_forward_request(&mut self, to: SocketAddr, data: &[u8]) -> Result<(), ClientSendError> {
        check_length(data.len(), 1..=MAX_FORWARD_DATA_LEN)?;
        self.push(Class::Data, &RelayPacket::ForwardRequest { destination: to, data })
    }

    fn push(&mut self, class: Class, frame: &RelayPacket<'_>) -> Result<(), ClientSendError> {
        let State::Confirmed { cipher, .. } = &mut self.state else { return Err(ClientSendError::NotConfirmed) };
        self.queue.push(cipher, class, |out| frame.encode(out)).map_err(|_| ClientSendError::QueueFull)
    }
}

fn check_length(len: usize, allowed: std::ops::RangeInclusive<usize>) -> Result<(), ClientSendError> {
    if allowed.contains(&len) { Ok(()) } else { Err(ClientSendError::Length(len)) }
}

impl ClientRoutes {
    pub(super) fn get(&self, id: ConnectionId) -> Option<&ClientRoute> {
        self.slots.get(id.slot())?.as_ref()
    }

    /// An answer counts only for a key that we asked for.
    pub(super) fn granted(
        &mut self,
        peer: &DhtPublicKey,
        id: Option<ConnectionId>,
    ) -> Result<Option<LinkFact<'static>>, Discard> {
        let Some(asked) = self.asked.iter().position(|key| key == peer) else { return Ok(None) };
        self.asked.remove(asked);
        if let Some(id) = id {
            if self.slots.len() <= id.slot() {
                self.slots.resize(id.slot() + 1, None);
            }
            if let Some(slot) = self.slots.get_mut(id.slot()) {
                match slot {
                    Some(route) if route.peer == *peer => {}
                    Some(_) => return Err(Discard::Forbidden),
                    None => *slot = Some(ClientRoute { peer: *peer, online: false }),
                }
            }
        }
        Ok(Some(LinkFact::RouteGranted { peer: *peer, id }))
    }

    /// Nothing for an id that we gave back while the notification was under way.
    pub(super) fn set_online(&mut self, id: ConnectionId, online: bool) -> Option<LinkFact<'static>> {
        let route = self.slots.get_mut(id.slot())?.as_mut()?;
        route.online = online;
        Some(if online { LinkFact::PeerConnected(id) } else { LinkFact::PeerDisconnected(id) })
    }
}
