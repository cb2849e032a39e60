use toxcore_sansio::Seed;

use super::*;
use crate::testing::{addr, at, key, key_at_distance, node_with_key};

fn rng() -> Rng {
    Rng::new(&Seed::from_number(3))
}

/// A friend who answered and asks us.
fn ready(now: Instant) -> Nat {
    let mut nat = Nat::new(&mut rng());
    let number = nat.ping_due(now).unwrap();
    assert!(nat.response_heard(number, &mut rng()));
    nat.request_heard(now);
    nat
}

fn reports(ports: &[u16]) -> Vec<SocketAddr> {
    ports.iter().map(|port| SocketAddr::from(([203, 0, 113, 9], *port))).collect()
}

fn ports(punch: &[SocketAddr]) -> Vec<u16> {
    punch.iter().map(SocketAddr::port).collect()
}

#[test]
fn restricted_nat_needs_one_ping() {
    let mut nat = ready(at(10));
    assert_eq!(nat.punch_due(&reports(&[7; 4]), 96, at(10)), [addr("203.0.113.9:7")]);
    assert!(nat.punch_due(&reports(&[7; 4]), 96, at(20)).is_empty(), "the friend must answer again");
}

#[test]
fn punches_only_when_the_friend_does() {
    let mut nat = ready(at(10));
    assert!(nat.punch_due(&reports(&[7; 4]), 96, at(17)).is_empty(), "its request is too old");
    nat.request_heard(at(17));
    assert_eq!(nat.punch_due(&reports(&[7; 4]), 96, at(17)).len(), 1);
}

#[test]
fn old_numbers_do_not_count() {
    let mut nat = Nat::new(&mut rng());
    let number = nat.ping_due(at(0)).unwrap();
    assert!(!nat.response_heard(RequestId::from_u64(1), &mut rng()));
    let mut other = Rng::new(&Seed::from_number(4));
    assert!(nat.response_heard(number, &mut other));
    assert!(!nat.response_heard(number, &mut other));
}

#[test]
fn pings_are_three_seconds_apart() {
    let mut nat = Nat::new(&mut rng());
    let times: Vec<u64> = (0..10).filter(|s| nat.ping_due(at(*s)).is_some()).collect();
    assert_eq!(times, [0, 3, 6, 9]);
    assert_eq!(nat.due(at(10)), at(12));
}

#[test]
fn symmetric_nat_is_searched_outwards() {
    let mut nat = ready(at(10));
    let guesses = ports(&nat.punch_due(&reports(&[100, 200, 300, 400]), 96, at(10)));
    assert_eq!(guesses.len(), 48);
    assert_eq!(guesses[..8], [100, 100, 200, 200, 300, 300, 400, 400]);
    assert_eq!(guesses[8..16], [101, 99, 201, 199, 301, 299, 401, 399]);
    assert_eq!(guesses[47], 400 - 5);
}

#[test]
fn next_round_goes_on_and_a_pause_starts_over() {
    let mut nat = ready(at(10));
    nat.punch_due(&reports(&[100, 200, 300, 400]), 96, at(10));
    let mut again = |now| {
        nat.punch_wanted = true;
        nat.request_heard(now);
        ports(&nat.punch_due(&reports(&[100, 200, 300, 400]), 96, now))
    };
    assert!(again(at(12)).is_empty());
    assert_eq!(again(at(13))[..2], [106, 94]);
    assert_eq!(again(at(54))[..2], [100, 100]);
}

#[test]
fn low_ports_follow_after_the_normal_tries() {
    let mut nat = ready(at(10));
    let mut sizes = Vec::new();
    for round in 0..8 {
        let now = at(10 + 3 * round);
        nat.punch_wanted = true;
        nat.request_heard(now);
        let guesses = ports(&nat.punch_due(&reports(&[100, 200, 300, 400]), 96, now));
        sizes.push((guesses.len(), guesses.get(48).copied()));
    }
    assert_eq!(sizes[..6], [(48, None); 6]);
    assert_eq!(sizes[6..], [(96, Some(1024)), (96, Some(1048))]);
}

#[test]
fn nothing_is_half_done_without_budget() {
    let mut nat = ready(at(10));
    assert!(nat.punch_due(&reports(&[100, 200, 300, 400]), 47, at(10)).is_empty());
    assert_eq!(nat.punch_due(&reports(&[100, 200, 300, 400]), 48, at(10)).len(), 48);
}

#[test]
fn address_must_be_reported_by_four() {
    let mut mixed = reports(&[1, 2, 3]);
    mixed.push(addr("198.51.100.1:4"));
    assert!(ready(at(10)).punch_due(&mixed, 96, at(10)).is_empty());
}

#[test]
fn guesses_wrap_and_leave_port_zero_out() {
    let mut nat = ready(at(10));
    let guesses = ports(&nat.punch_due(&reports(&[2, 2, 2, 65_534]), 96, at(10)));
    assert!(!guesses.contains(&0));
    assert!(guesses.contains(&65_535));
}

#[test]
fn larger_family_of_reports_is_used() {
    let mut list = SearchList::new(key(0));
    for distance in 1..=5 {
        list.add(&node_with_key(key_at_distance(&key(0), distance)), at(0));
        let contact = list.get_mut(&key_at_distance(&key(0), distance)).unwrap();
        contact.reported(addr("203.0.113.9:7"), at(0));
        if distance <= 4 {
            contact.reported(addr("[2001:db8::9]:7"), at(0));
        }
    }
    assert_eq!(reports_to_punch(&list, at(1)), Some(reports(&[7; 5])));
    assert_eq!(reports_to_punch(&list, at(122)), None);
    assert_eq!(routers(&list, at(1)).map(Iterator::count), Some(5));
    assert!(routers(&list, at(122)).is_none());
}
