//! What every load needs of a client: keys, requests, sockets on a certain address.

use std::io;
use std::net::{IpAddr, SocketAddr, TcpStream, UdpSocket};
use std::time::Duration;

use socket2::{Domain, Protocol, Socket, Type};
use toxcore_crypto::{CombinedKey, DhtKeyPair, DhtPublicKey};
use toxcore_sansio::Rng;
use toxcore_wire::dht::{DhtPacket, NodesRequest, NodesResponse, PingRequest, PingResponse, seal_dht_packet};
use toxcore_wire::{Encode, PacketKind, RequestId};

/// A node to talk to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    /// UDP address.
    pub udp: SocketAddr,
    /// Address of its TCP relay.
    pub relay: SocketAddr,
    /// Its key.
    pub key: DhtPublicKey,
}

/// A client of one node: its key pair and the key that both share.
#[derive(Debug)]
pub struct DhtClient {
    /// The key pair.
    pub keys: DhtKeyPair,
    /// Combined with the node's key.
    pub combined: CombinedKey,
}

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// Nodes near a random key.
    Nodes,
    /// A sign of life.
    Ping,
}

impl DhtClient {
    /// A client with a new key.
    ///
    /// # Errors
    /// If the node's key is none.
    pub fn new(node: &DhtPublicKey, rng: &mut Rng) -> io::Result<Self> {
        let keys = DhtKeyPair::from_secret_bytes(rng.secret_bytes());
        let combined = CombinedKey::new(&keys.secret, node).map_err(io::Error::other)?;
        Ok(Self { keys, combined })
    }

    /// A request of this client.
    pub fn ask(&self, question: Question, id: RequestId, rng: &mut Rng) -> Vec<u8> {
        match question {
            Question::Nodes => {
                let request = NodesRequest { target: DhtPublicKey::from_bytes(rng.public_bytes()), id };
                self.seal(NodesRequest::KIND, &request, rng)
            }
            Question::Ping => self.seal(PingRequest::KIND, &PingRequest { id }, rng),
        }
    }

    /// A packet of this client.
    pub fn seal(&self, kind: PacketKind, payload: &impl Encode, rng: &mut Rng) -> Vec<u8> {
        let mut packet = Vec::new();
        seal_dht_packet(kind, &self.keys.public, &rng.nonce(), &self.combined, payload, &mut packet);
        packet
    }

    /// The content of an answer to this client; none if it is not for it, or not in order.
    pub fn open(&self, packet: &mut [u8]) -> Option<Answer> {
        let packet = DhtPacket::parse(packet).ok()?;
        let kind = packet.kind;
        let plain = packet.open(&self.combined).ok()?;
        match kind {
            PacketKind::NodesResponse => {
                let response = NodesResponse::parse(plain).ok()?;
                Some(Answer { id: response.id, nodes: response.nodes.iter().count() })
            }
            PacketKind::PingResponse => Some(Answer { id: PingResponse::parse(plain).ok()?.id, nodes: 0 }),
            _ => None,
        }
    }
}

/// What an answer says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Of the request.
    pub id: RequestId,
    /// Nodes in it.
    pub nodes: usize,
}

impl Question {
    /// Kind of the answer.
    #[must_use]
    pub const fn answer_kind(self) -> PacketKind {
        match self {
            Self::Nodes => NodesResponse::KIND,
            Self::Ping => PingResponse::KIND,
        }
    }
}

/// A UDP socket on `address` whose reads wait at most `patience`.
///
/// # Errors
/// What the system says.
pub fn udp_socket(address: IpAddr, patience: Duration) -> io::Result<UdpSocket> {
    let socket = UdpSocket::bind((address, 0))?;
    socket.set_read_timeout(Some(patience.max(Duration::from_millis(1))))?;
    Ok(socket)
}

/// Starts to connect from `address`; the stream does not block.
///
/// # Errors
/// What the system says when it refuses at once.
pub fn connect_from(address: IpAddr, to: SocketAddr) -> io::Result<TcpStream> {
    let socket = Socket::new(Domain::for_address(to), Type::STREAM, Some(Protocol::TCP))?;
    socket.set_nonblocking(true)?;
    socket.bind(&SocketAddr::new(address, 0).into())?;
    match socket.connect(&to.into()) {
        // Linux says "operation in progress", which the standard library has no stable name for.
        Err(error) if error.raw_os_error() != Some(IN_PROGRESS) && error.kind() != io::ErrorKind::WouldBlock => {
            return Err(error);
        }
        _ => {}
    }
    let stream = TcpStream::from(socket);
    stream.set_nodelay(true)?;
    Ok(stream)
}

/// `EINPROGRESS` of Linux, the only system that this program runs on.
const IN_PROGRESS: i32 = 115;
