//! One program, and the relay.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::net::{IpAddr, SocketAddr};

use toxcore_crypto::{DhtPublicKey, EphemeralPublicKey};
use toxcore_group::groups::{Delivery, GroupNumber, Groups, Output};
use toxcore_group::rules::Event;
use toxcore_group::{Target, Transmission};
use toxcore_sansio::{Admission, DiscardCounters, FriendId, Instant, RouteId, Seed, StreamId, Transmit};
use toxcore_sim::Host;
use toxcore_wire::RelayInfo;
use toxcore_wire::group::{ChatId, GroupAnnounce, InviteData};
use toxcore_wire::messenger::MessageKind;

use super::relay::Relay;

/// A program.
pub(crate) struct Person {
    pub(crate) groups: Groups,
    /// The group that the test is about.
    pub(crate) number: Option<GroupNumber>,
    admission: Admission,
    sending: VecDeque<(SocketAddr, Vec<u8>)>,
    /// Packets to friends.
    pub(super) mail: Vec<(FriendId, Vec<u8>)>,
    /// Groups that are sought, and what is announced.
    pub(crate) sought: BTreeMap<ChatId, Option<GroupAnnounce>>,
    pub(crate) pools: BTreeSet<GroupNumber>,
    pub(crate) invites: Vec<(FriendId, InviteData)>,
    pub(crate) events: Vec<Event>,
    /// Texts, with who wrote them.
    pub(crate) texts: Vec<(EphemeralPublicKey, Vec<u8>)>,
    pub(crate) customs: Vec<(EphemeralPublicKey, Delivery, Vec<u8>)>,
    pub(crate) refused: DiscardCounters,
    /// From where nothing arrives.
    pub(super) cut_off: BTreeSet<IpAddr>,
    /// From whom nothing arrives through the relay.
    pub(super) cut_off_keys: BTreeSet<EphemeralPublicKey>,
    pub(super) now: Instant,
    relay: Option<SocketAddr>,
    /// What we are at the relay.
    own: Option<EphemeralPublicKey>,
    /// Whose route in the pool of the group is which.
    routes: Vec<EphemeralPublicKey>,
    /// Whether routes may sleep, by member.
    pub(crate) asleep: BTreeMap<EphemeralPublicKey, bool>,
    /// The same of routes that go, unless they are wanted again at once.
    parting: BTreeMap<EphemeralPublicKey, bool>,
    pub(crate) has_udp: bool,
    /// Says to all, and to who left, what it has to say about each departure.
    pub(crate) farewell: Option<&'static [u8]>,
}

/// Everything in the network.
pub(crate) enum Actor {
    Person(Box<Person>),
    Relay(Relay),
}

fn route(place: usize) -> RouteId {
    RouteId { index: u32::try_from(place).unwrap(), generation: 1 }
}

impl Person {
    pub(super) fn new(seed: u64, now: Instant, address: SocketAddr, relay: Option<SocketAddr>) -> Self {
        let seed = Seed::from_number(seed);
        let mut groups = Groups::new(&seed);
        groups.set_address(now, Some(address));
        Self {
            now,
            relay,
            own: None,
            routes: Vec::new(),
            asleep: BTreeMap::new(),
            parting: BTreeMap::new(),
            has_udp: true,
            farewell: None,
            groups,
            number: None,
            admission: Admission::new(Admission::DEFAULT_PER_SECOND, &seed),
            sending: VecDeque::new(),
            mail: Vec::new(),
            sought: BTreeMap::new(),
            pools: BTreeSet::new(),
            invites: Vec::new(),
            events: Vec::new(),
            texts: Vec::new(),
            customs: Vec::new(),
            refused: DiscardCounters::default(),
            cut_off: BTreeSet::new(),
            cut_off_keys: BTreeSet::new(),
        }
    }

    /// Whether something is to go to friends.
    pub(crate) fn has_mail(&self) -> bool {
        !self.mail.is_empty()
    }

    /// What was to go to friends does not.
    pub(crate) fn forget_mail(&mut self) {
        self.mail.clear();
    }

    pub(crate) fn number(&self) -> GroupNumber {
        self.number.unwrap()
    }

    /// Does something, and takes what comes of it.
    pub(crate) fn act<T>(&mut self, act: impl FnOnce(&mut Groups) -> T) -> T {
        let done = act(&mut self.groups);
        self.pump();
        done
    }

    /// Streams stay open, so that what comes through the relay finds its way.
    pub(super) fn keep_relay(&mut self) {
        let hello = self.relay.zip(self.own).map(|(relay, key)| (relay, key.as_bytes().to_vec()));
        self.sending.extend(hello);
    }

    /// Has nothing but the relay.
    pub(crate) fn lose_udp(&mut self) {
        self.has_udp = false;
        let now = self.now;
        self.act(|groups| groups.set_address(now, None));
    }

    fn pump(&mut self) {
        loop {
            let mut buf = Vec::new();
            while let Some((_, Transmission { to, segment, .. })) = self.groups.poll_transmit(&mut buf) {
                for packet in buf.chunks(segment) {
                    let datagram = self.datagram(to, packet);
                    self.sending.extend(datagram);
                }
                buf.clear();
            }
            let Some(output) = self.groups.poll_output() else { break };
            self.on_output(output);
        }
        self.parting.clear();
    }

    fn datagram(&self, to: Target, packet: &[u8]) -> Option<(SocketAddr, Vec<u8>)> {
        let key = match to {
            Target::Udp(to) => return self.has_udp.then(|| (to, packet.to_vec())),
            Target::Relay(route) => *self.routes.get(route.index as usize)?,
            Target::Oob { peer, .. } => peer,
        };
        let own = self.own?;
        Some((self.relay?, [&own.as_bytes()[..], key.as_bytes(), packet].concat()))
    }

