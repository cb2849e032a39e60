//! A relay and its clients joined by bytes in memory; time stands still unless a test moves it.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used, clippy::panic)]

use std::collections::HashMap;
use std::net::SocketAddr;
use std::time::Duration;

use toxcore_crypto::{DhtKeyPair, DhtPublicKey, KeyCache};
use toxcore_relay::{ClientOutput, CloseReason, RelayClient, RelayServer, ServerConfig, ServerOutput};
use toxcore_sansio::{Admission, Cx, Discard, Instant, Rng, Seed, StreamId, UnixTime};
use toxcore_wire::relay::ConnectionId;

pub struct World {
    pub now: Instant,
    pub server: RelayServer,
    pub keys: DhtKeyPair,
    pub cache: KeyCache,
    pub rng: Rng,
    pub admission: Admission,
    pub requests: Vec<ServerOutput>,
    pub closed: Vec<StreamId>,
    pub clients: HashMap<StreamId, RelayClient>,
    pub facts: HashMap<StreamId, Vec<ClientOutput>>,
    pub paused: Vec<StreamId>,
}

pub fn keys(number: u8) -> DhtKeyPair {
    DhtKeyPair::from_secret_bytes([number; 32])
}

pub fn address(host: u8) -> SocketAddr {
    SocketAddr::from(([198, 51, 100, host], 40_000))
}

impl World {
    pub fn new(config: ServerConfig) -> Self {
        let seed = Seed::from_number(1);
        Self {
            now: Instant::from_origin(Duration::from_millis(500)),
            server: RelayServer::new(config, &seed),
            keys: keys(200),
            cache: KeyCache::new(1024, [7; 16]),
            rng: Rng::new(&seed),
            admission: Admission::new(1_000_000, &seed),
            requests: Vec::new(),
            closed: Vec::new(),
            clients: HashMap::new(),
            facts: HashMap::new(),
            paused: Vec::new(),
        }
    }

    /// A client whose handshake is done.
    pub fn join(&mut self, number: u8) -> StreamId {
        let id = self.connect(number);
        self.settle();
        assert!(self.facts[&id].contains(&ClientOutput::Confirmed), "client {number} must be confirmed");
        id
    }

    /// A client whose bytes have not moved yet.
    pub fn connect(&mut self, number: u8) -> StreamId {
        let id = self.server.accept(self.now, address(number)).unwrap();
        let seed = Seed::from_number(u64::from(number) + 1000);
        let client = RelayClient::new(self.now, &keys(number), &self.keys.public, &seed).unwrap();
        self.clients.insert(id, client);
        id
    }

    /// Moves bytes until nobody has any.
    pub fn settle(&mut self) {
        for _ in 0..10_000 {
            if !self.step() {
                return;
            }
        }
        panic!("bytes go round in circles");
    }

    fn step(&mut self) -> bool {
        let mut moved = false;
        let mut ids: Vec<_> = self.clients.keys().copied().collect();
        ids.sort_unstable();
        for id in ids {
            moved |= self.client_to_server(id);
        }
        while let Some(id) = self.server.poll_writable() {
            moved |= self.server_to_client(id, usize::MAX);
        }
        self.collect();
        moved
    }

    pub fn client_to_server(&mut self, id: StreamId) -> bool {
        if self.paused.contains(&id) {
            return false;
        }
        let Some(client) = self.clients.get_mut(&id) else { return false };
        let mut bytes = client.to_write().to_vec();
        client.written(bytes.len());
        let moved = !bytes.is_empty();
        let _ = self.feed(id, &mut bytes);
        moved
    }

    /// Lets the server do what is due.
    pub fn server_timeout(&mut self) {
        let mut cx = Cx {
            keys: &self.keys,
            cache: &mut self.cache,
            rng: &mut self.rng,
            unix_time: UnixTime(1),
            admission: &mut self.admission,
        };
        self.server.handle_timeout(&mut cx, self.now);
    }

