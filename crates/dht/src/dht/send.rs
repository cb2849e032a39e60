//! Opening and sealing of packets.

use std::net::SocketAddr;

use toxcore_crypto::{CombinedKey, DhtPublicKey, NotDecryptable};
use toxcore_sansio::{Cx, Discard, Instant};
use toxcore_wire::dht::{DhtPacket, NodesRequest, PingRequest, seal_dht_packet};
use toxcore_wire::{Encode, NodeInfo, PacketKind};

use super::{Asked, Dht};

impl Dht {
    /// Sends a ping request.
    pub(super) fn send_ping(&mut self, cx: &mut Cx<'_>, now: Instant, to: NodeInfo) {
        if self.is_contactable(&to) {
            let id = self.pings.add(to, (), now, cx.rng);
            self.send(cx, PingRequest::KIND, &to, &PingRequest { id });
        }
    }

    /// Asks a node for those nearest to `target`.
    pub(super) fn send_nodes_request(&mut self, cx: &mut Cx<'_>, now: Instant, to: NodeInfo, target: DhtPublicKey) {
        if self.is_contactable(&to) {
            let id = self.requests.add(to, Asked::Nodes, now, cx.rng);
            self.send(cx, NodesRequest::KIND, &to, &NodesRequest { target, id });
        }
    }

    /// Seals a packet for a node and queues it. Nothing goes out to a key that is none.
    pub(super) fn send(&mut self, cx: &mut Cx<'_>, kind: PacketKind, to: &NodeInfo, payload: &impl Encode) {
        let nonce = cx.rng.nonce();
        let own = &cx.keys.public;
        if let Ok(key) = cx.cache.get_or_derive(&cx.keys.secret, &to.key) {
            self.outbox.push(to.addr, |out| seal_dht_packet(kind, own, &nonce, key, payload, out));
        }
    }
}

/// Opens a request. A stranger's costs a key derivation, which `admission` must allow; the key is kept once the box opened.
pub(super) fn open_request<'p>(
    cx: &mut Cx<'_>,
    now: Instant,
    from: SocketAddr,
    packet: &'p mut [u8],
) -> Result<(DhtPublicKey, &'p mut [u8]), Discard> {
    let packet = parse(cx, packet)?;
    let sender = packet.sender;
    let key = cx.combined_key(now, from.ip(), &sender)?;
    let plain = open(packet, &key)?;
    cx.remember(&sender, &key);
    Ok((sender, plain))
}

/// Opens an answer. Whom we asked is in the cache, so nobody else's is worth a key derivation.
pub(super) fn open_answer<'p>(cx: &mut Cx<'_>, packet: &'p mut [u8]) -> Result<(DhtPublicKey, &'p [u8]), Discard> {
    let packet = parse(cx, packet)?;
    let sender = packet.sender;
    let key = cx.cache.lookup(sender.as_bytes()).ok_or(Discard::Unsolicited)?;
    Ok((sender, &*open(packet, key)?))
}

fn parse<'p>(cx: &Cx<'_>, packet: &'p mut [u8]) -> Result<DhtPacket<'p>, Discard> {
    let packet = DhtPacket::parse(packet)?;
    if packet.sender == cx.keys.public { Err(Discard::OwnKey) } else { Ok(packet) }
}

fn open<'p>(packet: DhtPacket<'p>, key: &CombinedKey) -> Result<&'p mut [u8], Discard> {
    packet.open(key).map_err(|NotDecryptable| Discard::NotDecryptable)
}
