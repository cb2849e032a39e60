//! Members come, go, and have names. Protocol: conferences, Members.

use toxcore_crypto::{DhtPublicKey, LongTermPublicKey};
use toxcore_sansio::{Content, Instant};
use toxcore_wire::conference::Rejoin;

use super::{Conference, Departed, Shared, Status};
use crate::config::{DEPARTED_LIFETIME, MAX_DEPARTED};
use crate::connections::Reason;
use crate::error::RefusedPeer;
use crate::members::{Learnt, Source};
use crate::peer::Peer;
use crate::{Context, Departure, Output};

impl Conference {
    /// Takes in what somebody says of a member.
    pub(super) fn learn(
        &mut self,
        cx: &Context<'_>,
        shared: &mut Shared,
        number: u16,
        keys: (LongTermPublicKey, DhtPublicKey),
        source: Source,
    ) -> Result<(), RefusedPeer> {
        if keys.0 == shared.own_key {
            return self.learn_of_us(number, source);
        }
        if self.own_number() == Some(number) {
            return Err(RefusedPeer::Conflict);
        }
        if self.has_departed(cx.now, number) {
            match source {
                Source::List => return Err(RefusedPeer::Conflict),
                Source::Fresh => self.departed.retain(|departed| departed.number != number),
            }
        }
        match self.members.learn(cx.now, number, keys, source)? {
            Learnt::Known { dht_key_changed: false } => {}
            Learnt::Known { dht_key_changed: true } | Learnt::StillFrozen => self.hint(cx, shared, keys),
            Learnt::Thawed => {
                self.hint(cx, shared, keys);
                self.came(shared, number);
                self.name_wanted = true;
            }
            Learnt::New { replaced } => {
                if let Some((index, peer)) = replaced {
                    // Whoever came in anew may know the conference by another number.
                    self.connections.remove(&mut shared.holds, &keys.0);
                    self.tell_departure(shared, index, peer, Departure::Replaced);
                }
                self.came(shared, number);
            }
        }
        Ok(())
    }

    /// Somebody says that we have this number. Whoever introduces us says it to all, so that is the number they know.
    fn learn_of_us(&mut self, number: u16, source: Source) -> Result<(), RefusedPeer> {
        let Status::Connected { own } = self.status else { return Err(RefusedPeer::Conflict) };
        if own == number {
            return Ok(());
        }
        if source == Source::List || self.members.has_number(number) {
            return Err(RefusedPeer::Conflict);
        }
        tracing::debug!(target: "toxcore_conference", conference = ?self.number, "we were given another number");
        self.members.renumber(own, number);
        self.status = Status::Connected { own: number };
        Ok(())
    }

    /// Somebody is in sight.
    pub(super) fn came(&mut self, shared: &mut Shared, number: u16) {
        self.changed = true;
        if let Some(peer) = self.members.get(number).map(|(index, peer)| peer.id(index)) {
            self.tell(shared, |conference| Output::PeerJoined { conference, peer });
        }
    }

    /// Whether whoever had this number left for good a moment ago.
    pub(super) fn has_departed(&self, now: Instant, number: u16) -> bool {
        self.departed.iter().any(|departed| departed.number == number && now - departed.at < DEPARTED_LIFETIME)
    }

    /// Somebody left for good.
    pub(super) fn remove_peer(&mut self, now: Instant, shared: &mut Shared, number: u16) {
        let Some((index, peer)) = self.members.remove(number) else { return };
        if self.departed.len() >= MAX_DEPARTED {
            self.departed.pop_front();
        }
        self.departed.push_back(Departed { number, at: now });
        self.connections.remove(&mut shared.holds, &peer.key);
        self.changed = true;
        self.tell_departure(shared, index, peer, Departure::Left);
    }

    /// Somebody is lost from sight.
    pub(super) fn freeze_peer(&mut self, cx: &Context<'_>, shared: &mut Shared, number: u16) {
        let Some((index, peer)) = self.members.freeze(number) else { return };
        self.connections.remove(&mut shared.holds, &peer.key);
        self.members.evict(|key| cx.friends.is_friend(key));
        self.changed = true;
        self.tell_departure(shared, index, peer, Departure::Frozen);
    }

    fn tell_departure(&self, shared: &mut Shared, index: usize, peer: Peer, why: Departure) {
        let (id, name) = (peer.id(index), peer.name);
        self.tell(shared, |conference| Output::PeerLeft { conference, peer: id, name, why });
    }

    /// Everybody is lost from sight.
    pub(super) fn freeze_all(&mut self, cx: &mut Context<'_>, shared: &mut Shared) {
        let own = self.own_number();
        let numbers = self.members.present().iter().map(|peer| peer.number).filter(|number| Some(*number) != own);
        for number in numbers.collect::<Vec<u16>>() {
            self.freeze_peer(cx, shared, number);
        }
        self.ask_all_back(cx, shared);
    }

    /// Asks a member who is out of sight and connected to count us in again.
    pub(super) fn ask_back(&mut self, cx: &mut Context<'_>, shared: &mut Shared, key: &LongTermPublicKey) {
        if self.own_number().is_none() {
            return;
        }
        let Some(friend) = cx.friends.connected(key) else { return };
        let Some(dht_key) = self.members.frozen_with(key).map(|peer| peer.dht_key) else { return };
        if self.connections.by_key(key).is_none() && !self.connections.has_room() {
            return;
        }
        let keys = (*key, dht_key);
        let Some(connection) = self.connections.add(&mut shared.holds, keys, Some(friend), Reason::Introducer) else {
            return;
        };
        connection.friend = Some(friend);
        shared.send(cx, friend, &Rejoin { identifier: self.identifier });
        self.greet(cx, shared, friend);
    }

    /// A member has a name now.
    pub(super) fn rename(&mut self, shared: &mut Shared, number: u16, name: &[u8]) {
        let Some((index, peer)) = self.members.get_mut(number) else { return };
        peer.name_is_known = true;
        if *peer.name == *name {
            return;
        }
        peer.name = Content::from(name);
        let (peer, name) = (peer.id(index), peer.name.clone());
        self.tell(shared, |conference| Output::PeerName { conference, peer, name });
    }

    /// We have another name.
    pub(crate) fn rename_ourselves(&mut self, cx: &Context<'_>, shared: &mut Shared) {
        let Some(own) = self.own_number() else { return };
        let name = shared.name.clone();
        self.rename(shared, own, &name);
        self.name_wanted = true;
        self.name_at = self.name_at.min(cx.now);
    }

    /// The friend connection that is held for a member may try another DHT key.
    fn hint(&mut self, cx: &Context<'_>, shared: &mut Shared, (key, dht_key): (LongTermPublicKey, DhtPublicKey)) {
        let now = cx.now;
        if self.connections.by_key(&key).is_some_and(|connection| connection.take_hint(now)) {
            shared.outputs.push_back(Output::Hint { key, dht_key });
        }
    }
}
