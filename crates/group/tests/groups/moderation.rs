//! Who may do what, carried over the network.

use toxcore_group::groups::{GroupError, Groups};
use toxcore_group::rules::{Departure, Event, KickError, Phase, SendGroupMessageError};
use toxcore_sim::Link;
use toxcore_wire::group::{GroupPrivacy, GroupVoice, InviteReject, Role};
use toxcore_wire::messenger::MessageKind;

use crate::world::{World, lossy, password, seconds};

/// What a member takes for the role of another.
fn role(world: &World, who: usize, of: usize) -> Role {
    let (groups, number) = world.groups(who);
    if who == of { groups.own_role(number).unwrap() } else { groups.member(number, &world.key(of)).unwrap().role }
}

#[test]
fn roles_are_the_same_for_all() {
    let mut world = World::joined(5, 1, lossy());
    let keys = [1, 2].map(|who| world.key(who));
    world.act(0, |groups, now, number| groups.set_role(now, number, &keys[0], Role::Moderator)).unwrap();
    world.run(seconds(5));
    world.act(1, |groups, now, number| groups.set_role(now, number, &keys[1], Role::Observer)).unwrap();
    world.run(seconds(5));
    for who in 0..5 {
        let roles = [0, 1, 2, 3, 4].map(|of| role(&world, who, of));
        assert_eq!(roles, [Role::Founder, Role::Moderator, Role::Observer, Role::User, Role::User], "says {who}");
    }
    let said = world.act(2, |groups, now, number| groups.send_message(now, number, MessageKind::Normal, b"but"));
    assert_eq!(said.map(|sent| sent.reached), Err(GroupError::Refused(SendGroupMessageError::Permissions)));
    world.act(0, |groups, now, number| groups.set_voice(now, number, GroupVoice::Moderators)).unwrap();
    world.run(seconds(5));
    let said = world.act(3, |groups, now, number| groups.send_message(now, number, MessageKind::Action, b"and"));
    assert_eq!(said.map(|sent| sent.reached), Err(GroupError::Refused(SendGroupMessageError::Permissions)));
    assert_eq!(world.say(1, b"now"), 4);
}

#[test]
fn who_is_kicked_is_out_and_may_come_back() {
    let mut world = World::joined(4, 2, Link::default());
    let keys = [0, 3].map(|who| world.key(who));
    assert_eq!(world.act(0, |groups, now, number| groups.kick(now, number, &keys[1])), Ok(3));
    world.run(seconds(2));
    let kicked = Event::Kicked { by: keys[0], member: keys[1] };
    for who in 1..3 {
        let events = world.events(who);
        assert!(events.contains(&kicked), "{events:?}");
        let left = |event: &Event| matches!(event, Event::MemberLeft { departure: Departure::Kicked, .. });
        assert!(events.iter().any(left), "{events:?}");
        assert_eq!(world.count(who), 2);
    }
    assert!(world.events(3).contains(&kicked));
    assert_eq!((world.phase(3), world.count(3)), (Phase::Disconnected, 0));
    assert!(world.person(3).sought.is_empty() && world.person(3).pools.is_empty());
    // Nobody looks for it, and what it announced is of no use.
    world.run(seconds(60));
    assert_eq!(world.count(0), 2);
    let again = world.act(0, |groups, now, number| groups.kick(now, number, &keys[1]));
    assert_eq!(again, Err(GroupError::Refused(KickError::UnknownMember)));
    world.act(3, |groups, now, number| groups.reconnect(now, number, None)).unwrap();
    world.run_until(seconds(5), World::all_see_all);
}

#[test]
fn a_password_that_changed_while_one_was_away() {
    let mut world = World::joined(4, 3, Link::default());
    let saved = world.vanish(3);
    world.run(seconds(90));
    world.act(0, |groups, now, number| groups.set_password(now, number, password(b"new"))).unwrap();
    world.run(seconds(5));
    world.come_back(3, saved);
    world.run(seconds(20));
    assert_eq!(world.events(3), [Event::Rejected(InviteReject::InvalidPassword)]);
    assert_eq!((world.phase(3), world.count(0)), (Phase::Disconnected, 2));
    let rejoin = |groups: &mut Groups, now, number| groups.reconnect(now, number, Some(password(b"new")));
    world.act(3, rejoin).unwrap();
    world.run_until(seconds(5), World::all_see_all);
    assert_eq!(world.say(3, b"here"), 3);
}

#[test]
fn members_come_back_with_the_password() {
    let mut world = World::joined(4, 8, lossy());
    world.act(0, |groups, now, number| groups.set_password(now, number, password(b"sesame"))).unwrap();
    world.run(seconds(5));
    for who in [3, 0] {
        let saved = world.vanish(who);
        world.run(seconds(90));
        world.come_back(who, saved);
        let took = world.run_until(seconds(20), World::all_see_all);
        assert!(took <= seconds(5), "{who}: {took:?}");
    }
    world.restart_all();
    world.run_until(seconds(60), World::all_see_all);
}

