//! The states of a transfer, and what controls make of them.

use toxcore_wire::messenger::FileControlKind;

use super::{Direction, FileControlError};

/// Where a transfer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Phase {
    /// Offered; the receiver has not said that it wants it.
    NotAccepted,
    /// Under way, unless a side pauses it.
    Transferring(Pauses),
    /// Of outgoing files: all has been sent, the receiver has not confirmed the last packet.
    Finished,
}

/// Who pauses a transfer. The two are independent: only who paused can go on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Pauses {
    /// Nobody.
    #[default]
    None,
    /// We.
    ByUs,
    /// The friend.
    ByPeer,
    /// Both sides.
    ByBoth,
}

/// What the application may do with a transfer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FileControl {
    /// Accept an incoming file, or go on after our own pause.
    Resume,
    /// Pause.
    Pause,
    /// End it.
    Cancel,
}

/// What a control of the friend did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    Accepted,
    Resumed,
    Paused,
    Cancelled,
    /// The file begins here.
    Sought(u64),
    Ignored,
}

impl Phase {
    /// What a control of the friend does to a transfer of `size` bytes, and the phase after it.
    pub(crate) fn after_peer(self, direction: Direction, control: FileControlKind, size: u64) -> (Self, Effect) {
        match (self, control) {
            (_, FileControlKind::Kill) => (self, Effect::Cancelled),
            (Self::NotAccepted, FileControlKind::Accept) if direction == Direction::Outgoing => {
                (Self::Transferring(Pauses::None), Effect::Accepted)
            }
            (Self::NotAccepted, FileControlKind::Seek(position))
                if direction == Direction::Outgoing && position < size =>
            {
                (self, Effect::Sought(position))
            }
            (Self::Transferring(pauses), FileControlKind::Accept) if pauses.by_peer() => {
                (Self::Transferring(pauses.without_peer()), Effect::Resumed)
            }
            (Self::Transferring(pauses), FileControlKind::Pause) if !pauses.by_peer() => {
                (Self::Transferring(pauses.with_peer()), Effect::Paused)
            }
            (_, FileControlKind::Accept | FileControlKind::Pause) => (self, Effect::Ignored),
            (_, FileControlKind::Seek(_) | FileControlKind::Unknown(_)) => (self, Effect::Ignored),
        }
    }

    /// The phase after a control of ours.
    ///
    /// # Errors
    /// Why it may not be now.
    pub(crate) fn after_own(self, direction: Direction, control: FileControl) -> Result<Self, FileControlError> {
        match (self, control) {
            (_, FileControl::Cancel) => Ok(self),
            (Self::Transferring(pauses), FileControl::Pause) if !pauses.by_us() => {
                Ok(Self::Transferring(pauses.with_us()))
            }
            (_, FileControl::Pause) => Err(FileControlError::AlreadyPaused),
            (Self::Transferring(pauses), FileControl::Resume) if pauses.by_us() => {
                Ok(Self::Transferring(pauses.without_us()))
            }
            (Self::Transferring(pauses), FileControl::Resume) if pauses.by_peer() => Err(FileControlError::Denied),
            (Self::NotAccepted, FileControl::Resume) => match direction {
                Direction::Incoming => Ok(Self::Transferring(Pauses::None)),
                Direction::Outgoing => Err(FileControlError::Denied),
            },
            (Self::Transferring(_) | Self::Finished, FileControl::Resume) => Err(FileControlError::NotPaused),
        }
    }

    /// Whether the sender may ask for more data.
    pub(crate) fn flows(self) -> bool {
        self == Self::Transferring(Pauses::None)
    }

    pub(crate) fn is_transferring(self) -> bool {
        matches!(self, Self::Transferring(_))
    }
}

impl Pauses {
    /// Whether we pause it.
    #[must_use]
    pub const fn by_us(self) -> bool {
        matches!(self, Self::ByUs | Self::ByBoth)
    }

    /// Whether the friend pauses it.
    #[must_use]
    pub const fn by_peer(self) -> bool {
        matches!(self, Self::ByPeer | Self::ByBoth)
    }

    const fn with_us(self) -> Self {
        if self.by_peer() { Self::ByBoth } else { Self::ByUs }
    }

    const fn without_us(self) -> Self {
        if self.by_peer() { Self::ByPeer } else { Self::None }
    }

    const fn with_peer(self) -> Self {
        if self.by_us() { Self::ByBoth } else { Self::ByPeer }
    }

    const fn without_peer(self) -> Self {
        if self.by_us() { Self::ByUs } else { Self::None }
    }
}

impl From<FileControl> for FileControlKind {
    fn from(control: FileControl) -> Self {
        match control {
            FileControl::Resume => Self::Accept,
            FileControl::Pause => Self::Pause,
            FileControl::Cancel => Self::Kill,
        }
    }
}

#[cfg(test)]
mod tests;
