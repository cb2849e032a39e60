use super::*;

fn from(network: u8, host: u8) -> Target {
    Target::Udp(([203, 0, network, host], 33445).into())
}

fn at(millis: u64) -> Instant {
    Instant::from_origin(Duration::from_millis(millis))
}

/// As many as there may be, from so many networks, who came at this time.
fn crowd(networks: u8, since: Instant) -> Strangers {
    let mut strangers = Strangers::default();
    for index in 0..MAX_STRANGERS {
        let network = u8::try_from(index % usize::from(networks)).unwrap();
        strangers.add(since, &from(network, u8::try_from(index).unwrap()), u32::try_from(index).unwrap());
    }
    strangers
}

#[test]
fn who_comes_alone_displaces_one_of_those_who_came_together() {
    let mut strangers = crowd(4, at(0));
    let alone = from(200, 1);
    assert_eq!(strangers.room(at(1), &alone, |_| true), Room::InPlaceOf(0));
    strangers.remove(0);
    assert_eq!(strangers.room(at(1), &alone, |_| true), Room::Free);
    strangers.add(at(1), &alone, 1_000);
    // The largest crowds go on to shrink.
    assert_eq!(strangers.room(at(1), &from(201, 1), |_| true), Room::InPlaceOf(1));
}

#[test]
fn neighbours_take_no_places_but_their_own() {
    let mut strangers = Strangers::default();
    let count = u32::try_from(MAX_NEIGHBOURS).unwrap();
    (0..count).for_each(|index| strangers.add(at(0), &from(1, u8::try_from(index).unwrap()), index));
    assert_eq!(strangers.room(at(1), &from(2, 1), |_| true), Room::Free);
    assert_eq!(strangers.room(at(1_999), &from(1, 200), |_| true), Room::None);
    assert_eq!(strangers.room(at(2_000), &from(1, 200), |_| true), Room::InPlaceOf(0));
    let proven = |index| index != 7;
    assert_eq!(strangers.room(at(2_000), &from(1, 200), proven), Room::InPlaceOf(7), "who never answered");
    assert_eq!(strangers.room(at(1_999), &from(1, 200), proven), Room::None);
}

#[test]
fn who_all_came_alone_have_their_time() {
    let strangers = crowd(128, at(0));
    assert_eq!(strangers.room(at(1_999), &from(200, 1), |_| false), Room::None);
    assert_eq!(strangers.room(at(2_000), &from(200, 1), |index| index < 3), Room::InPlaceOf(3));
    assert_eq!(strangers.room(at(2_000), &from(200, 1), |_| true), Room::InPlaceOf(0));
}

#[test]
fn places_are_given_back() {
    let mut strangers = crowd(1, at(0));
    (0..1_000).for_each(|index| strangers.remove(index));
    assert!(strangers.places.is_empty() && strangers.counts.is_empty());
}
