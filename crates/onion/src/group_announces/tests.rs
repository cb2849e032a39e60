use super::*;

fn announce(chat: u16, member: u8) -> PublicGroupAnnounce {
    let mut id = [0; 32];
    id[..2].copy_from_slice(&chat.to_be_bytes());
    let member = EphemeralPublicKey::from_bytes([member; 32]);
    let addr = Some(([198, 51, 100, 1], 33445).into());
    PublicGroupAnnounce { chat_id: ChatId::from_bytes(id), announce: GroupAnnounce { member, addr, relay: None } }
}

fn members(list: &GroupAnnounceList) -> Vec<u8> {
    list.iter().map(|announce| announce.member.as_bytes()[0]).collect()
}

#[test]
fn a_member_hears_of_the_four_newest_others() {
    let mut store = GroupAnnounces::default();
    assert_eq!(members(&store.exchange(Instant::ZERO, &announce(1, 1))), []);
    assert_eq!(members(&store.exchange(Instant::ZERO, &announce(1, 2))), [1]);
    assert_eq!(members(&store.exchange(Instant::ZERO, &announce(1, 1))), [2]);
    for member in 3..20 {
        store.exchange(Instant::ZERO, &announce(1, member));
    }
    assert_eq!(members(&store.exchange(Instant::ZERO, &announce(1, 99))), [19, 18, 17, 16]);
    assert_eq!(members(&store.exchange(Instant::ZERO, &announce(2, 1))), [], "groups do not mix");
}

#[test]
fn whoever_is_forgotten_is_told_of_to_nobody() {
    let mut store = GroupAnnounces::default();
    let (one, two) = (announce(1, 1), announce(1, 2));
    store.exchange(Instant::ZERO, &one);
    store.exchange(Instant::ZERO, &two);
    store.forget(&one.chat_id, &one.announce.member);
    assert_eq!(members(&store.exchange(Instant::ZERO, &announce(1, 3))), [2]);
    for member in [2, 3, 4].map(|member| announce(1, member).announce.member) {
        store.forget(&one.chat_id, &member);
    }
    assert_eq!((store.len(), store.next_expiry()), (0, None));
}

#[test]
fn a_group_is_forgotten_half_a_minute_after_its_last_announce() {
    let mut store = GroupAnnounces::default();
    store.exchange(Instant::ZERO, &announce(1, 1));
    assert_eq!(store.next_expiry(), Some(Instant::ZERO + GROUP_LIFETIME));
    store.forget_old(Instant::ZERO + GROUP_LIFETIME);
    assert_eq!((store.len(), store.next_expiry()), (0, None));
}

#[test]
fn announces_for_ever_new_groups_do_not_fill_the_memory() {
    let mut store = GroupAnnounces::default();
    for chat in 0..=u16::MAX {
        let now = Instant::from_origin(Duration::from_micros(u64::from(chat)));
        store.exchange(now, &announce(chat, 1));
    }
    assert_eq!((store.len(), store.ages.len()), (MAX_GROUPS, MAX_GROUPS));
}

#[test]
fn the_group_that_was_silent_longest_gives_way_and_goes_first() {
    let mut store = GroupAnnounces::default();
    let at = |seconds| Instant::from_origin(Duration::from_secs(seconds));
    store.exchange(at(1), &announce(1, 1));
    store.exchange(at(2), &announce(2, 1));
    store.exchange(at(3), &announce(1, 2));
    assert_eq!((store.len(), store.ages.len(), store.next_expiry()), (2, 2, Some(at(2) + GROUP_LIFETIME)));
    store.forget_old(at(2) + GROUP_LIFETIME);
    assert_eq!(members(&store.exchange(at(32), &announce(1, 3))), [2, 1]);
    for chat in 100..100 + u16::try_from(MAX_GROUPS).unwrap() {
        store.exchange(at(33), &announce(chat, 1));
    }
    assert_eq!(store.len(), MAX_GROUPS);
    assert_eq!(members(&store.exchange(at(33), &announce(1, 4))), [], "its place was taken");
}
