//! One group: its links, its rules, and who is looked for.

mod effects;
mod facts;
mod invites;
mod limits;
mod numbers;
mod output;
mod verbs;
mod wanted;
mod wishes;

use std::collections::{BTreeMap, VecDeque};
use std::net::SocketAddr;

use toxcore_crypto::EphemeralPublicKey;
use toxcore_sansio::{FriendId, Instant, Rng, RouteId, Seed};
use toxcore_wire::RelayInfo;
use toxcore_wire::group::HandshakePurpose::{Invite, PeerInfo};
use toxcore_wire::group::JoinType;
use toxcore_wire::savedata::SavedGroupPeer;

pub(crate) use invites::Offer;
pub use limits::{
    ANNOUNCED_TRIES, FIRST_PAUSE, HEARD_PAUSE, LOST_MEMORY, MAX_ANNOUNCED_AT_ONCE, MAX_GROUPS, MAX_NUMBERS, MAX_PAUSE,
    MAX_PENDING_INVITES, MAX_REJECT_PATIENCE, MAX_REJECTS, MAX_TRIED_AT_ONCE, MAX_WANTED, MAX_WANTED_RELAYS,
    REJECT_PATIENCE, RELAY_PATIENCE,
};
pub use numbers::PeerNumber;
pub use output::{Audience, Delivery, GroupNumber, Output};

use crate::rules::{Phase, Reject, Rules};
use crate::{Mesh, MeshConfig};
use numbers::Numbers;
pub(crate) use verbs::CustomRefused;
use wanted::{Origin, Wanted};
use wishes::Told;

/// One group, as its owner [`Groups`](super::groups::Groups) sees it.
///
/// Each call goes on until nothing follows from it any more: what [`Mesh`] says goes into [`Rules`], their effects go out
/// through the mesh.
#[derive(Debug)]
pub(crate) struct Group {
    number: GroupNumber,
    pub(crate) mesh: Mesh,
    pub(crate) rules: Rules,
    wanted: Wanted,
    pub(crate) numbers: Numbers,
    rng: Rng,
    /// Whose route is which.
    routes: BTreeMap<RouteId, EphemeralPublicKey>,
    address: Option<SocketAddr>,
    /// Relays that the pool of the group is connected with.
    relays: Vec<RelayInfo>,
    join_type: JoinType,
    /// Friends that were invited and have not answered.
    invited: VecDeque<FriendId>,
    /// Who brings us in.
    inviter: Option<Inviter>,
    rejected: Option<Rejected>,
    told: Told,
    /// Until when nothing is announced without a relay, because one is being connected.
    relay_expected: Option<Instant>,
    /// Whether something has happened that pings, announcements and limits may depend on.
    is_changed: bool,
    /// How many members the last packet for all went to.
    reached: usize,
    outputs: VecDeque<Output>,
    links: Vec<LinkChange>,
}

/// The friend that brings us in.
#[derive(Clone, Copy, Debug)]
struct Inviter {
    friend: FriendId,
    /// Its key in the group.
    member: EphemeralPublicKey,
    /// Until when it may say where it is, before it is looked for at our own relays.
    patience: Option<Instant>,
}

/// Members do not let us in. It counts if nobody else does so for a while.
#[derive(Debug)]
struct Rejected {
    since: Instant,
    /// In the order in which they came.
    by: Vec<Reject>,
}

/// A link with a member began or ended, which matters for whose packets are this group's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LinkChange {
    Began(EphemeralPublicKey),
    Ended(EphemeralPublicKey),
}

impl Group {
    pub(crate) fn new(number: GroupNumber, rules: Rules, join_type: JoinType, seed: &Seed) -> Self {
        let keys = rules.own_keys().clone();
        let mesh = Mesh::new(MeshConfig { keys, chat_id: rules.chat_id(), join_type }, seed);
        Self {
            number,
            mesh,
            rules,
            wanted: Wanted::default(),
            numbers: Numbers::default(),
            rng: Rng::new(&seed.derive("group")),
            routes: BTreeMap::new(),
            address: None,
            relays: Vec::new(),
            join_type,
            invited: VecDeque::new(),
            inviter: None,
            rejected: None,
            told: Told::default(),
            relay_expected: None,
            is_changed: true,
            reached: 0,
            outputs: VecDeque::new(),
            links: Vec::new(),
        }
    }

    /// Begins: asks for a pool, and looks for members that were known when the group was saved.
    pub(crate) fn start(&mut self, now: Instant) {
        if self.is_in_use() {
            self.look_for_known(now);
        }
        self.follow(now, &[]);
    }

