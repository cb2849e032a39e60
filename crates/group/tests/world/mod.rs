//! Members of one group without any network: what one sends arrives at the other in order, as long as both are in one part of
//! a network that may fall into two.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::time::Duration;

use toxcore_crypto::{EphemeralPublicKey, ExtendedKeyPair};
use toxcore_group::rules::{Departure, Effect, Event, Founding, Joining, Meeting, Phase, Profile, Refusal, Rules};
use toxcore_sansio::{Instant, Rng, Seed};
use toxcore_wire::Encode;
use toxcore_wire::friend::UserStatus;
use toxcore_wire::group::{
    ChatId, GroupAnnounce, GroupName, GroupPassword, GroupPing, GroupPrivacy, InviteReject, LosslessKind, ShortBytes,
    SyncResponse,
};

pub const PING: Duration = Duration::from_secs(12);
const SECOND: Duration = Duration::from_secs(1);

/// What is on its way.
#[derive(Clone, Debug)]
pub enum Parcel {
    Lossless(LosslessKind, Vec<u8>),
    Ping(GroupPing),
    Reject(InviteReject),
}

pub struct Node {
    pub rules: Rules,
    pub events: Vec<Event>,
    /// With whom there is a session, by number.
    pub sessions: BTreeSet<usize>,
    confirmed: BTreeSet<usize>,
    pub part: u8,
}

pub struct World {
    pub now: Instant,
    pub rng: Rng,
    pub chat_id: ChatId,
    pub nodes: Vec<Node>,
    wires: BTreeMap<(usize, usize), VecDeque<Parcel>>,
    /// Who ended a session with whom.
    ended: Vec<(usize, usize)>,
    /// Packets that arrived, to find loops.
    pub arrived: u64,
    pub refused: Vec<(usize, Refusal)>,
}

fn announce(member: EphemeralPublicKey) -> GroupAnnounce {
    GroupAnnounce { member, addr: Some(([198, 51, 100, 1], 33445).into()), relay: None }
}

pub fn keys(seed: u8) -> ExtendedKeyPair {
    ExtendedKeyPair::from_seed(&[seed; 32])
}

pub fn profile(nick: &str) -> Profile {
    Profile::new(ShortBytes::new(nick.as_bytes()).unwrap(), UserStatus::Available).unwrap()
}

pub fn founding() -> Founding {
    Founding {
        group_keys: keys(200),
        own: keys(1),
        name: GroupName::new(b"group").unwrap(),
        privacy: GroupPrivacy::Public,
        profile: profile("founder"),
    }
}

pub fn joining(who: usize, password: &[u8]) -> Joining {
    Joining {
        chat_id: keys(200).public().signing.into(),
        own: keys(u8::try_from(who + 1).unwrap()),
        profile: profile(&format!("member {who}")),
        password: GroupPassword::new(password).unwrap(),
    }
}

impl World {
    /// A founder, and others who are not in yet.
    pub fn new(members: usize, seed: u64) -> Self {
        let now = Instant::from_origin(Duration::from_secs(1_000));
        let founder = Rules::found(now, founding()).unwrap();
        let others = (1..members).map(|who| Rules::join(joining(who, b"")));
        let node =
            |rules| Node { rules, events: Vec::new(), sessions: BTreeSet::new(), confirmed: BTreeSet::new(), part: 0 };
        Self {
            now,
            rng: Rng::new(&Seed::from_number(seed)),
            chat_id: founder.chat_id(),
            nodes: [founder].into_iter().chain(others).map(node).collect(),
            wires: BTreeMap::new(),
            ended: Vec::new(),
            arrived: 0,
            refused: Vec::new(),
        }
    }

    /// A founder and others who are all in, and know each other.
    pub fn joined(members: usize, seed: u64) -> Self {
        let mut world = Self::new(members, seed);
        for who in 1..members {
            world.connect(who, 0);
            world.settle();
        }
        world.run(Duration::from_secs(60));
        for node in &mut world.nodes {
            assert!(matches!(node.rules.phase(), Phase::Joined { .. }));
            assert_eq!(node.rules.members().count(), members - 1);
            node.events.clear();
        }
        world.refused.clear();
        world
    }

    pub fn key(&self, who: usize) -> EphemeralPublicKey {
        self.nodes[who].rules.own_keys().public().encryption
    }

    pub fn find(&self, key: &EphemeralPublicKey) -> Option<usize> {
        (0..self.nodes.len()).find(|who| self.key(*who) == *key)
    }

    /// A handshake succeeded, for which `who` asked.
    pub fn connect(&mut self, who: usize, other: usize) {
        if who == other
            || self.nodes[who].part != self.nodes[other].part
            || self.nodes[who].rules.phase() == Phase::Disconnected
            || self.nodes[other].rules.phase() == Phase::Disconnected
        {
            return;
        }
        self.wires.remove(&(who, other));
        self.wires.remove(&(other, who));
        for (one, two, meeting) in [(who, other, Meeting::Requester), (other, who, Meeting::Responder)] {
            let keys = self.nodes[two].rules.own_keys().public();
            self.nodes[one].sessions.insert(two);
            self.nodes[one].rules.connected(self.now, keys, meeting).unwrap();
        }
        self.carry_out(who);
        self.carry_out(other);
    }

