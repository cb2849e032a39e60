//! The link with one member: what it is, and what goes out.

use std::collections::VecDeque;
use std::time::Duration;

use toxcore_crypto::ed25519::SigningPublicKey;
use toxcore_crypto::{CombinedKey, EphemeralKeyPair, EphemeralPublicKey};
use toxcore_sansio::{Discard, Instant};
use toxcore_wire::group::{
    Ack, GroupPing, LosslessData, LosslessKind, LossyData, LossyKind, MAX_GROUP_CUSTOM_LEN, TcpRelays,
};
use toxcore_wire::{Encode, RelayInfo, is_usable_node_addr};

use super::asking::Asking;
use super::limits::{
    MAX_CARRIED, NEWCOMER_TIME, NEWS_PING_DELAY, PING_INTERVAL, RELAY_NEWS_BURST, RELAY_NEWS_PAUSE,
    RELAY_SHARE_INTERVAL,
};
use super::outgoing::{Outgoing, Packet};
use super::paths::Paths;
use super::session::Session;
use super::shared::Shared;
use super::{MemberId, Output, Phase, SendError, Target};

/// One other member.
#[derive(Debug)]
pub(crate) struct Link {
    pub(crate) id: MemberId,
    pub(crate) key: EphemeralPublicKey,
    /// Whether we are closer to the chat id.
    pub(crate) is_closer: bool,
    /// What handshakes are sealed with, once there was one.
    pub(super) combined: Option<Box<CombinedKey>>,
    pub(crate) signing: Option<SigningPublicKey>,
    pub(crate) paths: Paths,
    /// The session in use.
    pub(crate) session: Option<Box<Session>>,
    /// Sessions that wait for their first packet, oldest first.
    pub(super) candidates: Vec<Session>,
    /// Our session keys for the handshakes under way.
    pub(super) pair: Option<EphemeralKeyPair>,
    pub(super) asking: Option<Asking>,
    pub(super) standing: Standing,
    /// When it came to its standing, or to its first session.
    pub(super) since: Instant,
    /// Whether there was a session already.
    pub(super) had_session: bool,
    /// When as many session keys may be made at once as ever.
    pub(super) rested_at: Instant,
    /// The first packet in its name that could not be opened, since one could.
    pub(super) deaf_since: Option<Instant>,
    /// Since when the member asks for what it has confirmed.
    pub(super) lost_count: Option<Instant>,
    /// When we began a handshake because something was wrong.
    pub(super) renewed: Option<Instant>,
    /// What waits until the member is confirmed again.
    carried: VecDeque<Packet>,
    pub(super) ping_at: Option<Instant>,
    pub(super) share_at: Option<Instant>,
    /// Whether UDP packets arrive, as far as was told.
    pub(super) is_direct: bool,
    /// When a question went to an address without proof.
    pub(super) proof_asked: Option<Instant>,
    /// When as many new relays may be named at once as ever.
    relays_settled_at: Instant,
    /// When the member wants to be looked at, as it stands in the set of deadlines.
    deadline: Option<Instant>,
}

/// Whether the member is confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    Unconfirmed,
    Confirmed,
    /// It was confirmed in a session that another has replaced.
    Returning,
}

impl Link {
    pub(crate) fn new(now: Instant, id: MemberId, key: EphemeralPublicKey, is_closer: bool) -> Self {
        Self {
            id,
            key,
            is_closer,
            combined: None,
            signing: None,
            paths: Paths::default(),
            session: None,
            candidates: Vec::new(),
            pair: None,
            asking: None,
            standing: Standing::Unconfirmed,
            since: now,
            had_session: false,
            rested_at: now,
            deaf_since: None,
            lost_count: None,
            renewed: None,
            carried: VecDeque::new(),
            ping_at: None,
            share_at: None,
            is_direct: false,
            proof_asked: None,
            relays_settled_at: now,
            deadline: None,
        }
    }

    /// What handshakes with the member are sealed with, once there was one.
    pub(crate) fn handshake_key(&self) -> Option<&CombinedKey> {
        self.combined.as_deref()
    }

    /// A handshake of the member was opened with this key.
    pub(crate) fn set_handshake_key(&mut self, key: &CombinedKey) {
        self.combined.get_or_insert_with(|| Box::new(key.clone()));
    }

    /// When the member wants to be looked at, as was noted last.
    pub(crate) const fn deadline(&self) -> Option<Instant> {
        self.deadline
    }

    pub(crate) const fn set_deadline(&mut self, deadline: Option<Instant>) {
        self.deadline = deadline;
    }

    pub(crate) fn phase(&self) -> Phase {
        match self.standing {
            Standing::Unconfirmed if self.session.is_none() => Phase::Known,
            Standing::Unconfirmed => Phase::Handshaked,
            Standing::Confirmed => Phase::Confirmed,
            Standing::Returning => Phase::Returning,
        }
    }

