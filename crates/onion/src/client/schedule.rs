//! When to try again: pure functions of how often we tried.

use std::time::Duration;

use toxcore_sansio::Rng;

/// The pause after this many rounds of a search.
///
/// Quick at first, because two friends who start together announce themselves within the same second; then doubling.
pub(crate) fn search_interval(rounds: u32) -> Duration {
    let index = usize::try_from(rounds).unwrap_or(usize::MAX);
    if let Some(quick) = QUICK_MILLIS.get(index) {
        return Duration::from_millis(*quick);
    }
    let doublings = rounds.saturating_sub(QUICK_ROUNDS).min(16);
    SLOW_FIRST.saturating_mul(1 << doublings).min(SEARCH_MAX)
}

/// The pause after the DHT key was sent this many times in a row.
///
/// Where most packets get lost (`lossy`), the pauses do not grow at first.
pub(crate) fn dht_key_interval(sent: u32, lossy: bool) -> Duration {
    let (longest, patience) =
        if lossy { (DHT_KEY_LOSSY, DHT_KEY_LOSSY_PATIENCE) } else { (DHT_KEY_STEADY, DHT_KEY_PATIENCE) };
    if sent >= patience {
        return DHT_KEY_LATE;
    }
    Duration::from_secs(1 << sent.min(5)).min(longest)
}

/// `pause`, an eighth shorter or longer, so that a thousand friends do not move in step.
pub(crate) fn with_jitter(rng: &mut Rng, pause: Duration) -> Duration {
    let eighth = pause / 8;
    let steps = u32::try_from(rng.below(257)).unwrap_or(0);
    pause.saturating_sub(eighth).saturating_add((eighth / 128).saturating_mul(steps))
}

/// Pauses of the first rounds in milliseconds. Our choice: the sum is 12 s, about the 15 s that the reference asks every
/// 3 s, but begins sooner.
const QUICK_MILLIS: [u64; 6] = [400, 800, 1_600, 3_000, 3_000, 3_000];
/// Number of quick rounds.
pub(crate) const QUICK_ROUNDS: u32 = 6;
/// First pause after these, doubled each round.
const SLOW_FIRST: Duration = Duration::from_secs(6);
/// Longest pause between two rounds. Chapter onion, client: Searching.
pub(crate) const SEARCH_MAX: Duration = Duration::from_secs(3_600);
/// Pause between DHT key packets to a friend who is announced and does not come. Chapter onion, client: DHT key packets.
const DHT_KEY_STEADY: Duration = Duration::from_secs(30);
/// The same where most packets get lost. Our choice.
const DHT_KEY_LOSSY: Duration = Duration::from_secs(4);
/// Packets after which it is likely that the friend does not want us: about ten minutes. Our choice.
const DHT_KEY_PATIENCE: u32 = 25;
/// The same where most packets get lost: ten minutes too.
const DHT_KEY_LOSSY_PATIENCE: u32 = 150;
/// Pause from then on. Our choice.
const DHT_KEY_LATE: Duration = Duration::from_secs(120);

#[cfg(test)]
mod tests {
    use super::*;
    use toxcore_sansio::Seed;

    #[test]
    fn searches_are_quick_at_first_and_then_double_up_to_an_hour() {
        let seconds: Vec<f64> = (0..20).map(|rounds| search_interval(rounds).as_secs_f64()).collect();
        assert_eq!(seconds[..9], [0.4, 0.8, 1.6, 3.0, 3.0, 3.0, 6.0, 12.0, 24.0]);
        assert_eq!(seconds[15], 3_072.0);
        assert_eq!(seconds[16..], [3_600.0; 4]);
        assert_eq!(search_interval(u32::MAX), SEARCH_MAX);
    }

    #[test]
    fn dht_keys_are_sent_after_1_2_4_8_16_and_then_every_30_seconds_for_ten_minutes() {
        let seconds: Vec<u64> = (0..27).map(|sent| dht_key_interval(sent, false).as_secs()).collect();
        assert_eq!(seconds[..7], [1, 2, 4, 8, 16, 30, 30]);
        assert_eq!(seconds[24..], [30, 120, 120]);
        assert_eq!(dht_key_interval(u32::MAX, false), DHT_KEY_LATE);
        assert_eq!([2, 3, 149].map(|sent| dht_key_interval(sent, true).as_secs()), [4, 4, 4]);
        assert_eq!(dht_key_interval(150, true), DHT_KEY_LATE);
    }

    #[test]
    fn jitter_stays_within_an_eighth() {
        let mut rng = Rng::new(&Seed::from_number(1));
        let pause = Duration::from_secs(80);
        let pauses: Vec<Duration> = (0..1_000).map(|_| with_jitter(&mut rng, pause)).collect();
        assert!(pauses.iter().all(|p| (70..=90).contains(&p.as_secs())));
        assert!(pauses.iter().any(|p| p.as_secs() < 72) && pauses.iter().any(|p| p.as_secs() >= 88));
    }
}
