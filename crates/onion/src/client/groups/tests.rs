use super::*;
use std::time::Duration;
use toxcore_crypto::EphemeralPublicKey;
use toxcore_wire::group_announce::GroupAnnounce;

fn chat(number: u16) -> ChatId {
    let mut bytes = [0; 32];
    bytes[..2].copy_from_slice(&number.to_be_bytes());
    ChatId::from_bytes(bytes)
}

fn announce() -> GroupAnnounce {
    let member = EphemeralPublicKey::from_bytes([1; 32]);
    GroupAnnounce { member, addr: Some(([198, 51, 100, 1], 33445).into()), relay: None }
}

fn at(seconds: u64) -> Instant {
    Instant::from_origin(Duration::from_secs(seconds))
}

#[test]
fn groups_come_and_go_up_to_a_limit() {
    let mut groups = Groups::default();
    for number in 0..256 {
        assert!(groups.add(at(0), chat(number)));
    }
    assert!(!groups.add(at(0), chat(7)) && !groups.add(at(0), chat(256)));
    let old = groups.number_of(&chat(7)).unwrap();
    groups.remove(&chat(7));
    assert!(groups.get(old).is_none() && groups.add(at(0), chat(7)));
    assert_ne!(groups.number_of(&chat(7)), Some(old), "answers for the old one find nothing");
}

#[test]
fn only_what_is_announced_is_due_and_the_first_is_first() {
    let mut groups = Groups::default();
    assert!(groups.add(at(0), chat(1)) && groups.add(at(0), chat(2)));
    assert_eq!(groups.first_due(), None);
    let numbers = [1, 2].map(|number| groups.number_of(&chat(number)).unwrap());
    groups.update(numbers[1], |group| group.set_announce(at(5), Some(announce())));
    groups.update(numbers[0], |group| group.set_announce(at(9), Some(announce())));
    assert_eq!(groups.first_due(), Some((at(5), numbers[1])));
    groups.update(numbers[1], |group| group.set_announce(at(6), None));
    assert_eq!(groups.first_due(), Some((at(9), numbers[0])));
    groups.remove(&chat(1));
    assert_eq!(groups.first_due(), None);
}
