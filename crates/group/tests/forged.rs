//! What members send who keep to no rule: forged, replayed, old, or not theirs to decide.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

mod world;

use std::time::Duration;

use toxcore_crypto::sha256_parts;
use toxcore_group::rules::{
    Effect, Event, INFO_INTERVAL, LIE_PAUSE, Meeting, Phase, Refusal, Rules, SYNC_LIFETIME, SYNC_MEMBER_INTERVAL,
    TOPIC_GUARD,
};
use toxcore_wire::Encode;
use toxcore_wire::group::{
    Broadcast, GroupMessage, GroupPing, KickPeer, LosslessKind, ModeratorList, PrivateMessage, PseudoMessageId, Role,
    Sanction, SanctionsCredentials, SanctionsList, SetModerator, SetObserver, SharedState, SignedTopic, SyncFlags,
    SyncRequest, SyncResponse,
};
use toxcore_wire::messenger::MessageKind;
use world::{World, joining, keys};

fn broadcast(broadcast: &Broadcast<'_>) -> Vec<u8> {
    broadcast.to_vec()
}

fn state(world: &World, who: usize) -> SharedState {
    world.nodes[who].rules.state().unwrap().clone()
}

fn observers(world: &World, who: usize) -> usize {
    world.nodes[who].rules.observers().count()
}

/// An empty list of any version under the credentials that the founder once made.
fn replayed_empty_list(version: u32) -> Vec<u8> {
    let old = SanctionsList::new(keys(1).signing());
    let credentials = SanctionsCredentials { version, ..*old.credentials() };
    [&[0, 0][..], &credentials.to_vec()].concat()
}

#[test]
fn replayed_credentials_of_an_empty_list_free_no_observer() {
    let mut world = World::joined(4, 1);
    let observer = world.key(1);
    world.with(0, |rules, now| rules.set_role(now, &observer, Role::Observer)).unwrap();
    world.settle();
    for version in [3, 4, 1_000, u32::MAX] {
        for liar in [1, 2] {
            let list = replayed_empty_list(version);
            assert_eq!(world.inject(liar, 3, LosslessKind::SanctionsList, &list), Err(Refusal::NotAllowed));
        }
    }
    assert_eq!((observers(&world, 3), world.nodes[3].rules.refused().of(Refusal::NotAllowed)), (1, 8));
    // The founder in person may: it could as well free the observer.
    let list = replayed_empty_list(9);
    assert_eq!(world.inject(0, 3, LosslessKind::SanctionsList, &list), Ok(()));
    assert_eq!(observers(&world, 3), 0);
}

#[test]
fn nobody_exhausts_the_versions_of_an_empty_list() {
    let mut world = World::joined(3, 2);
    let list = replayed_empty_list(u32::MAX);
    assert_eq!(world.inject(1, 2, LosslessKind::SanctionsList, &list), Err(Refusal::NotAllowed));
    // A few versions ahead somebody may have changed it, and it does no harm: the next change of the founder counts.
    assert_eq!(world.inject(1, 2, LosslessKind::SanctionsList, &replayed_empty_list(900)), Ok(()));
    let observer = world.key(1);
    world.with(0, |rules, now| rules.set_role(now, &observer, Role::Observer)).unwrap();
    world.settle();
    world.run(Duration::from_secs(30));
    world.assert_agreement("the founder changed the list");
    assert_eq!(observers(&world, 2), 1);
}

