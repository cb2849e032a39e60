//! What a user is told.

mod about;
mod group;

use toxcore_conference::{ConferenceNumber, Departure, PeerId};
use toxcore_crypto::LongTermPublicKey;
use toxcore_messenger::files::{FileNumber, FileOffer};
use toxcore_messenger::{LinkPath, MessageId};
use toxcore_sansio::{Content, FriendId};
use toxcore_wire::NodeInfo;
use toxcore_wire::conference::InviteCookie;
use toxcore_wire::friend::UserStatus;
use toxcore_wire::messenger::MessageKind;

pub use group::{GroupEvent, GroupInvite, GroupPeer, Moderation};
use toxcore_group::groups::GroupNumber;

/// Something happened. Events come in the order in which it did.
///
/// They print without texts and addresses, and keys as their first bytes. Texts are as somebody else wrote them: perhaps no
/// UTF-8, perhaps not fit to be shown; see [`text`](crate::text).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Event {
    /// How well we are connected to the network has changed.
    SelfConnectionStatus(ConnectionStatus),
    /// Somebody asks to become our friend; [`Tox::friend_add_norequest`](crate::Tox::friend_add_norequest) accepts.
    FriendRequest {
        /// Who asks.
        public_key: LongTermPublicKey,
        /// What they say.
        message: Content,
    },
    /// The way to a friend has changed; [`ConnectionStatus::None`] is offline.
    FriendConnectionStatus {
        /// Which friend.
        friend: FriendId,
        /// The way.
        status: ConnectionStatus,
    },
    /// A friend told its name.
    FriendName {
        /// Which friend.
        friend: FriendId,
        /// The name.
        name: Content,
        /// The name before, perhaps the same.
        before: Content,
    },
    /// A friend told its status message.
    FriendStatusMessage {
        /// Which friend.
        friend: FriendId,
        /// The message.
        message: Content,
        /// The message before, perhaps the same.
        before: Content,
    },
    /// A friend told its status.
    FriendStatus {
        /// Which friend.
        friend: FriendId,
        /// The status.
        status: UserStatus,
        /// The status before, perhaps the same.
        before: UserStatus,
    },
    /// A friend began or ceased to type.
    FriendTyping {
        /// Which friend.
        friend: FriendId,
        /// Whether it types.
        typing: bool,
    },
    /// A friend sent a message.
    FriendMessage {
        /// Which friend.
        friend: FriendId,
        /// Text or action.
        kind: MessageKind,
        /// What it says.
        text: Content,
    },
    /// A message of ours arrived: the friend's machine has it. Says nothing about eyes.
    FriendReadReceipt {
        /// At which friend.
        friend: FriendId,
        /// Which message.
        message: MessageId,
    },
    /// The friend went offline before this message was confirmed: it may or may not have arrived. Whether it is sent again is
    /// the application's decision.
    FriendMessageUndelivered {
        /// To which friend.
        friend: FriendId,
        /// Which message.
        message: MessageId,
    },
    /// Something was refused because too much waited for this friend; now there is room.
    FriendWritable {
        /// Which friend.
        friend: FriendId,
    },
    /// A friend sent a packet with a first byte of 160 to 191, in order and without loss. Also 69, for those who
    /// [arrange calls](crate::Tox::tell_call_packets).
    FriendLosslessPacket {
        /// Which friend.
        friend: FriendId,
        /// The packet with its first byte.
        data: Content,
    },
    /// A friend sent a packet with a first byte of 200 to 254 that might have been lost. Also 192 to 199, for those who
    /// [arrange calls](crate::Tox::tell_call_packets).
    FriendLossyPacket {
        /// Which friend.
        friend: FriendId,
        /// The packet with its first byte.
        data: Content,
    },
    /// A friend offers a file. [`Tox::file_control`](crate::Tox::file_control) accepts or refuses it.
    FileRecv {
        /// Which friend.
        friend: FriendId,
        /// The new transfer.
        file: FileNumber,
        /// What is offered.
        offer: Box<FileOffer>,
    },
    /// A friend controls a transfer. After [`Cancelled`](FileRecvControl::Cancelled) its number is free.
    FileRecvControl {
        /// Which friend.
        friend: FriendId,
        /// Which transfer.
        file: FileNumber,
        /// What the friend did.
        control: FileRecvControl,
    },
    /// Our turn: give [`Tox::file_send_chunk`](crate::Tox::file_send_chunk) exactly these bytes. Each position is asked for
    /// once, in order. Fewer bytes end a file of unknown size.
    FileChunkRequest {
        /// Which friend.
        friend: FriendId,
        /// Which transfer.
        file: FileNumber,
        /// Where in the file.
        position: u64,
        /// How many bytes.
        length: usize,
    },
    /// A part of a file arrived; parts come in order.
    FileRecvChunk {
        /// Which friend.
        friend: FriendId,
        /// Which transfer.
        file: FileNumber,
        /// Where in the file it belongs.
        position: u64,
        /// The bytes.
        data: Content,
    },
    /// The friend has all of our file. Its number is free.
    FileSent {
        /// Which friend.
        friend: FriendId,
        /// Which transfer.
        file: FileNumber,
        /// Where it ended, in bytes.
        position: u64,
    },
    /// The friend sends no more of its file. Its number is free.
    FileReceived {
        /// Which friend.
        friend: FriendId,
        /// Which transfer.
        file: FileNumber,
        /// Where it ended, in bytes.
        position: u64,
        /// Whether that is the size that was offered. A file of unknown size is whole wherever it ends.
        whole: bool,
    },
    /// The friend went offline in the middle of a transfer. Its number is free; a new offer of the same file may resume it.
    FileBroken {
        /// Which friend.
        friend: FriendId,
        /// Which transfer.
        file: FileNumber,
    },
    /// A friend invites us into a conference. [`Tox::conference_join`](crate::Tox::conference_join) follows.
    ConferenceInvite {
        /// Which friend.
        friend: FriendId,
        /// Names the conference, and says whether it is one for sound.
        cookie: InviteCookie,
    },
    /// We are in a conference that we joined: it can be written to.
    ConferenceConnected {
        /// Which one.
        conference: ConferenceNumber,
    },
    /// A member of a conference is in sight, perhaps we ourselves.
    ConferencePeerJoined {
        /// Which conference.
        conference: ConferenceNumber,
        /// Who.
        peer: PeerId,
    },
    /// A member of a conference is not in sight any longer. The last one in the list took its index.
    ConferencePeerLeft {
        /// Which conference.
        conference: ConferenceNumber,
        /// Who; the index is the one it had.
        peer: PeerId,
        /// What it called itself; empty if that is not known.
        name: Content,
        /// Why.
        why: Departure,
    },
    /// A member of a conference has another name.
    ConferencePeerName {
        /// Which conference.
        conference: ConferenceNumber,
        /// Who.
        peer: PeerId,
        /// At most 128 bytes.
        name: Content,
    },
    /// A conference has another title.
    ConferenceTitle {
        /// Which conference.
        conference: ConferenceNumber,
        /// Who gave it, unless it was told when we came in.
        peer: Option<PeerId>,
        /// 1 to 128 bytes.
        title: Content,
    },
    /// A member of a conference wrote, perhaps we ourselves: our messages come back once a member has them. Nothing proves who
    /// wrote it.
    ConferenceMessage {
        /// Which conference.
        conference: ConferenceNumber,
        /// Who.
        peer: PeerId,
        /// Whether it is ours.
        own: bool,
        /// Text or action.
        kind: MessageKind,
        /// What it says: 1 to 1363 bytes.
        text: Content,
    },
    /// A friend invites us into a group. [`Tox::group_invite_accept`](crate::Tox::group_invite_accept) follows.
    GroupInvite {
        /// Which friend.
        friend: FriendId,
        /// Into which group.
        invite: Box<GroupInvite>,
    },
    /// Something happened in a group.
    Group {
        /// Which group.
        group: GroupNumber,
        /// What.
        event: GroupEvent,
    },
    /// A node of the DHT named another. Only told to those who [want to know](crate::Tox::tell_dht_nodes).
    DhtNodesResponse {
        /// The node that was named; it may be away, or never have been there.
        node: NodeInfo,
    },
}

/// What a friend did to a transfer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileRecvControl {
    /// The friend accepted our file, and wants it from this position on.
    Accepted {
        /// In bytes; not 0 if the friend has the beginning.
        position: u64,
    },
    /// The friend paused it.
    Paused,
    /// The friend ended its pause.
    Resumed,
    /// The friend does not want it any longer.
    Cancelled,
}

/// The way on which something is connected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ConnectionStatus {
    /// Not at all.
    #[default]
    None,
    /// Through TCP relays.
    Tcp,
    /// Directly.
    Udp,
}

impl From<Option<LinkPath>> for ConnectionStatus {
    fn from(path: Option<LinkPath>) -> Self {
        match path {
            None => Self::None,
            Some(LinkPath::Tcp) => Self::Tcp,
            Some(LinkPath::Udp) => Self::Udp,
        }
    }
}
