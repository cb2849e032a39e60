//! Tox as one sans-I/O machine: everything that a client does, composed of the crates below it.
//!
//! A [`Tox`] is one user: it finds friends, connects to them by whatever way there is, and carries messages, profiles and
//! files; it takes part in [conferences](conference) with friends and in [groups](group) with anybody. It takes datagrams, bytes of streams and the time, and gives datagrams, bytes, [`Event`]s and the moment of the next
//! call. The same inputs with the same [`Seed`] give the same outputs.
//!
//! # What it leaves out
//!
//! Sockets, clocks, name resolution, profile files and threads are the driver's: `toxcore-tokio` is one, a loop like the one
//! below is another. Calls and the sound of conferences are not here yet.
//!
//! # The drive loop
//!
//! After every call the driver takes out everything, in this order, until nothing moves any more:
//!
//! ```
//! use std::time::Duration;
//! use toxcore::{DhtPublicKey, Event, Instant, Io, Options, Seed, Tox, UnixTime};
//!
//! // 32 bytes of the operating system's randomness, of which all follows.
//! let seed = Seed::new([7; 32]);
//! let mut now = Instant::from_origin(Duration::from_secs(1));
//! let mut tox = Tox::new(Options::default(), &seed, now, UnixTime(1_700_000_000))?;
//! tox.set_name(now, b"Alice")?;
//! let node = "192.0.2.1:33445".parse()?;
//! tox.bootstrap(now, node, DhtPublicKey::from_bytes([8; 32]))?;
//!
//! let mut buf = Vec::new();
//! for _ in 0..3 {
//!     // 1. Datagrams. What goes to relays is put into their streams meanwhile.
//!     while let Some(run) = tox.poll_transmit(now, &mut buf) {
//!         for datagram in buf.chunks(run.segment) { /* socket.send_to(datagram, run.to) */ drop(datagram) }
//!         buf.clear();
//!     }
//!     // 2. Wishes.
//!     while let Some(io) = tox.poll_io() {
//!         match io {
//!             Io::Open { stream, .. } => tox.handle_closed(now, stream), // or connect it, then `handle_connected`
//!             Io::Close { .. } | Io::PauseReading { .. } | Io::ResumeReading { .. } => {}
//!             Io::LanTargets => tox.handle_lan_targets(now, Vec::new()),
//!         }
//!     }
//!     // 3. Streams.
//!     while let Some(stream) = tox.poll_writable() {
//!         let written = tox.to_write(stream).len(); // what the socket took of it
//!         tox.written(now, stream, written);
//!     }
//!     // 4. What the user is told.
//!     while let Some(event) = tox.poll_event() {
//!         match event {
//!             Event::FriendRequest { public_key, .. } => drop(tox.friend_add_norequest(now, public_key)),
//!             Event::FriendMessage { friend, kind, text } => drop(tox.friend_send_message(now, friend, kind, &text)),
//!             _ => {}
//!         }
//!     }
//!     // 5. Sleep until something arrives (`handle_datagram`, `handle_stream`) or the time comes. Do not read while
//!     //    `wants_input` says no.
//!     now = tox.poll_timeout().map_or(now, |wake| wake.at.max(now));
//!     tox.handle_timeout(now);
//! }
//! let profile = tox.savedata();
//! # assert!(!profile.is_empty());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Sleep and change of network
//!
//! A driver that comes [`RESUME_AFTER`] too late has slept; so has one whose wall clock ran ahead of its other clock by that
//! much ([`Tox::set_unix_time`]). Addresses, links and searches are then checked anew, and friends are back within seconds.
//! [`Tox::network_changed`] does the same when the driver learns of another network.
//!
//! # Limits
//!
//! Every list and queue has a bound, here or in the crates below. Events wait in a queue: above [`MAX_EVENTS`] of them
//! [`Tox::wants_input`] says no, and what arrives all the same is not lost.
//!
//! How the machines work together: `docs/architecture.md`. The protocol: a chapter for each crate in `docs/protocol`.
#![forbid(unsafe_code)]

