use std::time::Duration;

use super::*;

#[derive(Clone, Copy, Debug, PartialEq)]
enum Timer {
    Ping,
    Search,
}

fn at(seconds: u64) -> Instant {
    Instant::from_origin(Duration::from_secs(seconds))
}

#[test]
fn earliest_first_and_only_what_is_due() {
    let mut timers = TimerTable::<Timer, 2>::new();
    assert_eq!(timers.next(), None);
    timers.set(Timer::Ping, at(5));
    timers.set(Timer::Search, at(3));
    assert_eq!(timers.next(), Some((at(3), Timer::Search)));
    assert_eq!(timers.pop_due(at(2)), None);
    assert_eq!(timers.pop_due(at(9)), Some(Timer::Search));
    assert_eq!(timers.pop_due(at(9)), Some(Timer::Ping));
    assert_eq!(timers.pop_due(at(9)), None);
}

#[test]
fn setting_replaces_and_stopping_removes() {
    let mut timers = TimerTable::<Timer, 2>::default();
    timers.set(Timer::Ping, at(5));
    timers.set(Timer::Ping, at(7));
    assert_eq!(timers.get(Timer::Ping), Some(at(7)));
    timers.set(Timer::Search, at(8));
    timers.stop(Timer::Ping);
    assert_eq!(timers.get(Timer::Ping), None);
    assert_eq!(timers.next(), Some((at(8), Timer::Search)));
}
