//! What somebody gets who has a handshake with us and is no member: it knows the chat id and our address, and no password.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

mod world;

use std::time::Duration;

use toxcore_crypto::{EphemeralPublicKey, ExtendedPublicKey};
use toxcore_group::rules::{
    Departure, Effect, Event, MAX_ANSWERS, Meeting, NAMED_ABOVE_LIMIT, Phase, Refusal, Rules, SessionKeys,
};
use toxcore_sansio::Instant;
use toxcore_wire::Encode;
use toxcore_wire::friend::UserStatus;
use toxcore_wire::group::{
    Broadcast, GroupAnnounce, GroupPassword, InviteReject, InviteRequest, LosslessKind, ModeratorList, PeerExit,
    PeerInfo, Role, SanctionsList, SharedState, ShortBytes, SignedTopic, StateProof, SyncFlags, SyncRequest,
    SyncResponse,
};
use world::{World, joining, keys};

const SECRET: &[u8] = b"open sesame";
const MEETINGS: [Meeting; 2] = [Meeting::Requester, Meeting::Responder];

fn password(text: &[u8]) -> GroupPassword {
    GroupPassword::new(text).unwrap()
}

fn info(given: &[u8]) -> Vec<u8> {
    let password = (!given.is_empty()).then(|| password(given));
    PeerInfo { password, nick: ShortBytes::first(b"who"), status: UserStatus::Available }.to_vec()
}

/// A founder and two members of a group with a password.
fn guarded(seed: u64) -> World {
    let mut world = World::joined(3, seed);
    world.with(0, |rules, _| rules.set_password(password(SECRET))).unwrap();
    world.settle();
    world
}

fn restored(rules: &Rules) -> Rules {
    Rules::restore(rules.to_saved().unwrap()).unwrap()
}

/// Notes where a member is, so that it is in the save file.
fn locate(world: &mut World, who: usize, other: usize) {
    let key = world.key(other);
    world.with(who, |rules, _| rules.located(&key, Some(([198, 51, 100, 7], 33445).into()), None));
}

/// Everything that an outsider may send in the hope of an answer.
fn tries() -> Vec<(LosslessKind, Vec<u8>)> {
    let announce = GroupAnnounce {
        member: keys(78).public().encryption,
        addr: Some(([198, 51, 100, 9], 33445).into()),
        relay: None,
    };
    vec![
        (LosslessKind::PeerInfoRequest, vec![]),
        (LosslessKind::InviteResponse, vec![]),
        (LosslessKind::SyncResponse, SyncResponse { announce: Some(announce) }.to_vec()),
        (LosslessKind::SyncResponse, SyncResponse { announce: None }.to_vec()),
        (LosslessKind::SyncRequest, SyncRequest { flags: SyncFlags::ALL, password: None }.to_vec()),
        (LosslessKind::SyncRequest, SyncRequest { flags: SyncFlags::ALL, password: Some(password(b"guess")) }.to_vec()),
        (LosslessKind::PeerInfoResponse, info(b"")),
        (LosslessKind::PeerInfoResponse, info(b"guess")),
        (LosslessKind::InviteResponse, vec![]),
        (LosslessKind::PeerInfoRequest, vec![]),
    ]
}

/// Whether anything that is sent now holds the password.
fn tells(rules: &mut Rules, secret: &[u8]) -> bool {
    let mut tells = false;
    while let Some(effect) = rules.poll_effect() {
        if let Effect::Send { packet, .. } = effect {
            tells |= packet.data.windows(secret.len()).any(|part| part == secret);
        }
    }
    tells
}

/// Whether somebody can get the password out of a member by what it sends after a handshake.
fn is_told(mut rules: Rules, now: Instant, who: ExtendedPublicKey, meeting: Meeting, secret: &[u8]) -> bool {
    rules.connected(now, who, meeting).unwrap();
    let mut told = tells(&mut rules, secret);
    for (turn, (kind, data)) in tries().iter().chain(&tries()).enumerate() {
        let later = now + Duration::from_secs(turn as u64);
        let _ = rules.handle_lossless(later, &who.encryption, *kind, data);
        told |= tells(&mut rules, secret);
    }
    told
}

