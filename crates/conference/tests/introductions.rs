//! Who introduces whom, under which number, and until when.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

mod world;

use std::time::Duration;

use toxcore_crypto::{DhtPublicKey, LongTermPublicKey};
use toxcore_wire::Encode;
use toxcore_wire::conference::{DirectContent, DirectPacket, GroupMessage, MessageContent};
use toxcore_wire::messenger::MessageKind;
use world::World;

const SECOND: Duration = Duration::from_secs(1);
/// Two in each direction of the circle.
const CLOSEST: usize = 4;
/// Draws until a number is found that nobody has.
const DRAWS: usize = 33;

/// A message to all, whoever passes it on. All conferences of these tests have the number 0.
fn message(peer_number: u16, message_number: u32, content: MessageContent<'_>) -> Vec<u8> {
    let data = content.to_vec();
    GroupMessage { conference_number: 0, peer_number, message_number, id: content.id(), data: &data }.to_vec()
}

fn connections(world: &World, who: usize) -> usize {
    let machine = world.members[who].machine.as_ref().unwrap();
    machine.connection_counts(world.number(who)).unwrap().0
}

fn own_number(world: &World, who: usize) -> Option<u16> {
    let machine = world.members[who].machine.as_ref().unwrap();
    machine.own_number(machine.numbers().next()?).map(|number| number.0)
}

/// Each came in by the one before, who is seldom one of its closest. What a member says comes from itself first, as a rule, and from
/// others a moment later.
#[test]
fn who_introduced_and_who_was_introduced_part_when_others_are_enough() {
    for seed in 0..5 {
        let mut world = World::chain(9, seed);
        world.run(5 * SECOND);
        for who in 1..9 {
            let text = MessageContent::Text { kind: MessageKind::Normal, text: b"here I am" };
            let said = message(own_number(&world, who - 1).unwrap(), 5_000, text);
            world.hand_over(who - 1, who, &said);
            let pairs = world.connected_pairs();
            let is_between = |(one, other): &&(usize, usize)| *one == who || *other == who;
            let others = pairs.iter().filter(is_between).map(|(one, other)| one + other - who);
            others.filter(|other| *other != who - 1).for_each(|other| world.hand_over(other, who, &said));
        }
        world.run(5 * SECOND);
        let connections: Vec<_> = (0..9).map(|who| connections(&world, who)).collect();
        assert_eq!(connections, [CLOSEST; 9], "seed {seed}");
    }
}

/// With as few as are wanted anyway nobody is dismissed, and who is told so is not alone.
#[test]
fn few_members_keep_all_connections() {
    let mut world = World::chain(4, 1);
    world.run(60 * SECOND);
    assert_eq!([0, 1, 2, 3].map(|who| connections(&world, who)), [3; 4]);
    let introduced = DirectPacket { conference_number: 0, content: DirectContent::Introduced }.to_vec();
    world.hand_over(1, 0, &introduced);
    assert_eq!(connections(&world, 0), 3, "it is one of the closest, too");
}

/// What the number of a newcomer is, if others have these.
fn newcomer(taken: &[u16]) -> (World, Option<u16>) {
    let mut world = World::new(3, 3);
    world.create(0);
    world.befriend(0, 1);
    world.run(5 * SECOND);
    world.invite(0, 1);
    world.run(2 * SECOND);
    let author = own_number(&world, 1).unwrap();
    for (number, message_number) in taken.iter().zip(1_000..) {
        let mut key = [0x77; 32];
        key[..2].copy_from_slice(&number.to_be_bytes());
        let (peer, dht_key) = (LongTermPublicKey::from_bytes(key), DhtPublicKey::from_bytes(key));
        let content = MessageContent::NewPeer { peer_number: *number, key: peer, dht_key };
        world.hand_over(1, 0, &message(author, message_number, content));
    }
    world.befriend(0, 2);
    world.run(5 * SECOND);
    world.invite(0, 2);
    world.run(2 * SECOND);
    let number = own_number(&world, 2);
    (world, number)
}

#[test]
fn a_number_that_nobody_has_is_drawn_33_times() {
    let mut taken = Vec::new();
    for _ in 0..DRAWS {
        let (_, number) = newcomer(&taken);
        let number = number.unwrap();
        assert!(!taken.contains(&number));
        taken.push(number);
    }
    let (mut world, number) = newcomer(&taken);
    assert_eq!((number, world.discards.get("full")), (None, Some(&1)));
    // It asks again when it is connected anew.
    world.cut(0, 2);
    world.run(10 * SECOND);
    let number = own_number(&world, 2).unwrap();
    assert!(!taken.contains(&number));
}
