//! Bytes of the relay into its handshake and frames, frames into facts.

use std::collections::VecDeque;

use toxcore_crypto::CombinedKey;
use toxcore_sansio::{Discard, Instant};
use toxcore_wire::Encode;
use toxcore_wire::relay::{RelayPacket, ServerHandshake};

use super::{ClientRoutes, CloseReason, LinkFact, RelayClient, State};
use crate::cipher::{HEADER, LinkCipher};
use crate::config::PING_TIMEOUT;
use crate::reassembly::{complete, frame_length};
use crate::send_queue::Class;

impl RelayClient {
    /// Handles bytes from the relay; they are opened in place.
    ///
    /// # Errors
    /// [`Discard`] says what was wrong; the link is closed.
    pub fn handle_stream(&mut self, now: Instant, bytes: &mut [u8]) -> Result<(), Discard> {
        let mut outputs = std::mem::take(&mut self.outputs);
        let result = self.handle_stream_with(now, bytes, &mut |fact| outputs.push_back(fact.into()));
        outputs.append(&mut self.outputs);
        self.outputs = outputs;
        result
    }

    /// As [`handle_stream`](Self::handle_stream), but hands each fact to `sink` at once, its content where it was opened.
    pub(crate) fn handle_stream_with(
        &mut self,
        now: Instant,
        bytes: &mut [u8],
        sink: &mut impl FnMut(LinkFact<'_>),
    ) -> Result<(), Discard> {
        let result = self.handle_bytes(now, bytes, sink);
        if let Err(reason) = result {
            self.close(CloseReason::Protocol(reason));
        }
        result
    }

    fn handle_bytes(
        &mut self,
        now: Instant,
        bytes: &mut [u8],
        sink: &mut impl FnMut(LinkFact<'_>),
    ) -> Result<(), Discard> {
        let mut bytes = bytes;
        if matches!(self.state, State::Unconfirmed(_)) {
            let missing = ServerHandshake::LEN.saturating_sub(self.partial.len()).min(bytes.len());
            let (head, rest) = bytes.split_at_mut(missing);
            self.partial.extend_from_slice(head);
            bytes = rest;
            if self.partial.len() == ServerHandshake::LEN {
                let packet = std::mem::take(&mut self.partial);
                self.finish_handshake(now, packet)?;
                sink(LinkFact::Confirmed);
            }
        }
        while !bytes.is_empty() {
            if !self.partial.is_empty() {
                let (rest, frame) = complete(&mut self.partial, bytes)?;
                bytes = rest;
                if let Some(mut frame) = frame {
                    self.handle_frame(now, &mut frame, sink)?;
                    frame.clear();
                    self.partial = frame;
                }
            } else if let Some(length) = frame_length(bytes)? {
                let (frame, rest) = bytes.split_at_mut(length);
                bytes = rest;
                self.handle_frame(now, frame, sink)?;
            } else {
                self.partial.extend_from_slice(bytes);
                return Ok(());
            }
        }
        Ok(())
    }

    fn finish_handshake(&mut self, now: Instant, mut packet: Vec<u8>) -> Result<(), Discard> {
        let State::Unconfirmed(ours) = &self.state else { return Ok(()) };
        let theirs = ServerHandshake::parse(&mut packet)?.open(&ours.combined).map_err(|_| Discard::NotDecryptable)?;
        let key = CombinedKey::new(&ours.session.secret, &theirs.temporary).map_err(|_| Discard::NotDecryptable)?;
        let cipher = LinkCipher::new(key, ours.base_nonce, theirs.base_nonce).counted_by(self.counts.clone());
        self.state =
            State::Confirmed { cipher: Box::new(cipher), routes: ClientRoutes::default(), pings: VecDeque::new() };
        self.send_ping(now, PING_TIMEOUT);
        Ok(())
    }

    fn handle_frame(
        &mut self,
        now: Instant,
        frame: &mut [u8],
        sink: &mut impl FnMut(LinkFact<'_>),
    ) -> Result<(), Discard> {
        let State::Confirmed { cipher, routes, .. } = &mut self.state else { return Ok(()) };
        let plain = cipher.open(frame.get_mut(HEADER..).unwrap_or_default())?;
        let fact = match RelayPacket::from_server(plain)? {
            RelayPacket::RoutingResponse { peer, id } => routes.granted(&peer, id)?,
            RelayPacket::ConnectNotification { id } => routes.set_online(id, true),
            RelayPacket::DisconnectNotification { id } => routes.set_online(id, false),
            RelayPacket::Data { id, data } => routes.get(id).map(|_| LinkFact::Data { id, data }),
            RelayPacket::OobReceive { sender, data } => Some(LinkFact::Oob { sender, data }),
            RelayPacket::OnionResponse { data } => Some(LinkFact::OnionResponse(data)),
            RelayPacket::Forwarding { data } => Some(LinkFact::Forwarding(data)),
            RelayPacket::Ping { id } => {
                let pong = RelayPacket::Pong { id };
                return self.queue.push(cipher, Class::Control, |out| pong.encode(out)).map_err(|_| Discard::Full);
            }
            RelayPacket::Pong { id } => self.answered(now, id).then_some(LinkFact::Alive),
            RelayPacket::RoutingRequest { .. }
            | RelayPacket::ClientNotification { .. }
            | RelayPacket::OobSend { .. }
            | RelayPacket::OnionRequest { .. }
            | RelayPacket::ForwardRequest { .. } => return Err(Discard::Forbidden),
        };
        if let Some(fact) = fact {
            sink(fact);
        }
        Ok(())
    }
}
