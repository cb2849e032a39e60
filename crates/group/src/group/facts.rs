//! What the owner tells a group.

use std::net::SocketAddr;

use toxcore_crypto::EphemeralPublicKey;
use toxcore_sansio::{Admission, Content, Discard, Instant, RouteId};
use toxcore_wire::group::{GroupAnnounce, InviteReject, LosslessKind, LossyKind, StateProof};
use toxcore_wire::{Encode, PackedNode, RelayInfo};

use super::limits::{MAX_REJECT_PATIENCE, MAX_REJECTS, REJECT_PATIENCE, RELAY_PATIENCE};
use super::{Audience, Delivery, Group, LinkChange, Origin, Output, Rejected};
use crate::rules::{Departure, Meeting, SessionKeys};
use crate::{LossReason, MemberId, Payload, Role, Target};

impl Group {
    /// A packet 0x5a, 0x5b or 0x5c for this group.
    pub(crate) fn handle_packet(
        &mut self,
        now: Instant,
        admission: &mut Admission,
        from: Target,
        packet: &mut [u8],
    ) -> Result<(), Discard> {
        if !self.is_in_use() {
            return Err(Discard::Disabled);
        }
        let Self { mesh, wanted, .. } = self;
        let result = mesh.handle_packet(now, admission, from, packet, &|key| wanted.expects(key));
        self.follow(now, packet);
        result
    }

    /// Whether we have reason to take somebody for a member.
    pub(crate) fn knows(&self, key: &EphemeralPublicKey) -> bool {
        self.wanted.expects(key) || self.rules.member(key).is_some()
    }

    /// Somebody says where a member is.
    pub(crate) fn handle_announce(&mut self, now: Instant, announce: &GroupAnnounce) -> Result<(), Discard> {
        if !self.is_in_use() || !self.is_public() {
            return Err(Discard::Disabled);
        }
        self.heard_announce(now, announce, Origin::Announced);
        self.follow(now, &[]);
        Ok(())
    }

    pub(super) fn heard_announce(&mut self, now: Instant, announce: &GroupAnnounce, origin: Origin) {
        let relay = announce.relay.as_ref().map(as_relay);
        self.look_for(now, announce.member, origin, announce.addr, relay.as_slice());
    }

    pub(crate) fn set_address(&mut self, now: Instant, addr: Option<SocketAddr>) {
        if addr != self.address {
            self.address = addr;
            self.mesh.set_address(addr);
            self.is_changed = true;
            self.follow(now, &[]);
        }
    }

    /// A relay is being connected, without which nothing is announced for a while.
    pub(crate) fn expect_relay(&mut self, now: Instant) {
        if self.relays.is_empty() {
            self.relay_expected = Some(now + RELAY_PATIENCE);
            self.is_changed = true;
            self.follow(now, &[]);
        }
    }

    /// Relays that the pool of the group is connected with.
    pub(crate) fn set_relays(&mut self, now: Instant, relays: &[RelayInfo]) {
        if relays != self.relays {
            self.relays = relays.to_vec();
            self.relay_expected = self.relay_expected.filter(|_| relays.is_empty());
            self.mesh.set_relays(now, relays);
            self.is_changed = true;
            self.follow(now, &[]);
        }
    }

    /// There is a route to a member.
    pub(crate) fn set_route(&mut self, now: Instant, key: &EphemeralPublicKey, route: Option<RouteId>) {
        let Some(member) = self.mesh.find(key) else { return };
        self.routes.retain(|_, owner| owner != key);
        if let Some(route) = route {
            self.routes.insert(route, *key);
        }
        self.mesh.set_route(now, member, route);
        self.follow(now, &[]);
    }

    /// A route passes packets, out of band at least.
    pub(crate) fn route_ready(&mut self, now: Instant, route: RouteId) {
        if let Some(member) = self.routes.get(&route).and_then(|key| self.mesh.find(key)) {
            self.mesh.route_ready(now, member);
            self.follow(now, &[]);
        }
    }

    pub(crate) fn network_changed(&mut self, now: Instant) {
        self.mesh.network_changed(now);
        self.wanted.hurry(now);
        self.follow(now, &[]);
    }

