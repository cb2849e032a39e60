use super::*;

fn at(millis: u64) -> Instant {
    Instant::from_origin(Duration::from_millis(millis))
}

#[test]
fn a_burst_passes_and_then_the_rate() {
    let mut budget = Budget::new(Instant::ZERO, Rate::FRIENDS);
    let mut sent = 0;
    for millis in 0..10_000 {
        while budget.is_open(at(millis), Lane::Absent) {
            budget.charge(1);
            sent += 1;
        }
    }
    assert!((BURST + 9 * PER_SECOND..=BURST + 10 * PER_SECOND).contains(&sent), "{sent}");
}

#[test]
fn who_is_there_goes_ahead_of_the_budget_and_not_without_end() {
    let mut budget = Budget::new(Instant::ZERO, Rate::FRIENDS);
    budget.charge(usize::try_from(BURST).unwrap());
    assert!(!budget.is_open(at(0), Lane::Absent));
    let mut ahead = 0;
    while budget.is_open(at(0), Lane::Present) {
        budget.charge(8);
        ahead += 8;
    }
    assert_eq!(ahead, MAX_DEBT);
    let opens = budget.opens_at(Lane::Absent).unwrap();
    assert!(opens > at(1_000), "the debt is paid first");
    assert!(budget.opens_at(Lane::Present).unwrap() < at(100));
    assert!(budget.is_open(opens, Lane::Absent));
    assert_eq!(budget.opens_at(Lane::Absent), None);
}

#[test]
fn long_pauses_and_large_charges_overflow_nothing() {
    let mut budget = Budget::new(Instant::ZERO, Rate::FRIENDS);
    budget.charge(usize::MAX);
    assert!(budget.is_open(Instant::from_origin(Duration::MAX), Lane::Absent));
    assert!(budget.level <= BURST * UNIT);
}
