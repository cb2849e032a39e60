use super::*;

#[test]
fn arithmetic_saturates() {
    let late = Instant::from_origin(Duration::MAX);
    assert_eq!(late + Duration::from_secs(1), late);
    assert_eq!(Instant::ZERO - late, Duration::ZERO);
    assert!(late - Instant::ZERO > Duration::from_secs(580 * 365 * 86_400));
    let mut now = Instant::ZERO;
    now += Duration::from_secs(3);
    assert_eq!(now.saturating_since(Instant::ZERO), Duration::from_secs(3));
    assert!(now > Instant::ZERO);
}

#[test]
fn a_moment_and_a_moment_that_may_be_missing_take_eight_bytes() {
    assert_eq!((size_of::<Instant>(), size_of::<Option<Instant>>()), (8, 8));
    let moment = Instant::from_origin(Duration::new(3, 7));
    assert_eq!((moment.since_origin(), Instant::ZERO.since_origin()), (Duration::new(3, 7), Duration::ZERO));
    assert!(Some(Instant::ZERO) > None && Instant::default() == Instant::ZERO);
}
