use toxcore_crypto::ExtendedKeyPair;
use toxcore_wire::Encode;

use super::*;

fn keys(number: u8) -> ExtendedKeyPair {
    ExtendedKeyPair::from_seed(&[number; 32])
}

fn member(number: u8) -> EphemeralPublicKey {
    keys(number).public().encryption
}

/// With observers 10, 11, ….
fn with_observers(count: u8) -> Moderation {
    let (founder, mut moderation) = (keys(1), Moderation::found(keys(1).signing()));
    for observer in 10..10 + count {
        let added = moderation.add(member(observer), |_| false, &founder.public(), founder.signing()).unwrap();
        assert!(!added.is_whole_list_needed);
    }
    moderation
}

#[test]
fn an_observer_who_is_away_makes_room_for_another() {
    let founder = keys(1);
    let mut moderation = with_observers(30);
    let add = |moderation: &mut Moderation, is_absent: &dyn Fn(&EphemeralPublicKey) -> bool| {
        moderation
            .add(member(99), is_absent, &founder.public(), founder.signing())
            .map(|added| added.is_whole_list_needed)
    };
    assert_eq!(add(&mut moderation, &|_| false), Err(SanctionsError::Full));
    assert_eq!(moderation.list().unwrap().entries().len(), 30);
    assert_eq!(add(&mut moderation, &|key| *key == member(20) || *key == member(25)), Ok(true));
    let observers = [20, 25, 99].map(|number| moderation.is_sanctioned(&member(number)));
    assert_eq!(observers, [false, true, true]);
    assert_eq!(add(&mut moderation, &|_| true), Err(SanctionsError::Duplicate));
    let list = moderation.list().unwrap();
    assert_eq!((list.entries().len(), list.verify(|key| *key == founder.public().signing)), (30, Ok(())));
}

#[test]
fn whoever_changes_a_list_that_counts_for_nothing_signs_all_of_it() {
    let (founder, former, moderator) = (keys(1).public(), keys(2), keys(3));
    let mut moderation = with_observers(1);
    moderation.set_moderators(ModeratorList::from_keys([former.public().signing, moderator.public().signing]));
    moderation.add(member(20), |_| false, &founder, former.signing()).unwrap();
    assert_eq!(moderation.sanctions_version(&founder).0, 3);
    moderation.set_moderators(ModeratorList::from_keys([moderator.public().signing]));
    assert_eq!((moderation.sound_list(&founder), moderation.sanctions_version(&founder)), (None, (0, 0)));
    // Observers stay what they are until there is another list.
    assert!(moderation.is_sanctioned(&member(20)));
    let added = moderation.add(member(21), |_| false, &founder, moderator.signing()).unwrap();
    assert!(added.is_whole_list_needed);
    let list = moderation.sound_list(&founder).unwrap();
    assert_eq!((list.entries().len(), list.credentials().version), (3, 5));
    assert!(
        moderation
            .remove(&member(20), &founder, moderator.signing())
            .is_ok_and(|removed| !removed.is_whole_list_needed)
    );
    assert!(matches!(moderation.remove(&member(20), &founder, moderator.signing()), Err(SanctionsError::NotFound)));
}

#[test]
fn who_has_no_list_begins_one() {
    let founder = keys(1);
    let mut moderation = Moderation::default();
    let added = moderation.add(member(9), |_| false, &founder.public(), founder.signing()).unwrap();
    assert!(added.is_whole_list_needed);
    assert_eq!(moderation.sanctions_version(&founder.public()).0, 2);
}

#[test]
fn versions_start_again_behind_the_last() {
    let (founder, us) = (keys(1).public(), keys(1));
    let mut moderation = with_observers(1);
    let last = moderation.sign_anew(u32::MAX - 1, |_| false, &founder, us.signing()).clone();
    assert_eq!(last.credentials().version, u32::MAX);
    let lower = SanctionsList::signed(last.entries().to_vec(), 5, us.signing());
    assert_eq!(moderation.take_sanctions(lower, Role::Founder, &founder), Err(Refusal::Outdated));
    let first = SanctionsList::signed(last.entries().to_vec(), 0, us.signing());
    assert_eq!(moderation.take_sanctions(first.clone(), Role::User, &founder), Ok(()));
    assert_eq!(moderation.list(), Some(&first));
}

#[test]
fn of_two_lists_of_one_version_all_take_the_same() {
    let (founder, us) = (keys(1).public(), keys(1));
    let list = |target| SanctionsList::signed(vec![Sanction::new(member(target), us.signing())], 2, us.signing());
    let mut orders = [[list(5), list(6)], [list(6), list(5)]].map(|order| {
        let mut moderation = Moderation::found(us.signing());
        let taken = order.map(|list| moderation.take_sanctions(list, Role::User, &founder));
        assert_eq!(taken[0], Ok(()));
        moderation.list().cloned()
    });
    let [one, two] = &mut orders;
    assert_eq!(one, two);
}

#[test]
fn moderators_are_taken_in_the_order_that_has_the_hash() {
    let keys = [7, 8].map(|number| keys(number).public().signing);
    let mut sorted = ModeratorList::from_keys(keys);
    let hash = sorted.sort();
    let mut reversed = sorted.keys().to_vec();
    reversed.reverse();
    let unsorted = ModeratorList::from_keys(reversed);
    for (list, hash) in [(&unsorted, hash), (&unsorted, unsorted.hash_in_order()), (&sorted, hash)] {
        let (mut moderation, bytes) = (Moderation::default(), list.to_vec());
        moderation.take_moderators(&ModeratorsPacket::parse(&bytes).unwrap(), &hash).unwrap();
        assert_eq!(moderation.moderators().hash_in_order(), hash);
    }
    let bytes = sorted.to_vec();
    let refused = Moderation::default().take_moderators(&ModeratorsPacket::parse(&bytes).unwrap(), &[1; 32]);
    assert_eq!(refused, Err(Refusal::WrongHash));
}
