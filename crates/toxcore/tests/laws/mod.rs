//! What holds for two friends and a node whatever happens to their datagrams, streams and clocks, and whatever they do. The
//! fuzz target calls [`check`] with what the fuzzer makes up, the test `corpus` with what it once found.
//!
//! The bytes are a script. Alice and Bob are friends, the node has a relay that both use. What they send each other waits in
//! a queue, where the script drops, doubles, delays and changes it; else it arrives.
#![allow(
    dead_code,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::panic,
    reason = "each test uses a part, and a test may fail"
)]

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::time::Duration;

use toxcore::conference::ConferenceType;
use toxcore::files::{FileControl, NewFile};
use toxcore::group::{ChatId, Delivery, GroupNumber, GroupPrivacy, Hearing, PeerNumber, Role};
use toxcore::{
    ConnectionStatus, Event, FileKind, FriendId, GroupEvent, GroupPeer, Instant, Io, LongTermPublicKey, MAX_EVENTS,
    MessageKind, Options, Seed, StreamId, Tox, UnixTime,
};
use toxcore_sim::Script;

/// Alice, Bob and the node.
const USERS: usize = 3;
const NODE: usize = 2;
const RELAY_PORT: u16 = 33_445;
/// Rounds of handing bytes about after one input. More means that it never ends.
const MAX_ROUNDS: usize = 2_000;
/// Longest datagram that leaves: what the wire allows.
const MAX_LEN: usize = 2_048;

/// What a run reached, so that seeds which no longer lead anywhere are noticed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    pub online: u64,
    pub offline: u64,
    pub messages: u64,
    pub receipts: u64,
    pub chunks: u64,
    pub files: u64,
    pub relayed: u64,
    pub woken: u64,
    pub confers: u64,
    pub gathers: u64,
    pub told: u64,
}

/// Runs the script. Panics if something does not hold.
pub fn check(script: &[u8]) -> Counts {
    let mut run = Run::new();
    run.meet();
    let mut script = Script::new(script);
    while let Some(what) = script.byte() {
        run.step(what, &mut script);
        run.settle();
    }
    run.end()
}

struct Datagram {
    from: usize,
    to: usize,
    bytes: Vec<u8>,
}

/// A connection between a user and the relay of another.
struct Stream {
    ends: [(usize, StreamId); 2],
    /// Whether the first and the second end read.
    paused: [bool; 2],
}

struct Run {
    users: Vec<Tox>,
    now: Instant,
    datagrams: VecDeque<Datagram>,
    /// Whether datagrams wait for the script.
    held: bool,
    /// Whose datagrams go nowhere.
    muted: [bool; USERS],
    streams: Vec<Stream>,
    said: [u32; 2],
    /// Number of the last message that a user saw, and the generation of the friend it came from.
    heard: [Option<(FriendId, u32)>; 2],
    counts: Counts,
}

fn address(user: usize) -> SocketAddr {
    SocketAddr::from(([198, 51, 100, user as u8 + 1], RELAY_PORT))
}

impl Run {
    fn new() -> Self {
        let now = Instant::from_origin(Duration::from_secs(5));
        let user = |number: usize| {
            let options = Options {
                tcp_port: (number == NODE).then_some(RELAY_PORT),
                local_discovery_enabled: false,
                ..Options::default()
            };
            Tox::new(options, &Seed::from_number(number as u64), now, unix_time(now)).unwrap()
        };
        Self {
            users: (0..USERS).map(user).collect(),
            now,
            datagrams: VecDeque::new(),
            held: false,
            muted: [false; USERS],
            streams: Vec::new(),
            said: [0; 2],
            heard: [None; 2],
            counts: Counts::default(),
        }
    }

    /// Alice and Bob become friends and are online.
    fn meet(&mut self) {
        let (node_key, now) = (self.users[NODE].self_dht_id(), self.now);
        for user in 0..NODE {
            let friend = self.users[1 - user].self_public_key();
            let tox = &mut self.users[user];
            tox.bootstrap(now, address(NODE), node_key).unwrap();
            tox.add_tcp_relay(now, address(NODE), node_key).unwrap();
            tox.friend_add_norequest(now, friend).unwrap();
        }
        self.settle();
        for _ in 0..600 {
            if self.is_online(0) && self.is_online(1) {
                return;
            }
            self.wait(Duration::from_millis(50));
        }
        panic!("friends do not meet in a quiet network");
    }

