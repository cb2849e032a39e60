//! Tox for async Rust: one task owns a Tox, cheap handles and a stream of events.
//!
//! [`Tox::builder`] takes a profile and gives two things back: a [`Tox`], which is a handle to be cloned and sent wherever it
//! is needed, and [`Events`], the stream of what happens. Behind them one task owns the machine of the crate [`toxcore`], its
//! sockets, its clock and its profile file, and sleeps until a packet, a command or a deadline wakes it.
//!
//! # A tour
//! A bot that becomes everybody's friend and answers:
//! ```no_run
//! use toxcore_tokio::{DhtPublicKey, Event, Tox};
//!
//! # async fn run() -> Result<(), Box<dyn std::error::Error>> {
//! // A file is made when it is not there, locked while we run, and kept up to date.
//! let builder = Tox::builder("bot.tox").name("Bot").password("correct horse");
//! // Some node that is in the network already; after the first start the profile knows others, too.
//! let key = DhtPublicKey::from_hex("8E8B63299B3D520FB377FE5100E65E3322F7AE5B20A0ACED2981769FC5B43725")?;
//! let (tox, mut events) = builder.bootstrap("node.example.org", 33445, key).start().await?;
//! println!("my Tox ID: {}", tox.id().await?);
//!
//! while let Some(event) = events.next().await {
//!     match event {
//!         Event::FriendRequest(request) => drop(request.accept().await?),
//!         Event::Message(message) => {
//!             let friend = message.friend.clone();
//!             // What waits for a friend gets a task of its own: events must be taken.
//!             tokio::spawn(async move {
//!                 friend.typing(true).await?;
//!                 let sent = friend.send(format!("you said: {}", message.text())).await?;
//!                 friend.typing(false).await?;
//!                 sent.delivered().await?;
//!                 Ok::<_, Box<dyn std::error::Error + Send + Sync>>(())
//!             });
//!         }
//!         // Nothing is written outside the folder, whatever the friend calls the file.
//!         Event::FileOffer(offer) => drop(offer.save_to("downloads").await),
//!         _ => {}
//!     }
//! }
//! # Ok(()) }
//! ```
//! The other side of it:
//! ```no_run
//! # async fn run(tox: toxcore_tokio::Tox) -> Result<(), Box<dyn std::error::Error>> {
//! let id = "56A1ADE4B65B86BCD51CC73E2CD4E542179F47959FE3E0E21B4B0ACDADE51855D34D34D37CB5".parse()?;
//! let friend = tox.add_friend(&id, "It is me.").await?; // repeated until it is answered, also after a restart
//! println!("{:?}", friend.why_offline().await?.summary()); // how far the search is, what was tried
//!
//! let transfer = friend.send_file("holiday.jpg").await?; // waits for the friend, goes on after interruptions
//! println!("sent {}", transfer.finished().await?.display());
//!
//! tox.network_changed().await?; // the Wi-Fi is another one: friends are back within seconds
//! tox.shutdown().await?; // last words arrive, friends see us go, the profile is saved
//! # Ok(()) }
//! ```
//! A conference, the old kind of group chat, with all friends who are online:
//! ```no_run
//! use toxcore_tokio::{ConnectionStatus, Event, Events, Tox};
//!
//! # async fn run(tox: Tox, mut events: Events) -> Result<(), Box<dyn std::error::Error>> {
//! let conference = tox.new_conference().await?;
//! conference.set_title("Saturday").await?;
//! for friend in tox.friends().await? {
//!     if friend.info().await?.connection != ConnectionStatus::None {
//!         conference.invite(&friend).await?;
//!     }
//! }
//! while let Some(event) = events.next().await {
//!     match event {
//!         Event::ConferencePeerJoined { conference, .. } => drop(conference.send("welcome").await),
//!         // Our own words come back once somebody has them.
//!         Event::ConferenceMessage(message) if !message.own => println!("{}", message.text()),
//!         Event::ConferenceInvite(invite) => drop(invite.accept().await),
//!         _ => {}
//!     }
//! }
//! # Ok(()) }
//! ```
//! A group, the new kind: whoever knows its chat id comes in, and each has a key for it alone.
//! ```no_run
//! use toxcore_tokio::{ChatId, Event, Events, GroupEvent, GroupPrivacy, Tox};
//!
//! # async fn run(tox: Tox, mut events: Events, known: ChatId) -> Result<(), Box<dyn std::error::Error>> {
//! let founded = tox.new_group(GroupPrivacy::Public, "readers", "alice").await?;
//! println!("come to {}", founded.chat_id().to_hex());
//! tox.join_group(known, "alice", "").await?;
//! while let Some(event) = events.next().await {
//!     match event {
//!         Event::Group { group, event: GroupEvent::SelfJoin } => {
//!             let sent = group.send("hello").await?;
//!             println!("{} heard it", sent.reached);
//!         }
//!         Event::Group { group, event: GroupEvent::Message { peer, text, .. } } if *text == *b"who is here?" => {
//!             // Also those who are away, with the time when they were last there.
//!             for member in group.roster().await? {
//!                 let nick = String::from_utf8_lossy(&member.nick).into_owned();
//!                 group.send_private(peer, format!("{nick}: {:?}", member.last_seen)).await?;
//!             }
//!         }
//!         Event::GroupInvite(invite) => drop(invite.accept("alice", "").await),
//!         _ => {}
//!     }
//! }
//! # Ok(()) }
//! ```
//! The examples `echo_bot`, `file_drop`, `group_chat` and `whois` are whole programs.
//!
//! # What to rely on
//! - **Handles** ([`Tox`], [`Friend`], [`Conference`], [`Group`], [`FileTransfer`], [`FileOffer`], [`FriendRequest`]) are `Clone`, `Send` and `Sync`, and cost
//!   next to nothing. After the end they say so: [`Stopped`].
//! - **Events** come in order and none is lost while there is a reader. One that is slow slows the network down; dropping the
//!   stream says that events are not wanted.
//! - **Waiting** is safe to give up: a future that is dropped takes nothing with it, though what was asked may be done all the
//!   same. A full queue to a friend is waited for; a friend who is offline is an error.
//! - **Errors** have a type for each operation, and say what to do.
//! - **The profile** is saved 0.1 s after you changed something and 10 s after others did, as a whole or not at all, and the one
//!   before it stays beside it. A file that cannot be read is never replaced.
//! - **The end** comes by [`Tox::shutdown`], or when the last handle and the stream are gone; see [`Tox`].
//! - **A proxy** hides everything: no UDP socket is opened, no name is resolved but its own.
//! - What has no method here is in [`Tox::with`], which lends the machine itself.
//!
//! # What it leaves out
//! Calls, and the sound of conferences; systems other than Unix; keeping messages for friends who are offline.
//!
//! # Covers
//! The client's side of the protocol's basics (sockets, clocks, names), proxies as far as connecting to them, and what
//! `docs/protocol/messenger.md` says about transfers between disks. How the task works: `docs/architecture.md`.
#![forbid(unsafe_code)]

