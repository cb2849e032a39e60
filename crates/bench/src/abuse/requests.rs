//! What one request of each kind brings forth: bytes out over bytes in.

use std::io;
use std::net::{SocketAddr, UdpSocket};
use std::thread;
use std::time::{Duration, Instant};

use toxcore_crypto::{
    CombinedKey, DhtKeyPair, DhtPublicKey, EphemeralKeyPair, EphemeralPublicKey, LongTermPublicKey, SymmetricKey,
};
use toxcore_sansio::{Rng, Seed};
use toxcore_wire::bootstrap_info::BootstrapInfoRequest;
use toxcore_wire::dht::{NatPing, NodesRequest, PingRequest, seal_dht_request};
use toxcore_wire::forwarding::ForwardRequest;
use toxcore_wire::lan_discovery::LanDiscovery;
use toxcore_wire::net_crypto::CookieRequestPayload;
use toxcore_wire::onion::{
    AnnounceForm, AnnounceRequestPayload, FirstLayer, OnionPath, OnionRequest0, OnionRequest1, PING_ID_LEN,
    RETURN_3_LEN, ReturnAddress,
};
use toxcore_wire::storage::{DataRetrieveRequest, DataSearchRequest};
use toxcore_wire::{Encode, RequestId};

use super::junk::random;
use crate::clients::{DhtClient, Target, udp_socket};
use crate::crowd::Crowd;
use crate::world::World;

/// A request that is in order, made by a client without any permission.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Probe {
    /// 0x00.
    Ping,
    /// 0x02.
    Nodes,
    /// 0x18.
    Cookie,
    /// 0x20, for a neighbour of the node.
    DhtRequest,
    /// 0x21.
    LanDiscovery,
    /// 0x80.
    Onion0,
    /// 0x81.
    Onion1,
    /// 0x83, a search.
    Announce,
    /// 0x87, a search.
    ExtendedAnnounce,
    /// 0x90, for a neighbour of the node.
    Forward,
    /// 0x93.
    DataSearch,
    /// 0x95, without permission.
    DataRetrieve,
    /// 0xf0.
    BootstrapInfo,
}

/// Bytes that one kind of request brought forth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ProbeResult {
    /// Bytes of the requests.
    pub sent: u64,
    /// Bytes that the node sent because of them, to whomever.
    pub caused: u64,
}

impl ProbeResult {
    /// Bytes out over bytes in.
    #[must_use]
    pub fn ratio(&self) -> f64 {
        self.caused as f64 / self.sent.max(1) as f64
    }
}

impl Probe {
    /// All kinds.
    pub const ALL: [Self; 13] = [
        Self::Ping,
        Self::Nodes,
        Self::Cookie,
        Self::DhtRequest,
        Self::LanDiscovery,
        Self::Onion0,
        Self::Onion1,
        Self::Announce,
        Self::ExtendedAnnounce,
        Self::Forward,
        Self::DataSearch,
        Self::DataRetrieve,
        Self::BootstrapInfo,
    ];

    /// Its name in the table.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ping => "ping request",
            Self::Nodes => "nodes request",
            Self::Cookie => "cookie request",
            Self::DhtRequest => "DHT request, routed",
            Self::LanDiscovery => "LAN discovery",
            Self::Onion0 => "onion request 0x80",
            Self::Onion1 => "onion request 0x81",
            Self::Announce => "announce request 0x83",
            Self::ExtendedAnnounce => "announce request 0x87",
            Self::Forward => "forward request",
            Self::DataSearch => "data search request",
            Self::DataRetrieve => "data retrieve request",
            Self::BootstrapInfo => "bootstrap info request",
        }
    }

    /// Kind of packet that a neighbour gets because of it.
    const fn passed_on(self) -> Option<u8> {
        match self {
            Self::DhtRequest => Some(0x20),
            Self::Forward => Some(0x91),
            _ => None,
        }
    }
}

/// A client with its sockets: one asks, the other is where an onion request goes next.
struct Prober {
    probe: Probe,
    client: DhtClient,
    socket: UdpSocket,
    next: UdpSocket,
    node: Target,
    neighbour: DhtPublicKey,
    rng: Rng,
    result: ProbeResult,
}

