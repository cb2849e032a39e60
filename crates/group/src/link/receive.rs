//! What becomes of the packets of a member.

use std::time::Duration;

use toxcore_sansio::{Discard, Instant};
use toxcore_wire::Encode;
use toxcore_wire::group::{Ack, GroupPing, KeyRotation, LosslessKind, LossyKind, MAX_REASSEMBLED_LEN, TcpRelays};

use super::incoming::{Part, Place};
use super::leisure;
use super::limits::{DIRECT_TIMEOUT, MAX_UNCONFIRMED_PACKET, MAX_UNCONFIRMED_WAITING_BYTES, MAX_WAITING_BYTES};
use super::member::Link;
use super::outgoing::{Missing, Packet};
use super::paths::Evidence;
use super::session::{CROSSED_ACK_ID, HANDSHAKE_ACK_ID, Opened, Session};
use super::shared::{Data, Shared, as_relay};
use super::{Output, Target};
use crate::secret::PlainBytes;

impl Link {
    /// A lossless packet in the member's name.
    ///
    /// # Errors
    /// [`Discard`]; nothing has changed.
    pub(crate) fn handle_lossless(
        &mut self,
        cx: &mut Shared,
        now: Instant,
        from: Target,
        packet: &mut [u8],
    ) -> Result<(), Discard> {
        let (candidate, Opened { kind, message_id, data }) =
            self.open(now, |session| session.open_lossless(now, packet))?;
        self.prove(cx, now, candidate);
        let most = if self.is_confirmed() { MAX_WAITING_BYTES } else { MAX_UNCONFIRMED_WAITING_BYTES };
        let Some(session) = &mut self.session else { return Ok(()) };
        let incoming = &mut session.incoming;
        let place = incoming.place(message_id);
        let bytes = packet.get(data.clone()).unwrap_or_default();
        let at_leisure = place == Place::Next && leisure::is_for(kind, bytes);
        let is_newest = incoming.is_newest(message_id);
        let is_taken = match place {
            Place::Next => true,
            // Who had answered us, too, counts its answer.
            Place::Early if kind == LosslessKind::HandshakeAck && message_id == CROSSED_ACK_ID => true,
            Place::Early => incoming.keep(now, message_id, kind, bytes, most),
            Place::Before | Place::TooFar => false,
        };
        self.learn(cx, now, from, if is_newest && is_taken { Evidence::New } else { Evidence::Opened });
        let Some(session) = &mut self.session else { return Ok(()) };
        let incoming = &mut session.incoming;
        match place {
            Place::Before => {}
            Place::Next => {
                incoming.advance();
                self.take_in(cx, now, kind, Data::InPlace(bytes, data));
                self.drain(cx, now);
            }
            Place::Early if kind == LosslessKind::HandshakeAck && message_id == CROSSED_ACK_ID => {
                incoming.skip_to(message_id);
                self.drain(cx, now);
            }
            Place::Early => {
                if !is_taken {
                    cx.refuse(Discard::Full);
                }
                return Ok(());
            }
            Place::TooFar => {
                cx.refuse(Discard::Forbidden);
                return Ok(());
            }
        }
        let Some(session) = &mut self.session else { return Ok(()) };
        if !at_leisure {
            self.tell_untold(cx, now);
            self.send_ack(cx, now, Ack::Received { message_id });
        } else if session.untold.add(&mut cx.waiting, now, self.id.index, message_id) {
            self.tell_untold(cx, now);
        }
        Ok(())
    }

    /// Acknowledges what waits for that, as it is time to.
    pub(crate) fn tell_waiting(&mut self, cx: &mut Shared, now: Instant) {
        if let Some(session) = &mut self.session {
            session.untold.unlist();
        }
        self.tell_untold(cx, now);
    }

    /// Acknowledges what waits for that.
    pub(super) fn tell_untold(&mut self, cx: &mut Shared, now: Instant) {
        let Some(session) = &mut self.session else { return };
        for message_id in session.untold.take() {
            self.send_ack(cx, now, Ack::Received { message_id });
        }
    }