mod base;
mod diagnosis;
mod error;
mod event;
mod group_mail;
mod group_relays;
mod io;
mod links;
mod machines;
mod options;
mod own_announces;
mod stats;
mod tox;
mod wake;

pub use diagnosis::{Diagnosis, Summary};
pub use error::{
    AddNodeError, ConferenceJoinError, FriendAddError, GroupDisconnectError, GroupInviteAcceptError,
    GroupInviteFriendError, GroupJoinError, GroupLeaveError, GroupNewError, GroupPeerQueryError, GroupSelfNameSetError,
    GroupSetPasswordError, NewError, NodesRequestError,
};
pub use event::{ConnectionStatus, Event, FileRecvControl, GroupEvent, GroupInvite, GroupPeer, Moderation};
pub use io::Io;
pub use options::{DEFAULT_PORTS, Login, MAX_PROXY_HOST_LEN, Options, Profile, Proxy};
pub use stats::{Count, Direction, PacketStats, Transport};
pub use tox::{MAX_EVENTS, RESUME_AFTER, Tox};
/// Conferences: numbers, members, and why verbs refuse.
pub mod conference {
    pub use toxcore_conference::{
        ConferenceNumber, Conferences, CreateError, DEFAULT_MAX_OFFLINE, Departure, InviteError, JoinError, MAX_PEERS,
        OfflinePeerInfo, PeerId, PeerInfo, PeerNumber, SendMessageError, SetTitleError, UnknownConference,
    };
    pub use toxcore_wire::conference::{
        ConferenceId, ConferenceIdentifier, ConferenceType, InviteCookie, MAX_MESSAGE_DATA_LEN, MAX_NAME_LEN,
        MAX_TITLE_LEN,
    };
}
/// Groups: numbers, members, and why verbs refuse.
pub mod group {
    pub use toxcore_group::groups::{
        Delivery, GroupError, GroupNumber, Groups, MAX_GROUPS, PeerNumber, Reached, SendCustomError, SentMessage,
        UnknownGroup,
    };
    pub use toxcore_group::rules::{
        DecideError, Departure, Hearing, KickError, Member, Phase, Profile, Roster, RosterEntry, SendGroupMessageError,
        SendPrivateMessageError, SetIgnoredError, SetRoleError, SetTopicError,
    };
    pub use toxcore_wire::group::{
        ChatId, DEFAULT_PEER_LIMIT, GroupName, GroupPassword, GroupPrivacy, GroupVoice, InviteData, InviteReject,
        MAX_GROUP_CUSTOM_LEN, MAX_GROUP_MESSAGE_LEN, MAX_GROUP_NAME_LEN, MAX_GROUP_PASSWORD_LEN, MAX_NICK_LEN,
        MAX_PART_MESSAGE_LEN, MAX_SENT_PRIVATE_MESSAGE_LEN, MAX_TOPIC_LEN, PseudoMessageId, Role, TopicLock,
    };
}
pub use toxcore_crypto::{DhtPublicKey, EphemeralPublicKey, LongTermPublicKey};
pub use toxcore_friend::{MAX_REQUEST_MESSAGE_LEN, NoSpamTerms};
pub use toxcore_messenger::{
    FriendState, MessageId, SendCustomPacketError, SendMessageError, SetProfileError, UnknownFriend, files, text,
};
pub use toxcore_relay::{FrameCount, FrameCounts, FrameDirection};
pub use toxcore_sansio::{Content, Discard, DiscardCounters, FriendId, Instant, Seed, StreamId, Transmit, UnixTime};
pub use toxcore_wire::NodeInfo;
pub use toxcore_wire::friend::{MAX_NAME_LEN, MAX_STATUS_MESSAGE_LEN, NoSpam, ToxId, ToxIdError, UserStatus};
pub use toxcore_wire::messenger::{
    FileId, FileKind, MAX_FILE_CHUNK_LEN, MAX_FILE_NAME_LEN, MAX_MESSAGE_LEN, MessageKind, UNKNOWN_FILE_SIZE,
};
pub use toxcore_wire::savedata;
pub use wake::{Wake, WakeReason};
