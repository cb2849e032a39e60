use super::*;

const fn ms(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

/// The verdict of two rounds that show these figures.
fn verdict(judge: &mut Judge, round: u64, rtt: Duration, lost: u64, delivered: u64) -> Option<Verdict> {
    judge.count(lost, delivered);
    for n in 0..8 {
        judge.see(Instant::from_origin(ms(100 * round + 10 * n)), Some(rtt));
    }
    judge.judge(round, Some(ms(50)), Duration::ZERO)
}

#[test]
fn queues_and_losses_fill_a_path_and_little_of_either_does_not() {
    for (rtt, lost, delivered, expected) in [
        (ms(50), 0, 100, Verdict::Free),
        (ms(54), 0, 100, Verdict::Free),
        (ms(55), 0, 100, Verdict::Full(Some(ms(5)))),
        (ms(55), 0, 31, Verdict::Free),
        (ms(50), 7, 0, Verdict::Free),
        (ms(50), 8, 92, Verdict::Full(None)),
        (ms(50), 8, 300, Verdict::Free),
    ] {
        assert_eq!(verdict(&mut Judge::default(), 0, rtt, lost, delivered), Some(expected), "{rtt:?} {lost}");
    }
}

#[test]
fn few_samples_do_not_tell_a_queue_and_losses_blur_them() {
    let mut judge = Judge::default();
    judge.count(0, 100);
    for n in 0..5 {
        judge.see(Instant::from_origin(ms(50 * n)), Some(ms(60)));
        let verdict = judge.judge(n, Some(ms(50)), Duration::ZERO);
        assert_eq!(verdict, (n == 4).then_some(Verdict::Full(Some(ms(10)))), "{n}");
    }
    // A loss in 350 ms, eight samples: the least is 44 ms too long on average.
    judge.count(1, 100);
    for n in 0..8 {
        judge.see(Instant::from_origin(ms(500 + 50 * n)), Some(ms(60)));
    }
    assert_eq!(judge.judge(10, Some(ms(50)), Duration::ZERO), Some(Verdict::Free));
}

#[test]
fn a_queue_that_does_not_empty_is_the_path_itself() {
    let mut judge = Judge::default();
    for n in 0..4 {
        assert_eq!(verdict(&mut judge, 2 * n, ms(90), 0, 100), Some(Verdict::Full(Some(ms(40)))));
        assert_eq!(judge.judge(2 * n + 1, Some(ms(50)), Duration::ZERO), None);
    }
    assert_eq!(verdict(&mut judge, 8, ms(88), 0, 100), Some(Verdict::Longer(ms(88))));
    assert_eq!(verdict(&mut judge, 10, ms(88), 0, 100), Some(Verdict::Full(Some(ms(38)))), "counted anew");
    assert_eq!(verdict(&mut judge, 12, ms(50), 0, 100), Some(Verdict::Free));
}

#[test]
fn loss_that_does_not_go_away_is_chance_and_more_of_it_is_not() {
    let mut judge = Judge::default();
    for n in 0..4 {
        assert_eq!(verdict(&mut judge, 2 * n, ms(50), 10, 90), Some(Verdict::Full(None)));
    }
    for n in 4..20 {
        assert_eq!(verdict(&mut judge, 2 * n, ms(50), 10, 90), Some(Verdict::Free), "{n}");
    }
    assert!(judge.is_path_clear());
    assert_eq!(verdict(&mut judge, 40, ms(50), 20, 80), Some(Verdict::Full(None)));
    assert!(!judge.is_path_clear());
    for n in 21..700 {
        assert_eq!(verdict(&mut judge, 2 * n, ms(50), 0, 100), Some(Verdict::Free));
    }
    assert_eq!(verdict(&mut judge, 1400, ms(50), 10, 90), Some(Verdict::Full(None)), "forgotten");
}

#[test]
fn what_a_relay_is_late_is_no_queue() {
    for (rtt, expected) in [(100, Verdict::Free), (101, Verdict::Full(Some(ms(51))))] {
        let mut judge = Judge::default();
        judge.count(0, 100);
        (0..8).for_each(|n| judge.see(Instant::from_origin(ms(10 * n)), Some(ms(rtt))));
        assert_eq!(judge.judge(0, Some(ms(50)), ms(50)), Some(expected), "{rtt}");
    }
}