#[test]
fn a_newcomer_who_was_lied_to_about_observers_learns_the_truth() {
    let mut world = World::joined(3, 3);
    let observer = world.key(1);
    world.with(0, |rules, now| rules.set_role(now, &observer, Role::Observer)).unwrap();
    world.settle();
    let mut newcomer = Rules::join(joining(5, b""));
    let liar = keys(2).public();
    let now = world.now;
    newcomer.connected(now, liar, Meeting::Requester).unwrap();
    newcomer.handle_lossless(now, &liar.encryption, LosslessKind::InviteResponse, &[]).unwrap();
    let saved = world.nodes[0].rules.to_saved().unwrap();
    let state = saved.state.signed(&saved.state_signature);
    newcomer.handle_lossless(now, &liar.encryption, LosslessKind::SharedState, &state).unwrap();
    let lie = replayed_empty_list(u32::MAX);
    newcomer.handle_lossless(now, &liar.encryption, LosslessKind::SanctionsList, &lie).unwrap();
    assert_eq!(newcomer.observers().count(), 0);
    // An honest member has a list with an entry, of a far lower version: an entry proves it.
    let honest = keys(3).public();
    newcomer.connected(now, honest, Meeting::Requester).unwrap();
    newcomer.handle_lossless(now, &honest.encryption, LosslessKind::InviteResponse, &[]).unwrap();
    let mut list = SanctionsList::new(keys(1).signing());
    list.add(observer, keys(1).signing()).unwrap();
    newcomer.handle_lossless(now, &honest.encryption, LosslessKind::SanctionsList, &list.to_vec()).unwrap();
    assert_eq!(newcomer.observers().count(), 1);
    let again = newcomer.handle_lossless(now, &liar.encryption, LosslessKind::SanctionsList, &lie);
    assert_eq!(again, Err(Refusal::NotAllowed));
}

#[test]
fn states_that_the_group_did_not_sign_cost_their_sender_the_session() {
    let forged = |world: &World| SharedState { version: 9, ..state(world, 0) }.sign(keys(1).signing()).to_vec();
    for make in [&forged as &dyn Fn(&World) -> Vec<u8>, &|world: &World| forged(world)[..255].to_vec(), &|_| vec![]] {
        let mut world = World::joined(3, 4);
        let data = make(&world);
        assert_eq!(world.inject(1, 2, LosslessKind::SharedState, &data), Err(Refusal::Forged));
        assert_eq!(state(&world, 2).version, 1);
        assert!(world.nodes[2].rules.member(&keys(2).public().encryption).is_none());
        assert!(!world.nodes[2].sessions.contains(&1));
        assert!(world.events(2).iter().any(|event| matches!(event, Event::MemberLeft { .. })));
    }
}

#[test]
fn old_and_equal_states_change_nothing() {
    let mut world = World::joined(3, 5);
    let sign = |state: &SharedState| state.sign(keys(200).signing());
    let first = sign(&state(&world, 0));
    assert_eq!(world.inject(1, 2, LosslessKind::SharedState, &first), Err(Refusal::Outdated));
    world.with(0, |rules, _| rules.set_peer_limit(7)).unwrap();
    world.settle();
    assert_eq!(state(&world, 2).peer_limit, 7);
    assert_eq!(world.inject(1, 2, LosslessKind::SharedState, &first), Err(Refusal::Outdated));
    assert_eq!(state(&world, 2).peer_limit, 7);
    let never = sign(&SharedState { version: 0, ..state(&world, 0) });
    assert_eq!(world.inject(0, 2, LosslessKind::SharedState, &never), Err(Refusal::Outdated));
    // No state that a founder signs is one without room or of a founder with two owners.
    let none = sign(&SharedState { version: 8, peer_limit: 0, ..state(&world, 0) });
    assert!(matches!(world.inject(0, 2, LosslessKind::SharedState, &none), Err(Refusal::Malformed(_))));
    // Of two states of one version all take the same.
    let [low, high] = {
        let with = |peer_limit| sign(&SharedState { version: 8, peer_limit, ..state(&world, 0) });
        let mut pair = [with(20), with(30)];
        pair.sort();
        pair
    };
    for (who, order) in [(1, [low, high]), (2, [high, low])] {
        let _ = order.map(|state| world.inject(0, who, LosslessKind::SharedState, &state));
    }
    assert_eq!(state(&world, 1), state(&world, 2));
}

#[test]
fn a_key_pair_that_does_not_fit_makes_no_founder() {
    let mut world = World::joined(3, 6);
    let mut founder = keys(1).public();
    founder.encryption = world.key(2);
    let state = SharedState { version: 2, founder, ..state(&world, 0) }.sign(keys(200).signing());
    assert_eq!(world.inject(0, 1, LosslessKind::SharedState, &state), Err(Refusal::Forged));
}

