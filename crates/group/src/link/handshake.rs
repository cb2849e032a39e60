//! How a link comes by a session.
//!
//! Handshakes can be replayed, because nothing in them is fresh. So each makes a *candidate* with session keys of its own, and
//! the session in use stays until something arrives that was sealed with the keys of a candidate.

use toxcore_crypto::{CombinedKey, EphemeralKeyPair};
use toxcore_sansio::{Discard, Instant};
use toxcore_wire::PackedNode;
use toxcore_wire::group::{
    GroupHandshake, HandshakeKind, HandshakePurpose, JoinType, LosslessData, LosslessKind, UncheckedGroupHandshake,
};

use super::asking::Asking;
use super::limits::{ABSENCE, AGREEMENT_BURST, ANSWER_INTERVAL, CANDIDATE_LIFETIME, LATE_REQUEST, MAX_CANDIDATES};
use super::member::{Link, Standing};
use super::paths::Evidence;
use super::session::{HANDSHAKE_ACK_ID, Session};
use super::shared::{Shared, as_relay};
use super::{Output, Role, Target};

impl Link {
    /// Whether a handshake of the member may lead to anything, which costs nothing to see.
    ///
    /// # Errors
    /// [`Discard`].
    pub(crate) fn check_use(&self, now: Instant, handshake: &UncheckedGroupHandshake) -> Result<(), Discard> {
        let theirs = handshake.session_key();
        let made_session = self.session.as_ref().filter(|session| session.theirs == *theirs);
        match handshake.kind() {
            HandshakeKind::Request if made_session.is_some_and(|session| now < session.heard + LATE_REQUEST) => {
                Err(Discard::Replay)
            }
            HandshakeKind::Request => Ok(()),
            HandshakeKind::Response if made_session.is_some_and(|session| session.was_answered(now)) => {
                Err(Discard::Replay)
            }
            HandshakeKind::Response => {
                let is_known = self.candidates.iter().any(|candidate| candidate.theirs == *theirs);
                let is_of_use = made_session.is_some() || is_known || self.asking.is_some();
                if is_of_use { Ok(()) } else { Err(Discard::Unsolicited) }
            }
        }
    }

    /// The member asks for a session. `admit` says whether another X25519 operation may be spent on who sent it.
    ///
    /// # Errors
    /// [`Discard`]; nothing has changed.
    pub(crate) fn handle_request(
        &mut self,
        cx: &mut Shared,
        now: Instant,
        from: Target,
        handshake: &GroupHandshake,
        admit: &mut dyn FnMut() -> bool,
    ) -> Result<(), Discard> {
        if cx.is_private && handshake.join_type == JoinType::Public {
            return Err(Discard::Forbidden);
        }
        let theirs = handshake.session_key;
        let known = self.candidates.iter().position(|candidate| candidate.theirs == theirs);
        if self.is_closer && self.asking.is_some() && known.is_none() {
            self.learn_from_request(cx, now, from, handshake);
            self.ask_again(cx, now, from);
            return Ok(());
        }
        let place = match known {
            Some(place) => place,
            None => self.add_candidate(cx, now, handshake, Role::Responder, admit)?,
        };
        self.learn_from_request(cx, now, from, handshake);
        let Some(candidate) = self.candidates.get_mut(place) else { return Ok(()) };
        candidate.created = now;
        if !candidate.was_answered(now) {
            candidate.answered_at = Some(now);
            self.send_handshake(cx, HandshakeKind::Response, handshake.purpose, from);
        }
        self.wait_for_candidate(now);
        Ok(())
    }

