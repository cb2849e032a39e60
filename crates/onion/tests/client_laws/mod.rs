//! What holds for the client whatever nodes, friends and strangers do. The fuzz target calls [`check`] with what the fuzzer
//! makes up, the test `client_corpus` with what it once found.
//!
//! The bytes are a script: answers of nodes, honest or not, to requests that wait; data from friends and strangers; verbs of the
//! owner, for friends and for groups; and time that passes. All nodes are ours, so every packet is taken apart down to what its last node gets.
#![allow(
    dead_code,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::panic,
    reason = "each test uses a part, and a test may fail"
)]

use std::collections::{HashMap, HashSet, VecDeque};
use std::net::SocketAddr;
use std::sync::LazyLock;
use std::time::Duration;

use toxcore_crypto::{
    CombinedKey, DhtKeyPair, DhtPublicKey, EphemeralKeyPair, EphemeralPublicKey, KeyCache, LongTermKeyPair, MAC_LEN,
    Nonce,
};
use toxcore_onion::{
    ClientConfig, ClientOutput, FirstHop, OnionClient, OnionStatus, SearchPhase, Surroundings, UdpState,
};
use toxcore_sansio::{Admission, Asker, Cx, Discard, Instant, Nodes, Relays, Rng, Seed, StreamId, UnixTime};
use toxcore_sim::Script;
use toxcore_wire::dht::seal_dht_key;
use toxcore_wire::friend::{FriendRequest, NoSpam};
use toxcore_wire::group_announce::{ChatId, GroupAnnounce, PublicGroupAnnounce};
use toxcore_wire::onion::{
    AnnounceForm, AnnounceRequest, AnnounceResponsePayload, AnnounceStatus, DataToRoute, DhtKeyPacket, OnionData,
    RETURN_3_LEN, SealedOnionData,
};
use toxcore_wire::{Encode, NodeInfo, NodeList, PackedNodeList, RelayInfo, RequestId, is_usable_node_addr};

/// Nodes of the network, and people who may be friends.
const NODES: usize = 6;
const PEOPLE: usize = 3;
/// Groups that may be sought.
const GROUPS: usize = 3;
/// Requests whose answers the script may still give.
const MAX_WAITING: usize = 64;
/// Turns of the clock within one step of the script.
const MAX_TURNS: usize = 400;
/// Turns of the clock in a whole script: some seconds on a slow machine.
const MAX_ALL_TURNS: usize = 3_000;

/// How far a script led.
#[derive(Clone, Copy, Debug, Default)]
pub struct Reached {
    pub online: u64,
    pub reachable: u64,
    pub dht_keys: u64,
    pub friend_requests: u64,
    pub routed: u64,
    pub data_sent: u64,
    pub requests_sent: u64,
    pub group_requests: u64,
    pub members_found: u64,
}

/// Runs the script. Panics if something does not hold. Returns how far it led.
pub fn check(script: &[u8]) -> Reached {
    let mut run = Run::new();
    let mut script = Script::new(script);
    run.turn();
    while let Some(what) = script.byte() {
        run.step(what, &mut script);
        run.settle();
    }
    run.reached
}

static NODE_KEYS: LazyLock<Vec<DhtKeyPair>> =
    LazyLock::new(|| (0..NODES).map(|n| DhtKeyPair::from_secret_bytes([10 + n as u8 * 8; 32])).collect());
static PEOPLE_KEYS: LazyLock<Vec<LongTermKeyPair>> =
    LazyLock::new(|| (0..PEOPLE).map(|n| LongTermKeyPair::from_secret_bytes([100 + n as u8 * 8; 32])).collect());
static OWN: LazyLock<LongTermKeyPair> = LazyLock::new(|| LongTermKeyPair::from_secret_bytes([200; 32]));

fn node(n: usize) -> NodeInfo {
    let n = n % NODES;
    // The last two are in the LAN.
    let addr: SocketAddr = match n {
        4 => ([192, 168, 1, 4], 33445).into(),
        5 => "[fe80::5]:33445".parse().unwrap(),
        _ => ([198, 51 + n as u8, 100, 1], 33445).into(),
    };
    NodeInfo { addr, key: NODE_KEYS[n].public }
}