    fn friend(&self, user: usize) -> Option<FriendId> {
        self.users[user].friends().next()
    }

    fn is_online(&self, user: usize) -> bool {
        let status = self.friend(user).and_then(|friend| self.users[user].friend_connection_status(friend).ok());
        status.is_some_and(|status| status != ConnectionStatus::None)
    }

    fn step(&mut self, what: u8, script: &mut Script<'_>) {
        match what % 16 {
            0 => self.raw_datagram(script),
            1 => self.change_datagram(script),
            2 => drop(self.datagrams.pop_front()),
            3 => self.copy_datagram(script),
            4 => self.held = !self.held,
            5 => self.wait(Duration::from_millis(10 * script.number() as u64)),
            6 => self.wait(Duration::from_secs(script.number() as u64)),
            7 | 8 => self.talk(script),
            9 => self.files(script),
            10 => self.stream(script),
            11 => self.friends(script),
            12 => self.sleep(script),
            13 => {
                let user = script.number() % USERS;
                self.muted[user] = !self.muted[user];
            }
            14 => self.confer(script),
            _ => self.gather(script),
        }
    }

    fn raw_datagram(&mut self, script: &mut Script<'_>) {
        let (to, from) = (script.number() % USERS, script.number());
        let mut bytes = script.more_bytes().to_vec();
        let from = if from < USERS { address(from) } else { SocketAddr::from(([203, 0, 113, 1], from as u16 + 1)) };
        let _ = self.users[to].handle_datagram(self.now, from, &mut bytes);
    }

    fn change_datagram(&mut self, script: &mut Script<'_>) {
        let (which, place, by) = (script.number(), script.number(), script.byte().unwrap_or(1));
        if let Some(which) = which.checked_rem(self.datagrams.len()) {
            let bytes = &mut self.datagrams[which].bytes;
            if by == 0 {
                bytes.truncate(place % (bytes.len() + 1));
            } else if let Some(place) = place.checked_rem(bytes.len()) {
                bytes[place] = bytes[place].wrapping_add(by);
            }
        }
    }

    fn copy_datagram(&mut self, script: &mut Script<'_>) {
        if let Some(which) = script.number().checked_rem(self.datagrams.len()) {
            let Datagram { from, to, bytes } = &self.datagrams[which];
            let copy = Datagram { from: *from, to: *to, bytes: bytes.clone() };
            self.datagrams.push_back(copy);
        }
    }

    fn wait(&mut self, time: Duration) {
        // A driver is on time, so it wakes often while time passes.
        let end = self.now + time;
        for _ in 0..MAX_ROUNDS {
            let next = self.users.iter().filter_map(Tox::poll_timeout).map(|wake| wake.at).min();
            self.now = next.unwrap_or(end).max(self.now).min(end);
            for user in 0..USERS {
                self.handle_timeout(user);
            }
            self.settle();
            if self.now == end {
                return;
            }
        }
        self.now = end;
    }

    fn handle_timeout(&mut self, user: usize) {
        let (now, tox) = (self.now, &mut self.users[user]);
        tox.set_unix_time(now, unix_time(now));
        tox.handle_timeout(now);
    }

    /// One of them does nothing for a while, and comes back.
    fn sleep(&mut self, script: &mut Script<'_>) {
        let (user, time) = (script.number() % USERS, Duration::from_secs(script.number() as u64));
        match script.number() % 3 {
            0 => self.users[user].network_changed(self.now),
            1 => self.users[user].shut_down(self.now),
            _ => {
                self.now += time;
                self.handle_timeout(user);
                self.counts.woken += 1;
            }
        }
    }

