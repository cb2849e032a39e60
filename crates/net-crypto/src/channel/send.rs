//! What leaves next, and how it is sealed.

use toxcore_sansio::Instant;
use toxcore_wire::net_crypto::{CryptoData, DataId};

use super::{Channel, Open};
use crate::congestion::Stamp;
use crate::pool::BufferPool;
use crate::send_stream::{Next, Taken};
use crate::shared::Sent;

/// What may leave now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pick {
    Request,
    Lossy,
    Lossless(Next),
}

/// What became of a packet without a way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Skipped {
    Dropped,
    Waits,
}

impl Channel {
    /// The packet that may leave now, and the length of its data. `open`: which packets find a way.
    pub(crate) fn pick(&mut self, now: Instant, open: Open) -> Option<(Pick, usize)> {
        if now >= self.request_at {
            self.scratch.clear();
            let max_len = if open == Open::All { MAX_REQUEST_LEN } else { MAX_PROBE_REQUEST_LEN };
            self.receive.write_request(max_len, &mut self.scratch);
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
                (content.seal(&nonce, &mut self.send_key, buf), Sent::Request)
            }
            Pick::Lossy => {
                let data = self.lossy.pop_front()?;
                let content = CryptoData { buffer_start, packet_number: end, data: &data };
                let sealed = content.seal(&nonce, &mut self.send_key, buf);
                pool.recycle(data);
                self.note_told(now);
                (sealed, Sent::Lossy)
            }
            Pick::Lossless(next) => {
                let stamp = self.stamp(now);
                let Taken { number, data, is_repeat } = self.send.take(next, stamp)?;
                self.counts.packets_resent += u64::from(is_repeat);
                let content = CryptoData { buffer_start, packet_number: number, data };
                let sealed = content.seal(&nonce, &mut self.send_key, buf);
                self.note_told(now);
                (sealed, Sent::Lossless(number))
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
        let sealed = kill.seal(&nonce, &mut self.send_key, buf);
        debug_assert!(sealed.is_ok(), "one byte fits");
    }

    fn stamp(&mut self, now: Instant) -> Stamp {
        let in_flight = self.send.in_flight();
        self.congestion.sent(now, in_flight)
    }
}

/// Longest data of a packet request. Our choice: so many gaps are told in one packet that keeps below the usual path limit
/// even with the frame of a relay.
const MAX_REQUEST_LEN: usize = 1200;
/// The same where only small packets find a way: the longest that makes a packet below [`PROBE_MAX_LEN`](crate::PROBE_MAX_LEN).
const MAX_PROBE_REQUEST_LEN: usize = 61;