    pub(crate) fn take_outputs(&mut self) -> impl Iterator<Item = Output> + '_ {
        self.outputs.drain(..)
    }

    pub(crate) fn take_link_changes(&mut self) -> impl Iterator<Item = LinkChange> + '_ {
        self.links.drain(..)
    }

    pub(crate) fn poll_timeout(&self) -> Option<Instant> {
        let wanted = self.wanted.poll_timeout().filter(|_| self.is_in_use());
        [self.mesh.poll_timeout(), wanted, self.rejected_at(), self.relay_expected, self.inviter_due()]
            .into_iter()
            .flatten()
            .min()
    }

    pub(crate) fn handle_timeout(&mut self, now: Instant) {
        self.mesh.handle_timeout(now);
        if self.relay_expected.take_if(|until| *until <= now).is_some() {
            self.is_changed = true;
        }
        if self.inviter_due().is_some_and(|at| at <= now) {
            self.look_for_silent_inviter(now);
        }
        if self.rejected_at().is_some_and(|at| at <= now) {
            self.take_rejection(now);
        }
        self.follow(now, &[]);
    }

    /// Whether the group does anything: the user has not left it, and it was not thrown out.
    pub(crate) fn is_in_use(&self) -> bool {
        self.rules.phase() != Phase::Disconnected
    }

    /// Whether we need somebody who lets us in.
    fn is_outside(&self) -> bool {
        self.rules.phase() == Phase::Joining || self.rules.members().next().is_none()
    }

    fn own_key(&self) -> EphemeralPublicKey {
        self.rules.own_keys().public().encryption
    }

    /// Does all that follows from what was done. `packet` is the one just handled.
    fn follow(&mut self, now: Instant, packet: &[u8]) {
        self.carry_out(now);
        loop {
            while let Some(output) = self.mesh.poll_output() {
                self.on_output(now, output, packet);
                self.carry_out(now);
            }
            if !self.try_one(now) {
                break;
            }
        }
        self.settle(now);
    }

    /// Begins a handshake with a member whose time has come. Whether there was one.
    fn try_one(&mut self, now: Instant) -> bool {
        if !self.is_in_use() {
            return false;
        }
        let Some(found) = self.wanted.take_due(now) else { return false };
        let is_known = self.mesh.find(&found.key).is_some();
        let is_stranger = self.is_outside() || matches!(found.origin, Origin::Announced | Origin::Invited);
        match self.mesh.introduce(now, found.key, if is_stranger { Invite } else { PeerInfo }) {
            Ok(member) => {
                if !is_known {
                    self.links.push(LinkChange::Began(found.key));
                }
                found.relays.iter().for_each(|relay| self.mesh.add_relay(member, *relay));
                if let Some(addr) = found.addr {
                    self.mesh.add_address(now, member, addr);
                }
            }
            Err(crate::IntroduceError::OwnKey) => self.wanted.forget(&found.key),
            Err(crate::IntroduceError::Full) => self.wanted.failed(now, &found.key, false),
        }
        true
    }

    /// Looks for the members that a save file would name: those that were here last.
    fn look_for_known(&mut self, now: Instant) {
        for SavedGroupPeer { key, addr, relay } in self.rules.roster().to_saved() {
            self.look_for(now, key, Origin::Known, addr, relay.as_slice());
        }
    }

    fn look_for(
        &mut self,
        now: Instant,
        key: EphemeralPublicKey,
        origin: Origin,
        addr: Option<SocketAddr>,
        relays: &[RelayInfo],
    ) {
        if key == self.own_key() || self.rules.member(&key).is_some() {
            return;
        }
        let link = self.mesh.find(&key);
        self.wanted.hear(now, key, origin, (addr, relays), link.is_some());
        if let Some(member) = link {
            if origin > Origin::Announced {
                self.mesh.expect(&key);
            }
            relays.iter().for_each(|relay| self.mesh.add_relay(member, *relay));
            if let Some(addr) = addr {
                self.mesh.add_address(now, member, addr);
            }
        }
    }

    /// Ends the link with a member, after what was sent to it before.
    fn unlink(&mut self, now: Instant, key: &EphemeralPublicKey) {
        if let Some(member) = self.mesh.find(key) {
            self.mesh.farewell(now, member);
        }
        self.unlinked(key);
    }

    /// There is no link with this member any more.
    fn unlinked(&mut self, key: &EphemeralPublicKey) {
        self.links.push(LinkChange::Ended(*key));
        self.routes.retain(|_, owner| owner != key);
        if self.told.tied.remove(key) {
            self.outputs.push_back(Output::Untie { group: self.number, member: *key });
        }
    }
}
