use std::time::Duration;

use sd_notify::NotifyState;
use toxcore_sansio::Instant;

/// The service manager that started us, if one did and wants to be told (systemd's notify protocol).
#[derive(Debug)]
pub(super) struct Supervisor {
    /// Half of the time within which it wants a sign of life.
    interval: Option<Duration>,
    next: Option<Instant>,
}

impl Supervisor {
    /// What the environment says.
    pub(super) fn from_environment(now: Instant) -> Self {
        let interval = sd_notify::watchdog_enabled().map(|limit| limit / 2);
        Self { interval, next: interval.map(|interval| now + interval) }
    }

    /// Tells that the node is in service.
    pub(super) fn ready(&self) {
        notify(&[NotifyState::Ready]);
    }

    /// Tells that the node is about to end.
    pub(super) fn stopping(&self) {
        notify(&[NotifyState::Stopping]);
    }

    pub(super) const fn next_deadline(&self) -> Option<Instant> {
        self.next
    }

    /// Gives the sign of life when it is time. Because the loop does it, a loop that hangs gives none.
    pub(super) fn handle_timeout(&mut self, now: Instant) {
        if let (Some(interval), Some(next)) = (self.interval, self.next)
            && next <= now
        {
            self.next = Some(now + interval);
            notify(&[NotifyState::Watchdog]);
        }
    }
}

fn notify(state: &[NotifyState<'_>]) {
    if let Err(error) = sd_notify::notify(state) {
        tracing::debug!(%error, "the service manager cannot be told");
    }
}