    /// A pool is open: it is connected with the relay at once.
    fn open_pool(&mut self, group: GroupNumber) {
        assert!(self.pools.insert(group), "a second pool");
        let Some(addr) = self.relay else { return };
        let key = self.groups.own_key(group).unwrap();
        self.own = Some(key);
        // Streams lose nothing, so it hears of us.
        self.sending.extend((0..10).map(|_| (addr, key.as_bytes().to_vec())));
        let relay = RelayInfo { addr, key: DhtPublicKey::from_bytes([9; 32]) };
        self.groups.set_relays(self.now, group, &[relay]);
    }

    fn tie(&mut self, group: GroupNumber, member: EphemeralPublicKey) {
        let place = self.routes.iter().position(|key| *key == member).unwrap_or_else(|| {
            self.routes.push(member);
            self.routes.len() - 1
        });
        let old = self.parting.remove(&member);
        self.asleep.entry(member).or_insert(old.unwrap_or_default());
        self.groups.set_route(self.now, group, &member, Some(route(place)));
        self.groups.route_ready(self.now, group, route(place));
    }

    fn on_output(&mut self, output: Output) {
        match output {
            Output::Happened { event: Event::Message(said), .. } => {
                self.texts.push((said.member, said.text.to_vec()));
            }
            Output::Happened { event, .. } => {
                if let (Some(text), Event::MemberLeft { member, .. }) = (self.farewell, &event) {
                    self.bid_farewell(*member, text);
                }
                self.events.push(event);
            }
            Output::Custom { member, delivery, data, .. } => self.customs.push((member, delivery, data.to_vec())),
            Output::Invited { friend, data, .. } => self.invites.push((friend, data)),
            Output::TellFriend { friend, packet } => self.mail.push((friend, packet.to_vec())),
            Output::OpenPool { group } => self.open_pool(group),
            Output::ClosePool { group } => assert!(self.pools.remove(&group), "no pool"),
            Output::Tie { group, member, .. } => self.tie(group, member),
            Output::Untie { member, .. } => {
                let may_sleep = self.asleep.remove(&member).expect("tied");
                self.parting.insert(member, may_sleep);
            }
            Output::Sleep { member, may_sleep, .. } => *self.asleep.get_mut(&member).unwrap() = may_sleep,
            Output::Seek { chat_id } => assert!(self.sought.insert(chat_id, None).is_none(), "sought already"),
            Output::Announce { chat_id, announce } => *self.sought.get_mut(&chat_id).unwrap() = announce,
            Output::Members { chat_id, .. } => assert!(self.sought.contains_key(&chat_id), "not sought"),
            Output::Forget { chat_id } => assert!(self.sought.remove(&chat_id).is_some(), "not sought"),
            other => panic!("unknown: {other:?}"),
        }
    }

    /// As a program does that speaks while it is told; a member that left is told nothing, and whoever is out tells nobody.
    fn bid_farewell(&mut self, to: EphemeralPublicKey, text: &[u8]) {
        let (now, number) = (self.now, self.number());
        let alone = self.groups.send_private_message(now, number, &to, MessageKind::Normal, text);
        assert!(alone.is_err(), "nobody is there");
        let _ = self.groups.send_message(now, number, MessageKind::Normal, text);
    }

    fn handle_datagram(&mut self, from: SocketAddr, datagram: &mut [u8]) {
        if self.cut_off.contains(&from.ip()) {
            return;
        }
        let (now, admission) = (self.now, &mut self.admission);
        let taken = if self.relay == Some(from) {
            let (sender, packet) = datagram.split_first_chunk_mut::<32>().unwrap();
            let peer = EphemeralPublicKey::from_bytes(*sender);
            if self.cut_off_keys.contains(&peer) {
                return;
            }
            let from = match self.routes.iter().position(|key| *key == peer) {
                Some(place) if self.asleep.contains_key(&peer) => Target::Relay(route(place)),
                _ => Target::Oob { link: StreamId { index: 1, generation: 1 }, peer },
            };
            let Some(group) = self.number else { return };
            self.groups.handle_relayed(now, admission, group, from, packet)
        } else if self.has_udp {
            self.groups.handle_udp(now, admission, from, datagram)
        } else {
            Ok(())
        };
        if let Err(reason) = taken {
            self.refused.count(reason);
        }
        self.pump();
    }
}

impl Host for Actor {
    fn handle_datagram(&mut self, now: Instant, from: SocketAddr, datagram: &mut [u8]) {
        match self {
            Self::Relay(relay) => relay.handle(from, datagram),
            Self::Person(person) => {
                person.now = now;
                person.handle_datagram(from, datagram);
            }
        }
    }

    fn handle_timeout(&mut self, now: Instant) {
        if let Self::Person(person) = self {
            person.now = now;
            person.act(|groups| groups.handle_timeout(now));
        }
    }

    fn poll_timeout(&self) -> Option<Instant> {
        match self {
            Self::Person(person) => person.groups.poll_timeout(),
            Self::Relay(_) => None,
        }
    }

    fn poll_transmit(&mut self, _: Instant, buf: &mut Vec<u8>) -> Option<Transmit> {
        let sending = match self {
            Self::Person(person) => &mut person.sending,
            Self::Relay(relay) => &mut relay.sending,
        };
        let (to, packet) = sending.pop_front()?;
        buf.extend_from_slice(&packet);
        Some(Transmit { to, len: packet.len(), segment: packet.len() })
    }
}
