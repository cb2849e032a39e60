//! The machine, its input and its output.

mod files;
mod handle;
mod profile;
mod send;
#[cfg(test)]
mod tests;

use std::collections::{BTreeSet, VecDeque};
use std::time::Duration;

use toxcore_sansio::{FriendId, Instant, LinkError, Links, Seed, SendClass, UnixTime};

use crate::files::FileTransfers;
use crate::friend::{Friend, LastSeen};
use crate::friends::Friends;
use crate::presence::{Link, Presence};
use crate::receipts::Receipts;
use crate::unsent::{Part, Unsent};
use crate::{FriendInfo, FriendState, LinkPath, Output, OwnProfile, Standing};

/// Time after which a packet that found its queue full is tried again, if no confirmation comes before. Our choice: the queue
/// holds thousands of packets, so it is full only for a friend who takes nothing, and then a second matters little.
pub const RETRY_INTERVAL: Duration = Duration::from_secs(1);

/// What an owner may choose.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// What friends are told about us at first; fields that are too long are cut.
    pub profile: OwnProfile,
}

/// Names, statuses, messages, files and custom packets of all friends.
///
/// Every verb and every input may send over `links`, so the owner polls connections afterwards; and outputs of this machine
/// before its next input.
pub struct Messenger {
    profile: OwnProfile,
    friends: Friends,
    files: FileTransfers,
    /// Friends who have not got something because their queue was full.
    waiting: BTreeSet<FriendId>,
    retry_at: Option<Instant>,
    outputs: VecDeque<Output>,
    /// The message about to be sent.
    scratch: Vec<u8>,
    /// Whether the owner wants the packets of calls.
    telling_calls: bool,
}

/// Numbers only: what is inside says where people are, and what they write.
impl std::fmt::Debug for Messenger {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Messenger")
            .field("friends", &self.friends.iter().count())
            .field("waiting", &self.waiting.len())
            .finish_non_exhaustive()
    }
}

impl Messenger {
    /// A messenger without friends.
    #[must_use]
    pub fn new(config: Config, seed: &Seed) -> Self {
        let mut messenger = Self {
            profile: OwnProfile::default(),
            friends: Friends::default(),
            files: FileTransfers::new(&seed.derive("files")),
            waiting: BTreeSet::new(),
            retry_at: None,
            outputs: VecDeque::new(),
            scratch: Vec::new(),
            telling_calls: false,
        };
        messenger.set_first_profile(config.profile);
        messenger
    }

    /// Adds a friend, confirmed unless [`set_standing`](Self::set_standing) says less. `false` if it was there already.
    pub fn add_friend(&mut self, id: FriendId) -> bool {
        self.friends.add(id)
    }

    /// Says what was known about a friend when the last run ended.
    pub fn restore_friend(&mut self, id: FriendId, info: FriendInfo, last_seen: UnixTime) {
        if let Some(friend) = self.friends.get_mut(id) {
            friend.info = info;
            friend.seen = LastSeen::Before(last_seen);
        }
    }

    /// Says how far our friend request has come. A friend who was online is confirmed without that.
    pub fn set_standing(&mut self, id: FriendId, standing: Standing) {
        if let Some(friend) = self.friends.get_mut(id) {
            friend.standing = standing;
        }
    }

    /// Removes a friend. If there is a connection the friend is told, which the owner has to let leave before it closes.
    pub fn remove_friend(&mut self, links: &mut dyn Links, id: FriendId) {
        let Some(mut friend) = self.friends.remove(id) else { return };
        if friend.presence.is_connected() {
            // Who cannot be told now finds out when the connection ends.
            let _ = links.send(id, SendClass::Priority, &[toxcore_wire::messenger::Offline::ID]);
        }
        self.waiting.remove(&id);
        self.files.remove_friend(id);
        if let Some(receipts) = friend.presence.go_offline() {
            self.give_up(id, receipts);
        }
    }

    /// A connection with this friend stands. It is greeted; until it greets back it counts as offline.
    pub fn connected(&mut self, now: Instant, links: &mut dyn Links, id: FriendId, path: LinkPath) {
        let Some(friend) = self.friends.get_mut(id) else { return };
        if friend.presence.is_connected() {
            // Whoever replaced a connection without a word has lost what was on its way.
            self.disconnected(now, id);
        }
        let Some(friend) = self.friends.get_mut(id) else { return };
        let mut unsent = Unsent::default();
        unsent.add(Part::Online);
        friend.presence = Presence::Greeting(Link { path, unsent });
        self.flush(now, links, id);
    }

    /// The way that data takes to this friend changed.
    pub fn path_changed(&mut self, id: FriendId, path: LinkPath) {
        let Some(friend) = self.friends.get_mut(id) else { return };
        let Some(link) = friend.presence.link_mut() else { return };
        if link.path != path {
            link.path = path;
            if friend.presence.is_online() {
                self.outputs.push_back(Output::Connection { friend: id, path: Some(path) });
            }
        }
    }

    /// The connection with this friend is gone. Messages that were not confirmed are reported.
    pub fn disconnected(&mut self, now: Instant, id: FriendId) {
        self.went_offline(now, id);
        if let Some(friend) = self.friends.get_mut(id) {
            friend.presence = Presence::Absent;
        }
        self.waiting.remove(&id);
    }

