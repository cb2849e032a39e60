//! When and where requests for a session go out.

use toxcore_sansio::Instant;
use toxcore_wire::group::{HandshakeKind, HandshakePurpose};

use super::Target;
use super::limits::{ANSWER_INTERVAL, FIRST_HANDSHAKE_INTERVAL, HANDSHAKE_INTERVAL, RELAY_DELAY, RENEWAL_INTERVAL};
use super::member::Link;
use super::shared::Shared;

/// Requests that we send until there is a session.
#[derive(Debug)]
pub(super) struct Asking {
    pub(super) purpose: HandshakePurpose,
    /// Tries so far: even ones go over UDP, odd ones through relays.
    tries: u32,
    /// When the next is due; never while no way is known.
    pub(super) next: Option<Instant>,
    /// When one was sent last.
    last: Option<Instant>,
    /// When we stop, if there is a session already.
    pub(super) until: Instant,
}

impl Asking {
    /// Whether this request, just counted, names a relay of the member rather than one of ours: the first do, then every other.
    pub(super) const fn names_their_relay(&self) -> bool {
        self.tries <= QUICK_TRIES || self.tries / 2 % 2 == 1
    }
}

impl Link {
    /// Begins to send requests.
    pub(crate) fn ask(&mut self, now: Instant, purpose: HandshakePurpose) {
        if self.asking.is_none() {
            self.asking =
                Some(Asking { purpose, tries: 0, next: Some(now), last: None, until: now + RENEWAL_INTERVAL });
        }
    }

    /// Begins another handshake beside the session, unless one was begun a moment ago.
    pub(super) fn renew(&mut self, now: Instant) {
        if self.asking.is_none() && self.renewed.is_none_or(|at| now >= at + RENEWAL_INTERVAL) {
            tracing::debug!(target: "toxcore_group", member = ?self.id, "another handshake");
            self.renewed = Some(now);
            self.ask(now, HandshakePurpose::PeerInfo);
        }
    }

    /// An address is known now.
    pub(crate) fn address_known(&mut self, cx: &Shared, now: Instant) {
        if !cx.has_udp || self.is_answered() {
            return;
        }
        let Some(asking) = &mut self.asking else { return };
        if asking.last.is_none_or(|last| now >= last + ANSWER_INTERVAL) {
            asking.tries = asking.tries.next_multiple_of(2);
            asking.next = Some(now);
        }
    }

    /// Packets go through relays now. What goes over UDP goes first, and may be answered first.
    pub(crate) fn relay_ready(&mut self, cx: &Shared, now: Instant) {
        if self.is_answered() {
            return;
        }
        let is_for_udp = self.udp_way(cx, 0).is_some();
        let Some(asking) = &mut self.asking else { return };
        if is_for_udp && asking.last.is_none() {
            asking.next = Some(now);
            return;
        }
        asking.tries |= 1;
        asking.next = Some(asking.last.map_or(now, |last| now.max(last + RELAY_DELAY)));
    }

    /// Whether a handshake is under way, so that a further request would only disturb it: members running the reference begin anew
    /// with each.
    fn is_answered(&self) -> bool {
        !self.candidates.is_empty() || self.session.as_ref().is_some_and(|session| !session.proven)
    }

    /// The `n`-th try over UDP.
    fn udp_way(&self, cx: &Shared, n: usize) -> Option<Target> {
        self.paths.try_address(n).filter(|_| cx.has_udp)
    }

    /// Sends the request that is due.
    pub(super) fn ask_if_due(&mut self, cx: &mut Shared, now: Instant) {
        let round = self.asking.as_ref().map_or(0, |asking| usize::try_from(asking.tries / 2).unwrap_or(0));
        let udp = self.udp_way(cx, round);
        let Some(asking) = &mut self.asking else { return };
        if self.session.is_some() && now >= asking.until {
            self.asking = None;
            return;
        }
        if asking.next.is_none_or(|next| now < next) {
            return;
        }
        // Without an address there is nothing that relays would have to wait for.
        let skips_udp = asking.tries == 0 && udp.is_none();
        let (purpose, tries) = (asking.purpose, if skips_udp { 1 } else { asking.tries });
        asking.tries = tries.saturating_add(1);
        let (way, pause) = if tries % 2 == 0 {
            (udp, RELAY_DELAY)
        } else {
            let interval = if tries < QUICK_TRIES { FIRST_HANDSHAKE_INTERVAL } else { HANDSHAKE_INTERVAL };
            (self.paths.relayed(&self.key), interval - RELAY_DELAY)
        };
        asking.next = Some(now + pause);
        if way.is_some() {
            asking.last = Some(now);
        } else if udp.is_none() && self.paths.relayed(&self.key).is_none() {
            (asking.tries, asking.next) = (0, None);
        }
        if let Some(way) = way {
            self.send_handshake(cx, HandshakeKind::Request, purpose, way);
        }
    }

    /// Gives what is under way time to work: a request that arrives late makes members running the reference start anew.
    pub(super) fn wait_for_candidate(&mut self, now: Instant) {
        if let Some(asking) = &mut self.asking {
            asking.next = Some(asking.next.unwrap_or(now).max(now + HANDSHAKE_INTERVAL));
        }
    }

    /// Our request counts and not theirs, so they may need it once more, where theirs came from.
    pub(super) fn ask_again(&mut self, cx: &mut Shared, now: Instant, to: Target) {
        let Some(asking) = &mut self.asking else { return };
        if asking.last.is_none_or(|last| now >= last + ANSWER_INTERVAL) {
            asking.last = Some(now);
            asking.next = Some(now + HANDSHAKE_INTERVAL);
            let purpose = asking.purpose;
            self.send_handshake(cx, HandshakeKind::Request, purpose, to);
        }
    }
}

/// Tries, over UDP and relays together, that follow each other quickly. Our choice.
const QUICK_TRIES: u32 = 6;
