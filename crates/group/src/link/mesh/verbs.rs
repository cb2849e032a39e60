//! What the owner tells, asks and sends.

use std::net::SocketAddr;

use toxcore_crypto::ed25519::SigningPublicKey;
use toxcore_crypto::{EphemeralPublicKey, ExtendedPublicKey};
use toxcore_sansio::{Instant, RouteId};
use toxcore_wire::group::{ChatId, GroupPing, HandshakePurpose, JoinType, LosslessKind, LossyKind, MAX_GROUP_RELAYS};
use toxcore_wire::{BoundedList, PackedNode, RelayInfo, is_lan, is_usable_node_addr};

use super::Mesh;
use crate::link::member::Link;
use crate::link::outgoing::Packet;
use crate::link::paths::Evidence;
use crate::link::shared::Shared;
use crate::link::{IntroduceError, MemberId, Phase, SendError, Target};

/// Members.
impl Mesh {
    /// Begins a link with a member that an announcement, an invite, another member or a save file names. Handshakes begin as soon
    /// as a way is known. If there is a link already, it is that one, and a session it has stays.
    ///
    /// # Errors
    /// [`IntroduceError`].
    pub fn introduce(
        &mut self,
        now: Instant,
        key: EphemeralPublicKey,
        purpose: HandshakePurpose,
    ) -> Result<MemberId, IntroduceError> {
        if key == self.shared.own_key() {
            return Err(IntroduceError::OwnKey);
        }
        let index = match self.by_key.get(&key) {
            Some(index) => *index,
            None => self.insert(now, key).ok_or(IntroduceError::Full)?,
        };
        let slot = self.slots.get_mut(index as usize).ok_or(IntroduceError::Full)?;
        let link = slot.link.as_mut().ok_or(IntroduceError::Full)?;
        if link.session.is_none() {
            link.ask(now, purpose);
        }
        let id = link.id;
        self.settle(index);
        Ok(id)
    }

    /// Somebody whom we believe names the owner of this key: if it came on its own, it is no stranger any more.
    pub fn expect(&mut self, key: &EphemeralPublicKey) {
        if let Some(index) = self.by_key.get(key) {
            self.strangers.remove(*index);
        }
    }

    /// A member may be at this address. One that works is not replaced.
    pub fn add_address(&mut self, now: Instant, member: MemberId, addr: SocketAddr) {
        self.change(member, |link, shared| {
            if is_usable_node_addr(&addr) {
                link.paths.learn(now, Target::Udp(addr), Evidence::Told);
                link.address_known(shared, now);
            }
        });
    }

    /// A member may be at this relay. [`Output::TieRelay`](crate::Output::TieRelay) follows if that is news.
    pub fn add_relay(&mut self, member: MemberId, relay: RelayInfo) {
        self.change(member, |link, shared| link.add_relay(shared, relay));
    }

    /// The route of the relay pool to a member, or that there is none any more.
    pub fn set_route(&mut self, now: Instant, member: MemberId, route: Option<RouteId>) {
        self.change(member, |link, shared| {
            link.paths.set_route(route);
            if route.is_some() {
                link.relay_ready(shared, now);
            }
        });
    }

    /// The route to a member passes packets from now on, out of band at least.
    pub fn route_ready(&mut self, now: Instant, member: MemberId) {
        self.change(member, |link, shared| link.relay_ready(shared, now));
    }

    /// The member has told who it is: it gets pings and what is for all, and what waited for this since its session was renewed.
    pub fn confirm(&mut self, now: Instant, member: MemberId) {
        let was_confirmed = self.change(member, |link, shared| {
            let was_confirmed = link.is_confirmed();
            link.confirm(shared, now);
            was_confirmed
        });
        let Some(was_confirmed) = was_confirmed else { return };
        self.strangers.remove(member.index);
        if !was_confirmed {
            for id in self.members().filter(|other| *other != member).collect::<Vec<_>>() {
                self.change(id, |link, _| link.somebody_came(now));
            }
        }
    }

    /// Ends a link like [`remove`](Self::remove), but sends what is not confirmed again, at once and later: last words should not
    /// get lost.
    pub fn farewell(&mut self, now: Instant, member: MemberId) {
        self.change(member, |link, shared| link.repeat_last(shared, now));
        self.remove(member);
    }

