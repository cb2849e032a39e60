use toxcore_wire::dht::{DhtRequest, DhtRequestPayload, NatPing, SealedDhtKey};

pub(super) fn check(data: &[u8]) {
    super::exact(data, NatPing::parse(data));
    outside(data);
    payload(data);
}

fn outside(data: &[u8]) {
    let mut copy = data.to_vec();
    if let Ok(request) = DhtRequest::parse(&mut copy) {
        let head: [&[u8]; 4] =
            [&[0x20], request.addressee.as_bytes(), request.sender.as_bytes(), request.nonce.as_bytes()];
        assert_eq!([&head.concat(), &request.sealed[..]].concat(), data);
        assert!((DhtRequest::MIN_LEN..=DhtRequest::MAX_LEN).contains(&data.len()));
    }
}

fn payload(data: &[u8]) {
    let mut copy = data.to_vec();
    match DhtRequestPayload::parse(&mut copy) {
        Ok(DhtRequestPayload::NatPing(ping)) => super::exact(data, Ok(ping)),
        Ok(DhtRequestPayload::DhtKey(key)) => {
            let head: [&[u8]; 3] = [&[SealedDhtKey::KIND], key.sender.as_bytes(), key.nonce.as_bytes()];
            assert_eq!([&head.concat(), &key.sealed[..]].concat(), data);
        }
        Err(_) => assert!(NatPing::parse(data).is_err()),
    }
}
