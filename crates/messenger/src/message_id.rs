use std::fmt;
use std::num::NonZeroU32;

/// What we call a message to a friend by until it is confirmed. Not on the wire.
///
/// Ids begin with 1 and rise by 1 for each message that the friend's queue took, across all connections of this run. No two
/// messages to the same [`FriendId`](toxcore_sansio::FriendId) have the same one before 2^32 - 1 of them were sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MessageId(NonZeroU32);

impl MessageId {
    /// The id of the first message.
    pub const FIRST: Self = Self(NonZeroU32::MIN);

    /// The number, as `tox.h` has it.
    #[must_use]
    pub const fn get(self) -> u32 {
        self.0.get()
    }

    /// The id with this number; 0 is none.
    #[must_use]
    pub const fn from_u32(number: u32) -> Option<Self> {
        match NonZeroU32::new(number) {
            Some(number) => Some(Self(number)),
            None => None,
        }
    }

    /// The id after this one.
    pub(crate) fn next(self) -> Self {
        self.0.checked_add(1).map_or(Self::FIRST, Self)
    }
}

impl fmt::Display for MessageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::MessageId;

    #[test]
    fn after_the_last_id_comes_the_first_and_never_zero() {
        assert_eq!(MessageId::from_u32(0), None);
        assert_eq!(MessageId::FIRST.next().get(), 2);
        assert_eq!(MessageId::from_u32(u32::MAX).map(MessageId::next), Some(MessageId::FIRST));
    }
}
