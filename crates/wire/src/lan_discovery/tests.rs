use super::*;
use crate::testing::{alice_dht, check_closed, check_kinds, hex};

fn reencode(bytes: &[u8]) -> Result<Vec<u8>, ParseError> {
    LanDiscovery::parse(bytes).map(|packet| packet.to_vec())
}

#[test]
fn discovery_is_kind_and_key() {
    let bytes = hex("2179a631eede1bf9c98f12032cdeadd0e7a079398fc786b88cc846ec89af85a51a");
    assert_eq!(LanDiscovery::parse(&bytes), Ok(LanDiscovery { key: alice_dht().public }));
    assert_eq!(LanDiscovery::LEN, 33);
    check_closed(&bytes, reencode);
    check_kinds(&bytes, reencode);
}