#[test]
fn moderators_come_with_the_hash_of_the_state_alone() {
    let mut world = World::joined(3, 7);
    let list = ModeratorList::from_keys([keys(2).public().signing]);
    assert_eq!(world.inject(1, 2, LosslessKind::ModeratorList, &list.to_vec()), Err(Refusal::WrongHash));
    assert_eq!(world.inject(0, 2, LosslessKind::ModeratorList, &list.to_vec()), Err(Refusal::WrongHash));
    let set = Broadcast::SetModerator(SetModerator { moderator: true, target: keys(2).public().signing });
    assert_eq!(world.inject(1, 2, LosslessKind::Broadcast, &broadcast(&set)), Err(Refusal::NotAllowed));
    // The founder says so, but has not decided it.
    assert_eq!(world.inject(0, 2, LosslessKind::Broadcast, &broadcast(&set)), Err(Refusal::Outdated));
    assert!(world.nodes[2].rules.moderators().is_empty());
}

#[test]
fn users_and_observers_moderate_nobody() {
    let mut world = World::joined(4, 8);
    let (observer, moderator, user) = (world.key(1), world.key(2), world.key(3));
    world.with(0, |rules, now| rules.set_role(now, &observer, Role::Observer)).unwrap();
    world.with(0, |rules, now| rules.set_role(now, &moderator, Role::Moderator)).unwrap();
    world.settle();
    let kick = |target| broadcast(&Broadcast::KickPeer(KickPeer { target }));
    for liar in [1, 3] {
        for target in [world.key(0), user, observer, moderator] {
            if target != world.key(liar) {
                let refused = world.inject(liar, 2, LosslessKind::Broadcast, &kick(target));
                assert_eq!(refused, Err(Refusal::NotAllowed));
            }
        }
    }
    // Moderators cannot be told to leave by their like, nor can the founder.
    assert_eq!(world.inject(2, 3, LosslessKind::Broadcast, &kick(world.key(0))), Err(Refusal::NotAllowed));
    assert_eq!(world.inject(2, 3, LosslessKind::Broadcast, &kick(moderator)), Err(Refusal::NotAllowed));
    assert_eq!(
        world.inject(2, 3, LosslessKind::Broadcast, &kick(keys(99).public().encryption)),
        Err(Refusal::UnknownTarget)
    );
    assert!((0..4).all(|who| world.is_in(who)));
}

/// A change of one observer as `setter` signs it.
fn set_observer(world: &World, setter: u8, target: u8) -> Vec<u8> {
    let mut list = SanctionsList::new(keys(1).signing());
    for observer in world.nodes[0].rules.observers() {
        list.add(*observer, keys(1).signing()).unwrap();
    }
    let target = keys(target).public();
    let sanction = list.add(target.encryption, keys(setter).signing()).unwrap();
    broadcast(&Broadcast::SetObserver(SetObserver {
        target,
        sanction: Some(sanction),
        credentials: *list.credentials(),
    }))
}

#[test]
fn observers_are_set_by_who_may_and_says_so_itself() {
    let mut world = World::joined(4, 9);
    let moderator = world.key(2);
    world.with(0, |rules, now| rules.set_role(now, &moderator, Role::Moderator)).unwrap();
    world.settle();
    let lossless = LosslessKind::Broadcast;
    // A user, for itself and with what a moderator signed.
    assert_eq!(world.inject(3, 1, lossless, &set_observer(&world, 4, 2)), Err(Refusal::NotAllowed));
    assert_eq!(world.inject(3, 1, lossless, &set_observer(&world, 3, 2)), Err(Refusal::NotAllowed));
    // A moderator with what somebody else signed, against the founder, itself, and with a signature that does not fit.
    assert_eq!(world.inject(2, 1, lossless, &set_observer(&world, 4, 2)), Err(Refusal::NotAllowed));
    assert_eq!(world.inject(2, 1, lossless, &set_observer(&world, 3, 1)), Err(Refusal::NotAllowed));
    assert_eq!(world.inject(2, 1, lossless, &set_observer(&world, 3, 3)), Err(Refusal::NotAllowed));
    let mut forged = set_observer(&world, 3, 4);
    *forged.last_mut().unwrap() ^= 1;
    assert_eq!(world.inject(2, 1, lossless, &forged), Err(Refusal::Forged));
    assert_eq!(observers(&world, 1), 0);
    let sound = set_observer(&world, 3, 4);
    assert_eq!(world.inject(2, 1, lossless, &sound), Ok(()));
    assert_eq!(world.inject(2, 1, lossless, &sound), Err(Refusal::Outdated));
    assert_eq!(observers(&world, 1), 1);
}