    /// The friend has the first `up_to` packets of this class, counted as [`Links::send`] counts.
    pub fn delivered(&mut self, now: Instant, links: &mut dyn Links, id: FriendId, class: SendClass, up_to: u64) {
        match class {
            SendClass::Priority => {
                self.confirm(links, id, up_to);
                if self.waiting.contains(&id) {
                    self.flush(now, links, id);
                }
            }
            SendClass::Bulk => {
                self.files.delivered(id, up_to);
                self.take_file_events();
            }
        }
    }

    /// A bulk queue that was full has room again.
    pub fn writable(&mut self, links: &mut dyn Links, id: FriendId) {
        self.files.writable(links, id);
        self.take_file_events();
        self.tell_writable(id);
    }

    /// Does what is due.
    pub fn handle_timeout(&mut self, now: Instant, links: &mut dyn Links) {
        if self.retry_at.is_some_and(|at| at <= now) {
            self.retry_at = None;
            for id in std::mem::take(&mut self.waiting) {
                self.flush(now, links, id);
            }
        }
    }

    /// When [`handle_timeout`](Self::handle_timeout) has something to do. Every other call may change it.
    #[must_use]
    pub fn poll_timeout(&self) -> Option<Instant> {
        self.retry_at
    }

    /// What happened. Call until `None` after each input.
    pub fn poll_output(&mut self) -> Option<Output> {
        let output = self.outputs.pop_front()?;
        tracing::trace!(target: TARGET, ?output);
        Some(output)
    }

    /// How far the friendship has come.
    #[must_use]
    pub fn state(&self, id: FriendId) -> FriendState {
        self.friends.get(id).map_or(FriendState::None, Friend::state)
    }

    /// By which way the friend is online.
    #[must_use]
    pub fn connection(&self, id: FriendId) -> Option<LinkPath> {
        self.friends.get(id).and_then(|friend| friend.presence.path())
    }

    /// What the friend told about itself.
    #[must_use]
    pub fn info(&self, id: FriendId) -> Option<&FriendInfo> {
        self.friends.get(id).map(|friend| &friend.info)
    }

    /// Whether the friend is writing to us.
    #[must_use]
    pub fn is_typing(&self, id: FriendId) -> Option<bool> {
        self.friends.get(id).map(|friend| friend.typing)
    }

    /// When the friend was online last, if the clocks show `now` and `unix_time`; 0 for never.
    #[must_use]
    pub fn last_seen(&self, id: FriendId, now: Instant, unix_time: UnixTime) -> Option<UnixTime> {
        self.friends.get(id).map(|friend| friend.last_seen(now, unix_time))
    }

    /// All friends, in the order of their index.
    pub fn friends(&self) -> impl Iterator<Item = FriendId> {
        self.friends.iter().map(|friend| friend.id)
    }

    /// The friend is online no longer: what was on its way to it is given up, then that is reported.
    fn went_offline(&mut self, now: Instant, id: FriendId) {
        let Some(friend) = self.friends.get_mut(id) else { return };
        let Some(receipts) = friend.presence.go_offline() else { return };
        friend.seen = LastSeen::At(now);
        friend.typing = false;
        tracing::debug!(target: TARGET, friend = id.index, "friend went offline");
        self.give_up(id, receipts);
        self.files.disconnected(id);
        self.take_file_events();
        self.outputs.push_back(Output::Connection { friend: id, path: None });
    }

    /// Puts what happened to files where it belongs among the outputs.
    fn take_file_events(&mut self) {
        while let Some(event) = self.files.poll_event() {
            self.outputs.push_back(Output::File(event));
        }
    }

    fn give_up(&mut self, friend: FriendId, mut receipts: Receipts) {
        self.outputs.extend(receipts.drain().map(|id| Output::MessageUndelivered { friend, id }));
    }

    /// Reports the messages among the first `up_to` packets, and that there is room if somebody found none.
    fn confirm(&mut self, links: &mut dyn Links, id: FriendId, up_to: u64) {
        let Some(session) = self.friends.get_mut(id).and_then(|friend| friend.presence.session_mut()) else { return };
        while let Some(message) = session.receipts.take(up_to) {
            self.outputs.push_back(Output::MessageDelivered { friend: id, id: message });
        }
        if session.refused && links.space(id, SendClass::Priority) > 0 {
            self.tell_writable(id);
        }
    }

    fn tell_writable(&mut self, id: FriendId) {
        let Some(session) = self.friends.get_mut(id).and_then(|friend| friend.presence.session_mut()) else { return };
        if std::mem::take(&mut session.refused) {
            self.outputs.push_back(Output::Writable { friend: id });
        }
    }

    /// Sends what the friend has yet to get; what finds no room is tried again later.
    fn flush(&mut self, now: Instant, links: &mut dyn Links, id: FriendId) {
        let Some(friend) = self.friends.get_mut(id) else { return };
        match friend.send_unsent(&self.profile, links) {
            Err(LinkError::Full) => {
                self.waiting.insert(id);
                self.retry_at.get_or_insert(now + RETRY_INTERVAL);
            }
            // Without connection the owner will say so; nothing of ours is unfit.
            Ok(()) | Err(_) => drop(self.waiting.remove(&id)),
        }
    }
}

/// Of all that this crate traces.
const TARGET: &str = "toxcore_messenger";
