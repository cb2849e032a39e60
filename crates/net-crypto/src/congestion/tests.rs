use std::time::Duration;

use toxcore_sansio::Instant;

use super::*;

#[test]
fn a_remembered_rate_counts_for_minutes() {
    let now = Instant::from_origin(Duration::from_secs(1000));
    let remembered =
        Some(Remembered { packets_per_second: 8000.0, at: Instant::from_origin(Duration::from_secs(900)) });
    assert!((Congestion::new(now, remembered).pace() - 4000.0).abs() < 1.0);
    let late = now + Duration::from_secs(300);
    assert!((Congestion::new(late, remembered).pace() - INITIAL_RATE).abs() < 1.0);
}

/// Past defect 11: no combination of counters breaks the arithmetic.
#[test]
fn extreme_feedback_does_no_harm() {
    let extremes = [0, 1, u64::MAX];
    for delivered in extremes {
        for lost in extremes {
            for in_flight in [0, 1, usize::MAX] {
                let mut congestion = Congestion::new(Instant::ZERO, None);
                let stamp = congestion.sent(Instant::ZERO, 0);
                let feedback = Feedback { delivered, lost, youngest: Some(stamp), ..Feedback::default() };
                for millis in [0, 1, 100_000] {
                    congestion.feedback(Instant::from_origin(Duration::from_millis(millis)), &feedback, in_flight);
                    let pace = congestion.pace();
                    assert!((MIN_RATE..=burst::MOST_RATE).contains(&pace), "{pace}");
                    assert!(congestion.window() >= PROBE_WINDOW);
                }
            }
        }
    }
}

/// Past defect 11: the same for sequences, in which every count may be the least or the most.
#[test]
fn extreme_counts_do_no_harm() {
    for case in 0..4_u32.pow(6) {
        let mut congestion = Congestion::new(Instant::ZERO, None);
        for step in 0..6 {
            let choice = case / 4_u32.pow(step) % 4;
            let now = Instant::from_origin(Duration::from_millis(u64::from(step * choice) * 40));
            let in_flight = if choice < 2 { 0 } else { usize::MAX };
            let stamp = congestion.sent(now, in_flight);
            let count = if choice % 2 == 0 { 0 } else { u64::MAX };
            let feedback =
                Feedback { delivered: count, lost: u64::MAX - count, youngest: Some(stamp), ..Feedback::default() };
            congestion.feedback(now, &feedback, in_flight);
            congestion.nothing_to_send(in_flight);
            congestion.take_back();
            assert!((MIN_RATE..=burst::MOST_RATE).contains(&congestion.pace()), "{case:#o}");
            assert!((PROBE_WINDOW..=usize::MAX).contains(&congestion.window()), "{case:#o}");
        }
    }
}
