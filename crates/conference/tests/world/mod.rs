//! Members of conferences on a network of friend connections, in virtual time.
//!
//! Two members have a friend connection while both want one (as friends, or because a conference holds it), both run, and
//! nothing parts them. It comes up after a while; what is on its way when it goes down is lost.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};
use std::time::Duration;

use toxcore_conference::{ConferenceNumber, Conferences, Config, Context, Friends, Output};
use toxcore_crypto::{DhtPublicKey, LongTermPublicKey};
use toxcore_sansio::{Discard, FriendId, Instant, LinkError, Links, Rng, Seed, SendClass, UnixTime};
use toxcore_wire::conference::{ConferenceId, ConferenceType, InviteCookie, InvitePacket};
use toxcore_wire::messenger::MessageKind;
use toxcore_wire::savedata::SavedConference;

/// When a friend connection has lost its other end without a word, its owner learns it after this time.
pub const SILENCE: Duration = Duration::from_secs(15);

/// Everybody and everything.
pub struct World {
    pub net: Net,
    pub members: Vec<Member>,
    pub discards: BTreeMap<&'static str, u64>,
    /// Packets that were handed over.
    pub delivered: u64,
    seed: u64,
}

/// A member: a machine that may stand still, and what its program knows.
pub struct Member {
    pub machine: Option<Conferences>,
    pub events: Vec<Output>,
    /// Texts, with the key of who wrote them and when they came.
    pub texts: Vec<(LongTermPublicKey, Vec<u8>, Instant)>,
    /// Whether invitations are followed at once.
    pub follows: bool,
    pub saved: Vec<SavedConference>,
    runs: u64,
}

/// Friend connections.
pub struct Net {
    pub now: Instant,
    keys: Vec<(LongTermPublicKey, DhtPublicKey)>,
    running: Vec<bool>,
    side: Vec<u32>,
    friends: BTreeSet<(usize, usize)>,
    held: BTreeSet<(usize, usize)>,
    /// Pairs that are connected, the lower one first, with a number that is new each time.
    up: BTreeMap<(usize, usize), u64>,
    pending: BTreeSet<(usize, usize)>,
    /// When the last packet of a direction arrives: they do not overtake each other.
    busy: BTreeMap<(usize, usize), Instant>,
    queue: BinaryHeap<Reverse<(Instant, u64, Happening)>>,
    rng: Rng,
    count: u64,
    pub latency: (u64, u64),
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Happening {
    Packet { from: usize, to: usize, epoch: u64, data: Vec<u8> },
    Up { pair: (usize, usize) },
    Down { pair: (usize, usize), epoch: u64, told: usize },
    Wake { who: usize },
}

impl Net {
    fn pair(a: usize, b: usize) -> (usize, usize) {
        (a.min(b), a.max(b))
    }

    fn wants(&self, who: usize, whom: usize) -> bool {
        self.friends.contains(&(who, whom)) || self.held.contains(&(who, whom))
    }

    fn may_be_up(&self, (a, b): (usize, usize)) -> bool {
        self.running[a] && self.running[b] && self.side[a] == self.side[b] && self.wants(a, b) && self.wants(b, a)
    }

    fn is_up(&self, a: usize, b: usize) -> bool {
        self.up.contains_key(&Self::pair(a, b))
    }

    fn push(&mut self, at: Instant, what: Happening) {
        self.count += 1;
        self.queue.push(Reverse((at, self.count, what)));
    }

    fn millis(&mut self, (low, high): (u64, u64)) -> Duration {
        Duration::from_millis(low + self.rng.below((high - low + 1) as usize) as u64)
    }

    /// Lets a connection come up if both want it.
    fn consider(&mut self, a: usize, b: usize) {
        let pair = Self::pair(a, b);
        if a != b && self.may_be_up(pair) && !self.up.contains_key(&pair) && self.pending.insert(pair) {
            let at = self.now + self.millis((300, 2_500));
            self.push(at, Happening::Up { pair });
        }
    }

    fn consider_all(&mut self) {
        let wanted: Vec<_> = self.friends.iter().chain(&self.held).copied().collect();
        for (a, b) in wanted {
            self.consider(a, b);
        }
    }
}

/// What one member sees of it.
struct View<'a> {
    net: &'a Net,
    me: usize,
}