#[test]
fn lists_of_observers_are_whole_sound_and_signed_by_who_may() {
    let mut world = World::joined(3, 10);
    let kind = LosslessKind::SanctionsList;
    let list = |seed: u8| {
        let mut list = SanctionsList::new(keys(1).signing());
        list.add(keys(2).public().encryption, keys(seed).signing()).unwrap();
        list.to_vec()
    };
    assert_eq!(world.inject(1, 2, kind, &list(3)), Err(Refusal::NotAllowed));
    let sound = list(1);
    for at in 0..sound.len() {
        let mut changed = sound.clone();
        changed[at] ^= 0x10;
        assert!(world.inject(1, 2, kind, &changed).is_err(), "byte {at}");
        assert!(world.inject(1, 2, kind, &sound[..at]).is_err(), "length {at}");
        world.now += LIE_PAUSE;
    }
    assert_eq!(observers(&world, 2), 0);
    assert_eq!(world.inject(1, 2, kind, &sound), Ok(()));
    assert_eq!(observers(&world, 2), 1);
}

/// Before 0.2.22 the entries were hashed as they stood.
#[test]
fn lists_of_observers_that_their_maker_did_not_sort_count() {
    let mut world = World::joined(4, 11);
    let mut entries = [2, 3].map(|seed| Sanction::new(keys(seed).public().encryption, keys(1).signing()));
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.signature));
    let version = 3_u32;
    let hash = sha256_parts(&[&entries[0].signature, &entries[1].signature, &version.to_le_bytes()]);
    let credentials = SanctionsCredentials::new(version, hash, keys(1).signing());
    let data = [&[0, 2][..], &entries[0].to_vec(), &entries[1].to_vec(), &credentials.to_vec()].concat();
    assert_eq!(world.inject(1, 3, LosslessKind::SanctionsList, &data), Ok(()));
    assert_eq!(observers(&world, 3), 2);
    // It is given on as it came.
    world.run(Duration::from_secs(60));
    world.assert_agreement("all took it");
}

fn topic(version: u32, text: &[u8], setter: u8) -> Vec<u8> {
    SignedTopic::sign(version, text, keys(setter).signing()).unwrap().to_vec()
}

#[test]
fn locked_topics_are_set_by_who_may_and_never_go_back() {
    let mut world = World::joined(3, 12);
    let kind = LosslessKind::Topic;
    assert_eq!(world.inject(1, 2, kind, &topic(9, b"mine", 2)), Err(Refusal::NotAllowed));
    assert_eq!(world.inject(0, 2, kind, &topic(0, b"never", 1)), Err(Refusal::Outdated));
    world.with(0, |rules, now| rules.set_topic(now, b"first")).unwrap();
    world.with(0, |rules, now| rules.set_topic(now, b"second")).unwrap();
    world.settle();
    let mut forged = topic(9, b"forged", 1);
    forged[3] ^= 1;
    assert_eq!(world.inject(1, 2, kind, &forged), Err(Refusal::Forged));
    assert_eq!(world.inject(0, 2, kind, &topic(2, b"first", 1)), Err(Refusal::Outdated));
    assert_eq!(world.inject(0, 2, kind, &topic(3, b"second", 1)), Err(Refusal::Outdated));
    assert_eq!(world.nodes[2].rules.topic(), b"second");
    // Of two topics of one version all take the same, whatever comes first.
    for (who, order) in [(1, [&b"aa"[..], b"zz"]), (2, [b"zz", b"aa"])] {
        let _ = order.map(|text| world.inject(0, who, kind, &topic(4, text, 1)));
        assert_eq!(world.nodes[who].rules.topic(), b"zz");
    }
}

