//! What is due.

use toxcore_sansio::{Links, Relays, SendClass};

use super::*;
use crate::config::{ALIVE_TIMEOUT, DOUBT_TIMEOUT, SILENCE_TIMEOUT};
use crate::friend::{Doubt, Timer};

impl FriendConnections {
    /// Sends what is due, gives up silent friends, tries again. Calling early or twice does no harm.
    pub fn handle_timeout(&mut self, now: Instant, links: &mut dyn Links, relays: &dyn Relays) {
        while let Some((at, index)) = self.deadlines.first().copied().filter(|(at, _)| *at <= now) {
            let Some(id) = self.at(index) else {
                self.deadlines.remove(&(at, index));
                continue;
            };
            self.change(id, |friend, shared| {
                while let Some(timer) = friend.timers.pop_due(now) {
                    friend.due(now, timer, links, relays, shared);
                }
            });
        }
    }
}

impl Friend {
    fn due(&mut self, now: Instant, timer: Timer, links: &mut dyn Links, relays: &dyn Relays, shared: &mut Shared) {
        match timer {
            Timer::Alive => self.send_alive(now, links),
            Timer::Share => self.share_relays(now, links, relays, shared),
            Timer::Silence => self.check_silence(now, links, shared),
            Timer::KeyAge => {
                self.abandon(now, shared);
                self.forget_key(now, shared);
            }
            Timer::Retry => self.connect(now, shared),
            Timer::Request => self.send_request(now, links, shared),
        }
    }

    /// Gives the friend up if he has been silent for too long.
    fn check_silence(&mut self, now: Instant, links: &mut dyn Links, shared: &mut Shared) {
        let heard = links.last_heard(self.id);
        let Some(session) = self.session_mut() else { return };
        let is_over = |doubt: Doubt| doubt.until <= now || heard.is_some_and(|heard| heard > doubt.resolved_after);
        if session.doubt.is_some_and(is_over) {
            session.doubt = None;
            session.rumour = None;
        }
        let limit = match (heard, session.doubt) {
            (Some(heard), Some(doubt)) => heard.max(doubt.from) + DOUBT_TIMEOUT,
            (Some(heard), None) => heard.max(session.since) + SILENCE_TIMEOUT,
            // Without knowing better, what the friend says elsewhere is believed.
            (None, Some(_)) if session.rumour.is_some() => now,
            (None, _) => now + ALIVE_TIMEOUT,
        };
        let limit = limit.min(session.progress + ALIVE_TIMEOUT);
        if now < limit {
            let next = session.doubt.map_or(limit, |doubt| limit.min(doubt.until));
            self.timers.set(Timer::Silence, next);
            return;
        }
        let rumour = session.rumour;
        self.abandon(now, shared);
        if let Some(dht_key) = rumour {
            self.take_key(now, dht_key, shared);
        }
        self.connect(now, shared);
    }

    /// Sends our friend request over the connection, or asks for the onion.
    fn send_request(&mut self, now: Instant, links: &mut dyn Links, shared: &mut Shared) {
        let is_connected = self.phase() == Phase::Connected;
        let Some(request) = &mut self.request else { return };
        if !is_connected {
            shared.outputs.push_back(Output::SendRequest { id: self.id });
            return;
        }
        let sent = links.send(self.id, SendClass::Priority, request.packet());
        let wait = if sent.is_ok() { request.sent() } else { request.not_sent() };
        self.timers.set(Timer::Request, now + wait);
    }
}