impl Friends for View<'_> {
    fn is_friend(&self, key: &LongTermPublicKey) -> bool {
        self.net.keys.iter().position(|(k, _)| k == key).is_some_and(|who| self.net.friends.contains(&(self.me, who)))
    }

    fn connected(&self, key: &LongTermPublicKey) -> Option<FriendId> {
        let who = self.net.keys.iter().position(|(k, _)| k == key)?;
        self.net.is_up(self.me, who).then(|| friend(who))
    }

    fn keys(&self, id: FriendId) -> Option<(LongTermPublicKey, DhtPublicKey)> {
        let who = id.index as usize;
        self.net.is_up(self.me, who).then(|| self.net.keys[who])
    }
}

struct Sender<'a> {
    net: &'a Net,
    me: usize,
    sent: Vec<(usize, Vec<u8>)>,
}

impl Links for Sender<'_> {
    fn send(&mut self, friend: FriendId, _: SendClass, data: &[u8]) -> Result<u64, LinkError> {
        assert!(!data.is_empty() && data.len() <= 1373 && (0x60..=0x64).contains(&data[0]));
        let who = friend.index as usize;
        if !self.net.is_up(self.me, who) {
            return Err(LinkError::NotConnected);
        }
        self.sent.push((who, data.to_vec()));
        Ok(self.sent.len() as u64)
    }

    fn send_lossy(&mut self, _: FriendId, _: &[u8]) -> Result<(), LinkError> {
        Err(LinkError::Unfit)
    }

    fn space(&mut self, _: FriendId, _: SendClass) -> usize {
        1
    }
}

/// What every member calls this one.
pub fn friend(who: usize) -> FriendId {
    FriendId { index: who as u32, generation: 0 }
}

impl World {
    pub fn new(members: usize, seed: u64) -> Self {
        let mut rng = Rng::new(&Seed::from_number(seed));
        let keys: Vec<_> = (0..members)
            .map(|_| (LongTermPublicKey::from_bytes(rng.public_bytes()), DhtPublicKey::from_bytes(rng.public_bytes())))
            .collect();
        let net = Net {
            now: Instant::from_origin(Duration::from_secs(1_000)),
            keys,
            running: vec![false; members],
            side: vec![0; members],
            friends: BTreeSet::new(),
            held: BTreeSet::new(),
            up: BTreeMap::new(),
            pending: BTreeSet::new(),
            busy: BTreeMap::new(),
            queue: BinaryHeap::new(),
            rng,
            count: 0,
            latency: (10, 120),
        };
        let member = || Member {
            machine: None,
            events: Vec::new(),
            texts: Vec::new(),
            follows: true,
            saved: Vec::new(),
            runs: 0,
        };
        let members: Vec<_> = (0..members).map(|_| member()).collect();
        let mut world = Self { net, members, discards: BTreeMap::new(), delivered: 0, seed };
        (0..world.members.len()).for_each(|who| world.start(who));
        world
    }

    pub fn key(&self, who: usize) -> LongTermPublicKey {
        self.net.keys[who].0
    }

    pub fn now(&self) -> Instant {
        self.net.now
    }

    /// A number for the test itself.
    pub fn below(&mut self, bound: usize) -> usize {
        self.net.rng.below(bound)
    }

    pub fn befriend(&mut self, a: usize, b: usize) {
        self.net.friends.extend([(a, b), (b, a)]);
        self.net.consider(a, b);
    }

    pub fn unfriend(&mut self, a: usize, b: usize) {
        self.net.friends.remove(&(a, b));
        self.net.friends.remove(&(b, a));
        self.part(a, b);
    }