    /// A lossy packet in the member's name.
    ///
    /// # Errors
    /// [`Discard`]; nothing has changed.
    pub(crate) fn handle_lossy(
        &mut self,
        cx: &mut Shared,
        now: Instant,
        from: Target,
        packet: &mut [u8],
    ) -> Result<(), Discard> {
        let (candidate, Opened { kind, data, .. }) = self.open(now, |session| session.open_lossy(now, packet))?;
        let bytes = packet.get(data.clone()).unwrap_or_default();
        let parsed = match kind {
            LossyKind::Ack => Some(Content::Ack(Ack::parse(bytes)?)),
            LossyKind::Ping => Some(Content::Ping(GroupPing::parse(bytes)?)),
            LossyKind::InviteReject | LossyKind::StateProof | LossyKind::Custom | LossyKind::CustomPrivate => None,
            _ => return Err(Discard::Unsupported(kind.number())),
        };
        self.prove(cx, now, candidate);
        let is_answer = matches!(&parsed, Some(Content::Ack(Ack::Received { message_id }))
            if self.session.as_ref().is_some_and(|session| session.outgoing.awaits(*message_id)));
        self.learn(cx, now, from, if is_answer { Evidence::New } else { Evidence::Opened });
        match parsed {
            Some(Content::Ack(ack)) => self.handle_ack(cx, now, ack),
            Some(Content::Ping(ping)) => self.handle_ping(cx, now, &ping),
            None if !is_for_strangers(kind) && !self.is_confirmed() => cx.refuse(Discard::Forbidden),
            None => {
                let payload = cx.payload(Data::InPlace(bytes, data));
                cx.say(Output::Lossy { member: self.id, kind, payload });
            }
        }
        Ok(())
    }

    /// Notes where a packet of the session came from. If it may be a copy and the member was never there, a question goes there, among
    /// others: the answer is none.
    fn learn(&mut self, cx: &mut Shared, now: Instant, from: Target, evidence: Evidence) {
        self.paths.learn(now, from, evidence);
        self.settle_direct(cx, now);
        let is_due = self.proof_asked.is_none_or(|at| now >= at + DIRECT_TIMEOUT);
        if evidence == Evidence::Opened && is_due && self.is_settled() && self.paths.wants_proof(now) {
            self.proof_asked = Some(now);
            // If the queue is full, what is in it is question enough.
            if let Ok(question) = Packet::new(LosslessKind::PeerInfoRequest, &[]) {
                let _ = self.send(cx, now, &question);
            }
        }
    }

    /// Handles what waited for packets that have come now.
    pub(super) fn drain(&mut self, cx: &mut Shared, now: Instant) {
        while let Some((message_id, kind, data)) =
            self.session.as_mut().and_then(|session| session.incoming.next_early())
        {
            self.take_in(cx, now, kind, Data::Owned(data, 0));
            self.send_ack(cx, now, Ack::Received { message_id });
        }
        if let Some(session) = &mut self.session {
            session.incoming.settle(now);
        }
    }

    /// Opens a packet with the keys of the session or of a candidate, and says which.
    fn open<K>(
        &mut self,
        now: Instant,
        mut open: impl FnMut(&mut Session) -> Option<Result<Opened<K>, Discard>>,
    ) -> Result<(Option<usize>, Opened<K>), Discard> {
        if let Some(opened) = self.session.as_deref_mut().and_then(&mut open) {
            return opened.map(|opened| (None, opened));
        }
        for (place, candidate) in self.candidates.iter_mut().enumerate() {
            if let Some(opened) = open(candidate) {
                return opened.map(|opened| (Some(place), opened));
            }
        }
        self.deaf_since.get_or_insert(now);
        Err(Discard::NotDecryptable)
    }

    /// A packet whose turn it is.
    fn take_in(&mut self, cx: &mut Shared, now: Instant, kind: LosslessKind, data: Data<'_>) {
        let most = if self.is_confirmed() { MAX_REASSEMBLED_LEN } else { MAX_UNCONFIRMED_PACKET };
        let Some(session) = &mut self.session else { return };
        if kind != LosslessKind::Fragment {
            if session.incoming.interrupt() {
                cx.refuse(Discard::Forbidden);
            }
            return self.take_whole(cx, now, kind, data);
        }
        match session.incoming.part(data.bytes(), most) {
            Part::More => {}
            Part::Discarded => cx.refuse(Discard::Forbidden),
            Part::Complete(bytes) => {
                let kind = bytes.first().copied().unwrap_or_default().into();
                self.take_whole(cx, now, kind, Data::Owned(PlainBytes::new(kind, bytes.into()), 1));
            }
        }
    }

