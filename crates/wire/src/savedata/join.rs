//! Groups that are still looked for, one after the other: a section of our own, which the reference skips over. Protocol: savedata,
//! Groups that are looked for.
//!
//! | bytes | content |
//! |---|---|
//! | 1 | 0 sought by the chat id, 1 a friend brings us in |
//! | 32 | chat id |
//! | 1 | own status |
//! | 1 | length of the nick |
//! | 1 to 128 | nick |
//! | 1 | length of the password |
//! | 0 to 32 | password |
//! | 64, if a friend brings us in | the friend's long-term public key, and its encryption key in the group |

use std::fmt;

use bytes::BufMut;
use toxcore_crypto::{EphemeralPublicKey, LongTermPublicKey};

use crate::Encode;
use crate::codec::{Parsed, array, be_u8, flag, invalid, public_key, slice};
use crate::error::Field;
use crate::friend::UserStatus;
use crate::group::{ChatId, GroupPassword, MAX_NICK_LEN, ShortBytes};

/// A group of which nothing is known yet.
#[derive(Clone, PartialEq, Eq)]
pub struct SavedJoin {
    /// Which group.
    pub chat_id: ChatId,
    /// Our status there.
    pub status: UserStatus,
    /// What we call ourselves there; not empty.
    pub nick: ShortBytes<MAX_NICK_LEN>,
    /// What lets us in, says the user.
    pub password: GroupPassword,
    /// Who brings us in, if it is not sought by the chat id.
    pub inviter: Option<SavedInviter>,
}

/// A friend who brings us into a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SavedInviter {
    /// The friend.
    pub friend: LongTermPublicKey,
    /// Its key in the group.
    pub member: EphemeralPublicKey,
}

/// Neither how we are called nor the password.
impl fmt::Debug for SavedJoin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SavedJoin")
            .field("chat_id", &self.chat_id)
            .field("inviter", &self.inviter)
            .finish_non_exhaustive()
    }
}

impl Encode for SavedJoin {
    fn encoded_len(&self) -> usize {
        let texts = 1 + self.nick.len() + 1 + self.password.as_bytes().len();
        1 + ChatId::LEN + 1 + texts + if self.inviter.is_some() { 2 * EphemeralPublicKey::LEN } else { 0 }
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_u8(u8::from(self.inviter.is_some()));
        out.put_slice(self.chat_id.as_bytes());
        out.put_u8(self.status.to_u8());
        put_short(&self.nick, out);
        put_short(self.password.as_bytes(), out);
        if let Some(inviter) = &self.inviter {
            out.put_slice(inviter.friend.as_bytes());
            out.put_slice(inviter.member.as_bytes());
        }
    }
}

/// No longer than a byte tells: nicks have 128 bytes, passwords 32.
fn put_short(text: &[u8], out: &mut impl BufMut) {
    out.put_u8(u8::try_from(text.len()).unwrap_or(u8::MAX));
    out.put_slice(text);
}

/// The groups up to the first that cannot be read, at most `max`, and what is left.
pub(super) fn joins(content: &[u8], max: usize) -> (Vec<SavedJoin>, &[u8]) {
    let (mut list, mut left) = (Vec::new(), content);
    while list.len() < max
        && let Ok((rest, join)) = join(left)
    {
        list.push(join);
        left = rest;
    }
    (list, left)
}

fn join(input: &[u8]) -> Parsed<'_, SavedJoin> {
    let (input, has_inviter) = flag(input)?;
    let (input, chat_id) = array(input)?;
    let (input, status) = be_u8(input)?;
    let (input, nick) = short(input)?;
    let (input, password) = short(input)?;
    let (input, inviter) = if has_inviter {
        let (input, friend) = public_key(input)?;
        let (input, member) = public_key(input)?;
        (input, Some(SavedInviter { friend, member }))
    } else {
        (input, None)
    };
    let (Ok(nick), Ok(password)) = (ShortBytes::new(nick), GroupPassword::new(password)) else {
        return invalid(Field::Length);
    };
    if nick.is_empty() {
        return invalid(Field::Length);
    }
    let status = UserStatus::from_u8(status).unwrap_or_default();
    Ok((input, SavedJoin { chat_id: ChatId::from_bytes(*chat_id), status, nick, password, inviter }))
}

fn short(input: &[u8]) -> Parsed<'_, &[u8]> {
    let (input, len) = be_u8(input)?;
    slice(usize::from(len))(input)
}

#[cfg(test)]
mod tests;
