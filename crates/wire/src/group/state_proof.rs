//! Proof of holding the same state of the group, which tells nothing of it. Lossy kind 0x50; ours alone, others drop it.
//!
//! | bytes | content |
//! |---|---|
//! | 32 | MAC over the session, with a key made of the signed state |

use bytes::BufMut;

use super::LossyKind;
use crate::codec::{Parsed, array, parse_front};
use crate::{Encode, ParseError};

/// Shows a member that the sender holds its state. May get lost.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct StateProof {
    /// HMAC-SHA-512-256. Compare it in constant time.
    pub mac: [u8; 32],
}

impl StateProof {
    /// Kind of the lossy packet.
    pub const KIND: LossyKind = LossyKind::StateProof;
    /// Length in bytes (32).
    pub const LEN: usize = 32;

    /// Reads the data of a packet; what follows is ignored.
    ///
    /// # Errors
    /// [`ParseError::Truncated`] for less than [`LEN`](Self::LEN) bytes.
    pub fn parse(data: &[u8]) -> Result<Self, ParseError> {
        parse_front(data, state_proof)
    }
}

impl std::fmt::Debug for StateProof {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("StateProof(..)")
    }
}

impl Encode for StateProof {
    fn encoded_len(&self) -> usize {
        Self::LEN
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_slice(&self.mac);
    }
}

fn state_proof(input: &[u8]) -> Parsed<'_, StateProof> {
    let (input, mac) = array(input)?;
    Ok((input, StateProof { mac: *mac }))
}
