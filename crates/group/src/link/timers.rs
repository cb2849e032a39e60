//! What a link does in time.

use std::time::Duration;

use toxcore_sansio::Instant;
use toxcore_wire::Encode;
use toxcore_wire::group::{Ack, KeyRotation};

use super::LossReason;
use super::limits::{
    CONFIRMATION_TIMEOUT, DEAF_TIMEOUT, RENEWAL_INTERVAL, ROTATION_DEAF_TIMEOUT, ROTATION_INTERVAL, SILENCE_TIMEOUT,
    STUCK_TIMEOUT, UNCONFIRMED_TIMEOUT,
};
use super::member::{Link, Standing};
use super::outgoing::Packet;
use super::shared::Shared;

impl Link {
    /// Does what is due. Returns why the link ends, if it does.
    pub(crate) fn handle_timeout(&mut self, cx: &mut Shared, now: Instant) -> Option<LossReason> {
        if let Some((_, reason)) = self.end().filter(|(at, _)| *at <= now) {
            return Some(reason);
        }
        self.drop_old_candidates(now);
        if self.renew_at().is_some_and(|at| at <= now) {
            self.renew(now);
        }
        self.ask_if_due(cx, now);
        if self.session.as_ref().and_then(|session| session.acknowledge_at).is_some_and(|at| at <= now) {
            self.acknowledge(cx, now, None, None);
        }
        self.with_stream(cx, now, |outgoing, seal| outgoing.handle_timeout(now, seal));
        self.ask_for_missing(cx, now);
        if self.ping_at.is_some_and(|at| at <= now) {
            self.send_ping(cx, now);
        }
        if self.share_at.is_some_and(|at| at <= now) {
            self.share_relays(cx, now);
        }
        if self.rotate_at().is_some_and(|at| at <= now) {
            self.rotate(cx, now);
        }
        self.settle_direct(cx, now);
        None
    }

    /// When [`handle_timeout`](Self::handle_timeout) is useful next.
    pub(crate) fn poll_timeout(&self) -> Option<Instant> {
        let timers = [
            self.end().map(|(at, _)| at),
            self.candidate_until(),
            self.renew_at(),
            self.asking.as_ref().and_then(|asking| asking.next),
            self.asking.as_ref().map(|asking| asking.until).filter(|_| self.session.is_some()),
            self.session.as_ref().and_then(|session| session.poll_timeout()),
            self.ping_at,
            self.share_at,
            self.rotate_at(),
            self.paths.direct_until().filter(|_| self.is_direct),
        ];
        timers.into_iter().flatten().min()
    }

    /// When the link ends if nothing happens, and why.
    fn end(&self) -> Option<(Instant, LossReason)> {
        let Some(session) = &self.session else {
            return Some((self.since + UNCONFIRMED_TIMEOUT, LossReason::NoAnswer));
        };
        let silence = if self.is_confirmed() { SILENCE_TIMEOUT } else { UNCONFIRMED_TIMEOUT };
        let patience = (self.standing != Standing::Confirmed).then_some(self.since + CONFIRMATION_TIMEOUT);
        let ends = [
            Some((session.heard + silence, LossReason::Silent)),
            session.outgoing.waiting_since().map(|since| (since + STUCK_TIMEOUT, LossReason::Stuck)),
            patience.map(|at| (at, LossReason::NotConfirmed)),
        ];
        ends.into_iter().flatten().min_by_key(|(at, _)| *at)
    }

    /// When another handshake is tried, because what the member sends cannot be opened. Not because it is silent: whoever comes back
    /// goes on where it was, but members running libtoxcore 0.2.20 that are asked meanwhile hear nobody after that.
    fn renew_at(&self) -> Option<Instant> {
        let session = self.session.as_ref().filter(|_| self.is_confirmed() && self.asking.is_none())?;
        let deaf = if session.keys.is_asked() { ROTATION_DEAF_TIMEOUT } else { DEAF_TIMEOUT };
        let due = self.deaf_since? + deaf;
        Some(self.renewed.map_or(due, |at| due.max(at + RENEWAL_INTERVAL)))
    }

    /// When it is our task to ask for another session key.
    fn rotate_at(&self) -> Option<Instant> {
        let session = self.session.as_ref().filter(|session| session.proven)?;
        let ours = self.is_closer && self.standing == Standing::Confirmed;
        ours.then(|| session.keys.changed() + ROTATION_INTERVAL)
    }

    fn rotate(&mut self, cx: &mut Shared, now: Instant) {
        let Some(session) = &mut self.session else { return };
        let pair = cx.new_pair();
        let request = KeyRotation::Request(pair.public).to_vec();
        session.keys.ask(now, pair);
        // If the queue is full, the next one is asked for in time.
        if let Ok(packet) = Packet::new(KeyRotation::KIND, &request) {
            let _ = session.outgoing.push(&packet);
        }
        self.pump(cx, now);
    }

    fn ask_for_missing(&mut self, cx: &mut Shared, now: Instant) {
        let Some(session) = &mut self.session else { return };
        let pause = (session.outgoing.round_trip() * 2).max(MIN_ASK_PAUSE);
        for message_id in session.incoming.ask(now, pause) {
            self.send_ack(cx, now, Ack::Missing { message_id });
        }
    }
}

/// Least pause between two questions for the same packets. Our choice: two turns of the reference.
const MIN_ASK_PAUSE: Duration = Duration::from_millis(100);
