//! What holds for programs in a group whatever happens to their packets and whoever else sends them some. The fuzz target calls
//! [`check`] with what the fuzzer makes up, the test `groups_corpus` with what it once found.
//!
//! The bytes are a script for three programs: packets arrive, get lost, come twice, in another order or changed; strangers send packets
//! and announcements; friends invite each other; relays come and go; the users do what users do, time passes, programs restart.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::time::Duration;

use toxcore_crypto::{DhtPublicKey, EphemeralPublicKey};
use toxcore_group::Target;
use toxcore_group::groups::{Delivery, GroupNumber, Groups, Output};
use toxcore_group::rules::{Event, Hearing, Phase, Profile};
use toxcore_sansio::{Admission, FriendId, Instant, RouteId, Seed, StreamId};
use toxcore_sim::Script;
use toxcore_wire::friend::UserStatus;
use toxcore_wire::group::{
    ChatId, GroupAnnounce, GroupName, GroupPassword, GroupPrivacy, GroupVoice, InviteData, Role, ShortBytes,
};
use toxcore_wire::messenger::MessageKind;
use toxcore_wire::{PackedNode, RelayInfo};

const PROGRAMS: usize = 3;
/// Packets under way at most; the oldest get lost.
const MAX_FLYING: usize = 400;
/// How often a program may want to be woken for one moment: more would be a loop that takes all of a processor.
const MAX_WAKES: usize = 4;

/// How far a script led.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub refused: u64,
    pub joined: u64,
    pub met: u64,
    pub left: u64,
    pub rejected: u64,
    pub texts: u64,
    pub customs: u64,
    pub invited: u64,
    pub tied: u64,
    pub restarted: u64,
}

/// Runs the script. Panics if something does not hold. Returns how far it led.
pub fn check(script: &[u8]) -> Counts {
    let mut script = Script::new(script);
    let mut run = Run::new();
    while let Some(what) = script.byte() {
        run.step(what, &mut script);
        run.check();
    }
    run.counts
}

/// A packet under way.
struct Flying {
    from: usize,
    to: Target,
    packet: Vec<u8>,
}

struct Program {
    groups: Groups,
    number: Option<GroupNumber>,
    invites: Vec<(FriendId, InviteData)>,
    /// Packets to friends.
    mail: Vec<(usize, Vec<u8>)>,
    pools: BTreeSet<GroupNumber>,
    sought: BTreeMap<ChatId, Option<GroupAnnounce>>,
    tied: BTreeSet<EphemeralPublicKey>,
    /// The last text of each that was heard.
    heard: BTreeMap<EphemeralPublicKey, u64>,
}

struct Run {
    now: Instant,
    programs: Vec<Program>,
    flying: Vec<Flying>,
    admission: Admission,
    chat_id: ChatId,
    /// Keys that belong to a program.
    keys: BTreeMap<EphemeralPublicKey, usize>,
    said: u64,
    restarts: u64,
    counts: Counts,
}

fn address(who: usize) -> SocketAddr {
    ([198, 51, 100, u8::try_from(who + 1).unwrap()], 33445).into()
}

fn relay(number: usize) -> RelayInfo {
    let number = u8::try_from(number % 4 + 1).unwrap();
    RelayInfo { addr: ([203, 0, 113, number], 443).into(), key: DhtPublicKey::from_bytes([number; 32]) }
}

fn route(who: usize) -> RouteId {
    RouteId { index: u32::try_from(who).unwrap(), generation: 1 }
}

fn friend(who: usize) -> FriendId {
    FriendId { index: u32::try_from(who).unwrap(), generation: 1 }
}

fn profile(who: usize) -> Profile {
    Profile::new(ShortBytes::first(&[b'a' + u8::try_from(who).unwrap()]), UserStatus::Available).unwrap()
}

fn password(number: usize) -> GroupPassword {
    GroupPassword::new(&[b'x'; 2][..number % 3]).unwrap()
}

impl Program {
    fn new(now: Instant, who: usize, seed: u64) -> Self {
        let mut groups = Groups::new(&Seed::from_number(seed));
        groups.set_address(now, Some(address(who)));
        Self {
            groups,
            number: None,
            invites: Vec::new(),
            mail: Vec::new(),
            pools: BTreeSet::new(),
            sought: BTreeMap::new(),
            tied: BTreeSet::new(),
            heard: BTreeMap::new(),
        }
    }
}

