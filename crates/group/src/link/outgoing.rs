//! Lossless packets on their way to one member.

use std::collections::VecDeque;
use std::time::Duration;

use toxcore_sansio::Instant;
use toxcore_wire::group::{
    LOSSLESS_WINDOW, LosslessData, LosslessKind, MAX_GROUP_CUSTOM_LEN, MAX_LOSSLESS_CHUNK_LEN, MAX_REASSEMBLED_LEN,
};

pub(crate) use self::packet::Packet;
use self::window::Window;
use super::SendError;
use super::leisure::{self, LEISURE};
use super::rtt::Rtt;

mod packet;
mod window;

/// What one session has not got confirmed yet, oldest first.
///
/// A confirmation counts for everything before it as well: members confirm a packet when they have handled it, and handle in
/// order. Members running the reference depend on it: they confirm only the last fragment of a packet, and nothing that waited for
/// an earlier one.
#[derive(Debug)]
pub(crate) struct Outgoing {
    /// Id of the first entry.
    start: u64,
    entries: VecDeque<Entry>,
    /// How many entries, from the front, were sent at least once.
    in_flight: usize,
    window: Window,
    rtt: Rtt,
    /// When the front entry is sent again.
    repeat_at: Option<Instant>,
}

/// One packet as it goes out.
#[derive(Debug)]
struct Entry {
    /// Kind and data of the logical packet, shared by its fragments and by all members that it goes to.
    packet: Packet,
    kind: LosslessKind,
    from: usize,
    to: usize,
    sent: Option<Sent>,
    /// The member may acknowledge it at leisure.
    at_leisure: bool,
}

#[derive(Clone, Copy, Debug)]
struct Sent {
    first: Instant,
    last: Instant,
    repeated: bool,
}

/// What became of a request for a missing packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Missing {
    /// It was sent again, or is under way.
    Repeated,
    /// It was confirmed before: the member has lost count.
    Confirmed,
    /// It was never sent.
    Unknown,
}

impl Entry {
    fn data(&self) -> &[u8] {
        self.packet.bytes().get(self.from..self.to).unwrap_or_default()
    }

    const fn is_fragment(&self) -> bool {
        matches!(self.kind, LosslessKind::Fragment)
    }

    /// Whether it is a fragment behind the first of its packet.
    const fn continues(&self) -> bool {
        self.is_fragment() && self.from > 0
    }

    /// How long its acknowledgement may take beyond a round trip.
    const fn leisure(&self) -> Duration {
        if self.at_leisure { LEISURE } else { Duration::ZERO }
    }

    fn seal(&mut self, now: Instant, message_id: u64, seal: &mut dyn FnMut(LosslessData<'_>)) {
        seal(LosslessData { kind: self.kind, message_id, data: self.data() });
        self.sent = Some(match self.sent {
            None => Sent { first: now, last: now, repeated: false },
            Some(sent) => Sent { last: now, repeated: true, ..sent },
        });
    }

    /// Whether its last copy may still be under way.
    fn is_fresh(&self, now: Instant, patience: Duration) -> bool {
        self.sent.is_some_and(|sent| now.saturating_since(sent.last) < patience)
    }
}

impl Outgoing {
    /// Nothing sent yet.
    pub(crate) fn new() -> Self {
        Self {
            start: FIRST_ID,
            entries: VecDeque::new(),
            in_flight: 0,
            window: Window::default(),
            rtt: Rtt::default(),
            repeat_at: None,
        }
    }

