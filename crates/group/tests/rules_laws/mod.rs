//! What holds for the rules of a group whatever members do who keep to no rule. The fuzz targets call [`check`] and
//! [`check_saved`] with what the fuzzer makes up, the test `rules_corpus` with what it once found.
//!
//! The bytes are a script: members come and go, send what is well made, half made or nothing, with signatures of anybody; the
//! user does what users do, time passes, and the group is saved and restored.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use std::collections::BTreeSet;
use std::sync::LazyLock;
use std::time::Duration;

use toxcore_crypto::{EphemeralPublicKey, ExtendedKeyPair};
use toxcore_group::rules::{
    Departure, Effect, Event, Founding, Hearing, Joining, MAX_ROSTER, MAX_UNCONFIRMED, Meeting, Phase, Profile, Rules,
};
use toxcore_sansio::Instant;
use toxcore_sim::Script;
use toxcore_wire::Encode;
use toxcore_wire::friend::UserStatus;
use toxcore_wire::group::{
    Broadcast, GroupMessage, GroupName, GroupPassword, GroupPing, GroupPrivacy, GroupVoice, InviteReject,
    InviteRequest, KickPeer, Lossless, LosslessKind, MAX_MODERATORS, MAX_SANCTIONS, ModeratorList, Nick, PasswordField,
    PeerExit, PeerInfo, PrivateMessage, PseudoMessageId, Role, Sanction, SanctionsCredentials, SanctionsList,
    SetModerator, SetObserver, SharedState, ShortBytes, SignedTopic, SyncFlags, SyncRequest, SyncResponse, TopicLock,
};
use toxcore_wire::messenger::MessageKind;
use toxcore_wire::savedata::SavedGroups;

/// Members beside us. The first is the founder, unless we are.
const OTHERS: usize = 5;
/// Effects that one input may have: a few for each member.
const MAX_EFFECTS: usize = 100;

/// How far a script led.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub refused: u64,
    pub taken: u64,
    pub sent: u64,
    pub told: u64,
    pub joined: u64,
    pub confirmed: u64,
    pub roles: u64,
    pub topics: u64,
    pub decided: u64,
    pub kicked: u64,
    pub restored: u64,
}

/// Runs the script. Panics if something does not hold. Returns how far it led.
pub fn check(script: &[u8]) -> Counts {
    let mut script = Script::new(script);
    let mut run = Run::new(script.number());
    while let Some(what) = script.byte() {
        run.step(what, &mut script);
        run.check();
    }
    run.counts
}

/// Restores the groups of a section of a save file and saves them again. Returns how many there were.
pub fn check_saved(section: &[u8]) -> u64 {
    let mut restored = 0;
    for saved in SavedGroups::parse(section).iter() {
        let Ok(mut rules) = Rules::restore(saved.clone()) else { continue };
        restored += 1;
        check_rules(&rules);
        let again = rules.to_saved().unwrap();
        assert_eq!((again.state.clone(), again.moderators.keys()), (saved.state.clone(), rules.moderators()));
        assert_eq!(again.own_keys.public(), saved.own_keys.public());
        let bytes = [&[0x91][..], &again.to_vec()].concat();
        let read = SavedGroups::parse(&bytes);
        assert!(!read.is_damaged());
        let third = Rules::restore(read.iter().next().unwrap().clone()).unwrap();
        assert_eq!(third.to_saved().unwrap().to_vec(), again.to_vec());
        rules.rejoin(Instant::ZERO, None);
        assert_eq!(rules.phase(), Phase::Joining);
        check_rules(&rules);
    }
    restored
}

/// Made once: they cost more than all else that a script does.
static KEYS: LazyLock<Vec<ExtendedKeyPair>> =
    LazyLock::new(|| (1..=10).map(|seed| ExtendedKeyPair::from_seed(&[seed; 32])).collect());
static GROUP_KEYS: LazyLock<ExtendedKeyPair> = LazyLock::new(|| ExtendedKeyPair::from_seed(&[250; 32]));

fn keys(who: usize) -> ExtendedKeyPair {
    KEYS[who % KEYS.len()].clone()
}

