use std::fmt;
use std::ops::Deref;

use crate::TooLong;

/// Up to `MAX` bytes, kept in place: names and texts of groups, which packets fill up with zeros.
#[derive(Clone, Copy)]
pub struct ShortBytes<const MAX: usize> {
    // Zero from `len` on.
    bytes: [u8; MAX],
    len: usize,
}

impl<const MAX: usize> ShortBytes<MAX> {
    /// Most bytes.
    pub const MAX: usize = MAX;
    /// None.
    pub const EMPTY: Self = Self { bytes: [0; MAX], len: 0 };

    /// A copy of `bytes`.
    ///
    /// # Errors
    /// [`TooLong`] if they are more than `MAX`.
    pub fn new(bytes: &[u8]) -> Result<Self, TooLong> {
        TooLong::check(bytes.len(), MAX)?;
        Ok(Self::first(bytes))
    }

    /// A copy of the first `MAX` of `bytes`.
    #[must_use]
    pub fn first(bytes: &[u8]) -> Self {
        let mut copy = Self { len: bytes.len().min(MAX), ..Self::EMPTY };
        copy.bytes.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
        copy
    }

    /// The bytes without what fills up.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or(&self.bytes)
    }

    /// All `MAX` bytes, zero behind the end.
    pub(crate) const fn padded(&self) -> &[u8; MAX] {
        &self.bytes
    }

    /// The length as packets write it.
    pub(crate) fn len_u16(&self) -> u16 {
        u16::try_from(self.len).unwrap_or(u16::MAX)
    }

    /// Overwrites everything.
    pub(crate) fn wipe(&mut self) {
        toxcore_crypto::wipe(&mut self.bytes);
        self.len = 0;
    }
}

impl<const MAX: usize> Deref for ShortBytes<MAX> {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        self.as_bytes()
    }
}

impl<const MAX: usize> PartialEq for ShortBytes<MAX> {
    fn eq(&self, other: &Self) -> bool {
        self.as_bytes() == other.as_bytes()
    }
}

impl<const MAX: usize> Eq for ShortBytes<MAX> {}

/// Without what is in it.
impl<const MAX: usize> fmt::Debug for ShortBytes<MAX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes", self.len)
    }
}
