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
use crate::send_stream::{Next, SendStream, Taken};
use crate::shared::Sent;
use crate::{MAX_LOSSY_PACKETS, MAX_REQUEST_INTERVAL, MIN_REQUEST_INTERVAL, SendError, Statistics};

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
    pub(crate) fn seal(&mut self, now: Instant, pick: Pick, buf: &mut Vec<u8>, pool: &mut BufferPool) -> Option<Sent> {
        let (nonce, buffer_start, start_len) = (self.send_nonce, self.receive.start(), buf.len());
        self.send_nonce.increment();
        let end = self.send.end();
        let (sealed, sent) = match pick {
            Pick::Request => {
                self.note_request(now);
                let content = CryptoData { buffer_start, packet_number: end, data: &self.scratch };
                (content.seal(&nonce, &self.key, buf), Sent::Request)
            }
            Pick::Lossy => {
                let data = self.lossy.pop_front()?;
                let content = CryptoData { buffer_start, packet_number: end, data: &data };
                let sealed = content.seal(&nonce, &self.key, buf);
                pool.recycle(data);
                (sealed, Sent::Lossy)
            }
            Pick::Lossless(next) => {
                let stamp = self.stamp(now);
                let Taken { number, data, is_repeat } = self.send.take(next, stamp)?;
                self.counts.packets_resent += u64::from(is_repeat);
                let content = CryptoData { buffer_start, packet_number: number, data };
                (content.seal(&nonce, &self.key, buf), Sent::Lossless(number))
            }
        };
        debug_assert!(sealed.is_ok(), "lengths are checked when packets are queued");
        self.counts.packets_sent += 1;
        self.counts.bytes_sent += (buf.len() - start_len) as u64;
        Some(sent)
    }

    /// A packet just sealed, of so many bytes, was refused by its way: it counts as not sent.
    pub(crate) fn take_back(&mut self, now: Instant, sent: Sent, len: usize) {
        self.counts.packets_sent = self.counts.packets_sent.saturating_sub(1);
        self.counts.bytes_sent = self.counts.bytes_sent.saturating_sub(len as u64);
        match sent {
            Sent::Request => self.request_at = self.request_at.min(now),
            Sent::Lossless(number) => {
                self.congestion.take_back();
                self.send.take_back(number);
            }
            Sent::Attempt | Sent::Lossy => {}
        }
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
        let timeout = self.send.oldest_sent().map(|sent| sent + self.rtt.timeout());
        let request = (open != Open::Nothing).then_some(self.request_at);
        let paced = match self.send.next() {
            Some((Next::Again(_), _)) if open == Open::All => Some(self.congestion.next_repeat()),
            Some((Next::New(_), _)) if open == Open::All => self.congestion.next_send(self.send.in_flight()),
            Some(_) | None => None,
        };
        [timeout, request, paced].into_iter().flatten().min()
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
