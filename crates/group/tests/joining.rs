//! Coming in, with and without a password and room, and coming back.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

mod world;

use std::time::Duration;

use toxcore_group::rules::{
    DecideError, Event, KickError, Meeting, Phase, Refusal, Rules, SetRoleError, SetTopicError,
};
use toxcore_wire::group::{GroupPassword, GroupPrivacy, GroupVoice, InviteReject, PseudoMessageId, Role, TopicLock};
use toxcore_wire::messenger::MessageKind;
use world::{World, joining, keys};

fn password(text: &[u8]) -> GroupPassword {
    GroupPassword::new(text).unwrap()
}

/// Lets member `who` try with this password.
fn try_join(world: &mut World, who: usize, with: &[u8]) -> Vec<Event> {
    world.nodes[who].rules = Rules::join(joining(who, with));
    world.nodes[who].events.clear();
    world.connect(who, 0);
    world.settle();
    world.events(who)
}

#[test]
fn a_newcomer_learns_everything_at_once() {
    let mut world = World::joined(3, 1);
    let observer = world.key(2);
    world.with(0, |rules, now| rules.set_topic(now, b"hello topic")).unwrap();
    world.with(0, |rules, _| rules.set_privacy(GroupPrivacy::Private)).unwrap();
    world.with(0, |rules, _| rules.set_voice(GroupVoice::Moderators)).unwrap();
    world.with(0, |rules, now| rules.set_role(now, &observer, Role::Observer)).unwrap();
    world.settle();
    let other = World::new(4, 1).nodes.pop().unwrap();
    world.nodes.push(other);
    let events = try_join(&mut world, 3, b"");
    assert!(events.contains(&Event::Joined) && events.contains(&Event::Privacy(GroupPrivacy::Private)), "{events:?}");
    assert!(events.contains(&Event::Voice(GroupVoice::Moderators)), "{events:?}");
    // What it finds is no news.
    let is_change = |event: &&Event| matches!(event, Event::Topic { .. } | Event::ObserversReplaced);
    assert_eq!(events.iter().find(is_change), None);
    assert_eq!(world.nodes[3].rules.topic(), b"hello topic");
    let joined = events.iter().filter(|event| matches!(event, Event::MemberJoined(_))).count();
    assert_eq!(joined, 3);
    world.assert_agreement("with the newcomer");
}

#[test]
fn a_password_keeps_out_who_does_not_know_it() {
    let mut world = World::new(2, 2);
    world.with(0, |rules, _| rules.set_password(password(b"open sesame"))).unwrap();
    let rejected = vec![Event::Rejected(InviteReject::InvalidPassword)];
    for wrong in [&b""[..], b"open sesam", b"open sesame!"] {
        assert_eq!(try_join(&mut world, 1, wrong), rejected);
        assert_eq!(world.nodes[1].rules.phase(), Phase::Disconnected);
    }
    let events = try_join(&mut world, 1, b"open sesame");
    assert!(events.contains(&Event::Joined), "{events:?}");
    assert_eq!(world.nodes[1].rules.state().unwrap().password, password(b"open sesame"));
    // What both know by now is no news.
    assert!(!events.contains(&Event::Password));
    assert_eq!(world.nodes[0].rules.members().count(), 1);
}

#[test]
fn a_password_changed_while_a_member_is_away_is_asked_for() {
    let mut world = World::joined(2, 3);
    world.with(0, |rules, _| rules.set_password(password(b"old"))).unwrap();
    world.settle();
    assert_eq!(world.events(1), [Event::Password]);
    world.split(|who| who as u8);
    world.with(0, |rules, _| rules.set_password(password(b"new"))).unwrap();
    world.run(Duration::from_secs(60));
    world.events(1);
    world.heal();
    world.settle();
    assert_eq!(world.events(1), [Event::Rejected(InviteReject::InvalidPassword)]);
    world.rejoin(1, Some(b"new"));
    world.settle();
    assert!(world.is_in(1));
    world.assert_agreement("with the new password");
}

#[test]
fn a_password_that_was_removed_is_missed_by_nobody() {
    let mut world = World::joined(2, 4);
    world.with(0, |rules, _| rules.set_password(password(b"old"))).unwrap();
    world.settle();
    world.split(|who| who as u8);
    world.with(0, |rules, _| rules.set_password(GroupPassword::NONE)).unwrap();
    world.heal();
    world.run(Duration::from_secs(60));
    assert!(world.is_in(1));
    world.assert_agreement("without a password");
}

