//! Lossless packets on their way to the peer.

use std::collections::VecDeque;
use std::time::Duration;

use thiserror::Error;
use toxcore_sansio::{Instant, SendClass};

use crate::congestion::Stamp;
use crate::leisure::{self, LOOKAHEAD};
use crate::pool::BufferPool;
use crate::ring::Ring;
use crate::{MAX_BULK_PACKETS, MAX_PRIORITY_PACKETS, WINDOW_PACKETS};

mod feedback;

/// Why nothing was queued.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SendError {
    /// No such connection.
    #[error("no such connection")]
    NotFound,
    /// The connection is not established.
    #[error("not connected")]
    NotConnected,
    /// The queue of this class is full; [`Output::Writable`](crate::Output::Writable) tells when a bulk queue is not.
    #[error("queue full")]
    Full,
    /// No data id, or one of the other stream.
    #[error("data id not for this stream")]
    WrongId,
    /// More than [`MAX_DATA_LEN`](toxcore_wire::net_crypto::MAX_DATA_LEN) bytes.
    #[error("{0} bytes do not fit")]
    TooLong(usize),
}

/// The send buffer and the two queues before it.
#[derive(Debug)]
pub(crate) struct SendStream {
    /// Number of the oldest packet that the peer has not confirmed.
    start: u32,
    /// Number that the next packet gets.
    end: u32,
    ring: Ring<Slot>,
    /// Numbers found lost, to be sent again. May name some that have been confirmed since.
    lost: VecDeque<u32>,
    in_flight: usize,
    /// Of those, the ones of class priority.
    urgent_in_flight: usize,
    waiting: [VecDeque<Vec<u8>>; 2],
    refused_bulk: bool,
    accepted: [u64; 2],
    delivered: [u64; 2],
}

#[derive(Debug)]
struct Slot {
    data: Vec<u8>,
    class: SendClass,
    state: SlotState,
    stamp: Stamp,
    sendings: u32,
    /// The peer confirms it at leisure.
    at_leisure: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum SlotState {
    InFlight,
    Lost,
    /// The peer has it; older ones are missing.
    Confirmed,
}

/// A packet that leaves.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Taken<'a> {
    pub(crate) number: u32,
    pub(crate) data: &'a [u8],
    pub(crate) is_repeat: bool,
}

/// The packet that would leave next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Next {
    Again(u32),
    New(SendClass),
}

/// Times after which packets are taken for lost: those that the peer confirms at once, and those that it confirms at leisure.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Timeouts {
    pub(crate) prompt: Duration,
    pub(crate) leisurely: Duration,
}

impl SendStream {
    pub(crate) fn new(first: u32) -> Self {
        Self {
            start: first,
            end: first,
            ring: Ring::new(),
            lost: VecDeque::new(),
            in_flight: 0,
            urgent_in_flight: 0,
            waiting: [VecDeque::new(), VecDeque::new()],
            refused_bulk: false,
            accepted: [0; 2],
            delivered: [0; 2],
        }
    }

    /// Queues a packet. Returns how many of its class that makes.
    pub(crate) fn push(&mut self, class: SendClass, data: &[u8], pool: &mut BufferPool) -> Result<u64, SendError> {
        if self.space(class) == 0 {
            self.refused_bulk |= class == SendClass::Bulk;
            return Err(SendError::Full);
        }
        let [priority, bulk] = &mut self.waiting;
        let queue = if class == SendClass::Priority { priority } else { bulk };
        queue.push_back(pool.copy(data));
        let count = count_of(&mut self.accepted, class);
        *count += 1;
        Ok(*count)
    }

    /// Packets that can be queued.
    pub(crate) fn space(&self, class: SendClass) -> usize {
        let max = if class == SendClass::Priority { MAX_PRIORITY_PACKETS } else { MAX_BULK_PACKETS };
        max.saturating_sub(self.queue(class).len())
    }

    /// Packets that can be queued, for a sender who fills what he finds: if less than half of the bulk queue is free, he is
    /// told when it is, as if he had been refused.
    pub(crate) fn ask_space(&mut self, class: SendClass) -> usize {
        let space = self.space(class);
        self.refused_bulk |= class == SendClass::Bulk && space < MAX_BULK_PACKETS / 2;
        space
    }

    /// Whether a refused sender may try again. True once.
    pub(crate) fn became_writable(&mut self) -> bool {
        let writable = self.refused_bulk && self.queue(SendClass::Bulk).len() <= MAX_BULK_PACKETS / 2;
        self.refused_bulk &= !writable;
        writable
    }

    pub(crate) fn end(&self) -> u32 {
        self.end
    }

    pub(crate) fn in_flight(&self) -> usize {
        self.in_flight
    }

    /// What would leave next, and its length. Lost packets come first: everything behind them waits for them at the peer.
    pub(crate) fn next(&mut self) -> Option<(Next, usize)> {
        while let Some(number) = self.lost.front().copied() {
            let slot = self.ring.get(number).filter(|_| self.is_sent(number));
            match slot {
                Some(slot) if slot.state == SlotState::Lost => return Some((Next::Again(number), slot.data.len())),
                Some(_) | None => self.lost.pop_front(),
            };
        }
        if self.end.wrapping_sub(self.start) >= WINDOW_PACKETS {
            return None;
        }
        [SendClass::Priority, SendClass::Bulk]
            .into_iter()
            .find_map(|class| self.queue(class).front().map(|data| (Next::New(class), data.len())))
    }

