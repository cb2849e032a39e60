//! Friends bring friends into groups that nobody finds otherwise.

use toxcore_group::groups::{Groups, InviteError};
use toxcore_group::rules::{Event, Phase};
use toxcore_sansio::Discard;
use toxcore_sim::Link;
use toxcore_wire::group::{GroupInvitePacket, GroupPrivacy, InviteData, InviteReject};
use toxcore_wire::{BoundedList, Encode};

use crate::world::{World, friend, lossy, password, profile, seconds};

fn private(seed: u64, link: Link) -> World {
    World::founded(seed, link, GroupPrivacy::Private)
}

fn invite(world: &mut World, who: usize, whom: usize) {
    world.act(who, |groups, _, number| groups.invite_friend(number, friend(whom))).unwrap();
    world.run(seconds(1));
}

/// Takes the last offer.
fn accept(world: &mut World, who: usize, given: &[u8]) {
    let given = password(given);
    world.with(who, |person, now| {
        let (from, data) = person.invites.pop().unwrap();
        let accept = |groups: &mut Groups| groups.accept_invite(now, from, &data, profile(who), given);
        person.number = Some(person.act(accept).unwrap());
    });
}

#[test]
fn friends_bring_each_other_in_one_after_the_other() {
    let mut world = private(1, lossy());
    for whom in 1..6 {
        world.add();
        // Each is brought in by the one who came before.
        invite(&mut world, whom - 1, whom);
        assert_eq!(
            world.person(whom).invites,
            [(friend(whom - 1), InviteData { chat_id: world.chat_id, member: world.key(whom - 1) })]
        );
        accept(&mut world, whom, b"");
        world.run_until(seconds(20), World::all_see_all);
    }
    assert!((0..6).all(|who| world.person(who).sought.is_empty()));
    assert_eq!(world.say(5, b"hello"), 5);
}

/// Each is told of those who were in before it, and of those who came in beside it: nobody waits for a ping.
#[test]
fn who_come_in_at_once_are_told_of_each_other() {
    for seed in 10..30 {
        let mut world = private(seed, Link::default());
        for whom in 1..5 {
            world.add();
            invite(&mut world, 0, whom);
        }
        for whom in 1..5 {
            accept(&mut world, whom, b"");
        }
        world.run_until(seconds(3), World::all_see_all);
    }
}

#[test]
fn an_offer_needs_the_password_as_well() {
    let mut world = private(2, Link::default());
    world.act(0, |groups, now, number| groups.set_password(now, number, password(b"sesame"))).unwrap();
    world.add();
    invite(&mut world, 0, 1);
    accept(&mut world, 1, b"simsim");
    world.run(seconds(15));
    assert_eq!(world.events(1), [Event::Rejected(InviteReject::InvalidPassword)]);
    invite(&mut world, 0, 1);
    accept(&mut world, 1, b"sesame");
    world.run_until(seconds(15), World::all_see_all);
}

#[test]
fn who_was_not_invited_is_told_nothing() {
    let mut world = private(3, Link::default());
    world.add();
    let chat_id = world.chat_id;
    let data = InviteData { chat_id, member: world.key(0) };
    let packet = GroupInvitePacket::Accepted { data }.to_vec();
    let taken = world
        .with(0, |person, now| person.act(|groups| groups.handle_friend_packet(now, friend(1), &packet, None, &[])));
    assert!(taken.is_err());
    let confirmation = GroupInvitePacket::Confirmation { data, relays: BoundedList::new() }.to_vec();
    let taken = world.with(0, |person, now| {
        person.act(|groups| groups.handle_friend_packet(now, friend(1), &confirmation, None, &[]))
    });
    assert!(taken.is_err());
}