fn keys_at(addr: SocketAddr) -> Option<&'static DhtKeyPair> {
    (0..NODES).find(|n| node(*n).addr == addr).map(|n| &NODE_KEYS[n])
}

struct World {
    known: usize,
    link: bool,
    udp: UdpState,
}

const LINK: StreamId = StreamId { index: 3, generation: 1 };

impl Nodes for World {
    fn closest(&self, _: Instant, target: &[u8; 32], _: Asker) -> NodeList {
        NodeList::from_first((0..self.known).map(|n| node(n + usize::from(target[0]))))
    }
    fn address_of(&self, _: Instant, _: &DhtPublicKey) -> Option<SocketAddr> {
        None
    }
    fn random_good(&self, _: Instant, rng: &mut Rng, count: usize, out: &mut Vec<NodeInfo>) {
        let first = rng.below(NODES);
        out.extend((0..self.known.min(count)).map(|n| node(first + n)));
    }
}

impl Relays for World {
    fn onion_link(&self, _: &mut Rng) -> Option<(StreamId, RelayInfo)> {
        self.link.then(|| (LINK, RelayInfo { addr: node(0).addr, key: node(0).key }))
    }
    fn is_onion_link(&self, link: StreamId) -> bool {
        self.link && link == LINK
    }
    fn connected(&self, rng: &mut Rng, _: usize, out: &mut Vec<RelayInfo>) {
        out.extend(self.onion_link(rng).map(|(_, relay)| relay));
    }
}

/// An announce request that reached its node.
struct Waiting {
    from: FirstHop,
    sendback: RequestId,
    key: CombinedKey,
    is_of_group: bool,
}

struct Run {
    client: OnionClient,
    dht: DhtKeyPair,
    cache: KeyCache,
    rng: Rng,
    admission: Admission,
    world: World,
    now: Instant,
    turns_left: usize,
    waiting: VecDeque<Waiting>,
    /// Our data key, from our own announce requests.
    data_key: Option<EphemeralPublicKey>,
    nonces: HashSet<[u8; 24]>,
    /// Combined keys of nodes with senders, which take most of the time.
    combined: HashMap<([u8; 32], [u8; 32]), CombinedKey>,
    tracked: [bool; PEOPLE],
    /// Groups that are sought, and what is announced there.
    groups: [Option<Option<GroupAnnounce>>; GROUPS],
    /// What the sender of requests is for, which says it to everybody who sees several of them.
    senders: HashMap<[u8; 32], [u8; 32]>,
    /// What a path is for, by the key that its second node sees.
    paths: HashMap<[u8; 32], u8>,
    reached: Reached,
}

impl Run {
    fn new() -> Self {
        let seed = Seed::from_number(1);
        Self {
            client: OnionClient::new(&ClientConfig::default(), OWN.clone(), &seed),
            dht: DhtKeyPair::from_secret_bytes([1; 32]),
            cache: KeyCache::new(64, [0; 16]),
            rng: Rng::new(&seed),
            admission: Admission::new(1_000, &seed),
            world: World { known: 4, link: false, udp: UdpState::Connected },
            now: Instant::from_origin(Duration::from_secs(1)),
            turns_left: MAX_ALL_TURNS,
            waiting: VecDeque::new(),
            data_key: None,
            nonces: HashSet::new(),
            combined: HashMap::new(),
            tracked: [false; PEOPLE],
            groups: [None; GROUPS],
            senders: HashMap::new(),
            paths: HashMap::new(),
            reached: Reached::default(),
        }
    }

    fn step(&mut self, what: u8, script: &mut Script<'_>) {
        match what % 10 {
            0 => self.wait(Duration::from_millis(10 * script.number() as u64)),
            1 => self.wait(Duration::from_secs(10 * script.number() as u64)),
            2 | 3 => self.answer(script),
            4 => self.raw(script),
            5 => self.verb(script),
            6 => self.data(script),
            7 => self.routed(script),
            9 => self.group_verb(script),
            _ => self.surroundings(script),
        }
    }

