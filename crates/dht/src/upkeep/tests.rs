use toxcore_sansio::Seed;

use super::*;
use crate::close_list::CloseList;
use crate::search::SearchList;
use crate::testing::{at, at_millis, key, key_at_distance, node, node_with_key};

fn run(upkeep: &mut Upkeep, list: &mut impl ContactList, now: Instant) -> Vec<NodeInfo> {
    let mut asks = Vec::new();
    let random = upkeep.run(list, now, &mut Rng::new(&Seed::from_number(1)), &mut asks);
    asks.extend(random);
    asks
}

#[test]
fn new_node_is_asked_at_once_and_then_every_minute() {
    let mut list = CloseList::new(key(0));
    let mut upkeep = Upkeep::new(key(0), 8);
    upkeep.randoms_sent = FAST_RANDOM_REQUESTS;
    upkeep.last_random = Some(at(10_000));
    list.add(&node(1), at_millis(500));
    assert_eq!(run(&mut upkeep, &mut list, at(1)), [node(1)]);
    assert_eq!(upkeep.due(), Some(at(61)));
    list.add(&node(1), at(30));
    assert!(run(&mut upkeep, &mut list, at(60)).is_empty());
    assert_eq!(run(&mut upkeep, &mut list, at(61)), [node(1)]);
}

#[test]
fn dead_nodes_are_not_asked() {
    let mut list = CloseList::new(key(0));
    let mut upkeep = Upkeep::new(key(0), 8);
    list.add(&node(1), at(0));
    assert_eq!(run(&mut upkeep, &mut list, at(181)), [node(1)], "bad ones are");
    assert!(run(&mut upkeep, &mut list, at(1_000)).is_empty());
    assert_eq!(upkeep.due(), None);
}

#[test]
fn random_requests_are_five_fast_ones_and_then_one_in_twenty_seconds() {
    let mut list = CloseList::new(key(0));
    let mut upkeep = Upkeep::new(key(0), 8);
    let mut times = Vec::new();
    for second in 0..60 {
        list.add(&node(1), at(second));
        let checks = usize::from(second % 60 == 0);
        if run(&mut upkeep, &mut list, at(second)).len() > checks {
            times.push(second);
        }
    }
    assert_eq!(times, [0, 1, 2, 3, 4, 24, 44]);
}

#[test]
fn random_choice_prefers_the_near() {
    let mut rng = Rng::new(&Seed::from_number(7));
    let mut hits = [0_u32; 8];
    (0..8_000).for_each(|_| hits[biased_to_end(8, &mut rng)] += 1);
    assert!(hits[..7].windows(2).all(|pair| pair[0] < pair[1]), "{hits:?}");
    assert_eq!(biased_to_end(0, &mut rng), 0);
    assert_eq!(biased_to_end(1, &mut rng), 0);
}

#[test]
fn search_lists_give_their_nearest_last() {
    let mut list = SearchList::new(key(0));
    for distance in [5, 2, 9] {
        list.add(&node_with_key(key_at_distance(&key(0), distance)), at(0));
    }
    let order: Vec<_> = list.contacts().map(|c| c.key.as_bytes()[31] ^ 0x55).collect();
    assert_eq!(order, [9, 5, 2]);
}

#[test]
fn seconds_are_rounded_as_they_say() {
    assert_eq!(floor_second(at_millis(1_999)), at(1));
    assert_eq!(next_second(at(1)), at(2));
    assert_eq!(ceil_second(at(1)), at(1));
    assert_eq!(ceil_second(at_millis(1_001)), at(2));
}
