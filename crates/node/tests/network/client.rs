//! A client that has nothing but TCP: one link to a relay.

use std::net::SocketAddr;

use toxcore_crypto::{CombinedKey, DhtKeyPair, DhtPublicKey, EphemeralKeyPair, EphemeralPublicKey, LongTermPublicKey};
use toxcore_relay::{ClientOutput, RelayClient};
use toxcore_sansio::{Instant, Rng, Seed, StreamId};
use toxcore_sim::{StreamAction, StreamEvent};
use toxcore_wire::onion::{AnnounceForm, AnnounceRequestPayload, AnnounceResponse, AnnounceStatus, OnionPath};
use toxcore_wire::relay::ConnectionId;
use toxcore_wire::{NodeInfo, RequestId};

pub(crate) struct Client {
    number: u16,
    pub(crate) relay: RelayClient,
    connect_to: Option<SocketAddr>,
    facts: Vec<ClientOutput>,
    /// Bytes that the network knows of.
    pub(crate) known: usize,
    rng: Rng,
    /// Key of the box in which the next answer out of the onion comes.
    answer_key: Option<CombinedKey>,
    status: Option<AnnounceStatus>,
}

const STREAM: StreamId = StreamId { index: 0, generation: 0 };
const SENDBACK: RequestId = RequestId::from_bytes(*b"sendback");

/// Secret bytes of the pair of this kind and number. The first byte must not tell pairs apart: X25519 clamps it.
fn secret(kind: u8, number: u16) -> [u8; 32] {
    let [high, low] = number.to_be_bytes();
    let mut secret = [kind; 32];
    secret[8..10].copy_from_slice(&[high, low]);
    secret
}

fn dht_keys(number: u16) -> DhtKeyPair {
    DhtKeyPair::from_secret_bytes(secret(8, number))
}

/// The pair that stands for a long-term pair in these tests.
fn long_term(number: u16) -> EphemeralKeyPair {
    EphemeralKeyPair::from_secret_bytes(secret(16, number))
}

pub(crate) fn data_key(number: u16) -> EphemeralPublicKey {
    EphemeralKeyPair::from_secret_bytes(secret(24, number)).public
}

impl Client {
    pub(crate) fn new(number: u16, now: Instant, address: SocketAddr, relay: &DhtPublicKey) -> Self {
        let seed = Seed::from_number(u64::from(number));
        Self {
            number,
            relay: RelayClient::new(now, &dht_keys(number), relay, &seed).unwrap(),
            connect_to: Some(address),
            facts: Vec::new(),
            known: 0,
            rng: Rng::new(&seed),
            answer_key: None,
            status: None,
        }
    }

    pub(crate) fn handle_stream_event(&mut self, event: StreamEvent) {
        assert!(!matches!(event, StreamEvent::Failed(_)), "the relay listens");
    }

    pub(crate) fn take_bytes(&mut self, now: Instant, bytes: &mut [u8]) -> usize {
        let _ = self.relay.handle_stream(now, bytes);
        self.collect();
        bytes.len()
    }

    fn collect(&mut self) {
        while let Some(fact) = self.relay.poll_output() {
            if let (ClientOutput::OnionResponse(data), Some(key)) = (&fact, &self.answer_key) {
                let mut data = data.clone();
                let response = AnnounceResponse::parse(&mut data).unwrap();
                assert_eq!(response.sendback, SENDBACK);
                self.status = Some(response.open(key).unwrap().status);
            }
            self.facts.push(fact);
        }
    }

    pub(crate) fn next_action(&mut self) -> Option<StreamAction> {
        if let Some(to) = self.connect_to.take() {
            return Some(StreamAction::Connect { stream: STREAM, to });
        }
        self.collect();
        let waiting = self.relay.to_write().len();
        let has_more = waiting > self.known;
        self.known = waiting;
        has_more.then_some(StreamAction::Write(STREAM))
    }

    pub(crate) fn facts(&self) -> &[ClientOutput] {
        &self.facts
    }

