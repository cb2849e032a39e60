//! Members of groups in a simulated network, each with all of the machine. Announcements pass through a board that stands for the
//! onion: whoever seeks a group is shown some members that announce themselves. Friends' packets pass through a mailbox. There may
//! be a relay, which carries datagrams in place of streams.

#![allow(dead_code, reason = "each of the tests uses a part of it")]

mod person;
mod place;
mod relay;

use std::collections::{BTreeMap, BTreeSet};
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use toxcore_crypto::EphemeralPublicKey;
use toxcore_group::groups::{GroupNumber, Groups};
use toxcore_group::rules::{Event, Phase, Profile};
use toxcore_sansio::{FriendId, Instant};
use toxcore_sim::{Departure, HostConfig, HostId, Link, Sim};
use toxcore_wire::friend::UserStatus;
use toxcore_wire::group::{ChatId, GroupAnnounce, GroupName, GroupPassword, GroupPrivacy, ShortBytes};
use toxcore_wire::messenger::MessageKind;
use toxcore_wire::savedata::SavedGroup;

use person::Actor;
pub(crate) use person::Person;
pub(crate) use place::Place;
use relay::Relay;

/// How often the board is read and mail is delivered.
const STEP: Duration = Duration::from_millis(500);
/// How often streams are kept open: sooner than NATs forget them.
const KEEP_PAUSE: Duration = Duration::from_secs(60);
/// How often, of the times at which newcomers look for announcements, members do.
const LOOKS_INSIDE: f64 = 0.1;
/// Announcements that an answer has room for.
const SHOWN: usize = 4;

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
    /// Where each is connected.
    places: Vec<Place>,
    /// Public addresses.
    seen_at: Vec<SocketAddr>,
    /// How long the board is left alone after it was read.
    pub(crate) board_pause: Duration,
    board_read: Instant,
    /// When streams were last kept open.
    kept: Instant,
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
            places: Vec::new(),
            seen_at: Vec::new(),
            board_pause: Duration::ZERO,
            board_read: Instant::ZERO,
            kept: Instant::ZERO,
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

    /// A program at a place, and its public address.
    fn host(&mut self, place: Place) -> (HostId, SocketAddr) {
        self.runs += 1;
        let seed = self.seed * 1_000 + self.runs;
        let (now, relay) = (self.sim.now(), self.relay);
        let nat = place.nat().map(|nat| self.sim.add_nat(nat));
        let outside = nat.map(|nat| self.sim.nat_address(nat));
        let config = nat.map_or_else(HostConfig::default, HostConfig::behind).with_link(self.link);
        let mut seen_at = None;
        let host = self.sim.add_with(config, |_, address| {
            let address = SocketAddr::new(outside.unwrap_or(address.ip()), address.port());
            seen_at = Some(address);
            let mut person = Person::new(seed, now, address, relay);
            if place == Place::TcpOnly {
                person.lose_udp();
            }
            Actor::Person(Box::new(person))
        });
        (host, seen_at.unwrap())
    }

    /// Somebody with no group.
    pub(crate) fn add(&mut self) -> usize {
        self.add_at(Place::Public)
    }

    /// Somebody with no group, somewhere.
    pub(crate) fn add_at(&mut self, place: Place) -> usize {
        let (host, seen_at) = self.host(place);
        self.people.push(host);
        self.places.push(place);
        self.seen_at.push(seen_at);
        self.people.len() - 1
    }

    pub(crate) fn place(&self, who: usize) -> Place {
        self.places[who]
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

    /// The public address.
    pub(crate) fn address(&self, who: usize) -> SocketAddr {
        self.seen_at[who]
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
            if self.sim.now() >= self.board_read + self.board_pause {
                self.board_read = self.sim.now();
                self.read_board();
            }
            if self.relay.is_some() && self.sim.now() - self.kept >= KEEP_PAUSE {
                self.kept = self.sim.now();
                (0..self.people.len()).for_each(|who| self.with(who, |person, _| person.keep_relay()));
            }
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
            // Who is in looks less often, if it does not look in each step.
            let is_rare = self.board_pause > Duration::ZERO && self.person(who).number.is_some() && self.is_in(who);
            if is_rare && self.sim.rng().chance(1.0 - LOOKS_INSIDE) {
                continue;
            }
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
        let host;
        (host, self.seen_at[who]) = self.host(self.places[who]);
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

    /// All programs end, longer than anybody is missed, and start again one after the other.
    pub(crate) fn restart_all(&mut self) {
        let saved: Vec<_> = (0..self.people.len()).map(|who| self.vanish(who)).collect();
        self.run(seconds(100));
        for (who, saved) in saved.into_iter().enumerate() {
            self.come_back(who, saved);
            self.run(seconds(5));
        }
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
        for who in 0..self.people.len() {
            let others: Vec<usize> = (0..self.people.len()).filter(|other| part(*other) != part(who)).collect();
            let cut_off: BTreeSet<IpAddr> = others.iter().map(|other| self.address(*other).ip()).collect();
            let known = others.iter().filter(|other| self.person(**other).number.is_some());
            let keys: BTreeSet<EphemeralPublicKey> = known.map(|other| self.key(*other)).collect();
            self.with(who, |person, _| (person.cut_off, person.cut_off_keys) = (cut_off, keys));
        }
    }
}

pub(crate) const fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

pub(crate) const fn millis(millis: u64) -> Duration {
    Duration::from_millis(millis)
}
