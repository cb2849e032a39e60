//! What the rules ask for, done with the links.

use toxcore_crypto::EphemeralPublicKey;
use toxcore_sansio::Instant;
use toxcore_wire::group::{GroupAnnounce, InviteReject, SyncResponse};
use toxcore_wire::{Encode, PackedNode};

use super::facts::as_relay;
use super::{Group, Origin, Output};
use crate::rules::{Effect, Event, Outgoing};

impl Group {
    /// Carries out effects until there are none.
    pub(super) fn carry_out(&mut self, now: Instant) {
        while let Some(effect) = self.rules.poll_effect() {
            self.carry_out_one(now, effect);
        }
    }

    fn carry_out_one(&mut self, now: Instant, effect: Effect) {
        let is_talk =
            matches!(effect, Effect::Send { .. } | Effect::Happened(Event::Message(_) | Event::PrivateMessage(_)));
        self.is_changed |= !is_talk;
        match effect {
            Effect::Send { to, packet } => self.send(now, &to, &packet),
            Effect::SendAll(packet) => {
                // The rules make no longer packets.
                self.reached = self.mesh.send_to_all(now, packet.kind, &packet.data).unwrap_or(0);
            }
            Effect::Confirm(key) => {
                if let Some(member) = self.mesh.find(&key) {
                    self.mesh.confirm(now, member);
                    self.numbers.arrived(key);
                    self.wanted.forget(&key);
                    self.locate(now, &key);
                }
            }
            Effect::Reject { to, reason } => {
                if let Some(member) = self.mesh.find(&to) {
                    // Nothing repeats it. Without a session there is nobody to be told.
                    for _ in 0..REJECT_COPIES {
                        let _ = self.mesh.send_lossy(now, member, InviteReject::KIND, &reason.to_vec());
                    }
                }
                self.unlink(now, &to);
                self.wanted.forget(&to);
            }
            Effect::Introduce { to } => self.name_members(now, &to),
            Effect::Name { to, member } => {
                if let Some(place) = self.place_of(now, &member, &to) {
                    self.name(now, &to, [Some(place)]);
                }
            }
            Effect::Meet { by, announce } => self.named(now, &by, &announce),
            Effect::Drop(key) => {
                self.unlink(now, &key);
                // Nothing tells of those whom we kick but that we did.
                self.numbers.left(&key);
                self.wanted.forget(&key);
            }
            Effect::TryLater(key) => {
                self.unlink(now, &key);
                let is_outside = self.is_outside();
                self.wanted.failed(now, &key, is_outside);
            }
            Effect::DropAll => {
                self.drop_all(now);
                self.wanted.clear();
                self.numbers.all_left();
                (self.inviter, self.rejected) = (None, None);
                self.invited.clear();
            }
            Effect::Happened(event) => {
                match &event {
                    Event::MemberLeft { member, .. } => self.numbers.left(member),
                    // From now on members look after us.
                    Event::Joined => self.inviter = None,
                    _ => {}
                }
                self.outputs.push_back(Output::Happened { group: self.number, event });
            }
        }
    }

    /// A member names another one. What it says of our own network counts only if it is there.
    fn named(&mut self, now: Instant, by: &EphemeralPublicKey, announce: &GroupAnnounce) {
        let teller = self.mesh.find(by);
        let addr = announce.addr.filter(|addr| self.mesh.believes(now, teller, addr));
        let relay = announce.relay.filter(|relay| self.mesh.believes_relay(now, teller, &as_relay(relay)));
        self.heard_announce(now, &GroupAnnounce { member: announce.member, addr, relay }, Origin::Named);
    }

    /// Ends all links.
    pub(super) fn drop_all(&mut self, now: Instant) {
        let keys: Vec<EphemeralPublicKey> = self.mesh.members().filter_map(|member| self.mesh.key(member)).collect();
        keys.iter().for_each(|key| self.unlink(now, key));
    }

    fn send(&mut self, now: Instant, to: &EphemeralPublicKey, packet: &Outgoing) {
        let sent = self.mesh.find(to).map(|member| self.mesh.send(now, member, packet.kind, &packet.data));
        self.reached = usize::from(matches!(sent, Some(Ok(()))));
        if self.reached == 0 {
            tracing::debug!(target: "toxcore_group", ?to, kind = ?packet.kind, "not sent");
        }
    }

    /// Tells a member where the others can be reached.
    fn name_members(&mut self, now: Instant, to: &EphemeralPublicKey) {
        let places: Vec<GroupAnnounce> =
            self.rules.members().filter_map(|member| self.place_of(now, &member.keys.encryption, to)).collect();
        let announces = if places.is_empty() { vec![None] } else { places.into_iter().map(Some).collect() };
        self.name(now, to, announces);
    }

    fn name(
        &mut self,
        now: Instant,
        to: &EphemeralPublicKey,
        announces: impl IntoIterator<Item = Option<GroupAnnounce>>,
    ) {
        let Some(member) = self.mesh.find(to) else { return };
        for announce in announces {
            let response = SyncResponse { announce };
            if self.mesh.send(now, member, SyncResponse::KIND, &response.to_vec()).is_err() {
                // It asks again, of us or of another, as long as pings differ.
                break;
            }
        }
    }

    fn place_of(&self, now: Instant, key: &EphemeralPublicKey, to: &EphemeralPublicKey) -> Option<GroupAnnounce> {
        let member = self.mesh.find(key).filter(|_| key != to)?;
        let addr = self.mesh.address(now, member);
        let relay = self.mesh.relays(member).last().copied().map(PackedNode::Tcp);
        (addr.is_some() || relay.is_some()).then_some(GroupAnnounce { member: *key, addr, relay })
    }
}

/// How often a reject is sent. Our choice: one that gets lost lets a newcomer wait for long.
const REJECT_COPIES: usize = 2;