    /// The member answers a request of ours.
    ///
    /// # Errors
    /// [`Discard`]; nothing has changed.
    pub(crate) fn handle_response(
        &mut self,
        cx: &mut Shared,
        now: Instant,
        from: Target,
        handshake: &GroupHandshake,
        admit: &mut dyn FnMut() -> bool,
    ) -> Result<(), Discard> {
        self.signing.get_or_insert(handshake.signing_key);
        let ours = self.pair.as_ref().map(|pair| pair.public);
        let answers = |session: &Session| session.is_of(&handshake.session_key, ours.as_ref());
        if let Some(session) = self.session.as_mut().filter(|session| answers(session)) {
            session.answered = true;
            let behind = session.incoming.skip_to(HANDSHAKE_ACK_ID);
            session.answered_at = Some(now);
            self.acknowledge(cx, now, None, Some(from));
            self.wait_for_candidate(now);
            if behind {
                self.drain(cx, now);
            }
            return Ok(());
        }
        let known = self.candidates.iter().position(answers);
        let place = match known {
            Some(place) => place,
            None if self.asking.is_none() => return Err(Discard::Unsolicited),
            None => self.add_candidate(cx, now, handshake, Role::Requester, admit)?,
        };
        self.paths.learn(now, from, Evidence::Told);
        if let Some(candidate) = self.candidates.get_mut(place) {
            candidate.answered = true;
            candidate.incoming.skip_to(HANDSHAKE_ACK_ID);
        }
        self.wait_for_candidate(now);
        if self.session.is_some() {
            self.acknowledge(cx, now, Some(place), Some(from));
            return Ok(());
        }
        // No session can be lost, so there is no need to wait for a packet of the member. Should this be a copy of an old answer,
        // what is sent moves to the right session when that is proven.
        let session = self.candidates.remove(place);
        let purpose = session.purpose;
        self.begin(now, session);
        self.acknowledge(cx, now, None, Some(from));
        cx.say(Output::Handshaked { member: self.id, role: Role::Requester, purpose, renewed: false });
        Ok(())
    }

    /// Something was opened with the keys of the session, or of a candidate, which so becomes the session.
    pub(super) fn prove(&mut self, cx: &mut Shared, now: Instant, candidate: Option<usize>) {
        self.deaf_since = None;
        if let Some(place) = candidate.filter(|place| *place < self.candidates.len()) {
            let session = self.candidates.remove(place);
            self.replace(cx, now, session);
        }
        let Some(session) = &mut self.session else { return };
        if now >= session.heard + ABSENCE {
            session.outgoing.hurry(now);
        }
        session.heard = now;
        if !session.proven {
            self.lost_count = None;
            session.proven = true;
            session.acknowledge_at = None;
            self.candidates.clear();
            (self.asking, self.pair) = (None, None);
        }
    }

    /// Tells the member that its answer has come, until it shows that it knows.
    pub(super) fn acknowledge(&mut self, cx: &mut Shared, now: Instant, candidate: Option<usize>, to: Option<Target>) {
        let (own, nonce) = (cx.own_key(), cx.nonce());
        let ways = match to {
            Some(way) => [Some(way), None],
            None => self.paths.choose(now, &self.key, 0, false),
        };
        let session = match candidate {
            Some(place) => self.candidates.get_mut(place),
            None => self.session.as_deref_mut(),
        };
        let Some(session) = session else { return };
        if !session.proven {
            session.acknowledge_at = Some(now + session.acknowledge_pause());
            session.acknowledged = session.acknowledged.saturating_add(1);
        }
        let data = LosslessData { kind: LosslessKind::HandshakeAck, message_id: HANDSHAKE_ACK_ID, data: &[] };
        cx.outbox.push(ways.into_iter().flatten(), |out| {
            // There is no data that could be too long.
            let _ = data.seal(&own, &nonce, session.keys.current(), out);
        });
    }

    /// Forgets candidates of whom nothing came.
    pub(super) fn drop_old_candidates(&mut self, now: Instant) {
        self.candidates.retain(|candidate| now < candidate.created + CANDIDATE_LIFETIME);
    }

    /// When the oldest candidate is forgotten.
    pub(super) fn candidate_until(&self) -> Option<Instant> {
        self.candidates.iter().map(|candidate| candidate.created + CANDIDATE_LIFETIME).min()
    }

    fn learn_from_request(&mut self, cx: &mut Shared, now: Instant, from: Target, handshake: &GroupHandshake) {
        self.signing.get_or_insert(handshake.signing_key);
        self.paths.learn(now, from, Evidence::Told);
        if let Some(node) = &handshake.relay {
            self.hear_relay(cx, now, Some(from), as_relay(node));
        }
    }

    /// A session that its first packet, or the lack of another session, has made the one in use.
    fn begin(&mut self, now: Instant, session: Session) {
        tracing::debug!(target: "toxcore_group", member = ?self.id, role = ?session.role, "session");
        // Who has a session and begins another has no more time to be confirmed than before.
        if self.standing == Standing::Unconfirmed && !std::mem::replace(&mut self.had_session, true) {
            self.since = now;
        }
        self.session = Some(Box::new(session));
    }

