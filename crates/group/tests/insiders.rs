//! What ordinary members and moderators who keep to no rule can make the others do.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

mod world;

use std::time::Duration;

use toxcore_crypto::ExtendedPublicKey;
use toxcore_group::rules::{Effect, Event, LIE_PAUSE, Refusal, TOPIC_GROUP_INTERVAL, TOPIC_MEMBER_INTERVAL};
use toxcore_wire::Encode;
use toxcore_wire::group::{Broadcast, LosslessKind, Role, SanctionsList, SetObserver, SharedState, SignedTopic};
use world::{World, keys};

/// A group in which all may set the topic.
fn open(members: usize, seed: u64) -> World {
    let mut world = World::joined(members, seed);
    world.with(0, |rules, now| rules.unlock_topic(now)).unwrap();
    world.run(Duration::from_secs(20));
    world
}

/// What the founder sends to all when members set topics, one after the other.
fn given_on(world: &mut World, setters: &[u8], topics: u32) -> usize {
    let rules = &mut world.nodes[0].rules;
    let mut given_on = 0;
    for number in 0..topics {
        let setter = keys(setters[number as usize % setters.len()]);
        let text = format!("topic {number}");
        let topic = SignedTopic::sign(1, text.as_bytes(), setter.signing()).unwrap().to_vec();
        let from = setter.public().encryption;
        rules.handle_lossless(world.now, &from, LosslessKind::Topic, &topic).unwrap();
        assert_eq!(rules.topic(), text.as_bytes());
        given_on += std::iter::from_fn(|| rules.poll_effect()).filter(|it| matches!(it, Effect::SendAll(_))).count();
    }
    given_on
}

#[test]
fn the_founder_gives_on_no_more_topics_than_a_talkative_member_sends() {
    let mut world = open(4, 1);
    assert_eq!(given_on(&mut world, &[2], 200), 1);
    world.now += TOPIC_GROUP_INTERVAL;
    assert_eq!(given_on(&mut world, &[2], 200), 0);
    assert_eq!(given_on(&mut world, &[2, 3, 4], 200), 1, "of all members together");
    world.now += TOPIC_MEMBER_INTERVAL;
    assert_eq!(given_on(&mut world, &[2], 200), 1);
}

/// A topic that was not given on, to somebody who had no session with its setter at that moment.
#[test]
fn topics_that_are_not_given_on_arrive_after_pings() {
    let mut world = open(4, 2);
    world.with(1, |rules, now| rules.set_topic(now, b"zz first")).unwrap();
    world.settle();
    world.cut(1, 3);
    world.with(1, |rules, now| rules.set_topic(now, b"aa second")).unwrap();
    world.settle();
    assert_eq!(world.nodes[0].rules.topic(), b"aa second");
    assert_eq!(world.nodes[3].rules.topic(), b"zz first");
    world.run(Duration::from_secs(40));
    world.assert_agreement("after pings");
    assert_eq!(world.nodes[3].rules.topic(), b"aa second");
}

#[test]
fn what_is_forged_costs_signatures_once() {
    let mut world = World::joined(3, 3);
    let mut list = SanctionsList::new(keys(1).signing());
    list.add(keys(2).public().encryption, keys(1).signing()).unwrap();
    let sound = list.to_vec();
    let mut forged = sound.clone();
    *forged.last_mut().unwrap() ^= 1;
    let kind = LosslessKind::SanctionsList;
    assert_eq!(world.inject(1, 2, kind, &forged), Err(Refusal::Forged));
    for _ in 0..100 {
        assert_eq!(world.inject(1, 2, kind, &forged), Err(Refusal::Limited));
    }
    // Shaking hands again does not help.
    world.connect(1, 2);
    world.settle();
    assert_eq!(world.inject(1, 2, kind, &forged), Err(Refusal::Limited));
    let topic = SignedTopic::sign(2, b"x", keys(1).signing()).unwrap().to_vec();
    assert_eq!(world.inject(1, 2, LosslessKind::Topic, &topic), Err(Refusal::Limited));
    // Others are heard, and it is again after a while.
    assert_eq!(world.inject(0, 2, LosslessKind::Topic, &topic), Ok(()));
    world.now += LIE_PAUSE;
    assert_eq!(world.inject(1, 2, kind, &sound), Ok(()));
}

/// Observers are known by their encryption key, moderators by their signature key.
#[test]
fn a_moderator_makes_no_observer_of_another_under_a_wrong_key() {
    let mut world = World::joined(4, 4);
    let moderators = [2, 3].map(|seed| keys(seed).public());
    for moderator in moderators {
        world.with(0, |rules, now| rules.set_role(now, &moderator.encryption, Role::Moderator)).unwrap();
        world.settle();
    }
    let set = |target: ExtendedPublicKey| {
        let mut list = SanctionsList::new(keys(1).signing());
        let sanction = list.add(target.encryption, keys(2).signing()).unwrap();
        let credentials = *list.credentials();
        Broadcast::SetObserver(SetObserver { target, sanction: Some(sanction), credentials }).to_vec()
    };
    let kind = LosslessKind::Broadcast;
    let disguised = ExtendedPublicKey { signing: keys(99).public().signing, encryption: moderators[1].encryption };
    assert_eq!(world.inject(1, 3, kind, &set(moderators[1])), Err(Refusal::NotAllowed));
    assert_eq!(world.inject(1, 3, kind, &set(disguised)), Err(Refusal::NotAllowed));
    assert_eq!(world.nodes[3].rules.observers().count(), 0);
    assert_eq!(world.inject(1, 3, kind, &set(keys(4).public())), Ok(()));
}

#[test]
fn a_moderator_that_was_unmade_decides_nothing_any_more() {
    let mut world = World::joined(4, 5);
    let moderator = world.key(1);
    let old = world.nodes[0].rules.to_saved().unwrap();
    world.with(0, |rules, now| rules.set_role(now, &moderator, Role::Moderator)).unwrap();
    world.settle();
    let trusted = world.nodes[0].rules.to_saved().unwrap();
    world.with(0, |rules, now| rules.set_role(now, &moderator, Role::User)).unwrap();
    world.settle();
    // Its old states are genuine, and older.
    for saved in [&old, &trusted] {
        let state: &SharedState = &saved.state;
        let signed = state.signed(&saved.state_signature);
        assert_eq!(world.inject(1, 3, LosslessKind::SharedState, &signed), Err(Refusal::Outdated));
    }
    assert_eq!(world.inject(1, 3, LosslessKind::ModeratorList, &trusted.moderators.to_vec()), Err(Refusal::WrongHash));
    let mut list = SanctionsList::new(keys(2).signing());
    list.add(keys(3).public().encryption, keys(2).signing()).unwrap();
    assert_eq!(world.inject(1, 3, LosslessKind::SanctionsList, &list.to_vec()), Err(Refusal::NotAllowed));
    let topic = SignedTopic::sign(9, b"mine", keys(2).signing()).unwrap().to_vec();
    assert_eq!(world.inject(1, 3, LosslessKind::Topic, &topic), Err(Refusal::NotAllowed));
    let kick = Broadcast::KickPeer(toxcore_wire::group::KickPeer { target: world.key(2) }).to_vec();
    assert_eq!(world.inject(1, 3, LosslessKind::Broadcast, &kick), Err(Refusal::NotAllowed));
    let told = world.events(3);
    assert!(!told.iter().any(|event| matches!(event, Event::Kicked { .. } | Event::Topic { .. })), "{told:?}");
}
