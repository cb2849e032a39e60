use crate::Instant;

/// Deadlines of one machine, one per kind of timer.
///
/// `T` is the machine's timer enum; `N` its number of kinds. Setting replaces, so there is never more than one deadline
/// of a kind.
#[derive(Clone, Debug)]
pub struct TimerTable<T, const N: usize> {
    /// Those that are set: most friends wait for nothing most of the time, so it is none or few.
    deadlines: Vec<(Instant, T)>,
}

impl<T: Copy + PartialEq, const N: usize> TimerTable<T, N> {
    /// No timer set.
    #[must_use]
    pub const fn new() -> Self {
        Self { deadlines: Vec::new() }
    }

    /// Sets or moves the deadline of `timer`.
    pub fn set(&mut self, timer: T, at: Instant) {
        match self.deadlines.iter_mut().find(|(_, t)| *t == timer) {
            Some((deadline, _)) => *deadline = at,
            None => self.deadlines.push((at, timer)),
        }
        debug_assert!(self.deadlines.len() <= N, "more timers than kinds of them");
    }

    /// Stops `timer`.
    pub fn stop(&mut self, timer: T) {
        self.deadlines.retain(|(_, t)| *t != timer);
        if self.deadlines.is_empty() {
            self.deadlines = Vec::new();
        }
    }

    /// The deadline of `timer`, if set.
    #[must_use]
    pub fn get(&self, timer: T) -> Option<Instant> {
        self.deadlines.iter().find(|(_, t)| *t == timer).map(|(at, _)| *at)
    }

    /// The next deadline and its timer.
    #[must_use]
    pub fn next(&self) -> Option<(Instant, T)> {
        self.deadlines.iter().min_by_key(|(at, _)| *at).copied()
    }

    /// Takes one timer that is due at `now`, earliest first.
    pub fn pop_due(&mut self, now: Instant) -> Option<T> {
        let (at, timer) = self.next()?;
        if at > now {
            return None;
        }
        self.stop(timer);
        Some(timer)
    }
}

impl<T: Copy + PartialEq, const N: usize> Default for TimerTable<T, N> {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests;