    /// Whether last words wait to be said again, for which [`handle_timeout`](Self::handle_timeout) has to be called.
    #[must_use]
    pub fn has_last_words(&self) -> bool {
        !self.shared.last_words.is_empty()
    }

    /// Ends a link. Nothing is said about it; what was sent before still goes out once.
    pub fn remove(&mut self, member: MemberId) {
        if self.get(member).is_some() {
            self.remove_index(member.index);
        }
    }
}

/// Sending.
impl Mesh {
    /// Queues a lossless packet for a member.
    ///
    /// # Errors
    /// [`SendError`]; nothing is queued then.
    pub fn send(&mut self, now: Instant, member: MemberId, kind: LosslessKind, data: &[u8]) -> Result<(), SendError> {
        let packet = Packet::new(kind, data)?;
        self.change(member, |link, shared| link.send(shared, now, &packet)).unwrap_or(Err(SendError::NotFound))
    }

    /// Queues a lossless packet for all confirmed members. Returns for how many.
    ///
    /// # Errors
    /// [`SendError::TooLong`].
    pub fn send_to_all(&mut self, now: Instant, kind: LosslessKind, data: &[u8]) -> Result<usize, SendError> {
        let packet = Packet::new(kind, data)?;
        Ok(self.with_confirmed(|link, shared| link.send(shared, now, &packet)))
    }

    /// Sends a lossy packet to a member.
    ///
    /// # Errors
    /// [`SendError`]; nothing is sent then.
    pub fn send_lossy(
        &mut self,
        now: Instant,
        member: MemberId,
        kind: LossyKind,
        data: &[u8],
    ) -> Result<(), SendError> {
        self.change(member, |link, shared| link.send_lossy(shared, now, kind, data)).unwrap_or(Err(SendError::NotFound))
    }

    /// Sends a lossy packet to all confirmed members. Returns to how many.
    pub fn send_lossy_to_all(&mut self, now: Instant, kind: LossyKind, data: &[u8]) -> usize {
        self.with_confirmed(|link, shared| link.send_lossy(shared, now, kind, data))
    }
}

/// What we are.
impl Mesh {
    /// What pings say from now on. Before the first call there are none. The address is added where it is of use.
    pub const fn set_ping(&mut self, ping: GroupPing) {
        self.shared.ping = Some(ping);
    }

    /// Where we can be reached over UDP, if that is known.
    pub fn set_address(&mut self, addr: Option<SocketAddr>) {
        self.shared.address = addr;
    }

    /// Whether we send datagrams at all. If not, addresses of members are only remembered, to tell others.
    pub const fn set_udp(&mut self, has_udp: bool) {
        self.shared.has_udp = has_udp;
    }

    /// Relays that we are connected with: the first [`MAX_GROUP_RELAYS`] are told to members.
    pub fn set_relays(&mut self, now: Instant, all: &[RelayInfo]) {
        let relays = BoundedList::<PackedNode, MAX_GROUP_RELAYS>::from_first(all.iter().copied().map(PackedNode::Tcp));
        let are_near = all.iter().all(|relay| is_lan(&relay.addr.ip()));
        self.shared.near_relay = all.first().filter(|_| are_near).map(|relay| relay.addr.ip());
        if relays == self.shared.relays {
            return;
        }
        self.shared.relays = relays;
        for id in self.members().collect::<Vec<_>>() {
            self.change(id, |link, _| link.relays_changed(now));
        }
    }

    /// Whether those who found the group by its chat id are refused.
    pub const fn set_private(&mut self, is_private: bool) {
        self.shared.is_private = is_private;
    }

    /// How we found the group, as handshakes say. Private groups refuse [`JoinType::Public`].
    pub const fn set_join_type(&mut self, join_type: JoinType) {
        self.shared.join_type = join_type;
    }

    /// Our own network changed: no address is known to work any more.
    pub fn network_changed(&mut self, now: Instant) {
        for id in self.members().collect::<Vec<_>>() {
            self.change(id, |link, shared| {
                link.paths.forget_heard();
                link.settle_direct(shared, now);
            });
        }
    }

