//! Bytes into frames, frames into packets.

use toxcore_sansio::{Cx, Discard, Instant, StreamId};
use toxcore_wire::Encode;
use toxcore_wire::relay::RelayPacket;

use super::{RelayServer, ServerOutput};
use crate::cipher::HEADER;
use crate::config::MAX_BACKLOG;
use crate::link::LinkState;
use crate::reassembly::{complete, frame_length};
use crate::send_queue::Class;

impl RelayServer {
    /// Handles bytes that arrived on a stream; they are opened in place.
    ///
    /// # Errors
    /// [`Discard`] says why the link was ended; [`ServerOutput::Close`] follows.
    pub fn handle_stream(
        &mut self,
        cx: &mut Cx<'_>,
        now: Instant,
        id: StreamId,
        bytes: &mut [u8],
    ) -> Result<(), Discard> {
        let result = self.handle_bytes(cx, now, id, bytes);
        if result.is_err() {
            self.count_failure(id);
            self.end(id);
        }
        self.settle(now);
        result
    }

    fn count_failure(&mut self, id: StreamId) {
        match self.links.get(id).map(|link| &link.state) {
            Some(LinkState::Confirmed(_)) => self.stats.protocol_errors += 1,
            Some(LinkState::Incoming | LinkState::Unconfirmed { .. }) => self.stats.handshakes_failed += 1,
            None => {}
        }
    }

    fn handle_bytes(
        &mut self,
        cx: &mut Cx<'_>,
        now: Instant,
        id: StreamId,
        mut bytes: &mut [u8],
    ) -> Result<(), Discard> {
        if self.links.get(id).is_some_and(|link| matches!(link.state, LinkState::Incoming)) {
            self.handle_handshake(cx, now, id, &mut bytes)?;
        }
        self.handle_frames(now, id, bytes)
    }

    /// Splits `bytes` into frames. The rest of an incomplete one is kept until more comes.
    pub(super) fn handle_frames(&mut self, now: Instant, id: StreamId, mut bytes: &mut [u8]) -> Result<(), Discard> {
        while !bytes.is_empty() {
            let Some(link) = self.links.get_mut(id).filter(|link| !link.ending) else { return Ok(()) };
            if let Some(stall) = &mut link.stall {
                keep_for_later(&mut stall.backlog, bytes)?;
                self.queued = self.queued.saturating_add(bytes.len());
                return Ok(());
            }
            if link.partial.is_empty() {
                let Some(length) = frame_length(bytes)? else {
                    link.partial.extend_from_slice(bytes);
                    return Ok(());
                };
                let (frame, rest) = bytes.split_at_mut(length);
                bytes = rest;
                self.handle_frame(now, id, frame)?;
            } else {
                let (rest, frame) = complete(&mut link.partial, bytes)?;
                bytes = rest;
                if let Some(mut frame) = frame {
                    self.handle_frame(now, id, &mut frame)?;
                }
            }
        }
        Ok(())
    }

    /// Handles one whole frame, length prefix included.
    fn handle_frame(&mut self, now: Instant, id: StreamId, frame: &mut [u8]) -> Result<(), Discard> {
        let Some(link) = self.links.get_mut(id) else { return Ok(()) };
        let sealed = frame.get_mut(HEADER..).unwrap_or_default();
        match &mut link.state {
            LinkState::Confirmed(client) => {
                let plain = client.cipher.open(sealed)?;
                self.handle_packet(now, id, plain)
            }
            LinkState::Unconfirmed { cipher, .. } => {
                let plain = cipher.open(sealed)?;
                self.confirm(now, id);
                self.handle_packet(now, id, plain)
            }
            LinkState::Incoming => Err(Discard::NotDecryptable),
        }
    }

    /// Chapter TCP relay, Packets: what a client may send, and what ends the link.
    fn handle_packet(&mut self, now: Instant, id: StreamId, plain: &[u8]) -> Result<(), Discard> {
        match RelayPacket::from_client(plain)? {
            RelayPacket::Data { id: route, .. } => self.handle_data(now, id, route, plain),
            RelayPacket::RoutingRequest { peer } => self.handle_routing_request(id, &peer),
            RelayPacket::DisconnectNotification { id: route } => self.handle_disconnect(id, route),
            RelayPacket::Ping { id: ping } => self.answer_ping(id, ping),
            RelayPacket::Pong { id: pong } => self.handle_pong(now, id, pong),
            RelayPacket::OobSend { receiver, data } => self.handle_oob(id, &receiver, data),
            RelayPacket::OnionRequest { payload } => {
                let Some(source) = self.links.get(id).map(|link| link.from) else { return Ok(()) };
                self.push_request(ServerOutput::OnionRequest { from: id, source, packet: payload.to_vec() })
            }
            RelayPacket::ForwardRequest { destination, data } => {
                let Some(source) = self.links.get(id).map(|link| link.from) else { return Ok(()) };
                let packet = data.to_vec();
                self.push_request(ServerOutput::ForwardRequest { from: id, source, to: destination, packet })
            }
            RelayPacket::ClientNotification { .. } => Ok(()),
            RelayPacket::RoutingResponse { .. }
            | RelayPacket::ConnectNotification { .. }
            | RelayPacket::OobReceive { .. }
            | RelayPacket::OnionResponse { .. }
            | RelayPacket::Forwarding { .. } => Err(Discard::Forbidden),
        }
    }

    /// Queues a request for a sibling machine; when the owner does not keep up it is lost like any datagram.
    fn push_request(&mut self, output: ServerOutput) -> Result<(), Discard> {
        if self.outputs.len() < MAX_REQUESTS {
            self.outputs.push_back(output);
        }
        Ok(())
    }

    /// Queues a frame that must arrive. A client that does not read loses its link.
    pub(super) fn push_control(&mut self, id: StreamId, frame: &RelayPacket<'_>) {
        if self.push_frame(id, Class::Control, |out| frame.encode(out)).is_err() {
            self.stats.overflows += 1;
            self.end(id);
        }
    }
}

/// Keeps sealed bytes of a client that waits.
fn keep_for_later(backlog: &mut Vec<u8>, bytes: &[u8]) -> Result<(), Discard> {
    if backlog.len().saturating_add(bytes.len()) > MAX_BACKLOG {
        return Err(Discard::Full);
    }
    backlog.extend_from_slice(bytes);
    Ok(())
}

/// Onion and forward requests that wait for the owner, who takes them after every call. Our choice: what one read of
/// 64 kB can bring.
const MAX_REQUESTS: usize = 512;