#[test]
fn there_is_room_for_as_many_as_the_founder_says_and_for_the_founder() {
    let mut world = World::joined(3, 5);
    world.with(0, |rules, _| rules.set_peer_limit(3)).unwrap();
    world.settle();
    let other = World::new(4, 1).nodes.pop().unwrap();
    world.nodes.push(other);
    assert_eq!(try_join(&mut world, 3, b""), [Event::Rejected(InviteReject::GroupFull)]);
    // Who is in stays in, and the founder may come back always.
    world.with(0, |rules, _| rules.set_peer_limit(2)).unwrap();
    world.settle();
    world.rejoin(0, None);
    world.settle();
    assert!(world.is_in(0));
    assert_eq!(world.nodes[1].rules.members().count(), 2);
    assert_eq!(world.with(0, |rules, _| rules.set_peer_limit(0)), Err(DecideError::Invalid));
}

#[test]
fn a_founder_who_comes_back_alone_is_in_with_the_first_who_asks() {
    let mut world = World::joined(2, 6);
    world.split(|who| who as u8);
    let saved = world.nodes[0].rules.to_saved().unwrap();
    world.nodes[0].rules = Rules::restore(saved).unwrap();
    assert_eq!(world.nodes[0].rules.phase(), Phase::Joining);
    assert!(world.nodes[0].rules.ping().is_some(), "or the newcomer takes it for dead");
    world.nodes[1].rules = Rules::join(joining(1, b""));
    world.heal();
    world.run(Duration::from_secs(30));
    assert!(world.is_in(0) && world.is_in(1));
    world.assert_agreement("the founder and a newcomer");
}

#[test]
fn all_may_restart_at_once() {
    let mut world = World::joined(4, 7);
    let moderator = world.key(2);
    world.with(0, |rules, now| rules.set_role(now, &moderator, Role::Moderator)).unwrap();
    world.with(0, |rules, now| rules.set_topic(now, b"stays")).unwrap();
    world.settle();
    world.split(|who| who as u8);
    for node in &mut world.nodes {
        node.rules = Rules::restore(node.rules.to_saved().unwrap()).unwrap();
    }
    world.heal();
    world.run(Duration::from_secs(90));
    assert!((0..4).all(|who| world.is_in(who)));
    world.assert_agreement("after all restarted");
    assert_eq!(world.nodes[3].rules.topic(), b"stays");
    // The lists go on.
    let user = world.key(3);
    world.with(2, |rules, now| rules.set_role(now, &user, Role::Observer)).unwrap();
    world.run(Duration::from_secs(60));
    world.assert_agreement("with an observer");
    assert_eq!(world.nodes[0].rules.member(&user).unwrap().role, Role::Observer);
}

#[test]
fn kicks_put_out_whoever_may_be_and_the_others_learn_by_whom() {
    let mut world = World::joined(5, 8);
    let [founder, moderator, observer, user] = [0, 1, 2, 3].map(|who| world.key(who));
    world.with(0, |rules, now| rules.set_role(now, &moderator, Role::Moderator)).unwrap();
    world.settle();
    world.with(1, |rules, now| rules.set_role(now, &observer, Role::Observer)).unwrap();
    world.settle();
    (0..5).for_each(|who| _ = world.events(who));
    let kick = |world: &mut World, who, whom: &_| world.with(who, |rules, now| rules.kick(now, whom));
    assert_eq!(kick(&mut world, 3, &founder), Err(KickError::Permissions));
    assert_eq!(kick(&mut world, 3, &user), Err(KickError::OwnKey));
    assert_eq!(kick(&mut world, 1, &founder), Err(KickError::Permissions));
    assert_eq!(kick(&mut world, 1, &keys(90).public().encryption), Err(KickError::UnknownMember));
    assert_eq!(kick(&mut world, 1, &observer), Ok(()));
    world.settle();
    assert!(!world.is_in(2));
    assert!(world.events(2).contains(&Event::Kicked { by: moderator, member: observer }));
    let told = world.events(4);
    assert!(told.contains(&Event::Kicked { by: moderator, member: observer }), "{told:?}");
    assert!(world.events(1).is_empty(), "who does something is not told");
    assert_eq!(world.nodes[4].rules.observers().count(), 0);
    assert_eq!(kick(&mut world, 0, &moderator), Ok(()));
    world.settle();
    assert!(!world.is_in(1) && world.nodes[4].rules.moderators().is_empty());
    world.assert_agreement("three are left");
    // There are no bans.
    world.rejoin(1, None);
    world.run(Duration::from_secs(60));
    assert!(world.is_in(1));
    world.assert_agreement("one came back");
}