    pub(crate) fn is_confirmed(&self) -> bool {
        self.standing != Standing::Unconfirmed
    }

    /// Whether it is confirmed in this session.
    pub(super) fn is_settled(&self) -> bool {
        self.standing == Standing::Confirmed
    }

    /// Queues a lossless packet. What all members get waits while a member is between two sessions.
    pub(crate) fn send(&mut self, cx: &mut Shared, now: Instant, packet: &Packet) -> Result<(), SendError> {
        let session = self.session.as_mut().ok_or(SendError::NotConnected)?;
        let waits = self.standing == Standing::Returning || !self.carried.is_empty();
        if waits && is_for_members(packet.kind()) {
            if self.carried.len() >= MAX_CARRIED {
                return Err(SendError::Full);
            }
            self.carried.push_back(packet.clone());
            return Ok(());
        }
        session.outgoing.push(packet)?;
        self.pump(cx, now);
        Ok(())
    }

    /// Sends a lossy packet now.
    pub(crate) fn send_lossy(
        &mut self,
        cx: &mut Shared,
        now: Instant,
        kind: LossyKind,
        data: &[u8],
    ) -> Result<(), SendError> {
        let session = self.session.as_mut().ok_or(SendError::NotConnected)?;
        if data.is_empty() {
            return Err(SendError::Empty);
        }
        if data.len() > MAX_GROUP_CUSTOM_LEN {
            return Err(SendError::TooLong(data.len()));
        }
        let targets = self.paths.choose(now, &self.key, LOSSY_OVERHEAD + data.len(), session.outgoing.is_doubtful());
        let (own, nonce, key) = (cx.own_key(), cx.nonce(), session.keys.current());
        cx.outbox.push(targets.into_iter().flatten(), |out| {
            // Longer data was refused above.
            let _ = LossyData { kind, data }.seal(&own, &nonce, key, out);
        });
        Ok(())
    }

    /// The member has told who it is, so it is one of us. What waited for that goes out.
    pub(crate) fn confirm(&mut self, cx: &mut Shared, now: Instant) {
        if self.standing != Standing::Confirmed {
            self.standing = Standing::Confirmed;
            self.since = now;
            self.ping_at = Some(now + FIRST_PING_DELAY);
            self.share_at = (!cx.relays.is_empty()).then_some(now);
        }
        self.pump(cx, now);
    }

    /// Keeps what a session that ends had for all members.
    pub(super) fn carry(&mut self, old: &mut Session) {
        let mut kept: VecDeque<_> =
            old.outgoing.take_unconfirmed().filter(|packet| is_for_members(packet.kind())).collect();
        kept.append(&mut self.carried);
        kept.truncate(MAX_CARRIED);
        self.carried = kept;
    }

    /// Sends what may go out now.
    pub(super) fn pump(&mut self, cx: &mut Shared, now: Instant) {
        if self.standing == Standing::Confirmed
            && let Some(session) = &mut self.session
        {
            while let Some(packet) = self.carried.front() {
                if session.outgoing.push(packet).is_err() {
                    break;
                }
                self.carried.pop_front();
            }
        }
        self.with_stream(cx, now, |outgoing, seal| outgoing.pump(now, seal));
    }

    /// Sends what is not confirmed once more, before the link ends.
    pub(crate) fn repeat_last(&mut self, cx: &mut Shared, now: Instant) {
        let Self { session, paths, key: peer, .. } = self;
        let Some(session) = session.as_deref_mut() else { return };
        let own = cx.own_key();
        session.outgoing.repeat_last(now, &mut |data| {
            let targets = paths.choose(now, peer, LOSSLESS_OVERHEAD + data.data.len(), true);
            let mut packet = Vec::new();
            // The stream makes no longer packets.
            let _ = data.seal(&own, &cx.nonce(), session.keys.current(), &mut packet);
            for target in targets.into_iter().flatten() {
                cx.outbox.push([target], |out| out.extend_from_slice(&packet));
                cx.last_words.said(now, target, &packet);
            }
        });
    }