    fn call<R>(&mut self, f: impl FnOnce(&mut OnionClient, &mut Cx<'_>, &Surroundings<'_>, Instant) -> R) -> R {
        let mut cx = Cx {
            keys: &self.dht,
            cache: &mut self.cache,
            rng: &mut self.rng,
            unix_time: UnixTime(1_700_000_000 + self.now.since_origin().as_secs()),
            admission: &mut self.admission,
        };
        let net = Surroundings { nodes: &self.world, relays: &self.world, udp: self.world.udp };
        f(&mut self.client, &mut cx, &net, self.now)
    }

    fn turn(&mut self) {
        self.call(|client, cx, net, now| client.handle_timeout(cx, net, now));
        let due = self.client.poll_timeout().unwrap();
        assert!(due > self.now, "work is left at {:?}: {due:?}", self.now);
        self.settle();
    }

    /// Time passes, with all that is due on the way.
    fn wait(&mut self, time: Duration) {
        let end = self.now + time;
        for _ in 0..MAX_TURNS.min(self.turns_left) {
            match self.client.poll_timeout() {
                Some(due) if due <= end => self.now = due.max(self.now),
                _ => break,
            }
            self.turns_left -= 1;
            self.turn();
        }
        self.now = end;
        self.turn();
    }

    /// A node answers a request that waits, with any status and any nodes, perhaps damaged or twice.
    fn answer(&mut self, script: &mut Script<'_>) {
        let (which, status, names, damage) =
            (script.number(), script.byte().unwrap_or(0), script.number(), script.number());
        if self.waiting.is_empty() {
            return;
        }
        let which = which % self.waiting.len();
        let value = [status | 1; 32];
        let announces = announces(status, names);
        let is_malformed = status & 0x80 != 0;
        let status = match status % 4 {
            0 | 3 => AnnounceStatus::NotStored { ping_id: value },
            1 => AnnounceStatus::Found { data_key: EphemeralKeyPair::from_secret_bytes(value).public },
            _ => AnnounceStatus::Stored { ping_id: value },
        };
        let nodes = NodeList::from_first((0..NODES).filter(|n| names >> n & 1 == 1).map(node));
        let form = if names & 0x80 == 0 { AnnounceForm::Plain } else { AnnounceForm::Extended(&announces) };
        let Waiting { from, sendback, key, is_of_group } = &self.waiting[which];
        let may_count = !is_of_group || (form.is_extended() && !is_malformed);
        let mut packet = Vec::new();
        let payload = AnnounceResponsePayload { status, nodes, form };
        payload.seal(sendback, &Nonce::from_bytes([7; 24]), key, &mut packet).unwrap();
        let from = *from;
        if damage > 200 {
            let at = damage % packet.len();
            packet[at] ^= 1;
        }
        let result = self.deliver(from, &packet);
        if result.is_ok() {
            assert!(damage <= 200, "a damaged answer was taken");
            assert!(may_count, "an answer of the wrong form was taken");
            assert_eq!(self.deliver(from, &packet), Err(Discard::Unsolicited), "an answer counted twice");
            self.waiting.remove(which);
        }
    }

    fn raw(&mut self, script: &mut Script<'_>) {
        let from = if script.number().is_multiple_of(2) {
            FirstHop::Udp(node(script.number()).addr)
        } else {
            FirstHop::Relay(LINK)
        };
        let packet = script.more_bytes().to_vec();
        assert!(self.deliver(from, &packet).is_err(), "junk was taken");
    }

    fn deliver(&mut self, from: FirstHop, packet: &[u8]) -> Result<(), Discard> {
        let mut packet = packet.to_vec();
        let result = self.call(|client, cx, net, now| client.handle_packet(cx, net, now, from, &mut packet));
        self.settle();
        result
    }