/// Sends some requests of each kind, each kind from a client of its own.
///
/// # Errors
/// If there are no sockets to be had, or a request cannot be made.
pub fn measure(world: World, node: Target, crowd: &Crowd, seed: u64) -> io::Result<Vec<(Probe, ProbeResult)>> {
    let mut rng = Rng::new(&Seed::from_number(seed));
    let neighbour = crowd.nodes().first().map(|(_, key)| *key).ok_or(io::ErrorKind::NotFound)?;
    let mut probers = Vec::new();
    for (number, probe) in Probe::ALL.into_iter().enumerate() {
        let address = world.client(100 + number);
        let (socket, next) = (udp_socket(address, MOMENT)?, udp_socket(address, MOMENT)?);
        let client = DhtClient::new(&node.key, &mut rng)?;
        let rng = Rng::new(&Seed::new(rng.secret_bytes()));
        probers.push(Prober { probe, client, socket, next, node, neighbour, rng, result: ProbeResult::default() });
    }
    let before = crowd.bytes_received();
    for _ in 0..REQUESTS {
        probers.iter_mut().try_for_each(Prober::ask)?;
        thread::sleep(PACE);
    }
    let deadline = Instant::now() + WAIT;
    while Instant::now() < deadline {
        probers.iter_mut().for_each(Prober::count);
    }
    let after = crowd.bytes_received();
    Ok(probers
        .into_iter()
        .map(|prober| {
            let passed_on = prober.probe.passed_on().map_or(0, |kind| {
                let bytes = |all: &[u64]| all.get(usize::from(kind)).copied().unwrap_or(0);
                bytes(&after) - bytes(&before)
            });
            let ProbeResult { sent, caused } = prober.result;
            (prober.probe, ProbeResult { sent, caused: caused + passed_on })
        })
        .collect())
}

impl Prober {
    fn ask(&mut self) -> io::Result<()> {
        let packet = self.packet()?;
        self.result.sent += self.socket.send_to(&packet, self.node.udp)? as u64;
        Ok(())
    }

    fn count(&mut self) {
        let mut buffer = [0; 2048];
        for socket in [&self.socket, &self.next] {
            // An error is the end of the wait.
            while let Ok((len, _)) = socket.recv_from(&mut buffer) {
                self.result.caused += len as u64;
            }
        }
    }

    fn packet(&mut self) -> io::Result<Vec<u8>> {
        let (client, rng) = (&self.client, &mut self.rng);
        let id = RequestId::from_u64(rng.public_u64());
        let mut out = Vec::new();
        match self.probe {
            Probe::Ping => return Ok(client.seal(PingRequest::KIND, &PingRequest { id }, rng)),
            Probe::Nodes => {
                let target = DhtPublicKey::from_bytes(rng.public_bytes());
                return Ok(client.seal(NodesRequest::KIND, &NodesRequest { target, id }, rng));
            }
            Probe::DataSearch => {
                let data_key = EphemeralPublicKey::from_bytes(rng.public_bytes());
                let request = DataSearchRequest { data_key, known: None, id };
                return Ok(client.seal(DataSearchRequest::KIND, &request, rng));
            }
            Probe::DataRetrieve => {
                let data_key = EphemeralPublicKey::from_bytes(rng.public_bytes());
                let request = DataRetrieveRequest { data_key, authenticator: rng.public_bytes(), id };
                return Ok(client.seal(DataRetrieveRequest::KIND, &request, rng));
            }
            Probe::Cookie => {
                let long_term_key = LongTermPublicKey::from_bytes(rng.public_bytes());
                let payload = CookieRequestPayload { long_term_key, echo: id };
                payload.seal(&client.keys.public, &rng.nonce(), &client.combined, &mut out);
            }
            Probe::DhtRequest => {
                let (own, key) = (&client.keys.public, &client.combined);
                let payload = NatPing::Request(id);
                seal_dht_request(&self.neighbour, own, &rng.nonce(), key, &payload, &mut out);
            }
            Probe::LanDiscovery => LanDiscovery { key: client.keys.public }.encode(&mut out),
            Probe::BootstrapInfo => BootstrapInfoRequest.encode(&mut out),
            Probe::Forward => {
                let data = random(100, rng);
                ForwardRequest { next: self.neighbour, data: &data }.encode(&mut out);
            }
            Probe::Announce => self.announce(AnnounceForm::Plain, &mut out)?,
            Probe::ExtendedAnnounce => self.announce(AnnounceForm::Extended(&[]), &mut out)?,
            Probe::Onion0 => {
                let first = FirstLayer { own: client.keys.public, key: &client.combined };
                let next = self.next.local_addr()?;
                onion_path(next, next, &client.combined, rng, first, &mut out)?;
            }
            Probe::Onion1 => return self.onion_1(),
        }
        Ok(out)
    }