#[test]
fn a_late_packet_brings_no_older_topic_back() {
    let mut world = World::joined(3, 13);
    world.with(0, |rules, now| rules.unlock_topic(now)).unwrap();
    world.settle();
    world.with(1, |rules, now| rules.set_topic(now, b"zz old")).unwrap();
    world.settle();
    world.with(1, |rules, now| rules.set_topic(now, b"aa new")).unwrap();
    world.settle();
    // Somebody else, and the author's late answer to a request.
    let old = topic(1, b"zz old", 2);
    assert_eq!(world.inject(0, 2, LosslessKind::Topic, &old), Err(Refusal::Outdated));
    assert_eq!(world.nodes[2].rules.topic(), b"aa new");
    world.run(Duration::from_secs(200));
    world.assert_agreement("nothing came back");
    assert_eq!(world.nodes[0].rules.topic(), b"aa new");
    // The author may change its mind.
    world.with(1, |rules, now| rules.set_topic(now, b"zz old")).unwrap();
    world.settle();
    assert_eq!(world.nodes[2].rules.topic(), b"zz old");
}

#[test]
fn a_member_that_missed_an_open_topic_is_told_and_brings_no_old_one_back() {
    let mut world = World::joined(4, 14);
    world.with(0, |rules, now| rules.unlock_topic(now)).unwrap();
    world.settle();
    world.with(1, |rules, now| rules.set_topic(now, b"zz old")).unwrap();
    world.settle();
    world.split(|who| u8::from(who == 3));
    world.with(1, |rules, now| rules.set_topic(now, b"aa new")).unwrap();
    world.run(TOPIC_GUARD * 3);
    world.heal();
    world.run(Duration::from_secs(200));
    world.assert_agreement("all have the new one");
    assert_eq!(world.nodes[3].rules.topic(), b"aa new");
}

#[test]
fn observers_set_no_open_topics_and_give_none_on() {
    let mut world = World::joined(4, 15);
    let observer = world.key(1);
    world.with(0, |rules, now| rules.unlock_topic(now)).unwrap();
    world.with(0, |rules, now| rules.set_role(now, &observer, Role::Observer)).unwrap();
    world.run(Duration::from_secs(20));
    let kind = LosslessKind::Topic;
    for teller in [1, 2] {
        assert_eq!(world.inject(teller, 3, kind, &topic(1, b"an observer's", 2)), Err(Refusal::NotAllowed));
    }
    // A key made for the purpose.
    assert_eq!(world.inject(1, 3, kind, &topic(1, b"of nobody", 77)), Err(Refusal::NotAllowed));
    assert_eq!(world.inject(2, 3, kind, &topic(2, b"another version", 3)), Err(Refusal::NotAllowed));
    assert_eq!(world.inject(2, 3, kind, &topic(1, b"a user's", 3)), Ok(()));
}