    pub(crate) fn ask_for(&mut self, peer: u16) {
        self.relay.request_route(&dht_keys(peer).public).unwrap();
    }

    fn route_to(&self, peer: u16) -> ConnectionId {
        let wanted = dht_keys(peer).public;
        let granted = self.facts.iter().find_map(|fact| match fact {
            ClientOutput::RouteGranted { peer, id } if *peer == wanted => *id,
            _ => None,
        });
        granted.unwrap()
    }

    pub(crate) fn send(&mut self, peer: u16, data: &[u8]) {
        let route = self.route_to(peer);
        self.relay.send_data(route, data).unwrap();
    }

    pub(crate) fn data_from(&self, peer: u16) -> Vec<Vec<u8>> {
        let route = self.route_to(peer);
        let data = self.facts.iter().filter_map(|fact| match fact {
            ClientOutput::Data { id, data } if *id == route => Some(data.clone()),
            _ => None,
        });
        data.collect()
    }

    /// Announces ourselves to `end`.
    pub(crate) fn announce(&mut self, path: [NodeInfo; 2], end: NodeInfo, ping_id: Option<[u8; 32]>) {
        let keys = long_term(self.number);
        let payload = AnnounceRequestPayload {
            ping_id: ping_id.unwrap_or_default(),
            searched: LongTermPublicKey::from_bytes(*keys.public.as_bytes()),
            data_key: data_key(self.number),
            sendback: SENDBACK,
            form: AnnounceForm::Plain,
        };
        self.send_request(path, end, &keys, &payload);
    }

    /// Asks `end` for the client `whom`.
    pub(crate) fn search(&mut self, path: [NodeInfo; 2], end: NodeInfo, whom: u16) {
        let payload = AnnounceRequestPayload {
            ping_id: [0; 32],
            searched: LongTermPublicKey::from_bytes(*long_term(whom).public.as_bytes()),
            data_key: EphemeralPublicKey::from_bytes([0; 32]),
            sendback: SENDBACK,
            form: AnnounceForm::Plain,
        };
        let keys = EphemeralKeyPair::from_secret_bytes(self.rng.secret_bytes());
        self.send_request(path, end, &keys, &payload);
    }

    fn send_request(
        &mut self,
        path: [NodeInfo; 2],
        end: NodeInfo,
        keys: &EphemeralKeyPair,
        payload: &AnnounceRequestPayload<'_>,
    ) {
        let key = CombinedKey::new(&keys.secret, &end.key).unwrap();
        let mut data = Vec::new();
        payload.seal(&keys.public, &self.rng.nonce(), &key, &mut data).unwrap();
        let layers = path.map(|node| {
            let pair = EphemeralKeyPair::from_secret_bytes(self.rng.secret_bytes());
            (pair.public, CombinedKey::new(&pair.secret, &node.key).unwrap())
        });
        let [(second_public, second_key), (third_public, third_key)] = &layers;
        let [second, third] = path.map(|node| node.addr);
        let onion = OnionPath {
            second,
            second_public: *second_public,
            second_key,
            third,
            third_public: *third_public,
            third_key,
        };
        let mut payload = Vec::new();
        onion.seal_tcp(&self.rng.nonce(), end.addr, &data, &mut payload).unwrap();
        self.relay.send_onion_request(&payload).unwrap();
        self.answer_key = Some(key);
        self.status = None;
    }

    pub(crate) fn last_ping_id(&self) -> Option<[u8; 32]> {
        match self.status? {
            AnnounceStatus::NotStored { ping_id } | AnnounceStatus::Stored { ping_id } => Some(ping_id),
            AnnounceStatus::Found { .. } => None,
        }
    }

    pub(crate) fn is_announced(&self) -> bool {
        matches!(self.status, Some(AnnounceStatus::Stored { .. }))
    }

    pub(crate) fn found(&self) -> Option<EphemeralPublicKey> {
        match self.status? {
            AnnounceStatus::Found { data_key } => Some(data_key),
            AnnounceStatus::NotStored { .. } | AnnounceStatus::Stored { .. } => None,
        }
    }
}
