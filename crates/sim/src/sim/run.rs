//! Time passes.

use std::time::Duration;

use toxcore_sansio::Instant;

use super::Sim;
use crate::host::Host;
use crate::network::nanos;
use crate::pool::PacketId;
use crate::queue::{Event, Side, Step};
use crate::trace::Traced;

/// A condition did not come true in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not within {0:?}")]
pub struct NotInTime(pub Duration);

impl<H: Host> Sim<H> {
    /// Lets `time` pass.
    pub fn run_for(&mut self, time: Duration) {
        self.run_until(self.now() + time);
    }

    /// Lets time pass until `end`.
    pub fn run_until(&mut self, end: Instant) {
        let end = nanos(end.since_origin());
        while let Some((at, event)) = self.core.queue.pop(end) {
            self.core.now = at;
            self.core.stats.events += 1;
            self.handle(event);
        }
        self.core.now = self.core.now.max(end);
    }

    /// Lets time pass until `condition` is true, at most `limit`. It is asked every `step`. Returns how long it took.
    ///
    /// # Errors
    /// [`NotInTime`] if it did not become true.
    pub fn run_while_not(
        &mut self,
        limit: Duration,
        step: Duration,
        mut condition: impl FnMut(&Self) -> bool,
    ) -> Result<Duration, NotInTime> {
        let start = self.now();
        loop {
            let passed = self.now() - start;
            if condition(self) {
                return Ok(passed);
            }
            if passed >= limit {
                return Err(NotInTime(limit));
            }
            self.run_for(step.max(Duration::from_nanos(1)).min(limit - passed));
        }
    }

    fn handle(&mut self, event: Event) {
        match event {
            Event::Arrive(packet) => {
                if let Some(host) = self.core.arrive(packet) {
                    self.deliver(packet, host);
                }
            }
            Event::Deliver(packet, host) => self.deliver(packet, host),
            Event::Timeout(host) => self.timeout(host),
            Event::Stream { connection, side, step } => self.stream(connection, side, step),
            Event::Script(index) => {
                let script = self.scripts.get_mut(index as usize).and_then(Option::take);
                if let Some(script) = script {
                    script(self);
                }
            }
        }
    }

    fn deliver(&mut self, packet: PacketId, index: u32) {
        let now = self.core.host_now(index);
        let up = self.core.check_delivery(index);
        let Some(mut packet) = self.core.pool.take(packet) else { return };
        if let Some(host) = self.hosts.get_mut(index as usize).and_then(Option::as_mut).filter(|_| up) {
            self.core.note_delivery(index, &packet);
            host.handle_datagram(now, packet.from, &mut packet.bytes);
            self.core.settle(index, host);
        }
        self.core.pool.recycle(packet.bytes);
    }

    #[expect(clippy::panic, reason = "a machine that never stops asking would hang the simulation")]
    fn timeout(&mut self, index: u32) {
        let Some(place) = self.core.places.get_mut(index as usize) else { return };
        if place.armed != Some(self.core.now) || place.asleep {
            return;
        }
        place.armed = None;
        let Some(host) = self.hosts.get_mut(index as usize).and_then(Option::as_mut) else { return };
        let now = self.core.host_now(index);
        if host.poll_timeout().is_some_and(|at| at <= now) {
            self.core.trace.event(self.core.now, index, Traced::Timeout);
            host.handle_timeout(now);
            let again = host.poll_timeout().is_some_and(|at| at <= now);
            let Some(place) = self.core.places.get_mut(index as usize) else { return };
            place.idle_timeouts = if again { place.idle_timeouts + 1 } else { 0 };
            if place.idle_timeouts > MAX_IDLE_TIMEOUTS {
                panic!("host {index} asks for a timeout that it never serves, at {now:?}");
            }
        }
        self.core.settle(index, host);
    }

    fn stream(&mut self, connection: u32, side: Side, step: Step) {
        let Some(index) = self.core.stream_host(connection, side) else { return };
        if let Some(place) = self.core.places.get_mut(index as usize).filter(|p| p.asleep) {
            place.deferred.push((connection, side, step));
            return;
        }
        let mut host = self.hosts.get_mut(index as usize).and_then(Option::as_mut);
        self.core.step(connection, side, step, host.as_deref_mut());
        if let Some(host) = host {
            self.core.settle(index, host);
        }
    }
}

/// So many timeouts in a row that leave the next one due are a defect of the host.
const MAX_IDLE_TIMEOUTS: u32 = 10_000;
