use toxcore::conference::Departure;
use toxcore::{Content, MessageId};

use crate::{
    Conference, ConferenceInvite, ConferenceMessage, ConferencePeer, ConnectionStatus, FileOffer, Friend,
    FriendRequest, Group, GroupEvent, GroupInvite, IncomingMessage, UserStatus,
};

/// Something happened.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Event {
    /// How well we are connected to the network has changed.
    SelfConnection(ConnectionStatus),
    /// Somebody wants to be our friend.
    FriendRequest(FriendRequest),
    /// A friend came online, is reached by another way, or went offline.
    FriendConnection {
        /// Who.
        friend: Friend,
        /// How it is reached now; [`ConnectionStatus::None`] is offline.
        status: ConnectionStatus,
    },
    /// A friend wrote to us.
    Message(IncomingMessage),
    /// The friend's machine has a message of ours: for those who do not keep the [`SentMessage`](crate::SentMessage).
    Delivered {
        /// Who.
        friend: Friend,
        /// What [`SentMessage::id`](crate::SentMessage::id) said.
        message: MessageId,
    },
    /// The friend went offline before the receipt of a message came: it may have arrived or not.
    Undelivered {
        /// Who.
        friend: Friend,
        /// What [`SentMessage::id`](crate::SentMessage::id) said.
        message: MessageId,
    },
    /// A friend told its name; perhaps the same as before.
    FriendName {
        /// Who.
        friend: Friend,
        /// At most 128 bytes, UTF-8 by convention.
        name: Content,
    },
    /// A friend told its status message; perhaps the same as before.
    FriendStatusMessage {
        /// Who.
        friend: Friend,
        /// At most 1007 bytes, UTF-8 by convention.
        text: Content,
    },
    /// A friend told its status; perhaps the same as before.
    FriendStatus {
        /// Who.
        friend: Friend,
        /// The status.
        status: UserStatus,
    },
    /// A friend began or ceased to write to us. Going offline ends it without another event.
    FriendTyping {
        /// Who.
        friend: Friend,
        /// Whether it is writing.
        typing: bool,
    },
    /// A custom packet, in the order of sending.
    LosslessPacket {
        /// From whom.
        friend: Friend,
        /// With its id.
        packet: Content,
    },
    /// A custom packet of those that may be lost.
    LossyPacket {
        /// From whom.
        friend: Friend,
        /// With its id.
        packet: Content,
    },
    /// A friend offers a file. [`FileOffer::save_to`] accepts it.
    FileOffer(FileOffer),
    /// A friend invites us into a conference. [`ConferenceInvite::accept`] comes in.
    ConferenceInvite(ConferenceInvite),
    /// We are in a conference that we came into: it can be written to.
    ConferenceJoined(Conference),
    /// Somebody in a conference wrote, perhaps we ourselves.
    ConferenceMessage(ConferenceMessage),
    /// Somebody in a conference is in sight, perhaps we ourselves.
    ConferencePeerJoined {
        /// Where.
        conference: Conference,
        /// Who.
        peer: ConferencePeer,
    },
    /// Somebody in a conference is not in sight any longer.
    ConferencePeerLeft {
        /// Where.
        conference: Conference,
        /// Who.
        peer: ConferencePeer,
        /// What it called itself; empty if that is not known.
        name: Content,
        /// Why; [`Departure::Frozen`] may come back.
        why: Departure,
    },
    /// Somebody in a conference has another name.
    ConferencePeerName {
        /// Where.
        conference: Conference,
        /// Who.
        peer: ConferencePeer,
        /// At most 128 bytes, UTF-8 by convention.
        name: Content,
    },
    /// A conference has another title.
    ConferenceTitle {
        /// Where.
        conference: Conference,
        /// Who gave it, unless it was told when we came in.
        peer: Option<ConferencePeer>,
        /// 1 to 128 bytes, UTF-8 by convention.
        title: Content,
    },
    /// A friend invites us into a group. [`GroupInvite::accept`] comes in.
    GroupInvite(GroupInvite),
    /// Something happened in a group.
    Group {
        /// Where.
        group: Group,
        /// What.
        event: GroupEvent,
    },
    /// What has no event of its own here, as the machine says it: the parts of files that are sent and received with
    /// [`Tox::with`](crate::Tox::with).
    Other(Box<toxcore::Event>),
}