impl Run {
    fn new() -> Self {
        let now = Instant::from_origin(Duration::from_secs(1_000));
        let programs = (0..PROGRAMS).zip(1..).map(|(who, seed)| Program::new(now, who, seed)).collect();
        let mut run = Self {
            now,
            programs,
            flying: Vec::new(),
            admission: Admission::new(Admission::DEFAULT_PER_SECOND, &Seed::from_number(9)),
            chat_id: ChatId::from_bytes([0; 32]),
            keys: BTreeMap::new(),
            said: 0,
            restarts: 0,
            counts: Counts::default(),
        };
        let name = GroupName::new(b"group").unwrap();
        let number = run.with(0, |groups, now| groups.found(now, name, GroupPrivacy::Public, profile(0)).unwrap());
        run.programs[0].number = Some(number);
        run.chat_id = run.programs[0].groups.chat_id(number).unwrap();
        run.note_key(0);
        run
    }

    fn note_key(&mut self, who: usize) {
        let program = &self.programs[who];
        if let Some(key) = program.number.and_then(|number| program.groups.own_key(number)) {
            self.keys.insert(key, who);
        }
    }

    /// Does something, and takes what comes of it.
    fn with<T>(&mut self, who: usize, act: impl FnOnce(&mut Groups, Instant) -> T) -> T {
        let now = self.now;
        let done = act(&mut self.programs[who].groups, now);
        self.pump(who);
        done
    }

    /// The same in the group, if there is one.
    fn act<T>(&mut self, who: usize, act: impl FnOnce(&mut Groups, Instant, GroupNumber) -> T) -> Option<T> {
        let number = self.programs[who].number?;
        Some(self.with(who, |groups, now| act(groups, now, number)))
    }

    fn pump(&mut self, who: usize) {
        let mut buf = Vec::new();
        while let Some((_, run)) = self.programs[who].groups.poll_transmit(&mut buf) {
            assert_eq!(buf.len(), run.len);
            let packets = buf.chunks(run.segment);
            self.flying.extend(packets.map(|packet| Flying { from: who, to: run.to, packet: packet.to_vec() }));
            buf.clear();
        }
        let surplus = self.flying.len().saturating_sub(MAX_FLYING);
        self.flying.drain(..surplus);
        while let Some(output) = self.programs[who].groups.poll_output() {
            self.on_output(who, output);
        }
    }

    fn on_output(&mut self, who: usize, output: Output) {
        let program = &mut self.programs[who];
        match output {
            Output::OpenPool { group } => assert!(program.pools.insert(group), "a second pool"),
            Output::ClosePool { group } => assert!(program.pools.remove(&group), "no pool"),
            Output::Seek { chat_id } => assert!(program.sought.insert(chat_id, None).is_none(), "sought already"),
            Output::Forget { chat_id } => assert!(program.sought.remove(&chat_id).is_some(), "not sought"),
            Output::Members { chat_id, count } => {
                // Who left unheard and came in anew is a member twice, until it is missed.
                assert!(program.sought.contains_key(&chat_id) && count <= self.keys.len(), "{count} members");
            }
            Output::Announce { chat_id, announce } => {
                let old = program.sought.insert(chat_id, announce);
                assert!(old.is_some_and(|old| old != announce), "no news");
            }
            Output::Tie { member, .. } => {
                program.tied.insert(member);
                self.counts.tied += 1;
            }
            Output::Untie { member, .. } => assert!(program.tied.remove(&member), "not tied"),
            Output::Sleep { member, .. } => assert!(program.tied.contains(&member), "not tied"),
            Output::TellFriend { friend, packet } => program.mail.push((friend.index as usize, packet.to_vec())),
            Output::Invited { friend, data, .. } => {
                program.invites.push((friend, data));
                self.counts.invited += 1;
            }
            Output::Custom { member, data, .. } => {
                assert!(self.keys.contains_key(&member) && data.starts_with(b"custom"), "forged");
                self.counts.customs += 1;
            }
            Output::Happened { event, .. } => self.on_event(who, &event),
            _ => {}
        }
    }

