//! What has to be done in time, and after every call. Protocol: conferences, Closest members, Timers.

use toxcore_crypto::{DhtPublicKey, LongTermPublicKey};
use toxcore_sansio::Instant;
use toxcore_wire::conference::MessageContent;

use super::{Conference, Shared, Timer};
use crate::Context;
use crate::closest::closest;
use crate::config::{AWAITED_LATEST, FREEZE_TIMEOUT, NAME_INTERVAL, PING_INTERVAL, RETRY_INTERVAL, RETURN_LIFETIME};
use crate::connections::{Connection, Reason};
use crate::peer::{LastActive, Peer};

impl Conference {
    /// Does what is due.
    pub(crate) fn handle_timeout(&mut self, cx: &mut Context<'_>, shared: &mut Shared) {
        while let Some(timer) = self.timers.pop_due(cx.now) {
            match timer {
                // What is to be said is said when the call is done.
                Timer::Ping | Timer::Name => {}
                Timer::Freeze => self.freeze_silent(cx, shared),
                Timer::Relay => self.pass_on(cx, shared),
            }
        }
    }

    /// Brings connections, words and timers in line with what happened. To be called after everything else.
    pub(crate) fn settle(&mut self, cx: &mut Context<'_>, shared: &mut Shared) {
        if self.own_number().is_some() {
            for _ in 0..SETTLE_ROUNDS {
                if std::mem::take(&mut self.connections.lost) && self.connections.online_count() == 0 {
                    self.freeze_all(cx, shared);
                }
                if std::mem::take(&mut self.changed) {
                    self.choose_closest(cx, shared);
                }
                self.end_lingering(shared);
                self.connections.remove_needless(&mut shared.holds);
                self.connections.make_room(&mut shared.holds);
                if !self.connections.lost && !self.changed {
                    break;
                }
            }
            if self.members.present().len() <= 1 {
                self.title_is_fresh = false;
            }
            self.speak(cx, shared);
        }
        self.set_timers(cx.now);
    }

    /// Says what is due to be said. What nobody takes is tried again later.
    fn speak(&mut self, cx: &mut Context<'_>, shared: &mut Shared) {
        if self.connections.online_count() == 0 {
            return;
        }
        if cx.now >= self.ping_at {
            let is_taken = self.broadcast(cx, shared, MessageContent::Ping) > 0;
            self.ping_at = cx.now + if is_taken { PING_INTERVAL } else { RETRY_INTERVAL };
        }
        if self.name_wanted && cx.now >= self.name_at {
            let name = shared.name.clone();
            self.name_wanted = self.broadcast(cx, shared, MessageContent::Name(&name)) == 0;
            self.name_at = cx.now + NAME_INTERVAL;
        }
    }

    fn set_timers(&mut self, now: Instant) {
        let speaks = self.own_number().is_some() && self.connections.online_count() > 0;
        self.set_timer(Timer::Ping, speaks.then_some(self.ping_at));
        self.set_timer(Timer::Name, (speaks && self.name_wanted).then_some(self.name_at));
        // Whoever was heard of since is silent later than that.
        if self.timers.get(Timer::Freeze).is_none() && self.members.present().len() > 1 {
            self.timers.set(Timer::Freeze, self.first_silence(now));
        }
    }

    fn set_timer(&mut self, timer: Timer, at: Option<Instant>) {
        match at {
            Some(at) => self.timers.set(timer, at),
            None => self.timers.stop(timer),
        }
    }

    /// When the first of the others will have been silent for too long.
    fn first_silence(&self, now: Instant) -> Instant {
        let own = self.own_number();
        let others = self.members.present().iter().filter(|peer| Some(peer.number) != own);
        let heard = others.filter_map(|peer| match peer.last_active {
            LastActive::At(at) => Some(at),
            LastActive::Before(_) => None,
        });
        heard.min().unwrap_or(now) + FREEZE_TIMEOUT
    }

    /// Puts those out of sight who were silent for too long.
    fn freeze_silent(&mut self, cx: &mut Context<'_>, shared: &mut Shared) {
        let own = self.own_number();
        let is_silent = |at: LastActive| match at {
            LastActive::At(at) => cx.now >= at + FREEZE_TIMEOUT,
            LastActive::Before(_) => true,
        };
        let silent =
            self.members.present().iter().filter(|peer| Some(peer.number) != own && is_silent(peer.last_active));
        let silent: Vec<(u16, LongTermPublicKey)> = silent.map(|peer| (peer.number, peer.key)).collect();
        for (number, _) in &silent {
            self.freeze_peer(cx, shared, *number);
        }
        for (_, key) in &silent {
            self.ask_back(cx, shared, key);
        }
    }