#[test]
fn outsiders_are_never_told_the_password() {
    for meeting in MEETINGS {
        for who in 0..3 {
            let outsider = keys(77).public();
            let fresh = || guarded(1).nodes.remove(who).rules;
            let now = guarded(1).now;
            assert!(!is_told(fresh(), now, outsider, meeting, SECRET), "{who} is in, {meeting:?}");
            assert!(
                !is_told(restored(&fresh()), now, outsider, meeting, SECRET),
                "{who} has started again, {meeting:?}"
            );
            let mut alone = fresh();
            for other in 0..3 {
                alone.disconnected(now, &keys(other + 1).public().encryption, Departure::TimedOut);
            }
            assert_eq!(alone.members().count(), 0);
            assert!(!is_told(alone, now, outsider, meeting, SECRET), "{who} is alone, {meeting:?}");
        }
    }
}

#[test]
fn who_was_put_out_or_left_before_the_password_changed_is_not_told_the_new_one() {
    for meeting in MEETINGS {
        let mut world = guarded(2);
        (1..3).for_each(|other| locate(&mut world, 0, other));
        let kicked = world.key(1);
        world.with(0, |rules, now| rules.kick(now, &kicked)).unwrap();
        world.with(2, |rules, now| rules.leave(now, b"bye"));
        world.settle();
        world.with(0, |rules, _| rules.set_password(password(b"another"))).unwrap();
        let now = world.now;
        let founder = world.nodes.remove(0).rules;
        let saved = founder.to_saved().unwrap();
        assert_eq!(saved.peers, [], "nobody who is away knows the password");
        for gone in [2, 3] {
            let again = Rules::restore(saved.clone()).unwrap();
            assert!(!is_told(again, now, keys(gone).public(), meeting, b"another"));
        }
        let mut founder = founder;
        for gone in [2, 3] {
            founder.connected(now, keys(gone).public(), meeting).unwrap();
            let _ = founder.handle_lossless(now, &keys(gone).public().encryption, LosslessKind::PeerInfoRequest, &[]);
            assert!(!tells(&mut founder, b"another"));
        }
    }
}

/// Members that were here, moderators and the founder are known by their keys.
#[test]
fn members_come_back_with_the_password_of_the_save_file() {
    for away in 0..3 {
        let mut world = guarded(3);
        (0..3).filter(|other| *other != away).for_each(|other| locate(&mut world, away, other));
        world.split(|who| u8::from(who == away));
        world.nodes[away].rules = restored(&world.nodes[away].rules);
        world.run(Duration::from_secs(30));
        world.heal();
        world.settle();
        assert!(world.is_in(away), "{away}");
        world.run(Duration::from_secs(30));
        world.assert_agreement("one came back");
        assert!(world.nodes.iter().all(|node| node.rules.members().count() == 2));
    }
}

#[test]
fn all_may_restart_at_once_with_a_password() {
    let mut world = guarded(4);
    for who in 0..3 {
        (0..3).filter(|other| *other != who).for_each(|other| locate(&mut world, who, other));
    }
    world.split(|who| who as u8);
    for node in &mut world.nodes {
        node.rules = restored(&node.rules);
    }
    world.heal();
    world.run(Duration::from_secs(60));
    assert!((0..3).all(|who| world.is_in(who)));
    world.assert_agreement("after all restarted");
}

/// A member that came while we were away, and nobody else, is there.
#[test]
fn who_is_remembered_by_a_stranger_is_let_in_by_it() {
    let mut world = guarded(5);
    // Member 2 forgets all that it saw but its own keys and the state: it knows nobody by key but the founder.
    world.split(|who| who as u8);
    world.nodes[2].rules = restored(&world.nodes[2].rules);
    let stranger = world.key(1);
    assert!(world.nodes[2].rules.roster().get(&stranger).is_none());
    world.nodes[1].part = 2;
    world.connect(2, 1);
    world.settle();
    assert!(world.is_in(2));
    assert_eq!(world.nodes[2].rules.members().count(), 1);
    assert_eq!(world.nodes[1].rules.members().count(), 1);
}