/// Of those who meet only two know each other, who are away at first.
#[test]
fn parts_of_a_group_with_a_password_come_together() {
    let mut world = World::joined(3, 9, Link::default());
    world.act(0, |groups, now, number| groups.set_password(now, number, password(b"sesame"))).unwrap();
    world.run(seconds(5));
    world.split(|who| u8::from(who == 2));
    world.run(seconds(90));
    let newcomer = world.add();
    world.split(|who| u8::from(who == 2));
    world.join(newcomer, b"sesame");
    world.run(seconds(5));
    assert!(world.is_in(newcomer));
    world.split(|_| 0);
    world.run_until(seconds(60), World::all_see_all);
}

#[test]
fn a_password_that_changed_while_the_network_was_in_parts() {
    let mut world = World::joined(4, 4, Link::default());
    world.split(|who| u8::from(who == 3));
    world.run(seconds(90));
    world.act(0, |groups, now, number| groups.set_password(now, number, password(b"new"))).unwrap();
    world.events(3);
    world.split(|_| 0);
    world.run(seconds(180));
    assert_eq!(world.phase(3), Phase::Disconnected, "it lost all others, so it has to be let in again");
    assert!(world.events(3).contains(&Event::Rejected(InviteReject::InvalidPassword)));
}

#[test]
fn newcomers_give_the_password() {
    let mut world = World::joined(3, 5, lossy());
    world.act(0, |groups, now, number| groups.set_password(now, number, password(b"sesame"))).unwrap();
    world.run(seconds(5));
    let who = world.add();
    world.join(who, b"simsim");
    world.run(seconds(15));
    assert_eq!(world.phase(who), Phase::Disconnected);
    world.join(who, b"sesame");
    world.run_until(seconds(15), World::all_see_all);
}

#[test]
fn whoever_rejects_everybody_keeps_nobody_out() {
    let mut world = World::joined(3, 6, Link::default());
    let chat_id = world.chat_id;
    world.act(0, |groups, now, number| groups.set_password(now, number, password(b"old"))).unwrap();
    world.run(seconds(5));
    // A member that does not hear that the password changed rejects those who give the new one.
    world.split(|who| u8::from(who == 2));
    world.act(0, |groups, now, number| groups.set_password(now, number, password(b"new"))).unwrap();
    world.run(seconds(5));
    let announce = world.person(2).sought[&chat_id].unwrap();
    let newcomer = world.add();
    world.join(newcomer, b"new");
    world.with(newcomer, |person, now| {
        person.act(|groups| groups.handle_announce(now, &chat_id, &announce)).unwrap();
    });
    world.run(seconds(10));
    assert!(world.is_in(newcomer) && world.count(newcomer) == 2);
    assert!(!world.events(newcomer).iter().any(|event| matches!(event, Event::Rejected(_))));
    // Nor if the others cannot be reached for some seconds.
    let late = world.add();
    world.join(late, b"new");
    world.with(late, |person, now| {
        person.act(|groups| groups.handle_announce(now, &chat_id, &announce)).unwrap();
    });
    world.split(|who| u8::from(who == 2 || who == late));
    let founder = world.person(0).sought[&chat_id].unwrap();
    world.with(late, |person, now| {
        person.act(|groups| groups.handle_announce(now, &chat_id, &founder)).unwrap();
    });
    world.run(seconds(5));
    assert!(!world.is_in(late));
    world.split(|who| u8::from(who == 2));
    world.run_until(seconds(5), |world| world.is_in(late));
    assert!(!world.events(late).iter().any(|event| matches!(event, Event::Rejected(_))));
    // If it is the only one that there is, it is believed.
    let other = world.add();
    world.split(|who| u8::from(who == 2 || who == other));
    world.join(other, b"new");
    world.run(seconds(10));
    assert!(world.events(other).contains(&Event::Rejected(InviteReject::InvalidPassword)));
}

#[test]
fn who_makes_a_group_private_is_not_sought_any_more() {
    let mut world = World::joined(3, 7, Link::default());
    let chat_id = world.chat_id;
    assert!((0..3).all(|who| world.person(who).sought[&chat_id].is_some()));
    world.act(0, |groups, now, number| groups.set_privacy(now, number, GroupPrivacy::Private)).unwrap();
    world.run(seconds(2));
    assert!((0..3).all(|who| world.person(who).sought.is_empty()));
    let who = world.add();
    world.join(who, b"");
    world.run(seconds(30));
    assert!(!world.is_in(who), "nobody announces the group");
    world.act(0, |groups, now, number| groups.set_privacy(now, number, GroupPrivacy::Public)).unwrap();
    world.run_until(seconds(5), World::all_see_all);
}
