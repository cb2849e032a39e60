//! Members of groups in a simulated network, each with all of the machine. Announcements pass through a board that stands for the
//! onion: whoever seeks a group is shown some members that announce themselves. Friends' packets pass through a mailbox. There may
//! be a relay, which carries datagrams in place of streams.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::net::SocketAddr;
use std::time::Duration;

use toxcore_crypto::{DhtPublicKey, EphemeralPublicKey};
use toxcore_group::groups::{Delivery, GroupNumber, Groups, Output};
use toxcore_group::rules::{Event, Phase, Profile};
use toxcore_group::{Target, Transmission};
use toxcore_sansio::{Admission, DiscardCounters, FriendId, Instant, RouteId, Seed, StreamId, Transmit};
use toxcore_sim::{Departure, Host, HostConfig, HostId, Link, Sim};
use toxcore_wire::RelayInfo;
use toxcore_wire::friend::UserStatus;
use toxcore_wire::group::{ChatId, GroupAnnounce, GroupName, GroupPassword, GroupPrivacy, InviteData, ShortBytes};
use toxcore_wire::messenger::MessageKind;
use toxcore_wire::savedata::SavedGroup;

/// How often the board is read and mail is delivered.
const STEP: Duration = Duration::from_millis(500);
/// Announcements that an answer has room for.
const SHOWN: usize = 4;

/// A program.
pub(crate) struct Person {
    pub(crate) groups: Groups,
    /// The group that the test is about.
    pub(crate) number: Option<GroupNumber>,
    admission: Admission,
    sending: VecDeque<(SocketAddr, Vec<u8>)>,
    /// Packets to friends.
    mail: Vec<(FriendId, Vec<u8>)>,
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
    cut_off: BTreeSet<SocketAddr>,
    now: Instant,
    relay: Option<SocketAddr>,
    /// What we are at the relay.
    own: Option<EphemeralPublicKey>,
    /// Whose route in the pool of the group is which.
    routes: Vec<EphemeralPublicKey>,
    /// Whether routes may sleep, by member.
    pub(crate) asleep: BTreeMap<EphemeralPublicKey, bool>,
    pub(crate) has_udp: bool,
}

/// Everything in the network.
pub(crate) enum Actor {
    Person(Box<Person>),
    Relay(Relay),
}

/// Passes datagrams between those who have spoken to it: key of the sender, key of the other, then the packet.
#[derive(Default)]
pub(crate) struct Relay {
    clients: BTreeMap<[u8; 32], SocketAddr>,
    sending: VecDeque<(SocketAddr, Vec<u8>)>,
}

impl Relay {
    fn handle(&mut self, from: SocketAddr, datagram: &[u8]) {
        let (sender, rest) = datagram.split_first_chunk::<32>().unwrap();
        self.clients.insert(*sender, from);
        let Some((key, packet)) = rest.split_first_chunk::<32>() else { return };
        if let Some(to) = self.clients.get(key) {
            self.sending.push_back((*to, [&sender[..], packet].concat()));
        }
    }
}

fn route(place: usize) -> RouteId {
    RouteId { index: u32::try_from(place).unwrap(), generation: 1 }
}

impl Person {
    fn new(seed: u64, now: Instant, address: SocketAddr, relay: Option<SocketAddr>) -> Self {
        let seed = Seed::from_number(seed);
        let mut groups = Groups::new(&seed);
        groups.set_address(now, Some(address));
        Self {
            now,
            relay,
            own: None,
            routes: Vec::new(),
            asleep: BTreeMap::new(),
            has_udp: true,
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
        }
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
        self.asleep.entry(member).or_insert(false);
        self.groups.set_route(self.now, group, &member, Some(route(place)));
        self.groups.route_ready(self.now, group, route(place));
    }