fn group_keys() -> ExtendedKeyPair {
    GROUP_KEYS.clone()
}

struct Run {
    rules: Rules,
    now: Instant,
    /// Who has a handshake, as the owner knows it.
    sessions: BTreeSet<EphemeralPublicKey>,
    version: u32,
    /// Whether the user gave a password with which nobody has let us in yet, and which whoever is to do so must see, also after a break.
    gives: bool,
    /// Who showed which password, or was confirmed while it was that one.
    insiders: BTreeSet<(EphemeralPublicKey, Vec<u8>)>,
    counts: Counts,
}

impl Run {
    /// We are the founder, or somebody who wants to join.
    fn new(kind: usize) -> Self {
        let now = Instant::from_origin(Duration::from_secs(1_000));
        let profile = Profile::new(ShortBytes::first(b"we"), UserStatus::Available).unwrap();
        let rules = if kind.is_multiple_of(2) {
            let name = GroupName::new(b"group").unwrap();
            let (group_keys, own, privacy) = (group_keys(), keys(OTHERS), GroupPrivacy::Public);
            Rules::found(now, Founding { group_keys, own, name, privacy, profile }).unwrap()
        } else {
            let password = GroupPassword::new(if kind % 4 == 1 { b"" } else { b"pass" }).unwrap();
            let chat_id = group_keys().public().signing.into();
            Rules::join(Joining { chat_id, own: keys(OTHERS), profile, password })
        };
        Self {
            rules,
            now,
            sessions: BTreeSet::new(),
            version: 0,
            gives: kind % 4 == 3,
            insiders: BTreeSet::new(),
            counts: Counts::default(),
        }
    }

    fn secret(&self) -> Vec<u8> {
        self.rules.state().map_or_else(Vec::new, |state| state.password.as_bytes().to_vec())
    }

    /// Notes who may be told the password of this moment.
    fn note_insiders(&mut self) {
        let secret = self.secret();
        self.insiders.extend(self.rules.members().map(|member| (member.keys.encryption, secret.clone())));
        self.gives &= !matches!(self.rules.phase(), Phase::Joined { .. });
    }

    /// Nobody is told the password who gave no reason to believe that it knows it.
    fn check_secrecy(&self, to: &EphemeralPublicKey, packet: &[u8]) {
        let secret = self.secret();
        if self.gives || secret.is_empty() || !holds(packet, &secret) {
            return;
        }
        let role = (0..OTHERS).map(|who| keys(who).public()).find(|keys| keys.encryption == *to).map(|keys| {
            let is_founder = self.rules.state().is_some_and(|state| state.founder == keys);
            is_founder || self.rules.moderators().contains(&keys.signing)
        });
        assert!(self.insiders.contains(&(*to, secret)) || role == Some(true), "an outsider is told the password");
    }

    fn step(&mut self, what: u8, script: &mut Script<'_>) {
        let who = script.number() % (OTHERS + 1);
        match what % 12 {
            0 => self.connect(who, script.number()),
            1 => {
                let key = key(who);
                self.sessions.remove(&key);
                self.rules.disconnected(self.now, &key, Departure::TimedOut);
            }
            2 => {
                let (kind, data) = (LosslessKind::from(script.number() as u8), script.more_bytes());
                self.lossless(who, kind, data);
            }
            3..=6 => {
                let (kind, data) = self.well_made(who, script);
                self.lossless(who, kind, &data);
            }
            7 => self.ping(who, script),
            8 => {
                let reason = [InviteReject::GroupFull, InviteReject::InvalidPassword, InviteReject::Other];
                let heard = self.rules.hear_reject(&key(who), reason[script.number() % 3]);
                let _ = heard.and_then(|reject| self.rules.take_reject(self.now, &reject));
            }
            9 => self.now += Duration::from_secs(script.number() as u64),
            10 => self.user(who, script),
            _ => self.restore(),
        }
        self.carry_out();
    }

    fn connect(&mut self, who: usize, meeting: usize) {
        let meeting = if meeting.is_multiple_of(2) { Meeting::Requester } else { Meeting::Responder };
        let connected = self.rules.connected(self.now, keys(who).public(), meeting);
        if connected.is_ok() {
            self.sessions.insert(key(who));
        }
        assert!(who != OTHERS || connected.is_err(), "nobody is connected to itself");
    }

