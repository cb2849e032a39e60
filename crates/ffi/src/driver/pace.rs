use std::time::Duration;

use toxcore::{Event, GroupEvent, Instant};

use super::step::Step;

/// How soon C should come back: at once while much moves, soon while people talk, rarely else, and more rarely yet while
/// nobody is there with whom one could talk.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pace {
    /// A part of a file moved: so many come that each wait costs throughput.
    bulk_until: Instant,
    /// Somebody said something; an answer is likely.
    lively_until: Instant,
    /// Something happened lately; it may take several packets each way to bring it to an end.
    busy_until: Instant,
    /// Something was said in a group, or happened in a conference, where more than one is waited for.
    sociable_until: Instant,
    /// Others said something through our relay.
    carrying_until: Instant,
    /// Nothing comes but over relays.
    only_relays: bool,
    /// What it has in common with the other instances of the process.
    step: &'static Step,
}

impl Pace {
    /// Of an instance that has nothing but relays, or also a UDP socket.
    pub(crate) fn new(only_relays: bool, step: &'static Step) -> Self {
        Self {
            bulk_until: Instant::ZERO,
            lively_until: Instant::ZERO,
            busy_until: Instant::ZERO,
            sociable_until: Instant::ZERO,
            carrying_until: Instant::ZERO,
            only_relays,
            step,
        }
    }

    /// Notes what happens.
    pub(crate) fn note_event(&mut self, now: Instant, event: &Event) {
        match event {
            Event::FileChunkRequest { .. } | Event::FileRecvChunk { .. } => self.bulk_until = now + BULK_LASTS,
            Event::SelfConnectionStatus(_) => self.busy_until = now + BUSY_LASTS,
            Event::Group { event: GroupEvent::Message { .. }, .. } => self.note_sociable(now),
            _ if event.conference().is_some() => self.note_sociable(now),
            _ => self.note_call(now),
        }
    }

    /// Notes what others sent through our relay: whom we keep waiting talks to somebody else.
    pub(crate) fn note_relayed(&mut self, now: Instant, bytes: usize) {
        if bytes > BULK_BYTES {
            self.bulk_until = now + BULK_LASTS;
        } else if bytes > IDLE_BYTES {
            self.carrying_until = now + LIVELY_LASTS;
            self.busy_until = now + BUSY_LASTS;
        }
    }

    /// Notes that C did something.
    pub(crate) fn note_call(&mut self, now: Instant) {
        self.lively_until = now + LIVELY_LASTS;
        self.busy_until = now + BUSY_LASTS;
    }

    /// Notes that C said something in a conference or group.
    pub(crate) fn note_sociable(&mut self, now: Instant) {
        self.sociable_until = now + LIVELY_LASTS;
        self.busy_until = now + BUSY_LASTS;
    }

    /// Whether what many say is all that there is to wait for.
    pub(crate) fn is_sociable(&self, now: Instant) -> bool {
        now < self.sociable_until.max(self.carrying_until) && now >= self.lively_until && now >= self.bulk_until
    }

    /// Milliseconds between two turns while many talk.
    fn sociable_ms(&self, now: Instant) -> u32 {
        if self.only_relays && now >= self.carrying_until { IDLE_MS } else { SOCIABLE_MS }
    }

    /// Milliseconds to the next call. `due` is when the machine has something to do; who is `alone` has no connection to
    /// anybody, and none is being made.
    pub(crate) fn interval_ms(&self, now: Instant, due: Option<Instant>, alone: bool) -> u32 {
        let wanted = if now < self.bulk_until {
            BULK_MS
        } else if now < self.lively_until {
            LIVELY_MS
        } else if self.is_sociable(now) {
            // What is due a little earlier waits, so that all instances of the process come together; what is due now does not.
            return if due.is_some_and(|due| due <= now) {
                LEAST_MS
            } else {
                self.step.next_ms(now, self.sociable_ms(now))
            };
        } else if now < self.busy_until || !alone {
            self.step.next_ms(now, IDLE_MS)
        } else {
            self.step.next_ms(now, ALONE_MS)
        };
        // Who comes before it is due comes twice.
        let due_ms = due.map_or(u128::MAX, |due| due.saturating_since(now).as_micros().div_ceil(1_000));
        wanted.min(u32::try_from(due_ms).unwrap_or(u32::MAX)).max(LEAST_MS)
    }
}

/// While nothing happens. What clients know from other libraries; nobody waits for a first message for longer than this.
const IDLE_MS: u32 = 50;
/// While nothing happens and nobody is there. Our choice: nearly all that an idle client costs is being woken; what the
/// network asks of it has time-outs of seconds.
const ALONE_MS: u32 = 100;
/// How long after something happened a client that is alone may have more to do. Our choice: time to find the network.
const BUSY_LASTS: Duration = Duration::from_secs(10);
/// While people talk. Our choice: a tenth of what a person notices, 200 calls a second.
const LIVELY_MS: u32 = 5;
/// While they talk in conferences and groups. Our choice: what passes through two members on its way is there in 40 ms, and they share each
/// turn among all messages that came since the last one. Who has nothing but relays keeps the [idle](IDLE_MS) pace, at which a message in a
/// group is there in half the time that it takes with another library.
const SOCIABLE_MS: u32 = 20;
/// How long they talk. Our choice: pauses in a conversation are longer, its answers are not.
const LIVELY_LASTS: Duration = Duration::from_secs(2);
/// While files move.
const BULK_MS: u32 = 1;
/// How long after a part of one. Our choice: some round trips.
const BULK_LASTS: Duration = Duration::from_millis(500);
/// Bytes that come through our relay in one turn while nobody talks: some pings of its users.
const IDLE_BYTES: usize = 100;
/// Bytes in one turn above which files move. Our choice: more than messages are at 5 ms.
const BULK_BYTES: usize = 8 * 1024;
/// A program that is told 0 would never sleep.
const LEAST_MS: u32 = 1;