#[test]
fn roles_change_as_the_table_says() {
    let mut world = World::joined(4, 9);
    let [founder, one, two, three] = [0, 1, 2, 3].map(|who| world.key(who));
    let set = |world: &mut World, who, whom: &_, role| {
        let done = world.with(who, |rules, now| rules.set_role(now, whom, role));
        world.settle();
        done
    };
    assert_eq!(set(&mut world, 0, &founder, Role::Founder), Err(SetRoleError::Assignment));
    assert_eq!(set(&mut world, 0, &founder, Role::User), Err(SetRoleError::OwnRole));
    assert_eq!(set(&mut world, 0, &one, Role::User), Err(SetRoleError::Assignment));
    assert_eq!(set(&mut world, 0, &one, Role::Founder), Err(SetRoleError::Assignment));
    assert_eq!(set(&mut world, 0, &keys(90).public().encryption, Role::User), Err(SetRoleError::UnknownMember));
    assert_eq!(set(&mut world, 1, &two, Role::Moderator), Err(SetRoleError::Permissions));
    for (role, by) in [(Role::Moderator, 0), (Role::Observer, 0), (Role::Moderator, 0), (Role::User, 0)] {
        assert_eq!(set(&mut world, by, &one, role), Ok(()));
        world.assert_agreement("after each change");
        assert_eq!((world.nodes[1].rules.own_role(), world.nodes[3].rules.member(&one).unwrap().role), (role, role));
        assert!(world.events(3).contains(&Event::Role { by: founder, member: one, role }));
    }
    set(&mut world, 0, &one, Role::Moderator).unwrap();
    assert_eq!(set(&mut world, 1, &two, Role::Observer), Ok(()));
    assert_eq!(set(&mut world, 1, &two, Role::Moderator), Err(SetRoleError::Permissions));
    assert_eq!(set(&mut world, 1, &founder, Role::Observer), Err(SetRoleError::Permissions));
    assert_eq!(set(&mut world, 2, &three, Role::Observer), Err(SetRoleError::Permissions));
    assert_eq!(set(&mut world, 1, &two, Role::User), Ok(()));
    world.assert_agreement("in the end");
}

#[test]
fn what_a_moderator_signed_counts_on_when_it_is_one_no_longer() {
    let mut world = World::joined(5, 10);
    let [one, two, three] = [1, 2, 3].map(|who| world.key(who));
    world.with(0, |rules, now| rules.set_role(now, &one, Role::Moderator)).unwrap();
    world.settle();
    world.with(1, |rules, now| rules.set_role(now, &two, Role::Observer)).unwrap();
    world.with(1, |rules, now| rules.set_topic(now, b"the moderator's")).unwrap();
    world.settle();
    world.with(0, |rules, now| rules.set_role(now, &three, Role::Observer)).unwrap();
    world.settle();
    world.with(0, |rules, now| rules.set_role(now, &one, Role::User)).unwrap();
    world.settle();
    world.assert_agreement("without a moderator");
    assert_eq!(world.nodes[4].rules.topic(), b"the moderator's");
    assert_eq!(world.nodes[4].rules.observers().count(), 2);
    assert!(world.nodes[4].rules.ping().unwrap().topic_version > 0);
    let set = world.with(1, |rules, now| rules.set_topic(now, b"again"));
    assert_eq!(set, Err(SetTopicError::Permissions));
}

