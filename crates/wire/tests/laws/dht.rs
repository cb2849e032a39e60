use toxcore_wire::dht::{DhtPacket, NodesRequest, NodesResponse, PingRequest, PingResponse};

pub(super) fn check(data: &[u8]) {
    super::exact(data, PingRequest::parse(data));
    super::exact(data, PingResponse::parse(data));
    super::exact(data, NodesRequest::parse(data));
    super::exact(data, NodesResponse::parse(data));
    outside(data);
}

pub(super) fn outside(data: &[u8]) {
    let mut copy = data.to_vec();
    if let Ok(packet) = DhtPacket::parse(&mut copy) {
        let head: [&[u8]; 3] = [&[packet.kind.number()], packet.sender.as_bytes(), packet.nonce.as_bytes()];
        assert_eq!([&head.concat(), &packet.sealed[..]].concat(), data);
        let lens = DhtPacket::payload_lens(packet.kind).expect("parsed, so the kind has this outside");
        assert!(lens.contains(&(data.len() - DhtPacket::OVERHEAD)));
    }
}
