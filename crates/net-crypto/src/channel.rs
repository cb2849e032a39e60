//! The two streams under the session key of one connection.

use std::collections::VecDeque;
use std::time::Duration;

use toxcore_crypto::{CombinedKey, EphemeralPublicKey, Nonce, SequentialKey};
use toxcore_sansio::Instant;

use crate::congestion::{Congestion, Feedback, Remembered, Way};
use crate::leisure::LEISURE;
use crate::nonces::ReceiveNonces;
use crate::pool::BufferPool;
use crate::receive_stream::ReceiveStream;
use crate::rtt::Rtt;
use crate::send_stream::{Next, SendStream, Timeouts};
use crate::{MAX_LOSSY_PACKETS, MAX_REQUEST_INTERVAL, MIN_REQUEST_INTERVAL, SendError, Statistics};

mod receive;
mod send;

pub(crate) use self::receive::Arrival;
pub(crate) use self::send::Skipped;

/// Keys, nonces and streams.
#[derive(Debug)]
pub(crate) struct Channel {
    send_key: SequentialKey,
    receive_key: SequentialKey,
    /// Of the peer; tells a repeated handshake from a new one.
    peer_session: EphemeralPublicKey,
    peer_base: Nonce,
    send_nonce: Nonce,
    nonces: ReceiveNonces,
    send: SendStream,
    receive: ReceiveStream,
    lossy: VecDeque<Vec<u8>>,
    congestion: Congestion,
    rtt: Rtt,
    /// The same of packets that are confirmed at leisure.
    leisurely: Rtt,
    request_at: Instant,
    last_request: Option<Instant>,
    /// Lossless packets that came since.
    untold: u32,
    /// Whether the next packet request is due for packets of [leisure](crate::leisure) alone: any packet of ours tells as much.
    is_at_leisure: bool,
    /// The packet request about to be sent.
    scratch: Vec<u8>,
    /// Lossless packets in a row that were here already.
    repeats: u32,
    /// Something showed that packets do not arrive on the way that was taken.
    is_way_doubtful: bool,
    counts: Statistics,
}

/// What the keys of a channel are made of.
#[derive(Debug)]
pub(crate) struct Keys {
    pub(crate) key: CombinedKey,
    pub(crate) peer_session: EphemeralPublicKey,
    pub(crate) peer_base: Nonce,
    pub(crate) own_base: Nonce,
}

impl Channel {
    pub(crate) fn new(now: Instant, keys: Keys, first_number: u32, remembered: Option<Remembered>) -> Self {
        Self {
            send_key: keys.key.clone().into(),
            receive_key: keys.key.into(),
            peer_session: keys.peer_session,
            peer_base: keys.peer_base,
            send_nonce: keys.own_base,
            nonces: ReceiveNonces::new(keys.peer_base),
            send: SendStream::new(first_number),
            receive: ReceiveStream::new(first_number),
            lossy: VecDeque::new(),
            congestion: Congestion::new(now, remembered),
            rtt: Rtt::default(),
            leisurely: Rtt::default(),
            request_at: now,
            last_request: None,
            untold: 0,
            is_at_leisure: false,
            scratch: Vec::new(),
            repeats: 0,
            is_way_doubtful: false,
            counts: Statistics::default(),
        }
    }

    /// Another handshake of the peer before anything came under the keys of the first. Repeats change nothing.
    pub(crate) fn replace_keys(&mut self, keys: Keys) {
        if (self.peer_session, self.peer_base) == (keys.peer_session, keys.peer_base) {
            return;
        }
        self.send_key = keys.key.clone().into();
        self.receive_key = keys.key.into();
        self.peer_session = keys.peer_session;
        self.peer_base = keys.peer_base;
        self.nonces = ReceiveNonces::new(keys.peer_base);
    }

    pub(crate) fn send_stream(&mut self) -> &mut SendStream {
        &mut self.send
    }

    pub(crate) fn push_lossy(&mut self, data: &[u8], pool: &mut BufferPool) -> Result<(), SendError> {
        if self.lossy.len() >= MAX_LOSSY_PACKETS {
            return Err(SendError::Full);
        }
        self.lossy.push_back(pool.copy(data));
        Ok(())
    }

    /// A round trip measured by the handshake.
    pub(crate) fn measured(&mut self, rtt: Duration) {
        self.rtt.sample(rtt);
    }

    /// Sends again what no answer came to.
    pub(crate) fn time_out(&mut self, now: Instant) {
        let mut feedback = Feedback::default();
        if self.send.time_out(now, self.timeouts(), &mut feedback) {
            self.leisurely.timed_out();
            // Once may be chance or a late answer.
            self.is_way_doubtful |= self.rtt.timed_out() > 1;
            self.congestion.feedback(now, &feedback, self.send.in_flight());
        }
    }

