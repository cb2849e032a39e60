use std::sync::LazyLock;

use toxcore_crypto::{DhtKeyPair, Nonce};
use toxcore_wire::onion::{
    AnnounceRequest, AnnounceResponse, DataResponse, DataToRoute, DhtKeyPacket, ForwardedRequest, OnionData,
    OnionRequest0, OnionRequest1, OnionRequest2, OnionResponse1, OnionResponse2, OnionResponse3, RETURN_1_LEN,
    RETURN_2_LEN, RETURN_3_LEN, ReturnAddress, ReturnPath3, TcpOnionRequest, is_request_kind, is_response_kind,
};
use toxcore_wire::{Encode, OpenError};

use super::{ZERO_NONCE, boxed, combined_key, symmetric_key};

pub(super) fn check(data: &[u8]) {
    begins_with(data, OnionData::parse(data).ok());
    begins_with(data, DhtKeyPacket::parse(data).ok());
    datagrams(data);
    requests(data);
    tcp_request(data);
    responses(data);
    announces(data);
    routed(data);
}

/// A format with an open end: what is encoded again is the beginning.
fn begins_with(data: &[u8], value: Option<impl Encode>) {
    assert!(value.is_none_or(|value| data.starts_with(&value.to_vec())));
}

/// As datagrams, the bytes open nothing.
fn datagrams(data: &[u8]) {
    let key = combined_key();
    let mut copy = data.to_vec();
    let closed = |opened: Result<(), OpenError>| assert_eq!(opened, Err(OpenError::NotDecryptable));
    let _ = OnionRequest0::parse(&mut copy).map(|packet| closed(packet.open(key).map(drop)));
    let _ = OnionRequest1::parse(&mut copy).map(|packet| closed(packet.open(key).map(drop)));
    let _ = OnionRequest2::parse(&mut copy).map(|packet| closed(packet.open(key).map(drop)));
    let _ = OnionResponse3::parse(&mut copy).map(|packet| closed(packet.open(symmetric_key()).map(drop)));
    let _ = OnionResponse2::parse(&mut copy).map(|packet| closed(packet.open(symmetric_key()).map(drop)));
    let _ = OnionResponse1::parse(&mut copy).map(|packet| closed(packet.open(symmetric_key()).map(drop)));
    let _ = AnnounceRequest::parse(&mut copy).map(|packet| closed(packet.open(key).map(drop)));
    let _ = AnnounceResponse::parse(&mut copy).map(|packet| closed(packet.open(key).map(drop)));
    let _ = DataResponse::parse(&mut copy).map(|packet| closed(packet.open(key).map(drop)));
    assert_eq!(copy, data);
}

/// As plaintext of each layer, the bytes are refused or shrink to the next packet.
fn requests(data: &[u8]) {
    let key = combined_key();
    let mut packet = datagram(0x80, data, 0);
    if let Ok(request) = OnionRequest0::parse(&mut packet).map_err(OpenError::from).and_then(|packet| packet.open(key))
    {
        assert_eq!(request.packet()[0], 0x81);
        assert_eq!(request.packet()[25..], data[19..]);
        forwarded(&request, 0);
    }
    let mut packet = datagram(0x81, data, RETURN_1_LEN);
    if let Ok(request) = OnionRequest1::parse(&mut packet).map_err(OpenError::from).and_then(|packet| packet.open(key))
    {
        assert_eq!(request.packet()[0], 0x82);
        assert_eq!(request.packet()[25..], data[19..]);
        forwarded(&request, RETURN_1_LEN);
    }
    let mut packet = datagram(0x82, data, RETURN_2_LEN);
    if let Ok(request) = OnionRequest2::parse(&mut packet).map_err(OpenError::from).and_then(|packet| packet.open(key))
    {
        assert!(is_request_kind(request.packet()[0]));
        assert_eq!(request.packet(), &data[19..]);
        forwarded(&request, RETURN_2_LEN);
    }
}

