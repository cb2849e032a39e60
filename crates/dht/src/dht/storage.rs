//! The store of small values, for requests that come directly or by way of forwarders, and the search for nodes that
//! have one.

use std::net::SocketAddr;
use std::time::Duration;

use toxcore_crypto::{DhtPublicKey, EphemeralPublicKey, NotDecryptable};
use toxcore_sansio::{Asker, Cx, Discard, Instant};
use toxcore_wire::dht::{DhtPacket, seal_dht_packet};
use toxcore_wire::forwarding::ForwardReply;
use toxcore_wire::storage::{
    DataRetrieveRequest, DataRetrieveResponse, DataSearchRequest, DataSearchResponse, SearchAnswer, StoreAction,
    StoreContent, StoreRequest, StoreResponse,
};
use toxcore_wire::{Encode, NodeInfo, PackedAddr, PacketKind};

use super::send::{open_answer, open_request};
use super::{Asked, Dht};
use crate::closest::Closest;
use crate::storage::granted;

/// Who asks, and the way back.
pub(super) struct Requester<'a> {
    /// Where the datagram came from: the requester, or the last forwarder.
    pub(super) from: SocketAddr,
    /// What that forwarder wants back; `None` if nobody is in between.
    pub(super) sendback: Option<&'a [u8]>,
}

impl Dht {
    /// Handles the three kinds of requests. `packet` is the datagram, or what was forwarded.
    pub(super) fn on_storage_request(
        &mut self,
        cx: &mut Cx<'_>,
        now: Instant,
        by: &Requester<'_>,
        packet: &mut [u8],
    ) -> Result<(), Discard> {
        if !self.config.announcements {
            return Err(Discard::Disabled);
        }
        let kind = PacketKind::of(packet);
        let (sender, plain) = open_request(cx, now, by.from, packet)?;
        match kind {
            Some(PacketKind::DataSearchRequest) => self.on_data_search(cx, now, by, sender, plain),
            Some(PacketKind::DataRetrieveRequest) => self.on_data_retrieve(cx, now, by, sender, plain),
            _ => self.on_store(cx, now, by, sender, plain),
        }
    }

    /// A node answers the data search that asked whether it has a store.
    pub(super) fn on_data_search_response(
        &mut self,
        cx: &mut Cx<'_>,
        now: Instant,
        from: SocketAddr,
        packet: &mut [u8],
    ) -> Result<(), Discard> {
        let (key, plain) = open_answer(cx, packet)?;
        let id = DataSearchResponse::parse(plain)?.id;
        let sender = NodeInfo { addr: from, key };
        self.requests.answered(id, &sender, Asked::Storage, now).ok_or(Discard::Unsolicited)?;
        if let Some(contact) = self.close.get_mut(&key) {
            contact.serves_storage = true;
        }
        Ok(())
    }

    /// Asks a new node of the close list for a random key: only nodes with a store answer that.
    pub(super) fn probe_storage(&mut self, cx: &mut Cx<'_>, now: Instant, node: NodeInfo) {
        let id = self.requests.add(node, Asked::Storage, now, cx.rng);
        let data_key = EphemeralPublicKey::from_bytes(cx.rng.public_bytes());
        self.send(cx, DataSearchRequest::KIND, &node, &DataSearchRequest { data_key, known: None, id });
    }

    fn on_data_search(
        &mut self,
        cx: &mut Cx<'_>,
        now: Instant,
        by: &Requester<'_>,
        sender: DhtPublicKey,
        plain: &[u8],
    ) -> Result<(), Discard> {
        let DataSearchRequest { data_key, known, id } = DataSearchRequest::parse(plain)?;
        let mut nodes = Closest::with_storage(data_key.as_bytes(), Asker::at(&by.from));
        self.close.offer_to(&mut nodes, now);
        let answer = SearchAnswer {
            stored: self.store.hash(&data_key, now),
            authenticator: self.authenticator(now, &data_key, &sender, by),
            accepts: self.store.accepts(&data_key, now),
            nodes: nodes.into_list(),
        };
        let mut response = DataSearchResponse { data_key, answer: Some(answer), id };
        if known.is_some_and(|hash| hash == response.body_hash()) {
            response.answer = None;
        }
        self.answer(cx, by, &sender, DataSearchResponse::KIND, &response)
    }

