use crate::Instant;

/// Deadlines of one machine, one per kind of timer.
///
/// `T` is the machine's timer enum; `N` its number of kinds. Setting replaces, so there is never more than one deadline
/// of a kind.
#[derive(Clone, Debug)]
pub struct TimerTable<T, const N: usize> {
    deadlines: [Option<(Instant, T)>; N],
}

impl<T: Copy + PartialEq, const N: usize> TimerTable<T, N> {
    /// No timer set.
    #[must_use]
    pub const fn new() -> Self {
        Self { deadlines: [const { None }; N] }
    }

    /// Sets or moves the deadline of `timer`.
    pub fn set(&mut self, timer: T, at: Instant) {
        let same = self.deadlines.iter().position(|d| d.is_some_and(|(_, t)| t == timer));
        let slot = same.or_else(|| self.deadlines.iter().position(Option::is_none));
        debug_assert!(slot.is_some(), "TimerTable has fewer slots than kinds of timers");
        if let Some(entry) = slot.and_then(|i| self.deadlines.get_mut(i)) {
            *entry = Some((at, timer));
        }
    }

    /// Stops `timer`.
    pub fn stop(&mut self, timer: T) {
        for entry in &mut self.deadlines {
            if entry.is_some_and(|(_, t)| t == timer) {
                *entry = None;
            }
        }
    }

    /// The deadline of `timer`, if set.
    #[must_use]
    pub fn get(&self, timer: T) -> Option<Instant> {
        self.deadlines.iter().flatten().find(|(_, t)| *t == timer).map(|(at, _)| *at)
    }

    /// The next deadline and its timer.
    #[must_use]
    pub fn next(&self) -> Option<(Instant, T)> {
        self.deadlines.iter().flatten().min_by_key(|(at, _)| *at).copied()
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