#[test]
fn strangers_with_a_handshake_change_nothing() {
    let mut world = World::joined(2, 16);
    world.run(Duration::from_secs(20));
    let stranger = keys(50).public();
    let now = world.now;
    let rules = &mut world.nodes[1].rules;
    let unknown = rules.handle_lossless(now, &stranger.encryption, LosslessKind::PeerInfoRequest, &[]);
    assert_eq!(unknown, Err(Refusal::UnknownSender));
    rules.connected(now, stranger, Meeting::Responder).unwrap();
    while rules.poll_effect().is_some() {}
    let text = broadcast(&Broadcast::Message(GroupMessage {
        kind: MessageKind::Normal,
        id: PseudoMessageId(1),
        text: b"buy",
    }));
    for (kind, data, refusal) in [
        (LosslessKind::Broadcast, &text[..], Refusal::NotConfirmed),
        (LosslessKind::InviteResponse, &[], Refusal::Unsolicited),
        (LosslessKind::SyncResponse, &[], Refusal::Unsolicited),
        (LosslessKind::Topic, &topic(2, b"x", 1), Refusal::NotConfirmed),
        (LosslessKind::Unknown(0x77), &[], Refusal::Unsupported(0x77)),
        (LosslessKind::Fragment, &[], Refusal::Unsupported(0xef)),
    ] {
        let result = rules.handle_lossless(now, &stranger.encryption, kind, data);
        match (kind, result) {
            // We know all that it could tell, but asked it nothing.
            (LosslessKind::InviteResponse, Ok(())) => {}
            (_, result) => assert_eq!(result, Err(refusal), "{kind:?}"),
        }
    }
    assert!(!rules.takes_custom_packets_of(&stranger.encryption));
    assert!(rules.takes_custom_packets_of(&keys(1).public().encryption));
    let ping = rules.ping().unwrap();
    assert_eq!(rules.handle_ping(now, &stranger.encryption, &ping), Err(Refusal::NotConfirmed));
}

#[test]
fn floods_of_requests_get_one_answer() {
    let mut world = World::joined(3, 17);
    world.run(Duration::from_secs(20));
    let (now, member) = (world.now, world.key(1));
    let rules = &mut world.nodes[2].rules;
    let request = SyncRequest { flags: SyncFlags::ALL, password: None }.to_vec();
    let mut answers = 0;
    for _ in 0..1_000 {
        let _ = rules.handle_lossless(now, &member, LosslessKind::SyncRequest, &request);
        let _ = rules.handle_lossless(now, &member, LosslessKind::PeerInfoRequest, &[]);
        while let Some(effect) = rules.poll_effect() {
            assert!(matches!(effect, Effect::Send { .. } | Effect::Introduce { .. }));
            answers += 1;
        }
    }
    assert!(answers <= 6, "{answers}");
    assert_eq!(rules.refused().of(Refusal::Limited), 2 * 999);
    assert!(rules.handle_lossless(now + INFO_INTERVAL, &member, LosslessKind::PeerInfoRequest, &[]).is_ok());
}

/// Whoever sends many answers to a newcomer is met once.
#[test]
fn a_newcomer_introduces_itself_once_however_many_answers_come() {
    let world = World::joined(2, 21);
    let (now, member) = (world.now, world.key(0));
    let keys = world.nodes[0].rules.own_keys().public();
    let mut rules = Rules::restore(world.nodes[1].rules.to_saved().unwrap()).unwrap();
    rules.connected(now, keys, Meeting::Requester).unwrap();
    rules.handle_lossless(now, &member, LosslessKind::InviteResponse, &[]).unwrap();
    let answer = SyncResponse { announce: None }.to_vec();
    for _ in 0..30 {
        rules.handle_lossless(now, &member, SyncResponse::KIND, &answer).unwrap();
    }
    let mut sent = Vec::new();
    while let Some(effect) = rules.poll_effect() {
        if let Effect::Send { packet, .. } = effect {
            sent.push(packet.kind);
        }
    }
    let (request, sync) = (LosslessKind::InviteRequest, LosslessKind::SyncRequest);
    assert_eq!(sent, [request, sync, LosslessKind::PeerInfoResponse, LosslessKind::PeerInfoRequest]);
}

#[test]
fn answers_count_when_they_were_asked_for_a_short_while_ago() {
    let mut world = World::joined(3, 18);
    world.run(SYNC_LIFETIME + Duration::from_secs(20));
    let empty = SyncResponse { announce: None }.to_vec();
    assert_eq!(world.inject(1, 2, LosslessKind::SyncResponse, &empty), Err(Refusal::Unsolicited));
    // What was asked for first may come behind what was asked for later.
    let ours = world.nodes[2].rules.ping().unwrap();
    let more = GroupPing { peers_checksum: 1, confirmed_peers: 9, ..ours };
    let newer = GroupPing { state_version: 9, ..ours };
    let member = world.key(1);
    for ping in [more, newer] {
        world.now += SYNC_MEMBER_INTERVAL;
        world.with(2, |rules, now| rules.handle_ping(now, &member, &ping)).unwrap();
    }
    assert_eq!(world.inject(1, 2, LosslessKind::SyncResponse, &empty), Ok(()));
    let reject = toxcore_wire::group::InviteReject::Other;
    let liar = world.key(1);
    let refused = world.with(2, |rules, _| rules.hear_reject(&liar, reject)).map(|_| ());
    assert_eq!(refused, Err(Refusal::Unsolicited), "nobody throws a member out with a reject");
    assert!(world.is_in(2));
}

