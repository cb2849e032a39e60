//! What the lock guards: the machine, its sockets, and what C said.

use std::time::Duration;

use toxcore::{Event, Instant};

use crate::callbacks::Callbacks;
use crate::driver::{Driver, More, Names, Pace, STEP, TimeSource};
use crate::told::Told;
use crate::tox::SaveFiles;

/// The machine and all that belongs to it.
#[derive(Debug)]
pub(crate) struct Core {
    /// The machine.
    pub(crate) tox: toxcore::Tox,
    /// The time of this call.
    pub(crate) now: Instant,
    /// What C wants to be told.
    pub(crate) callbacks: Callbacks,
    /// What C knows, where that lags behind.
    pub(crate) told: Told,
    /// How soon C should come back.
    pub(crate) pace: Pace,
    /// Whether hosts may have names.
    pub(crate) names: Names,
    /// Save files whose size C was told.
    pub(crate) save_files: SaveFiles,
    driver: Driver,
    /// When the wall clock was told last.
    told_time: Instant,
    /// Since when a thread is in `tox_iterate`, perhaps in a callback.
    iterating: Option<Instant>,
    /// A callback did something since that was asked last.
    called_back: bool,
    /// When everything was let out last.
    flushed: Instant,
    /// Something may be left since.
    unsent: bool,
    /// Until when a turn has nothing to do, unless something arrives. None since a call that may have changed something.
    rests_until: Option<Instant>,
    /// The same when this call began.
    rested_until: Option<Instant>,
    /// The same when this turn began.
    turn_rests_until: Option<Instant>,
}

impl Core {
    /// Puts the parts together.
    pub(crate) fn new(tox: toxcore::Tox, now: Instant, driver: Driver, names: Names) -> Self {
        Self {
            tox,
            now,
            callbacks: Callbacks::default(),
            told: Told::default(),
            pace: Pace::new(driver.udp_port().is_none(), &STEP),
            names,
            save_files: SaveFiles::default(),
            driver,
            told_time: now,
            iterating: None,
            called_back: false,
            flushed: Instant::ZERO,
            unsent: false,
            rests_until: None,
            rested_until: None,
            turn_rests_until: None,
        }
    }

    /// Begins a call, which may change anything.
    pub(crate) fn begin_call(&mut self) {
        self.rested_until = self.rests_until.take();
    }

    /// Begins a call at `now`, which may be earlier than another thread's call: time does not go back in here.
    pub(crate) fn advance(&mut self, now: Instant, time: &TimeSource) {
        self.now = self.now.max(now);
        if self.now.saturating_since(self.told_time) >= TIME_INTERVAL {
            self.told_time = self.now;
            self.rested_until = None;
            self.tox.set_unix_time(self.now, time.unix_time(self.now));
        }
    }

    /// Ends a call: what it caused leaves at once, unless the turn that it is part of sends it, or many calls follow each
    /// other: what those cause is gathered, and leaves with the next turn at the latest.
    pub(crate) fn after_call(&mut self) {
        if self.iterating.is_some() {
            self.called_back = true;
            return;
        }
        self.unsent = self.now.saturating_since(self.flushed) < GATHERED;
        if !self.unsent {
            self.flush();
        }
    }

    /// Lets everything out that can leave now.
    pub(crate) fn flush(&mut self) {
        (self.flushed, self.unsent) = (self.now, false);
        self.driver.flush(self.now, &mut self.tox);
    }

    /// Lets everything out that can leave now, and nothing any more.
    pub(crate) fn close(&mut self) {
        self.flush();
        self.driver.close();
    }

    /// Begins a turn. `false` if there is one already: in another thread, or around the callback that we are called from.
    pub(crate) fn begin_turn(&mut self) -> bool {
        let begins = self.iterating.is_none();
        if begins {
            self.turn_rests_until = self.rested_until;
        }
        self.iterating.get_or_insert(self.now);
        begins
    }

    /// Takes a share of what arrived, and does what is due.
    pub(crate) fn step(&mut self) -> More {
        (self.flushed, self.unsent) = (self.now, false);
        let rests = self.turn_rests_until.is_some_and(|until| self.now < until);
        let more = self.driver.step(self.now, &mut self.tox, rests);
        if more != More::Nothing {
            self.turn_rests_until = None;
        }
        self.pace.note_relayed(self.now, self.driver.take_relayed());
        more
    }

    /// Whether the turn goes on, after a step that left `more` and told C something that it may `answer`: not when the program
    /// has waited long enough.
    pub(crate) fn goes_on(&mut self, more: More, may_answer: bool) -> bool {
        let is_long = self.iterating.is_none_or(|since| self.now.saturating_since(since) >= TURN);
        let was_called = std::mem::take(&mut self.called_back);
        !is_long && (more == More::Now || may_answer || was_called)
    }

    /// What C is told next.
    pub(crate) fn next_event(&mut self) -> Option<Event> {
        loop {
            let Some(mut event) = self.tox.poll_event() else {
                self.told.finish();
                return None;
            };
            if self.told.begin(&mut event) {
                self.pace.note_event(self.now, &event);
                return Some(event);
            }
        }
    }

    /// Ends the turn: what callbacks did leaves.
    pub(crate) fn end_turn(&mut self) {
        self.told.finish();
        self.iterating = None;
        self.flush();
        self.rests_until = (!self.tox.has_events()).then(|| self.due().unwrap_or(self.now + LONGEST_REST));
    }

    /// Ends a turn in which there was [nothing](More::Nothing) to do.
    pub(crate) fn end_rest(&mut self) {
        self.iterating = None;
        self.rests_until = self.turn_rests_until;
    }

    /// When something is due.
    fn due(&self) -> Option<Instant> {
        [self.tox.poll_timeout().map(|wake| wake.at), self.driver.poll_timeout()].into_iter().flatten().min()
    }

    /// Milliseconds to the next turn.
    pub(crate) fn interval_ms(&self, now: Instant) -> u32 {
        if self.pace.is_sociable(now) {
            // What is due counts for nothing then, and to ask all machines takes as long as an empty turn.
            return self.pace.interval_ms(now, self.unsent.then_some(now), false);
        }
        let due = if self.unsent { Some(now) } else { self.rests_until.or_else(|| self.due()) };
        self.pace.interval_ms(now.max(self.now), due, self.tox.is_alone())
    }

    /// UDP port, if there is a socket.
    pub(crate) fn udp_port(&self) -> Option<u16> {
        self.driver.udp_port()
    }

    /// Port of our relay, if we are one.
    pub(crate) fn tcp_port(&self) -> Option<u16> {
        self.driver.tcp_port()
    }
}

/// How long a turn goes on while there is more to do. Our choice: below the 16 ms of a frame, so that windows do not stutter.
const TURN: Duration = Duration::from_millis(10);
/// How long what calls cause is gathered. Our choice: nobody notices it, and whoever sends thousands of messages needs a
/// tenth of the system calls.
const GATHERED: Duration = Duration::from_millis(1);
/// Longest time for which that is assumed. Our choice: the machine is told the time as often.
const LONGEST_REST: Duration = Duration::from_secs(1);
/// How often the machine is told the wall-clock time, by which it notices that we slept.
const TIME_INTERVAL: Duration = Duration::from_secs(1);