    fn talk(&mut self, script: &mut Script<'_>) {
        let user = script.number() % 2;
        let (now, wish) = (self.now, script.number());
        let Some(friend) = self.friend(user) else { return };
        let tox = &mut self.users[user];
        match wish % 8 {
            0..=2 => {
                let number = self.said[user] + 1;
                let mut text = number.to_be_bytes().to_vec();
                text.resize(4 + 5 * wish, b'x');
                if tox.friend_send_message(now, friend, MessageKind::Normal, &text).is_ok() {
                    self.said[user] = number;
                }
            }
            3 => _ = tox.set_name(now, script.bytes()),
            4 => _ = tox.set_status_message(now, script.bytes()),
            5 => _ = tox.set_typing(now, friend, wish > 100),
            6 => _ = tox.friend_send_lossless_packet(now, friend, script.bytes()),
            _ => _ = tox.friend_send_lossy_packet(now, friend, script.bytes()),
        }
    }

    fn files(&mut self, script: &mut Script<'_>) {
        let (user, wish, now) = (script.number() % 2, script.number(), self.now);
        let Some(friend) = self.friend(user) else { return };
        let tox = &mut self.users[user];
        let file = script.number().checked_rem(tox.files().transfers(friend).len());
        let file = file.map(|file| tox.files().transfers(friend)[file]);
        match (wish % 5, file) {
            (1, Some(file)) => _ = tox.file_control(now, friend, file, FileControl::Resume),
            (2, Some(file)) => _ = tox.file_control(now, friend, file, FileControl::Pause),
            (3, Some(file)) => _ = tox.file_control(now, friend, file, FileControl::Cancel),
            (4, Some(file)) => _ = tox.file_seek(now, friend, file, 1_000 * wish as u64),
            _ => {
                let size = if wish > 250 { u64::MAX } else { 100 * wish as u64 };
                let _ = tox.file_send(now, friend, NewFile { kind: FileKind::Data, size, id: None, name: b"f" });
            }
        }
    }

    /// Somebody does something in a conference. Whoever is invited comes at once.
    fn confer(&mut self, script: &mut Script<'_>) {
        let (user, wish, now) = (script.number() % 2, script.number(), self.now);
        let friend = self.friend(user);
        let tox = &mut self.users[user];
        let conference = script.number().checked_rem(tox.conferences().numbers().count());
        let conference = conference.and_then(|at| tox.conferences().numbers().nth(at));
        match (wish % 7, conference, friend) {
            (1, Some(conference), Some(friend)) => _ = tox.conference_invite(now, conference, friend),
            (2 | 3, Some(conference), _) => {
                _ = tox.conference_send_message(now, conference, MessageKind::Action, script.bytes());
            }
            (4, Some(conference), _) => _ = tox.conference_set_title(now, conference, script.bytes()),
            (5, Some(conference), _) => tox.conference_delete(now, conference).unwrap(),
            (6, Some(conference), _) => tox.conference_set_max_offline(now, conference, wish / 7).unwrap(),
            _ => _ = tox.conference_new(now, ConferenceType::Text),
        }
    }

    /// Somebody does something in a group. Whoever is invited comes at once.
    fn gather(&mut self, script: &mut Script<'_>) {
        let (user, wish, now) = (script.number() % 2, script.number(), self.now);
        let (friend, other) = (self.friend(user), chat_id_of(&self.users[1 - user]));
        let tox = &mut self.users[user];
        let group = script.number().checked_rem(tox.group_list().count());
        let group = group.and_then(|at| tox.group_list().nth(at));
        match (wish % 8, group, friend) {
            (1, Some(group), Some(friend)) => _ = tox.group_invite_friend(now, group, friend),
            (2, ..) => {
                if let Some(chat_id) = other {
                    _ = tox.group_join(now, chat_id, b"n", script.bytes());
                }
            }
            (3, Some(group), _) => {
                _ = tox.group_send_message(now, group, MessageKind::Action, script.bytes());
            }
            (4, Some(group), _) => send_packet(tox, now, group, wish / 8, script.bytes()),
            (5, Some(group), _) => go(tox, now, group, wish / 8),
            (6, Some(group), _) => decide(tox, now, group, wish / 8),
            (7, Some(group), _) => set(tox, now, group, wish / 8, script.bytes()),
            _ => {
                let privacy = if wish > 100 { GroupPrivacy::Private } else { GroupPrivacy::Public };
                _ = tox.group_new(now, privacy, b"g", b"f");
            }
        }
    }