    fn verb(&mut self, script: &mut Script<'_>) {
        let (what, who) = (script.number(), script.number() % PEOPLE);
        let (friend, now) = (PEOPLE_KEYS[who].public, self.now);
        match what % 10 {
            0 | 1 => {
                assert_eq!(self.client.track(now, &friend), !self.tracked[who]);
                self.tracked[who] = true;
            }
            2 => {
                self.client.untrack(&friend);
                self.tracked[who] = false;
            }
            3 => self.client.set_online(now, &friend, true),
            4 => self.client.set_online(now, &friend, false),
            5 => self.client.set_dht_key(now, &friend, Some(node(who).key)),
            6 => self.client.set_dht_key(now, &friend, None),
            7 => self.client.network_changed(now),
            8 => self.client.bootstrap(node(script.number())),
            _ => {
                let payload = script.more_bytes().to_vec();
                let known = self.client.search_status(now, &friend).map(|status| status.nodes_that_know);
                let result =
                    self.call(|client, cx, net, now| client.send_friend_request(cx, net, now, &friend, &payload));
                assert!(result.is_err() || (payload.len() > 4 && known.is_some_and(|known| known > 0)));
            }
        }
    }

    fn group_verb(&mut self, script: &mut Script<'_>) {
        let (what, which, now) = (script.number(), script.number() % GROUPS, self.now);
        let id = chat_id(which);
        match what % 6 {
            0 => {
                assert_eq!(self.client.seek_group(now, id), self.groups[which].is_none());
                self.groups[which].get_or_insert(None);
            }
            1 => {
                self.client.forget_group(&id);
                self.groups[which] = None;
            }
            2 | 3 => {
                let announce = own_announce(which, script.number());
                self.client.announce_group(now, &id, Some(announce));
                self.groups[which] = self.groups[which].map(|_| Some(announce));
            }
            4 => {
                self.client.announce_group(now, &id, None);
                self.groups[which] = self.groups[which].map(|_| None);
            }
            _ => self.client.set_group_members(now, &id, script.number()),
        }
        self.turn();
    }

    /// Routed data of somebody: a DHT key or a friend request.
    fn data(&mut self, script: &mut Script<'_>) {
        let (who, number, names) = (script.number() % PEOPLE, script.number(), script.number());
        let message = script.bytes();
        let Some(data_key) = self.data_key else { return };
        let sender = &PEOPLE_KEYS[who];
        let packet = dht_key_packet(number, names);
        let is_key = message.is_empty();
        let content = if is_key {
            OnionData::DhtKey(packet)
        } else {
            OnionData::FriendRequest(FriendRequest { no_spam: NoSpam::from_bytes([1; 4]), message })
        };
        let (nonce, one_shot) = (Nonce::from_bytes([3; 24]), EphemeralKeyPair::from_secret_bytes([33; 32]));
        let inner = CombinedKey::new(&sender.secret, &OWN.public).unwrap();
        let outer = CombinedKey::new(&one_shot.secret, &data_key).unwrap();
        let sealed = SealedOnionData::seal(&sender.public, &nonce, &inner, &content).unwrap();
        let mut request = Vec::new();
        DataToRoute::seal(&OWN.public, &one_shot.public, &nonce, &outer, &sealed, &mut request).unwrap();
        let response = [&[0x86], &request[33..]].concat();
        let result = self.deliver(FirstHop::Udp(node(names).addr), &response);
        if is_key && result.is_ok() {
            assert!(self.tracked[who], "a stranger's DHT key was taken");
            assert_eq!(self.deliver(FirstHop::Udp(node(names).addr), &response), Err(Discard::Replay));
        }
    }

