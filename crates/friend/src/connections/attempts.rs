//! Keys and attempts of one friend.

use std::time::Duration;

use super::*;
use crate::config::{DHT_KEY_LIFETIME, RETRY_DELAYS, SILENCE_TIMEOUT};
use crate::friend::{Peer, Session, Timer};
use crate::{Ended, Evidence};

impl Friend {
    /// His client of this run has this key. What belonged to another run is forgotten; nothing is connected then.
    pub(super) fn take_key(&mut self, now: Instant, dht_key: DhtPublicKey, shared: &mut Shared) {
        if self.peer().is_some_and(|peer| peer.dht_key == dht_key) {
            self.confirm(now);
            return;
        }
        self.forget_key(now, shared);
        shared.by_dht_key.insert((dht_key, self.id.index));
        shared.outputs.push_back(Output::Search { id: self.id, dht_key });
        self.enter(now, State::Waiting(Peer { dht_key, confirmed: now, since: now }));
        self.confirm(now);
    }

    /// Begins an attempt, if he has a key and there is none.
    pub(super) fn connect(&mut self, now: Instant, shared: &mut Shared) {
        let State::Waiting(peer) = self.state else { return };
        self.enter(now, State::Connecting(peer));
        self.history.attempts_total = self.history.attempts_total.saturating_add(1);
        let (id, key, dht_key) = (self.id, self.key, peer.dht_key);
        shared.outputs.push_back(Output::Connect { id, key, dht_key });
        self.show_ways(now, shared);
    }

    /// Tells a new connection all ways that we know.
    pub(super) fn show_ways(&self, now: Instant, shared: &mut Shared) {
        let id = self.id;
        for known in self.addresses.fresh(now) {
            shared.outputs.push_back(Output::AddAddress { id, addr: known.addr, evidence: Evidence::Told });
        }
        for relay in self.relays.for_attempt(self.attempts) {
            shared.outputs.push_back(Output::Tie { id, relay });
        }
    }

    /// There is news of him: no reason to wait longer.
    pub(super) fn hurry(&mut self, now: Instant, shared: &mut Shared) {
        self.attempts = 0;
        self.connect(now, shared);
    }

    /// Waits for the next attempt, longer each time.
    pub(super) fn wait(&mut self, now: Instant, shared: &mut Shared) {
        let step = usize::try_from(self.attempts).unwrap_or(usize::MAX).min(RETRY_DELAYS.len() - 1);
        let delay = RETRY_DELAYS.get(step).copied().unwrap_or_default();
        self.attempts = self.attempts.saturating_add(1);
        self.wait_for(now, delay, shared);
    }

    /// Waits `delay` and up to a quarter more, so that friends lost together do not all come back at once.
    pub(super) fn wait_for(&mut self, now: Instant, delay: Duration, shared: &mut Shared) {
        let Some(peer) = self.peer().copied() else { return };
        self.enter(now, State::Waiting(peer));
        let spread = usize::try_from(delay.as_millis() / 4).unwrap_or(0);
        let jitter = Duration::from_millis(shared.rng.below(spread + 1) as u64);
        self.timers.set(Timer::Retry, now + delay + jitter);
        self.timers.set(Timer::KeyAge, peer.confirmed + DHT_KEY_LIFETIME);
    }

    /// The connection stands.
    pub(super) fn go_online(&mut self, now: Instant, shared: &mut Shared) {
        let State::Connecting(peer) = self.state else { return };
        let session = Session { since: now, progress: now, doubt: None, rumour: None };
        self.enter(now, State::Connected(peer, Box::new(session)));
        self.attempts = 0;
        self.timers.set(Timer::Alive, now);
        self.timers.set(Timer::Share, now);
        self.timers.set(Timer::Silence, now + SILENCE_TIMEOUT);
        if self.request.is_some() {
            self.timers.set(Timer::Request, now);
        }
        shared.outputs.push_back(Output::Online(self.id));
    }

    /// The connection stands no more. His key counts as confirmed until now.
    pub(super) fn go_offline(&mut self, now: Instant, why: Ended, shared: &mut Shared) {
        let State::Connected(mut peer, _) = self.state else { return };
        peer.confirmed = now;
        self.history.last_end = Some((why, now));
        self.enter(now, State::Waiting(peer));
        self.confirm(now);
        shared.outputs.push_back(Output::Offline(self.id));
    }

    /// We end the connection or the attempt ourselves; he is in the list as waiting then.
    pub(super) fn abandon(&mut self, now: Instant, shared: &mut Shared) {
        if !self.has_connection() {
            return;
        }
        shared.outputs.push_back(Output::Close { id: self.id });
        self.go_offline(now, Ended::NoAnswer, shared);
        if let State::Connecting(peer) = self.state {
            self.enter(now, State::Waiting(peer));
        }
    }
}