    /// Queues a packet, in fragments if it is long. [`pump`](Self::pump) sends it.
    ///
    /// # Errors
    /// [`SendError::Full`]; nothing was queued.
    pub(crate) fn push(&mut self, packet: &Packet) -> Result<(), SendError> {
        let parts = packet.parts();
        if self.entries.len() + parts > MAX_QUEUED {
            return Err(SendError::Full);
        }
        let len = packet.bytes().len();
        let at_leisure = parts == 1 && leisure::is_for(packet.kind(), packet.bytes().get(1..).unwrap_or_default());
        let mut add = |kind, from, to| {
            self.entries.push_back(Entry { packet: packet.clone(), kind, from, to, sent: None, at_leisure });
        };
        if parts == 1 {
            add(packet.kind(), 1, len);
            return Ok(());
        }
        for from in (0..len).step_by(MAX_LOSSLESS_CHUNK_LEN) {
            add(LosslessKind::Fragment, from, len.min(from + MAX_LOSSLESS_CHUNK_LEN));
        }
        add(LosslessKind::Fragment, len, len);
        Ok(())
    }

    /// Sends what was never sent, as far as the window allows. All fragments of a packet belong together: members running the
    /// reference confirm none before the last.
    pub(crate) fn pump(&mut self, now: Instant, seal: &mut dyn FnMut(LosslessData<'_>)) {
        while let Some(entry) = self.entries.get_mut(self.in_flight) {
            if !entry.continues() && !self.window.allows(self.in_flight) {
                break;
            }
            entry.seal(now, self.start + self.in_flight as u64, seal);
            self.in_flight += 1;
        }
        if self.repeat_at.is_none() && self.in_flight > 0 {
            self.repeat_at = self.repeat_after(now);
        }
    }

    /// When the front entry has waited for too long, from `now` on.
    fn repeat_after(&self, now: Instant) -> Option<Instant> {
        let front = self.entries.front().filter(|_| self.in_flight > 0)?;
        Some(now + self.rtt.timeout() + front.leisure())
    }

    /// Whether a confirmation of this packet would be the first.
    pub(crate) fn awaits(&self, id: u64) -> bool {
        self.place(id).is_some_and(|place| place < self.in_flight)
    }

    /// The member has this packet and all before it. Returns whether that is news.
    pub(crate) fn confirm(&mut self, now: Instant, id: u64) -> bool {
        let Some(place) = self.place(id).filter(|place| *place < self.in_flight) else { return false };
        if let Some((entry, sent)) = self.entries.get(place).and_then(|entry| Some((entry, entry.sent?)))
            && !sent.repeated
        {
            self.rtt.sample_between(now.saturating_since(sent.first), entry.leisure());
        }
        let count = place + 1;
        self.entries.drain(..count);
        self.start += count as u64;
        self.in_flight -= count;
        self.window.confirmed(count);
        self.rtt.progress();
        self.repeat_at = self.repeat_after(now);
        if self.entries.is_empty() {
            self.entries.shrink_to(KEEP_ENTRIES);
        }
        true
    }

    /// The member asks for this packet. Fragments are all sent again from there on: members running the reference throw those
    /// away that come too early.
    pub(crate) fn missing(&mut self, now: Instant, id: u64, seal: &mut dyn FnMut(LosslessData<'_>)) -> Missing {
        if id < self.start {
            return Missing::Confirmed;
        }
        let Some(place) = self.place(id).filter(|place| *place < self.in_flight) else { return Missing::Unknown };
        let round_trip = self.rtt.get();
        self.window.lost(now, round_trip);
        self.repeat(now, place, |_| round_trip / 2, seal);
        Missing::Repeated
    }

    /// Sends again what should have been confirmed by now.
    pub(crate) fn handle_timeout(&mut self, now: Instant, seal: &mut dyn FnMut(LosslessData<'_>)) {
        if self.repeat_at.is_none_or(|at| now < at) {
            return;
        }
        self.rtt.timed_out();
        self.window.timed_out();
        let round_trip = self.rtt.get();
        let mut budget = REPEAT_BURST;
        let mut place = 0;
        while place < self.in_flight && budget > 0 {
            let sent = self.repeat(now, place, |entry| round_trip + entry.leisure(), seal).max(1);
            budget = budget.saturating_sub(sent);
            place += sent;
        }
        self.repeat_at = self.repeat_after(now);
    }

    /// The member is back: what was repeated in vain meanwhile need not wait longer.
    pub(crate) fn hurry(&mut self, now: Instant) {
        self.repeat_at = self.repeat_at.map(|at| if self.is_doubtful() { at.min(now) } else { at });
    }

    /// Sends the last packets that are under way once more: nobody will be there to repeat them.
    pub(crate) fn repeat_last(&mut self, now: Instant, seal: &mut dyn FnMut(LosslessData<'_>)) {
        let (start, in_flight) = (self.start, self.in_flight);
        let first = in_flight.saturating_sub(REPEAT_BURST);
        for (at, entry) in self.entries.iter_mut().enumerate().take(in_flight).skip(first) {
            entry.seal(now, start + at as u64, seal);
        }
    }

    /// When [`handle_timeout`](Self::handle_timeout) is useful next.
    pub(crate) const fn poll_timeout(&self) -> Option<Instant> {
        self.repeat_at
    }

    /// Since when the oldest packet waits for a confirmation.
    pub(crate) fn waiting_since(&self) -> Option<Instant> {
        self.entries.front()?.sent.map(|sent| sent.first)
    }

    /// Whether several repeats in a row brought nothing.
    pub(crate) const fn is_doubtful(&self) -> bool {
        self.rtt.timeouts() >= DOUBTFUL_TIMEOUTS
    }

    /// The round trip as far as known.
    pub(crate) fn round_trip(&self) -> Duration {
        self.rtt.get()
    }

    /// Takes out all logical packets that were not confirmed, oldest first, for another session.
    pub(crate) fn take_unconfirmed(&mut self) -> impl Iterator<Item = Packet> + use<> {
        self.in_flight = 0;
        self.repeat_at = None;
        let entries = std::mem::take(&mut self.entries).into_iter().enumerate();
        entries.filter(|(place, entry)| *place == 0 || !entry.continues()).map(|(_, entry)| entry.packet)
    }

    /// Sends a packet again, and the fragments behind it. Copies younger than `patience` are left to arrive. Returns how many
    /// packets it looked at.
    fn repeat(
        &mut self,
        now: Instant,
        place: usize,
        patience: impl Fn(&Entry) -> Duration,
        seal: &mut dyn FnMut(LosslessData<'_>),
    ) -> usize {
        let (start, in_flight) = (self.start, self.in_flight);
        let mut count = 0;
        for (at, entry) in self.entries.iter_mut().enumerate().take(in_flight).skip(place) {
            if count > 0 && !entry.continues() {
                break;
            }
            count += 1;
            if !entry.is_fresh(now, patience(entry)) {
                entry.seal(now, start + at as u64, seal);
            }
        }
        count
    }

    fn place(&self, id: u64) -> Option<usize> {
        usize::try_from(id.checked_sub(self.start)?).ok().filter(|place| *place < self.entries.len())
    }
}

/// Id of the first packet behind the handshake: request and response are 1 and 2 of their senders, and the confirmation of the
/// response, which is 2 as well, is not kept here.
pub(crate) const FIRST_ID: u64 = 3;
/// Most packets that wait: receivers keep what comes early in slots by id, and the one that they miss needs one, too.
pub(crate) const MAX_QUEUED: usize = LOSSLESS_WINDOW - 1;
/// Packets that one time-out repeats, or the end of a link. Our choice: enough to fill a gap, little for a path that carries nothing.
const REPEAT_BURST: usize = 8;
/// Repeats without progress after which another way is used as well. Our choice.
const DOUBTFUL_TIMEOUTS: u32 = 2;
/// Places kept when nothing waits.
const KEEP_ENTRIES: usize = 8;

const _: () =
    assert!(MAX_GROUP_CUSTOM_LEN < MAX_REASSEMBLED_LEN && MAX_REASSEMBLED_LEN / MAX_LOSSLESS_CHUNK_LEN < MAX_QUEUED);

#[cfg(test)]
mod tests;
