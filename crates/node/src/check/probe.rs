//! The keys of one check, and what is sent and understood with them.

use toxcore_crypto::{CombinedKey, DhtKeyPair, DhtPublicKey, KeyPair, Nonce};
use toxcore_wire::bootstrap_info::{BootstrapInfoRequest, BootstrapInfoResponse};
use toxcore_wire::dht::{DhtPacket, NodesRequest, NodesResponse, PingRequest, PingResponse, seal_dht_packet};
use toxcore_wire::{Encode as _, PacketKind, RequestId};

use super::CheckError;

/// A key pair for one check, and the key that it shares with the node.
pub(super) struct Probe {
    pub(super) own: DhtKeyPair,
    pub(super) key: CombinedKey,
    id: RequestId,
}

/// An answer of the node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Answer {
    /// Version and message of the day; not authenticated by the protocol.
    Info(u32, Vec<u8>),
    /// To our ping.
    Ping,
    /// To our nodes request, with the number of nodes.
    Nodes(usize),
}

impl Probe {
    pub(super) fn new(node: DhtPublicKey) -> Result<Self, CheckError> {
        let own: DhtKeyPair = KeyPair::from_secret_bytes(random()?);
        let key = CombinedKey::new(&own.secret, &node).map_err(|_| CheckError::Key)?;
        Ok(Self { own, key, id: RequestId::from_bytes(random()?) })
    }

    /// The three requests, whole datagrams.
    pub(super) fn requests(&self) -> Result<[Vec<u8>; 3], CheckError> {
        let mut info = Vec::new();
        BootstrapInfoRequest.encode(&mut info);
        let mut ping = Vec::new();
        let own = &self.own.public;
        seal_dht_packet(PacketKind::PingRequest, own, &nonce()?, &self.key, &PingRequest { id: self.id }, &mut ping);
        let mut nodes = Vec::new();
        let request = NodesRequest { target: *own, id: self.id };
        seal_dht_packet(PacketKind::NodesRequest, own, &nonce()?, &self.key, &request, &mut nodes);
        Ok([info, ping, nodes])
    }

    /// Understands a datagram from the node's address; `None` if it is no answer to our requests.
    pub(super) fn read(&self, datagram: &mut [u8]) -> Option<Answer> {
        if PacketKind::of(datagram)? == PacketKind::BootstrapInfo {
            let info = BootstrapInfoResponse::parse(datagram).ok()?;
            return Some(Answer::Info(info.version, info.text().to_vec()));
        }
        let packet = DhtPacket::parse(datagram).ok()?;
        let kind = packet.kind;
        let payload = packet.open(&self.key).ok()?;
        match kind {
            PacketKind::PingResponse => {
                let response = PingResponse::parse(payload).ok()?;
                (response.id == self.id).then_some(Answer::Ping)
            }
            PacketKind::NodesResponse => {
                let response = NodesResponse::parse(payload).ok()?;
                (response.id == self.id).then(|| Answer::Nodes(response.nodes.len()))
            }
            _ => None,
        }
    }
}

/// Random bytes from the operating system: a check is too short for a generator of its own.
pub(super) fn random<const N: usize>() -> Result<[u8; N], CheckError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| CheckError::Random)?;
    Ok(bytes)
}

pub(super) fn nonce() -> Result<Nonce, CheckError> {
    Ok(Nonce::from_bytes(random()?))
}