    fn on_event(&mut self, who: usize, event: &Event) {
        match event {
            Event::Joined => self.counts.joined += 1,
            Event::MemberJoined(_) => self.counts.met += 1,
            Event::MemberLeft { .. } => self.counts.left += 1,
            Event::Rejected(_) => self.counts.rejected += 1,
            Event::Message(said) => {
                let number: u64 = std::str::from_utf8(&said.text).unwrap().parse().unwrap();
                assert!(self.keys.contains_key(&said.member) && number <= self.said, "nobody said that");
                let before = self.programs[who].heard.insert(said.member, number);
                assert!(before.is_none_or(|before| before < number), "{number} after {before:?}");
                self.counts.texts += 1;
            }
            _ => {}
        }
    }

    fn step(&mut self, what: u8, script: &mut Script<'_>) {
        match what % 12 {
            0 => {
                let (which, how, place) = (script.number(), script.number(), script.number());
                self.deliver(which, how, place);
            }
            1 => {
                let which = script.number();
                if !self.flying.is_empty() {
                    self.flying.remove(which % self.flying.len());
                }
            }
            2 => {
                for _ in 0..MAX_FLYING {
                    self.deliver(0, 0, 0);
                }
            }
            3 => self.wait([50, 500, 1_000, 3_000, 12_000, 30_000, 58_000, 130_000][script.number() % 8]),
            4 => self.announce(script),
            5 => self.raw(script),
            6 => self.verb(script),
            7 => self.mail(script),
            8 => {
                let (who, from) = (script.number() % PROGRAMS, friend(script.number()));
                let packet = [&[0x5f, 0xfe], script.bytes()].concat();
                self.refuse(who, |groups, now, _| groups.handle_friend_packet(now, from, &packet, None, &[]));
            }
            9 => self.network(script),
            10 => {
                let who = script.number() % PROGRAMS;
                self.restart(who);
            }
            _ => self.invite(script),
        }
    }

    /// A packet under way arrives, perhaps again later, perhaps changed.
    fn deliver(&mut self, which: usize, how: usize, place: usize) {
        if self.flying.is_empty() {
            return;
        }
        let which = which % self.flying.len();
        let Flying { from, to, mut packet } = self.flying.remove(which);
        if how & 1 != 0 {
            self.flying.push(Flying { from, to, packet: packet.clone() });
        }
        if how & 2 != 0 {
            let place = place % packet.len();
            packet[place] ^= 1 << (how >> 5);
        }
        match to {
            Target::Udp(addr) => {
                if let Some(who) = (0..PROGRAMS).find(|who| address(*who) == addr) {
                    self.receive(who, address(from), packet);
                }
            }
            Target::Relay(RouteId { index, .. }) => self.relayed(from, index as usize, how & 4 != 0, packet),
            Target::Oob { peer, .. } => {
                if let Some(who) = self.keys.get(&peer).copied() {
                    self.relayed(from, who, true, packet);
                }
            }
        }
    }

    fn receive(&mut self, who: usize, from: SocketAddr, mut packet: Vec<u8>) {
        self.refuse(who, |groups, now, admission| groups.handle_udp(now, admission, from, &mut packet));
    }

    fn relayed(&mut self, from: usize, who: usize, is_oob: bool, mut packet: Vec<u8>) {
        let sender = self.programs[from].number.and_then(|number| self.programs[from].groups.own_key(number));
        let (Some(group), Some(peer)) = (self.programs.get(who).and_then(|program| program.number), sender) else {
            return;
        };
        let link = StreamId { index: 1, generation: 1 };
        let from = if is_oob { Target::Oob { link, peer } } else { Target::Relay(route(from)) };
        self.refuse(who, |groups, now, admission| groups.handle_relayed(now, admission, group, from, &mut packet));
    }

    fn refuse<E>(&mut self, who: usize, act: impl FnOnce(&mut Groups, Instant, &mut Admission) -> Result<(), E>) {
        let result = act(&mut self.programs[who].groups, self.now, &mut self.admission);
        self.pump(who);
        self.counts.refused += u64::from(result.is_err());
    }

    fn wait(&mut self, millis: u64) {
        self.now += Duration::from_millis(millis);
        for who in 0..PROGRAMS {
            let now = self.now;
            let is_due = |run: &Self| run.programs[who].groups.poll_timeout().is_some_and(|at| at <= now);
            for _ in 0..MAX_WAKES {
                if is_due(self) {
                    self.with(who, |groups, now| groups.handle_timeout(now));
                }
            }
            assert!(!is_due(self), "no end of wakes");
        }
    }