    /// A stream breaks, or brings bytes that nobody sent.
    fn stream(&mut self, script: &mut Script<'_>) {
        let Some(which) = script.number().checked_rem(self.streams.len()) else { return };
        let end = script.number();
        let mut bytes = script.more_bytes().to_vec();
        if bytes.is_empty() {
            let stream = self.streams.swap_remove(which);
            for (user, id) in stream.ends {
                self.users[user].handle_closed(self.now, id);
            }
        } else {
            let (user, id) = self.streams[which].ends[end % 2];
            self.users[user].handle_stream(self.now, id, &mut bytes);
        }
    }

    fn friends(&mut self, script: &mut Script<'_>) {
        let (user, wish, now) = (script.number() % 2, script.number(), self.now);
        let other = self.users[1 - user].self_public_key();
        let address = self.users[1 - user].self_address();
        let friend = self.friend(user);
        let tox = &mut self.users[user];
        match (wish % 4, friend) {
            (0, Some(friend)) => tox.friend_delete(now, friend).unwrap(),
            (1, _) => _ = tox.friend_add(now, &address, b"again"),
            (2, _) => _ = tox.friend_add_norequest(now, other),
            _ => {
                let mut key = [wish as u8; 32];
                key[31] = 0;
                let stranger = LongTermPublicKey::from_bytes(key);
                match tox.friend_by_public_key(&stranger) {
                    Some(stranger) => tox.friend_delete(now, stranger).unwrap(),
                    None => _ = tox.friend_add_norequest(now, stranger),
                }
            }
        }
    }

    /// Does what drivers do until there is nothing left to do.
    fn settle(&mut self) {
        for _ in 0..MAX_ROUNDS {
            let mut moved = false;
            for user in 0..USERS {
                moved |= self.take_datagrams(user);
                moved |= self.carry_out_wishes(user);
                moved |= self.move_bytes(user);
                moved |= self.take_events(user);
            }
            moved |= self.deliver();
            if !moved {
                return;
            }
        }
        panic!("it goes round in circles");
    }

    fn take_datagrams(&mut self, user: usize) -> bool {
        let mut buffer = Vec::new();
        let mut any = false;
        while let Some(run) = self.users[user].poll_transmit(self.now, &mut buffer) {
            any = true;
            assert!(run.to.port() != 0 && !run.to.ip().is_unspecified(), "{run:?}");
            assert!(run.len == buffer.len() && run.segment > 0 && run.segment <= MAX_LEN, "{run:?}");
            let to = (0..USERS).find(|other| address(*other) == run.to);
            if let Some(to) = to.filter(|_| !self.muted[user]) {
                let datagrams = buffer.chunks(run.segment);
                self.datagrams.extend(datagrams.map(|bytes| Datagram { from: user, to, bytes: bytes.to_vec() }));
            }
            buffer.clear();
        }
        any
    }

    fn deliver(&mut self) -> bool {
        if self.held && self.datagrams.len() < 256 {
            return false;
        }
        let arrived = std::mem::take(&mut self.datagrams);
        let any = !arrived.is_empty();
        for Datagram { from, to, mut bytes } in arrived {
            let _ = self.users[to].handle_datagram(self.now, address(from), &mut bytes);
        }
        any
    }

    fn carry_out_wishes(&mut self, user: usize) -> bool {
        let mut any = false;
        while let Some(io) = self.users[user].poll_io() {
            any = true;
            match io {
                Io::Open { stream, to, via_proxy } => {
                    assert!(!via_proxy);
                    let relay = (0..USERS).find(|other| address(*other) == to);
                    let accepted = relay
                        .and_then(|relay| Some((relay, self.users[relay].handle_accept(self.now, address(user))?)));
                    match accepted {
                        Some(end) => {
                            self.streams.push(Stream { ends: [(user, stream), end], paused: [false; 2] });
                            self.users[user].handle_connected(self.now, stream);
                        }
                        None => self.users[user].handle_closed(self.now, stream),
                    }
                }
                Io::Close { stream } => self.close(user, stream),
                Io::PauseReading { stream } => self.pause(user, stream, true),
                Io::ResumeReading { stream } => self.pause(user, stream, false),
                Io::LanTargets => panic!("nobody asked for the LAN"),
            }
        }
        any
    }