    /// The machine does something, and everything follows that follows at once.
    pub fn with<T>(&mut self, who: usize, f: impl FnOnce(&mut Conferences, &mut Context<'_>) -> T) -> T {
        let mut machine = self.members[who].machine.take().expect("a member that runs");
        let mut sender = Sender { net: &self.net, me: who, sent: Vec::new() };
        let view = View { net: &self.net, me: who };
        let mut cx = Context { now: self.net.now, links: &mut sender, friends: &view };
        let result = f(&mut machine, &mut cx);
        let mut outputs = Vec::new();
        while let Some(output) = machine.poll_output() {
            outputs.push(output);
            assert!(outputs.len() < 100_000);
        }
        let sent = sender.sent;
        for (to, data) in sent {
            self.post(who, to, data);
        }
        let wake = machine.poll_timeout();
        self.members[who].machine = Some(machine);
        if let Some(at) = wake {
            let at = at.max(self.net.now + Duration::from_millis(1));
            self.net.push(at, Happening::Wake { who });
        }
        outputs.into_iter().for_each(|output| self.output(who, output));
        result
    }

    fn post(&mut self, from: usize, to: usize, data: Vec<u8>) {
        let epoch = self.net.up[&Net::pair(from, to)];
        let latency = self.net.latency;
        let at = self.net.now + self.net.millis(latency);
        let busy = self.net.busy.entry((from, to)).or_insert(at);
        *busy = (*busy).max(at);
        let at = *busy;
        self.net.push(at, Happening::Packet { from, to, epoch, data });
    }

    fn output(&mut self, who: usize, output: Output) {
        let whose = |net: &Net, key: &LongTermPublicKey| net.keys.iter().position(|(k, _)| k == key);
        match &output {
            Output::Hold { key, .. } => {
                // Anybody may be named who does not exist.
                if let Some(whom) = whose(&self.net, key) {
                    assert!(self.net.held.insert((who, whom)), "held twice");
                    self.net.consider(who, whom);
                }
            }
            Output::Release { key } => {
                if let Some(whom) = whose(&self.net, key) {
                    assert!(self.net.held.remove(&(who, whom)), "released what was not held");
                    self.part(who, whom);
                }
            }
            Output::Message { peer, text, .. } => {
                let now = self.net.now;
                self.members[who].texts.push((peer.key, text.to_vec(), now));
            }
            Output::Invited { friend, cookie } if self.members[who].follows => {
                let (friend, cookie): (FriendId, InviteCookie) = (*friend, *cookie);
                let _ = self.with(who, |machine, cx| machine.join(cx, friend, &cookie));
            }
            _ => {}
        }
        self.members[who].events.push(output);
    }

    /// Ends a connection that one of both does not want any longer. What is on its way still leaves.
    fn part(&mut self, a: usize, b: usize) {
        let pair = Net::pair(a, b);
        if self.net.may_be_up(pair) {
            return;
        }
        if let Some(epoch) = self.net.up.get(&pair).copied() {
            let last = [(a, b), (b, a)].iter().filter_map(|way| self.net.busy.get(way)).max().copied();
            let at = last.unwrap_or(self.net.now).max(self.net.now) + Duration::from_millis(1);
            self.net.push(at, Happening::Down { pair, epoch, told: 3 });
        }
    }

    /// A connection is lost, and comes again soon.
    pub fn cut(&mut self, a: usize, b: usize) {
        let pair = Net::pair(a, b);
        if let Some(epoch) = self.net.up.get(&pair).copied() {
            self.down(pair, epoch, 3);
        }
    }

    /// Pairs that are connected.
    pub fn connected_pairs(&self) -> Vec<(usize, usize)> {
        self.net.up.keys().copied().collect()
    }

    fn down(&mut self, pair: (usize, usize), epoch: u64, told: usize) {
        if self.net.up.get(&pair) != Some(&epoch) {
            return;
        }
        self.net.up.remove(&pair);
        for (bit, who, whom) in [(1, pair.0, pair.1), (2, pair.1, pair.0)] {
            if told & bit != 0 && self.net.running[who] {
                self.with(who, |machine, cx| machine.disconnected(cx, friend(whom)));
            }
        }
        self.net.consider(pair.0, pair.1);
    }

    /// Parts the members into groups that do not reach each other; each learns it after a while.
    pub fn partition(&mut self, side: impl Fn(usize) -> u32) {
        for who in 0..self.members.len() {
            self.net.side[who] = side(who);
        }
        let cut: Vec<_> = self.net.up.iter().map(|(pair, epoch)| (*pair, *epoch)).collect();
        for (pair, epoch) in cut {
            if !self.net.may_be_up(pair) {
                self.net.push(self.net.now + SILENCE, Happening::Down { pair, epoch, told: 3 });
            }
        }
        self.net.consider_all();
    }

    /// Stops a member, who says so or not. It keeps what it saved.
    pub fn stop(&mut self, who: usize, politely: bool) {
        let (now, unix) = (self.net.now, UnixTime(1_700_000_000));
        let saved = self.with(who, |machine, cx| {
            if politely {
                machine.shut_down(cx);
            }
            machine.save(now, unix)
        });
        self.members[who].saved = saved;
        self.members[who].machine = None;
        self.net.running[who] = false;
        self.net.held.retain(|(holder, _)| *holder != who);
        let ends: Vec<_> = self.net.up.iter().filter(|(pair, _)| pair.0 == who || pair.1 == who).collect();
        let ends: Vec<_> = ends.into_iter().map(|(pair, epoch)| (*pair, *epoch)).collect();
        for (pair, epoch) in ends {
            let wait = if politely { Duration::from_millis(500) } else { SILENCE };
            self.net.push(self.net.now + wait, Happening::Down { pair, epoch, told: 3 });
        }
    }

    /// Starts a member anew, with another DHT key, and what it saved.
    pub fn start(&mut self, who: usize) {
        assert!(!self.net.running[who]);
        // The others notice by the new handshake.
        let ends: Vec<_> = self.net.up.iter().filter(|(pair, _)| pair.0 == who || pair.1 == who).collect();
        let ends: Vec<_> = ends.into_iter().map(|(pair, epoch)| (*pair, *epoch)).collect();
        for (pair, epoch) in ends {
            self.down(pair, epoch, 3);
        }
        self.net.keys[who].1 = DhtPublicKey::from_bytes(self.net.rng.public_bytes());
        self.net.running[who] = true;
        let (own_key, own_dht_key) = self.net.keys[who];
        let name = format!("member {who}").into_bytes().into();
        let runs = self.members[who].runs;
        self.members[who].runs += 1;
        let seed = Seed::from_number(self.seed.wrapping_mul(1_000_003) + who as u64 * 1_009 + runs);
        self.members[who].machine = Some(Conferences::new(Config { own_key, own_dht_key, name }, &seed));
        let saved = std::mem::take(&mut self.members[who].saved);
        self.with(who, |machine, cx| {
            for conference in &saved {
                machine.restore(cx, conference).unwrap();
            }
        });
        self.net.consider_all();
    }

    /// Lets time pass.
    pub fn run(&mut self, time: Duration) {
        let end = self.net.now + time;
        while let Some(Reverse((at, _, _))) = self.net.queue.peek() {
            if *at > end {
                break;
            }
            let Reverse((at, _, what)) = self.net.queue.pop().unwrap();
            self.net.now = at;
            self.happen(what);
        }
        self.net.now = end;
    }

    /// Lets time pass until something holds, and says how long it took.
    pub fn run_until(&mut self, most: Duration, holds: impl Fn(&Self) -> bool) -> Option<Duration> {
        let begin = self.net.now;
        while !holds(self) {
            if self.net.now - begin >= most {
                return None;
            }
            self.run(Duration::from_millis(100));
        }
        Some(self.net.now - begin)
    }

    fn happen(&mut self, what: Happening) {
        match what {
            Happening::Packet { from, to, epoch, data } => {
                let pair = Net::pair(from, to);
                let arrives = self.net.up.get(&pair) == Some(&epoch)
                    && self.net.running[to]
                    && self.net.side[from] == self.net.side[to];
                if arrives {
                    self.hand_over(from, to, &data);
                }
            }
            Happening::Up { pair } => {
                self.net.pending.remove(&pair);
                if !self.net.may_be_up(pair) || self.net.up.contains_key(&pair) {
                    return;
                }
                self.net.count += 1;
                self.net.up.insert(pair, self.net.count);
                for (who, whom) in [pair, (pair.1, pair.0)] {
                    if self.net.is_up(who, whom) {
                        self.with(who, |machine, cx| machine.connected(cx, friend(whom)));
                    }
                }
            }
            Happening::Down { pair, epoch, told } => {
                // Perhaps both want it again.
                if !self.net.may_be_up(pair) {
                    self.down(pair, epoch, told);
                }
            }
            Happening::Wake { who } => {
                let now = self.net.now;
                let is_due = |machine: &Conferences| machine.poll_timeout().is_some_and(|at| at <= now);
                if self.members[who].machine.as_ref().is_some_and(is_due) {
                    self.with(who, |machine, cx| machine.handle_timeout(cx));
                }
            }
        }
    }

    /// A packet arrives.
    pub fn hand_over(&mut self, from: usize, to: usize, data: &[u8]) {
        self.delivered += 1;
        let is_friend = self.net.friends.contains(&(to, from));
        let result = self.with(to, |machine, cx| match data[0] {
            InvitePacket::ID if is_friend => machine.handle_invite(cx, friend(from), data),
            _ => machine.handle_packet(cx, friend(from), data),
        });
        if let Err(reason) = result {
            *self.discards.entry(name_of(reason)).or_default() += 1;
        }
    }

    // What programs do.

    /// A conference of a member.
    pub fn number(&self, who: usize) -> ConferenceNumber {
        self.members[who].machine.as_ref().unwrap().numbers().next().expect("a conference")
    }

    pub fn create(&mut self, who: usize) -> ConferenceId {
        let number = self.with(who, |machine, cx| machine.create(cx, ConferenceType::Text)).unwrap();
        self.members[who].machine.as_ref().unwrap().identifier(number).unwrap().id
    }

    pub fn invite(&mut self, who: usize, whom: usize) {
        let number = self.number(who);
        let result = self.with(who, |machine, cx| machine.invite(cx, number, friend(whom)));
        assert!(result.is_ok(), "{who} invites {whom}: {result:?}, refused: {:?}", self.discards);
    }

    pub fn say(&mut self, who: usize, text: &str) -> bool {
        let number = self.number(who);
        self.with(who, |machine, cx| machine.send_message(cx, number, MessageKind::Normal, text.as_bytes())).is_ok()
    }

    /// The members that this one has in sight, without itself, by their place here.
    pub fn sees(&self, who: usize) -> BTreeSet<usize> {
        let Some(machine) = &self.members[who].machine else { return BTreeSet::new() };
        let Some(number) = machine.numbers().next() else { return BTreeSet::new() };
        let count = machine.peer_count(number).unwrap();
        let peers = (0..count).map(|index| machine.peer(number, index).unwrap());
        let others = peers.filter(|peer| !peer.own).map(|peer| peer.id.key);
        others.map(|key| self.net.keys.iter().position(|(k, _)| *k == key).unwrap()).collect()
    }

    /// Whether each of these sees all others of them, and nobody else.
    pub fn all_see_each_other(&self, who: &[usize]) -> bool {
        let all: BTreeSet<usize> = who.iter().copied().collect();
        who.iter().all(|one| {
            let mut sees = self.sees(*one);
            sees.insert(*one);
            sees == all
        })
    }

    /// No member was told a text twice by the same author.
    pub fn nothing_came_twice(&self) {
        for (who, member) in self.members.iter().enumerate() {
            let mut seen = BTreeSet::new();
            for (author, text, _) in &member.texts {
                assert!(seen.insert((author, text)), "seed {}: {who} was told twice", self.seed);
            }
        }
    }

    /// How often this member was told this text of that one.
    pub fn heard(&self, who: usize, whom: usize, text: &str) -> usize {
        let key = self.key(whom);
        self.members[who].texts.iter().filter(|(author, said, _)| *author == key && said == text.as_bytes()).count()
    }

    /// A conference of these members, each invited by the one before.
    pub fn chain(members: usize, seed: u64) -> Self {
        let mut world = Self::new(members, seed);
        world.create(0);
        for who in 1..members {
            world.befriend(who - 1, who);
            world.run_until(Duration::from_secs(10), |world| world.net.is_up(who - 1, who)).unwrap();
            world.invite(who - 1, who);
            world.run(Duration::from_secs(2));
        }
        let all: Vec<usize> = (0..members).collect();
        let done = world.run_until(Duration::from_secs(120), |world| world.all_see_each_other(&all));
        assert!(
            done.is_some(),
            "seed {seed}: not all see each other: {:?}",
            all.iter().map(|who| world.sees(*who)).collect::<Vec<_>>()
        );
        world
    }
}

fn name_of(reason: Discard) -> &'static str {
    toxcore_sansio::DiscardCounters::NAMES[reason.index()]
}
