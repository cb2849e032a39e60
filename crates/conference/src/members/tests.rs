use std::collections::BTreeSet;

use proptest::prelude::*;
use toxcore_sansio::UnixTime;

use super::*;

const NOW: Instant = Instant::ZERO;

fn keys(number: u8) -> (LongTermPublicKey, DhtPublicKey) {
    (LongTermPublicKey::from_bytes([number; 32]), DhtPublicKey::from_bytes([number; 32]))
}

fn of(numbers: &[u8]) -> Members {
    let mut members = Members::default();
    for number in numbers {
        members.learn(NOW, u16::from(*number), keys(*number), Source::Fresh).expect("all are different");
    }
    members
}

fn present(members: &Members) -> Vec<u16> {
    members.present().iter().map(|peer| peer.number).collect()
}

#[test]
fn the_last_member_takes_the_index_of_one_who_leaves() {
    let mut members = of(&[0, 1, 2, 3]);
    assert_eq!(members.remove(1).map(|(index, peer)| (index, peer.number)), Some((1, 1)));
    assert_eq!(present(&members), [0, 3, 2]);
    assert_eq!(members.get(3).map(|(index, _)| index), Some(1));
    assert_eq!(members.freeze(0).map(|(index, _)| index), Some(0));
    assert_eq!(present(&members), [2, 3]);
    assert!(members.remove(0).is_none() && members.remove(9).is_none());
    assert!(!members.has_number(0));
}

#[test]
fn a_number_or_key_is_one_members_alone() {
    let mut members = of(&[0, 1]);
    assert!(matches!(members.learn(NOW, 1, keys(7), Source::Fresh), Err(RefusedPeer::Conflict)));
    let anew = members.learn(NOW, 9, keys(1), Source::Fresh);
    assert!(matches!(anew, Ok(Learnt::New { replaced: Some((1, ref peer)) }) if peer.number == 1));
    assert_eq!(present(&members), [0, 9]);
    members.freeze(9);
    assert!(matches!(members.learn(NOW, 9, keys(7), Source::Fresh), Err(RefusedPeer::Conflict)));
    assert!(matches!(members.learn(NOW, 5, keys(1), Source::Fresh), Ok(Learnt::New { replaced: None })));
    assert!(!members.has_number(9) && members.frozen().is_empty());
}

#[test]
fn a_list_does_not_wake_who_is_out_of_sight_but_an_introduction_does() {
    let mut members = of(&[0, 1]);
    members.freeze(1);
    let (key, dht_key) = (keys(1).0, keys(8).1);
    assert!(matches!(members.learn(NOW, 1, (key, dht_key), Source::List), Ok(Learnt::StillFrozen)));
    assert_eq!(members.frozen()[0].dht_key, dht_key);
    assert!(matches!(members.learn(NOW, 1, (key, keys(9).1), Source::Fresh), Ok(Learnt::Thawed)));
    assert_eq!(members.get(1).map(|(index, peer)| (index, peer.dht_key)), Some((1, keys(9).1)));
}

#[test]
fn a_list_tells_a_dht_key_only_as_long_as_none_is_sure() {
    let mut members = of(&[0, 1]);
    let (key, other) = (keys(1).0, keys(8).1);
    let known = |learnt| matches!(learnt, Ok(Learnt::Known { dht_key_changed: true }));
    assert!(!known(members.learn(NOW, 1, (key, other), Source::List)));
    assert!(known(members.learn(NOW, 1, (key, other), Source::Fresh)));
    members.freeze(1);
    assert_eq!(members.thaw(NOW, 1), Ok(true));
    assert_eq!(members.thaw(NOW, 1), Ok(false));
    assert!(known(members.learn(NOW, 1, keys(1), Source::List)));
    assert!(!known(members.learn(NOW, 1, (key, other), Source::List)));
}

#[test]
fn friends_stay_longest_then_who_was_heard_of_last() {
    let mut members = Members { max_offline: 3, ..Members::default() };
    for number in 1..=6_u8 {
        let mut peer = Peer::new(number.into(), keys(number).0, keys(number).1, NOW);
        peer.last_active = LastActive::Before(UnixTime(number.into()));
        assert!(members.restore_frozen(peer.clone()));
        assert!(!members.restore_frozen(peer));
    }
    members.evict(|key| *key == keys(1).0);
    let left: BTreeSet<u16> = members.frozen().iter().map(|peer| peer.number).collect();
    assert_eq!(left, BTreeSet::from([1, 5, 6]));
    assert!((2..=4).all(|number| !members.has_number(number)));
    assert_eq!(members.frozen_with(&keys(5).0).map(|peer| peer.number), Some(5));
}

#[test]
fn members_are_bounded_and_one_may_come_anew() {
    let mut members = Members::default();
    let wide = |number: u16| {
        let mut bytes = [0; 32];
        bytes[..2].copy_from_slice(&number.to_be_bytes());
        (LongTermPublicKey::from_bytes(bytes), DhtPublicKey::from_bytes(bytes))
    };
    let most = u16::try_from(MAX_PEERS).expect("numbers have two bytes");
    for number in 0..most {
        assert!(members.learn(NOW, number, wide(number), Source::List).is_ok());
    }
    assert!(matches!(members.learn(NOW, most, wide(most), Source::Fresh), Err(RefusedPeer::Full)));
    assert!(members.learn(NOW, most, wide(3), Source::Fresh).is_ok());
    assert_eq!(members.present().len(), MAX_PEERS);
    members.freeze(5);
    assert!(members.learn(NOW, 5_000, wide(5_000), Source::Fresh).is_ok());
    assert_eq!(members.thaw(NOW, 5), Err(RefusedPeer::Full));
}

proptest! {
    /// Whatever happens, both lists and both indexes agree.
    #[test]
    fn indexes_and_lists_agree(steps in prop::collection::vec((0..6_u8, 0..12_u8, 0..12_u8), 0..200)) {
        let mut members = Members { max_offline: 4, ..Members::default() };
        for (what, number, key) in steps {
            let number = u16::from(number);
            match what {
                0 => drop(members.learn(NOW, number, keys(key), Source::Fresh)),
                1 => drop(members.learn(NOW, number, keys(key), Source::List)),
                2 => drop(members.freeze(number)),
                3 => drop(members.thaw(NOW, number)),
                4 => drop(members.remove(number)),
                _ => members.evict(|_| key % 2 == 0),
            }
            prop_assert_eq!(members.by_number.len(), members.present.len() + members.frozen.len());
            prop_assert_eq!(members.by_key.len(), members.by_number.len());
            for (index, peer) in members.present.iter().enumerate() {
                prop_assert_eq!(members.by_number.get(&peer.number), Some(&Place::Present(index)));
                prop_assert_eq!(members.by_key.get(&peer.key), Some(&peer.number));
            }
            for (index, peer) in members.frozen.iter().enumerate() {
                prop_assert_eq!(members.by_number.get(&peer.number), Some(&Place::Frozen(index)));
                prop_assert_eq!(members.by_key.get(&peer.key), Some(&peer.number));
            }
        }
    }
}