    /// Both lose each other from sight.
    pub fn cut(&mut self, who: usize, other: usize) {
        self.wires.remove(&(who, other));
        self.wires.remove(&(other, who));
        for (one, two) in [(who, other), (other, who)] {
            self.end(one, two);
        }
    }

    fn end(&mut self, who: usize, other: usize) {
        let key = self.key(other);
        let node = &mut self.nodes[who];
        node.confirmed.remove(&other);
        if node.sessions.remove(&other) {
            node.rules.disconnected(self.now, &key, Departure::TimedOut);
            self.carry_out(who);
        }
    }

    /// Does something at a member, and what follows.
    pub fn with<T>(&mut self, who: usize, act: impl FnOnce(&mut Rules, Instant) -> T) -> T {
        let done = act(&mut self.nodes[who].rules, self.now);
        self.carry_out(who);
        done
    }

    /// Gives a packet to a member as if another had sent it.
    pub fn inject(&mut self, from: usize, to: usize, kind: LosslessKind, data: &[u8]) -> Result<(), Refusal> {
        let key = self.key(from);
        self.with(to, |rules, now| rules.handle_lossless(now, &key, kind, data))
    }

    pub fn carry_out(&mut self, who: usize) {
        while let Some(effect) = self.nodes[who].rules.poll_effect() {
            self.carry_out_one(who, effect);
        }
    }

    fn carry_out_one(&mut self, who: usize, effect: Effect) {
        match effect {
            Effect::Send { to, packet } => {
                let to = self.find(&to).unwrap();
                self.post(who, to, Parcel::Lossless(packet.kind, packet.data.to_vec()));
            }
            Effect::SendAll(packet) => {
                for to in self.nodes[who].confirmed.clone() {
                    self.post(who, to, Parcel::Lossless(packet.kind, packet.data.to_vec()));
                }
            }
            Effect::Reject { to, reason } => {
                let to = self.find(&to).unwrap();
                self.post(who, to, Parcel::Reject(reason));
                self.drop_session(who, to);
            }
            Effect::Introduce { to } => self.introduce(who, &to),
            Effect::Name { to, member } => {
                let (to, announce) = (self.find(&to).unwrap(), Some(announce(member)));
                self.post(who, to, Parcel::Lossless(SyncResponse::KIND, SyncResponse { announce }.to_vec()));
            }
            Effect::Meet { announce, .. } => {
                let other = self.find(&announce.member).unwrap();
                if !self.nodes[who].sessions.contains(&other) {
                    self.connect(who, other);
                }
            }
            Effect::Drop(member) | Effect::TryLater(member) => {
                let other = self.find(&member).unwrap();
                self.drop_session(who, other);
            }
            Effect::DropAll => {
                for other in self.nodes[who].sessions.clone() {
                    self.drop_session(who, other);
                }
            }
            Effect::Confirm(member) => {
                let other = self.find(&member).unwrap();
                self.nodes[who].confirmed.insert(other);
            }
            Effect::Happened(event) => self.nodes[who].events.push(event),
            other => panic!("{other:?}"),
        }
    }

    /// Names the confirmed members, or nobody.
    fn introduce(&mut self, who: usize, to: &EphemeralPublicKey) {
        let to = self.find(to).unwrap();
        let others = self.nodes[who].confirmed.iter().filter(|other| **other != to);
        let mut announces: Vec<Option<GroupAnnounce>> = others.map(|other| Some(announce(self.key(*other)))).collect();
        if announces.is_empty() {
            announces.push(None);
        }
        for announce in announces {
            let packet = SyncResponse { announce }.to_vec();
            self.post(who, to, Parcel::Lossless(SyncResponse::KIND, packet));
        }
    }

    fn drop_session(&mut self, who: usize, other: usize) {
        self.ended.push((who, other));
        self.nodes[who].sessions.remove(&other);
        self.nodes[who].confirmed.remove(&other);
    }

    pub fn post(&mut self, from: usize, to: usize, parcel: Parcel) {
        if self.nodes[from].sessions.contains(&to) {
            self.wires.entry((from, to)).or_default().push_back(parcel);
        }
    }

