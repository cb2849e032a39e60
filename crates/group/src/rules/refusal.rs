use thiserror::Error;
use toxcore_sansio::Discard;
use toxcore_wire::ParseError;

/// Why a packet changed nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Refusal {
    /// The data is no packet of its kind.
    #[error("malformed: {0}")]
    Malformed(#[from] ParseError),
    /// The kind is none that the rules of a group are about.
    #[error("unsupported kind {0:#04x}")]
    Unsupported(u8),
    /// We are not in the group, or do not know yet what it has decided.
    #[error("not in the group")]
    NotJoined,
    /// The sender has no handshake.
    #[error("unknown sender")]
    UnknownSender,
    /// The sender has not told its nick.
    #[error("sender is not confirmed")]
    NotConfirmed,
    /// The sender, or whoever signed, has no right to do that.
    #[error("not allowed")]
    NotAllowed,
    /// The user does not want to hear the sender.
    #[error("sender is ignored")]
    Ignored,
    /// A signature does not fit.
    #[error("bad signature")]
    Forged,
    /// A list is another one than the hash beside it, or in the shared state, says.
    #[error("list of another hash")]
    WrongHash,
    /// We have that, or something that outranks it.
    #[error("nothing new")]
    Outdated,
    /// Nobody by that key is here, or not in the role that is to be changed.
    #[error("unknown target")]
    UnknownTarget,
    /// An answer to nothing that we asked.
    #[error("unsolicited")]
    Unsolicited,
    /// The sender asks too often.
    #[error("over limit")]
    Limited,
    /// The group has as many members as it may have.
    #[error("group is full")]
    Full,
    /// No password, or a wrong one.
    #[error("wrong password")]
    WrongPassword,
}

impl Refusal {
    /// Number of different reasons.
    pub const COUNT: usize = Self::NAMES.len();

    /// Names in the order of [`Self::index`], for metrics.
    pub const NAMES: [&'static str; 15] = [
        "malformed",
        "unsupported",
        "not_joined",
        "unknown_sender",
        "not_confirmed",
        "not_allowed",
        "ignored",
        "forged",
        "wrong_hash",
        "outdated",
        "unknown_target",
        "unsolicited",
        "limited",
        "full",
        "wrong_password",
    ];

    /// Position of the reason in [`RefusalCounters`].
    #[must_use]
    pub const fn index(self) -> usize {
        match self {
            Self::Malformed(_) => 0,
            Self::Unsupported(_) => 1,
            Self::NotJoined => 2,
            Self::UnknownSender => 3,
            Self::NotConfirmed => 4,
            Self::NotAllowed => 5,
            Self::Ignored => 6,
            Self::Forged => 7,
            Self::WrongHash => 8,
            Self::Outdated => 9,
            Self::UnknownTarget => 10,
            Self::Unsolicited => 11,
            Self::Limited => 12,
            Self::Full => 13,
            Self::WrongPassword => 14,
        }
    }
}

impl From<Refusal> for Discard {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Malformed(error) => Self::Malformed(error),
            Refusal::Unsupported(kind) => Self::Unsupported(kind),
            Refusal::NotJoined | Refusal::Ignored => Self::Disabled,
            Refusal::UnknownSender | Refusal::NotConfirmed => Self::ForbiddenSource,
            Refusal::NotAllowed | Refusal::Forged | Refusal::WrongHash | Refusal::WrongPassword => Self::Forbidden,
            Refusal::Outdated => Self::Replay,
            Refusal::UnknownTarget => Self::UnknownAddressee,
            Refusal::Unsolicited => Self::Unsolicited,
            Refusal::Limited => Self::Limited,
            Refusal::Full => Self::Full,
        }
    }
}

/// How often each reason occurred.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RefusalCounters([u64; Refusal::COUNT]);

impl RefusalCounters {
    /// Counts one refusal.
    pub(crate) fn count(&mut self, reason: Refusal) {
        if let Some(slot) = self.0.get_mut(reason.index()) {
            *slot = slot.saturating_add(1);
        }
    }

    /// How often this reason occurred.
    #[must_use]
    pub fn of(&self, reason: Refusal) -> u64 {
        self.0.get(reason.index()).copied().unwrap_or(0)
    }

    /// Name and count of every reason.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, u64)> + '_ {
        Refusal::NAMES.iter().copied().zip(self.0.iter().copied())
    }

    /// All refusals together.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.0.iter().fold(0, |sum, n| sum.saturating_add(*n))
    }
}
