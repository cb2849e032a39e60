//! Invitations between friends, and the two answers.
//!
//! | bytes | invite | accept | already member |
//! |---|---|---|---|
//! | 1 | 0x60 | 0x60 | 0x60 |
//! | 1 | 0 | 1 | 2 |
//! | 2 | – | sender's number of the conference | sender's number of the conference |
//! | 2 | inviter's number of the conference | same | same |
//! | 33 | identifier | identifier | identifier |
//! | 2 | – | – | sender's peer number |

use bytes::BufMut;

use super::identifier::{ConferenceIdentifier, InviteCookie, cookie};
use crate::codec::{be_u8, be_u16, expect_kind, invalid, parse_all};
use crate::error::Field;
use crate::{Encode, ParseError};

/// A friend is invited. The answer is [`Accept`], or [`AlreadyMember`] of one who is in that conference already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Invite {
    /// What an invited program is told.
    pub cookie: InviteCookie,
}

impl Invite {
    /// Length in bytes (37).
    pub const LEN: usize = HEAD_LEN + InviteCookie::LEN;
}

/// The invited one wants to come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Accept {
    /// By which number its sender will know the conference.
    pub sender_number: u16,
    /// The inviter's number of the conference.
    pub inviter_number: u16,
    /// Which conference.
    pub identifier: ConferenceIdentifier,
}

impl Accept {
    /// Length in bytes (39).
    pub const LEN: usize = HEAD_LEN + size_of::<u16>() + InviteCookie::LEN;
}

/// The invited one is in: two halves of the conference have met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AlreadyMember {
    /// By which number its sender knows the conference.
    pub sender_number: u16,
    /// The inviter's number of the conference.
    pub inviter_number: u16,
    /// Which conference.
    pub identifier: ConferenceIdentifier,
    /// Its sender among the members.
    pub peer_number: u16,
}

impl AlreadyMember {
    /// Length in bytes (41).
    pub const LEN: usize = Accept::LEN + size_of::<u16>();
}

/// Any of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvitePacket {
    /// Subtype 0.
    Invite(Invite),
    /// Subtype 1.
    Accept(Accept),
    /// Subtype 2.
    AlreadyMember(AlreadyMember),
}

impl InvitePacket {
    /// First byte.
    pub const ID: u8 = 0x60;

    /// Reads a packet.
    ///
    /// # Errors
    /// [`ParseError`] for another id, an unknown subtype or type, or another length.
    pub fn parse(packet: &[u8]) -> Result<Self, ParseError> {
        parse_all(expect_kind(packet, Self::ID)?, |input| match be_u8(input)? {
            (input, INVITE) => {
                let (input, cookie) = cookie(input)?;
                Ok((input, Self::Invite(Invite { cookie })))
            }
            (input, ACCEPT) => {
                let (input, accept) = accept(input)?;
                Ok((input, Self::Accept(accept)))
            }
            (input, ALREADY_MEMBER) => {
                let (input, Accept { sender_number, inviter_number, identifier }) = accept(input)?;
                let (input, peer_number) = be_u16(input)?;
                let member = AlreadyMember { sender_number, inviter_number, identifier, peer_number };
                Ok((input, Self::AlreadyMember(member)))
            }
            _ => invalid(Field::InnerKind),
        })
    }
}

fn accept(input: &[u8]) -> crate::codec::Parsed<'_, Accept> {
    let (input, sender_number) = be_u16(input)?;
    let (input, InviteCookie { inviter_number, identifier }) = cookie(input)?;
    Ok((input, Accept { sender_number, inviter_number, identifier }))
}

impl Encode for Invite {
    fn encoded_len(&self) -> usize {
        Self::LEN
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_slice(&[InvitePacket::ID, INVITE]);
        self.cookie.encode(out);
    }
}

impl Encode for Accept {
    fn encoded_len(&self) -> usize {
        Self::LEN
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_slice(&[InvitePacket::ID, ACCEPT]);
        put_numbers(self.sender_number, self.inviter_number, &self.identifier, out);
    }
}

impl Encode for AlreadyMember {
    fn encoded_len(&self) -> usize {
        Self::LEN
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_slice(&[InvitePacket::ID, ALREADY_MEMBER]);
        put_numbers(self.sender_number, self.inviter_number, &self.identifier, out);
        out.put_u16(self.peer_number);
    }
}

fn put_numbers(sender: u16, inviter: u16, identifier: &ConferenceIdentifier, out: &mut impl BufMut) {
    out.put_u16(sender);
    out.put_u16(inviter);
    identifier.encode(out);
}

impl Encode for InvitePacket {
    fn encoded_len(&self) -> usize {
        match self {
            Self::Invite(packet) => packet.encoded_len(),
            Self::Accept(packet) => packet.encoded_len(),
            Self::AlreadyMember(packet) => packet.encoded_len(),
        }
    }

    fn encode(&self, out: &mut impl BufMut) {
        match self {
            Self::Invite(packet) => packet.encode(out),
            Self::Accept(packet) => packet.encode(out),
            Self::AlreadyMember(packet) => packet.encode(out),
        }
    }
}

const INVITE: u8 = 0;
const ACCEPT: u8 = 1;
const ALREADY_MEMBER: u8 = 2;
/// Id and subtype.
const HEAD_LEN: usize = 1 + 1;

const _: () = assert!(Invite::LEN == 37 && Accept::LEN == 39 && AlreadyMember::LEN == 41);