#[test]
fn only_the_founder_decides() {
    let mut world = World::joined(2, 11);
    let not = Err(DecideError::NotFounder);
    assert_eq!(world.with(1, |rules, _| rules.set_peer_limit(5)), not);
    assert_eq!(world.with(1, |rules, _| rules.set_privacy(GroupPrivacy::Private)), not);
    assert_eq!(world.with(1, |rules, _| rules.set_voice(GroupVoice::Founder)), not);
    assert_eq!(world.with(1, |rules, now| rules.unlock_topic(now)), not);
    assert_eq!(world.with(1, |rules, _| rules.set_password(password(b"x"))), not);
    assert_eq!(world.with(0, |rules, _| rules.set_privacy(GroupPrivacy::Other(7))), Err(DecideError::Invalid));
    assert_eq!(world.with(0, |rules, _| rules.set_voice(GroupVoice::Other(7))), Err(DecideError::Invalid));
    assert_eq!(world.with(0, |rules, _| rules.set_peer_limit(100)), Ok(()), "which it is already");
    assert_eq!(world.nodes[0].rules.state().unwrap().version, 1);
    world.with(0, |rules, now| rules.unlock_topic(now)).unwrap();
    world.settle();
    assert_eq!(world.events(1), [Event::TopicLock(TopicLock::Unlocked(1))]);
    world.with(1, |rules, now| rules.set_topic(now, b"a user's")).unwrap();
    world.settle();
    world.with(0, |rules, now| rules.lock_topic(now)).unwrap();
    world.settle();
    world.assert_agreement("locked again");
    assert_eq!(world.nodes[1].rules.topic(), b"a user's");
    assert_eq!(world.nodes[1].rules.to_saved().unwrap().topic.setter, keys(1).public().signing);
    world.with(0, |rules, now| rules.leave(now, b""));
    assert_eq!(world.with(0, |rules, _| rules.set_peer_limit(5)), Err(DecideError::Disconnected));
}