    /// What a link says.
    pub(super) fn on_output(&mut self, now: Instant, output: crate::Output, packet: &[u8]) {
        use crate::Output as Said;
        match output {
            Said::Appeared { key, .. } => {
                self.links.push(LinkChange::Began(key));
                self.wanted.linked(&key);
            }
            Said::Handshaked { member, role, .. } => self.handshaked(now, member, role),
            Said::Lossless { member, kind, payload } => self.on_lossless(now, member, kind, &payload, packet),
            Said::Lossy { member, kind, payload } => self.on_lossy(now, member, kind, &payload, packet),
            Said::Pinged { member, ping } => {
                let Some(key) = self.mesh.key(member) else { return };
                // What is refused is counted there.
                let _ = self.rules.handle_ping(now, &key, &ping);
                self.locate(now, &key);
            }
            Said::TieRelay { member, relay } => {
                let (group, is_direct) = (self.number, self.mesh.is_direct(now, member));
                let Some(member) = self.mesh.key(member) else { return };
                self.outputs.push_back(Output::Tie { group, member, relay });
                if self.told.tied.insert(member) {
                    // The route may be one that was about to go, and asleep.
                    self.outputs.push_back(Output::Sleep { group, member, may_sleep: is_direct });
                }
            }
            Said::RelayNeeded { member, needed } => {
                let Some(member) = self.mesh.key(member).filter(|key| self.told.tied.contains(key)) else { return };
                self.outputs.push_back(Output::Sleep { group: self.number, member, may_sleep: !needed });
            }
            Said::Lost { key, reason, was_confirmed, .. } => self.lost(now, &key, reason, was_confirmed),
        }
    }

    fn handshaked(&mut self, now: Instant, member: MemberId, role: Role) {
        let (Some(key), Some(signing)) = (self.mesh.key(member), self.mesh.signing_key(member)) else { return };
        let keys = toxcore_crypto::ExtendedPublicKey { signing, encryption: key };
        let meeting = match role {
            Role::Requester => Meeting::Requester,
            Role::Responder => Meeting::Responder,
        };
        if self.rules.connected(now, keys, meeting).is_err() {
            self.unlink(now, &key);
            self.wanted.failed(now, &key, false);
        } else if let Some(proof) = self.session_keys(member).and_then(|session| self.rules.proof_for(&key, session)) {
            // Nothing repeats it.
            for _ in 0..PROOF_COPIES {
                let _ = self.mesh.send_lossy(now, member, StateProof::KIND, &proof.to_vec());
            }
        }
    }

    fn session_keys(&self, member: MemberId) -> Option<SessionKeys> {
        let [ours, theirs] = self.mesh.session_keys(member)?;
        Some(SessionKeys { ours, theirs })
    }

    fn on_lossless(&mut self, now: Instant, member: MemberId, kind: LosslessKind, payload: &Payload, packet: &[u8]) {
        let Some(from) = self.mesh.key(member) else { return };
        let data = self.mesh.payload(payload, packet);
        match kind {
            LosslessKind::Custom | LosslessKind::CustomPrivate => {
                let audience = if kind == LosslessKind::Custom { Audience::All } else { Audience::One };
                let data = Content::from(data);
                self.on_custom(from, audience, Delivery::Lossless, data);
            }
            _ => {
                self.is_changed |= kind != LosslessKind::Broadcast;
                // What is refused is counted there.
                let _ = self.rules.handle_lossless(now, &from, kind, data);
            }
        }
    }

    fn on_lossy(&mut self, now: Instant, member: MemberId, kind: LossyKind, payload: &Payload, packet: &[u8]) {
        let Some(from) = self.mesh.key(member) else { return };
        let data = self.mesh.payload(payload, packet);
        match kind {
            LossyKind::InviteReject => {
                if let Ok(reason) = InviteReject::parse(data) {
                    self.on_reject(now, from, reason);
                }
            }
            LossyKind::StateProof => {
                if let (Ok(proof), Some(session)) = (StateProof::parse(data), self.session_keys(member)) {
                    self.is_changed = true;
                    // What is refused is counted there.
                    let _ = self.rules.handle_proof(now, &from, session, &proof);
                }
            }
            LossyKind::Custom | LossyKind::CustomPrivate => {
                let audience = if kind == LossyKind::Custom { Audience::All } else { Audience::One };
                let data = Content::from(data);
                self.on_custom(from, audience, Delivery::Lossy, data);
            }
            _ => {}
        }
    }

