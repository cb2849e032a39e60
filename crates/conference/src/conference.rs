//! One conference.

mod joining;
mod people;
mod receiving;
mod relaying;
mod saving;
mod sending;
mod speaking;
mod upkeep;

use std::collections::VecDeque;

use toxcore_crypto::{DhtPublicKey, LongTermPublicKey};
use toxcore_sansio::{Content, FriendId, Instant, Rng, SendClass, TimerTable};
use toxcore_wire::Encode;
use toxcore_wire::conference::{ConferenceIdentifier, InviteCookie};

use self::relaying::Relays;
use crate::connections::Connections;
use crate::holds::Holds;
use crate::members::Members;
use crate::peer::Peer;
use crate::{ConferenceNumber, Context, Output};

/// A conference that we are in, or about to be.
#[derive(Debug)]
pub(crate) struct Conference {
    pub(crate) number: ConferenceNumber,
    pub(crate) identifier: ConferenceIdentifier,
    pub(crate) status: Status,
    pub(crate) members: Members,
    connections: Connections,
    relays: Relays,
    /// Who left for good lately.
    departed: VecDeque<Departed>,
    /// Empty if there is none.
    pub(crate) title: Content,
    /// Whether somebody set the title since we were alone last.
    title_is_fresh: bool,
    /// Of our last message.
    message_number: u32,
    /// Of our last lossy message; kept as it was saved.
    lossy_number: u16,
    /// Whether members came or went since the closest were chosen.
    changed: bool,
    /// Whether the others should hear our name.
    name_wanted: bool,
    /// Before which no sign of life is due.
    ping_at: Instant,
    /// Before which our name is not said again.
    name_at: Instant,
    timers: TimerTable<Timer, 4>,
    /// What the list of deadlines has.
    pub(crate) scheduled: Option<Instant>,
}

/// How far we are in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    /// We followed an invitation and wait for our number.
    Joining {
        /// Whose invitation.
        introducer: LongTermPublicKey,
        /// What it said.
        cookie: InviteCookie,
    },
    /// We are a member.
    Connected {
        /// Our number.
        own: u16,
    },
}

/// A member who left for good. Copies of what it said, and lists of those who have not heard, come a little later.
#[derive(Clone, Copy, Debug)]
struct Departed {
    number: u16,
    at: Instant,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Timer {
    Ping,
    Name,
    Freeze,
    Relay,
}

/// What all conferences use.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) own_key: LongTermPublicKey,
    pub(crate) own_dht_key: DhtPublicKey,
    pub(crate) name: Content,
    pub(crate) rng: Rng,
    pub(crate) outputs: VecDeque<Output>,
    pub(crate) holds: Holds,
    /// The packet that is sent.
    scratch: Vec<u8>,
}

impl Shared {
    pub(crate) fn new(own: (LongTermPublicKey, DhtPublicKey), name: Content, rng: Rng) -> Self {
        let (own_key, own_dht_key) = own;
        let (outputs, holds, scratch) = (VecDeque::new(), Holds::default(), Vec::new());
        Self { own_key, own_dht_key, name, rng, outputs, holds, scratch }
    }

    /// Sends one packet over one friend connection. Whether it was taken.
    pub(crate) fn send(&mut self, cx: &mut Context<'_>, to: FriendId, packet: &impl Encode) -> bool {
        self.scratch.clear();
        packet.encode(&mut self.scratch);
        cx.links.send(to, SendClass::Priority, &self.scratch).is_ok()
    }
}

impl Conference {
    fn new(number: ConferenceNumber, identifier: ConferenceIdentifier, status: Status) -> Self {
        Self {
            number,
            identifier,
            status,
            members: Members::default(),
            connections: Connections::default(),
            relays: Relays::default(),
            departed: VecDeque::new(),
            title: Content::new(),
            title_is_fresh: false,
            message_number: 0,
            lossy_number: 0,
            changed: false,
            name_wanted: false,
            ping_at: Instant::ZERO,
            name_at: Instant::ZERO,
            timers: TimerTable::new(),
            scheduled: None,
        }
    }

    /// A new one, whose first member we are.
    pub(crate) fn found(
        now: Instant,
        number: ConferenceNumber,
        identifier: ConferenceIdentifier,
        shared: &mut Shared,
    ) -> Self {
        let mut conference = Self::new(number, identifier, Status::Connected { own: FOUNDER });
        conference.add_ourselves(now, FOUNDER, shared);
        conference
    }

    /// Our number, once we have one.
    pub(crate) fn own_number(&self) -> Option<u16> {
        match self.status {
            Status::Joining { .. } => None,
            Status::Connected { own } => Some(own),
        }
    }

    /// Connections: all, and those that are online.
    pub(crate) fn connection_counts(&self) -> (usize, usize) {
        (self.connections.len(), self.connections.online_count())
    }

    /// Puts us into the list. Our number must be free.
    fn add_ourselves(&mut self, now: Instant, number: u16, shared: &mut Shared) {
        let mut own = Peer::new(number, shared.own_key, shared.own_dht_key, now);
        own.name = shared.name.clone();
        own.name_is_known = true;
        self.members.push_own(own);
    }

    fn tell(&self, shared: &mut Shared, output: impl FnOnce(ConferenceNumber) -> Output) {
        shared.outputs.push_back(output(self.number));
    }

    /// When there is something to do next.
    pub(crate) fn next_deadline(&self) -> Option<Instant> {
        self.timers.next().map(|(at, _)| at)
    }
}

/// Number of whoever made a conference. Protocol: conferences, Members.
const FOUNDER: u16 = 0;