    fn on_output(&mut self, output: Output) {
        match output {
            Output::Happened { event: Event::Message(said), .. } => {
                self.texts.push((said.member, said.text.to_vec()));
            }
            Output::Happened { event, .. } => self.events.push(event),
            Output::Custom { member, delivery, data, .. } => self.customs.push((member, delivery, data.to_vec())),
            Output::Invited { friend, data, .. } => self.invites.push((friend, data)),
            Output::TellFriend { friend, packet } => self.mail.push((friend, packet.to_vec())),
            Output::OpenPool { group } => self.open_pool(group),
            Output::ClosePool { group } => assert!(self.pools.remove(&group), "no pool"),
            Output::Tie { group, member, .. } => self.tie(group, member),
            Output::Untie { member, .. } => assert!(self.asleep.remove(&member).is_some(), "not tied"),
            Output::Sleep { member, may_sleep, .. } => *self.asleep.get_mut(&member).unwrap() = may_sleep,
            Output::Seek { chat_id } => assert!(self.sought.insert(chat_id, None).is_none(), "sought already"),
            Output::Announce { chat_id, announce } => *self.sought.get_mut(&chat_id).unwrap() = announce,
            Output::Members { chat_id, .. } => assert!(self.sought.contains_key(&chat_id), "not sought"),
            Output::Forget { chat_id } => assert!(self.sought.remove(&chat_id).is_some(), "not sought"),
            other => panic!("unknown: {other:?}"),
        }
    }

