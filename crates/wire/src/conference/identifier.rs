//! What names a conference.
//!
//! | bytes | content of an identifier |
//! |---|---|
//! | 1 | type: 0 text, 1 audio |
//! | 32 | id |

use bytes::BufMut;

use crate::codec::{Parsed, array, be_u8, be_u16, invalid, parse_all};
use crate::error::Field;
use crate::{Encode, ParseError};

/// What members of a conference send each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ConferenceType {
    /// Text only.
    #[default]
    Text,
    /// Text and sound.
    Audio,
}

impl ConferenceType {
    /// The number on the wire and in the save file.
    #[must_use]
    pub const fn number(self) -> u8 {
        match self {
            Self::Text => 0,
            Self::Audio => 1,
        }
    }

    /// The type with this number.
    #[must_use]
    pub const fn from_number(number: u8) -> Option<Self> {
        match number {
            0 => Some(Self::Text),
            1 => Some(Self::Audio),
            _ => None,
        }
    }
}

/// The random part of a conference's name. Whoever knows it and a member may come in, so it does not print in full.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ConferenceId([u8; Self::LEN]);

impl ConferenceId {
    /// Length in bytes.
    pub const LEN: usize = 32;

    /// From the bytes on the wire.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; Self::LEN]) -> Self {
        Self(bytes)
    }

    /// The bytes on the wire.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; Self::LEN] {
        &self.0
    }
}

impl std::fmt::Debug for ConferenceId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [a, b, c, d, ..] = self.0;
        write!(f, "ConferenceId({a:02x}{b:02x}{c:02x}{d:02x}…)")
    }
}

/// Names a conference to everybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ConferenceIdentifier {
    /// What it is for.
    pub kind: ConferenceType,
    /// Random.
    pub id: ConferenceId,
}

impl ConferenceIdentifier {
    /// Length in bytes (33).
    pub const LEN: usize = 1 + ConferenceId::LEN;
}

impl Encode for ConferenceIdentifier {
    fn encoded_len(&self) -> usize {
        Self::LEN
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_u8(self.kind.number());
        out.put_slice(self.id.as_bytes());
    }
}

pub(super) fn identifier(input: &[u8]) -> Parsed<'_, ConferenceIdentifier> {
    let (input, number) = be_u8(input)?;
    let Some(kind) = ConferenceType::from_number(number) else { return invalid(Field::InnerKind) };
    let (input, id) = array(input)?;
    Ok((input, ConferenceIdentifier { kind, id: ConferenceId(*id) }))
}

/// What an invited program gets, keeps as long as its user thinks, and gives back to join.
///
/// | bytes | content |
/// |---|---|
/// | 2 | the inviter's number of the conference |
/// | 33 | identifier |
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct InviteCookie {
    /// The inviter's number of the conference.
    pub inviter_number: u16,
    /// Which conference.
    pub identifier: ConferenceIdentifier,
}

impl InviteCookie {
    /// Length in bytes (35).
    pub const LEN: usize = size_of::<u16>() + ConferenceIdentifier::LEN;

    /// Reads a cookie.
    ///
    /// # Errors
    /// [`ParseError`] for another length or an unknown type.
    pub fn parse(bytes: &[u8]) -> Result<Self, ParseError> {
        parse_all(bytes, cookie)
    }

    /// The cookie as programs keep it.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; Self::LEN] {
        let mut bytes = [0; Self::LEN];
        self.encode(&mut &mut bytes[..]);
        bytes
    }
}

impl Encode for InviteCookie {
    fn encoded_len(&self) -> usize {
        Self::LEN
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_u16(self.inviter_number);
        self.identifier.encode(out);
    }
}

pub(super) fn cookie(input: &[u8]) -> Parsed<'_, InviteCookie> {
    let (input, inviter_number) = be_u16(input)?;
    let (input, identifier) = identifier(input)?;
    Ok((input, InviteCookie { inviter_number, identifier }))
}

const _: () = assert!(ConferenceIdentifier::LEN == 33 && InviteCookie::LEN == 35);
