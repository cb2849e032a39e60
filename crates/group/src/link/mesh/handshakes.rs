//! Handshakes: whose they are, and what they may cost.

use toxcore_crypto::{CombinedKey, EphemeralPublicKey};
use toxcore_sansio::{Admission, Discard, Instant};
use toxcore_wire::group::{GroupHandshake, GroupHandshakePacket, HandshakeKind, JoinType, UncheckedGroupHandshake};

use super::Mesh;
use crate::link::limits::MAX_LINKS;
use crate::link::member::Link;
use crate::link::strangers::Room;
use crate::link::{LossReason, Output, Target};

/// Who sent a handshake, before it is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sender {
    /// There is a link already.
    Linked(u32),
    /// We have reason to believe that it is a member.
    Expected,
    Stranger,
}

/// How a handshake came, and who pays for it.
struct Arrival<'a> {
    now: Instant,
    from: Target,
    admission: &'a mut Admission,
}

impl Mesh {
    pub(super) fn handle_handshake(
        &mut self,
        now: Instant,
        admission: &mut Admission,
        from: Target,
        packet: &mut [u8],
        is_expected: &dyn Fn(&EphemeralPublicKey) -> bool,
    ) -> Result<(), Discard> {
        let packet = GroupHandshakePacket::parse(packet)?;
        let own = self.shared.own_key();
        if packet.receiver != own {
            return Err(Discard::UnknownAddressee);
        }
        let key = packet.sender;
        if key == own {
            return Err(Discard::OwnKey);
        }
        if !from.may_be_of(&key) {
            return Err(Discard::ForbiddenSource);
        }
        let sender = match self.by_key.get(&key) {
            Some(index) => Sender::Linked(*index),
            None if is_expected(&key) => Sender::Expected,
            None => Sender::Stranger,
        };
        let mut arrival = Arrival { now, from, admission };
        let combined = self.handshake_key(&mut arrival, sender, &key)?;
        let handshake = packet.open_unchecked(&combined)?;
        if let Sender::Linked(index) = sender {
            let handshake = self.check_handshake(&mut arrival, index, handshake)?;
            return self.shake(&mut arrival, index, &combined, &handshake);
        }
        if handshake.kind() == HandshakeKind::Response {
            return Err(Discard::Unsolicited);
        }
        let handshake = handshake.check()?;
        if self.shared.is_private && handshake.join_type == JoinType::Public {
            return Err(Discard::Forbidden);
        }
        self.let_appear(&mut arrival, sender, key, &combined, &handshake)
    }

    /// What opens the handshake. Limits come before the work; where a link has the key already, they come when it is open.
    fn handshake_key(
        &mut self,
        arrival: &mut Arrival<'_>,
        sender: Sender,
        key: &EphemeralPublicKey,
    ) -> Result<CombinedKey, Discard> {
        if let Sender::Linked(index) = sender
            && let Some(combined) = self.link(index).and_then(Link::handshake_key)
        {
            return Ok(combined.clone());
        }
        let is_allowed = if sender == Sender::Stranger {
            if self.room(arrival) == Room::None {
                return Err(Discard::Full);
            }
            self.limits.allow_stranger(arrival.now, &arrival.from)
        } else {
            self.limits.allow(arrival.now, &arrival.from, key)
        };
        if !is_allowed || !arrival.admit() {
            return Err(Discard::Limited);
        }
        CombinedKey::new(self.shared.keys.encryption_secret(), key).map_err(|_| Discard::NotDecryptable)
    }

    /// The handshake of a link that has the key of it, if it is worth the work.
    fn check_handshake(
        &mut self,
        arrival: &mut Arrival<'_>,
        index: u32,
        handshake: UncheckedGroupHandshake,
    ) -> Result<GroupHandshake, Discard> {
        let now = arrival.now;
        let link = self.slots.get(index as usize).and_then(|slot| slot.link.as_ref());
        let link = link.ok_or(Discard::UnknownAddressee)?;
        link.check_use(now, &handshake)?;
        if !self.limits.allow(now, &arrival.from, &link.key) {
            return Err(Discard::Limited);
        }
        if let Some(known) = link.signing.and_then(|signing| handshake.checked_before(&signing)) {
            return Ok(known);
        }
        if !arrival.admit() {
            return Err(Discard::Limited);
        }
        Ok(handshake.check()?)
    }

    /// A link with somebody new.
    fn let_appear(
        &mut self,
        arrival: &mut Arrival<'_>,
        sender: Sender,
        key: EphemeralPublicKey,
        combined: &CombinedKey,
        handshake: &GroupHandshake,
    ) -> Result<(), Discard> {
        let room = if sender == Sender::Stranger { self.room(arrival) } else { Room::Free };
        if room == Room::None {
            return Err(Discard::Full);
        }
        let index = self.insert(arrival.now, key).ok_or(Discard::Full)?;
        let told = self.shared.outputs.len();
        if let Some(link) = self.link(index) {
            let member = link.id;
            self.shared.outputs.push_back(Output::Appeared { member, key });
        }
        if let Err(refused) = self.shake(arrival, index, combined, handshake) {
            self.shared.outputs.truncate(told);
            self.remove_index(index);
            return Err(refused);
        }
        if let Room::InPlaceOf(other) = room {
            self.lose(other, LossReason::MadeRoom);
        }
        if sender == Sender::Stranger {
            self.strangers.add(arrival.now, &arrival.from, index);
        }
        Ok(())
    }

    /// Hands a handshake to its link.
    fn shake(
        &mut self,
        arrival: &mut Arrival<'_>,
        index: u32,
        combined: &CombinedKey,
        handshake: &GroupHandshake,
    ) -> Result<(), Discard> {
        let Self { slots, shared, .. } = self;
        let link = slots.get_mut(index as usize).and_then(|slot| slot.link.as_mut());
        let link = link.ok_or(Discard::UnknownAddressee)?;
        link.set_handshake_key(combined);
        let (now, from) = (arrival.now, arrival.from);
        let mut admit = || arrival.admit();
        let result = match handshake.kind {
            HandshakeKind::Request => link.handle_request(shared, now, from, handshake, &mut admit),
            HandshakeKind::Response => link.handle_response(shared, now, from, handshake, &mut admit),
        };
        self.settle(index);
        result
    }

    fn room(&self, arrival: &Arrival<'_>) -> Room {
        if self.by_key.len() >= MAX_LINKS {
            return Room::None;
        }
        let is_proven = |index| self.link(index).is_some_and(|link| link.session.is_some());
        self.strangers.room(arrival.now, &arrival.from, is_proven)
    }
}

impl Arrival<'_> {
    /// Whether another X25519 operation, or the check of a signature key, may be spent on who sent it.
    fn admit(&mut self) -> bool {
        self.admission.admit(self.now, self.from.source(), 1)
    }
}
