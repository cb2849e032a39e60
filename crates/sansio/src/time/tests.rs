use super::*;

#[test]
fn arithmetic_saturates() {
    let late = Instant::from_origin(Duration::MAX);
    assert_eq!(late + Duration::from_secs(1), late);
    assert_eq!(Instant::ZERO - late, Duration::ZERO);
    assert_eq!(late - Instant::ZERO, Duration::MAX);
    let mut now = Instant::ZERO;
    now += Duration::from_secs(3);
    assert_eq!(now.saturating_since(Instant::ZERO), Duration::from_secs(3));
    assert!(now > Instant::ZERO);
}