#[cfg(test)]
mod tests {
    use toxcore::conference::ConferenceNumber;
    use toxcore::{ConnectionStatus, FriendId};

    use super::*;

    fn pace(only_relays: bool) -> Pace {
        Pace::new(only_relays, Box::leak(Box::default()))
    }

    fn at(ms: u64) -> Instant {
        Instant::from_origin(Duration::from_millis(ms))
    }

    #[test]
    fn the_interval_follows_what_happens() {
        let mut pace = pace(false);
        assert_eq!(pace.interval_ms(at(0), None, false), 50);
        pace.note_call(at(0));
        assert_eq!(pace.interval_ms(at(1_999), None, false), 5);
        assert_eq!(pace.interval_ms(at(2_000), None, false), 50);
        let friend = FriendId { index: 0, generation: 0 };
        pace.note_event(at(3_000), &Event::FriendTyping { friend, typing: true });
        assert_eq!(pace.interval_ms(at(3_001), None, false), 5);
    }

    #[test]
    fn who_is_alone_sleeps_longer() {
        let mut pace = pace(false);
        assert_eq!(pace.interval_ms(at(0), None, true), 100);
        pace.note_event(at(0), &Event::SelfConnectionStatus(ConnectionStatus::Udp));
        assert_eq!(pace.interval_ms(at(9_999), None, true), 1);
        assert_eq!(pace.interval_ms(at(10_000), None, true), 100);
        assert_eq!(pace.interval_ms(at(10_000), None, false), 50);
        pace.note_call(at(10_000));
        assert_eq!(pace.interval_ms(at(10_001), None, true), 5);
        assert_eq!(pace.interval_ms(at(12_000), None, true), 50);
        assert_eq!(pace.interval_ms(at(20_000), None, true), 100);
    }

    #[test]
    fn in_a_conference_nobody_is_in_a_hurry_unless_he_talks_to_somebody_else() {
        let mut pace = pace(false);
        let conference = ConferenceNumber { index: 0, generation: 0 };
        pace.note_event(at(0), &Event::ConferenceConnected { conference });
        assert_eq!(pace.interval_ms(at(1_999), None, false), 1);
        assert_eq!(pace.interval_ms(at(2_000), None, false), 50);
        pace.note_sociable(at(3_000));
        assert_eq!(pace.interval_ms(at(3_001), None, false), 19);
        pace.note_call(at(3_000));
        assert_eq!(pace.interval_ms(at(3_001), None, false), 5);
    }

    /// Instances that were made at other moments, or came for something else, come together.
    #[test]
    fn those_who_wait_wake_in_step() {
        let mut pace = pace(false);
        assert_eq!([100, 101, 120, 149].map(|ms| ms + u64::from(pace.interval_ms(at(ms), None, false))), [150; 4]);
        pace.note_sociable(at(0));
        assert_eq!([105, 106, 119].map(|ms| ms + u64::from(pace.interval_ms(at(ms), None, false))), [120; 3]);
        pace.note_call(at(0));
        assert_eq!([105, 106, 119].map(|ms| pace.interval_ms(at(ms), None, false)), [5; 3], "whom a friend waits for");
    }

    #[test]
    fn while_many_talk_what_is_due_waits_for_the_next_step() {
        let mut pace = pace(false);
        pace.note_sociable(at(0));
        assert!(pace.is_sociable(at(101)) && !pace.is_sociable(at(2_000)));
        assert_eq!(pace.interval_ms(at(101), Some(at(107)), false), 19);
        assert_eq!(pace.interval_ms(at(101), Some(at(101)), false), 1, "what a call has left to be sent");
        pace.note_call(at(101));
        assert!(!pace.is_sociable(at(101)), "a friend waits, too");
        assert_eq!(pace.interval_ms(at(101), Some(at(103)), false), 2);
    }

    #[test]
    fn who_has_relays_alone_shares_each_turn_among_more() {
        let mut pace = pace(true);
        pace.note_sociable(at(0));
        assert_eq!(pace.interval_ms(at(1), None, false), 49);
        assert_eq!(pace.interval_ms(at(1), Some(at(7)), false), 49, "what is due waits for that");
        pace.note_relayed(at(0), 300);
        assert_eq!(pace.interval_ms(at(1), None, false), 19, "others wait for our relay");
    }

    #[test]
    fn users_of_our_relay_do_not_wait() {
        let mut pace = pace(false);
        pace.note_relayed(at(0), 27);
        assert_eq!(pace.interval_ms(at(1), None, false), 49);
        pace.note_relayed(at(0), 300);
        assert_eq!(pace.interval_ms(at(1), None, false), 19);
        pace.note_relayed(at(0), 60_000);
        assert_eq!(pace.interval_ms(at(1), None, false), 1);
    }

    #[test]
    fn nobody_comes_later_than_something_is_due() {
        let pace = pace(false);
        assert_eq!(pace.interval_ms(at(0), Some(at(20)), false), 20);
        let between = Instant::from_origin(Duration::from_micros(19_100));
        assert_eq!(pace.interval_ms(at(0), Some(between), false), 20, "nor twice, because a millisecond was cut");
        assert_eq!(pace.interval_ms(at(0), Some(at(2_000)), false), 50);
        assert_eq!(pace.interval_ms(at(10), Some(at(10)), false), 1);
        assert_eq!(pace.interval_ms(at(10), Some(at(5)), false), 1);
    }
}