/// Members running the reference show the password to whoever finishes a handshake: then it is no secret that we know it.
#[test]
fn strangers_that_show_the_password_are_asked_to_let_us_in() {
    let requests = [
        (LosslessKind::PeerInfoResponse, info(SECRET)),
        (LosslessKind::InviteRequest, InviteRequest { password: Some(password(SECRET)) }.to_vec()),
        (LosslessKind::SyncRequest, SyncRequest { flags: SyncFlags::ALL, password: Some(password(SECRET)) }.to_vec()),
    ];
    for (kind, data) in requests {
        let world = guarded(6);
        let mut rules = restored(&world.nodes[1].rules);
        let (now, stranger) = (world.now, keys(77).public());
        rules.connected(now, stranger, Meeting::Requester).unwrap();
        assert!(!tells(&mut rules, SECRET));
        rules.handle_lossless(now, &stranger.encryption, kind, &data).unwrap();
        let mut sent = Vec::new();
        while let Some(effect) = rules.poll_effect() {
            sent.extend(match effect {
                Effect::Send { to, packet } if to == stranger.encryption => Some((packet.kind, packet.data.to_vec())),
                _ => None,
            });
        }
        let request = InviteRequest { password: Some(password(SECRET)) }.to_vec();
        assert!(sent.contains(&(LosslessKind::InviteRequest, request)), "after {kind:?}: {sent:?}");
    }
}

/// Members who hold the same state prove it to each other; what they say for that is of no use to anybody else.
#[test]
fn a_proof_counts_for_one_member_in_one_session_and_one_direction() {
    let world = guarded(8);
    let now = world.now;
    let [alice, bob, outsider] = [2, 3, 77].map(|number| keys(number).public());
    let sides = || {
        let mut sides = [1, 2].map(|who| restored(&world.nodes[who].rules));
        for (side, others) in sides.iter_mut().zip([[bob, outsider], [alice, outsider]]) {
            others.iter().for_each(|other| side.connected(now, *other, Meeting::Requester).unwrap());
            assert!(!tells(side, SECRET), "they do not know each other");
        }
        sides
    };
    let [one, other] = [91, 92].map(|number| keys(number).public().encryption);
    let (at_alice, at_bob) = (SessionKeys { ours: one, theirs: other }, SessionKeys { ours: other, theirs: one });
    let [mut of_alice, mut of_bob] = sides();
    let proof = of_alice.proof_for(&bob.encryption, at_alice).unwrap();

    let changed = StateProof { mac: proof.mac.map(|byte| byte ^ 1) };
    let wrong = Err(Refusal::WrongPassword);
    assert_eq!(of_bob.handle_proof(now, &alice.encryption, at_bob, &changed), wrong);
    assert_eq!(of_bob.handle_proof(now, &alice.encryption, at_alice, &proof), wrong, "of another session");
    assert_eq!(of_bob.handle_proof(now, &outsider.encryption, at_bob, &proof), wrong, "of another member");
    assert_eq!(of_alice.handle_proof(now, &bob.encryption, at_alice, &proof), wrong, "in the other direction");
    let nobody = keys(78).public().encryption;
    assert_eq!(of_bob.handle_proof(now, &nobody, at_bob, &proof), Err(Refusal::UnknownSender));
    assert!(!tells(&mut of_bob, SECRET) && !tells(&mut of_alice, SECRET));

    assert_eq!(of_bob.handle_proof(now, &alice.encryption, at_bob, &proof), Ok(()));
    assert!(tells(&mut of_bob, SECRET), "it asks to be let in");
    assert_eq!(of_bob.proof_for(&alice.encryption, at_bob), None, "nothing is to be proven any more");
    let open = restored(&World::joined(2, 8).nodes[1].rules);
    assert_eq!(open.proof_for(&bob.encryption, at_alice), None, "there is no password");
}