    fn lossless(&mut self, who: usize, kind: LosslessKind, data: &[u8]) {
        for secret in SECRETS.into_iter().filter(|secret| holds(data, secret)) {
            self.insiders.insert((key(who), secret.to_vec()));
        }
        match self.rules.handle_lossless(self.now, &key(who), kind, data) {
            Ok(()) => self.counts.taken += 1,
            Err(_) => self.counts.refused += 1,
        }
    }

    /// A packet in the name of `who`, with the signature of anybody.
    fn well_made(&self, who: usize, script: &mut Script<'_>) -> (LosslessKind, Vec<u8>) {
        let (what, signer) = (script.number(), keys(script.number() % (OTHERS + 1)));
        let (number, target) = (script.number(), keys(script.number() % (OTHERS + 1)).public());
        let version = u32::try_from(number).unwrap();
        match what % 12 {
            0 => (LosslessKind::SharedState, self.state(number, script).sign(group_keys().signing()).to_vec()),
            1 => (LosslessKind::ModeratorList, moderators(number).to_vec()),
            2 => {
                let entries = (0..number % 4).map(|who| Sanction::new(key(who), signer.signing()));
                let list = SanctionsList::signed(entries.collect(), version, keys(who).signing());
                (LosslessKind::SanctionsList, list.to_vec())
            }
            3 => {
                let text = script.bytes();
                (LosslessKind::Topic, SignedTopic::sign(version, text, signer.signing()).unwrap().to_vec())
            }
            4 => (LosslessKind::InviteRequest, InviteRequest { password: password(number) }.to_vec()),
            5 => (LosslessKind::InviteResponse, Vec::new()),
            6 => {
                let request = SyncRequest { flags: SyncFlags(version as u16), password: password(number / 8) };
                (LosslessKind::SyncRequest, request.to_vec())
            }
            7 => (LosslessKind::SyncResponse, SyncResponse { announce: None }.to_vec()),
            8 => (LosslessKind::PeerInfoRequest, Vec::new()),
            9 => {
                let info = PeerInfo {
                    password: (self.rules.password_field() == PasswordField::Present).then(|| password(1).unwrap()),
                    nick: ShortBytes::first(b"other"),
                    status: UserStatus::Busy,
                };
                (LosslessKind::PeerInfoResponse, info.to_vec())
            }
            _ => {
                let mut list = SanctionsList::new(signer.signing());
                let observers: Vec<EphemeralPublicKey> = self.rules.observers().copied().collect();
                for observer in observers {
                    let _ = list.add(observer, signer.signing());
                }
                let sanction = number.is_multiple_of(2).then(|| Sanction::new(target.encryption, signer.signing()));
                let entries = list.entries().iter().copied().filter(|entry| entry.target != target.encryption);
                let list = SanctionsList::signed(entries.chain(sanction).collect(), version, signer.signing());
                let credentials: SanctionsCredentials = *list.credentials();
                let text = script.bytes();
                let (kind, id) = (MessageKind::Action, PseudoMessageId(9));
                let broadcast = match number % 8 {
                    0 => Broadcast::SetObserver(SetObserver { target, sanction, credentials }),
                    1 => Broadcast::SetModerator(SetModerator { moderator: number > 128, target: target.signing }),
                    2 => Broadcast::KickPeer(KickPeer { target: target.encryption }),
                    3 => Broadcast::PeerExit(PeerExit { message: text }),
                    4 => Broadcast::Nick(Nick { nick: text }),
                    5 => Broadcast::Status(UserStatus::Away),
                    6 => Broadcast::Message(GroupMessage { kind, id, text }),
                    _ => Broadcast::PrivateMessage(PrivateMessage { kind, id, text }),
                };
                (LosslessKind::Broadcast, broadcast.to_vec())
            }
        }
    }

