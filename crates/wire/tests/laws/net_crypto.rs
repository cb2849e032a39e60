use toxcore_wire::OpenError;
use toxcore_wire::net_crypto::{
    Cookie, CookieRequest, CookieResponse, CryptoData, DataPacket, Handshake, PacketRequest, encode_packet_request,
};

use super::{ZERO_NONCE, boxed, combined_key, secret_boxed, symmetric_key};

pub(super) fn check(data: &[u8]) {
    cookies(data);
    handshake(data);
    data_packet(data);
    packet_request(data);
}

fn cookies(data: &[u8]) {
    let key = combined_key();
    let mut packet = [&[0x18; 1], &[0; 56][..], &boxed(data)].concat();
    let opened = CookieRequest::parse(&mut packet).map_err(OpenError::from).and_then(|packet| packet.open(key));
    assert_eq!(opened.is_ok(), data.len() == 72);
    let mut packet = [&[0x19; 1], &[0; 24][..], &boxed(data)].concat();
    let opened = CookieResponse::parse(&mut packet).map_err(OpenError::from).and_then(|packet| packet.open(key));
    if let Ok(payload) = opened {
        super::exact(data, Ok(payload));
    }
    let bytes = [ZERO_NONCE.as_bytes(), &secret_boxed(data)[..]].concat();
    if let Ok(bytes) = bytes.try_into() {
        let contents = Cookie::from_bytes(bytes).open(symmetric_key()).expect("sealed with this key");
        super::exact(data, Ok(contents));
    }
}

fn handshake(data: &[u8]) {
    let cookie = Cookie::from_bytes([7; Cookie::LEN]);
    let mut plain = data.to_vec();
    if let Some(hash) = plain.get_mut(56..120) {
        hash.copy_from_slice(&cookie.hash());
    }
    let mut packet = [&[0x1a], &cookie.as_bytes()[..], ZERO_NONCE.as_bytes(), &boxed(&plain)].concat();
    let opened = Handshake::parse(&mut packet).map_err(OpenError::from).and_then(|packet| packet.open(combined_key()));
    assert_eq!(opened.is_ok(), data.len() == 232);
}

fn data_packet(data: &[u8]) {
    let mut packet = [&[0x1b, 0, 0], &boxed(data)[..]].concat();
    if let Ok(packet) = DataPacket::parse(&mut packet) {
        assert_eq!(packet.open(&ZERO_NONCE, &mut combined_key().clone().into()).ok(), CryptoData::parse(data).ok());
    }
    if let Ok(content) = CryptoData::parse(data) {
        assert!(data.ends_with(content.data));
        assert!(data[8..data.len() - content.data.len()].iter().all(|byte| *byte == 0));
    }
}

/// What a request lists is listed again when it is made anew, but for zeros at its end.
fn packet_request(data: &[u8]) {
    let Ok(request) = PacketRequest::parse(data) else { return };
    let missing: Vec<u32> = request.missing(9).collect();
    let Some(last) = missing.last() else { return };
    let mut next = missing.iter().copied().peekable();
    let mut again = Vec::new();
    let is_missing = |number| next.next_if_eq(&number).is_some();
    encode_packet_request(9, last.wrapping_add(1), data.len(), is_missing, &mut again);
    assert!(data.starts_with(&again));
    assert!(data[again.len()..].iter().all(|byte| *byte == 0));
}
