//! All links of one group.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use toxcore_crypto::{EphemeralPublicKey, ExtendedKeyPair, Nonce};
use toxcore_sansio::{Admission, Discard, DiscardCounters, Instant, Rng, Seed};
use toxcore_wire::group::{ChatId, JoinType, LosslessPacket, LossyPacket};
use toxcore_wire::{BoundedList, PacketKind};

use super::closer::is_closer;
use super::handshake_limits::HandshakeLimits;
use super::last_words::LastWords;
use super::leisure::Waiting;
use super::limits::MAX_LINKS;
use super::member::Link;
use super::nonces::Nonces;
use super::outbox::Outbox;
use super::output::Place;
use super::shared::Shared;
use super::strangers::Strangers;
use super::{LossReason, MemberId, Output, Payload, Target, Transmission};

mod handshakes;
mod verbs;

/// The links of one member of a group, who is we, with all others: sessions, and what goes over them.
///
/// It knows nothing of what a group is about: who may do what, what is synchronised, who is let in. Whoever tells us who he is
/// has to be [confirmed](Mesh::confirm) by the owner, or the link ends.
#[derive(Debug)]
pub struct Mesh {
    shared: Shared,
    slots: Vec<Slot>,
    free: Vec<u32>,
    by_key: BTreeMap<EphemeralPublicKey, u32>,
    /// When a link wants to be looked at next.
    deadlines: BTreeSet<(Instant, u32)>,
    strangers: Strangers,
    limits: HandshakeLimits,
}

/// What a [`Mesh`] is made of.
#[derive(Debug)]
pub struct MeshConfig {
    /// Our keys in this group. They must not be used in another one.
    pub keys: ExtendedKeyPair,
    /// The group.
    pub chat_id: ChatId,
    /// How we found it.
    pub join_type: JoinType,
}

#[derive(Debug, Default)]
struct Slot {
    generation: u32,
    link: Option<Box<Link>>,
}

impl Mesh {
    /// No links.
    #[must_use]
    pub fn new(config: MeshConfig, seed: &Seed) -> Self {
        let MeshConfig { keys, chat_id, join_type } = config;
        Self {
            shared: Shared {
                keys,
                chat_id,
                rng: Rng::new(&seed.derive("mesh")),
                nonces: Nonces::new(seed),
                outbox: Outbox::default(),
                last_words: LastWords::default(),
                waiting: Waiting::default(),
                outputs: VecDeque::new(),
                stored: Vec::new(),
                ping: None,
                address: None,
                has_udp: true,
                relays: BoundedList::new(),
                near_relay: None,
                join_type,
                is_private: false,
                discards: DiscardCounters::default(),
            },
            slots: Vec::new(),
            free: Vec::new(),
            by_key: BTreeMap::new(),
            deadlines: BTreeSet::new(),
            strangers: Strangers::default(),
            limits: HandshakeLimits::new(seed),
        }
    }

    /// Takes a packet 0x5a, 0x5b or 0x5c of this group: one for our key, or of one of its members. `is_expected`: whether we have
    /// reason to believe that a key is a member's, so that its owner has a place whoever else comes.
    ///
    /// # Errors
    /// [`Discard`]; nothing has changed.
    pub fn handle_packet(
        &mut self,
        now: Instant,
        admission: &mut Admission,
        from: Target,
        packet: &mut [u8],
        is_expected: &dyn Fn(&EphemeralPublicKey) -> bool,
    ) -> Result<(), Discard> {
        self.shared.stored.clear();
        match PacketKind::from(packet.first().copied().unwrap_or_default()) {
            PacketKind::GroupHandshake => self.handle_handshake(now, admission, from, packet, is_expected),
            PacketKind::GroupLossless => {
                let LosslessPacket { sender, nonce, .. } = LosslessPacket::parse(packet)?;
                self.check_not_ours(&nonce)?;
                self.with_sender(&from, &sender, |link, shared| link.handle_lossless(shared, now, from, packet))
            }
            PacketKind::GroupLossy => {
                let LossyPacket { sender, nonce, .. } = LossyPacket::parse(packet)?;
                self.check_not_ours(&nonce)?;
                self.with_sender(&from, &sender, |link, shared| link.handle_lossy(shared, now, from, packet))
            }
            kind => Err(Discard::Unsupported(kind.number())),
        }
    }

    /// Does what is due.
    pub fn handle_timeout(&mut self, now: Instant) {
        self.shared.stored.clear();
        self.shared.last_words.handle_timeout(now, &mut self.shared.outbox);
        for index in self.shared.waiting.take_due(now) {
            let Self { slots, shared, .. } = self;
            if let Some(link) = slots.get_mut(index as usize).and_then(|slot| slot.link.as_mut()) {
                link.tell_waiting(shared, now);
            }
        }
        let due: Vec<u32> = self.deadlines.iter().take_while(|(at, _)| *at <= now).map(|(_, index)| *index).collect();
        for index in due {
            let Self { slots, shared, .. } = self;
            let link = slots.get_mut(index as usize).and_then(|slot| slot.link.as_mut());
            match link.and_then(|link| link.handle_timeout(shared, now)) {
                Some(reason) => self.lose(index, reason),
                None => self.settle(index),
            }
        }
    }

