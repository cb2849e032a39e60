use super::*;
use crate::testing::{check_closed, check_kinds, hex, vector_id};

fn reencode(bytes: &[u8]) -> Result<Vec<u8>, ParseError> {
    NatPing::parse(bytes).map(|ping| ping.to_vec())
}

#[test]
fn nat_pings_have_a_direction() {
    for (ping, bytes) in [
        (NatPing::Request(vector_id()), "fe001122334455667788"),
        (NatPing::Response(vector_id()), "fe011122334455667788"),
    ] {
        assert_eq!(ping.to_vec(), hex(bytes));
        check_closed(&hex(bytes), reencode);
        check_kinds(&hex(bytes), reencode);
    }
    let mut bytes = NatPing::Request(vector_id()).to_vec();
    for direction in 2..=u8::MAX {
        bytes[1] = direction;
        assert_eq!(reencode(&bytes), Err(ParseError::Invalid(Field::InnerKind)));
    }
}
