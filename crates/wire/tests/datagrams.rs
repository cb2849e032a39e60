//! Every datagram parser against input that is nobody's packet: empty, junk of the past, and a million random datagrams.

use toxcore_wire::bootstrap_info::{BootstrapInfoRequest, BootstrapInfoResponse};
use toxcore_wire::dht::{DhtPacket, DhtRequest};
use toxcore_wire::forwarding::{ForwardReply, ForwardRequest, Forwarding};
use toxcore_wire::lan_discovery::LanDiscovery;
use toxcore_wire::net_crypto::{CookieRequest, CookieResponse, DataPacket, Handshake};
use toxcore_wire::onion::{
    AnnounceRequest, AnnounceResponse, DataResponse, DataToRoute, OnionRequest0, OnionRequest1, OnionRequest2,
    OnionResponse1, OnionResponse2, OnionResponse3,
};
use toxcore_wire::{MAX_DATAGRAM_LEN, PacketKind};

/// A parser of whole datagrams: its name, the kinds it is for, and whether it takes these bytes.
type Parser = (&'static str, &'static [u8], fn(&mut [u8]) -> bool);

const PARSERS: &[Parser] = &[
    ("DHT packet", &[0, 1, 2, 4, 0x93, 0x94, 0x95, 0x96, 0x97, 0x98], |data| DhtPacket::parse(data).is_ok()),
    ("cookie request", &[0x18], |data| CookieRequest::parse(data).is_ok()),
    ("cookie response", &[0x19], |data| CookieResponse::parse(data).is_ok()),
    ("handshake", &[0x1a], |data| Handshake::parse(data).is_ok()),
    ("data packet", &[0x1b], |data| DataPacket::parse(data).is_ok()),
    ("DHT request", &[0x20], |data| DhtRequest::parse(data).is_ok()),
    ("LAN discovery", &[0x21], |data| LanDiscovery::parse(data).is_ok()),
    ("onion request 0", &[0x80], |data| OnionRequest0::parse(data).is_ok()),
    ("onion request 1", &[0x81], |data| OnionRequest1::parse(data).is_ok()),
    ("onion request 2", &[0x82], |data| OnionRequest2::parse(data).is_ok()),
    ("announce request", &[0x83, 0x87], |data| AnnounceRequest::parse(data).is_ok()),
    ("announce response", &[0x84, 0x88], |data| AnnounceResponse::parse(data).is_ok()),
    ("data to route", &[0x85], |data| DataToRoute::parse(data).is_ok()),
    ("routed data", &[0x86], |data| DataResponse::parse(data).is_ok()),
    ("onion response 3", &[0x8c], |data| OnionResponse3::parse(data).is_ok()),
    ("onion response 2", &[0x8d], |data| OnionResponse2::parse(data).is_ok()),
    ("onion response 1", &[0x8e], |data| OnionResponse1::parse(data).is_ok()),
    ("forward request", &[0x90], |data| ForwardRequest::parse(data).is_ok()),
    ("forwarding", &[0x91], |data| Forwarding::parse(data).is_ok()),
    ("forward reply", &[0x92], |data| ForwardReply::parse(data).is_ok()),
    ("info request", &[0xf0], |data| BootstrapInfoRequest::parse(data).is_ok()),
    ("info response", &[0xf0], |data| BootstrapInfoResponse::parse(data).is_ok()),
];

/// The names of the parsers that take `data`.
fn takers(data: &mut [u8]) -> Vec<&'static str> {
    PARSERS.iter().filter(|(_, _, takes)| takes(data)).map(|(name, _, _)| *name).collect()
}

#[test]
fn an_empty_datagram_is_no_packet() {
    assert_eq!(PacketKind::of(&[]), None);
    assert_eq!(takers(&mut []), [""; 0]);
}

/// Three such bytes once ended bootstrap nodes.
#[test]
fn the_junk_that_ended_bootstrap_nodes_is_no_packet() {
    assert_eq!(takers(&mut b"123".to_owned()), [""; 0]);
}

#[test]
fn each_parser_takes_its_own_kinds_of_all_256() {
    for kind in 0..=u8::MAX {
        for len in (0..700).chain([1_024, 1_400, 1_401, 2_047, 2_048, 2_049, 70_000]) {
            let mut data = vec![0; len];
            if let Some(first) = data.first_mut() {
                *first = kind;
            }
            for (name, kinds, takes) in PARSERS {
                assert!(kinds.contains(&kind) || !takes(&mut data), "{name}: kind {kind:#04x}, {len} bytes");
            }
        }
    }
}

#[test]
fn no_parser_takes_more_than_a_datagram_can_hold() {
    for kind in 0..=u8::MAX {
        let mut data = vec![kind; 70_000];
        assert_eq!(takers(&mut data), [""; 0], "kind {kind:#04x}");
    }
}

#[test]
fn every_known_kind_has_a_parser_but_those_of_groups() {
    for kind in PacketKind::KNOWN {
        let groups = matches!(kind, PacketKind::GroupHandshake | PacketKind::GroupLossless | PacketKind::GroupLossy);
        let served = PARSERS.iter().any(|(_, kinds, _)| kinds.contains(&kind.number()));
        assert_eq!(served, !groups, "{kind}");
    }
}

#[test]
fn a_million_random_datagrams_pass_without_panic() {
    let mut random = 0x1234_5678_9abc_def1_u64;
    let mut next = || {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        random
    };
    let mut data = [0; MAX_DATAGRAM_LEN];
    for round in 0..1_000_000_u32 {
        // New bytes each time would measure the generator: shift a window over bytes that change slowly.
        let at = usize::try_from(next()).unwrap_or_default() % (MAX_DATAGRAM_LEN - 8);
        data[at..at + 8].copy_from_slice(&next().to_ne_bytes());
        let len = usize::try_from(next()).unwrap_or_default() % 512;
        data[0] = round.to_le_bytes()[0];
        let kind = data[0];
        for (_, kinds, takes) in PARSERS {
            if kinds.contains(&kind) {
                takes(&mut data[..len]);
            }
        }
    }
}