    /// Chooses with whom to be connected. Those who were chosen before and stand stay until all of the new ones do.
    fn choose_closest(&mut self, cx: &mut Context<'_>, shared: &mut Shared) {
        let own = self.own_number();
        let others = self.members.present().iter().filter(|peer| Some(peer.number) != own);
        let wanted = closest(&shared.own_key, others.map(|peer| (&peer.key, peer.dht_key)));
        let awaited = self.awaited(cx, shared);
        let keys: Vec<LongTermPublicKey> = self.connections.iter().map(|connection| connection.key).collect();
        for key in keys {
            if !wanted.iter().any(|(wanted, _)| *wanted == key) {
                self.let_linger(shared, &key);
            }
            if !awaited.iter().any(|(awaited, _)| *awaited == key) {
                self.connections.remove_reason(&mut shared.holds, &key, Reason::Returning);
            }
        }
        for keys in wanted {
            self.connect(cx, shared, keys, Reason::Closest);
        }
        for keys in awaited {
            if self.connections.has_room() || self.connections.by_key(&keys.0).is_some() {
                self.connect(cx, shared, keys, Reason::Returning);
            }
        }
    }

    /// Those out of sight whom we wait for: they cannot come back by themselves, since friend connections of theirs with us
    /// end on both sides. Friends have one anyway.
    fn awaited(&self, cx: &Context<'_>, shared: &Shared) -> Vec<(LongTermPublicKey, DhtPublicKey)> {
        let is_alone = self.connections.online_count() == 0;
        let is_recent = |at: LastActive| matches!(at, LastActive::At(at) if cx.now - at < RETURN_LIFETIME);
        let lost = self.members.frozen().iter();
        let lost: Vec<&Peer> =
            lost.filter(|peer| (is_alone || is_recent(peer.last_active)) && !cx.friends.is_friend(&peer.key)).collect();
        let mut awaited = closest(&shared.own_key, lost.iter().map(|peer| (&peer.key, peer.dht_key)));
        // The closest may be gone for good. Two who lost each other last remember each other as such.
        for peer in lost.iter().rev().take(AWAITED_LATEST) {
            if !awaited.iter().any(|(key, _)| *key == peer.key) {
                awaited.push((peer.key, peer.dht_key));
            }
        }
        awaited
    }

    fn let_linger(&mut self, shared: &mut Shared, key: &LongTermPublicKey) {
        let Some(connection) = self.connections.by_key(key) else { return };
        if connection.reasons.has(Reason::Closest) && connection.online().is_some() {
            connection.reasons.add(Reason::Lingering);
        }
        self.connections.remove_reason(&mut shared.holds, key, Reason::Closest);
    }

    /// Gives up who is not of the closest any longer, once all who are stand.
    fn end_lingering(&mut self, shared: &mut Shared) {
        let is_pending =
            |connection: &Connection| connection.reasons.has(Reason::Closest) && connection.online().is_none();
        if self.connections.iter().any(is_pending) {
            return;
        }
        let lingering = self.connections.iter().filter(|connection| connection.reasons.has(Reason::Lingering));
        for key in lingering.map(|connection| connection.key).collect::<Vec<_>>() {
            self.connections.remove_reason(&mut shared.holds, &key, Reason::Lingering);
        }
    }

    /// Wants a connection with a member, over a friend connection that stands or one that the owner makes.
    fn connect(
        &mut self,
        cx: &mut Context<'_>,
        shared: &mut Shared,
        keys: (LongTermPublicKey, DhtPublicKey),
        reason: Reason,
    ) {
        let had = self.connections.by_key(&keys.0).is_some_and(|connection| connection.reasons.has(reason));
        let friend = cx.friends.connected(&keys.0);
        let Some(connection) = self.connections.add(&mut shared.holds, keys, friend, reason) else { return };
        connection.friend = friend;
        if let Some(friend) = friend.filter(|_| !had && connection.online().is_none()) {
            if reason == Reason::Returning {
                self.ask_back(cx, shared, &keys.0);
            } else {
                self.greet(cx, shared, friend);
            }
        }
    }
}

/// Most times that the steps of settling follow each other: losing connections moves members out of sight, which frees
/// connections. Our choice; nothing is left to do after three.
const SETTLE_ROUNDS: usize = 4;