    fn state(&self, number: usize, script: &mut Script<'_>) -> SharedState {
        let known = self.rules.state().cloned();
        let founder = keys(0).public();
        let mut state = known.unwrap_or_else(|| SharedState {
            version: 0,
            founder,
            peer_limit: 100,
            name: GroupName::first(b"group"),
            privacy: GroupPrivacy::Public,
            password: GroupPassword::NONE,
            moderators_hash: [0; 32],
            topic_lock: TopicLock::Locked,
            voice: GroupVoice::All,
        });
        state.version = state.version.wrapping_add(number as u32 % 4);
        match script.number() % 7 {
            0 => state.peer_limit = number as u16,
            1 => state.privacy = GroupPrivacy::from_u8(number as u8),
            2 => state.password = password(number).unwrap_or(GroupPassword::NONE),
            3 => state.moderators_hash = moderators(number).hash_in_order(),
            4 => state.topic_lock = TopicLock::from_u32(number as u32),
            5 => state.voice = GroupVoice::from_u8(number as u8),
            _ => state.founder = keys(number % (OTHERS + 1)).public(),
        }
        state
    }

    fn ping(&mut self, who: usize, script: &mut Script<'_>) {
        let Some(ours) = self.rules.ping() else { return };
        let plus = script.number() as u16;
        let mut ping = GroupPing { confirmed_peers: ours.confirmed_peers.saturating_add(plus % 2), ..ours };
        match script.number() % 7 {
            0 => ping.peers_checksum ^= plus,
            1 => ping.state_version = u32::from(plus),
            2 => ping.sanctions_version = u32::from(plus),
            3 => ping.moderation_checksum ^= plus,
            4 => ping.topic_version = u32::from(plus),
            5 => ping.topic_checksum ^= plus,
            _ => ping.topic_checksum = plus,
        }
        let _ = self.rules.handle_ping(self.now, &key(who), &ping);
    }

    fn user(&mut self, who: usize, script: &mut Script<'_>) {
        let (what, number) = (script.number(), script.number());
        let (now, key, id, kind) = (self.now, key(who), PseudoMessageId(1), MessageKind::Normal);
        let role = [Role::Founder, Role::Moderator, Role::User, Role::Observer][number % 4];
        match what % 14 {
            0 => _ = self.rules.set_role(now, &key, role),
            1 => _ = self.rules.kick(now, &key),
            2 => _ = self.rules.set_topic(now, script.bytes()),
            3 => _ = self.rules.lock_topic(now),
            4 => _ = self.rules.unlock_topic(now),
            5 => _ = self.rules.set_password(password(number).unwrap_or(GroupPassword::NONE)),
            6 => _ = self.rules.set_peer_limit(number as u16),
            7 => _ = self.rules.set_privacy(GroupPrivacy::from_u8(number as u8)),
            8 => _ = self.rules.set_voice(GroupVoice::from_u8(number as u8)),
            9 => _ = self.rules.send_message(kind, id, script.more_bytes()),
            10 => _ = self.rules.send_private_message(&key, kind, id, script.more_bytes()),
            11 => _ = self.rules.set_nick(ShortBytes::first(script.bytes())),
            12 => {
                let hearing = if number.is_multiple_of(2) { Hearing::Ignored } else { Hearing::Heard };
                let _ = self.rules.set_ignored(&key, hearing);
            }
            _ => {
                self.rules.leave(now, script.bytes());
                self.carry_out();
                assert!(self.sessions.is_empty());
                self.gives |= password(number).is_some();
                self.rules.rejoin(now, password(number));
            }
        }
    }

    fn restore(&mut self) {
        let Some(saved) = self.rules.to_saved() else { return };
        let bytes = saved.to_vec();
        let restored = Rules::restore(saved).expect("what was taken is borne out");
        assert_eq!(restored.to_saved().unwrap().to_vec(), bytes);
        self.rules = restored;
        self.sessions.clear();
        self.gives = false;
        self.counts.restored += 1;
    }