    /// A search as it arrives at the last node of a path; the way back is opaque to that node.
    fn announce(&mut self, form: AnnounceForm<'_>, out: &mut Vec<u8>) -> io::Result<()> {
        let rng = &mut self.rng;
        let request = AnnounceRequestPayload {
            ping_id: [0; PING_ID_LEN],
            searched: LongTermPublicKey::from_bytes(rng.public_bytes()),
            data_key: EphemeralPublicKey::from_bytes([0; EphemeralPublicKey::LEN]),
            sendback: RequestId::from_u64(rng.public_u64()),
            form,
        };
        let sender = EphemeralPublicKey::from(self.client.keys.public);
        request.seal(&sender, &rng.nonce(), &self.client.combined, out).map_err(io::Error::other)?;
        out.extend_from_slice(&random(RETURN_3_LEN, rng));
        Ok(())
    }

    /// An onion request as the second node gets it: we are client and first node in one.
    fn onion_1(&mut self) -> io::Result<Vec<u8>> {
        let rng = &mut self.rng;
        let own = DhtKeyPair::from_secret_bytes(rng.secret_bytes());
        let (as_client, as_first) = (self.client.keys.public, &own);
        let key = CombinedKey::new(&as_first.secret, &as_client).map_err(io::Error::other)?;
        let layer = EphemeralKeyPair::from_secret_bytes(rng.secret_bytes());
        let for_node = CombinedKey::new(&layer.secret, &self.node.key).map_err(io::Error::other)?;
        let next = self.next.local_addr()?;
        let path = OnionPath {
            second: self.node.udp,
            second_public: layer.public,
            second_key: &for_node,
            third: next,
            third_public: layer.public,
            third_key: &for_node,
        };
        let mut packet = Vec::new();
        let first = FirstLayer { own: as_client, key: &key };
        path.seal_udp(first, &rng.nonce(), next, &random(DATA, rng), &mut packet).map_err(io::Error::other)?;
        let request = OnionRequest0::parse(&mut packet).map_err(io::Error::other)?;
        let forwarded = request.open(&key).map_err(io::Error::other)?;
        let mut out = Vec::new();
        let back = ReturnAddress::Udp(self.socket.local_addr()?);
        forwarded.seal(&SymmetricKey::from_bytes(rng.secret_bytes()), &rng.nonce(), back, &mut out);
        debug_assert_eq!(out.first(), Some(&OnionRequest1::KIND.number()));
        Ok(out)
    }
}

/// An onion request whose inner layers nobody will open.
fn onion_path(
    second: SocketAddr,
    third: SocketAddr,
    any: &CombinedKey,
    rng: &mut Rng,
    first: FirstLayer<'_>,
    out: &mut Vec<u8>,
) -> io::Result<()> {
    let public = EphemeralKeyPair::from_secret_bytes(rng.secret_bytes()).public;
    let path =
        OnionPath { second, second_public: public, second_key: any, third, third_public: public, third_key: any };
    path.seal_udp(first, &rng.nonce(), third, &random(DATA, rng), out).map_err(io::Error::other)
}

/// Requests of one kind.
const REQUESTS: u32 = 20;
/// Time between two of them.
const PACE: Duration = Duration::from_millis(20);
/// Time for all that follows, among it a node's own question to the client.
const WAIT: Duration = Duration::from_secs(4);
/// Wait of one read.
const MOMENT: Duration = Duration::from_millis(1);
/// Bytes inside an onion request.
const DATA: usize = 200;
