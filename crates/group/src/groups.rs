//! All groups of an instance: whose packet is whose, what is due, and the verbs of the user.
//!
//! [`Groups`] takes facts (packets, announcements, addresses, relays, routes, packets of friends) and says in
//! [`Output`]s what happened and what it needs. It connects to nobody by itself: pools of relays, the onion and friends
//! belong to the owner.
//!
//! # Driving it
//!
//! ```
//! use std::net::SocketAddr;
//! use toxcore_group::Target;
//! use toxcore_group::groups::{Groups, Output};
//! use toxcore_group::rules::{Event, Profile};
//! use toxcore_sansio::{Admission, Instant, Seed};
//! use toxcore_wire::friend::UserStatus;
//! use toxcore_wire::group::{GroupName, GroupPassword, GroupPrivacy, ShortBytes};
//! use toxcore_wire::messenger::MessageKind;
//!
//! let profile = |nick: &str| Profile::new(ShortBytes::first(nick.as_bytes()), UserStatus::Available);
//! let addresses: [SocketAddr; 2] = ["192.0.2.1:33445".parse()?, "192.0.2.2:33445".parse()?];
//! let mut sides = [1, 2].map(|number| Groups::new(&Seed::from_number(number)));
//! let mut admission = Admission::new(Admission::DEFAULT_PER_SECOND, &Seed::from_number(3));
//! let now = Instant::ZERO;
//!
//! for (side, address) in sides.iter_mut().zip(addresses) {
//!     side.set_address(now, Some(address));
//! }
//! let founded = sides[0].found(now, GroupName::new(b"readers")?, GroupPrivacy::Public, profile("alice")?)?;
//! let chat_id = sides[0].chat_id(founded).ok_or("no group")?;
//! let joined = sides[1].join(now, chat_id, profile("bob")?, GroupPassword::NONE)?;
//! let (mut buf, mut heard) = (Vec::new(), false);
//! for turn in [0, 1].repeat(10) {
//!     // Sleep until `poll_timeout`, or until something arrives. After each call send everything, then read the outputs.
//!     sides[turn].handle_timeout(now);
//!     while let Some((_, run)) = sides[turn].poll_transmit(&mut buf) {
//!         assert_eq!(run.to, Target::Udp(addresses[1 - turn]));
//!         for packet in buf.chunks_mut(run.segment) {
//!             // What is refused is counted.
//!             let _ = sides[1 - turn].handle_udp(now, &mut admission, addresses[turn], packet);
//!         }
//!         buf.clear();
//!     }
//!     while let Some(output) = sides[turn].poll_output() {
//!         match output {
//!             // Goes into the onion, and to whoever seeks the group.
//!             Output::Announce { announce: Some(announce), .. } => {
//!                 let _ = sides[1 - turn].handle_announce(now, &chat_id, &announce);
//!             }
//!             Output::Happened { event: Event::MemberJoined(_), .. } if turn == 1 => {
//!                 sides[1].send_message(now, joined, MessageKind::Normal, b"hello")?;
//!             }
//!             Output::Happened { event: Event::Message(said), .. } => heard |= *said.text == *b"hello",
//!             _ => {}
//!         }
//!     }
//! }
//! assert!(heard);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Protocol: groups, Finding members.

mod error;
mod facts;
mod moderation;
mod queries;
mod verbs;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::net::SocketAddr;

use toxcore_crypto::{DhtKeyPair, EphemeralPublicKey, ExtendedKeyPair};
use toxcore_sansio::{Instant, Rng, Seed};
use toxcore_wire::group::{ChatId, JoinType};
use toxcore_wire::savedata::SavedGroup;

use crate::Transmission;
pub use crate::group::{
    ANNOUNCED_TRIES, Audience, Delivery, FIRST_PAUSE, GroupNumber, HEARD_PAUSE, LOST_MEMORY, MAX_ANNOUNCED_AT_ONCE,
    MAX_GROUPS, MAX_NUMBERS, MAX_PAUSE, MAX_PENDING_INVITES, MAX_REJECT_PATIENCE, MAX_REJECTS, MAX_TRIED_AT_ONCE,
    MAX_WANTED, MAX_WANTED_RELAYS, Output, PeerNumber, REJECT_PATIENCE, RELAY_PATIENCE,
};
use crate::group::{Group, LinkChange};
use crate::rules::Rules;
pub use error::{FoundError, GroupError, InviteError, JoinError, RestoreGroupError, SendCustomError, UnknownGroup};
pub use queries::{Pending, Reached};
pub use verbs::SentMessage;

