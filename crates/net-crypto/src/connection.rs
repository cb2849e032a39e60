//! One connection: its phase, its ways to the peer, and its channel once there are keys.

use std::time::Duration;

use toxcore_crypto::{DhtPublicKey, EphemeralKeyPair, LongTermPublicKey, Nonce};
use toxcore_sansio::{Instant, Rng};
use toxcore_wire::RequestId;

use self::watch::Watch;
use crate::channel::Channel;
use crate::congestion::Remembered;
use crate::paths::Paths;
use crate::phase::{Event, Phase};
use crate::shared::Shared;
use crate::{ConnectionId, EndReason, MAX_TRIES, SendClass, SendError};

mod receive;
mod transmit;
mod watch;

#[derive(Debug)]
pub(crate) struct Connection {
    pub(crate) id: ConnectionId,
    pub(crate) peer: LongTermPublicKey,
    pub(crate) dht_key: DhtPublicKey,
    pub(crate) session: OwnSession,
    pub(crate) paths: Paths,
    /// Our clock, in the cookie with which the peer's last handshake came: older handshakes are replays.
    pub(crate) newest_cookie: u64,
    /// Rates over UDP and over relays, of earlier connections or paths.
    remembered: [Option<Remembered>; 2],
    state: State,
    watch: Watch,
    reported: [u64; 2],
    /// When the last authentic data packet came.
    pub(crate) heard: Option<Instant>,
}

/// Our half of the session keys: the same in every handshake of this connection.
#[derive(Debug)]
pub(crate) struct OwnSession {
    pub(crate) keys: EphemeralKeyPair,
    pub(crate) base_nonce: Nonce,
}

/// Exactly what each phase needs.
#[derive(Debug)]
enum State {
    Requesting { attempt: Attempt, echo: RequestId },
    HandshakeSent { attempt: Attempt },
    NotConfirmed { attempt: Attempt, channel: Box<Channel> },
    Established { channel: Box<Channel> },
}

/// A packet repeated until there is progress.
#[derive(Debug)]
struct Attempt {
    packet: Vec<u8>,
    tries: u8,
    next: Instant,
    first_sent: Option<Instant>,
}

impl Attempt {
    fn new(now: Instant, packet: Vec<u8>) -> Self {
        Self { packet, tries: 0, next: now, first_sent: None }
    }

    /// The round trip, if the answer just came and there was only one question.
    fn rtt(&self, now: Instant) -> Option<Duration> {
        self.first_sent.filter(|_| self.tries == 1).map(|at| now.saturating_since(at))
    }
}

impl OwnSession {
    pub(crate) fn new(rng: &mut Rng) -> Self {
        Self { keys: EphemeralKeyPair::from_secret_bytes(rng.secret_bytes()), base_nonce: rng.nonce() }
    }
}

/// How a connection begins.
#[derive(Debug)]
pub(crate) struct Beginning {
    pub(crate) id: ConnectionId,
    pub(crate) peer: LongTermPublicKey,
    pub(crate) dht_key: DhtPublicKey,
    pub(crate) session: OwnSession,
    pub(crate) remembered: [Option<Remembered>; 2],
}

impl Connection {
    /// Asks for a cookie with `packet`.
    pub(crate) fn requesting(now: Instant, beginning: Beginning, echo: RequestId, packet: Vec<u8>) -> Self {
        Self::new(beginning, State::Requesting { attempt: Attempt::new(now, packet), echo })
    }

    /// Answers a handshake with `packet`.
    pub(crate) fn answering(now: Instant, beginning: Beginning, packet: Vec<u8>, channel: Channel) -> Self {
        let channel = Box::new(channel);
        Self::new(beginning, State::NotConfirmed { attempt: Attempt::new(now, packet), channel })
    }

    fn new(beginning: Beginning, state: State) -> Self {
        let Beginning { id, peer, dht_key, session, remembered } = beginning;
        Self {
            id,
            peer,
            dht_key,
            session,
            paths: Paths::default(),
            newest_cookie: 0,
            remembered,
            state,
            watch: Watch::default(),
            reported: [0; 2],
            heard: None,
        }
    }

