//! Password of a group: a length of two bytes, then always 32 bytes, zero behind the end. Protocol: groups, Password.

use std::fmt;

use bytes::BufMut;
use toxcore_crypto::constant_time_eq;

use super::{MAX_GROUP_PASSWORD_LEN, ShortBytes};
use crate::codec::{Parsed, array, be_u16, invalid};
use crate::error::Field;
use crate::{Encode, TooLong};

/// What a newcomer must know; empty if nothing. Wiped on drop, never printed, compared in constant time.
#[derive(Clone)]
pub struct GroupPassword(ShortBytes<MAX_GROUP_PASSWORD_LEN>);

/// Whether packets of a group have a field for the password: its members know, the packet does not tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordField {
    /// The group has no password.
    Absent,
    /// It has one.
    Present,
}

impl GroupPassword {
    /// Bytes of the field.
    pub const FIELD_LEN: usize = size_of::<u16>() + MAX_GROUP_PASSWORD_LEN;
    /// No password.
    pub const NONE: Self = Self(ShortBytes::EMPTY);

    /// A copy of `password`, which the caller wipes.
    ///
    /// # Errors
    /// [`TooLong`] for more than [`MAX_GROUP_PASSWORD_LEN`] bytes.
    pub fn new(password: &[u8]) -> Result<Self, TooLong> {
        ShortBytes::new(password).map(Self)
    }

    /// The password itself.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// Whether newcomers need none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether packets of a group with this password have the field.
    #[must_use]
    pub fn field(&self) -> PasswordField {
        if self.is_empty() { PasswordField::Absent } else { PasswordField::Present }
    }
}

impl PartialEq for GroupPassword {
    fn eq(&self, other: &Self) -> bool {
        self.0.len() == other.0.len() && constant_time_eq(self.0.padded(), other.0.padded())
    }
}

impl Eq for GroupPassword {}

impl Drop for GroupPassword {
    fn drop(&mut self) {
        self.0.wipe();
    }
}

impl fmt::Debug for GroupPassword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("GroupPassword(..)")
    }
}

impl Encode for GroupPassword {
    fn encoded_len(&self) -> usize {
        Self::FIELD_LEN
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_u16(self.0.len_u16());
        out.put_slice(self.0.padded());
    }
}

/// The field. What stands behind the end of the password is ignored.
pub(super) fn password(input: &[u8]) -> Parsed<'_, GroupPassword> {
    let (input, len) = be_u16(input)?;
    let (input, padded) = array::<MAX_GROUP_PASSWORD_LEN>(input)?;
    match padded.get(..usize::from(len)) {
        Some(password) => Ok((input, GroupPassword(ShortBytes::first(password)))),
        None => invalid(Field::Length),
    }
}
