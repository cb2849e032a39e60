//! Who may do what: roles, and what the founder has decided about it. Protocol: groups, Roles; Shared state.

/// What a member may do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Role {
    /// Made the group; everything.
    Founder = 0,
    /// Topic, kicks, observers; named by the founder.
    Moderator = 1,
    /// Speaks.
    #[default]
    User = 2,
    /// Reads.
    Observer = 3,
}

impl Role {
    /// From the byte in save files; `None` for any above 3.
    #[must_use]
    pub const fn from_u8(byte: u8) -> Option<Self> {
        match byte {
            0 => Some(Self::Founder),
            1 => Some(Self::Moderator),
            2 => Some(Self::User),
            3 => Some(Self::Observer),
            _ => None,
        }
    }

    /// The number in checksums and save files.
    #[must_use]
    pub const fn to_u8(self) -> u8 {
        self as u8
    }
}

/// How a group is found.
///
/// Founders running the reference can sign any byte, which all members read as public: it is kept, or the signature would
/// not fit any more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum GroupPrivacy {
    /// By whoever knows its chat id.
    #[default]
    Public,
    /// By friends of its members, when they are invited.
    Private,
    /// Another byte, which means public.
    Other(u8),
}

impl GroupPrivacy {
    /// From its byte.
    #[must_use]
    pub const fn from_u8(byte: u8) -> Self {
        match byte {
            0 => Self::Public,
            1 => Self::Private,
            other => Self::Other(other),
        }
    }

    /// Its byte.
    #[must_use]
    pub const fn to_u8(self) -> u8 {
        match self {
            Self::Public => 0,
            Self::Private => 1,
            Self::Other(byte) => byte,
        }
    }

    /// Whether the chat id is enough to find the group.
    #[must_use]
    pub const fn is_public(self) -> bool {
        !matches!(self, Self::Private)
    }
}

/// Who is heard by all. Observers never are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum GroupVoice {
    /// Everybody.
    #[default]
    All,
    /// Moderators and the founder.
    Moderators,
    /// The founder.
    Founder,
    /// Another byte, which means everybody, see [`GroupPrivacy`].
    Other(u8),
}

impl GroupVoice {
    /// From its byte.
    #[must_use]
    pub const fn from_u8(byte: u8) -> Self {
        match byte {
            0 => Self::All,
            1 => Self::Moderators,
            2 => Self::Founder,
            other => Self::Other(other),
        }
    }

    /// Its byte.
    #[must_use]
    pub const fn to_u8(self) -> u8 {
        match self {
            Self::All => 0,
            Self::Moderators => 1,
            Self::Founder => 2,
            Self::Other(byte) => byte,
        }
    }

    /// Whether a member of this role is heard by all.
    #[must_use]
    pub const fn allows(self, role: Role) -> bool {
        match role {
            Role::Founder => true,
            Role::Moderator => !matches!(self, Self::Founder),
            Role::User => matches!(self, Self::All | Self::Other(_)),
            Role::Observer => false,
        }
    }
}

/// Who may set the topic.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum TopicLock {
    /// Founder and moderators.
    #[default]
    Locked,
    /// Users, too. The number is the version that the topic had when it was unlocked, and keeps; never 0.
    Unlocked(u32),
}

impl TopicLock {
    /// From its number.
    #[must_use]
    pub const fn from_u32(number: u32) -> Self {
        if number == 0 { Self::Locked } else { Self::Unlocked(number) }
    }

    /// Its number.
    #[must_use]
    pub const fn to_u32(self) -> u32 {
        match self {
            Self::Locked => 0,
            Self::Unlocked(version) => version,
        }
    }
}
