use toxcore_crypto::EphemeralPublicKey;
use toxcore_wire::group::{GroupHandshake, GroupHandshakePacket};
use toxcore_wire::{Encode, Field, OpenError, ParseError};

use super::{ZERO_NONCE, combined_key};

/// The plaintext of a handshake. What follows is ignored, so bytes need not come back, but values do.
pub(super) fn check(data: &[u8]) {
    let Ok(handshake) = GroupHandshake::parse(data) else { return };
    assert_eq!(GroupHandshake::parse(&handshake.to_vec()), Ok(handshake));
    let owner = handshake.signing_key.to_x25519();
    let sender = owner.unwrap_or(EphemeralPublicKey::from_bytes([7; 32]));
    for (sender, honest) in [(sender, owner.is_ok()), (EphemeralPublicKey::from_bytes([8; 32]), false)] {
        let mut packet = Vec::new();
        handshake.seal(&sender, &handshake.session_key, &ZERO_NONCE, combined_key(), &mut packet);
        let parsed = GroupHandshakePacket::parse(&mut packet).expect("we keep to the lengths");
        assert_eq!((parsed.sender, parsed.receiver), (sender, handshake.session_key));
        let refused = OpenError::Malformed(ParseError::Invalid(Field::Key));
        assert_eq!(parsed.open(combined_key()), if honest { Ok(handshake) } else { Err(refused) });
    }
}