    /// Our keys, as others know them.
    #[must_use]
    pub fn own_keys(&self) -> ExtendedPublicKey {
        self.shared.keys.public()
    }

    /// The group.
    #[must_use]
    pub const fn chat_id(&self) -> &ChatId {
        &self.shared.chat_id
    }
}

/// Questions.
impl Mesh {
    /// All members that there is a link with.
    pub fn members(&self) -> impl Iterator<Item = MemberId> + '_ {
        self.by_key.values().filter_map(|index| self.link(*index)).map(|link| link.id)
    }

    /// The link with the owner of a key.
    #[must_use]
    pub fn find(&self, key: &EphemeralPublicKey) -> Option<MemberId> {
        self.link(*self.by_key.get(key)?).map(|link| link.id)
    }

    /// A member's encryption key.
    #[must_use]
    pub fn key(&self, member: MemberId) -> Option<EphemeralPublicKey> {
        self.get(member).map(|link| link.key)
    }

    /// What a member signs with, once there was a handshake. It belongs to the encryption key.
    #[must_use]
    pub fn signing_key(&self, member: MemberId) -> Option<SigningPublicKey> {
        self.get(member)?.signing
    }

    /// The keys in the handshake that made the session with a member, ours first.
    #[must_use]
    pub fn session_keys(&self, member: MemberId) -> Option<[EphemeralPublicKey; 2]> {
        self.get(member)?.session.as_ref().map(|session| [session.ours, session.theirs])
    }

    /// How far a link is.
    #[must_use]
    pub fn phase(&self, member: MemberId) -> Option<Phase> {
        self.get(member).map(Link::phase)
    }

    /// Whether packets of a member arrive over UDP.
    #[must_use]
    pub fn is_direct(&self, now: Instant, member: MemberId) -> bool {
        self.get(member).is_some_and(|link| link.paths.is_direct(now))
    }

    /// The address of a member, to tell others.
    #[must_use]
    pub fn address(&self, now: Instant, member: MemberId) -> Option<SocketAddr> {
        self.get(member)?.paths.address(now)
    }

    /// Whether to believe a member that something is at this address: those in our own network count only from who is there too.
    #[must_use]
    pub fn believes(&self, now: Instant, teller: Option<MemberId>, addr: &SocketAddr) -> bool {
        let link = teller.and_then(|member| self.get(member));
        self.shared.believes(link.into_iter().flat_map(|link| link.paths.live(now)), addr)
    }

    /// The same of a relay; one that we use ourselves is one.
    #[must_use]
    pub fn believes_relay(&self, now: Instant, teller: Option<MemberId>, relay: &RelayInfo) -> bool {
        let link = teller.and_then(|member| self.get(member));
        self.shared.believes_relay(link.into_iter().flat_map(|link| link.paths.live(now)), relay)
    }

    /// Relays of a member, the one heard of last at the end.
    pub fn relays(&self, member: MemberId) -> impl Iterator<Item = &RelayInfo> {
        self.get(member).into_iter().flat_map(|link| link.paths.relays())
    }

    fn get(&self, member: MemberId) -> Option<&Link> {
        self.link(member.index).filter(|link| link.id == member)
    }
}

impl Mesh {
    /// Does something with a link, and notes what time it waits for then.
    fn change<T>(&mut self, member: MemberId, call: impl FnOnce(&mut Link, &mut Shared) -> T) -> Option<T> {
        let Self { slots, shared, .. } = self;
        let link = slots.get_mut(member.index as usize)?.link.as_mut().filter(|link| link.id == member)?;
        let result = call(link, shared);
        self.settle(member.index);
        Some(result)
    }

    /// Does something with all confirmed members. Returns how often it succeeded.
    fn with_confirmed(&mut self, mut call: impl FnMut(&mut Link, &mut Shared) -> Result<(), SendError>) -> usize {
        let mut count = 0;
        for index in 0..u32::try_from(self.slots.len()).unwrap_or(u32::MAX) {
            let Self { slots, shared, .. } = self;
            let link = slots.get_mut(index as usize).and_then(|slot| slot.link.as_mut());
            let Some(link) = link.filter(|link| link.is_confirmed()) else { continue };
            count += usize::from(call(link, shared).is_ok());
            self.settle(index);
        }
        count
    }
}