    /// A DHT request that brings somebody's DHT key.
    fn routed(&mut self, script: &mut Script<'_>) {
        let (who, number, names, through) =
            (script.number() % PEOPLE, script.number(), script.number(), script.number());
        let sender = &PEOPLE_KEYS[who];
        let packet = dht_key_packet(number, names);
        let key = CombinedKey::new(&sender.secret, &OWN.public).unwrap();
        let mut payload = Vec::new();
        seal_dht_key(&sender.public, &Nonce::from_bytes([4; 24]), &key, &packet, &mut payload);
        let node = if through.is_multiple_of(4) { node(through).key } else { packet.dht_key };
        let result = self.call(|client, cx, net, now| client.handle_routed(cx, net, now, &node, &mut payload));
        assert!(result.is_err() || (self.tracked[who] && node == packet.dht_key));
    }

    fn surroundings(&mut self, script: &mut Script<'_>) {
        let what = script.number();
        self.world.known = what % (NODES + 1);
        self.world.link = what & 0x10 != 0;
        self.world.udp = match what >> 5 {
            0 => UdpState::Disabled,
            1 => UdpState::Searching,
            _ => UdpState::Connected,
        };
        self.client.nudge(self.now);
        self.turn();
    }

    /// Takes out everything and checks it.
    fn settle(&mut self) {
        let mut buf = Vec::new();
        while let Some(run) = self.client.poll_transmit(self.now, &mut buf) {
            let sent = buf.split_off(buf.len() - run.len);
            for packet in sent.chunks(run.segment) {
                self.check_packet(run.to, packet);
            }
        }
        while let Some(output) = self.client.poll_output() {
            self.check_output(output);
        }
        let stats = self.client.stats();
        let seconds = self.now.since_origin().as_secs() + 1;
        assert!(stats.requests_sent <= 2_300 + 520 * seconds, "{} requests in {seconds} s", stats.requests_sent);
        (self.reached.data_sent, self.reached.requests_sent) = (stats.data_sent, stats.requests_sent);
        let (nodes, stored) = self.client.announced_nodes();
        assert!(nodes <= 12 && stored <= nodes);
        assert!(self.client.status() == OnionStatus::Offline || nodes > 0 || stats.responses > 0);
        assert!(self.client.saved_path_nodes(self.now).len() <= 8);
        for (which, sought) in self.groups.iter().enumerate() {
            let status = self.client.group_search_status(&chat_id(which));
            assert_eq!(status.is_some(), sought.is_some());
            assert!(status.is_none_or(|s| s.near <= 8 && s.wide <= 32));
        }
        for (who, tracked) in self.tracked.iter().enumerate() {
            let status = self.client.search_status(self.now, &PEOPLE_KEYS[who].public);
            assert_eq!(status.is_some(), *tracked);
            assert!(status.is_none_or(|s| s.nodes <= 8 && (s.phase != SearchPhase::Found || s.nodes_that_know > 0)));
        }
    }

    /// Takes a packet apart as its three nodes and its destination do.
    fn check_packet(&mut self, to: FirstHop, packet: &[u8]) {
        assert!(packet.len() <= 1_400);
        let nonce: [u8; 24];
        let mut data;
        match to {
            FirstHop::Udp(addr) => {
                assert_eq!(packet[0], 0x80);
                nonce = packet[1..25].try_into().unwrap();
                let first = keys_at(addr).expect("a node of the network");
                data = self.open(first, &nonce, &packet[25..]);
            }
            FirstHop::Relay(link) => {
                assert_eq!(link, LINK);
                nonce = packet[..24].try_into().unwrap();
                data = packet[24..].to_vec();
            }
        }
        assert!(self.nonces.insert(nonce), "a nonce is used twice");
        let path: [u8; 32] = data[19..51].try_into().unwrap();
        for _ in 0..2 {
            let keys = keys_at(address(&data)).expect("a node of the network");
            data = self.open(keys, &nonce, &data[19..]);
        }
        let destination = address(&data);
        let data = &data[19..];
        let purpose = match data[0] {
            0x83 => self.check_request(to, destination, data),
            0x87 => self.check_group_request(to, destination, data),
            0x85 => {
                assert!(PEOPLE_KEYS.iter().any(|keys| data[1..33] == *keys.public.as_bytes()));
                FOR_FRIENDS
            }
            kind => panic!("kind {kind:#04x} left"),
        };
        assert_eq!(*self.paths.entry(path).or_insert(purpose), purpose, "a path serves two purposes");
    }