    fn replace(&mut self, cx: &mut Shared, now: Instant, mut session: Session) {
        let (role, purpose) = (session.role, session.purpose);
        let renewed = match self.session.take() {
            Some(mut old) if old.proven => {
                self.carry(&mut old);
                // The member may be elsewhere now.
                self.paths.forget_proof();
                if self.standing == Standing::Confirmed {
                    (self.standing, self.since) = (Standing::Returning, now);
                }
                true
            }
            // It was the one of a replayed answer. The owner has heard of a session already.
            Some(mut old) => {
                for packet in old.outgoing.take_unconfirmed() {
                    // As much fits as fitted there.
                    let _ = session.outgoing.push(&packet);
                }
                self.begin(now, session);
                return self.pump(cx, now);
            }
            None => false,
        };
        self.begin(now, session);
        cx.say(Output::Handshaked { member: self.id, role, purpose, renewed });
    }

    /// A candidate for this handshake. Returns its place.
    fn add_candidate(
        &mut self,
        cx: &mut Shared,
        now: Instant,
        handshake: &GroupHandshake,
        role: Role,
        admit: &mut dyn FnMut() -> bool,
    ) -> Result<usize, Discard> {
        let newest =
            self.candidates.iter().filter(|candidate| candidate.role == role).map(|candidate| candidate.created);
        let is_too_soon = newest.max().is_some_and(|at| now < at + ANSWER_INTERVAL);
        if is_too_soon || !self.may_agree(now) || !admit() {
            return Err(Discard::Limited);
        }
        let purpose = match (role, &self.asking) {
            (Role::Requester, Some(asking)) => asking.purpose,
            _ => handshake.purpose,
        };
        let pair = self.pair(cx);
        let ours = pair.public;
        let key = CombinedKey::new(&pair.secret, &handshake.session_key).map_err(|_| Discard::NotDecryptable)?;
        if self.candidates.len() >= MAX_CANDIDATES {
            self.candidates.remove(0);
        }
        self.candidates.push(Session::new(now, handshake.session_key, ours, key, role, purpose));
        Ok(self.candidates.len() - 1)
    }

    /// Whether another session key may be made with the member; if so, it is counted.
    fn may_agree(&mut self, now: Instant) -> bool {
        let rested_at = self.rested_at.max(now) + ANSWER_INTERVAL;
        let may = rested_at - now <= ANSWER_INTERVAL * AGREEMENT_BURST;
        if may {
            self.rested_at = rested_at;
        }
        may
    }

    pub(super) fn send_handshake(
        &mut self,
        cx: &mut Shared,
        kind: HandshakeKind,
        purpose: HandshakePurpose,
        to: Target,
    ) {
        let Some(combined) = self.combined(cx) else { return };
        let session_key = self.pair(cx).public;
        let relay = match kind {
            HandshakeKind::Request => self.relay_to_name(cx),
            HandshakeKind::Response => cx.any_relay(),
        };
        let join_type = if kind == HandshakeKind::Request { cx.join_type } else { JoinType::Public };
        let own = cx.keys.public();
        let handshake = GroupHandshake { kind, session_key, signing_key: own.signing, purpose, join_type, relay };
        let nonce = cx.rng.nonce();
        cx.outbox.push([to], |out| handshake.seal(&own.encryption, &self.key, &nonce, &combined, out));
    }

    /// The relay that a request names, at which the answer is to be sent. Members running the reference send the first answer at once,
    /// the next after 3 s, and have to be connected with the relay by then: they are with their own.
    fn relay_to_name(&mut self, cx: &mut Shared) -> Option<PackedNode> {
        let theirs = self.paths.relays().last().copied().map(PackedNode::Tcp);
        let is_theirs = theirs.is_some() && self.asking.as_ref().is_none_or(Asking::names_their_relay);
        if is_theirs { theirs } else { cx.any_relay().or(theirs) }
    }

    fn pair(&mut self, cx: &mut Shared) -> &EphemeralKeyPair {
        self.pair.get_or_insert_with(|| cx.new_pair())
    }

    /// What handshakes with the member are sealed with. `None` if its key is none.
    fn combined(&mut self, cx: &Shared) -> Option<Box<CombinedKey>> {
        if self.combined.is_none() {
            self.combined = CombinedKey::new(cx.keys.encryption_secret(), &self.key).ok().map(Box::new);
        }
        self.combined.clone()
    }
}
