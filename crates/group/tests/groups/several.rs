//! Several groups in one program.

use toxcore_group::groups::{GroupNumber, JoinError, UnknownGroup};
use toxcore_group::rules::Phase;
use toxcore_sim::Link;
use toxcore_wire::group::{ChatId, GroupName, GroupPassword, GroupPrivacy};
use toxcore_wire::messenger::MessageKind;

use crate::world::{World, profile, seconds};

/// Everybody is in a second group as well, which 1 founded.
fn second(world: &mut World) -> Vec<GroupNumber> {
    let name = GroupName::new(b"another").unwrap();
    let found = |person: &mut crate::world::Person, now| {
        let number = person.act(|groups| groups.found(now, name, GroupPrivacy::Public, profile(1)).unwrap());
        (number, person.groups.chat_id(number).unwrap())
    };
    let (founded, chat_id) = world.with(1, found);
    (0..world.people.len())
        .map(|who| {
            if who == 1 {
                return founded;
            }
            world.with(who, |person, now| {
                person.act(|groups| groups.join(now, chat_id, profile(who), GroupPassword::NONE).unwrap())
            })
        })
        .collect()
}

fn count(world: &World, who: usize, number: GroupNumber) -> usize {
    world.person(who).groups.members(number).count()
}

#[test]
fn packets_go_to_their_group() {
    let mut world = World::joined(4, 1, Link::default());
    let numbers = second(&mut world);
    world.run_until(seconds(10), |world| (0..4).all(|who| count(world, who, numbers[who]) == 3));
    assert!(world.all_see_all());
    let own = world.person(2).groups.own_key(numbers[2]).unwrap();
    assert_ne!(own, world.key(2), "a key in each group");
    world.with(2, |person, now| {
        person.act(|groups| groups.send_message(now, numbers[2], MessageKind::Normal, b"there")).unwrap();
    });
    world.say(2, b"here");
    world.run(seconds(2));
    let mut texts = world.person(0).texts.clone();
    texts.sort_by(|one, two| one.1.cmp(&two.1));
    assert_eq!(texts, [(world.key(2), b"here".to_vec()), (own, b"there".to_vec())]);
    assert_eq!(world.person(0).groups.save().count(), 2);
}

#[test]
fn a_number_of_a_group_that_was_left_is_of_no_use() {
    let mut world = World::joined(3, 2, Link::default());
    let old = world.person(2).number();
    world.act(2, |groups, now, number| groups.leave(now, number, b"bye")).unwrap();
    assert_eq!(world.person(2).groups.numbers().count(), 0);
    assert!(world.person(2).sought.is_empty() && world.person(2).pools.is_empty());
    world.run(seconds(2));
    assert_eq!(world.count(0), 1);
    let chat_id = world.chat_id;
    world.join(2, b"");
    let new = world.person(2).number();
    assert!(new.index == old.index && new != old, "the lowest index is used again");
    let groups = &world.person(2).groups;
    assert_eq!((groups.find(&chat_id), groups.phase(old)), (Some(new), None));
    let left = world.with(2, |person, now| person.act(|groups| groups.leave(now, old, b"")));
    assert_eq!(left, Err(UnknownGroup));
    world.run_until(seconds(10), World::all_see_all);
}

/// A program may still be told what happened in the group that was left.
#[test]
fn an_index_is_not_given_again_in_the_same_turn() {
    let mut world = World::new(6, Link::default());
    let old = world.person(0).number();
    let found = |person: &mut crate::world::Person, now| {
        let name = GroupName::new(b"another").unwrap();
        person.act(|groups| groups.found(now, name, GroupPrivacy::Private, profile(0)).unwrap()).index
    };
    let next = world.with(0, |person, now| {
        person.act(|groups| groups.leave(now, old, b"")).unwrap();
        found(person, now)
    });
    assert_ne!(next, old.index);
    world.run(seconds(1));
    assert_eq!(world.with(0, found), old.index);
}

#[test]
fn joining_a_group_of_ours_is_coming_back() {
    let mut world = World::joined(3, 3, Link::default());
    let (number, key) = (world.person(2).number(), world.key(2));
    world.join(2, b"");
    assert_eq!((world.person(2).number(), world.key(2)), (number, key));
    assert_eq!(world.phase(2), Phase::Joining);
    world.run_until(seconds(10), World::all_see_all);
}

#[test]
fn no_group_has_an_id_that_is_no_key() {
    let mut world = World::new(4, Link::default());
    // No point of the curve has this y.
    let chat_id = ChatId::from_bytes([2; 32]);
    let joined =
        world.with(0, |person, now| person.act(|groups| groups.join(now, chat_id, profile(0), GroupPassword::NONE)));
    assert_eq!(joined, Err(JoinError::InvalidChatId));
}

#[test]
fn who_shuts_down_says_good_bye_everywhere() {
    let mut world = World::joined(3, 5, Link::default());
    let numbers = second(&mut world);
    world.run_until(seconds(10), |world| (0..3).all(|who| count(world, who, numbers[who]) == 2));
    world.with(2, |person, now| person.act(|groups| groups.shut_down(now)));
    world.run(seconds(1));
    assert_eq!((world.count(0), count(&world, 0, numbers[0])), (1, 1));
}