#[test]
fn texts_have_the_lengths_that_arrive() {
    use toxcore_group::rules::{SendGroupMessageError, SendPrivateMessageError};
    let mut world = World::joined(2, 12);
    let (kind, id, other) = (MessageKind::Action, PseudoMessageId(5), world.key(1));
    let to_all = |world: &mut World, len| world.with(0, |rules, _| rules.send_message(kind, id, &vec![b'x'; len]));
    let to_one = |world: &mut World, len| {
        world.with(0, |rules, _| rules.send_private_message(&other, kind, id, &vec![b'x'; len]))
    };
    assert_eq!(to_all(&mut world, 0), Err(SendGroupMessageError::Empty));
    assert_eq!(to_all(&mut world, 1373), Err(SendGroupMessageError::TooLong(1373)));
    assert_eq!(to_all(&mut world, 65_537), Err(SendGroupMessageError::TooLong(65_537)));
    assert_eq!(to_one(&mut world, 0), Err(SendPrivateMessageError::Empty));
    assert_eq!(to_one(&mut world, 1368), Err(SendPrivateMessageError::TooLong(1368)));
    for (len, private) in [(1, 1), (1372, 1367)] {
        to_all(&mut world, len).unwrap();
        to_one(&mut world, private).unwrap();
        world.settle();
        let said: Vec<usize> = world
            .events(1)
            .into_iter()
            .map(|event| match event {
                Event::Message(said) | Event::PrivateMessage(said) => {
                    assert_eq!((said.member, said.kind, said.id), (world.key(0), kind, id));
                    said.text.len()
                }
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(said, [len, private]);
    }
    let nobody = keys(90).public().encryption;
    let sent = world.with(0, |rules, _| rules.send_private_message(&nobody, kind, id, b"x"));
    assert_eq!(sent, Err(SendPrivateMessageError::UnknownMember));
    let topic = world.with(0, |rules, now| rules.set_topic(now, &[b't'; 513]));
    assert_eq!(topic, Err(SetTopicError::TooLong(513)));
    world.with(0, |rules, now| rules.set_topic(now, &[b't'; 512])).unwrap();
    world.settle();
    assert_eq!(world.nodes[1].rules.topic().len(), 512);
}

#[test]
fn newcomers_without_a_nick_are_bounded_and_our_own_key_is_nobody_else() {
    let mut world = World::joined(2, 13);
    let now = world.now;
    let rules = &mut world.nodes[1].rules;
    let own = rules.own_keys().public();
    assert_eq!(rules.connected(now, own, Meeting::Responder), Err(Refusal::NotAllowed));
    for seed in 0..toxcore_group::rules::MAX_UNCONFIRMED {
        let keys = toxcore_crypto::ExtendedKeyPair::from_seed(&[seed as u8 + 3, 7].repeat(16).try_into().unwrap());
        rules.connected(now, keys.public(), Meeting::Responder).unwrap();
    }
    assert_eq!(rules.connected(now, keys(250).public(), Meeting::Responder), Err(Refusal::Full));
    // A member comes back all the same.
    assert_eq!(rules.connected(now, keys(1).public(), Meeting::Responder), Ok(()));
}

#[test]
fn whoever_was_seen_stays_in_the_roster() {
    let mut world = World::joined(3, 14);
    let (gone, kicked) = (world.key(1), world.key(2));
    let relay = None;
    let addr = Some(([198, 51, 100, 7], 33445).into());
    for key in [gone, kicked] {
        world.with(0, |rules, _| rules.located(&key, addr, relay));
    }
    world.with(1, |rules, now| rules.leave(now, b"bye"));
    world.settle();
    world.run(Duration::from_secs(30));
    world.with(0, |rules, now| rules.kick(now, &kicked)).unwrap();
    let rules = &world.nodes[0].rules;
    let entry = rules.roster().get(&gone).unwrap();
    assert_eq!((&*entry.nick, entry.is_present), (&b"member 1"[..], false));
    assert!(entry.last_seen.is_some_and(|seen| world.now - seen >= Duration::from_secs(29)));
    let saved = rules.to_saved().unwrap();
    assert_eq!(saved.peers.iter().map(|peer| peer.key).collect::<Vec<_>>(), [gone], "nobody looks for who was put out");
    let restored = Rules::restore(saved).unwrap();
    let entry = restored.roster().get(&gone).unwrap();
    assert_eq!((entry.last_seen, entry.addr), (None, addr));
}

#[test]
fn newcomers_who_met_outside_see_each_other_as_soon_as_both_are_in() {
    let mut world = World::new(3, 15);
    world.connect(1, 2);
    world.settle();
    assert_eq!([1, 2].map(|who| world.nodes[who].rules.members().count()), [0, 0]);
    for who in 1..3 {
        world.connect(who, 0);
        world.settle();
    }
    // No time has passed, and no ping was sent.
    assert_eq!([0, 1, 2].map(|who| world.nodes[who].rules.members().count()), [2, 2, 2]);
}

#[test]
fn a_message_that_comes_again_in_another_session_is_heard_once() {
    use toxcore_wire::Encode;
    use toxcore_wire::group::{Broadcast, GroupMessage};
    let mut world = World::joined(3, 16);
    let message = |id| {
        let (kind, id) = (MessageKind::Normal, PseudoMessageId(id));
        Broadcast::Message(GroupMessage { kind, id, text: b"hello" }).to_vec()
    };
    let heard = |world: &mut World| {
        let events = world.events(2);
        events.iter().filter(|event| matches!(event, Event::Message(_))).count()
    };
    assert_eq!(world.inject(1, 2, Broadcast::KIND, &message(1)), Ok(()));
    assert_eq!(heard(&mut world), 1);
    // Nobody knows whether it had arrived.
    for _ in 0..2 {
        world.connect(1, 2);
        world.settle();
        assert_eq!(world.inject(1, 2, Broadcast::KIND, &message(1)), Err(Refusal::Outdated));
    }
    assert_eq!(world.inject(1, 2, Broadcast::KIND, &message(2)), Ok(()));
    assert_eq!(heard(&mut world), 1);
}

#[test]
fn a_password_that_we_do_not_know_of_is_no_nick() {
    use toxcore_wire::Encode;
    use toxcore_wire::friend::UserStatus;
    use toxcore_wire::group::{PeerInfo, ShortBytes};
    let mut world = World::joined(3, 17);
    let info =
        |password| PeerInfo { password, nick: ShortBytes::first(b"nick"), status: UserStatus::Available }.to_vec();
    let with_password = world.inject(1, 2, PeerInfo::KIND, &info(Some(password(b"secret"))));
    assert_eq!(with_password, Err(Refusal::WrongPassword));
    let member = world.key(1);
    assert_eq!(world.nodes[2].rules.member(&member).unwrap().profile.nick(), b"member 1");
    assert_eq!(world.inject(1, 2, PeerInfo::KIND, &info(None)), Ok(()));
    assert_eq!(world.nodes[2].rules.member(&member).unwrap().profile.nick(), b"nick");
}