mod builder;
mod conference;
mod driver;
mod error;
mod event;
mod events;
mod files;
mod friend;
mod group;
mod handle;
mod message;
mod profile;
mod receipts;
mod request;
mod room;
mod storage;

pub use builder::Builder;
pub use conference::{Conference, ConferenceInfo, ConferenceInvite, ConferenceMessage, ConferencePeer};
pub use error::{
    AcceptGroupInviteError, AddFriendError, BootstrapError, ConferenceError, ConferenceInviteError,
    ConferenceSendError, ConferenceTitleError, CustomPacketError, DeliveryError, FriendError, GroupDecideError,
    GroupDisconnectError, GroupError, GroupInviteFriendError, GroupKickError, GroupLeaveError, GroupNickError,
    GroupPacketError, GroupPasswordError, GroupPrivateSendError, GroupRoleError, GroupSendError, GroupTopicError,
    JoinConferenceError, JoinGroupError, NewConferenceError, NewGroupError, SendError, SetInfoError, ShutdownError,
    StartError, Stopped,
};
pub use event::Event;
pub use events::Events;
pub use files::{
    FileOffer, FileTransfer, SaveError, SendFileError, TransferControlError, TransferError, TransferState,
    TransferStatus,
};
pub use friend::{Friend, FriendInfo};
pub use group::{Group, GroupInfo, GroupInvite, GroupMember, GroupSent, RosterMember};
pub use handle::Tox;
pub use message::{IncomingMessage, SentMessage};
pub use profile::ProfileSource;
pub use request::FriendRequest;
pub use storage::{ProfileFile, ProfileFileError, StoredFile, WriteStep};
pub use toxcore::conference::{ConferenceId, ConferenceType, Departure, PeerNumber};
pub use toxcore::group::{ChatId, Delivery, GroupPrivacy, GroupVoice, Hearing, Role, TopicLock};
pub use toxcore::{
    ConnectionStatus, Content, DhtPublicKey, Diagnosis, Direction, FriendId, GroupEvent, GroupPeer, Instant, Login,
    LongTermPublicKey, MessageId, MessageKind, Moderation, NoSpam, Options, PacketStats, Proxy, ToxId, ToxIdError,
    Transport, UserStatus,
};