#[test]
fn lies_about_versions_are_outbid_by_the_founder() {
    let mut world = World::joined(4, 19);
    let moderator = world.key(1);
    world.with(0, |rules, now| rules.set_role(now, &moderator, Role::Moderator)).unwrap();
    world.settle();
    // In one part the moderator goes on, in the other the founder unmakes it.
    world.split(|who| u8::from(who == 1 || who == 2));
    let victim = world.key(2);
    for turn in 0..6 {
        let role = if turn % 2 == 0 { Role::Observer } else { Role::User };
        world.with(1, |rules, now| rules.set_role(now, &victim, role)).unwrap();
        world.with(1, |rules, now| rules.set_topic(now, format!("mine {turn}").as_bytes())).unwrap();
    }
    world.with(1, |rules, now| rules.set_role(now, &victim, Role::Observer)).unwrap();
    world.with(0, |rules, now| rules.set_role(now, &moderator, Role::User)).unwrap_err();
    world.run(Duration::from_secs(30));
    world.heal();
    world.with(0, |rules, now| rules.set_topic(now, b"the founder's")).unwrap();
    world.run(Duration::from_secs(100));
    world.assert_agreement("one part had a moderator more");
}

/// Founders running the reference sign no empty list anew when they unmake the moderator who signed it.
#[test]
fn nobody_asks_again_and_again_for_a_list_that_a_former_moderator_signed() {
    let mut world = World::joined(4, 23);
    let (moderator, user) = (world.key(1), world.key(2));
    world.with(0, |rules, now| rules.set_role(now, &moderator, Role::Moderator)).unwrap();
    world.settle();
    for role in [Role::Observer, Role::User] {
        world.with(1, |rules, now| rules.set_role(now, &user, role)).unwrap();
        world.settle();
    }
    let state = SharedState { version: 3, moderators_hash: [0; 32], ..state(&world, 0) };
    let state = state.sign(keys(200).signing());
    let set = Broadcast::SetModerator(SetModerator { moderator: false, target: keys(2).public().signing });
    for who in 1..4 {
        world.inject(0, who, LosslessKind::SharedState, &state).unwrap();
        world.inject(0, who, LosslessKind::Broadcast, &broadcast(&set)).unwrap();
    }
    world.split(|who| u8::from(who == 0));
    world.run(Duration::from_secs(30));
    assert_eq!(world.nodes[2].rules.ping().unwrap().sanctions_version, 0);
    let before = world.arrived;
    world.run(Duration::from_secs(120));
    assert_eq!(world.arrived - before, 3 * 2 * 10, "pings alone");
    // Our founder, with an old file perhaps, signs it when it learns that.
    world.heal();
    world.run(Duration::from_secs(60));
    world.assert_agreement("with the founder");
    assert!(world.nodes[2].rules.ping().unwrap().sanctions_version > 3);
}

