//! Forwarding for those who cannot be reached: to nodes of the close list, and answers back.

use std::net::SocketAddr;

use toxcore_sansio::{Cx, Discard, Instant, StreamId};
use toxcore_wire::forwarding::{
    ForwardReply, ForwardRequest, Forwarding, MAX_FORWARD_DATA_LEN, Sendback, SendbackRoute,
};
use toxcore_wire::{Encode, PacketKind, ParseError, canonical, is_usable_node_addr_from};

use super::Dht;
use super::storage::Requester;
use crate::Output;

/// A forward request of a client of our own TCP relay.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct ClientForward<'a> {
    /// The client's stream, to which the answer goes.
    pub stream: StreamId,
    /// The client's own address: it decides what the client may reach.
    pub client: SocketAddr,
    /// Where it goes.
    pub to: SocketAddr,
    /// What goes there.
    pub data: &'a [u8],
}

/// Without addresses and data.
impl std::fmt::Debug for ClientForward<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ClientForward")
            .field("stream", &self.stream)
            .field("client", &toxcore_wire::Redacted(self.client))
            .field("to", &toxcore_wire::Redacted(self.to))
            .field("data", &format_args!("{} bytes", self.data.len()))
            .finish()
    }
}

impl Dht {
    /// Forwards data for a client of our TCP relay; the answer follows as
    /// [`Output::ForwardToClient`](crate::Output::ForwardToClient).
    ///
    /// Clients reach the internet this way, and our own network only from within: else we should be a door into it. What
    /// no forwarder serves is not sent at all.
    ///
    /// # Errors
    /// [`Discard::Disabled`], [`Discard::Forbidden`] for such addresses and data, [`Discard::Malformed`] for data that is too
    /// long, [`Discard::Full`].
    pub fn forward_for_client(&mut self, now: Instant, request: &ClientForward<'_>) -> Result<(), Discard> {
        let to = canonical(request.to);
        if !self.config.announcements {
            return Err(Discard::Disabled);
        }
        if request.data.len() > MAX_FORWARD_DATA_LEN {
            return Err(ParseError::TooLong(request.data.len()).into());
        }
        let from = canonical(request.client).ip();
        if !self.reaches(&to) || !is_usable_node_addr_from(&to, &from) || !is_served(request.data) {
            return Err(Discard::Forbidden);
        }
        let route = SendbackRoute::RelayClient {
            index: request.stream.index.to_be_bytes(),
            serial: u64::from(request.stream.generation).to_be_bytes(),
        };
        self.forward(now, to, &route, request.data)
    }

    pub(super) fn on_forward_request(&mut self, now: Instant, from: SocketAddr, packet: &[u8]) -> Result<(), Discard> {
        let request = ForwardRequest::parse(packet)?;
        self.forward_to_node(now, &SendbackRoute::Requester(from), &request)
    }

    pub(super) fn on_forwarding(
        &mut self,
        cx: &mut Cx<'_>,
        now: Instant,
        from: SocketAddr,
        packet: &mut [u8],
    ) -> Result<(), Discard> {
        if !self.config.announcements {
            return Err(Discard::Disabled);
        }
        let Forwarding { sendback, data } = Forwarding::parse(packet)?;
        if sendback.is_empty() {
            return Err(Discard::Unsolicited);
        }
        match PacketKind::of(data) {
            Some(PacketKind::ForwardRequest) => {
                let request = ForwardRequest::parse(data)?;
                self.forward_to_node(now, &SendbackRoute::Forwarder { addr: from, sendback }, &request)
            }
            Some(kind) if is_storage_request(kind) => {
                let sendback = sendback.to_vec();
                let data_start = packet.len().saturating_sub(data.len());
                let data = packet.get_mut(data_start..).unwrap_or_default();
                self.on_storage_request(cx, now, &Requester { from, sendback: Some(&sendback) }, data)
            }
            _ => Err(Discard::Forbidden),
        }
    }

    pub(super) fn on_forward_reply(&mut self, now: Instant, packet: &[u8]) -> Result<(), Discard> {
        let ForwardReply { sendback, data } = ForwardReply::parse(packet)?;
        let Sendback { authenticator, route } = Sendback::parse(sendback)?;
        if !self.forward_auth.check(now.since_origin().as_secs(), &[route], authenticator) {
            return Err(Discard::Unsolicited);
        }
        let queued = match SendbackRoute::parse(route)? {
            SendbackRoute::Requester(addr) => {
                self.outbox.push(addr, |out| Forwarding { sendback: &[], data }.encode(out))
            }
            SendbackRoute::Forwarder { addr, sendback } => {
                self.outbox.push(addr, |out| ForwardReply { sendback, data }.encode(out))
            }
            SendbackRoute::RelayClient { index, serial } => {
                let generation = u32::try_from(u64::from_be_bytes(serial)).map_err(|_| Discard::UnknownAddressee)?;
                let stream = StreamId { index: u32::from_be_bytes(index), generation };
                self.output(Output::ForwardToClient { stream, data: data.to_vec() })
            }
        };
        if queued { Ok(()) } else { Err(Discard::Full) }
    }

    /// Forwards to the node that the request names, if it is one of our close list.
    fn forward_to_node(
        &mut self,
        now: Instant,
        route: &SendbackRoute<'_>,
        request: &ForwardRequest<'_>,
    ) -> Result<(), Discard> {
        if !self.config.announcements {
            return Err(Discard::Disabled);
        }
        let addr = self.close.get(&request.next).and_then(|c| c.any_address()).ok_or(Discard::UnknownAddressee)?;
        self.forward(now, addr, route, request.data)
    }

    /// Sends data with a sendback that leads its answer along `route`.
    fn forward(&mut self, now: Instant, to: SocketAddr, route: &SendbackRoute<'_>, data: &[u8]) -> Result<(), Discard> {
        let route = route.to_vec();
        let authenticator = self.forward_auth.make(now.since_origin().as_secs(), &[&route]);
        let sendback = Sendback { authenticator: &authenticator, route: &route }.to_vec();
        if sendback.len() > Sendback::MAX_LEN {
            return Err(Discard::Forbidden);
        }
        let queued = self.outbox.push(to, |out| Forwarding { sendback: &sendback, data }.encode(out));
        if queued { Ok(()) } else { Err(Discard::Full) }
    }
}

/// Whether a node does anything with forwarded data of this kind.
fn is_served(data: &[u8]) -> bool {
    PacketKind::of(data).is_some_and(|kind| kind == PacketKind::ForwardRequest || is_storage_request(kind))
}

pub(super) const fn is_storage_request(kind: PacketKind) -> bool {
    matches!(kind, PacketKind::DataSearchRequest | PacketKind::DataRetrieveRequest | PacketKind::StoreRequest)
}
