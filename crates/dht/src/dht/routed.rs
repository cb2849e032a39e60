//! DHT requests: packets that one node passes on to another, and what they serve for.

use std::net::SocketAddr;

use toxcore_crypto::{DhtPublicKey, MAC_LEN, NotDecryptable};
use toxcore_sansio::{Cx, Discard, Instant};
use toxcore_wire::dht::{DhtRequest, DhtRequestPayload, NatPing, seal_dht_request};
use toxcore_wire::{Encode, NodeInfo, ParseError, RequestId};

use super::Dht;
use crate::Output;
use crate::nat::{MAX_PUNCHES_PER_SECOND, reports_to_punch, routers};

/// Longest payload of a DHT request, its type byte included. Protocol: dht, DHT requests.
pub const MAX_ROUTED_LEN: usize = DhtRequest::MAX_CREATED_LEN - DhtRequest::HEADER_LEN - MAC_LEN;

impl Dht {
    /// Sends `payload` to a searched node by way of all nodes that know it, and returns how many there are. None if fewer
    /// than [`MIN_ROUTERS`](crate::MIN_ROUTERS) know it, if it answers us directly, or if the payload is empty or longer than
    /// [`MAX_ROUTED_LEN`].
    pub fn send_routed(&mut self, cx: &mut Cx<'_>, now: Instant, to: &DhtPublicKey, payload: &[u8]) -> usize {
        let reached = self.searches.get(to).is_none_or(|search| search.is_reached(now));
        if reached || payload.is_empty() || payload.len() > MAX_ROUTED_LEN {
            return 0;
        }
        let routes = self.routes_to(now, to);
        self.send_through(cx, &routes, to, payload);
        routes.len()
    }

    pub(super) fn on_dht_request(
        &mut self,
        cx: &mut Cx<'_>,
        now: Instant,
        from: SocketAddr,
        packet: &mut [u8],
    ) -> Result<(), Discard> {
        let len = packet.len();
        let request = DhtRequest::parse(packet)?;
        if request.addressee != self.config.own_key {
            let addressee = request.addressee;
            return self.pass_on(&addressee, packet);
        }
        if request.sender == self.config.own_key {
            return Err(Discard::OwnKey);
        }
        if len > DhtRequest::MAX_CREATED_LEN {
            return Err(ParseError::TooLong(len).into());
        }
        let sender = request.sender;
        let key = cx.combined_key(now, from.ip(), &sender)?;
        let payload = request.open(&key).map_err(|NotDecryptable| Discard::NotDecryptable)?;
        cx.remember(&sender, &key);
        self.on_routed(cx, now, sender, payload)
    }

    /// Passes the unchanged packet on, if the addressee is one of our close list: to no other, however well we know it.
    fn pass_on(&mut self, addressee: &DhtPublicKey, packet: &[u8]) -> Result<(), Discard> {
        let addr = self.close.get(addressee).and_then(|c| c.any_address()).ok_or(Discard::UnknownAddressee)?;
        let queued = self.outbox.push(addr, |out| out.extend_from_slice(packet));
        if queued { Ok(()) } else { Err(Discard::Full) }
    }

    fn on_routed(
        &mut self,
        cx: &mut Cx<'_>,
        now: Instant,
        sender: DhtPublicKey,
        payload: &mut [u8],
    ) -> Result<(), Discard> {
        match DhtRequestPayload::parse(payload)? {
            DhtRequestPayload::NatPing(NatPing::Request(number)) => self.on_nat_request(cx, now, sender, number),
            DhtRequestPayload::NatPing(NatPing::Response(number)) => self.on_nat_response(cx, now, sender, number),
            DhtRequestPayload::DhtKey(_) => {
                let queued = self.output(Output::Routed { sender, payload: payload.to_vec() });
                if queued { Ok(()) } else { Err(Discard::Full) }
            }
        }
    }

    fn on_nat_request(
        &mut self,
        cx: &mut Cx<'_>,
        now: Instant,
        sender: DhtPublicKey,
        number: RequestId,
    ) -> Result<(), Discard> {
        let search = self.searches.get_mut(&sender).ok_or(Discard::Unsolicited)?;
        let nat = search.nat.as_mut().ok_or(Discard::Unsolicited)?;
        nat.request_heard(now);
        search.upkeep.wake_at(now);
        self.wake_lists(now);
        let routes = self.routes_to(now, &sender);
        if let Some(route) = routes.get(cx.rng.below(routes.len())) {
            self.send_through(cx, &[*route], &sender, &NatPing::Response(number));
        }
        Ok(())
    }

    fn on_nat_response(
        &mut self,
        cx: &mut Cx<'_>,
        now: Instant,
        sender: DhtPublicKey,
        number: RequestId,
    ) -> Result<(), Discard> {
        let search = self.searches.get_mut(&sender).ok_or(Discard::Unsolicited)?;
        let nat = search.nat.as_mut().ok_or(Discard::Unsolicited)?;
        if !nat.response_heard(number, cx.rng) {
            return Err(Discard::Unsolicited);
        }
        search.upkeep.wake_at(now);
        self.wake_lists(now);
        Ok(())
    }

    /// One second's work on a node that others know and that does not answer us.
    pub(super) fn traverse_nat(&mut self, cx: &mut Cx<'_>, now: Instant, key: DhtPublicKey) {
        let budget = if self.config.hole_punching { MAX_PUNCHES_PER_SECOND.saturating_sub(self.punched) } else { 0 };
        let Some(search) = self.searches.get_mut(&key) else { return };
        let Some(reports) = reports_to_punch(&search.list, now) else { return };
        let Some(nat) = &mut search.nat else { return };
        let number = nat.ping_due(now);
        let punches = nat.punch_due(&reports, budget, now);
        let due = nat.due(now);
        search.upkeep.wake_at(due);
        self.punched += punches.len();
        if let Some(number) = number {
            let routes = self.routes_to(now, &key);
            self.send_through(cx, &routes, &key, &NatPing::Request(number));
        }
        for addr in punches {
            self.send_ping(cx, now, NodeInfo { addr, key });
        }
    }

    /// The addresses of the nodes through which a searched node can be reached.
    fn routes_to(&self, now: Instant, key: &DhtPublicKey) -> Vec<SocketAddr> {
        let Some(search) = self.searches.get(key) else { return Vec::new() };
        routers(&search.list, now).into_iter().flatten().filter_map(|c| c.any_address()).collect()
    }

    /// Seals the payload for a node and sends it to each of the routes.
    fn send_through<P: Encode + ?Sized>(
        &mut self,
        cx: &mut Cx<'_>,
        routes: &[SocketAddr],
        to: &DhtPublicKey,
        payload: &P,
    ) {
        let Ok(key) = cx.cache.get_or_derive(&cx.keys.secret, to) else { return };
        let mut packet = Vec::new();
        seal_dht_request(to, &cx.keys.public, &cx.rng.nonce(), key, payload, &mut packet);
        for route in routes {
            self.outbox.push(*route, |out| out.extend_from_slice(&packet));
        }
    }
}
