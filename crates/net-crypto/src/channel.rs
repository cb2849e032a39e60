//! The two streams under the session key of one connection.

use std::collections::VecDeque;
use std::time::Duration;

use toxcore_crypto::{CombinedKey, EphemeralPublicKey, Nonce};
use toxcore_sansio::Instant;
use toxcore_wire::net_crypto::{CryptoData, DataId};

use crate::congestion::{Congestion, Feedback, Remembered, Stamp};
use crate::nonces::ReceiveNonces;
use crate::pool::BufferPool;
use crate::receive_stream::ReceiveStream;
use crate::rtt::Rtt;
use crate::send_stream::{Next, SendStream};
use crate::{MAX_LOSSY_PACKETS, MAX_REQUEST_INTERVAL, MIN_REQUEST_INTERVAL, SendError};

mod receive;

pub(crate) use self::receive::Arrival;

/// Keys, nonces and streams.
#[derive(Debug)]
pub(crate) struct Channel {
    key: CombinedKey,
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
    request_at: Instant,
    last_request: Option<Instant>,
    /// The packet request about to be sent.
    scratch: Vec<u8>,
}

/// What the keys of a channel are made of.
#[derive(Debug)]
pub(crate) struct Keys {
    pub(crate) key: CombinedKey,
    pub(crate) peer_session: EphemeralPublicKey,
    pub(crate) peer_base: Nonce,
    pub(crate) own_base: Nonce,
}

/// What may leave now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pick {
    Request,
    Lossy,
    Lossless(Next),
}

impl Channel {
    pub(crate) fn new(now: Instant, keys: Keys, first_number: u32, remembered: Option<Remembered>) -> Self {
        Self {
            key: keys.key,
            peer_session: keys.peer_session,
            peer_base: keys.peer_base,
            send_nonce: keys.own_base,
            nonces: ReceiveNonces::new(keys.peer_base),
            send: SendStream::new(first_number),
            receive: ReceiveStream::new(first_number),
            lossy: VecDeque::new(),
            congestion: Congestion::new(now, remembered),
            rtt: Rtt::default(),
            request_at: now,
            last_request: None,
            scratch: Vec::new(),
        }
    }

