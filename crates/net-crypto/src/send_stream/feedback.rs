//! What the peer tells of packets, and what its silence tells.

use std::time::Duration;

use toxcore_sansio::{Discard, Instant, SendClass};
use toxcore_wire::net_crypto::PacketRequest;

use super::{SendStream, Slot, SlotState, Timeouts, count_of};
use crate::WINDOW_PACKETS;
use crate::congestion::Feedback;
use crate::pool::BufferPool;

impl SendStream {
    /// Whether `number` is one the peer may name as the next it expects: of packets that we sent, or an old one.
    pub(crate) fn check_start(&self, number: u32) -> Result<(), Discard> {
        let sent = self.end.wrapping_sub(self.start);
        let ahead = number.wrapping_sub(self.start);
        let behind = self.start.wrapping_sub(number);
        if ahead <= sent || behind <= WINDOW_PACKETS { Ok(()) } else { Err(Discard::Forbidden) }
    }

    /// The peer has everything before `number`. Old news change nothing.
    pub(crate) fn confirm_to(&mut self, number: u32, feedback: &mut Feedback, pool: &mut BufferPool) {
        let confirmed = number.wrapping_sub(self.start);
        if confirmed > self.end.wrapping_sub(self.start) {
            return;
        }
        for _ in 0..confirmed {
            if let Some(slot) = self.ring.take(self.start) {
                self.leave_flight(&slot);
                if slot.state != SlotState::Confirmed {
                    feedback.confirm(slot.stamp, slot.sendings, slot.at_leisure);
                    feedback.regret(slot.state == SlotState::Lost);
                }
                *count_of(&mut self.delivered, slot.class) += 1;
                pool.recycle(slot.data);
            }
            self.start = self.start.wrapping_add(1);
        }
    }

    /// The peer tells what it misses, counted from `from`. What was sent less than `patience` ago may still arrive: the first is
    /// for packets that were sent once.
    pub(crate) fn apply_request(
        &mut self,
        now: Instant,
        patience: [Duration; 2],
        (from, request): (u32, PacketRequest<'_>),
        feedback: &mut Feedback,
    ) {
        let mut next = self.start;
        for missing in request.missing(from) {
            let (ahead, done) = (missing.wrapping_sub(self.start), next.wrapping_sub(self.start));
            if ahead >= self.end.wrapping_sub(self.start) || ahead < done {
                // Confirmed meanwhile, or never sent. Numbers only rise, so a jump back is one of these.
                if self.start.wrapping_sub(missing) <= WINDOW_PACKETS {
                    continue;
                }
                return;
            }
            while next != missing {
                self.confirm_one(next, feedback);
                next = next.wrapping_add(1);
            }
            feedback.has_gaps = true;
            let [once, again] = patience;
            let is_late = |slot: &Slot| slot.stamp.sent + if slot.sendings > 1 { again } else { once } <= now;
            if self.ring.get(missing).is_some_and(is_late) {
                self.lose(missing, feedback);
            }
            next = missing.wrapping_add(1);
        }
    }

    /// Sends again what was sent so long ago. Returns whether there was anything.
    pub(crate) fn time_out(&mut self, now: Instant, timeouts: Timeouts, feedback: &mut Feedback) -> bool {
        let Some((_, after)) = self.due(timeouts).filter(|(due, _)| *due <= now) else { return false };
        let mut number = self.start;
        while number != self.end {
            if self.ring.get(number).is_some_and(|slot| slot.stamp.sent + after <= now) {
                self.lose(number, feedback);
            }
            number = number.wrapping_add(1);
        }
        true
    }

    fn confirm_one(&mut self, number: u32, feedback: &mut Feedback) {
        let Some(slot) = self.ring.get_mut(number).filter(|slot| slot.state != SlotState::Confirmed) else { return };
        feedback.confirm(slot.stamp, slot.sendings, slot.at_leisure);
        feedback.regret(slot.state == SlotState::Lost);
        if slot.state == SlotState::InFlight {
            self.in_flight = self.in_flight.saturating_sub(1);
            self.urgent_in_flight =
                self.urgent_in_flight.saturating_sub(usize::from(slot.class == SendClass::Priority));
        }
        slot.state = SlotState::Confirmed;
    }

    fn lose(&mut self, number: u32, feedback: &mut Feedback) {
        let Some(slot) = self.ring.get_mut(number).filter(|slot| slot.state == SlotState::InFlight) else { return };
        slot.state = SlotState::Lost;
        self.in_flight = self.in_flight.saturating_sub(1);
        self.urgent_in_flight = self.urgent_in_flight.saturating_sub(usize::from(slot.class == SendClass::Priority));
        self.lost.push_back(number);
        feedback.lose();
    }

    fn leave_flight(&mut self, slot: &Slot) {
        if slot.state == SlotState::InFlight {
            self.in_flight = self.in_flight.saturating_sub(1);
            self.urgent_in_flight =
                self.urgent_in_flight.saturating_sub(usize::from(slot.class == SendClass::Priority));
        }
    }
}