/// Whoever joins shows what it takes for the password to whom it finds, and is shown the true one with the state.
#[test]
fn newcomers_show_the_password_and_members_believe_who_knows_it() {
    let mut world = guarded(7);
    let newcomer = World::new(4, 1).nodes.pop().unwrap();
    world.nodes.push(newcomer);
    world.nodes[3].rules = Rules::join(joining(3, SECRET));
    for meeting in MEETINGS {
        let mut rules = Rules::join(joining(3, SECRET));
        rules.connected(world.now, keys(77).public(), meeting).unwrap();
        assert!(tells(&mut rules, SECRET), "the protocol wants it: {meeting:?}");
    }
    // A member found it, which is how members and newcomers of the reference meet, too.
    world.connect(1, 3);
    world.settle();
    assert!(world.is_in(3));
    assert!(world.nodes.iter().all(|node| node.rules.members().count() == 3));
    world.assert_agreement("with the newcomer");
}

#[test]
fn a_question_of_an_outsider_is_refused_and_counted() {
    let mut world = guarded(8);
    let (now, outsider) = (world.now, keys(77).public());
    let rules = &mut world.nodes[1].rules;
    rules.connected(now, outsider, Meeting::Responder).unwrap();
    let asked = rules.handle_lossless(now, &outsider.encryption, LosslessKind::PeerInfoRequest, &[]);
    assert_eq!(asked, Err(Refusal::NotConfirmed));
    assert_eq!(rules.refused().of(Refusal::NotConfirmed), 1);
    // With the password it is a member, and told.
    rules.handle_lossless(now, &outsider.encryption, LosslessKind::PeerInfoResponse, &info(SECRET)).unwrap();
    assert!(tells(rules, SECRET));
    assert_eq!(rules.member(&outsider.encryption).unwrap().role, Role::User);
}

#[test]
fn an_outsider_ends_nobodys_search_by_a_sync_response() {
    let world = guarded(9);
    let mut rules = restored(&world.nodes[1].rules);
    let (now, outsider) = (world.now, keys(77).public());
    rules.connected(now, outsider, Meeting::Requester).unwrap();
    for (kind, data) in tries() {
        let _ = rules.handle_lossless(now, &outsider.encryption, kind, &data);
    }
    assert_eq!(rules.phase(), Phase::Joining);
    let mut met = false;
    while let Some(effect) = rules.poll_effect() {
        assert_ne!(effect, Effect::Happened(Event::Joined));
        met |= matches!(effect, Effect::Meet { .. });
    }
    assert!(!met, "nor does it send us to third parties");
}

/// What a member that nobody is connected with makes of a reject.
fn rejected_by(rules: &mut Rules, now: Instant, who: ExtendedPublicKey, reason: InviteReject) -> Vec<Effect> {
    rules.connected(now, who, Meeting::Requester).unwrap();
    while rules.poll_effect().is_some() {}
    let _ = rules.hear_reject(&who.encryption, reason).and_then(|reject| rules.take_reject(now, &reject));
    std::iter::from_fn(|| rules.poll_effect()).collect()
}

#[test]
fn a_reject_of_an_outsider_puts_out_nobody_who_has_been_in_the_group() {
    for (mut world, has_password) in [(World::joined(3, 10), false), (guarded(10), true)] {
        let now = world.now;
        for who in [0, 1] {
            let mut alone = world.nodes.remove(0).rules;
            for other in 1..4 {
                alone.disconnected(now, &keys(other).public().encryption, Departure::TimedOut);
            }
            while alone.poll_effect().is_some() {}
            let phase = alone.phase();
            for mut rules in [restored(&alone), alone] {
                for reason in [InviteReject::InvalidPassword, InviteReject::GroupFull, InviteReject::Other] {
                    let effects = rejected_by(&mut rules, now, keys(77).public(), reason);
                    assert_ne!(rules.phase(), Phase::Disconnected);
                    let told = effects.iter().find(|effect| matches!(effect, Effect::Happened(_)));
                    assert_eq!(told, None, "{who}, password: {has_password}");
                }
            }
            assert_ne!(phase, Phase::Disconnected);
        }
    }
}

