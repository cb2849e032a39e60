//! Requests one hop on, answers one hop back.

use std::net::{IpAddr, SocketAddr};

use toxcore_crypto::{CombinedKey, SymmetricKey, X25519PublicKey};
use toxcore_sansio::{Cx, Discard, Instant, StreamId};
use toxcore_wire::onion::{
    ClientSlot, ForwardedRequest, OnionRequest0, OnionRequest1, OnionRequest2, OnionResponse1, OnionResponse2,
    OnionResponse3, ReturnAddress, TcpOnionRequest,
};
use toxcore_wire::{OpenError, is_usable_node_addr_from};

use super::{MAX_OUTPUTS, OnionNode, Output};

impl OnionNode {
    /// We are the first node of a path.
    pub(super) fn forward_request_0(
        &mut self,
        cx: &mut Cx<'_>,
        now: Instant,
        from: SocketAddr,
        packet: &mut [u8],
    ) -> Result<(), Discard> {
        let request = OnionRequest0::parse(packet)?;
        let sender = request.sender;
        let request = open_layer(cx, now, from, &sender, |key| request.open(key))?;
        self.pass_on(&request, ReturnAddress::Udp(from), from.ip())
    }

    /// We are the second node of a path.
    pub(super) fn forward_request_1(
        &mut self,
        cx: &mut Cx<'_>,
        now: Instant,
        from: SocketAddr,
        packet: &mut [u8],
    ) -> Result<(), Discard> {
        let request = OnionRequest1::parse(packet)?;
        let path_key = request.key;
        let request = open_layer(cx, now, from, &path_key, |key| request.open(key))?;
        self.pass_on(&request, ReturnAddress::Udp(from), from.ip())
    }

    /// We are the last node of a path. Only announce requests and data to route leave it.
    pub(super) fn forward_request_2(
        &mut self,
        cx: &mut Cx<'_>,
        now: Instant,
        from: SocketAddr,
        packet: &mut [u8],
    ) -> Result<(), Discard> {
        let request = OnionRequest2::parse(packet)?;
        let path_key = request.key;
        let request = open_layer(cx, now, from, &path_key, |key| request.open(key))?;
        self.pass_on(&request, ReturnAddress::Udp(from), from.ip())
    }

    /// A client of our TCP relay uses us as its first node.
    pub(super) fn forward_from_client(
        &mut self,
        client: StreamId,
        source: IpAddr,
        payload: &mut [u8],
    ) -> Result<(), Discard> {
        let request = TcpOnionRequest::parse(payload)?.forward()?;
        let slot = ClientSlot { index: client.index, generation: client.generation };
        self.pass_on(&request, ReturnAddress::Client(slot), source)
    }

    /// Nobody outside the LAN may make us send into it.
    fn pass_on(
        &mut self,
        request: &ForwardedRequest<'_>,
        back: ReturnAddress,
        asked_by: IpAddr,
    ) -> Result<(), Discard> {
        if !is_usable_node_addr_from(&request.next, &asked_by) {
            return Err(Discard::Forbidden);
        }
        let nonce = self.rng.nonce();
        let key = self.return_key.current();
        if !self.outbox.push(request.next, |out| request.seal(key, &nonce, back, out)) {
            return Err(Discard::Full);
        }
        self.stats.requests_relayed += 1;
        Ok(())
    }

    /// An answer reaches the last node of its path first.
    pub(super) fn forward_response_3(&mut self, packet: &mut [u8]) -> Result<(), Discard> {
        let (to, range) = self.open_blob(packet, |packet, key| {
            let response = OnionResponse3::parse(packet)?.open(key)?;
            Ok((response.next, response.packet.len()))
        })?;
        self.pass_back(to, tail(packet, range))
    }

    /// We are the second node of the path that an answer goes back.
    pub(super) fn forward_response_2(&mut self, packet: &mut [u8]) -> Result<(), Discard> {
        let (to, range) = self.open_blob(packet, |packet, key| {
            let response = OnionResponse2::parse(packet)?.open(key)?;
            Ok((response.next, response.packet.len()))
        })?;
        self.pass_back(to, tail(packet, range))
    }

    /// We are the first node of the path: the data goes to the client itself.
    pub(super) fn forward_response_1(&mut self, packet: &mut [u8]) -> Result<(), Discard> {
        let (to, range) = self.open_blob(packet, |packet, key| {
            let response = OnionResponse1::parse(packet)?.open(key)?;
            Ok((response.next, response.packet.len()))
        })?;
        match to {
            ReturnAddress::Udp(to) => self.pass_back(to, tail(packet, range)),
            ReturnAddress::Client(slot) => self.hand_to_client(slot, tail(packet, range)),
        }
    }

    /// Opens our return blob with the current key, or else with the one before it. A box that does not open leaves the
    /// packet as it was.
    fn open_blob<To>(
        &self,
        packet: &mut [u8],
        open: impl Fn(&mut [u8], &SymmetricKey) -> Result<(To, usize), OpenError>,
    ) -> Result<(To, usize), Discard> {
        let mut result = Err(OpenError::NotDecryptable);
        for key in self.return_key.candidates() {
            result = open(packet, key);
            if !matches!(result, Err(OpenError::NotDecryptable)) {
                break;
            }
        }
        Ok(result?)
    }

    fn pass_back(&mut self, to: SocketAddr, packet: &[u8]) -> Result<(), Discard> {
        self.send(to, |out| out.extend_from_slice(packet))?;
        self.stats.responses_relayed += 1;
        Ok(())
    }

    fn hand_to_client(&mut self, slot: ClientSlot, data: &[u8]) -> Result<(), Discard> {
        if self.outputs.len() >= MAX_OUTPUTS {
            return Err(Discard::Full);
        }
        let client = StreamId { index: slot.index, generation: slot.generation };
        self.outputs.push_back(Output::ToClient { client, data: data.to_vec() });
        self.stats.responses_relayed += 1;
        Ok(())
    }
}

/// Opens our layer of a request with the key of whoever sealed it, who is remembered only if it opens.
fn open_layer<'p>(
    cx: &mut Cx<'_>,
    now: Instant,
    from: SocketAddr,
    sealed_by: &impl X25519PublicKey,
    open: impl FnOnce(&CombinedKey) -> Result<ForwardedRequest<'p>, OpenError>,
) -> Result<ForwardedRequest<'p>, Discard> {
    let key = cx.combined_key(now, from.ip(), sealed_by)?;
    let request = open(&key)?;
    cx.remember(sealed_by, &key);
    Ok(request)
}

/// What an answer becomes when its blob is open: always the end of the packet that it came in.
fn tail(packet: &[u8], len: usize) -> &[u8] {
    packet.get(packet.len().saturating_sub(len)..).unwrap_or_default()
}