    /// Whether something showed since the last call that packets do not arrive on the way that they take.
    pub(crate) fn take_doubt(&mut self) -> bool {
        std::mem::take(&mut self.is_way_doubtful)
    }

    /// When something is to be done.
    pub(crate) fn deadline(&mut self, open: Open) -> Option<Instant> {
        let timeout = self.send.due(self.timeouts()).map(|(due, _)| due);
        let request = (open != Open::Nothing).then_some(self.request_at);
        let paced = match self.send.next() {
            Some((Next::Again(_), _)) if open == Open::All => Some(self.congestion.next_repeat()),
            Some((Next::New(_), _)) if open == Open::All => self.congestion.next_send(self.send.in_flight()),
            Some(_) | None => None,
        };
        [timeout, request, paced].into_iter().flatten().min()
    }

    fn timeouts(&self) -> Timeouts {
        let prompt = self.rtt.timeout();
        Timeouts { prompt, leisurely: self.leisurely.timeout().max(prompt + LEISURE) }
    }

    /// What was counted, and how fast it goes.
    pub(crate) fn statistics(&self) -> Statistics {
        Statistics {
            round_trip: self.rtt.measured(),
            delivered_per_second: self.congestion.delivery_rate(),
            pace_per_second: self.congestion.pace(),
            in_flight: self.send.in_flight(),
            ..self.counts
        }
    }

    /// The peer is reached another way from now on.
    pub(crate) fn path_changed(&mut self, now: Instant, remembered: Option<Remembered>) {
        self.congestion.path_changed(now, remembered);
        (self.rtt, self.leisurely) = (Rtt::default(), Rtt::default());
        self.request_at = self.request_at.min(now);
        self.is_at_leisure = false;
    }

    /// Packets go this way.
    pub(crate) const fn set_way(&mut self, way: Way) {
        self.congestion.set_way(way);
    }

    pub(crate) fn learnt(&self, now: Instant) -> Option<Remembered> {
        self.congestion.learnt(now)
    }

    /// Packets held for the peer or for the owner, for tests of bounds.
    pub(crate) fn held(&self) -> usize {
        self.receive.kept() + self.send.in_flight()
    }

    fn note_request(&mut self, now: Instant) {
        (self.last_request, self.untold, self.is_at_leisure) = (Some(now), 0, false);
        // A gap is told again and again, because what tells of it is lost as easily as what made it.
        let again = if self.receive.has_gap() { self.feedback_interval() * 2 } else { MAX_REQUEST_INTERVAL };
        self.request_at = now + again.min(MAX_REQUEST_INTERVAL);
    }

    /// Time between two packet requests while data arrives: the more there is to tell, the shorter.
    fn feedback_interval(&self) -> Duration {
        match self.untold {
            0..SOME_UNTOLD => (self.rtt.get() / 4).clamp(MIN_REQUEST_INTERVAL, MAX_FEEDBACK_INTERVAL),
            SOME_UNTOLD..MANY_UNTOLD => MIN_REQUEST_INTERVAL,
            MANY_UNTOLD.. => MIN_BULK_INTERVAL,
        }
    }

    /// Wants a packet request out, but not sooner than `interval` after the last.
    fn request_soon(&mut self, now: Instant, interval: Duration) {
        let at = self.last_request.map_or(now, |last| now.max(last + interval));
        self.request_at = self.request_at.min(at);
        self.is_at_leisure = false;
    }

    /// Wants a packet request out for a packet whose sender waits for none, unless another packet tells the same before.
    fn request_at_leisure(&mut self, now: Instant) {
        // One that is due anyway before that has its own reason, or is the one of each second.
        self.is_at_leisure |= self.untold == 1;
        self.request_at = self.request_at.min(now + LEISURE);
    }

    /// A data packet leaves, and says which number we expect.
    fn note_told(&mut self, now: Instant) {
        if self.is_at_leisure && !self.receive.has_gap() {
            (self.untold, self.is_at_leisure) = (0, false);
            self.request_at = now + MAX_REQUEST_INTERVAL;
        }
    }
}

/// Which packets find a way at the moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Open {
    /// None: they wait until a relay route takes packets.
    Nothing,
    /// Packet requests do, or are dropped for want of any way.
    Requests,
    /// All do.
    All,
}

/// Packets that make it worth to tell of them sooner: feedback is then an eighth as many packets, of a twentieth of their size.
const SOME_UNTOLD: u32 = 8;
/// Packets that make it worth to tell at once.
const MANY_UNTOLD: u32 = 32;
/// Shortest time between two packet requests. Our choice: two turns of a program that comes each millisecond.
const MIN_BULK_INTERVAL: Duration = Duration::from_millis(2);
/// Longest time between two packet requests while data arrives. The reference's shortest.
const MAX_FEEDBACK_INTERVAL: Duration = Duration::from_millis(50);