/// Any member may be mistaken, or lie.
#[test]
fn of_members_only_founder_and_moderators_put_out_who_has_another_password() {
    let wrong = InviteReject::InvalidPassword;
    let event = Effect::Happened(Event::Rejected(wrong));
    let mut world = guarded(11);
    locate(&mut world, 1, 2);
    let (now, [founder, member]) = (world.now, [1, 3].map(|seed| keys(seed).public()));
    let mut rules = restored(&world.nodes[1].rules);
    let effects = rejected_by(&mut rules, now, member, wrong);
    assert_eq!(effects, [event.clone(), Effect::TryLater(member.encryption)]);
    assert_eq!(rejected_by(&mut rules, now, member, wrong), [Effect::TryLater(member.encryption)], "told once");
    assert_eq!(rejected_by(&mut rules, now, member, InviteReject::GroupFull), [Effect::TryLater(member.encryption)]);
    assert_eq!(rules.phase(), Phase::Joining);
    assert_eq!(rejected_by(&mut rules, now, founder, InviteReject::GroupFull), [Effect::TryLater(founder.encryption)]);
    assert_eq!(rejected_by(&mut rules, now, founder, wrong), [event, Effect::DropAll]);
    assert_eq!(rules.phase(), Phase::Disconnected);
    // Nobody says so to the founder.
    let mut rules = restored(&world.nodes[0].rules);
    let effects = rejected_by(&mut rules, now, member, wrong);
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::Happened(_) | Effect::DropAll)), "{effects:?}");
}

#[test]
fn rejects_count_from_those_whom_we_asked() {
    let mut rules = guarded(12).nodes.remove(1).rules;
    let (now, other) = (world::World::new(1, 1).now, keys(77).public());
    rules.connected(now, other, Meeting::Responder).unwrap();
    assert_eq!(rules.hear_reject(&other.encryption, InviteReject::Other), Err(Refusal::Unsolicited));
    assert_eq!(rules.hear_reject(&keys(78).public().encryption, InviteReject::Other), Err(Refusal::UnknownSender));
    let mut newcomer = Rules::join(joining(5, b"x"));
    let effects = rejected_by(&mut newcomer, now, other, InviteReject::Other);
    assert_eq!(effects, [Effect::Happened(Event::Rejected(InviteReject::Other)), Effect::DropAll]);
}

fn topic(text: &[u8], setter: u8) -> Vec<u8> {
    SignedTopic::sign(1, text, keys(setter).signing()).unwrap().to_vec()
}

/// A newcomer, and the state of an open group in which anybody may set the topic.
fn newcomer_and_open_group(seed: u64) -> (Rules, World, Vec<u8>) {
    let mut world = World::joined(3, seed);
    world.with(0, |rules, now| rules.unlock_topic(now)).unwrap();
    world.settle();
    let saved = world.nodes[0].rules.to_saved().unwrap();
    let state = saved.state.signed(&saved.state_signature).to_vec();
    (Rules::join(joining(7, b"")), world, state)
}

#[test]
fn an_open_topic_counts_once_its_sender_is_one_of_us() {
    let (mut rules, world, state) = newcomer_and_open_group(13);
    let (now, outsider) = (world.now, keys(77).public());
    rules.connected(now, outsider, Meeting::Requester).unwrap();
    let mut hand = |kind, data: &[u8]| rules.handle_lossless(now, &outsider.encryption, kind, data);
    hand(LosslessKind::InviteResponse, &[]).unwrap();
    hand(LosslessKind::SharedState, &state).unwrap();
    hand(LosslessKind::Topic, &topic(b"buy", 77)).unwrap();
    hand(LosslessKind::SyncResponse, &SyncResponse { announce: None }.to_vec()).unwrap();
    hand(LosslessKind::Topic, &topic(b"buy more", 77)).unwrap();
    assert!(matches!(rules.phase(), Phase::Joined { .. }));
    assert_eq!(rules.topic(), b"");
    // A member may set it, and this is one now.
    rules.handle_lossless(now, &outsider.encryption, LosslessKind::PeerInfoResponse, &info(b"")).unwrap();
    assert_eq!(rules.topic(), b"buy more");
}