    /// A member does not let us in: others may. What it says counts also if it is gone by then, as whoever rejects us ends its
    /// session.
    fn on_reject(&mut self, now: Instant, by: EphemeralPublicKey, reason: InviteReject) {
        // What is refused is counted there.
        let Ok(reject) = self.rules.hear_reject(&by, reason) else { return };
        let is_of_leader = self.rules.is_of_leader(&reject);
        let rejected = self.rejected.get_or_insert_with(|| Rejected { since: now, by: Vec::new() });
        if !rejected.has(&by) && (is_of_leader || rejected.by.len() < MAX_REJECTS) {
            rejected.by.push(reject);
        }
    }

    /// When a reject counts: soon if there is nobody else who may let us in, late if there is.
    pub(super) fn rejected_at(&self) -> Option<Instant> {
        let rejected = self.rejected.as_ref()?;
        let mut others = self.mesh.members().filter_map(|member| self.mesh.key(member));
        let is_all = others.all(|key| rejected.has(&key));
        Some(rejected.since + if is_all { REJECT_PATIENCE } else { MAX_REJECT_PATIENCE })
    }

    /// Nobody else has let us in, so rejects count; if we are in, the rules refuse them. What the founder or a moderator says
    /// comes first, so that the user is told once.
    pub(super) fn take_rejection(&mut self, now: Instant) {
        let Some(Rejected { mut by, .. }) = self.rejected.take() else { return };
        self.is_changed = true;
        by.sort_by_key(|reject| !self.rules.is_of_leader(reject));
        for reject in by {
            if !self.is_in_use() {
                break;
            }
            // What is refused is counted there.
            let _ = self.rules.take_reject(now, &reject);
        }
    }

    fn on_custom(&mut self, member: EphemeralPublicKey, audience: Audience, delivery: Delivery, data: Content) {
        if !data.is_empty() && self.rules.takes_custom_packets_of(&member) {
            self.outputs.push_back(Output::Custom { group: self.number, member, audience, delivery, data });
        }
    }

    fn lost(&mut self, now: Instant, key: &EphemeralPublicKey, reason: LossReason, was_confirmed: bool) {
        let departure = match reason {
            LossReason::NoAnswer | LossReason::Silent | LossReason::Stuck => Departure::TimedOut,
            LossReason::NotConfirmed | LossReason::MadeRoom => Departure::Disconnected,
        };
        self.is_changed |= was_confirmed;
        self.unlinked(key);
        self.rules.disconnected(now, key, departure);
        if was_confirmed {
            let entry = self.rules.roster().get(key).map(|entry| (entry.addr, entry.relay));
            let (addr, relay) = entry.unwrap_or_default();
            self.look_for(now, *key, Origin::Known, addr, relay.as_slice());
        } else {
            let is_outside = self.is_outside();
            self.wanted.failed(now, key, is_outside);
        }
    }

    /// Notes where a confirmed member is reached.
    pub(super) fn locate(&mut self, now: Instant, key: &EphemeralPublicKey) {
        let Some(member) = self.mesh.find(key) else { return };
        let relay = self.mesh.relays(member).last().copied();
        self.rules.located(key, self.mesh.address(now, member), relay);
    }
}

impl Rejected {
    fn has(&self, member: &EphemeralPublicKey) -> bool {
        self.by.iter().any(|reject| reject.by() == member)
    }
}

/// How often a proof is sent. Our choice: if all get lost, the two meet by chance, or after the next handshake.
const PROOF_COPIES: usize = 2;

/// A node of an announcement. Members running the reference take nodes of either kind for relays.
pub(super) const fn as_relay(node: &PackedNode) -> RelayInfo {
    match node {
        PackedNode::Tcp(relay) => *relay,
        PackedNode::Udp(node) => RelayInfo { addr: node.addr, key: node.key },
    }
}
