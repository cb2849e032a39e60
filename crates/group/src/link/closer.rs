use toxcore_crypto::EphemeralPublicKey;
use toxcore_wire::group::ChatId;

/// Whether our encryption key is closer to the chat id than theirs, by the metric of the DHT.
///
/// Both members come to opposite answers, so each knows without a word whose task it is to ask for new session keys, and whose
/// request counts when both begin at once. Protocol: groups, Handshake.
#[must_use]
pub fn is_closer(chat_id: &ChatId, ours: &EphemeralPublicKey, theirs: &EphemeralPublicKey) -> bool {
    let distance = |key: &EphemeralPublicKey| {
        let (key, target) = (*key.as_bytes(), *chat_id.as_bytes());
        std::array::from_fn::<u8, { EphemeralPublicKey::LEN }, _>(|n| key[n] ^ target[n])
    };
    distance(ours) < distance(theirs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_byte_that_differs_decides() {
        let chat_id = ChatId::from_bytes([0xf0; 32]);
        let key = |first, last| {
            let mut bytes = [0xf0; 32];
            (bytes[0], bytes[31]) = (first, last);
            EphemeralPublicKey::from_bytes(bytes)
        };
        assert!(is_closer(&chat_id, &key(0xf1, 0xff), &key(0x70, 0xf0)));
        assert!(is_closer(&chat_id, &key(0xf0, 0xf1), &key(0xf0, 0xf2)));
        assert!(!is_closer(&chat_id, &key(0xf0, 0xf2), &key(0xf0, 0xf1)));
        assert!(!is_closer(&chat_id, &key(1, 1), &key(1, 1)));
    }
}