    fn close(&mut self, user: usize, stream: StreamId) {
        let Some(which) = self.streams.iter().position(|s| s.ends.contains(&(user, stream))) else { return };
        for (user, id) in self.streams.swap_remove(which).ends.into_iter().filter(|end| *end != (user, stream)) {
            self.users[user].handle_closed(self.now, id);
        }
    }

    fn pause(&mut self, user: usize, stream: StreamId, paused: bool) {
        for other in &mut self.streams {
            for (end, flag) in other.ends.iter().zip(&mut other.paused) {
                if *end == (user, stream) {
                    *flag = paused;
                }
            }
        }
    }

    fn move_bytes(&mut self, user: usize) -> bool {
        while self.users[user].poll_writable().is_some() {}
        let mut any = false;
        for which in 0..self.streams.len() {
            // Streams that end meanwhile are moved about; whoever is left out has its turn in the next round.
            let Some(stream) = self.streams.get(which) else { break };
            let Some(end) = stream.ends.iter().position(|(owner, _)| *owner == user) else { continue };
            let ((_, id), (other, other_id)) = (stream.ends[end], stream.ends[1 - end]);
            if stream.paused[1 - end] {
                continue;
            }
            let mut bytes = self.users[user].to_write(id).to_vec();
            if !bytes.is_empty() {
                any = true;
                self.users[user].written(self.now, id, bytes.len());
                self.users[other].handle_stream(self.now, other_id, &mut bytes);
            }
        }
        any
    }

    fn take_events(&mut self, user: usize) -> bool {
        let mut any = false;
        while let Some(event) = self.users[user].poll_event() {
            any = true;
            self.react(user, &event);
        }
        assert!(self.users[user].wants_input(), "{MAX_EVENTS} events are never left when all were taken");
        any
    }

    fn react(&mut self, user: usize, event: &Event) {
        let (now, tox) = (self.now, &mut self.users[user]);
        if let Some(friend) = event.friend() {
            assert!(tox.friend_public_key(friend).is_ok(), "{event:?} of a friend who was deleted");
        }
        if let Some(conference) = event.conference() {
            assert!(tox.conferences().identifier(conference).is_some(), "{event:?} of a conference that was left");
        }
        if let Event::Group { group, event } = event {
            let is_known = tox.groups().phase(*group).is_some();
            assert!(is_known, "{event:?} of a group that was left");
            if let Some(peer) = peer_of(event) {
                assert_eq!(tox.group_peer_public_key(*group, peer.number), Ok(peer.key), "{event:?}");
            }
            self.counts.gathers += u64::from(*event == GroupEvent::SelfJoin);
            self.counts.told += u64::from(matches!(event, GroupEvent::Message { .. }));
        }
        match event {
            Event::GroupInvite { friend, invite } => {
                _ = tox.group_invite_accept(now, *friend, &invite.data, b"i", b"");
            }
            Event::ConferenceInvite { friend, cookie } => _ = tox.conference_join(now, *friend, cookie),
            Event::ConferencePeerJoined { conference, peer }
            | Event::ConferencePeerName { conference, peer, .. }
            | Event::ConferenceMessage { conference, peer, .. } => {
                self.counts.confers += 1;
                let told = tox.conference_peer_told(*conference, peer.index);
                assert_eq!(told.map(|told| told.key), Some(peer.key), "{event:?} has the place that it tells");
            }
            Event::FriendConnectionStatus { status: ConnectionStatus::None, .. } => self.counts.offline += 1,
            Event::FriendConnectionStatus { status, .. } => {
                self.counts.online += 1;
                self.counts.relayed += u64::from(*status == ConnectionStatus::Tcp);
            }
            Event::FriendMessage { friend, text, .. } => {
                self.counts.messages += 1;
                let number = text.first_chunk().map(|first| u32::from_be_bytes(*first)).unwrap();
                if let Some((before, last)) = self.heard[user].filter(|(before, _)| before == friend) {
                    assert!(number > last, "message {number} of {before:?} comes after {last}");
                }
                self.heard[user] = Some((*friend, number));
            }
            Event::FriendReadReceipt { .. } => self.counts.receipts += 1,
            Event::FileChunkRequest { friend, file, position, length } => {
                let given = tox.file_send_chunk(now, *friend, *file, *position, &vec![7; *length]);
                assert!(given.is_ok(), "{event:?}: {given:?}");
            }
            Event::FileRecv { friend, file, .. } => _ = tox.file_control(now, *friend, *file, FileControl::Resume),
            Event::FileRecvChunk { .. } => self.counts.chunks += 1,
            Event::FileReceived { .. } => self.counts.files += 1,
            _ => {}
        }
    }

