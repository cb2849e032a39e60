use thiserror::Error;
use toxcore_wire::{OpenError, ParseError};

/// Why incoming bytes were not accepted. Nothing but counters, limiters and the packet's bytes has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Discard {
    /// The bytes are no packet of this kind.
    #[error("malformed: {0}")]
    Malformed(#[from] ParseError),
    /// The box does not open, or the key is a low-order point.
    #[error("not decryptable")]
    NotDecryptable,
    /// Its first byte names no kind that we serve.
    #[error("unsupported kind {0:#04x}")]
    Unsupported(u8),
    /// An answer to nothing we asked, too late, or from somebody else.
    #[error("unsolicited")]
    Unsolicited,
    /// The sender claims our own key.
    #[error("own key")]
    OwnKey,
    /// From a source that may not send this (LAN discovery from outside, address we do not talk to).
    #[error("forbidden source")]
    ForbiddenSource,
    /// An inner kind, family or target that must not pass.
    #[error("forbidden content")]
    Forbidden,
    /// Nobody here to whom it could go.
    #[error("unknown addressee")]
    UnknownAddressee,
    /// Seen before.
    #[error("replay")]
    Replay,
    /// A bounded queue or table is full.
    #[error("full")]
    Full,
    /// The source used up its share.
    #[error("over limit")]
    Limited,
    /// Valid, but the service is switched off.
    #[error("switched off")]
    Disabled,
}

impl From<OpenError> for Discard {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::NotDecryptable => Self::NotDecryptable,
            OpenError::Malformed(error) => Self::Malformed(error),
        }
    }
}

impl Discard {
    /// Number of different reasons.
    pub const COUNT: usize = 12;

    /// Position of the reason in [`DiscardCounters`].
    #[must_use]
    pub const fn index(self) -> usize {
        match self {
            Self::Malformed(_) => 0,
            Self::NotDecryptable => 1,
            Self::Unsupported(_) => 2,
            Self::Unsolicited => 3,
            Self::OwnKey => 4,
            Self::ForbiddenSource => 5,
            Self::Forbidden => 6,
            Self::UnknownAddressee => 7,
            Self::Replay => 8,
            Self::Full => 9,
            Self::Limited => 10,
            Self::Disabled => 11,
        }
    }
}

/// How often each reason occurred.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DiscardCounters([u64; Discard::COUNT]);

impl DiscardCounters {
    /// Names in the order of [`Discard::index`], for metrics.
    pub const NAMES: [&'static str; Discard::COUNT] = [
        "malformed",
        "not_decryptable",
        "unsupported",
        "unsolicited",
        "own_key",
        "forbidden_source",
        "forbidden",
        "unknown_addressee",
        "replay",
        "full",
        "limited",
        "disabled",
    ];

    /// Counts one discard.
    pub fn count(&mut self, reason: Discard) {
        if let Some(slot) = self.0.get_mut(reason.index()) {
            *slot = slot.saturating_add(1);
        }
    }

    /// Name and count of every reason.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, u64)> + '_ {
        Self::NAMES.iter().copied().zip(self.0.iter().copied())
    }

    /// All discards together.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.0.iter().fold(0, |sum, n| sum.saturating_add(*n))
    }
}

#[cfg(test)]
mod tests;