    /// When [`handle_timeout`](Self::handle_timeout) is useful next.
    #[must_use]
    pub fn poll_timeout(&self) -> Option<Instant> {
        let link = self.deadlines.first().map(|(at, _)| *at);
        [link, self.shared.last_words.poll_timeout(), self.shared.waiting.due()].into_iter().flatten().min()
    }

    /// Appends one run of packets for one target to `buf`. Call until `None`.
    pub fn poll_transmit(&mut self, buf: &mut Vec<u8>) -> Option<Transmission> {
        self.shared.outbox.poll_transmit(buf)
    }

    /// What happened, in order. Call until `None`.
    pub fn poll_output(&mut self) -> Option<Output> {
        self.shared.outputs.pop_front()
    }

    /// The data of a packet. `packet` is the one that was just handled; empty if it was a time-out.
    #[must_use]
    pub fn payload<'a>(&'a self, payload: &Payload, packet: &'a [u8]) -> &'a [u8] {
        match &payload.0 {
            Place::InPlace(range) => packet.get(range.clone()).unwrap_or_default(),
            Place::Stored { index, from } => {
                self.shared.stored.get(*index).and_then(|bytes| bytes.get(*from..)).unwrap_or_default()
            }
        }
    }

    /// What was refused inside packets that were taken.
    #[must_use]
    pub const fn discards(&self) -> &DiscardCounters {
        &self.shared.discards
    }

    /// A packet of ours that comes back would open, whoever it names as its sender.
    fn check_not_ours(&self, nonce: &Nonce) -> Result<(), Discard> {
        if self.shared.nonces.are_ours(nonce) { Err(Discard::Replay) } else { Ok(()) }
    }

    fn with_sender(
        &mut self,
        from: &Target,
        sender: &EphemeralPublicKey,
        call: impl FnOnce(&mut Link, &mut Shared) -> Result<(), Discard>,
    ) -> Result<(), Discard> {
        if !from.may_be_of(sender) {
            return Err(Discard::ForbiddenSource);
        }
        let index = self.by_key.get(sender).copied().ok_or(Discard::UnknownAddressee)?;
        let Self { slots, shared, .. } = self;
        let link =
            slots.get_mut(index as usize).and_then(|slot| slot.link.as_mut()).ok_or(Discard::UnknownAddressee)?;
        let result = call(link, shared);
        self.settle(index);
        result
    }

    fn link(&self, index: u32) -> Option<&Link> {
        self.slots.get(index as usize)?.link.as_deref()
    }

    /// A new link. `None` if there are too many.
    fn insert(&mut self, now: Instant, key: EphemeralPublicKey) -> Option<u32> {
        if self.by_key.len() >= MAX_LINKS {
            return None;
        }
        let index = match self.free.pop() {
            Some(index) => index,
            None => {
                self.slots.push(Slot::default());
                u32::try_from(self.slots.len() - 1).ok()?
            }
        };
        let slot = self.slots.get_mut(index as usize)?;
        slot.generation = slot.generation.wrapping_add(1);
        let id = MemberId { index, generation: slot.generation };
        let is_closer = is_closer(&self.shared.chat_id, &self.shared.own_key(), &key);
        slot.link = Some(Box::new(Link::new(now, id, key, is_closer)));
        self.by_key.insert(key, index);
        Some(index)
    }

    /// Ends a link that was lost.
    fn lose(&mut self, index: u32, reason: LossReason) {
        let Some(link) = self.remove_index(index) else { return };
        let was_confirmed = link.is_confirmed();
        tracing::debug!(target: "toxcore_group", member = ?link.id, ?reason, "lost");
        self.shared.say(Output::Lost { member: link.id, key: link.key, reason, was_confirmed });
    }

    fn remove_index(&mut self, index: u32) -> Option<Box<Link>> {
        let link = self.slots.get_mut(index as usize)?.link.take()?;
        if let Some(deadline) = link.deadline() {
            self.deadlines.remove(&(deadline, index));
        }
        self.by_key.remove(&link.key);
        self.strangers.remove(index);
        self.free.push(index);
        Some(link)
    }

    /// Notes when the link wants to be looked at, after it was changed.
    fn settle(&mut self, index: u32) {
        let Self { slots, deadlines, .. } = self;
        let Some(link) = slots.get_mut(index as usize).and_then(|slot| slot.link.as_mut()) else { return };
        let (old, new) = (link.deadline(), link.poll_timeout());
        if old != new {
            old.map(|at| deadlines.remove(&(at, index)));
            new.map(|at| deadlines.insert((at, index)));
            link.set_deadline(new);
        }
    }
}
