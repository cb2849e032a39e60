//! Back within seconds after sleep and after a change of our own network.

use std::time::Duration;

use super::*;
use crate::config::{ALIVE_TIMEOUT, DOUBT_TIMEOUT, WAKE_BATCH, WAKE_INTERVAL};
use crate::friend::{Doubt, Timer};

impl FriendConnections {
    /// Our network is another: each connection must prove that it works, each attempt begins anew.
    pub fn network_changed(&mut self, now: Instant) {
        self.wake(now, Duration::ZERO);
    }

    /// The driver's clock jumped by `asleep` because the machine slept. Call it before [`handle_timeout`](Self::handle_timeout).
    pub fn resumed(&mut self, now: Instant, asleep: Duration) {
        self.wake(now, asleep);
    }

    fn wake(&mut self, now: Instant, asleep: Duration) {
        let mut turn = 0;
        let ids: Vec<FriendId> = self.iter().collect();
        for id in ids {
            self.change(id, |friend, shared| {
                friend.shift(asleep);
                if let Some(session) = friend.session_mut().filter(|_| asleep < ALIVE_TIMEOUT) {
                    session.progress += asleep;
                    session.doubt = Some(Doubt::new(now, now));
                    friend.timers.set(Timer::Silence, now + DOUBT_TIMEOUT);
                    return;
                }
                // Whoever is connected has given us up meanwhile.
                friend.abandon(now, shared);
                if friend.peer().is_some() {
                    friend.confirm(now);
                    friend.wait_for(now, WAKE_INTERVAL * (turn / WAKE_BATCH), shared);
                    turn += 1;
                }
                if let Some(request) = &mut friend.request {
                    request.hurry();
                    friend.timers.set(Timer::Request, now + WAKE_INTERVAL * (turn / WAKE_BATCH));
                }
            });
        }
    }
}