    /// One packet arrives, of any pair.
    pub fn deliver_one(&mut self) -> bool {
        let busy: Vec<(usize, usize)> =
            self.wires.iter().filter(|(_, wire)| !wire.is_empty()).map(|(pair, _)| *pair).collect();
        if busy.is_empty() {
            return false;
        }
        let (from, to) = busy[self.rng.below(busy.len())];
        let parcel = self.wires.get_mut(&(from, to)).unwrap().pop_front().unwrap();
        self.arrived += 1;
        if !self.nodes[to].sessions.contains(&from) {
            return true;
        }
        let (key, now) = (self.key(from), self.now);
        let rules = &mut self.nodes[to].rules;
        let result = match parcel {
            Parcel::Lossless(kind, data) => rules.handle_lossless(now, &key, kind, &data),
            Parcel::Ping(ping) => rules.handle_ping(now, &key, &ping),
            Parcel::Reject(reason) => {
                rules.hear_reject(&key, reason).and_then(|reject| rules.take_reject(now, &reject))
            }
        };
        if let Err(refusal) = result {
            self.refused.push((to, refusal));
        }
        self.carry_out(to);
        true
    }

    /// Everything arrives that is on its way, and what follows.
    pub fn settle(&mut self) {
        let before = self.arrived;
        loop {
            while self.deliver_one() {
                assert!(self.arrived - before < 100_000, "packets go round in circles");
            }
            // Nobody says so: the other notices when nothing else comes any more.
            let Some((who, other)) = self.ended.pop() else { break };
            if !self.nodes[who].sessions.contains(&other) {
                self.end(other, who);
            }
        }
    }

    /// Everybody pings everybody.
    pub fn ping(&mut self) {
        for who in 0..self.nodes.len() {
            let Some(ping) = self.nodes[who].rules.ping() else { continue };
            for to in self.nodes[who].confirmed.clone() {
                self.post(who, to, Parcel::Ping(ping));
            }
        }
    }

    /// Time passes, with pings, and all that is sent arrives.
    pub fn run(&mut self, time: Duration) {
        let end = self.now + time;
        let mut next_ping = self.now;
        while self.now < end {
            if self.now >= next_ping {
                self.ping();
                next_ping += PING;
            }
            self.settle();
            self.now += SECOND;
        }
    }

    /// The network falls into these parts, by member.
    pub fn split(&mut self, part: impl Fn(usize) -> u8) {
        for who in 0..self.nodes.len() {
            self.nodes[who].part = part(who);
        }
        for who in 0..self.nodes.len() {
            for other in 0..who {
                if self.nodes[who].part != self.nodes[other].part {
                    self.cut(who, other);
                }
            }
        }
    }

    /// All are in one network again, and whoever is in the group finds everybody.
    pub fn heal(&mut self) {
        for node in &mut self.nodes {
            node.part = 0;
        }
        for who in 0..self.nodes.len() {
            for other in 0..who {
                if !self.nodes[who].sessions.contains(&other) || !self.nodes[other].sessions.contains(&who) {
                    self.connect(who, other);
                }
            }
        }
    }

    /// Somebody looks for the group again.
    pub fn rejoin(&mut self, who: usize, password: Option<&[u8]>) {
        for other in 0..self.nodes.len() {
            if other != who {
                self.cut(who, other);
            }
        }
        let password = password.map(|password| GroupPassword::new(password).unwrap());
        self.with(who, |rules, now| rules.rejoin(now, password));
        for other in 0..self.nodes.len() {
            self.connect(who, other);
        }
    }

    pub fn events(&mut self, who: usize) -> Vec<Event> {
        std::mem::take(&mut self.nodes[who].events)
    }

    pub fn is_in(&self, who: usize) -> bool {
        matches!(self.nodes[who].rules.phase(), Phase::Joined { .. })
    }

    /// All that members have to agree about, of one of them.
    pub fn view(&self, who: usize) -> String {
        let rules = &self.nodes[who].rules;
        let saved = rules.to_saved().unwrap();
        let mut observers: Vec<_> = rules.observers().collect();
        observers.sort();
        let mut roles: Vec<_> = rules.members().map(|member| (member.keys.encryption, member.role)).collect();
        roles.push((self.key(who), rules.own_role()));
        roles.sort_by_key(|(key, _)| *key);
        let profiles: BTreeMap<_, _> = rules
            .members()
            .map(|member| (member.keys.encryption, member.profile.clone()))
            .chain([(self.key(who), rules.profile().clone())])
            .map(|(key, profile)| (key, (profile.nick().to_vec(), profile.status)))
            .collect();
        format!(
            "{:?} {:?} {:?} {:?} {observers:?} {roles:?} {profiles:?} {:?}",
            saved.state,
            saved.topic.version,
            // Two may set the same text at once, which no checksum tells apart.
            String::from_utf8_lossy(&saved.topic.topic),
            saved.moderators,
            rules.ping()
        )
    }

    /// Panics if any two who are in the group disagree.
    pub fn assert_agreement(&self, context: &str) {
        let inside: Vec<usize> = (0..self.nodes.len()).filter(|who| self.is_in(*who)).collect();
        for pair in inside.windows(2) {
            let [one, two] = [pair[0], pair[1]].map(|who| self.view(who));
            assert_eq!(one, two, "{context}: members {} and {}", pair[0], pair[1]);
        }
    }
}
