//! One session with a member: its keys and its two lossless streams.

use std::ops::Range;
use std::time::Duration;

use toxcore_crypto::{CombinedKey, EphemeralPublicKey};
use toxcore_sansio::{Discard, Instant};
use toxcore_wire::OpenError;
use toxcore_wire::group::{HandshakePurpose, LosslessKind, LosslessPacket, LossyKind, LossyPacket};

use super::Role;
use super::incoming::Incoming;
use super::keys::Keys;
use super::leisure::Untold;
use super::limits::ANSWER_INTERVAL;
use super::outgoing::Outgoing;

/// A session, from the handshake that made it.
#[derive(Debug)]
pub(crate) struct Session {
    /// The member's session key in the handshake.
    pub(crate) theirs: EphemeralPublicKey,
    /// Ours in it.
    pub(crate) ours: EphemeralPublicKey,
    pub(crate) role: Role,
    pub(crate) purpose: HandshakePurpose,
    pub(crate) keys: Keys,
    pub(crate) outgoing: Outgoing,
    pub(crate) incoming: Incoming,
    /// What arrived, and was not acknowledged yet.
    pub(crate) untold: Untold,
    /// Whether something that the member sealed was opened: only then it has the keys, and the handshake was no copy of an old one.
    pub(crate) proven: bool,
    pub(crate) created: Instant,
    /// When something was opened last.
    pub(crate) heard: Instant,
    /// Whether the member has answered a request of ours, so that it waits for [`HANDSHAKE_ACK_ID`].
    pub(crate) answered: bool,
    /// When the acknowledgement of the answer is sent again, and how often it was.
    pub(crate) acknowledge_at: Option<Instant>,
    pub(crate) acknowledged: u32,
    /// When the other's half of the handshake was answered last.
    pub(crate) answered_at: Option<Instant>,
}

/// A packet that was opened in place. Its data is at its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Opened<K> {
    pub(crate) kind: K,
    /// 0 for lossy packets.
    pub(crate) message_id: u64,
    pub(crate) data: Range<usize>,
}

impl Session {
    pub(crate) fn new(
        now: Instant,
        theirs: EphemeralPublicKey,
        ours: EphemeralPublicKey,
        key: CombinedKey,
        role: Role,
        purpose: HandshakePurpose,
    ) -> Self {
        Self {
            theirs,
            ours,
            role,
            purpose,
            keys: Keys::new(now, key),
            outgoing: Outgoing::new(),
            incoming: Incoming::new(REQUEST_ID),
            untold: Untold::default(),
            proven: false,
            created: now,
            heard: now,
            answered: false,
            acknowledge_at: None,
            acknowledged: 0,
            answered_at: None,
        }
    }

    /// Whether the other's half of the handshake was answered a moment ago.
    pub(crate) fn was_answered(&self, now: Instant) -> bool {
        self.answered_at.is_some_and(|at| now < at + ANSWER_INTERVAL)
    }

    /// Whether a handshake with this key of the member made it. Members running the reference keep theirs, so the key of ours that waits
    /// for an answer counts, too.
    pub(crate) fn is_of(&self, theirs: &EphemeralPublicKey, ours: Option<&EphemeralPublicKey>) -> bool {
        self.theirs == *theirs && ours.is_none_or(|ours| *ours == self.ours)
    }

    /// Opens a lossless packet. `None` if no key fits: the packet is as it was.
    pub(crate) fn open_lossless(
        &mut self,
        now: Instant,
        packet: &mut [u8],
    ) -> Option<Result<Opened<LosslessKind>, Discard>> {
        let len = packet.len();
        self.keys.open(now, |key| {
            let opened = LosslessPacket::parse(packet).map_err(OpenError::from).and_then(|packet| packet.open(key));
            opened_or_not(opened.map(|opened| Opened {
                kind: opened.kind,
                message_id: opened.message_id,
                data: len - opened.data.len()..len,
            }))
        })
    }

    /// Opens a lossy packet. `None` if no key fits: the packet is as it was.
    pub(crate) fn open_lossy(&mut self, now: Instant, packet: &mut [u8]) -> Option<Result<Opened<LossyKind>, Discard>> {
        let len = packet.len();
        self.keys.open(now, |key| {
            let opened = LossyPacket::parse(packet).map_err(OpenError::from).and_then(|packet| packet.open(key));
            opened_or_not(opened.map(|opened| Opened {
                kind: opened.kind,
                message_id: 0,
                data: len - opened.data.len()..len,
            }))
        })
    }

    /// How long to wait for the `n`-th acknowledgement of the answer to show effect.
    pub(crate) fn acknowledge_pause(&self) -> Duration {
        (ACKNOWLEDGE_PAUSE * (1 << self.acknowledged.min(3))).min(MAX_ACKNOWLEDGE_PAUSE)
    }

    /// When one of the session's timers is due.
    pub(crate) fn poll_timeout(&self) -> Option<Instant> {
        let timers = [self.outgoing.poll_timeout(), self.incoming.poll_timeout(), self.acknowledge_at];
        timers.into_iter().flatten().min()
    }
}

fn opened_or_not<T>(opened: Result<T, OpenError>) -> Option<Result<T, Discard>> {
    match opened {
        Err(OpenError::NotDecryptable) => None,
        opened => Some(opened.map_err(Discard::from)),
    }
}

/// A handshake request counts as the first packet of its sender, the answer and its acknowledgement as the second of theirs.
pub(crate) const REQUEST_ID: u64 = 1;
/// Id of a handshake response, and of the acknowledgement of one by who sent nothing else.
pub(crate) const HANDSHAKE_ACK_ID: u64 = 2;
/// Id of the acknowledgement by who had answered a request, too.
pub(crate) const CROSSED_ACK_ID: u64 = 3;
/// Wait for the first sign of the member, doubled each time. Our choice: two usual round trips.
const ACKNOWLEDGE_PAUSE: Duration = Duration::from_millis(500);
/// Longest such wait.
const MAX_ACKNOWLEDGE_PAUSE: Duration = Duration::from_secs(3);