    /// In a quiet network friends who both have the other find each other again.
    fn end(mut self) -> Counts {
        self.held = false;
        self.muted = [false; USERS];
        self.settle();
        self.counts
    }
}

fn unix_time(now: Instant) -> UnixTime {
    UnixTime(1_700_000_000 + now.since_origin().as_secs())
}

fn chat_id_of(tox: &Tox) -> Option<ChatId> {
    tox.group_chat_id(tox.group_list().next()?)
}

/// Whom an event is about.
fn peer_of(event: &GroupEvent) -> Option<GroupPeer> {
    match event {
        GroupEvent::PeerJoin { peer }
        | GroupEvent::PeerExit { peer, .. }
        | GroupEvent::PeerName { peer, .. }
        | GroupEvent::PeerStatus { peer, .. }
        | GroupEvent::Message { peer, .. }
        | GroupEvent::PrivateMessage { peer, .. }
        | GroupEvent::CustomPacket { peer, .. }
        | GroupEvent::CustomPrivatePacket { peer, .. }
        | GroupEvent::Moderation { peer, .. } => Some(*peer),
        _ => None,
    }
}

fn send_packet(tox: &mut Tox, now: Instant, group: GroupNumber, how: usize, data: &[u8]) {
    let delivery = if how.is_multiple_of(2) { Delivery::Lossless } else { Delivery::Lossy };
    let peer = PeerNumber(how as u32 / 4);
    match how % 4 {
        0 | 1 => _ = tox.group_send_custom_packet(now, group, delivery, data),
        2 => _ = tox.group_send_custom_private_packet(now, group, peer, delivery, data),
        _ => _ = tox.group_send_private_message(now, group, peer, MessageKind::Normal, data),
    }
}

fn go(tox: &mut Tox, now: Instant, group: GroupNumber, how: usize) {
    match how % 4 {
        0 => tox.group_leave(now, group, b"bye").unwrap(),
        1 => _ = tox.group_disconnect(now, group),
        _ => tox.group_reconnect(now, group).unwrap(),
    }
}

fn decide(tox: &mut Tox, now: Instant, group: GroupNumber, what: usize) {
    let peer = PeerNumber(what as u32 / 8);
    match what % 8 {
        0 => _ = tox.group_kick_peer(now, group, peer),
        1 => _ = tox.group_set_role(now, group, peer, Role::Observer),
        2 => _ = tox.group_set_role(now, group, peer, Role::User),
        3 => _ = tox.group_set_role(now, group, peer, Role::Moderator),
        4 => _ = tox.group_set_ignore(now, group, peer, Hearing::Ignored),
        5 => _ = tox.group_set_peer_limit(now, group, what as u16 / 8),
        6 => _ = tox.group_set_privacy_state(now, group, GroupPrivacy::Private),
        _ => _ = tox.group_set_topic_lock(now, group, what % 16 < 8),
    }
}

fn set(tox: &mut Tox, now: Instant, group: GroupNumber, what: usize, text: &[u8]) {
    match what % 3 {
        0 => _ = tox.group_set_topic(now, group, text),
        1 => _ = tox.group_set_password(now, group, text),
        _ => _ = tox.group_self_set_name(now, group, text),
    }
}