    /// Lets the stream of the session send.
    pub(super) fn with_stream<T>(
        &mut self,
        cx: &mut Shared,
        now: Instant,
        call: impl FnOnce(&mut Outgoing, &mut dyn FnMut(LosslessData<'_>)) -> T,
    ) -> Option<T> {
        let Self { session, paths, key: peer, .. } = self;
        let Session { outgoing, keys, .. } = &mut **session.as_mut()?;
        let doubtful = outgoing.is_doubtful();
        let own = cx.own_key();
        let mut has_sent = false;
        let done = call(outgoing, &mut |data| {
            has_sent = true;
            let targets = paths.choose(now, peer, LOSSLESS_OVERHEAD + data.data.len(), doubtful);
            let nonce = cx.nonce();
            cx.outbox.push(targets.into_iter().flatten(), |out| {
                // The stream makes no longer packets.
                let _ = data.seal(&own, &nonce, keys.current(), out);
            });
        });
        if has_sent {
            // It goes there together with the last packet.
            self.tell_untold(cx, now);
        }
        Some(done)
    }

    /// Somebody else is confirmed. A newcomer may have missed that one, as both are told of others at the same time; a ping shows it.
    pub(crate) fn somebody_came(&mut self, now: Instant) {
        if self.standing == Standing::Confirmed && now < self.since + NEWCOMER_TIME {
            let soon = now + NEWS_PING_DELAY;
            self.ping_at = self.ping_at.map(|at| at.min(soon));
        }
    }

    pub(super) fn send_ack(&mut self, cx: &mut Shared, now: Instant, ack: Ack) {
        // There is a session: what it is about came in it.
        let _ = self.send_lossy(cx, now, Ack::KIND, &ack.to_vec());
    }

    pub(super) fn send_ping(&mut self, cx: &mut Shared, now: Instant) {
        self.ping_at = Some(now + PING_INTERVAL);
        let Some(ping) = &cx.ping else { return };
        let addr = cx.address.filter(|_| !self.is_direct);
        let ping = GroupPing { addr, ..*ping };
        let _ = self.send_lossy(cx, now, GroupPing::KIND, &ping.to_vec());
    }

    pub(super) fn share_relays(&mut self, cx: &mut Shared, now: Instant) {
        self.share_at = None;
        if cx.relays.is_empty() || self.standing != Standing::Confirmed {
            return;
        }
        let relays = TcpRelays { relays: cx.relays };
        if let Ok(packet) = Packet::new(TcpRelays::KIND, &relays.to_vec())
            && self.send(cx, now, &packet).is_ok()
        {
            self.share_at = Some(now + RELAY_SHARE_INTERVAL);
        }
    }

    /// Our relays are others now, which the member is told soon, but not after each of many changes.
    pub(crate) fn relays_changed(&mut self, now: Instant) {
        if self.standing == Standing::Confirmed {
            let soon = now + RELAY_NEWS_DELAY;
            self.share_at = Some(self.share_at.map_or(soon, |at| at.min(soon)));
        }
    }

    /// Remembers a relay at which the member may be.
    pub(crate) fn add_relay(&mut self, cx: &mut Shared, relay: RelayInfo) {
        if is_usable_node_addr(&relay.addr) && self.paths.add_relay(relay) {
            cx.say(Output::TieRelay { member: self.id, relay });
        }
    }

    /// The member says that it is at a relay. `from`: where that came from.
    pub(super) fn hear_relay(&mut self, cx: &mut Shared, now: Instant, from: Option<Target>, relay: RelayInfo) {
        let seen = match from {
            Some(Target::Udp(addr)) => Some(addr.ip()),
            Some(Target::Relay(_) | Target::Oob { .. }) | None => None,
        };
        if self.paths.relays().any(|known| *known == relay) {
            return;
        }
        let settled_at = self.relays_settled_at.max(now) + RELAY_NEWS_PAUSE;
        if settled_at - now > RELAY_NEWS_PAUSE * RELAY_NEWS_BURST {
            cx.refuse(Discard::Limited);
        } else if cx.believes_relay(self.paths.live(now).chain(seen), &relay) {
            self.relays_settled_at = settled_at;
            self.add_relay(cx, relay);
        } else {
            cx.refuse(Discard::ForbiddenSource);
        }
    }

    /// Tells the owner when UDP begins or ceases to work.
    pub(super) fn settle_direct(&mut self, cx: &mut Shared, now: Instant) {
        let is_direct = self.paths.is_direct(now);
        if is_direct != self.is_direct {
            self.is_direct = is_direct;
            cx.say(Output::RelayNeeded { member: self.id, needed: !is_direct });
        }
    }
}

/// Whether a packet is for the member as one of the group, and not part of getting to know each other.
const fn is_for_members(kind: LosslessKind) -> bool {
    matches!(
        kind,
        LosslessKind::Broadcast
            | LosslessKind::Custom
            | LosslessKind::CustomPrivate
            | LosslessKind::Topic
            | LosslessKind::SharedState
            | LosslessKind::ModeratorList
            | LosslessKind::SanctionsList
    )
}

/// When the first ping follows a confirmation. Our choice: the member has confirmed us by then.
const FIRST_PING_DELAY: Duration = Duration::from_secs(1);
/// How long relays of ours may still change before members are told. Our choice.
const RELAY_NEWS_DELAY: Duration = Duration::from_secs(10);
/// Most bytes around the data.
const LOSSLESS_OVERHEAD: usize = 82 + 7;
const LOSSY_OVERHEAD: usize = 74 + 7;
