use std::time::Duration;

use toxcore_sansio::Instant;

use super::*;

#[test]
fn a_remembered_rate_counts_for_minutes() {
    let now = Instant::from_origin(Duration::from_secs(1000));
    let remembered =
        Some(Remembered { packets_per_second: 8000.0, at: Instant::from_origin(Duration::from_secs(900)) });
    assert!((Congestion::new(now, remembered).pace() - 4000.0 * START_GAIN).abs() < 1.0);
    let late = now + Duration::from_secs(300);
    assert!((Congestion::new(late, remembered).pace() - INITIAL_RATE * START_GAIN).abs() < 1.0);
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
                let feedback = Feedback { delivered, lost, youngest: Some(stamp) };
                for millis in [0, 1, 100_000] {
                    congestion.feedback(Instant::from_origin(Duration::from_millis(millis)), &feedback, in_flight);
                    let pace = congestion.pace();
                    assert!((MIN_RATE..=MAX_RATE).contains(&pace), "{pace}");
                    assert!(congestion.window() >= PROBE_WINDOW);
                }
            }
        }
    }
}