#[test]
fn an_answer_that_got_lost_is_given_again_when_the_friend_is_back() {
    let mut world = private(4, Link::default());
    world.add();
    invite(&mut world, 0, 1);
    world.has_mail = false;
    accept(&mut world, 1, b"");
    world.run(seconds(1));
    // Its friend connection is lost, and what was under way with it.
    world.with(1, |person, _| person.forget_mail());
    world.has_mail = true;
    world.run(seconds(60));
    assert_eq!(world.phase(1), Phase::Joining);
    world.with(1, |person, _| person.act(|groups| groups.friend_online(friend(0))));
    world.run_until(seconds(10), World::all_see_all);
}

/// So do founders running libtoxcore 0.2.20 without UDP now and then.
#[test]
fn an_inviter_that_does_not_confirm_is_found_at_our_relays() {
    let mut world = World::with_relay(20, Link::default());
    world.add();
    (0..2).for_each(|who| world.with(who, |person, _| person.lose_udp()));
    invite(&mut world, 0, 1);
    world.has_mail = false;
    accept(&mut world, 1, b"");
    world.run(seconds(2));
    assert_eq!(world.phase(1), Phase::Joining, "it may still say where it is");
    world.run_until(seconds(5), World::all_see_all);
}

/// The inviter forgets whom it invited when it restarts, and when it has heard the acceptance.
#[test]
fn an_offer_of_the_friend_who_is_to_bring_us_in_is_taken_at_once() {
    let mut world = private(7, Link::default());
    world.add();
    invite(&mut world, 0, 1);
    let saved = world.vanish(0);
    world.come_back(0, saved);
    accept(&mut world, 1, b"");
    world.run(seconds(60));
    assert_eq!(world.phase(1), Phase::Joining);
    invite(&mut world, 0, 1);
    assert!(world.person(1).invites.is_empty(), "the user has decided");
    world.run_until(seconds(10), World::all_see_all);
}

#[test]
fn whoever_was_let_in_by_nobody_may_be_invited_again() {
    let mut world = private(8, Link::default());
    world.act(0, |groups, now, number| groups.set_password(now, number, password(b"sesame"))).unwrap();
    world.add();
    invite(&mut world, 0, 1);
    let offer = world.person(1).invites.clone();
    accept(&mut world, 1, b"simsim");
    world.run(seconds(15));
    assert_eq!(world.events(1), [Event::Rejected(InviteReject::InvalidPassword)]);
    // The old offer is used up.
    world.with(1, |person, _| person.invites = offer);
    accept(&mut world, 1, b"sesame");
    world.run(seconds(15));
    assert_eq!(world.phase(1), Phase::Joining);
    invite(&mut world, 0, 1);
    world.run_until(seconds(15), World::all_see_all);
}

#[test]
fn whoever_looks_for_a_group_may_be_invited_to_it() {
    let mut world = private(9, Link::default());
    world.add();
    world.join(1, b"");
    world.run(seconds(5));
    invite(&mut world, 0, 1);
    assert_eq!((world.person(1).invites.len(), world.person(1).sought.len()), (1, 1));
    accept(&mut world, 1, b"");
    assert!(world.person(1).sought.is_empty(), "nobody else has to know");
    world.run_until(seconds(20), World::all_see_all);
}

#[test]
fn the_password_that_was_given_last_counts() {
    let mut world = private(10, Link::default());
    world.act(0, |groups, now, number| groups.set_password(now, number, password(b"sesame"))).unwrap();
    world.add();
    invite(&mut world, 0, 1);
    let offer = world.person(1).invites.clone();
    accept(&mut world, 1, b"simsim");
    // It has not gone out yet.
    world.with(1, |person, _| {
        person.forget_mail();
        person.invites = offer;
    });
    accept(&mut world, 1, b"sesame");
    world.run_until(seconds(15), World::all_see_all);
    assert!(!world.events(1).contains(&Event::Rejected(InviteReject::InvalidPassword)));
}