    /// A packet that is whole. What is not for the owner is handled here.
    fn take_whole(&mut self, cx: &mut Shared, now: Instant, kind: LosslessKind, data: Data<'_>) {
        let refused = match kind {
            LosslessKind::HandshakeAck => Ok(()),
            LosslessKind::KeyRotation => self.handle_rotation(cx, now, data.bytes()),
            LosslessKind::TcpRelays => self.handle_relays(cx, now, data.bytes()),
            LosslessKind::Fragment => Err(Discard::Forbidden),
            LosslessKind::Unknown(kind) => Err(Discard::Unsupported(kind)),
            _ => {
                let payload = cx.payload(data);
                cx.say(Output::Lossless { member: self.id, kind, payload });
                Ok(())
            }
        };
        if let Err(reason) = refused {
            cx.refuse(reason);
        }
    }

    fn handle_rotation(&mut self, cx: &mut Shared, now: Instant, data: &[u8]) -> Result<(), Discard> {
        let Some(session) = &mut self.session else { return Ok(()) };
        match KeyRotation::parse(data)? {
            KeyRotation::Request(_) if !session.keys.may_answer(now) => Err(Discard::Limited),
            KeyRotation::Request(theirs) => {
                let pair = cx.new_pair();
                session.keys.answer(now, &pair, &theirs).map_err(|_| Discard::NotDecryptable)?;
                let answer = KeyRotation::Response(pair.public).to_vec();
                let packet = Packet::new(KeyRotation::KIND, &answer).map_err(|_| Discard::Full)?;
                session.outgoing.push(&packet).map_err(|_| Discard::Full)?;
                self.pump(cx, now);
                Ok(())
            }
            KeyRotation::Response(theirs) => match session.keys.answered(now, &theirs) {
                Ok(true) => Ok(()),
                Ok(false) => Err(Discard::Unsolicited),
                Err(_) => Err(Discard::NotDecryptable),
            },
        }
    }

    fn handle_relays(&mut self, cx: &mut Shared, now: Instant, data: &[u8]) -> Result<(), Discard> {
        let relays = TcpRelays::parse(data)?.relays;
        relays.iter().for_each(|node| self.hear_relay(cx, now, None, as_relay(node)));
        Ok(())
    }

    fn handle_ack(&mut self, cx: &mut Shared, now: Instant, ack: Ack) {
        match ack {
            Ack::Received { message_id } => {
                let news = self.session.as_mut().is_some_and(|session| session.outgoing.confirm(now, message_id));
                if news {
                    self.lost_count = None;
                    self.pump(cx, now);
                }
            }
            Ack::Missing { message_id: HANDSHAKE_ACK_ID } => {
                if self.session.as_ref().is_some_and(|session| session.answered) {
                    self.acknowledge(cx, now, None, None);
                }
            }
            Ack::Missing { message_id } => {
                let found = self.with_stream(cx, now, |outgoing, seal| outgoing.missing(now, message_id, seal));
                match found {
                    Some(Missing::Confirmed) => self.asked_for_confirmed(now),
                    Some(Missing::Unknown) => cx.refuse(Discard::Unsolicited),
                    Some(Missing::Repeated) | None => {}
                }
            }
        }
    }

    /// The member asks for what it has confirmed. Once that is a packet that was overtaken; if it goes on and nothing else is
    /// confirmed, a handshake that came late has reset its count. It takes another handshake to agree again.
    fn asked_for_confirmed(&mut self, now: Instant) {
        let since = self.lost_count.filter(|since| now < *since + LOST_COUNT_MEMORY).unwrap_or(now);
        self.lost_count = Some(since);
        if now >= since + LOST_COUNT_TIMEOUT {
            self.renew(now);
        }
    }

    fn handle_ping(&mut self, cx: &mut Shared, now: Instant, ping: &GroupPing) {
        if !self.is_confirmed() {
            return cx.refuse(Discard::Forbidden);
        }
        match ping.addr {
            Some(addr) if cx.believes(self.paths.live(now), &addr) => {
                self.paths.learn(now, Target::Udp(addr), Evidence::Told);
            }
            Some(_) => cx.refuse(Discard::ForbiddenSource),
            None => {}
        }
        cx.say(Output::Pinged { member: self.id, ping: *ping });
    }
}

/// Whether a lossy packet counts before its sender is confirmed.
const fn is_for_strangers(kind: LossyKind) -> bool {
    matches!(kind, LossyKind::InviteReject | LossyKind::StateProof)
}

/// How long a member asks for what it has confirmed until that is taken for a lost count. Our choice: members running the
/// reference ask once a second, and a packet is not overtaken for so long.
const LOST_COUNT_TIMEOUT: Duration = Duration::from_secs(2);
/// How long such a question is remembered.
const LOST_COUNT_MEMORY: Duration = Duration::from_secs(10);

/// What the link itself reads of a lossy packet.
enum Content {
    Ack(Ack),
    Ping(GroupPing),
}
