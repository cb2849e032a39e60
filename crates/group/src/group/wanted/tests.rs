use super::*;

fn key(number: u32) -> EphemeralPublicKey {
    let mut bytes = [0; 32];
    bytes[..4].copy_from_slice(&number.to_be_bytes());
    EphemeralPublicKey::from_bytes(bytes)
}

fn at(seconds: u64) -> Instant {
    Instant::from_origin(Duration::from_secs(seconds))
}

fn place(number: u8) -> Option<SocketAddr> {
    Some(([198, 51, 100, number], 33445).into())
}

fn hear(wanted: &mut Wanted, now: u64, number: u32, origin: Origin) {
    wanted.hear(at(now), key(number), origin, (place(1), &[]), false);
}

#[test]
fn pauses_grow_and_news_end_them() {
    let mut wanted = Wanted::default();
    hear(&mut wanted, 0, 1, Origin::Known);
    for pause in [1, 2, 4, 8, 16, 32, 64, 120, 120] {
        let now = wanted.poll_timeout().unwrap();
        assert!(wanted.take_due(now).is_some_and(|found| found.key == key(1)));
        assert!(wanted.poll_timeout().is_none(), "it is being tried");
        wanted.failed(now, &key(1), true);
        assert_eq!(wanted.poll_timeout(), Some(now + Duration::from_secs(pause)));
    }
    // The same again is no news, another address is.
    let now = at(100);
    wanted.hear(now, key(1), Origin::Known, (place(1), &[]), false);
    assert_ne!(wanted.poll_timeout(), Some(now));
    wanted.hear(now, key(1), Origin::Known, (place(2), &[]), false);
    assert_eq!(wanted.poll_timeout(), Some(now));
}

#[test]
fn announced_members_are_given_up_soon() {
    let mut wanted = Wanted::default();
    hear(&mut wanted, 0, 1, Origin::Announced);
    for _ in 0..ANNOUNCED_TRIES {
        let now = wanted.poll_timeout().unwrap();
        wanted.take_due(now).unwrap();
        wanted.failed(now, &key(1), true);
    }
    assert_eq!(wanted.len(), 0);
}

#[test]
fn known_members_are_looked_for_as_long_as_we_have_nobody() {
    let mut wanted = Wanted::default();
    hear(&mut wanted, 0, 1, Origin::Known);
    wanted.take_due(at(0)).unwrap();
    wanted.failed(at(100_000), &key(1), true);
    assert_eq!(wanted.len(), 1);
    wanted.failed(at(100_000), &key(1), false);
    assert_eq!(wanted.len(), 0);
}

#[test]
fn a_flood_of_announcements_keeps_nobody_else_out() {
    let mut wanted = Wanted::default();
    hear(&mut wanted, 0, 0, Origin::Known);
    for number in 1..2 * u32::try_from(MAX_WANTED).unwrap() {
        hear(&mut wanted, 0, number, Origin::Announced);
    }
    assert_eq!(wanted.len(), MAX_WANTED);
    assert!(wanted.entries.contains_key(&key(0)));
    hear(&mut wanted, 0, 5_000, Origin::Named);
    assert!(wanted.entries.contains_key(&key(5_000)) && wanted.entries.contains_key(&key(0)));
}

#[test]
fn announcements_do_not_hold_up_whom_we_know() {
    let mut wanted = Wanted::default();
    let many = u32::try_from(MAX_ANNOUNCED_AT_ONCE).unwrap();
    for number in 0..2 * many {
        hear(&mut wanted, 0, number, Origin::Announced);
    }
    let mut tried = 0;
    while wanted.take_due(at(0)).is_some() {
        tried += 1;
    }
    assert_eq!((tried, wanted.poll_timeout()), (many, None), "no more at once");
    hear(&mut wanted, 1, 1_000, Origin::Known);
    assert!(wanted.take_due(at(1)).is_some_and(|found| found.key == key(1_000)));
    // One that is named as well waits no longer.
    hear(&mut wanted, 2, 2 * many - 1, Origin::Named);
    assert!(wanted.take_due(at(2)).is_some_and(|found| found.key == key(2 * many - 1)));
    assert_eq!(wanted.announced.tried, MAX_ANNOUNCED_AT_ONCE);
    wanted.restart(at(3));
    assert_eq!((wanted.announced.tried, wanted.trusted.tried), (0, 0));
}

#[test]
fn an_announcement_replaces_no_address_that_we_know() {
    let mut wanted = Wanted::default();
    wanted.hear(at(0), key(1), Origin::Known, (place(1), &[]), false);
    wanted.hear(at(0), key(1), Origin::Announced, (place(2), &[]), false);
    for expected in [1, 2, 1, 2] {
        let now = wanted.poll_timeout().unwrap();
        assert_eq!(wanted.take_due(now).unwrap().addr, place(expected));
        wanted.failed(now, &key(1), true);
    }
}

#[test]
fn whom_only_an_announcement_names_is_not_expected() {
    let mut wanted = Wanted::default();
    hear(&mut wanted, 0, 1, Origin::Announced);
    hear(&mut wanted, 0, 2, Origin::Named);
    assert!(!wanted.expects(&key(1)) && wanted.expects(&key(2)) && !wanted.expects(&key(3)));
    hear(&mut wanted, 0, 1, Origin::Invited);
    assert!(wanted.expects(&key(1)));
}
