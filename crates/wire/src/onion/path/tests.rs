use super::*;
use crate::onion::tests::{NONCE, TestPath, addr};
use crate::testing::nonce;

#[test]
fn too_much_data_appends_nothing() {
    let path = TestPath::new();
    let data = vec![0x83; MAX_DATA_LEN + 1];
    let expected = Err(TooLong { len: 1175, max: 1174 });
    let mut out = vec![1, 2, 3];
    let first = FirstLayer { own: path.own.public, key: &path.keys[0] };
    assert_eq!(path.path().seal_udp(first, &nonce(NONCE), addr("192.0.2.1:1"), &data, &mut out), expected);
    assert_eq!(path.path().seal_tcp(&nonce(NONCE), addr("192.0.2.1:1"), &data, &mut out), expected);
    assert_eq!(out, [1, 2, 3]);
}

#[test]
fn size_does_not_tell_the_family_of_the_destination() {
    let path = TestPath::new();
    let (mut to_ipv4, mut to_ipv6) = (Vec::new(), Vec::new());
    path.path().seal_tcp(&nonce(NONCE), addr("192.0.2.1:1"), &[0x83], &mut to_ipv4).unwrap();
    path.path().seal_tcp(&nonce(NONCE), addr("[2001:db8::1]:1"), &[0x83], &mut to_ipv6).unwrap();
    assert_eq!(to_ipv4.len(), to_ipv6.len());
}
