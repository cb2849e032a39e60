//! Members of one group in a simulated network, each with all of the machine. Announcements pass through a board that stands for
//! the onion: whoever seeks the group is shown some members that announce themselves.

use std::collections::{BTreeMap, VecDeque};
use std::net::SocketAddr;
use std::time::Duration;

use toxcore_crypto::EphemeralPublicKey;
use toxcore_group::groups::{Delivery, GroupNumber, Groups, Output};
use toxcore_group::rules::{Event, Phase, Profile};
use toxcore_group::{Target, Transmission};
use toxcore_sansio::{Admission, DiscardCounters, Instant, Seed, Transmit};
use toxcore_sim::{Departure, Host, HostConfig, HostId, Link, Sim};
use toxcore_wire::friend::UserStatus;
use toxcore_wire::group::{ChatId, GroupAnnounce, GroupName, GroupPassword, GroupPrivacy, ShortBytes};
use toxcore_wire::messenger::MessageKind;
use toxcore_wire::savedata::SavedGroup;

/// How often the board is read.
const BOARD_INTERVAL: Duration = Duration::from_millis(500);
/// Announcements that an answer has room for.
const SHOWN: usize = 4;

/// A program with one group.
pub(crate) struct Person {
    pub(crate) groups: Groups,
    pub(crate) number: Option<GroupNumber>,
    admission: Admission,
    sending: VecDeque<(SocketAddr, Vec<u8>)>,
    pub(crate) is_sought: bool,
    pub(crate) announce: Option<GroupAnnounce>,
    pub(crate) events: Vec<Event>,
    /// Texts, with who wrote them.
    pub(crate) texts: Vec<(EphemeralPublicKey, Vec<u8>)>,
    pub(crate) customs: Vec<(EphemeralPublicKey, Delivery, Vec<u8>)>,
    pub(crate) refused: DiscardCounters,
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
            is_sought: false,
            announce: None,
            events: Vec::new(),
            texts: Vec::new(),
            customs: Vec::new(),
            refused: DiscardCounters::default(),
        }
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
            match output {
                Output::Happened { event: Event::Message(said), .. } => {
                    self.texts.push((said.member, said.text.to_vec()));
                }
                Output::Happened { event, .. } => self.events.push(event),
                Output::Custom { member, delivery, data, .. } => self.customs.push((member, delivery, data.to_vec())),
                Output::Seek { .. } => self.is_sought = true,
                Output::Announce { announce, .. } => self.announce = announce,
                Output::Forget { .. } => (self.is_sought, self.announce) = (false, None),
                _ => {}
            }
        }
    }
}

impl Host for Person {
    fn handle_datagram(&mut self, now: Instant, from: SocketAddr, datagram: &mut [u8]) {
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

/// All of them.
pub(crate) struct World {
    pub(crate) sim: Sim<Person>,
    pub(crate) people: Vec<HostId>,
    pub(crate) chat_id: ChatId,
    link: Link,
    seed: u64,
    runs: u64,
    /// Who hears of whom: members of different parts do not.
    part: BTreeMap<usize, u8>,
}

pub(crate) fn profile(who: usize) -> Profile {
    Profile::new(ShortBytes::first(format!("member {who}").as_bytes()), UserStatus::Available).unwrap()
}

pub(crate) fn password(text: &[u8]) -> GroupPassword {
    GroupPassword::new(text).unwrap()
}

impl World {
    /// A founder, alone.
    pub(crate) fn new(seed: u64, link: Link) -> Self {
        let mut world = Self {
            sim: Sim::new(seed),
            people: Vec::new(),
            chat_id: ChatId::from_bytes([0; 32]),
            link,
            seed,
            runs: 0,
            part: BTreeMap::new(),
        };
        let founder = world.add();
        let name = GroupName::new(b"group").unwrap();
        world.chat_id = world.with(founder, |person, now| {
            let found = |groups: &mut Groups| groups.found(now, name, GroupPrivacy::Public, profile(0)).unwrap();
            let number = person.act(found);
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
            let join = |groups: &mut Groups| groups.join(now, chat_id, profile(who), password(given)).unwrap();
            person.number = Some(person.act(join));
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

    pub(crate) fn key(&self, who: usize) -> EphemeralPublicKey {
        let person = self.person(who);
        person.groups.own_key(person.number()).unwrap()
    }

    pub(crate) fn say(&mut self, who: usize, text: &[u8]) -> usize {
        self.act(who, |groups, now, number| {
            groups.send_message(now, number, MessageKind::Normal, text).unwrap().reached
        })
    }

    pub(crate) fn is_in(&self, who: usize) -> bool {
        let person = self.person(who);
        matches!(person.groups.phase(person.number()), Some(Phase::Joined { .. }))
    }

    /// How many others a member sees.
    pub(crate) fn sees(&self, who: usize) -> usize {
        let person = self.person(who);
        person.groups.members(person.number()).count()
    }

    pub(crate) fn all_see_all(&self) -> bool {
        (0..self.people.len()).all(|who| self.is_in(who) && self.sees(who) == self.people.len() - 1)
    }

    /// Time passes, and announcements are found.
    pub(crate) fn run(&mut self, time: Duration) {
        let end = self.sim.now() + time;
        while self.sim.now() < end {
            let step = BOARD_INTERVAL.min(end - self.sim.now());
            self.sim.run_for(step);
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
        let line = |who| format!("{who}: in {} sees {}", self.is_in(who), self.sees(who));
        (0..self.people.len()).map(line).collect::<Vec<_>>().join("; ")
    }

    fn read_board(&mut self) {
        let board: Vec<(usize, GroupAnnounce)> =
            (0..self.people.len()).filter_map(|who| Some((who, self.person(who).announce?))).collect();
        let chat_id = self.chat_id;
        for who in 0..self.people.len() {
            if !self.person(who).is_sought {
                continue;
            }
            let part = self.part.get(&who).copied();
            let others: Vec<GroupAnnounce> = board
                .iter()
                .filter(|(other, _)| *other != who && self.part.get(other).copied() == part)
                .map(|(_, announce)| *announce)
                .collect();
            let shown: Vec<GroupAnnounce> =
                (0..SHOWN.min(others.len())).map(|_| others[self.sim.rng().index(others.len())]).collect();
            self.with(who, |person, now| {
                for announce in shown {
                    // Who has left the group in the meantime hears of nothing.
                    let _ = person.act(|groups| groups.handle_announce(now, &chat_id, &announce));
                }
            });
        }
    }

    /// A program ends without a word, and starts again from its save file, at another address.
    pub(crate) fn restart(&mut self, who: usize, away: Duration) {
        let saved = self.vanish(who);
        self.run(away);
        self.come_back(who, saved);
    }

    /// A program ends without a word. What it had saved.
    pub(crate) fn vanish(&mut self, who: usize) -> SavedGroup {
        let saved = self.person(who).groups.save().next().unwrap();
        let host = self.host();
        let gone = std::mem::replace(&mut self.people[who], host);
        self.sim.remove(gone, Departure::Vanish);
        saved
    }

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

    /// Members of different parts do not hear of each other by the board any more.
    pub(crate) fn set_part(&mut self, who: usize, part: u8) {
        self.part.insert(who, part);
    }
}

pub(crate) const fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

pub(crate) const fn millis(millis: u64) -> Duration {
    Duration::from_millis(millis)
}
