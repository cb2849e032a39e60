use super::world::*;

/// Two who have got to know each other, and note what arrives from now on.
fn acquainted() -> World {
    let mut world = World::new(3, good());
    world.meet(1);
    world.run_until_confirmed(seconds(12));
    world.run(seconds(5));
    [1, 2].into_iter().for_each(|who| world.with(who, |person, _| person.record = Some(Vec::new())));
    world
}

/// First bytes of the packets that arrived since this was asked last: 0x5b lossless, 0x5c lossy.
fn arrived(world: &mut World, who: u8) -> Vec<u8> {
    let record = world.with(who, |person, _| person.record.replace(Vec::new()).unwrap());
    record.iter().map(|(_, packet)| packet[0]).collect()
}

#[test]
fn a_text_for_all_is_acknowledged_after_a_quarter_of_a_second_and_not_repeated() {
    let mut world = acquainted();
    world.tell(1, b"text");
    world.run(millis(260));
    assert_eq!((arrived(&mut world, 1), arrived(&mut world, 2)), (vec![], vec![0x5b]));
    world.run(millis(40));
    assert_eq!(arrived(&mut world, 1), [0x5c]);
    world.run(seconds(5));
    assert_eq!((arrived(&mut world, 1), arrived(&mut world, 2)), (vec![], vec![]));
}

#[test]
fn an_acknowledgement_goes_with_an_answer() {
    let mut world = acquainted();
    world.tell(1, b"text");
    world.run(millis(100));
    world.tell(2, b"answer");
    world.run(millis(30));
    assert_eq!(arrived(&mut world, 1), [0x5b, 0x5c]);
    world.run(seconds(1));
    assert_eq!((arrived(&mut world, 1), arrived(&mut world, 2)), (vec![], vec![0x5b, 0x5c]));
}

#[test]
fn everything_else_is_acknowledged_at_once_and_what_waits_with_it() {
    let mut world = acquainted();
    world.tell(1, b"text");
    world.say(1, b"other");
    world.run(millis(45));
    assert_eq!(arrived(&mut world, 1), [0x5c, 0x5c]);
    (0..8).for_each(|_| world.tell(1, b"one of many"));
    world.run(millis(45));
    assert_eq!(arrived(&mut world, 1), [0x5c; 8]);
    world.run(seconds(1));
    assert_eq!((arrived(&mut world, 1), world.person(2).texts.len()), (vec![], 10));
}