fn forwarded(request: &ForwardedRequest<'_>, return_len: usize) {
    let mut out = Vec::new();
    request.seal(symmetric_key(), &ZERO_NONCE, ReturnAddress::Udp(request.next), &mut out);
    assert_eq!(out.len(), request.encoded_len());
    assert_eq!(out.len(), request.packet().len() + RETURN_1_LEN + return_len);
    assert!(out.starts_with(request.packet()));
}

fn tcp_request(data: &[u8]) {
    let mut copy = data.to_vec();
    if let Ok(request) = TcpOnionRequest::parse(&mut copy).and_then(TcpOnionRequest::forward) {
        assert_eq!(request.packet()[1..25], data[..24]);
        assert_eq!(request.packet()[25..], data[43..]);
        forwarded(&request, 0);
    }
}

/// As content of a return blob, and as data behind it.
fn responses(data: &[u8]) {
    let (address, inner) = data.split_at(data.len().min(19));
    let mut packet = vec![0x8e];
    packet.extend_from_slice(ZERO_NONCE.as_bytes());
    packet.extend_from_slice(&super::secret_boxed(address));
    packet.extend_from_slice(inner);
    if let Ok(response) =
        OnionResponse1::parse(&mut packet).map_err(OpenError::from).and_then(|packet| packet.open(symmetric_key()))
    {
        assert_eq!(response.packet, inner);
        assert!(is_response_kind(inner[0]));
        super::exact(address, Ok(response.next));
    }
    let mut packet = vec![0x8c];
    packet.extend_from_slice(ZERO_NONCE.as_bytes());
    packet.extend_from_slice(&super::secret_boxed(&[address, &[0; RETURN_2_LEN]].concat()));
    packet.extend_from_slice(inner);
    if let Ok(response) =
        OnionResponse3::parse(&mut packet).map_err(OpenError::from).and_then(|packet| packet.open(symmetric_key()))
    {
        assert_eq!(response.packet, [&[0x8d], &[0; RETURN_2_LEN][..], inner].concat());
    }
}

fn announces(data: &[u8]) {
    let key = combined_key();
    for kind in [0x83, 0x87] {
        let mut packet = datagram(kind, data, RETURN_3_LEN);
        let opened = AnnounceRequest::parse(&mut packet).map_err(OpenError::from).and_then(|packet| packet.open(key));
        if let Ok(payload) = opened {
            super::exact(data, Ok(payload));
        }
    }
    for kind in [0x84, 0x88] {
        let mut packet = [&[kind], &[0; 32][..], &boxed(data)].concat();
        let opened = AnnounceResponse::parse(&mut packet).map_err(OpenError::from).and_then(|packet| packet.open(key));
        if let Ok(payload) = opened {
            assert_eq!(payload.form.is_extended(), kind == 0x88);
            super::exact(data, Ok(payload));
        }
    }
}

fn routed(data: &[u8]) {
    if let Ok(packet) = DataToRoute::parse(data) {
        let mut out = Vec::new();
        packet.encode_response(&ReturnPath3::from_bytes([0; RETURN_3_LEN]), &mut out);
        assert_eq!(out[179..], data[33..data.len() - RETURN_3_LEN]);
    }
    let inner = [&SENDER.public.as_bytes()[..], &boxed(data)].concat();
    let mut packet = datagram(0x86, &inner, 0);
    let opened =
        DataResponse::parse(&mut packet).map_err(OpenError::from).and_then(|packet| packet.open(combined_key()));
    if let Ok(packet) = opened {
        assert_eq!(packet.sender.as_bytes(), SENDER.public.as_bytes());
        if let Ok(content) = packet.open(combined_key()) {
            begins_with(data, Some(content));
        }
    }
}

/// Kind, zero nonce, zero key, box of the data, and zeros behind it.
fn datagram(kind: u8, data: &[u8], return_len: usize) -> Vec<u8> {
    let mut packet = vec![0; 1 + Nonce::LEN + 32];
    packet[0] = kind;
    packet.extend_from_slice(&boxed(data));
    packet.resize(packet.len() + return_len, 0);
    packet
}

static SENDER: LazyLock<DhtKeyPair> = LazyLock::new(|| DhtKeyPair::from_secret_bytes([3; 32]));