    /// Opens a layer: the sender's key, then the box.
    fn open(&mut self, keys: &DhtKeyPair, nonce: &[u8; 24], layer: &[u8]) -> Vec<u8> {
        let key = self.combined_key(keys, &EphemeralPublicKey::from_bytes(layer[..32].try_into().unwrap()));
        let mut sealed = layer[32..].to_vec();
        key.open_in_place(&Nonce::from_bytes(*nonce), &mut sealed).expect("layers open");
        sealed[MAC_LEN..].to_vec()
    }

    fn combined_key(&mut self, keys: &DhtKeyPair, sender: &EphemeralPublicKey) -> CombinedKey {
        let pair = (*keys.public.as_bytes(), *sender.as_bytes());
        self.combined.entry(pair).or_insert_with(|| CombinedKey::new(&keys.secret, sender).unwrap()).clone()
    }

    fn note_sender(&mut self, sender: &EphemeralPublicKey, of: &[u8; 32]) {
        assert_eq!(self.senders.entry(*sender.as_bytes()).or_insert(*of), of, "one sender of two searches");
    }

    /// Announces and searches for a group.
    fn check_group_request(&mut self, from: FirstHop, destination: SocketAddr, data: &[u8]) -> u8 {
        let keys = keys_at(destination).expect("a node of the network");
        let mut packet = [data, &[0; RETURN_3_LEN]].concat();
        let request = AnnounceRequest::parse(&mut packet).unwrap();
        let sender = request.sender;
        let key = self.combined_key(keys, &sender);
        let payload = request.open(&key).unwrap();
        let public = PublicGroupAnnounce::parse(payload.form.extra()).unwrap();
        let sought = (0..GROUPS).find(|which| chat_id(*which) == public.chat_id).and_then(|which| self.groups[which]);
        assert_eq!(sought, Some(Some(public.announce)), "what is not wished is announced");
        assert_eq!((payload.ping_id, payload.data_key.as_bytes()), ([0; 32], &[0; 32]));
        assert!(sender.as_bytes() != OWN.public.as_bytes() && payload.searched != OWN.public);
        let sendback = payload.sendback;
        self.note_sender(&sender, public.chat_id.as_bytes());
        self.reached.group_requests += 1;
        self.wait_for(Waiting { from, sendback, key, is_of_group: true });
        FOR_GROUPS
    }

    fn wait_for(&mut self, waiting: Waiting) {
        if self.waiting.len() >= MAX_WAITING {
            self.waiting.pop_front();
        }
        self.waiting.push_back(waiting);
    }

    fn check_request(&mut self, from: FirstHop, destination: SocketAddr, data: &[u8]) -> u8 {
        assert_eq!(data.len(), AnnounceRequest::CLIENT_LEN);
        // An own request may have gone to a node whose port we only guessed.
        let Some(keys) = keys_at(destination) else { return FOR_OURSELVES };
        let mut packet = [data, &[0; RETURN_3_LEN]].concat();
        let request = AnnounceRequest::parse(&mut packet).unwrap();
        let sender = request.sender;
        let key = self.combined_key(keys, &sender);
        let payload = request.open(&key).unwrap();
        let is_own = sender.as_bytes() == OWN.public.as_bytes();
        assert_eq!(is_own, payload.searched == OWN.public, "we announce ourselves and search others");
        assert_eq!(is_own, payload.data_key.as_bytes() != &[0; 32]);
        assert!(is_own || payload.ping_id == [0; 32]);
        if is_own {
            assert!(self.data_key.is_none_or(|key| key == payload.data_key));
            self.data_key = Some(payload.data_key);
        }
        let (sendback, searched) = (payload.sendback, payload.searched);
        self.note_sender(&sender, searched.as_bytes());
        self.wait_for(Waiting { from, sendback, key, is_of_group: false });
        if is_own { FOR_OURSELVES } else { FOR_FRIENDS }
    }

