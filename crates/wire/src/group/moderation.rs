//! What founder and moderators do with members. Broadcasts 0x06, 0x07 and 0x08.
//!
//! | bytes of 0x06 | content |
//! |---|---|
//! | 32 | encryption key of the member |
//!
//! | bytes of 0x07 | content |
//! |---|---|
//! | 1 | 0 no moderator any more, anything else a moderator |
//! | 32 | signature key of the member |
//!
//! | bytes of 0x08 | content |
//! |---|---|
//! | 1 | 0 no observer any more, anything else an observer |
//! | 32 | encryption key of the member |
//! | 32 | its signature key |
//! | 0 or 137 | the [`Sanction`], if it is an observer now |
//! | 134 | [`SanctionsCredentials`] of the changed list |

use bytes::BufMut;
use toxcore_crypto::ed25519::SigningPublicKey;
use toxcore_crypto::{EphemeralPublicKey, ExtendedPublicKey};

use super::sanction::{credentials, sanction};
use super::{Sanction, SanctionsCredentials};
use crate::codec::{Parsed, array, be_u8, invalid, parse_front, public_key};
use crate::error::Field;
use crate::{Encode, ParseError};

/// A member has to leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KickPeer {
    /// Who.
    pub target: EphemeralPublicKey,
}

/// A member becomes a moderator, or is one no longer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SetModerator {
    /// Whether it is one from now on.
    pub moderator: bool,
    /// Who.
    pub target: SigningPublicKey,
}

/// A member becomes an observer, or is one no longer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SetObserver {
    /// Who.
    pub target: ExtendedPublicKey,
    /// The entry that makes it one, with the same target; none if it is one no longer.
    pub sanction: Option<Sanction>,
    /// Of the list as it is after that.
    pub credentials: SanctionsCredentials,
}

impl KickPeer {
    /// Length in bytes (32).
    pub const LEN: usize = EphemeralPublicKey::LEN;

    /// Reads the body of a broadcast; what follows is ignored.
    ///
    /// # Errors
    /// [`ParseError::Truncated`] for less than [`LEN`](Self::LEN) bytes.
    pub fn parse(body: &[u8]) -> Result<Self, ParseError> {
        parse_front(body, |input| {
            let (input, target) = public_key(input)?;
            Ok((input, Self { target }))
        })
    }
}

impl SetModerator {
    /// Length in bytes (33).
    pub const LEN: usize = 1 + SigningPublicKey::LEN;

    /// Reads the body of a broadcast; what follows is ignored.
    ///
    /// # Errors
    /// [`ParseError::Truncated`] for less than [`LEN`](Self::LEN) bytes.
    pub fn parse(body: &[u8]) -> Result<Self, ParseError> {
        parse_front(body, |input| {
            let (input, add) = be_u8(input)?;
            let (input, target) = array(input)?;
            Ok((input, Self { moderator: add != 0, target: SigningPublicKey::from_bytes(*target) }))
        })
    }
}

impl SetObserver {
    /// Bytes if the member is an observer no longer (199).
    pub const MIN_LEN: usize = 1 + ExtendedPublicKey::LEN + SanctionsCredentials::LEN;
    /// Bytes if it is one from now on (336).
    pub const MAX_LEN: usize = Self::MIN_LEN + Sanction::LEN;

    /// Reads the body of a broadcast; what follows is ignored.
    ///
    /// # Errors
    /// [`ParseError`] for too few bytes and a sanction that is none; [`Field::Key`] for one of another member: roles would be
    /// checked for the wrong one.
    pub fn parse(body: &[u8]) -> Result<Self, ParseError> {
        parse_front(body, set_observer)
    }
}

impl Encode for KickPeer {
    fn encoded_len(&self) -> usize {
        Self::LEN
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_slice(self.target.as_bytes());
    }
}

impl Encode for SetModerator {
    fn encoded_len(&self) -> usize {
        Self::LEN
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_u8(u8::from(self.moderator));
        out.put_slice(self.target.as_bytes());
    }
}

impl Encode for SetObserver {
    fn encoded_len(&self) -> usize {
        if self.sanction.is_some() { Self::MAX_LEN } else { Self::MIN_LEN }
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_u8(u8::from(self.sanction.is_some()));
        out.put_slice(&self.target.to_bytes());
        if let Some(sanction) = &self.sanction {
            sanction.encode(out);
        }
        self.credentials.encode(out);
    }
}

fn set_observer(input: &[u8]) -> Parsed<'_, SetObserver> {
    let (input, add) = be_u8(input)?;
    let (input, target) = array(input)?;
    let target = ExtendedPublicKey::from_bytes(target);
    let (input, sanction) = if add == 0 {
        (input, None)
    } else {
        let (input, sanction) = sanction(input)?;
        (input, Some(sanction))
    };
    let (input, credentials) = credentials(input)?;
    if sanction.is_some_and(|sanction| sanction.target != target.encryption) {
        return invalid(Field::Key);
    }
    Ok((input, SetObserver { target, sanction, credentials }))
}

const _: () = assert!(SetObserver::MIN_LEN == 199 && SetObserver::MAX_LEN == 336);