#[test]
fn newcomers_find_an_open_topic() {
    let (_, mut world, _) = newcomer_and_open_group(14);
    world.with(1, |rules, now| rules.set_topic(now, b"a user's")).unwrap();
    world.settle();
    let newcomer = World::new(4, 1).nodes.pop().unwrap();
    world.nodes.push(newcomer);
    world.connect(3, 2);
    world.settle();
    assert_eq!(world.nodes[3].rules.topic(), b"a user's");
    world.assert_agreement("with the newcomer");
}

/// An observer may make up a key to sign with.
#[test]
fn newcomers_take_no_open_topic_of_an_observer_but_the_founders() {
    let (mut rules, mut world, _) = newcomer_and_open_group(15);
    let observer = keys(2).public();
    world.with(0, |rules, now| rules.set_role(now, &observer.encryption, Role::Observer)).unwrap();
    world.settle();
    let now = world.now;
    let saved = world.nodes[0].rules.to_saved().unwrap();
    let mut list = SanctionsList::new(keys(1).signing());
    list.add(observer.encryption, keys(1).signing()).unwrap();
    let join = |rules: &mut Rules, given: &[u8]| {
        rules.connected(now, observer, Meeting::Requester).unwrap();
        for (kind, data) in [
            (LosslessKind::InviteResponse, vec![]),
            (LosslessKind::SharedState, saved.state.signed(&saved.state_signature).to_vec()),
            (LosslessKind::SanctionsList, list.to_vec()),
            (LosslessKind::Topic, given.to_vec()),
            (LosslessKind::SyncResponse, SyncResponse { announce: None }.to_vec()),
            (LosslessKind::PeerInfoResponse, info(b"")),
        ] {
            rules.handle_lossless(now, &observer.encryption, kind, &data).unwrap();
        }
    };
    join(&mut rules, &topic(b"made up", 77));
    assert_eq!(rules.topic(), b"");
    let mut other = Rules::join(joining(8, b""));
    join(&mut other, &topic(b"the founder's", 1));
    assert_eq!(other.topic(), b"the founder's");
}

#[test]
fn what_is_signed_is_taken_of_strangers_if_they_were_asked() {
    let mut world = World::joined(3, 16);
    let (now, outsider) = (world.now, keys(77).public());
    let newer = SharedState { version: 9, peer_limit: 7, ..world.nodes[0].rules.state().unwrap().clone() };
    let mut list = SanctionsList::new(keys(1).signing());
    list.add(keys(3).public().encryption, keys(1).signing()).unwrap();
    let rules = &mut world.nodes[1].rules;
    rules.connected(now, outsider, Meeting::Responder).unwrap();
    for (kind, data) in [
        (LosslessKind::SharedState, newer.sign(keys(200).signing()).to_vec()),
        (LosslessKind::SharedState, vec![]),
        (LosslessKind::ModeratorList, ModeratorList::new().to_vec()),
        (LosslessKind::SanctionsList, list.to_vec()),
        (LosslessKind::Topic, SignedTopic::sign(2, b"x", keys(1).signing()).unwrap().to_vec()),
    ] {
        let result = rules.handle_lossless(now, &outsider.encryption, kind, &data);
        assert_eq!(result, Err(Refusal::NotConfirmed), "{kind:?}");
    }
    assert_eq!((rules.state().unwrap().version, rules.observers().count()), (1, 0));
}

/// It is nobody to the others, so nobody is told, and whatever is known of its key stays.
#[test]
fn the_exit_of_a_stranger_ends_its_session_alone() {
    let mut world = World::joined(2, 17);
    let (now, outsider) = (world.now, keys(77).public());
    let rules = &mut world.nodes[1].rules;
    rules.connected(now, outsider, Meeting::Responder).unwrap();
    let exit = Broadcast::PeerExit(PeerExit { message: b"bye" }).to_vec();
    rules.handle_lossless(now, &outsider.encryption, LosslessKind::Broadcast, &exit).unwrap();
    let effects: Vec<Effect> = std::iter::from_fn(|| rules.poll_effect()).collect();
    assert_eq!(effects, [Effect::TryLater(outsider.encryption)]);
    assert_eq!(rules.members().count(), 1);
    let again = rules.handle_lossless(now, &outsider.encryption, LosslessKind::Broadcast, &exit);
    assert_eq!(again, Err(Refusal::UnknownSender));
}

