use super::*;
use crate::testing::{addr, at, key, key_in_bucket, node_with_key};

fn node_in(bucket: u8, salt: u8) -> NodeInfo {
    let key = key_in_bucket(&key(0), bucket, salt);
    NodeInfo { addr: std::net::SocketAddr::from(([198, 51, bucket, salt], 33_445)), key }
}

fn full_bucket(now: Instant) -> CloseList {
    let mut list = CloseList::new(key(0));
    (1..=8).for_each(|salt| assert_eq!(list.add(&node_in(3, salt), now), Added::New));
    list
}

#[test]
fn good_nodes_are_not_pushed_out() {
    let mut list = full_bucket(at(0));
    assert!(!list.wants(&node_in(3, 9), at(121)));
    assert_eq!(list.add(&node_in(3, 9), at(121)), Added::Full);
    assert_eq!(list.add(&node_in(4, 9), at(121)), Added::New, "other buckets have room");
}

#[test]
fn longest_silent_node_makes_room() {
    let mut list = full_bucket(at(0));
    list.add(&node_in(3, 1), at(10));
    for salt in 3..=8 {
        list.add(&node_in(3, salt), at(5));
    }
    assert!(list.wants(&node_in(3, 9), at(200)));
    assert_eq!(list.add(&node_in(3, 9), at(200)), Added::New);
    assert!(list.get(&node_in(3, 2).key).is_none());
    assert_eq!(list.len(), 8);
}

#[test]
fn own_key_is_never_kept() {
    let mut list = CloseList::new(key(0));
    let own = node_with_key(key(0));
    assert!(!list.wants(&own, at(0)));
    assert_eq!(list.add(&own, at(0)), Added::Full);
    assert!(list.get_mut(&key(0)).is_none());
}

#[test]
fn deep_nodes_share_the_last_bucket() {
    let mut list = CloseList::new(key(0));
    for bits in 127..=134 {
        assert_eq!(list.add(&node_in(bits, 1), at(0)), Added::New);
    }
    assert_eq!(list.add(&node_in(200, 1), at(0)), Added::Full);
}

#[test]
fn restarted_node_loses_its_old_key() {
    let mut list = CloseList::new(key(0));
    let before = node_in(3, 1);
    let after = NodeInfo { addr: before.addr, key: node_in(7, 2).key };
    list.add(&before, at(0));
    assert_eq!(list.add(&after, at(1)), Added::New);
    assert!(list.get(&before.key).is_none());
    assert_eq!(list.contacts().map(|c| c.key).collect::<Vec<_>>(), [after.key]);
}

#[test]
fn known_node_takes_over_the_address_of_another() {
    let mut list = CloseList::new(key(0));
    list.add(&node_in(3, 1), at(0));
    list.add(&node_in(4, 1), at(0));
    let moved = NodeInfo { addr: node_in(3, 1).addr, key: node_in(4, 1).key };
    assert_eq!(list.add(&moved, at(1)), Added::Moved);
    assert!(list.get(&node_in(3, 1).key).is_none());
    assert_eq!(list.add(&moved, at(2)), Added::Known);
}

#[test]
fn known_good_node_is_wanted_at_another_address_only() {
    let mut list = CloseList::new(key(0));
    list.add(&node_in(3, 1), at(0));
    assert!(!list.wants(&node_in(3, 1), at(1)));
    assert!(list.wants(&NodeInfo { addr: addr("[2001:db8::1]:1"), ..node_in(3, 1) }, at(1)));
    assert!(list.wants(&node_in(3, 1), at(122)));
}

#[test]
fn all_dead_nodes_come_back_as_bad() {
    let mut list = full_bucket(at(0));
    list.revive_if_dead(at(181));
    assert!(list.contacts().flat_map(Contact::records).all(|r| r.heard == at(0)), "bad ones are left alone");
    list.revive_if_dead(at(10_000));
    assert!(list.contacts().flat_map(Contact::records).all(|r| r.freshness(at(10_000)) == Freshness::Bad));
}

#[test]
fn keys_with_room_belong_into_buckets_that_are_not_full() {
    let mut list = full_bucket(at(0));
    list.add(&node_in(5, 1), at(0));
    let mut rng = Rng::new(&toxcore_sansio::Seed::from_number(1));
    let mut seen = std::collections::BTreeSet::new();
    for _ in 0..200 {
        let wanted = list.key_with_room(at(1), &mut rng).unwrap();
        seen.insert(bucket_index(&key(0), &wanted).unwrap());
    }
    assert_eq!(seen.into_iter().collect::<Vec<_>>(), [0, 1, 5]);
}
