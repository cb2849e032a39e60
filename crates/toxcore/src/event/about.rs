//! Whom and what an event is about.

use toxcore_conference::ConferenceNumber;
use toxcore_group::groups::GroupNumber;
use toxcore_messenger::files::FileNumber;
use toxcore_sansio::FriendId;

use super::Event;

impl Event {
    /// Whom it is about.
    #[must_use]
    pub const fn friend(&self) -> Option<FriendId> {
        match self {
            Self::SelfConnectionStatus(_)
            | Self::FriendRequest { .. }
            | Self::ConferenceConnected { .. }
            | Self::ConferencePeerJoined { .. }
            | Self::ConferencePeerLeft { .. }
            | Self::ConferencePeerName { .. }
            | Self::ConferenceTitle { .. }
            | Self::ConferenceMessage { .. }
            | Self::Group { .. }
            | Self::DhtNodesResponse { .. } => None,
            Self::FriendConnectionStatus { friend, .. }
            | Self::FriendName { friend, .. }
            | Self::FriendStatusMessage { friend, .. }
            | Self::FriendStatus { friend, .. }
            | Self::FriendTyping { friend, .. }
            | Self::FriendMessage { friend, .. }
            | Self::FriendReadReceipt { friend, .. }
            | Self::FriendMessageUndelivered { friend, .. }
            | Self::FriendWritable { friend }
            | Self::FriendLosslessPacket { friend, .. }
            | Self::FriendLossyPacket { friend, .. }
            | Self::FileRecv { friend, .. }
            | Self::FileRecvControl { friend, .. }
            | Self::FileChunkRequest { friend, .. }
            | Self::FileRecvChunk { friend, .. }
            | Self::FileSent { friend, .. }
            | Self::FileReceived { friend, .. }
            | Self::FileBroken { friend, .. }
            | Self::ConferenceInvite { friend, .. }
            | Self::GroupInvite { friend, .. } => Some(*friend),
        }
    }

    /// Which conference it is about, if we are in it.
    #[must_use]
    pub const fn conference(&self) -> Option<ConferenceNumber> {
        match self {
            Self::ConferenceConnected { conference }
            | Self::ConferencePeerJoined { conference, .. }
            | Self::ConferencePeerLeft { conference, .. }
            | Self::ConferencePeerName { conference, .. }
            | Self::ConferenceTitle { conference, .. }
            | Self::ConferenceMessage { conference, .. } => Some(*conference),
            _ => None,
        }
    }

    /// Which group it is about, if we are in it.
    #[must_use]
    pub const fn group(&self) -> Option<GroupNumber> {
        match self {
            Self::Group { group, .. } => Some(*group),
            _ => None,
        }
    }

    /// Which transfer it is about.
    #[must_use]
    pub const fn file(&self) -> Option<FileNumber> {
        match self {
            Self::FileRecv { file, .. }
            | Self::FileRecvControl { file, .. }
            | Self::FileChunkRequest { file, .. }
            | Self::FileRecvChunk { file, .. }
            | Self::FileSent { file, .. }
            | Self::FileReceived { file, .. }
            | Self::FileBroken { file, .. } => Some(*file),
            _ => None,
        }
    }
}
