use super::*;

fn node(number: u8) -> NodeInfo {
    NodeInfo { addr: ([198, 51, 100, number], 33445).into(), key: DhtPublicKey::from_bytes([number; 32]) }
}

fn key() -> CombinedKey {
    let [ours, theirs] = [1, 2].map(|number| EphemeralKeyPair::from_secret_bytes([number; 32]));
    CombinedKey::new(&ours.secret, &theirs.public).unwrap()
}

fn at(seconds: u64) -> Instant {
    Instant::from_origin(Duration::from_secs(seconds))
}

/// A group with chat id 0, so that low numbers are near, announced since the first second.
fn group() -> Group {
    let mut group = Group::new(1, ChatId::from_bytes([0; 32]), at(1));
    let member = EphemeralPublicKey::from_bytes([9; 32]);
    group.set_announce(at(1), Some(GroupAnnounce { member, addr: Some(node(99).addr), relay: None }));
    group
}

const PAUSE: Duration = Duration::from_secs(20);

#[test]
fn near_nodes_displace_farther_ones_and_wide_ones_are_counted() {
    let mut group = group();
    for number in 11..=20 {
        group.note_answer(at(2), Spot::Near, node(number), &key(), PAUSE);
    }
    assert_eq!(group.near.len(), MAX_NEAR);
    assert!(group.wants_near(&node(1).key) && !group.wants_near(&node(30).key));
    assert!(!group.begin_look(at(1)) && !group.wants_wide(&node(30).key), "near ones come first");
    assert!(group.begin_look(at(3)));
    for number in 100..=131 {
        assert!(group.wants_wide(&node(number).key), "{number}");
        group.note_asked(at(3), Spot::Wide, &node(number).key, true, Duration::from_secs(1));
        group.note_answer(at(3), Spot::Wide, node(number), &key(), PAUSE);
    }
    assert!(!group.wants_wide(&node(132).key), "as many as are wanted were asked");
    group.note_answer(at(4), Spot::Wide, node(132), &key(), PAUSE);
    assert_eq!(group.wide.len(), 32);
    group.note_answer(at(4), Spot::Near, node(100), &key(), PAUSE);
    assert_eq!(group.wide.len(), 32, "it is not near");
    group.set_members(at(5), 1);
    assert_eq!((group.near.len(), group.wide.len()), (MAX_NEAR, 4));
}

#[test]
fn a_node_that_is_silent_is_asked_again_and_then_forgotten() {
    let mut group = group();
    group.note_answer(at(2), Spot::Near, node(1), &key(), Duration::ZERO);
    let mut now = at(2);
    for try_number in 1..=5 {
        group.look_at = now + Duration::from_secs(100);
        assert_eq!(group.due_nodes(now), [(Spot::Near, node(1))], "try {try_number}");
        group.note_asked(now, Spot::Near, &node(1).key, true, Duration::from_secs(1));
        let due = group.due().unwrap();
        assert_eq!(due, now + Duration::from_secs(try_number.min(3)));
        now = due;
    }
    assert!(!group.drop_silent(now, 6) && group.drop_silent(now, 5));
    assert_eq!((group.near.len(), group.due_nodes(now)), (0, vec![]));
}

#[test]
fn members_ask_fewer_and_whoever_is_alone_again_asks_all() {
    let mut group = group();
    for number in 1..=8 {
        group.note_answer(at(2), Spot::Near, node(number), &key(), PAUSE);
    }
    group.set_members(at(3), 2);
    let due = |group: &Group, seconds| group.due_nodes(at(seconds)).len();
    assert_eq!((due(&group, 21), due(&group, 22)), (0, 4));
    group.set_members(at(23), 0);
    assert_eq!(due(&group, 23), 8);
}

#[test]
fn a_new_address_is_told_at_once_and_the_same_is_not() {
    let mut group = group();
    group.note_answer(at(2), Spot::Near, node(1), &key(), PAUSE);
    group.look_at = at(100);
    let member = EphemeralPublicKey::from_bytes([9; 32]);
    let announce = |number| Some(GroupAnnounce { member, addr: Some(node(number).addr), relay: None });
    group.set_announce(at(3), announce(99));
    assert_eq!(group.due(), Some(at(22)));
    group.set_announce(at(3), announce(98));
    assert_eq!(group.due(), Some(at(3)));
    assert!(group.is_own(&member) && group.announced().unwrap().ends_with(&announce(98).unwrap().to_vec()));
    group.set_announce(at(4), None);
    assert_eq!((group.due(), group.announced()), (None, None));
}

/// Chapter onion, client: Groups. A group that many others are beside must not be large.
#[test]
fn a_group_is_small() {
    assert!(size_of::<Group>() <= 400, "{}", size_of::<Group>());
    assert!(size_of::<AskedNode>() <= 120, "{}", size_of::<AskedNode>());
}
