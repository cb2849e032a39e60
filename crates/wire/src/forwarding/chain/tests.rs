use super::*;
use crate::testing::{hex, key_pair};

#[test]
fn a_chain_is_that_of_the_reference() {
    let bytes = hex("90dc2cca31e8e43bbd91dff7e475cca3347eb478107d5bd765aba4ae4a30c35d44\
        908397522ae4dd2217ff49c696ea64d66029ebd15bbf0e4a9aa196012c0079eb5678");
    let hops = [key_pair(0xc0).public, key_pair(0xc7).public];
    assert_eq!(ForwardChain { hops: &hops, data: b"x" }.to_vec(), bytes);
    let outer = ForwardRequest::parse(&bytes).unwrap();
    assert_eq!(outer.next, hops[0]);
    let inner = ForwardRequest::parse(outer.data).unwrap();
    assert_eq!((inner.next, inner.data), (hops[1], &b"x"[..]));
}

#[test]
fn a_chain_of_no_hops_is_the_data() {
    assert_eq!(ForwardChain { hops: &[], data: b"data" }.to_vec(), b"data");
}