    pub(crate) fn phase(&self) -> Phase {
        match self.state {
            State::Requesting { .. } => Phase::Requesting,
            State::HandshakeSent { .. } => Phase::HandshakeSent,
            State::NotConfirmed { .. } => Phase::NotConfirmed,
            State::Established { .. } => Phase::Established,
        }
    }

    /// The echo id of our cookie request, while it is open.
    pub(crate) fn echo(&self) -> Option<RequestId> {
        match self.state {
            State::Requesting { echo, .. } => Some(echo),
            State::HandshakeSent { .. } | State::NotConfirmed { .. } | State::Established { .. } => None,
        }
    }

    /// The cookie came: `handshake` is sent from now on.
    pub(crate) fn on_cookie(&mut self, now: Instant, handshake: Vec<u8>) {
        if self.phase().after(Event::CookieResponse) == Some(Phase::HandshakeSent) {
            self.state = State::HandshakeSent { attempt: Attempt::new(now, handshake) };
        }
    }

    /// The channel, if keys exist.
    pub(crate) fn channel(&mut self) -> Option<&mut Channel> {
        match &mut self.state {
            State::NotConfirmed { channel, .. } | State::Established { channel } => Some(channel),
            State::Requesting { .. } | State::HandshakeSent { .. } => None,
        }
    }

    /// The peer's handshake came before ours was confirmed. `own` is our handshake, if one is to be sent now.
    pub(crate) fn on_handshake(&mut self, now: Instant, own: Option<Vec<u8>>, channel: Channel) {
        let attempt = match &mut self.state {
            State::Requesting { attempt, .. }
            | State::HandshakeSent { attempt }
            | State::NotConfirmed { attempt, .. } => std::mem::replace(attempt, Attempt::new(now, Vec::new())),
            State::Established { .. } => return,
        };
        let mut channel = Box::new(channel);
        if let Some(rtt) = attempt.rtt(now) {
            channel.measured(rtt);
        }
        let attempt = own.map_or(attempt, |packet| Attempt::new(now, packet));
        self.state = State::NotConfirmed { attempt, channel };
    }

    /// Tries again at once, because there is a new way.
    pub(crate) fn hurry(&mut self, now: Instant) {
        match &mut self.state {
            State::Requesting { attempt, .. }
            | State::HandshakeSent { attempt }
            | State::NotConfirmed { attempt, .. }
                if attempt.tries == 0 =>
            {
                attempt.next = attempt.next.min(now);
            }
            State::Requesting { .. }
            | State::HandshakeSent { .. }
            | State::NotConfirmed { .. }
            | State::Established { .. } => {}
        }
    }

    /// Queues a lossless packet.
    pub(crate) fn send(&mut self, class: SendClass, data: &[u8], shared: &mut Shared) -> Result<u64, SendError> {
        match &mut self.state {
            State::Established { channel } => channel.send_stream().push(class, data, &mut shared.pool),
            State::Requesting { .. } | State::HandshakeSent { .. } | State::NotConfirmed { .. } => {
                Err(SendError::NotConnected)
            }
        }
    }

    /// Queues a lossy packet.
    pub(crate) fn send_lossy(&mut self, data: &[u8], shared: &mut Shared) -> Result<(), SendError> {
        match &mut self.state {
            State::Established { channel } => channel.push_lossy(data, &mut shared.pool),
            State::Requesting { .. } | State::HandshakeSent { .. } | State::NotConfirmed { .. } => {
                Err(SendError::NotConnected)
            }
        }
    }

    /// Does what is due. `Err` says why the connection ends.
    pub(crate) fn handle_timeout(&mut self, now: Instant, shared: &mut Shared) -> Result<(), EndReason> {
        if let State::Established { channel } = &mut self.state {
            channel.time_out(now);
        }
        self.note_paths(now, shared);
        match &self.state {
            State::Requesting { attempt, .. }
            | State::HandshakeSent { attempt }
            | State::NotConfirmed { attempt, .. }
                if attempt.tries >= MAX_TRIES && now >= attempt.next =>
            {
                Err(EndReason::NoAnswer)
            }
            State::Requesting { .. }
            | State::HandshakeSent { .. }
            | State::NotConfirmed { .. }
            | State::Established { .. } => Ok(()),
        }
    }
}