    /// Gives the server raw bytes of a stream.
    pub fn feed(&mut self, id: StreamId, bytes: &mut [u8]) -> Result<(), Discard> {
        let mut cx = Cx {
            keys: &self.keys,
            cache: &mut self.cache,
            rng: &mut self.rng,
            unix_time: UnixTime(1),
            admission: &mut self.admission,
        };
        let result = self.server.handle_stream(&mut cx, self.now, id, bytes);
        self.collect();
        result
    }

    /// Lets a client read at most `limit` bytes.
    pub fn server_to_client(&mut self, id: StreamId, limit: usize) -> bool {
        let pending = self.server.to_write(id);
        let mut bytes = pending[..pending.len().min(limit)].to_vec();
        self.server.written(self.now, id, bytes.len());
        if let Some(client) = self.clients.get_mut(&id) {
            let _ = client.handle_stream(self.now, &mut bytes);
        }
        self.collect();
        !bytes.is_empty()
    }

    pub fn collect(&mut self) {
        while let Some(output) = self.server.poll_output() {
            match output {
                ServerOutput::Close(id) => {
                    self.closed.push(id);
                    self.clients.remove(&id);
                    self.paused.retain(|other| *other != id);
                }
                ServerOutput::PauseReading(id) => self.paused.push(id),
                ServerOutput::ResumeReading(id) => self.paused.retain(|other| *other != id),
                request @ (ServerOutput::OnionRequest { .. } | ServerOutput::ForwardRequest { .. }) => {
                    self.requests.push(request);
                }
            }
        }
        for (id, client) in &mut self.clients {
            while let Some(fact) = client.poll_output() {
                self.facts.entry(*id).or_default().push(fact);
            }
        }
    }

    /// Moves time to `at` after now, letting both ends do what is due on the way.
    pub fn wait(&mut self, duration: Duration) {
        let end = self.now + duration;
        loop {
            let clients = self.clients.values().filter_map(RelayClient::poll_timeout).min();
            let next = self.server.poll_timeout().into_iter().chain(clients).min();
            let Some(next) = next.filter(|next| *next <= end) else { break };
            self.now = self.now.max(next);
            self.server_timeout();
            for client in self.clients.values_mut() {
                client.handle_timeout(self.now);
            }
            self.settle();
        }
        self.now = end;
    }

    /// Takes the facts of a client.
    pub fn facts(&mut self, id: StreamId) -> Vec<ClientOutput> {
        self.facts.remove(&id).unwrap_or_default()
    }

    /// Both ask for each other; returns each one's id of the other.
    pub fn link(
        &mut self,
        (a, key_a): (StreamId, DhtPublicKey),
        (b, key_b): (StreamId, DhtPublicKey),
    ) -> [ConnectionId; 2] {
        self.clients.get_mut(&a).unwrap().request_route(&key_b).unwrap();
        self.settle();
        self.clients.get_mut(&b).unwrap().request_route(&key_a).unwrap();
        self.settle();
        [self.granted(a, &key_b), self.granted(b, &key_a)]
    }

    pub fn granted(&mut self, id: StreamId, wanted: &DhtPublicKey) -> ConnectionId {
        let facts = self.facts.get(&id).unwrap();
        let found = facts.iter().rev().find_map(|fact| match fact {
            ClientOutput::RouteGranted { peer, id } if peer == wanted => *id,
            _ => None,
        });
        found.unwrap()
    }

    pub fn is_closed(&self, id: StreamId) -> bool {
        self.closed.contains(&id)
    }

    pub fn data_of(&mut self, id: StreamId) -> Vec<Vec<u8>> {
        let facts = self.facts(id);
        facts
            .into_iter()
            .filter_map(|fact| match fact {
                ClientOutput::Data { data, .. } => Some(data),
                _ => None,
            })
            .collect()
    }
}

pub fn closed_by(facts: &[ClientOutput]) -> Option<CloseReason> {
    facts.iter().find_map(|fact| match fact {
        ClientOutput::Closed(reason) => Some(*reason),
        _ => None,
    })
}
