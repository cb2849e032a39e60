//! Whom we take in, and how many.

use std::net::{IpAddr, SocketAddr};

use toxcore_sansio::{Instant, Source, StreamId};

use super::{AcceptError, RelayServer};
use crate::config::HANDSHAKE_TIMEOUT;
use crate::link::Link;

impl RelayServer {
    /// Takes a new TCP connection from `from`.
    ///
    /// When too many links are half open, the oldest of them ends.
    ///
    /// # Errors
    /// [`AcceptError`]; the driver closes the connection.
    pub fn accept(&mut self, now: Instant, from: SocketAddr) -> Result<StreamId, AcceptError> {
        self.check_limits(now, from.ip()).inspect_err(|_| self.stats.refused += 1)?;
        self.make_room_for_half_open();
        self.settle(now);
        let deadline = now + HANDSHAKE_TIMEOUT;
        let id = self.links.insert(|_| Link::new(from, deadline));
        self.schedule(id);
        self.deadlines.tidy(self.links.len(), |id| self.links.get(id).is_some());
        self.half_open.push_back(id);
        *self.per_source.entry(Source::of(from.ip())).or_default() += 1;
        self.stats.accepted += 1;
        Ok(id)
    }

    fn check_limits(&mut self, now: Instant, from: IpAddr) -> Result<(), AcceptError> {
        if self.links.len() >= self.config.max_links {
            return Err(AcceptError::Full(self.links.len()));
        }
        if from.to_canonical().is_loopback() {
            return Ok(());
        }
        let links = self.per_source.get(&Source::of(from)).copied().unwrap_or(0);
        if links >= self.config.max_links_per_source {
            return Err(AcceptError::SourceFull(links));
        }
        if self.limiter.allow(now, from) { Ok(()) } else { Err(AcceptError::TooFast) }
    }

    fn make_room_for_half_open(&mut self) {
        while self.half_open.len() >= self.config.max_half_open.max(1) {
            let Some(oldest) = self.half_open.pop_front() else { return };
            if self.links.get(oldest).is_some_and(|link| link.client().is_none()) {
                self.stats.handshakes_failed += 1;
                self.end(oldest);
            }
        }
    }

    /// Gives the place of a link that ended back to its source.
    pub(super) fn forget_source(&mut self, address: IpAddr) {
        let source = Source::of(address);
        if let Some(count) = self.per_source.get_mut(&source) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                self.per_source.remove(&source);
            }
        }
    }
}