    /// A program finds an announcement of another, or of nobody.
    fn announce(&mut self, script: &mut Script<'_>) {
        let (who, of, forged) = (script.number() % PROGRAMS, script.number() % PROGRAMS, script.number());
        let chat_id = self.chat_id;
        let real = self.programs[of].sought.get(&chat_id).copied().flatten();
        let key = EphemeralPublicKey::from_bytes([u8::try_from(forged).unwrap(); 32]);
        let announce = match forged {
            0 => real,
            _ => Some(GroupAnnounce {
                member: if forged % 2 == 0 { real.map_or(key, |real| real.member) } else { key },
                addr: (forged & 4 != 0).then(|| address(forged % 5)),
                relay: (forged & 8 != 0).then(|| PackedNode::Tcp(relay(forged))),
            }),
        };
        if let Some(announce) = announce {
            self.refuse(who, |groups, now, _| groups.handle_announce(now, &chat_id, &announce));
        }
    }

    /// A packet of a stranger, in the name of somebody.
    fn raw(&mut self, script: &mut Script<'_>) {
        let (who, name, kind) = (script.number() % PROGRAMS, script.number(), script.number());
        let kind = 0x5a + u8::try_from(kind % 3).unwrap();
        let sender = self.keys.keys().nth(name % 4).copied().unwrap_or(EphemeralPublicKey::from_bytes([5; 32]));
        let own = self.programs[who].number.and_then(|number| self.programs[who].groups.own_key(number));
        let receiver = own.filter(|_| kind == 0x5a).map(|key| key.as_bytes().to_vec()).unwrap_or_default();
        let packet = [&[kind][..], sender.as_bytes(), &receiver, script.more_bytes()].concat();
        self.receive(who, address(name % 6), packet);
    }

    fn verb(&mut self, script: &mut Script<'_>) {
        let (who, what, number) = (script.number() % PROGRAMS, script.number(), script.number());
        let chat_id = self.chat_id;
        let other = self.keys.keys().nth(number % 4).copied().unwrap_or(EphemeralPublicKey::from_bytes([5; 32]));
        match what % 14 {
            0 => {
                let joined = self.with(who, |groups, now| groups.join(now, chat_id, profile(who), password(number)));
                self.programs[who].number = joined.ok();
                self.note_key(who);
            }
            1 => {
                self.said += 1;
                let text = self.said.to_string();
                self.act(who, |groups, now, group| {
                    groups.send_message(now, group, MessageKind::Normal, text.as_bytes()).is_ok()
                });
            }
            2 => {
                let delivery = if number % 2 == 0 { Delivery::Lossless } else { Delivery::Lossy };
                let data = [&b"custom"[..], &vec![7; 6 * number]].concat();
                self.act(who, |groups, now, group| groups.send_custom(now, group, delivery, &data).is_ok());
            }
            3 => {
                self.act(who, |groups, now, group| {
                    groups.send_private_custom(now, group, &other, Delivery::Lossless, b"custom").is_ok()
                });
            }
            4 => {
                let left = self.act(who, |groups, now, group| groups.leave(now, group, b"bye").is_ok());
                if left == Some(true) {
                    self.programs[who].number = None;
                }
            }
            5 => _ = self.act(who, |groups, now, group| groups.disconnect(now, group).is_ok()),
            6 => {
                let with = (number % 2 == 1).then(|| password(number / 2));
                self.act(who, |groups, now, group| groups.reconnect(now, group, with).is_ok());
            }
            7 => _ = self.act(who, |groups, now, group| groups.set_password(now, group, password(number)).is_ok()),
            8 => {
                let privacy = if number % 2 == 0 { GroupPrivacy::Private } else { GroupPrivacy::Public };
                self.act(who, |groups, now, group| groups.set_privacy(now, group, privacy).is_ok());
            }
            9 => _ = self.act(who, |groups, now, group| groups.kick(now, group, &other).is_ok()),
            10 => {
                let role = [Role::Moderator, Role::User, Role::Observer][number / 4 % 3];
                self.act(who, |groups, now, group| groups.set_role(now, group, &other, role).is_ok());
            }
            11 => {
                let text = self.said.to_string();
                self.act(who, |groups, now, group| groups.set_topic(now, group, text.as_bytes()).is_ok());
            }
            12 => {
                let voice = [GroupVoice::All, GroupVoice::Moderators, GroupVoice::Founder][number % 3];
                self.act(who, |groups, now, group| groups.set_voice(now, group, voice).is_ok());
            }
            _ => {
                let hearing = if number % 2 == 0 { Hearing::Ignored } else { Hearing::Heard };
                self.act(who, |groups, now, group| groups.set_ignored(now, group, &other, hearing).is_ok());
            }
        }
    }

