//! What users tell about themselves.

/// Longest name in bytes. Protocol: savedata, Friends; also on the wire.
pub const MAX_NAME_LEN: usize = 128;
/// Longest status message in bytes. Protocol: savedata, Friends; also on the wire.
pub const MAX_STATUS_MESSAGE_LEN: usize = 1007;

/// What a user says about being there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum UserStatus {
    /// Nothing in particular; `tox.h` calls it none.
    #[default]
    Available = 0,
    /// Not there.
    Away = 1,
    /// There, and not to be disturbed.
    Busy = 2,
}

impl UserStatus {
    /// From the byte in files and packets; `None` for any but 0, 1 and 2.
    #[must_use]
    pub const fn from_u8(byte: u8) -> Option<Self> {
        match byte {
            0 => Some(Self::Available),
            1 => Some(Self::Away),
            2 => Some(Self::Busy),
            _ => None,
        }
    }

    /// The byte in files and packets.
    #[must_use]
    pub const fn to_u8(self) -> u8 {
        self as u8
    }
}
