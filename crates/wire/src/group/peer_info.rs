//! Who a member is. Lossless kind 0xf5; it is asked for with 0xf4, which has no data.
//!
//! | bytes | content |
//! |---|---|
//! | 0 or 34 | password, if the group has one |
//! | 2 | length of the nick, 1 to 128 |
//! | 128 | nick, zero behind its end |
//! | 1 | status |

use bytes::BufMut;

use super::password::password;
use super::{GroupPassword, LosslessKind, MAX_NICK_LEN, PasswordField, ShortBytes};
use crate::codec::{Parsed, array, be_u8, be_u16, invalid, parse_front};
use crate::error::Field;
use crate::friend::UserStatus;
use crate::{Encode, ParseError};

/// What a member tells about itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeerInfo {
    /// Proves that it may be there.
    pub password: Option<GroupPassword>,
    /// 1 to [`MAX_NICK_LEN`] bytes; not checked to be UTF-8.
    pub nick: ShortBytes<MAX_NICK_LEN>,
    /// Status.
    pub status: UserStatus,
}

impl PeerInfo {
    /// Kind of the lossless packet.
    pub const KIND: LosslessKind = LosslessKind::PeerInfoResponse;
    /// Bytes without a password (131).
    pub const MIN_LEN: usize = size_of::<u16>() + MAX_NICK_LEN + 1;
    /// Bytes with a password (165).
    pub const MAX_LEN: usize = Self::MIN_LEN + GroupPassword::FIELD_LEN;

    /// Reads the data of a packet. Lengths above [`MAX_NICK_LEN`] mean that; what follows is ignored.
    ///
    /// # Errors
    /// [`ParseError`] for too few bytes, a password longer than one can be, no nick and an unknown status.
    pub fn parse(data: &[u8], field: PasswordField) -> Result<Self, ParseError> {
        parse_front(data, |input| peer_info(input, field))
    }
}

impl Encode for PeerInfo {
    fn encoded_len(&self) -> usize {
        Self::MIN_LEN + self.password.as_ref().map_or(0, Encode::encoded_len)
    }

    fn encode(&self, out: &mut impl BufMut) {
        if let Some(password) = &self.password {
            password.encode(out);
        }
        out.put_u16(self.nick.len_u16());
        out.put_slice(self.nick.padded());
        out.put_u8(self.status.to_u8());
    }
}

fn peer_info(input: &[u8], field: PasswordField) -> Parsed<'_, PeerInfo> {
    let (input, password) = match field {
        PasswordField::Absent => (input, None),
        PasswordField::Present => {
            let (input, password) = password(input)?;
            (input, Some(password))
        }
    };
    let (input, len) = be_u16(input)?;
    let (input, padded) = array::<MAX_NICK_LEN>(input)?;
    let (input, status) = be_u8(input)?;
    let nick = ShortBytes::first(padded.get(..usize::from(len)).unwrap_or(padded));
    if nick.is_empty() {
        return invalid(Field::Length);
    }
    let Some(status) = UserStatus::from_u8(status) else { return invalid(Field::Status) };
    Ok((input, PeerInfo { password, nick, status }))
}