    fn on_data_retrieve(
        &mut self,
        cx: &mut Cx<'_>,
        now: Instant,
        by: &Requester<'_>,
        sender: DhtPublicKey,
        plain: &[u8],
    ) -> Result<(), Discard> {
        let DataRetrieveRequest { data_key, authenticator, id } = DataRetrieveRequest::parse(plain)?;
        self.check_authenticator(now, &data_key, &sender, by, &authenticator)?;
        let value = self.store.get(&data_key, now).ok_or(Discard::UnknownAddressee)?.to_vec();
        let response = DataRetrieveResponse { data_key, value: &value, id };
        self.answer(cx, by, &sender, DataRetrieveResponse::KIND, &response)
    }

    fn on_store(
        &mut self,
        cx: &mut Cx<'_>,
        now: Instant,
        by: &Requester<'_>,
        sender: DhtPublicKey,
        plain: &mut [u8],
    ) -> Result<(), Discard> {
        let request = StoreRequest::parse(plain)?;
        let (data_key, id) = (request.data_key, request.id);
        let key = cx.combined_key(now, by.from.ip(), &data_key)?;
        let content = request.open(&key).map_err(|NotDecryptable| Discard::NotDecryptable)?;
        let StoreContent { authenticator, seconds, action } = StoreContent::parse(content)?;
        self.check_authenticator(now, &data_key, &sender, by, &authenticator)?;
        let uptime = now.saturating_since(self.started.unwrap_or(now));
        let granted = granted(Duration::from_secs(seconds.into()), uptime);
        let until = now + granted;
        let kept = match action {
            StoreAction::Store(value) => self.store.put(&data_key, value, until, now),
            StoreAction::Prolong(hash) => self.store.prolong(&data_key, &hash, until, now),
        };
        if !kept {
            return Err(Discard::Full);
        }
        let seconds = u32::try_from(granted.as_secs()).unwrap_or(u32::MAX);
        let response = StoreResponse { data_key, seconds, node_time: cx.unix_time.0, id };
        self.answer(cx, by, &sender, StoreResponse::KIND, &response)
    }

    fn authenticator(
        &self,
        now: Instant,
        data_key: &EphemeralPublicKey,
        sender: &DhtPublicKey,
        by: &Requester<'_>,
    ) -> [u8; 32] {
        let addr = PackedAddr::Udp(by.from).to_vec();
        self.store_auth.make(now.since_origin().as_secs(), &parts(data_key, sender, &addr, by))
    }

    fn check_authenticator(
        &self,
        now: Instant,
        data_key: &EphemeralPublicKey,
        sender: &DhtPublicKey,
        by: &Requester<'_>,
        shown: &[u8; 32],
    ) -> Result<(), Discard> {
        let addr = PackedAddr::Udp(by.from).to_vec();
        let valid = self.store_auth.check(now.since_origin().as_secs(), &parts(data_key, sender, &addr, by), shown);
        if valid { Ok(()) } else { Err(Discard::Forbidden) }
    }

    /// Answers the way that the request came.
    fn answer(
        &mut self,
        cx: &mut Cx<'_>,
        by: &Requester<'_>,
        to: &DhtPublicKey,
        kind: PacketKind,
        payload: &impl Encode,
    ) -> Result<(), Discard> {
        let nonce = cx.rng.nonce();
        let own = &cx.keys.public;
        let key = cx.cache.get_or_derive(&cx.keys.secret, to).map_err(|_| Discard::NotDecryptable)?;
        let mut packet = Vec::with_capacity(DhtPacket::OVERHEAD + payload.encoded_len());
        seal_dht_packet(kind, own, &nonce, key, payload, &mut packet);
        let queued = self.outbox.push(by.from, |out| match by.sendback {
            Some(sendback) => ForwardReply { sendback, data: &packet }.encode(out),
            None => out.extend_from_slice(&packet),
        });
        if queued { Ok(()) } else { Err(Discard::Full) }
    }
}

/// What an authenticator covers: it counts for one key, one requester and one way only.
fn parts<'a>(
    data_key: &'a EphemeralPublicKey,
    sender: &'a DhtPublicKey,
    addr: &'a [u8],
    by: &Requester<'a>,
) -> [&'a [u8]; 4] {
    [data_key.as_bytes(), sender.as_bytes(), addr, by.sendback.unwrap_or_default()]
}