    fn carry_out(&mut self) {
        let mut effects = 0;
        self.note_insiders();
        while let Some(effect) = self.rules.poll_effect() {
            effects += 1;
            assert!(effects < MAX_EFFECTS, "one input has no end");
            match effect {
                Effect::Send { to, packet } => {
                    assert!(self.sessions.contains(&to), "only who has a session is sent to");
                    self.check_secrecy(&to, &packet.data);
                    self.sound(packet.kind, &packet.data);
                }
                Effect::SendAll(packet) => self.sound(packet.kind, &packet.data),
                Effect::Introduce { to } => assert!(self.sessions.contains(&to)),
                Effect::Name { to, member } => {
                    assert!(to != member && self.sessions.contains(&to) && self.sessions.contains(&member));
                }
                Effect::Reject { to, .. } => assert!(self.sessions.remove(&to)),
                Effect::Drop(member) | Effect::TryLater(member) => assert!(self.sessions.remove(&member)),
                Effect::Confirm(member) => assert!(self.sessions.contains(&member)),
                Effect::DropAll => self.sessions.clear(),
                Effect::Meet { announce, .. } => assert!(announce.member != key(OTHERS)),
                Effect::Happened(event) => self.told(&event),
                other => panic!("{other:?}"),
            }
        }
    }

    /// What we send is what others can read.
    fn sound(&mut self, kind: LosslessKind, data: &[u8]) {
        self.counts.sent += 1;
        let fields = [PasswordField::Absent, PasswordField::Present];
        assert!(fields.into_iter().any(|field| Lossless::parse(kind, data, field).is_ok()), "{kind:?}");
    }

    fn told(&mut self, event: &Event) {
        self.counts.told += 1;
        match event {
            Event::Joined => self.counts.joined += 1,
            Event::MemberJoined(_) => self.counts.confirmed += 1,
            Event::Role { .. } | Event::ModeratorsReplaced | Event::ObserversReplaced => self.counts.roles += 1,
            Event::Topic { .. } => self.counts.topics += 1,
            Event::Kicked { .. } => self.counts.kicked += 1,
            Event::PeerLimit(_) | Event::Privacy(_) | Event::Password | Event::TopicLock(_) | Event::Voice(_) => {
                self.counts.decided += 1;
            }
            _ => {}
        }
    }

    fn check(&mut self) {
        check_rules(&self.rules);
        let version = self.rules.state().map_or(0, |state| state.version);
        assert!(version >= self.version, "decisions go forward only");
        self.version = version;
        for member in self.rules.members() {
            assert!(self.sessions.contains(&member.keys.encryption), "members have sessions");
        }
        assert!(self.sessions.len() <= OTHERS + MAX_UNCONFIRMED);
    }
}

fn check_rules(rules: &Rules) {
    assert!(rules.roster().iter().len() <= MAX_ROSTER);
    assert!(rules.moderators().len() <= MAX_MODERATORS && rules.observers().count() <= MAX_SANCTIONS);
    let own = rules.own_keys().public();
    let founder = rules.state().map(|state| state.founder);
    let is_own = founder.is_some_and(|founder| founder.encryption == own.encryption);
    assert_eq!(rules.own_role() == Role::Founder, is_own);
    for member in rules.members() {
        let is_founder = founder.is_some_and(|founder| founder.encryption == member.keys.encryption);
        assert_eq!(member.role == Role::Founder, is_founder);
        assert!(member.role != Role::Moderator || rules.moderators().contains(&member.keys.signing));
        assert!(!member.profile.nick().is_empty());
    }
    match rules.ping() {
        Some(ping) => assert_eq!(usize::from(ping.confirmed_peers), rules.members().count() + 1),
        None => assert!(rules.phase() == Phase::Disconnected || rules.state().is_none()),
    }
}

fn key(who: usize) -> EphemeralPublicKey {
    keys(who).public().encryption
}

fn moderators(number: usize) -> ModeratorList {
    ModeratorList::from_keys((0..=OTHERS).filter(|who| number >> who & 1 == 1).map(|who| keys(who).public().signing))
}

const SECRETS: [&[u8]; 2] = [b"pass", b"word"];

fn holds(data: &[u8], secret: &[u8]) -> bool {
    data.windows(secret.len()).any(|part| part == secret)
}

fn password(number: usize) -> Option<GroupPassword> {
    [None, Some(SECRETS[0]), Some(SECRETS[1]), None][number % 4].map(|password| GroupPassword::new(password).unwrap())
}