    fn handle_datagram(&mut self, from: SocketAddr, datagram: &mut [u8]) {
        if self.cut_off.contains(&from) {
            return;
        }
        let (now, admission) = (self.now, &mut self.admission);
        let taken = if self.relay == Some(from) {
            let (sender, packet) = datagram.split_first_chunk_mut::<32>().unwrap();
            let peer = EphemeralPublicKey::from_bytes(*sender);
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

/// All of them. They are friends of each other, and reach each other as such without loss.
pub(crate) struct World {
    pub(crate) sim: Sim<Actor>,
    pub(crate) people: Vec<HostId>,
    pub(crate) chat_id: ChatId,
    link: Link,
    seed: u64,
    runs: u64,
    /// In which part of the network somebody is; 0 if it is not in here.
    parts: BTreeMap<usize, u8>,
    /// Whether mail is delivered.
    pub(crate) has_mail: bool,
    relay: Option<SocketAddr>,
}

pub(crate) fn profile(who: usize) -> Profile {
    Profile::new(ShortBytes::first(format!("member {who}").as_bytes()), UserStatus::Available).unwrap()
}

pub(crate) fn password(text: &[u8]) -> GroupPassword {
    GroupPassword::new(text).unwrap()
}

/// What everybody calls somebody as a friend.
pub(crate) fn friend(who: usize) -> FriendId {
    FriendId { index: u32::try_from(who).unwrap(), generation: 1 }
}

/// 5 % of datagrams get lost.
pub(crate) fn lossy() -> Link {
    Link { loss: 0.05, ..Link::default() }
}

impl World {
    /// A founder, alone, of a public group.
    pub(crate) fn new(seed: u64, link: Link) -> Self {
        Self::founded(seed, link, GroupPrivacy::Public)
    }

    pub(crate) fn founded(seed: u64, link: Link, privacy: GroupPrivacy) -> Self {
        Self::made(seed, link, privacy, false)
    }

    /// The founder, and all who come later, know a relay.
    pub(crate) fn with_relay(seed: u64, link: Link) -> Self {
        Self::made(seed, link, GroupPrivacy::Public, true)
    }

    fn made(seed: u64, link: Link, privacy: GroupPrivacy, has_relay: bool) -> Self {
        let mut sim = Sim::new(seed);
        let relay = has_relay.then(|| {
            let id = sim.add(Actor::Relay(Relay::default()), HostConfig::default());
            sim.address(id)
        });
        let mut world = Self {
            relay,
            sim,
            people: Vec::new(),
            chat_id: ChatId::from_bytes([0; 32]),
            link,
            seed,
            runs: 0,
            parts: BTreeMap::new(),
            has_mail: true,
        };
        let founder = world.add();
        world.chat_id = world.with(founder, |person, now| {
            let name = GroupName::new(b"group").unwrap();
            let number = person.act(|groups| groups.found(now, name, privacy, profile(0)).unwrap());
            person.number = Some(number);
            person.groups.chat_id(number).unwrap()
        });
        world
    }

    /// A founder and others who join by the chat id, one every `pause`.
    pub(crate) fn joining(members: usize, seed: u64, link: Link, pause: Duration) -> Self {
        let mut world = Self::new(seed, link);
        for _ in 1..members {
            let who = world.add();
            world.join(who, b"");
            world.run(pause);
        }
        world
    }

    /// A founder and others, all of whom see all, after what happened to get there is forgotten.
    pub(crate) fn joined(members: usize, seed: u64, link: Link) -> Self {
        let mut world = Self::joining(members, seed, link, millis(0));
        world.run_until(seconds(60), Self::all_see_all);
        // One round of pings, after which nothing differs any more.
        world.run(seconds(15));
        for who in 0..members {
            world.events(who);
        }
        world
    }

    fn host(&mut self) -> HostId {
        self.runs += 1;
        let seed = self.seed * 1_000 + self.runs;
        let now = self.sim.now();
        let config = HostConfig::default().with_link(self.link);
        let relay = self.relay;
        self.sim.add_with(config, |_, address| Actor::Person(Box::new(Person::new(seed, now, address, relay))))
    }

    /// Somebody with no group.
    pub(crate) fn add(&mut self) -> usize {
        let host = self.host();
        self.people.push(host);
        self.people.len() - 1
    }

    pub(crate) fn join(&mut self, who: usize, given: &[u8]) {
        let chat_id = self.chat_id;
        self.with(who, |person, now| {
            let number = person.act(|groups| groups.join(now, chat_id, profile(who), password(given)).unwrap());
            person.number = Some(number);
        });
    }

    pub(crate) fn person(&self, who: usize) -> &Person {
        match &self.sim[self.people[who]] {
            Actor::Person(person) => person,
            Actor::Relay(_) => unreachable!("people are persons"),
        }
    }

    pub(crate) fn with<T>(&mut self, who: usize, call: impl FnOnce(&mut Person, Instant) -> T) -> T {
        let call = |actor: &mut Actor, now| match actor {
            Actor::Person(person) => {
                person.now = now;
                call(person, now)
            }
            Actor::Relay(_) => unreachable!("people are persons"),
        };
        self.sim.call(self.people[who], call).unwrap()
    }

    /// Does something in the group of a member.
    pub(crate) fn act<T>(&mut self, who: usize, act: impl FnOnce(&mut Groups, Instant, GroupNumber) -> T) -> T {
        self.with(who, |person, now| {
            let number = person.number();
            person.act(|groups| act(groups, now, number))
        })
    }

    pub(crate) fn groups(&self, who: usize) -> (&Groups, GroupNumber) {
        let person = self.person(who);
        (&person.groups, person.number())
    }

    pub(crate) fn key(&self, who: usize) -> EphemeralPublicKey {
        let (groups, number) = self.groups(who);
        groups.own_key(number).unwrap()
    }

    pub(crate) fn address(&self, who: usize) -> SocketAddr {
        self.sim.address(self.people[who])
    }

    /// Says something; to how many it went.
    pub(crate) fn say(&mut self, who: usize, text: &[u8]) -> usize {
        let say = |groups: &mut Groups, now, number| groups.send_message(now, number, MessageKind::Normal, text);
        self.act(who, say).unwrap().reached
    }

    pub(crate) fn phase(&self, who: usize) -> Phase {
        let (groups, number) = self.groups(who);
        groups.phase(number).unwrap()
    }

    pub(crate) fn is_in(&self, who: usize) -> bool {
        matches!(self.phase(who), Phase::Joined { .. })
    }

    /// How many others a member sees.
    pub(crate) fn count(&self, who: usize) -> usize {
        let (groups, number) = self.groups(who);
        groups.members(number).count()
    }

    /// Whether a member sees another.
    pub(crate) fn sees(&self, who: usize, other: usize) -> bool {
        let (groups, number) = self.groups(who);
        groups.member(number, &self.key(other)).is_some()
    }

    pub(crate) fn all_see_all(&self) -> bool {
        (0..self.people.len()).all(|who| self.is_in(who) && self.count(who) == self.people.len() - 1)
    }

    /// Takes what happened to a member.
    pub(crate) fn events(&mut self, who: usize) -> Vec<Event> {
        self.with(who, |person, _| std::mem::take(&mut person.events))
    }

    /// Time passes, announcements are found, and mail is delivered.
    pub(crate) fn run(&mut self, time: Duration) {
        let end = self.sim.now() + time;
        while self.sim.now() < end {
            let step = STEP.min(end - self.sim.now());
            self.sim.run_for(step);
            self.deliver_mail();
            self.read_board();
        }
    }

    /// Runs until `what` holds. Returns how long that took.
    pub(crate) fn run_until(&mut self, limit: Duration, what: impl Fn(&Self) -> bool) -> Duration {
        let start = self.sim.now();
        while !what(self) {
            assert!(self.sim.now() - start < limit, "not in time: {}", self.report());
            self.run(Duration::from_millis(100));
        }
        self.sim.now() - start
    }

    fn report(&self) -> String {
        let has_group = |who: &usize| self.person(*who).number.is_some();
        let line = |who| format!("{who}: in {} sees {}", self.is_in(who), self.count(who));
        (0..self.people.len()).filter(has_group).map(line).collect::<Vec<_>>().join("; ")
    }

    fn part(&self, who: usize) -> u8 {
        self.parts.get(&who).copied().unwrap_or(0)
    }

    fn read_board(&mut self) {
        for who in 0..self.people.len() {
            let sought: Vec<ChatId> = self.person(who).sought.keys().copied().collect();
            for chat_id in sought {
                let announced = |other: &usize| {
                    let is_near = *other != who && self.part(*other) == self.part(who);
                    self.person(*other).sought.get(&chat_id).copied().flatten().filter(|_| is_near)
                };
                let others: Vec<GroupAnnounce> = (0..self.people.len()).filter_map(|other| announced(&other)).collect();
                for _ in 0..SHOWN.min(others.len()) {
                    let shown = others[self.sim.rng().index(others.len())];
                    self.with(who, |person, now| {
                        // Who has left the group in the meantime hears of nothing.
                        let _ = person.act(|groups| groups.handle_announce(now, &chat_id, &shown));
                    });
                }
            }
        }
    }

    fn deliver_mail(&mut self) {
        for who in 0..self.people.len() {
            let mail = self.with(who, |person, _| std::mem::take(&mut person.mail));
            let address = self.address(who);
            if !self.has_mail {
                continue;
            }
            for (to, packet) in mail {
                self.with(to.index as usize, |person, now| {
                    let from = friend(who);
                    let taken =
                        person.act(|groups| groups.handle_friend_packet(now, from, &packet, Some(address), &[]));
                    if let Err(reason) = taken {
                        person.refused.count(reason);
                    }
                });
            }
        }
    }

    /// A program ends without a word. What it had saved.
    pub(crate) fn vanish(&mut self, who: usize) -> SavedGroup {
        let saved = self.person(who).groups.save().next().unwrap();
        let host = self.host();
        let gone = std::mem::replace(&mut self.people[who], host);
        self.sim.remove(gone, Departure::Vanish);
        saved
    }

    /// It starts again, at another address.
    pub(crate) fn come_back(&mut self, who: usize, saved: SavedGroup) {
        self.with(who, |person, now| {
            let number = person.act(|groups| groups.restore(now, saved).unwrap());
            person.number = Some(number);
        });
    }

    /// What a member heard of another, in order.
    pub(crate) fn heard(&self, who: usize, by: usize) -> Vec<Vec<u8>> {
        let key = self.key(by);
        let texts = self.person(who).texts.iter();
        texts.filter(|(from, _)| *from == key).map(|(_, text)| text.clone()).collect()
    }

    /// The network falls into parts, by member; or all are in one again.
    pub(crate) fn split(&mut self, part: impl Fn(usize) -> u8) {
        self.parts = (0..self.people.len()).map(|who| (who, part(who))).collect();
        let addresses: Vec<SocketAddr> = (0..self.people.len()).map(|who| self.address(who)).collect();
        for who in 0..self.people.len() {
            let others = addresses.iter().zip(0..).filter(|(_, other)| part(*other) != part(who));
            let cut_off: BTreeSet<SocketAddr> = others.map(|(address, _)| *address).collect();
            self.with(who, |person, _| person.cut_off = cut_off);
        }
    }
}

pub(crate) const fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

pub(crate) const fn millis(millis: u64) -> Duration {
    Duration::from_millis(millis)
}