#[test]
fn moderators_who_are_observers_too_are_moderators_and_nobody_goes_round_in_circles() {
    let mut world = World::joined(4, 20);
    let (moderator, target) = (world.key(1), world.key(2));
    world.with(0, |rules, now| rules.set_role(now, &moderator, Role::Moderator)).unwrap();
    world.settle();
    world.split(|who| u8::from(who == 1 || who == 3));
    // Nobody can set who is away: the moderator has the target in its part, the founder comes to it later.
    world.heal();
    world.run(Duration::from_secs(5));
    world.split(|who| u8::from(who == 0));
    world.with(1, |rules, now| rules.set_role(now, &target, Role::Observer)).unwrap();
    world.settle();
    world.split(|who| u8::from(who == 1 || who == 3));
    world.run(Duration::from_secs(1));
    world.heal();
    world.run(Duration::from_secs(60));
    let founder_says = world.with(0, |rules, now| rules.set_role(now, &target, Role::Moderator));
    assert_eq!(founder_says, Ok(()));
    world.run(Duration::from_secs(60));
    world.assert_agreement("the founder decided");
    assert_eq!(world.nodes[3].rules.member(&target).unwrap().role, Role::Moderator);
    assert_eq!(observers(&world, 3), 0);
    let before = world.arrived;
    world.run(Duration::from_secs(120));
    assert_eq!(world.arrived - before, 4 * 3 * 10);
}

#[test]
fn messages_of_observers_of_ignored_members_and_without_a_voice_are_not_heard() {
    let mut world = World::joined(4, 21);
    let (observer, ignored) = (world.key(1), world.key(2));
    world.with(0, |rules, now| rules.set_role(now, &observer, Role::Observer)).unwrap();
    world.with(3, |rules, _| rules.set_ignored(&ignored, toxcore_group::rules::Hearing::Ignored)).unwrap();
    world.settle();
    world.events(3);
    let (kind, id, text) = (MessageKind::Normal, PseudoMessageId(7), &b"hear me"[..]);
    let to_all = broadcast(&Broadcast::Message(GroupMessage { kind, id, text }));
    let to_one = broadcast(&Broadcast::PrivateMessage(PrivateMessage { kind, id, text }));
    for (from, refusal) in [(1, Refusal::NotAllowed), (2, Refusal::Ignored)] {
        assert_eq!(world.inject(from, 3, LosslessKind::Broadcast, &to_all), Err(refusal));
        assert_eq!(world.inject(from, 3, LosslessKind::Broadcast, &to_one), Err(refusal));
    }
    world.with(0, |rules, _| rules.set_voice(toxcore_wire::group::GroupVoice::Founder)).unwrap();
    world.with(3, |rules, _| rules.set_ignored(&ignored, toxcore_group::rules::Hearing::Heard)).unwrap();
    world.settle();
    assert_eq!(world.inject(2, 3, LosslessKind::Broadcast, &to_all), Err(Refusal::NotAllowed));
    assert_eq!(world.inject(2, 3, LosslessKind::Broadcast, &to_one), Ok(()));
    assert_eq!(world.inject(0, 3, LosslessKind::Broadcast, &to_all), Ok(()));
    let said = |event: &Event| matches!(event, Event::Message(_) | Event::PrivateMessage(_));
    assert_eq!(world.events(3).iter().filter(|event| said(event)).count(), 2);
    let sent = world.with(2, |rules, _| rules.send_message(kind, id, text));
    assert!(sent.is_err());
}

#[test]
fn whoever_leaves_twice_has_left_once() {
    let mut world = World::joined(3, 22);
    let exit = broadcast(&Broadcast::PeerExit(toxcore_wire::group::PeerExit { message: b"bye" }));
    assert_eq!(world.inject(1, 2, LosslessKind::Broadcast, &exit), Ok(()));
    assert_eq!(world.inject(1, 2, LosslessKind::Broadcast, &exit), Err(Refusal::UnknownSender));
    let key = world.key(1);
    world.with(2, |rules, now| rules.disconnected(now, &key, toxcore_group::rules::Departure::TimedOut));
    let left = world.events(2).into_iter().filter(|event| matches!(event, Event::MemberLeft { .. }));
    assert_eq!(left.count(), 1);
    // Whoever is out takes nothing.
    world.with(2, |rules, now| rules.leave(now, b"bye"));
    assert_eq!(world.nodes[2].rules.phase(), Phase::Disconnected);
    assert_eq!(world.inject(0, 2, LosslessKind::Broadcast, &exit), Err(Refusal::NotJoined));
    world.with(2, |rules, now| rules.leave(now, b"bye"));
    assert!(world.nodes[2].rules.ping().is_none());
}