#[test]
fn strangers_name_no_more_members_than_a_group_has() {
    let (mut rules, world, state) = newcomer_and_open_group(18);
    let (now, outsider) = (world.now, keys(77).public());
    rules.connected(now, outsider, Meeting::Requester).unwrap();
    rules.handle_lossless(now, &outsider.encryption, LosslessKind::InviteResponse, &[]).unwrap();
    rules.handle_lossless(now, &outsider.encryption, LosslessKind::SharedState, &state).unwrap();
    let mut met = 0;
    for number in 0..1_000_u16 {
        let mut member = [9; 32];
        member[..2].copy_from_slice(&number.to_be_bytes());
        let addr = Some(([198, 51, 100, 9], 33445).into());
        let announce = Some(GroupAnnounce { member: EphemeralPublicKey::from_bytes(member), addr, relay: None });
        let response = SyncResponse { announce }.to_vec();
        let _ = rules.handle_lossless(now, &outsider.encryption, LosslessKind::SyncResponse, &response);
        met +=
            std::iter::from_fn(|| rules.poll_effect()).filter(|effect| matches!(effect, Effect::Meet { .. })).count();
    }
    assert_eq!(met, 100 + NAMED_ABOVE_LIMIT);
    assert_eq!(rules.refused().of(Refusal::Limited), 1_000 - 164);
}

/// Each answer holds all that was decided, and names all members; a new handshake allows for another one.
#[test]
fn shaking_hands_again_and_again_gets_a_bounded_number_of_answers() {
    let mut world = World::joined(3, 19);
    let (now, outsider) = (world.now, keys(77).public());
    let rules = &mut world.nodes[1].rules;
    let request = SyncRequest { flags: SyncFlags::ALL, password: None }.to_vec();
    let mut ask = |now| {
        rules.connected(now, outsider, Meeting::Responder).unwrap();
        let _ = rules.handle_lossless(now, &outsider.encryption, LosslessKind::SyncRequest, &request);
        std::iter::from_fn(|| rules.poll_effect()).filter(|effect| matches!(effect, Effect::Introduce { .. })).count()
    };
    let answers: usize = (0..1_000).map(|_| ask(now)).sum();
    assert_eq!(answers, MAX_ANSWERS as usize);
    assert_eq!(ask(now + Duration::from_secs(1)), 1);
}

/// A founder running the reference rejects who gives the old password, and asks to be let in itself, having found an announcement.
#[test]
fn a_founder_who_asks_us_with_the_new_password_is_heard_when_it_rejects_the_old_one() {
    let mut world = guarded(20);
    let (now, founder) = (world.now, keys(1).public());
    let mut alone = world.nodes.remove(1).rules;
    for other in 1..4 {
        alone.disconnected(now, &keys(other).public().encryption, Departure::TimedOut);
    }
    let wrong = InviteReject::InvalidPassword;
    let request = InviteRequest { password: Some(password(b"new")) }.to_vec();
    for mut rules in [restored(&alone), alone] {
        while rules.poll_effect().is_some() {}
        rules.connected(now, founder, Meeting::Requester).unwrap();
        assert!(tells(&mut rules, SECRET), "with the old password");
        let reject = rules.hear_reject(&founder.encryption, wrong).unwrap();
        let asked = rules.handle_lossless(now, &founder.encryption, LosslessKind::InviteRequest, &request);
        assert_eq!(asked, Err(Refusal::WrongPassword));
        assert_eq!(rules.poll_effect(), None, "the founder knows best");
        // It is gone, as whoever rejects somebody ends the session.
        rules.disconnected(now, &founder.encryption, Departure::Disconnected);
        rules.take_reject(now, &reject).unwrap();
        let effects: Vec<Effect> = std::iter::from_fn(|| rules.poll_effect()).collect();
        assert_eq!(effects, [Effect::Happened(Event::Rejected(wrong)), Effect::DropAll]);
        assert_eq!(rules.take_reject(now, &reject), Err(Refusal::NotJoined));
    }
}