/// All groups of one instance.
pub struct Groups {
    slots: Vec<Slot>,
    free: BTreeSet<u32>,
    by_own_key: BTreeMap<EphemeralPublicKey, u32>,
    by_chat: BTreeMap<ChatId, u32>,
    /// Who has a link in which group.
    by_member: BTreeSet<(EphemeralPublicKey, u32)>,
    deadlines: BTreeSet<(Instant, u32)>,
    /// Groups that the user has just left, and when.
    just_left: Vec<(Instant, u32)>,
    /// Groups that may have something to send, each once.
    sending: Vec<u32>,
    outputs: VecDeque<Output>,
    address: Option<SocketAddr>,
    has_udp: bool,
    rng: Rng,
}

#[derive(Debug, Default)]
struct Slot {
    generation: u32,
    group: Option<Box<Group>>,
    stay: Stay,
    /// Whether it is in the list of those that may have something to send.
    is_sending: bool,
    deadline: Option<Instant>,
}

/// Whether the user is in a group. What waits after that is still sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Stay {
    #[default]
    Here,
    /// Left since the last [`Groups::handle_timeout`]: who is still told what happened before must not take another group for it, so
    /// its index is not given again.
    JustLeft,
    Left,
}

/// Numbers only: what is inside says who talks to whom.
impl std::fmt::Debug for Groups {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Groups").field("groups", &self.by_chat.len()).finish_non_exhaustive()
    }
}

impl Groups {
    /// No groups.
    #[must_use]
    pub fn new(seed: &Seed) -> Self {
        Self {
            slots: Vec::new(),
            free: BTreeSet::new(),
            by_own_key: BTreeMap::new(),
            by_chat: BTreeMap::new(),
            by_member: BTreeSet::new(),
            deadlines: BTreeSet::new(),
            just_left: Vec::new(),
            sending: Vec::new(),
            outputs: VecDeque::new(),
            address: None,
            has_udp: true,
            rng: Rng::new(&seed.derive("groups")),
        }
    }

    /// When [`handle_timeout`](Self::handle_timeout) is useful next; any input and any verb may change it.
    #[must_use]
    pub fn poll_timeout(&self) -> Option<Instant> {
        let just_left = self.just_left.first().map(|(at, _)| *at);
        self.deadlines.first().map(|(at, _)| *at).into_iter().chain(just_left).min()
    }

    /// Does everything that is due.
    pub fn handle_timeout(&mut self, now: Instant) {
        let due: Vec<u32> = self.deadlines.iter().take_while(|(at, _)| *at <= now).map(|(_, index)| *index).collect();
        for index in due {
            self.change(index, |group| group.handle_timeout(now));
        }
        for (_, index) in std::mem::take(&mut self.just_left) {
            let Some(slot) = self.slots.get_mut(index as usize) else { continue };
            slot.stay = Stay::Left;
            if slot.group.is_none() {
                self.free.insert(index);
            }
        }
    }

    /// Appends one run of packets of one group for one target to `buf`. Call until `None`.
    pub fn poll_transmit(&mut self, buf: &mut Vec<u8>) -> Option<(GroupNumber, Transmission)> {
        while let Some(index) = self.sending.last().copied() {
            let slot = self.slots.get_mut(index as usize)?;
            let generation = slot.generation;
            if let Some(run) = slot.group.as_mut().and_then(|group| group.mesh.poll_transmit(buf)) {
                return Some((GroupNumber { index, generation }, run));
            }
            slot.is_sending = false;
            let is_done =
                slot.stay != Stay::Here && slot.group.as_ref().is_none_or(|group| !group.mesh.has_last_words());
            self.sending.pop();
            if is_done {
                self.remove(index);
            }
        }
        None
    }

    /// What happened and what is needed, in the order in which it arose. Call until `None` after each call that changes something.
    pub fn poll_output(&mut self) -> Option<Output> {
        let output = self.outputs.pop_front()?;
        tracing::trace!(target: "toxcore_group", ?output);
        Some(output)
    }

    /// Keys for the pool of a group: the pair of boxes of the member that we are.
    #[must_use]
    pub fn pool_keys(&self, number: GroupNumber) -> Option<DhtKeyPair> {
        let keys = self.get(number)?.rules.own_keys();
        Some(DhtKeyPair::from_secret_bytes(*keys.encryption_secret().as_bytes()))
    }

