//! Data frames, and what happens when a receiver is slower than its sender.
//!
//! A frame for a receiver whose queue is full makes the sender wait, up to [`MAX_STALL`], but only if none of its other
//! routes could be written meanwhile: one slow friend must not hold up the others. After that the frame is lost, as any
//! datagram is, and nobody waits for that receiver again before it has read. The reference loses the frame at once.

use toxcore_sansio::{Discard, Instant, StreamId};
use toxcore_wire::relay::ConnectionId;

use super::{RelayServer, ServerOutput};
use crate::config::MAX_STALL;
use crate::link::Stall;
use crate::routes::Partner;
use crate::send_queue::Class;

impl RelayServer {
    /// Chapter TCP relay, Server rules 2. `plain` is the whole frame, id byte included.
    pub(super) fn handle_data(
        &mut self,
        now: Instant,
        id: StreamId,
        route: ConnectionId,
        plain: &[u8],
    ) -> Result<(), Discard> {
        let Some(client) = self.links.get(id).and_then(|link| link.client()) else { return Ok(()) };
        let route = client.routes.get(route).ok_or(Discard::UnknownAddressee)?;
        let Some(partner) = route.partner else { return Ok(()) };
        if self.pass_on(partner, plain) {
            return Ok(());
        }
        if self.is_not_worth_waiting_for(partner.link) || self.has_other_open_route(id, partner.link) {
            self.stats.data_dropped += 1;
        } else {
            self.stall(now, id, partner.link, plain);
        }
        Ok(())
    }

    /// Queues the frame at its receiver, under the receiver's id. `false` if there is no room.
    fn pass_on(&mut self, to: Partner, plain: &[u8]) -> bool {
        let data = plain.get(1..).unwrap_or_default();
        let pushed = self.push_frame(to.link, Class::Data, |out| {
            out.push(to.id.byte());
            out.extend_from_slice(data);
        });
        if pushed.is_err() {
            return false;
        }
        self.stats.data_relayed += 1;
        self.stats.bytes_relayed += data.len() as u64;
        true
    }

    /// Whether a sender waited for this receiver in vain, or so much waits in all that more must not pile up.
    fn is_not_worth_waiting_for(&self, receiver: StreamId) -> bool {
        self.queued >= self.config.max_queued || self.links.get(receiver).is_none_or(|link| link.stuck)
    }

    /// Whether this client has an online route to somebody else who reads.
    fn has_other_open_route(&self, id: StreamId, full: StreamId) -> bool {
        let Some(client) = self.links.get(id).and_then(|link| link.client()) else { return false };
        let mut others = client.routes.partners().filter(|partner| partner.link != full);
        others.any(|partner| self.links.get(partner.link).is_some_and(|link| link.queue.has_room(Class::Data)))
    }

    /// Makes a sender wait for a receiver.
    fn stall(&mut self, now: Instant, id: StreamId, receiver: StreamId, plain: &[u8]) {
        if let Some(link) = self.links.get_mut(receiver)
            && !link.waiters.contains(&id)
        {
            link.waiters.push(id);
        }
        let Some(link) = self.links.get_mut(id) else { return };
        let resume_deadline = link.deadline;
        link.stall = Some(Stall { receiver, frame: plain.to_vec(), backlog: Vec::new(), resume_deadline });
        link.deadline = now + MAX_STALL;
        self.schedule(id);
        self.stats.stalls += 1;
        self.outputs.push_back(ServerOutput::PauseReading(id));
    }

    /// The receiver did not read in time: the frame is lost and the sender goes on.
    pub(super) fn give_up_waiting(&mut self, now: Instant, id: StreamId) {
        let Some(stall) = self.links.get_mut(id).and_then(|link| link.stall.as_mut()) else { return };
        stall.frame.clear();
        let receiver = stall.receiver;
        self.stats.data_dropped += 1;
        if let Some(link) = self.links.get_mut(receiver) {
            link.stuck = true;
        }
        self.resume(now, id);
    }

    /// Ends the wait of a sender: its frame first, then what came after it.
    pub(super) fn resume(&mut self, now: Instant, id: StreamId) {
        let Some(link) = self.links.get_mut(id) else { return };
        let Some(Stall { frame, mut backlog, resume_deadline, .. }) = link.stall.take() else { return };
        self.queued = self.queued.saturating_sub(backlog.len());
        link.deadline = resume_deadline;
        self.schedule(id);
        self.outputs.push_back(ServerOutput::ResumeReading(id));
        let mut result = Ok(());
        if let Some(route) = frame.first().copied().and_then(ConnectionId::from_byte) {
            result = self.resume_frame(now, id, route, &frame);
        }
        if result.and_then(|()| self.handle_frames(now, id, &mut backlog)).is_err() {
            self.stats.protocol_errors += 1;
            self.end(id);
        }
    }

    /// As [`handle_data`](Self::handle_data), but the route may have gone while its frame waited.
    fn resume_frame(&mut self, now: Instant, id: StreamId, route: ConnectionId, frame: &[u8]) -> Result<(), Discard> {
        match self.handle_data(now, id, route, frame) {
            Err(Discard::UnknownAddressee) => Ok(()),
            other => other,
        }
    }
}