#[test]
fn a_friend_that_brought_us_in_owes_us_nothing() {
    let mut world = private(11, Link::default());
    world.add();
    invite(&mut world, 0, 1);
    accept(&mut world, 1, b"");
    world.run_until(seconds(10), World::all_see_all);
    world.act(0, |groups, now, number| groups.disconnect(now, number)).unwrap();
    world.run_until(seconds(10), |world| world.count(1) == 0);
    world.with(1, |person, _| {
        person.act(|groups| groups.friend_online(friend(0)));
        assert!(!person.has_mail());
    });
}

/// How often somebody was told that it, or that a member, is in.
fn arrivals(world: &mut World, who: usize) -> usize {
    let is_arrival = |event: &&Event| matches!(event, Event::Joined | Event::MemberJoined(_));
    world.events(who).iter().filter(is_arrival).count()
}

/// Past defect 28.
#[test]
fn an_invitation_that_is_accepted_twice_makes_one_member() {
    let mut world = private(12, Link::default());
    world.add();
    invite(&mut world, 0, 1);
    let offer = world.person(1).invites.clone();
    let again = |world: &mut World| {
        world.with(1, |person, _| person.invites = offer.clone());
        accept(world, 1, b"");
        world.person(1).number()
    };
    let number = again(&mut world);
    assert_eq!(again(&mut world), number);
    world.run_until(seconds(10), World::all_see_all);
    world.run(seconds(5));
    assert_eq!(again(&mut world), number);
    assert!(world.all_see_all(), "who is in does not leave for that");
    world.run(seconds(120));
    assert!(world.all_see_all());
    assert_eq!((arrivals(&mut world, 0), arrivals(&mut world, 1)), (1, 2));
    assert_eq!(world.person(1).groups.save().count(), 1);
    let unsolicited = world.person(0).refused.iter().nth(Discard::Unsolicited.index());
    assert_eq!(unsolicited.map(|(_, count)| count), Some(2), "the first answer used the invitation up");
}

/// Past defect 28: of one friend, and of two.
#[test]
fn invitations_that_come_before_the_first_answer_make_one_member() {
    let mut world = private(13, Link::default());
    world.add();
    invite(&mut world, 0, 1);
    accept(&mut world, 1, b"");
    world.run_until(seconds(10), World::all_see_all);
    world.add();
    for inviter in [0, 0, 1] {
        invite(&mut world, inviter, 2);
    }
    assert_eq!(world.person(2).invites.iter().map(|(from, _)| *from).collect::<Vec<_>>(), [0, 0, 1].map(friend));
    (0..2).for_each(|who| _ = world.events(who));
    for _ in 0..3 {
        accept(&mut world, 2, b"");
    }
    world.run_until(seconds(10), World::all_see_all);
    world.run(seconds(120));
    assert!(world.all_see_all());
    assert_eq!([0, 1, 2].map(|who| arrivals(&mut world, who)), [1, 1, 3]);
    assert_eq!(world.person(2).groups.save().count(), 1);
}

#[test]
fn offers_to_those_who_are_in_are_no_news() {
    let mut world = private(5, Link::default());
    world.add();
    invite(&mut world, 0, 1);
    accept(&mut world, 1, b"");
    world.run_until(seconds(10), World::all_see_all);
    invite(&mut world, 0, 1);
    assert!(world.person(1).invites.is_empty());
    // Whoever left may be asked again, with its old key.
    let key = world.key(1);
    world.act(1, |groups, now, number| groups.disconnect(now, number)).unwrap();
    invite(&mut world, 0, 1);
    accept(&mut world, 1, b"");
    world.run_until(seconds(10), World::all_see_all);
    assert_eq!(world.key(1), key);
}

#[test]
fn nobody_invites_to_a_group_that_it_does_not_know_yet() {
    let mut world = World::new(6, Link::default());
    let who = world.add();
    world.split(|who| u8::from(who == 0));
    world.join(who, b"");
    let invited = world.act(who, |groups, _, number| groups.invite_friend(number, friend(0)));
    assert_eq!(invited, Err(InviteError::NotIn));
}
