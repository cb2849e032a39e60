//! Members of groups in a simulated network, each with all of the machine. Announcements pass through a board that stands for the
//! onion: whoever seeks a group is shown some members that announce themselves. Friends' packets pass through a mailbox.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::net::SocketAddr;
use std::time::Duration;

use toxcore_crypto::EphemeralPublicKey;
use toxcore_group::groups::{Delivery, GroupNumber, Groups, Output};
use toxcore_group::rules::{Event, Phase, Profile};
use toxcore_group::{Target, Transmission};
use toxcore_sansio::{Admission, DiscardCounters, FriendId, Instant, Seed, Transmit};
use toxcore_sim::{Departure, Host, HostConfig, HostId, Link, Sim};
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
}

impl Person {
    fn new(seed: u64, now: Instant, address: SocketAddr) -> Self {
        let seed = Seed::from_number(seed);
        let mut groups = Groups::new(&seed);
        groups.set_address(now, Some(address));
        Self {
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

    fn pump(&mut self) {
        let mut buf = Vec::new();
        while let Some((_, Transmission { to, segment, .. })) = self.groups.poll_transmit(&mut buf) {
            let Target::Udp(to) = to else { unreachable!("nobody has a relay") };
            self.sending.extend(buf.chunks(segment).map(|packet| (to, packet.to_vec())));
            buf.clear();
        }
        while let Some(output) = self.groups.poll_output() {
            self.on_output(output);
        }
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
            Output::OpenPool { group } => assert!(self.pools.insert(group), "a second pool"),
            Output::ClosePool { group } => assert!(self.pools.remove(&group), "no pool"),
            Output::Seek { chat_id } => assert!(self.sought.insert(chat_id, None).is_none(), "sought already"),
            Output::Announce { chat_id, announce } => *self.sought.get_mut(&chat_id).unwrap() = announce,
            Output::Members { chat_id, .. } => assert!(self.sought.contains_key(&chat_id), "not sought"),
            Output::Forget { chat_id } => assert!(self.sought.remove(&chat_id).is_some(), "not sought"),
            other => panic!("nobody has a relay: {other:?}"),
        }
    }
}

impl Host for Person {
    fn handle_datagram(&mut self, now: Instant, from: SocketAddr, datagram: &mut [u8]) {
        if self.cut_off.contains(&from) {
            return;
        }
        if let Err(reason) = self.groups.handle_udp(now, &mut self.admission, from, datagram) {
            self.refused.count(reason);
        }
        self.pump();
    }

    fn handle_timeout(&mut self, now: Instant) {
        self.groups.handle_timeout(now);
        self.pump();
    }

    fn poll_timeout(&self) -> Option<Instant> {
        self.groups.poll_timeout()
    }

    fn poll_transmit(&mut self, _: Instant, buf: &mut Vec<u8>) -> Option<Transmit> {
        let (to, packet) = self.sending.pop_front()?;
        buf.extend_from_slice(&packet);
        Some(Transmit { to, len: packet.len(), segment: packet.len() })
    }
}

/// All of them. They are friends of each other, and reach each other as such without loss.
pub(crate) struct World {
    pub(crate) sim: Sim<Person>,
    pub(crate) people: Vec<HostId>,
    pub(crate) chat_id: ChatId,
    link: Link,
    seed: u64,
    runs: u64,
    /// In which part of the network somebody is; 0 if it is not in here.
    parts: BTreeMap<usize, u8>,
    /// Whether mail is delivered.
    pub(crate) has_mail: bool,
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
        let mut world = Self {
            sim: Sim::new(seed),
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
        self.sim.add_with(config, |_, address| Person::new(seed, now, address))
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
        &self.sim[self.people[who]]
    }

    pub(crate) fn with<T>(&mut self, who: usize, call: impl FnOnce(&mut Person, Instant) -> T) -> T {
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