    /// What the save file says of groups, by index: those of which we know what was decided.
    pub fn save(&self) -> impl Iterator<Item = SavedGroup> + '_ {
        self.iter().filter_map(|(_, group)| group.rules.to_saved())
    }

    /// Goes on with a group of a save file.
    ///
    /// # Errors
    /// [`RestoreGroupError`]: the group is to be kept as it was saved.
    pub fn restore(&mut self, now: Instant, saved: SavedGroup) -> Result<GroupNumber, RestoreGroupError> {
        if self.by_chat.contains_key(&saved.chat_id()) {
            return Err(RestoreGroupError::Duplicate);
        }
        let rules = Rules::restore(saved)?;
        if self.by_own_key.contains_key(&rules.own_keys().public().encryption) {
            return Err(RestoreGroupError::Duplicate);
        }
        self.insert(now, rules, JoinType::Private).ok_or(RestoreGroupError::TooMany)
    }

    fn new_keys(&mut self) -> ExtendedKeyPair {
        let mut seed = self.rng.secret_bytes();
        let keys = ExtendedKeyPair::from_seed(&seed);
        toxcore_crypto::wipe(&mut seed);
        keys
    }

    fn insert(&mut self, now: Instant, rules: Rules, join_type: JoinType) -> Option<GroupNumber> {
        if self.by_chat.len() + self.just_left.len() >= MAX_GROUPS {
            return None;
        }
        let index = match self.free.pop_first() {
            Some(index) => index,
            None => {
                self.slots.push(Slot::default());
                u32::try_from(self.slots.len() - 1).ok()?
            }
        };
        let seed = Seed::new(self.rng.secret_bytes());
        let slot = self.slots.get_mut(index as usize)?;
        slot.generation = slot.generation.wrapping_add(1);
        slot.stay = Stay::Here;
        let number = GroupNumber { index, generation: slot.generation };
        self.by_own_key.insert(rules.own_keys().public().encryption, index);
        self.by_chat.insert(rules.chat_id(), index);
        slot.group = Some(Box::new(Group::new(number, rules, join_type, &seed)));
        let (address, has_udp) = (self.address, self.has_udp);
        self.change(index, |group| {
            group.mesh.set_udp(has_udp);
            group.set_address(now, address);
            group.start(now);
        });
        Some(number)
    }

    /// Ends a group that has nothing more to send.
    fn remove(&mut self, index: u32) {
        let Some(slot) = self.slots.get_mut(index as usize) else { return };
        let Some(group) = slot.group.take() else { return };
        if let Some(at) = slot.deadline.take() {
            self.deadlines.remove(&(at, index));
        }
        self.by_own_key.remove(&group.rules.own_keys().public().encryption);
        if slot.stay == Stay::Left {
            self.free.insert(index);
        }
    }

    fn slot(&self, number: GroupNumber) -> Option<&Slot> {
        self.slots.get(number.index as usize).filter(|slot| slot.generation == number.generation)
    }

    fn get(&self, number: GroupNumber) -> Option<&Group> {
        self.slot(number).filter(|slot| slot.stay == Stay::Here)?.group.as_deref()
    }

    fn iter(&self) -> impl Iterator<Item = (GroupNumber, &Group)> {
        self.slots.iter().zip(0..).filter(|(slot, _)| slot.stay == Stay::Here).filter_map(|(slot, index)| {
            Some((GroupNumber { index, generation: slot.generation }, slot.group.as_deref()?))
        })
    }

    /// Does something with a group that the user is in.
    fn with<T>(&mut self, number: GroupNumber, act: impl FnOnce(&mut Group) -> T) -> Option<T> {
        self.get(number)?;
        self.change(number.index, act)
    }

    /// Does something with a group, and notes what came of it.
    fn change<T>(&mut self, index: u32, act: impl FnOnce(&mut Group) -> T) -> Option<T> {
        let slot = self.slots.get_mut(index as usize)?;
        let group = slot.group.as_mut()?;
        if self.outputs.is_empty() {
            group.numbers.forget_old();
        }
        let done = act(group);
        self.outputs.extend(group.take_outputs());
        for change in group.take_link_changes() {
            match change {
                LinkChange::Began(key) => self.by_member.insert((key, index)),
                LinkChange::Ended(key) => self.by_member.remove(&(key, index)),
            };
        }
        let deadline = group.poll_timeout();
        if deadline != slot.deadline {
            slot.deadline.map(|at| self.deadlines.remove(&(at, index)));
            deadline.map(|at| self.deadlines.insert((at, index)));
            slot.deadline = deadline;
        }
        if !std::mem::replace(&mut slot.is_sending, true) {
            self.sending.push(index);
        }
        Some(done)
    }
}