    /// Another handshake of the peer before anything came under the keys of the first. Repeats change nothing.
    pub(crate) fn replace_keys(&mut self, keys: Keys) {
        if (self.peer_session, self.peer_base) == (keys.peer_session, keys.peer_base) {
            return;
        }
        self.key = keys.key;
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

    /// The packet that may leave now, and the length of its data.
    pub(crate) fn pick(&mut self, now: Instant) -> Option<(Pick, usize)> {
        if now >= self.request_at {
            self.scratch.clear();
            self.receive.write_request(MAX_REQUEST_LEN, &mut self.scratch);
            return Some((Pick::Request, self.scratch.len()));
        }
        if let Some(data) = self.lossy.front() {
            return Some((Pick::Lossy, data.len()));
        }
        let in_flight = self.send.in_flight();
        let Some((next, len)) = self.send.next() else {
            self.congestion.nothing_to_send(in_flight);
            return None;
        };
        let may_leave = match next {
            Next::Again(_) => self.congestion.may_repeat(now),
            Next::New(_) => self.congestion.may_send(now, in_flight),
        };
        if may_leave || self.send.is_urgent(next) {
            return Some((Pick::Lossless(next), len));
        }
        self.send.next_urgent().map(|(next, len)| (Pick::Lossless(next), len))
    }

    /// Seals what [`pick`](Self::pick) named to the end of `buf`.
    pub(crate) fn seal(&mut self, now: Instant, pick: Pick, buf: &mut Vec<u8>, pool: &mut BufferPool) {
        let (nonce, buffer_start) = (self.send_nonce, self.receive.start());
        self.send_nonce.increment();
        let end = self.send.end();
        let sealed = match pick {
            Pick::Request => {
                self.note_request(now);
                CryptoData { buffer_start, packet_number: end, data: &self.scratch }.seal(&nonce, &self.key, buf)
            }
            Pick::Lossy => {
                let Some(data) = self.lossy.pop_front() else { return };
                let sealed = CryptoData { buffer_start, packet_number: end, data: &data }.seal(&nonce, &self.key, buf);
                pool.recycle(data);
                sealed
            }
            Pick::Lossless(next) => {
                let stamp = self.stamp(now);
                let Some((packet_number, data)) = self.send.take(next, stamp) else { return };
                CryptoData { buffer_start, packet_number, data }.seal(&nonce, &self.key, buf)
            }
        };
        debug_assert!(sealed.is_ok(), "lengths are checked when packets are queued");
    }

    /// Drops what [`pick`](Self::pick) named, because no way leads to the peer; lossless packets wait instead.
    pub(crate) fn skip(&mut self, now: Instant, pick: Pick, pool: &mut BufferPool) -> Skipped {
        match pick {
            Pick::Request => self.note_request(now),
            Pick::Lossy => {
                if let Some(data) = self.lossy.pop_front() {
                    pool.recycle(data);
                }
            }
            Pick::Lossless(_) => return Skipped::Waits,
        }
        Skipped::Dropped
    }

    /// Seals a kill packet to the end of `buf`.
    pub(crate) fn seal_kill(&mut self, buf: &mut Vec<u8>) {
        let nonce = self.send_nonce;
        self.send_nonce.increment();
        let data = [DataId::Kill.into()];
        let kill = CryptoData { buffer_start: self.receive.start(), packet_number: self.send.end(), data: &data };
        let sealed = kill.seal(&nonce, &self.key, buf);
        debug_assert!(sealed.is_ok(), "one byte fits");
    }

    /// Sends again what no answer came to.
    pub(crate) fn time_out(&mut self, now: Instant) {
        let mut feedback = Feedback::default();
        if self.send.time_out(now, self.rtt.timeout(), &mut feedback) {
            self.rtt.timed_out();
            self.congestion.feedback(now, &feedback, self.send.in_flight());
        }
    }

    /// When something is to be done. `can_send`: whether a way leads to the peer.
    pub(crate) fn deadline(&mut self, can_send: bool) -> Instant {
        let timeout = self.send.oldest_sent().map(|sent| sent + self.rtt.timeout());
        let paced = match self.send.next() {
            Some((Next::Again(_), _)) if can_send => Some(self.congestion.next_repeat()),
            Some((Next::New(_), _)) if can_send => self.congestion.next_send(self.send.in_flight()),
            Some(_) | None => None,
        };
        [timeout, paced].into_iter().flatten().fold(self.request_at, Instant::min)
    }

    /// The peer is reached another way from now on.
    pub(crate) fn path_changed(&mut self, now: Instant, remembered: Option<Remembered>) {
        self.congestion.path_changed(now, remembered);
        self.rtt = Rtt::default();
        self.request_at = self.request_at.min(now);
    }

    pub(crate) fn learnt(&self, now: Instant) -> Option<Remembered> {
        self.congestion.learnt(now)
    }

    /// Packets held for the peer or for the owner, for tests of bounds.
    pub(crate) fn held(&self) -> usize {
        self.receive.kept() + self.send.in_flight()
    }

    fn stamp(&mut self, now: Instant) -> Stamp {
        let in_flight = self.send.in_flight();
        self.congestion.sent(now, in_flight)
    }

    fn note_request(&mut self, now: Instant) {
        self.last_request = Some(now);
        // A gap is told again and again, because what tells of it is lost as easily as what made it.
        let again = if self.receive.has_gap() { self.feedback_interval() * 2 } else { MAX_REQUEST_INTERVAL };
        self.request_at = now + again.min(MAX_REQUEST_INTERVAL);
    }

    /// Time between two packet requests while data arrives.
    fn feedback_interval(&self) -> Duration {
        (self.rtt.get() / 4).clamp(MIN_REQUEST_INTERVAL, MAX_FEEDBACK_INTERVAL)
    }

    /// Wants a packet request out, but not sooner than `interval` after the last.
    fn request_soon(&mut self, now: Instant, interval: Duration) {
        let at = self.last_request.map_or(now, |last| now.max(last + interval));
        self.request_at = self.request_at.min(at);
    }
}

/// What became of a packet without a way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Skipped {
    Dropped,
    Waits,
}

/// Longest data of a packet request. Our choice: so many gaps are told in one packet that keeps below the usual path limit
/// even with the frame of a relay.
const MAX_REQUEST_LEN: usize = 1200;
/// Longest time between two packet requests while data arrives. The reference's shortest.
const MAX_FEEDBACK_INTERVAL: Duration = Duration::from_millis(50);
