//! Who finds room in a group that newcomers come to at once.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod world;

use std::time::Duration;

use toxcore_crypto::ExtendedPublicKey;
use toxcore_group::rules::{Departure, Event, Meeting, PLACE_LIFETIME, Refusal, Rules};
use toxcore_wire::Encode;
use toxcore_wire::friend::UserStatus;
use toxcore_wire::group::{
    GroupPassword, InviteReject, InviteRequest, LosslessKind, PeerInfo, ShortBytes, SyncFlags, SyncRequest,
};
use world::{World, keys};

/// A founder whose group has room for one more, with a password.
struct Door(World);

impl Door {
    fn new(seed: u64) -> Self {
        let mut world = World::new(1, seed);
        world.with(0, |rules, _| rules.set_peer_limit(2)).unwrap();
        world.with(0, |rules, _| rules.set_password(password(b"sesame"))).unwrap();
        Door(world)
    }

    fn rules(&mut self) -> &mut Rules {
        &mut self.0.nodes[0].rules
    }

    /// A newcomer has a handshake.
    fn meet(&mut self, who: ExtendedPublicKey) {
        let now = self.0.now;
        self.rules().connected(now, who, Meeting::Responder).unwrap();
    }

    fn hear(&mut self, who: ExtendedPublicKey, kind: LosslessKind, data: &impl Encode) -> Result<(), Refusal> {
        let now = self.0.now;
        self.rules().handle_lossless(now, &who.encryption, kind, &data.to_vec())
    }

    /// A newcomer has a handshake and asks to be let in.
    fn knock(&mut self, who: ExtendedPublicKey, word: &[u8]) -> Result<(), Refusal> {
        self.meet(who);
        let word = password(word);
        self.hear(who, InviteRequest::KIND, &InviteRequest { password: (!word.is_empty()).then_some(word) })
    }

    fn ask_for_the_state(&mut self, who: ExtendedPublicKey) -> Result<(), Refusal> {
        let request = SyncRequest { flags: SyncFlags::ALL, password: Some(password(b"sesame")) };
        self.hear(who, SyncRequest::KIND, &request)
    }

    fn introduce(&mut self, who: ExtendedPublicKey) -> Result<(), Refusal> {
        let (nick, status) = (ShortBytes::new(b"newcomer").unwrap(), UserStatus::Available);
        self.hear(who, PeerInfo::KIND, &PeerInfo { password: Some(password(b"sesame")), nick, status })
    }

    fn wait(&mut self, time: Duration) {
        self.0.now += time;
    }
}

fn password(word: &[u8]) -> GroupPassword {
    GroupPassword::new(word).unwrap()
}

fn newcomers() -> [ExtendedPublicKey; 2] {
    [keys(2).public(), keys(3).public()]
}

/// Two newcomers have a handshake with the founder before either of them is in.
#[test]
fn a_place_is_kept_for_who_was_let_in() {
    let mut world = World::new(3, 8);
    world.with(0, |rules, _| rules.set_peer_limit(2)).unwrap();
    world.connect(1, 0);
    world.connect(2, 0);
    world.settle();
    let (inside, outside) = if world.is_in(1) { (1, 2) } else { (2, 1) };
    assert!(world.is_in(inside) && !world.is_in(outside));
    assert_eq!(world.events(outside), [Event::Rejected(InviteReject::GroupFull)]);
    assert_eq!([0, inside].map(|who| world.nodes[who].rules.members().count()), [1, 1]);
}

#[test]
fn who_was_let_in_and_is_lost_takes_no_place() {
    let mut door = Door::new(9);
    let [gone, next] = newcomers();
    assert_eq!(door.knock(gone, b"sesame"), Ok(()));
    assert_eq!(door.knock(gone, b"sesame"), Ok(()), "it has its place");
    assert_eq!(door.knock(next, b"sesame"), Err(Refusal::Full));
    let now = door.0.now;
    door.rules().disconnected(now, &gone.encryption, Departure::TimedOut);
    assert_eq!(door.knock(next, b"sesame"), Ok(()));
}

/// It gave up, as somebody else rejected it: nobody is told, and its session lasts for a while.
#[test]
fn who_was_let_in_and_goes_without_a_word_has_a_place_for_moments_only() {
    let mut door = Door::new(10);
    let [gone, next] = newcomers();
    assert_eq!(door.knock(gone, b"sesame"), Ok(()));
    door.wait(PLACE_LIFETIME / 2);
    assert_eq!(door.knock(gone, b"sesame"), Ok(()));
    assert_eq!(door.knock(next, b"sesame"), Err(Refusal::Full));
    door.wait(PLACE_LIFETIME);
    assert_eq!(door.knock(next, b"sesame"), Ok(()));
    assert_eq!(door.knock(gone, b"sesame"), Err(Refusal::Full));
}

#[test]
fn asking_again_in_one_session_keeps_no_place_longer() {
    let mut door = Door::new(11);
    let [slow, next] = newcomers();
    assert_eq!(door.knock(slow, b"sesame"), Ok(()));
    for _ in 0..2 {
        door.wait(PLACE_LIFETIME / 2);
        let request = InviteRequest { password: Some(password(b"sesame")) };
        assert_eq!(door.hear(slow, InviteRequest::KIND, &request), Ok(()));
    }
    assert_eq!(door.knock(next, b"sesame"), Ok(()));
}

#[test]
fn who_asks_for_the_state_has_its_place_until_it_may_have_come() {
    let mut door = Door::new(12);
    let [slow, next] = newcomers();
    assert_eq!(door.knock(slow, b"sesame"), Ok(()));
    door.wait(PLACE_LIFETIME * 3 / 4);
    assert_eq!(door.ask_for_the_state(slow), Ok(()));
    door.wait(PLACE_LIFETIME * 3 / 4);
    assert_eq!(door.knock(next, b"sesame"), Err(Refusal::Full));
    assert_eq!(door.introduce(slow), Ok(()));
    door.wait(PLACE_LIFETIME);
    assert_eq!(door.knock(next, b"sesame"), Err(Refusal::Full), "it is in");
}

#[test]
fn a_wrong_password_takes_no_place_and_is_told_of_none() {
    let mut door = Door::new(13);
    let [newcomer, wrong] = newcomers();
    assert_eq!(door.knock(wrong, b"simsala"), Err(Refusal::WrongPassword));
    assert_eq!(door.knock(wrong, b""), Err(Refusal::WrongPassword));
    assert_eq!(door.knock(newcomer, b"sesame"), Ok(()));
    // The place is taken, but for moments perhaps.
    assert_eq!(door.knock(wrong, b"simsala"), Err(Refusal::WrongPassword));
    assert_eq!(door.introduce(newcomer), Ok(()));
    assert_eq!(door.knock(wrong, b"simsala"), Err(Refusal::Full));
}

/// Another member let it in.
#[test]
fn who_introduces_itself_comes_before_who_is_expected() {
    let mut door = Door::new(14);
    let [expected, faster] = newcomers();
    assert_eq!(door.knock(expected, b"sesame"), Ok(()));
    door.meet(faster);
    assert_eq!(door.introduce(faster), Ok(()));
    assert_eq!(door.introduce(expected), Err(Refusal::Full));
}
