use std::time::Duration;

use super::*;

fn key(number: u8) -> LongTermPublicKey {
    LongTermPublicKey::from_bytes([number; 32])
}

fn at(seconds: u64) -> Instant {
    Instant::from_origin(Duration::from_secs(seconds))
}

#[test]
fn late_answers_do_not_reach_the_next_user_of_a_slot() {
    let mut friends = Friends::default();
    assert!(friends.add(at(1), key(1)) && !friends.add(at(1), key(1)));
    let slot = friends.find(&key(1)).unwrap().slot;
    assert_eq!(friends.slot(slot), Some(0));
    assert!(friends.remove(&key(1)).is_some() && friends.remove(&key(1)).is_none());
    assert!(friends.add(at(2), key(2)));
    assert_eq!(friends.index_of(&key(2)), Some(0));
    assert_eq!(friends.slot(slot), None);
    assert_eq!(friends.len(), 1);
}

#[test]
fn who_is_online_or_gone_is_never_due_and_who_is_there_has_a_lane() {
    let mut friends = Friends::default();
    for number in 1..=3 {
        friends.add(at(u64::from(number)), key(number));
    }
    assert_eq!(friends.first_due(Lane::Absent), Some((at(1), 0)));
    friends.update(0, |friend| friend.online = true);
    assert_eq!(friends.first_due(Lane::Absent), Some((at(2), 1)));
    friends.update(1, |friend| friend.dht_key_at = Some(at(9)));
    assert_eq!(friends.first_due(Lane::Absent), Some((at(3), 2)));
    assert_eq!(friends.first_due(Lane::Present), Some((at(2), 1)));
    friends.remove(&key(2));
    friends.remove(&key(3));
    assert_eq!((friends.first_due(Lane::Absent), friends.first_due(Lane::Present)), (None, None));
    friends.update_all(|friend| friend.online = false);
    assert_eq!(friends.first_due(Lane::Absent), Some((at(1), 0)));
}

/// What a friend takes when nothing is known of it, and when its list is full and the search has calmed down.
#[test]
fn an_offline_friend_takes_little_memory() {
    use crate::client::friend::{Friend, MAX_NODES, SearchNode};
    let tables = 2 * size_of::<(LongTermPublicKey, u32)>() + 2 * size_of::<(Instant, u32)>() + size_of::<usize>();
    let keys = size_of::<toxcore_crypto::CombinedKey>();
    let empty = size_of::<Friend>() + tables;
    let full = empty + keys + MAX_NODES * size_of::<SearchNode>();
    assert!(empty <= 420, "{empty} bytes");
    assert!(full <= 1_150, "{full} bytes");
}