    fn check_output(&mut self, output: ClientOutput) {
        let tracked = |key: &_| (0..PEOPLE).any(|n| self.tracked[n] && PEOPLE_KEYS[n].public == *key);
        match output {
            ClientOutput::DhtKey { friend, .. } => {
                assert!(tracked(&friend));
                self.reached.dht_keys += 1;
            }
            ClientOutput::Node { friend, .. } | ClientOutput::Relay { friend, .. } => assert!(tracked(&friend)),
            ClientOutput::FriendRequest { sender, data } => {
                assert!(PEOPLE_KEYS.iter().any(|keys| keys.public == sender) && data.len() > 4);
                self.reached.friend_requests += 1;
            }
            ClientOutput::Reachable { friend } => {
                assert!(tracked(&friend));
                self.reached.reachable += 1;
            }
            ClientOutput::GroupAnnounce { chat_id: id, announce } => {
                let which = (0..GROUPS).find(|which| chat_id(*which) == id).expect("one of the groups");
                let own = self.groups[which].expect("it is sought");
                assert!(own.is_none_or(|own| own.member != announce.member), "we were told of ourselves");
                assert!(announce.addr.is_some() || announce.relay.is_some());
                assert!(announce.addr.is_none_or(|addr| is_usable_node_addr(&addr)));
                self.reached.members_found += 1;
            }
            ClientOutput::StatusChanged(status) => self.reached.online += u64::from(status == OnionStatus::Online),
            ClientOutput::SendRouted { data, .. } => {
                assert!(data[0] == 0x9c && data.len() <= 400);
                self.reached.routed += 1;
            }
        }
    }
}

const FOR_OURSELVES: u8 = 0;
const FOR_FRIENDS: u8 = 1;
const FOR_GROUPS: u8 = 2;

fn chat_id(which: usize) -> ChatId {
    ChatId::from_bytes([40 + which as u8; 32])
}

fn own_announce(which: usize, port: usize) -> GroupAnnounce {
    let member = EphemeralPublicKey::from_bytes([80_u8.wrapping_add(which as u8); 32]);
    GroupAnnounce { member, addr: Some(([198, 51, 100, 200], 1 + port as u16).into()), relay: None }
}

/// Announces in an answer: of others, of ourselves, without a usable address, or cut short.
fn announces(status: u8, names: usize) -> Vec<u8> {
    let mut out = Vec::new();
    for number in 0..usize::from(status >> 2) % 5 {
        let announce = match (number + names) % 4 {
            0 => own_announce(names % GROUPS, 1),
            1 => GroupAnnounce { addr: Some(([127, 0, 0, 1], 0).into()), ..own_announce(9, 1) },
            2 => {
                let relay = RelayInfo { addr: node(names).addr, key: node(names).key };
                GroupAnnounce { addr: None, relay: Some(relay.into()), ..own_announce(10, 1) }
            }
            _ => own_announce(11 + names, names),
        };
        announce.encode(&mut out);
    }
    if status & 0x80 != 0 {
        out.push(7);
    }
    out
}

fn dht_key_packet(number: usize, names: usize) -> DhtKeyPacket {
    let dht_key = DhtKeyPair::from_secret_bytes([names as u8 | 1; 32]).public;
    let nodes = PackedNodeList::from_first((0..names % 5).map(|n| match n {
        0 => RelayInfo { addr: node(n).addr, key: node(n).key }.into(),
        _ => node(n).into(),
    }));
    DhtKeyPacket { no_replay: number as u64, dht_key, nodes }
}

/// The address in front of a layer.
fn address(layer: &[u8]) -> SocketAddr {
    let port = u16::from_be_bytes([layer[17], layer[18]]);
    match layer[0] {
        2 => (<[u8; 4]>::try_from(&layer[1..5]).unwrap(), port).into(),
        10 => (<[u8; 16]>::try_from(&layer[1..17]).unwrap(), port).into(),
        family => panic!("family {family}"),
    }
}
