use toxcore_sansio::{Content, FriendId};
use toxcore_wire::friend::UserStatus;
use toxcore_wire::messenger::MessageKind;

use crate::MessageId;
use crate::files::FileEvent;

/// By which way a friend is connected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LinkPath {
    /// Through TCP relays only.
    Tcp,
    /// Directly, over UDP.
    Udp,
}

/// What happened. Texts are as the friend sent them: perhaps no UTF-8, perhaps not fit to be shown; see [`text`](crate::text).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output {
    /// A friend came online, changed its way, or went offline (`None`). Comes before everything else that the friend tells.
    Connection {
        /// Who.
        friend: FriendId,
        /// By which way it is connected now.
        path: Option<LinkPath>,
    },
    /// A friend told its name, perhaps the same as before.
    Name {
        /// Who.
        friend: FriendId,
        /// At most 128 bytes.
        name: Content,
        /// What it said before.
        before: Content,
    },
    /// A friend told its status message, perhaps the same as before.
    StatusMessage {
        /// Who.
        friend: FriendId,
        /// At most 1007 bytes.
        text: Content,
        /// What it said before.
        before: Content,
    },
    /// A friend told its status, perhaps the same as before.
    Status {
        /// Who.
        friend: FriendId,
        /// The status.
        status: UserStatus,
        /// What it said before.
        before: UserStatus,
    },
    /// A friend told whether it is writing to us. Going offline ends it without another output.
    Typing {
        /// Who.
        friend: FriendId,
        /// Whether it is.
        typing: bool,
    },
    /// A friend wrote to us.
    Message {
        /// Who.
        friend: FriendId,
        /// How it is meant.
        kind: MessageKind,
        /// 1 to 1372 bytes.
        text: Content,
    },
    /// The friend's machine has this message. Says nothing about eyes.
    MessageDelivered {
        /// To whom.
        friend: FriendId,
        /// Which one.
        id: MessageId,
    },
    /// The friend went offline, or was removed, before this message was confirmed: it may or may not have arrived. Sending it
    /// again is the application's decision.
    MessageUndelivered {
        /// To whom.
        friend: FriendId,
        /// Which one.
        id: MessageId,
    },
    /// A custom packet arrived, in the order of sending.
    CustomLossless {
        /// From whom.
        friend: FriendId,
        /// With its id, 160 to 191; also 69 [if asked for](crate::Messenger::set_telling_calls).
        packet: Content,
    },
    /// A custom packet arrived.
    CustomLossy {
        /// From whom.
        friend: FriendId,
        /// With its id, 200 to 254; also 192 to 199 [if asked for](crate::Messenger::set_telling_calls).
        packet: Content,
    },
    /// Something happened to a file. What arrived of it is in the packet that was just handled.
    File(FileEvent),
    /// A message or custom packet was refused as [`QueueFull`](crate::SendMessageError::QueueFull); now there is room.
    Writable {
        /// For whom.
        friend: FriendId,
    },
}