    fn invite(&mut self, script: &mut Script<'_>) {
        let (who, whom) = (script.number() % PROGRAMS, script.number());
        if whom < 128 {
            self.act(who, |groups, _, group| groups.invite_friend(group, friend(whom % PROGRAMS)).is_ok());
        } else if let Some((from, data)) = self.programs[who].invites.pop() {
            let accepted =
                self.with(who, |groups, now| groups.accept_invite(now, from, &data, profile(who), password(whom)));
            // Friends may invite to anything.
            if data.chat_id == self.chat_id {
                self.programs[who].number = accepted.ok();
                self.note_key(who);
            }
        }
    }

    /// A packet to a friend arrives, or its friend comes online.
    fn mail(&mut self, script: &mut Script<'_>) {
        let (who, has_address) = (script.number() % PROGRAMS, script.number().is_multiple_of(2));
        let addr = has_address.then(|| address(who));
        let mail = std::mem::take(&mut self.programs[who].mail);
        for (to, packet) in mail.into_iter().filter(|(to, _)| *to < PROGRAMS) {
            let relays = [relay(who)];
            self.refuse(to, |groups, now, _| groups.handle_friend_packet(now, friend(who), &packet, addr, &relays));
        }
        for other in 0..PROGRAMS {
            self.with(other, |groups, now| {
                groups.friend_online(friend(who));
                groups.friend_moved(now, friend(who), addr);
            });
        }
    }

    fn network(&mut self, script: &mut Script<'_>) {
        let (who, what, number) = (script.number() % PROGRAMS, script.number(), script.number());
        let member = self.keys.iter().nth(number % 4).map(|(key, other)| (*key, *other));
        match what % 6 {
            0 => self.with(who, |groups, now| groups.network_changed(now)),
            1 => self.with(who, |groups, now| {
                groups.set_address(now, (number % 4 != 0).then(|| address(who)));
            }),
            2 => {
                let relays: Vec<RelayInfo> = (0..number % 4).map(relay).collect();
                self.act(who, |groups, now, group| groups.set_relays(now, group, &relays));
            }
            3 | 4 => {
                if let Some((key, other)) = member {
                    let to = (what % 6 == 3).then(|| route(other));
                    self.act(who, |groups, now, group| groups.set_route(now, group, &key, to));
                }
            }
            _ => _ = self.act(who, |groups, now, group| groups.route_ready(now, group, route(number % PROGRAMS))),
        }
    }

    /// A program ends without a word, and starts again from its save file.
    fn restart(&mut self, who: usize) {
        let saved: Vec<_> = self.programs[who].groups.save().collect();
        self.restarts += 1;
        self.programs[who] = Program::new(self.now, who, 100 + self.restarts);
        for saved in saved {
            let is_it = saved.chat_id() == self.chat_id;
            let number = self.with(who, |groups, now| groups.restore(now, saved).unwrap());
            if is_it {
                self.programs[who].number = Some(number);
                self.counts.restarted += 1;
            }
        }
    }

    fn check(&self) {
        for (who, program) in self.programs.iter().enumerate() {
            for number in program.groups.numbers() {
                let is_out = program.groups.phase(number) == Some(Phase::Disconnected);
                assert_eq!(program.pools.contains(&number), !is_out, "{who}: a pool if it is of use");
                assert!(program.groups.members(number).all(|member| self.keys.contains_key(&member.keys.encryption)));
                assert!(!is_out || program.groups.members(number).count() == 0);
            }
            let expected = program.groups.numbers().filter(|number| program.pools.contains(number)).count();
            assert_eq!(program.pools.len(), expected, "{who}: pools of no group");
        }
    }
}
