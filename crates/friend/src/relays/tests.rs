use toxcore_crypto::DhtKeyPair;

use super::*;

fn relay(number: u8) -> RelayInfo {
    let addr = std::net::SocketAddr::from(([198, 51, 100, number], 3389));
    RelayInfo { addr, key: DhtKeyPair::from_secret_bytes([number; 32]).public }
}

fn remembered(count: u8) -> RememberedRelays {
    let mut relays = RememberedRelays::default();
    for number in 1..=count {
        let now = Instant::ZERO + RELAY_INTERVAL * u32::from(number);
        assert_eq!(relays.remember(now, relay(number)), Remembered::New);
    }
    relays
}

#[test]
fn the_oldest_is_forgotten_first() {
    let relays = remembered(40);
    let numbers: Vec<RelayInfo> = relays.iter().collect();
    assert_eq!(numbers, (17..=40).rev().map(relay).collect::<Vec<_>>());
    assert_eq!(numbers.len(), MAX_REMEMBERED_RELAYS);
}

#[test]
fn one_relay_is_remembered_once_at_its_last_address() {
    let mut relays = remembered(3);
    let now = Instant::ZERO + RELAY_INTERVAL * 100;
    assert_eq!(relays.remember(now, relay(1)), Remembered::Known);
    let moved = RelayInfo { addr: relay(9).addr, key: relay(2).key };
    assert_eq!(relays.remember(now, moved), Remembered::New);
    assert_eq!(relays.iter().collect::<Vec<_>>(), [moved, relay(1), relay(3)]);
}

#[test]
fn attempts_use_the_newest_and_all_others_in_turn() {
    let relays = remembered(7);
    let mut used = Vec::new();
    for attempt in 0..3 {
        let tried: Vec<RelayInfo> = relays.for_attempt(attempt).collect();
        assert_eq!((tried.len(), tried.first()), (RELAYS_PER_ATTEMPT, Some(&relay(7))));
        used.extend(tried);
    }
    assert!((1..=7).all(|number| used.contains(&relay(number))));
    for count in 0..3 {
        for attempt in [0, 1, u32::MAX] {
            assert_eq!(remembered(count).for_attempt(attempt).count(), usize::from(count));
        }
    }
}