    /// A message that may pass lost bulk which congestion control holds back.
    pub(crate) fn next_urgent(&self) -> Option<(Next, usize)> {
        let data = self.queue(SendClass::Priority).front()?;
        let fits = self.urgent_in_flight < MAX_URGENT && self.end.wrapping_sub(self.start) < WINDOW_PACKETS;
        fits.then_some((Next::New(SendClass::Priority), data.len()))
    }

    /// Whether it may leave whatever congestion control says: urgent, and few of its kind are under way.
    pub(crate) fn is_urgent(&self, next: Next) -> bool {
        let class = match next {
            Next::New(class) => class,
            Next::Again(number) => self.ring.get(number).map_or(SendClass::Bulk, |slot| slot.class),
        };
        class == SendClass::Priority && self.urgent_in_flight < MAX_URGENT
    }

    /// Takes the packet that [`next`](Self::next) named: its number and data.
    pub(crate) fn take(&mut self, next: Next, stamp: Stamp) -> Option<Taken<'_>> {
        let number = match next {
            Next::Again(number) => {
                self.lost.pop_front();
                let slot = self.ring.get_mut(number)?;
                slot.state = SlotState::InFlight;
                slot.stamp = stamp;
                slot.sendings = slot.sendings.saturating_add(1);
                number
            }
            Next::New(class) => {
                let [priority, bulk] = &mut self.waiting;
                let queue = if class == SendClass::Priority { priority } else { bulk };
                let data = queue.pop_front()?;
                let number = self.end;
                let at_leisure = leisure::is_for(&data);
                self.ring
                    .insert(number, Slot { data, class, state: SlotState::InFlight, stamp, sendings: 1, at_leisure });
                self.end = number.wrapping_add(1);
                number
            }
        };
        let slot = self.ring.get(number)?;
        self.in_flight += 1;
        self.urgent_in_flight += usize::from(slot.class == SendClass::Priority);
        Some(Taken { number, data: &slot.data, is_repeat: slot.sendings > 1 })
    }

    /// The packet just taken did not leave after all: it leaves next.
    pub(crate) fn take_back(&mut self, number: u32) {
        let Some(slot) = self.ring.get_mut(number).filter(|slot| slot.state == SlotState::InFlight) else { return };
        slot.state = SlotState::Lost;
        slot.sendings = slot.sendings.saturating_sub(1);
        let urgent = usize::from(slot.class == SendClass::Priority);
        self.in_flight = self.in_flight.saturating_sub(1);
        self.urgent_in_flight = self.urgent_in_flight.saturating_sub(urgent);
        self.lost.push_front(number);
    }

    /// When the oldest unconfirmed packet is taken for lost if it is under way, and after which time packets are then.
    pub(crate) fn due(&self, timeouts: Timeouts) -> Option<(Instant, Duration)> {
        let Timeouts { prompt, leisurely } = timeouts;
        let oldest = self.ring.get(self.start).filter(|slot| slot.state == SlotState::InFlight)?;
        if !oldest.at_leisure {
            return Some((oldest.stamp.sent + prompt, prompt));
        }
        let late = (oldest.stamp.sent + leisurely, leisurely);
        // What is confirmed sooner confirms what was sent before it.
        let behind =
            (1..LOOKAHEAD).map(|ahead| self.start.wrapping_add(ahead)).take_while(|number| self.is_sent(*number));
        let sooner = behind.filter_map(|number| self.ring.get(number)).find(|slot| !slot.at_leisure);
        let sooner =
            sooner.filter(|slot| slot.state == SlotState::InFlight).map(|slot| (slot.stamp.sent + prompt, prompt));
        Some(sooner.filter(|sooner| sooner.0 < late.0).unwrap_or(late))
    }

    /// Packets of the class that the peer has without gap.
    pub(crate) fn delivered(&self, class: SendClass) -> u64 {
        let [priority, bulk] = self.delivered;
        if class == SendClass::Priority { priority } else { bulk }
    }

    /// Whether the number is one of the window; others of the same slot are long gone.
    fn is_sent(&self, number: u32) -> bool {
        number.wrapping_sub(self.start) < self.end.wrapping_sub(self.start)
    }

    fn queue(&self, class: SendClass) -> &VecDeque<Vec<u8>> {
        let [priority, bulk] = &self.waiting;
        if class == SendClass::Priority { priority } else { bulk }
    }
}

fn count_of(counts: &mut [u64; 2], class: SendClass) -> &mut u64 {
    let [priority, bulk] = counts;
    if class == SendClass::Priority { priority } else { bulk }
}

/// Unconfirmed messages up to which the next one leaves past congestion control. The reference sends all of them so; this
/// many are a tenth of a second of typing by a whole room, and less than the first window.
const MAX_URGENT: usize = 32;

#[cfg(test)]
mod tests;
