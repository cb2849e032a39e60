//! Which messages of an author came already.

/// Numbers that are told apart below the newest. The reference remembers eight; a longer memory lets messages overtake each
/// other by more on different ways. Our choice: a word of bits.
const WINDOW: u32 = u64::BITS;
/// A number is newer than another if it is at most this much ahead, modulo 2^32. Protocol: conferences, Duplicates.
const HALF: u32 = 1 << 31;

/// The newest messages of one author.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Seen {
    newest: Option<u32>,
    /// Bit n: `newest - n` came.
    bits: u64,
    newest_name: Option<u32>,
    newest_title: Option<u32>,
}

/// Of which only the newest counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Value {
    Name,
    Title,
}

impl Seen {
    /// Notes a message. `false` if it came already, is too old to tell, or carries an older value than one that came.
    pub(crate) fn accept(&mut self, number: u32, value: Option<Value>) -> bool {
        if !self.note(number) {
            return false;
        }
        let newest = match value {
            None => return true,
            Some(Value::Name) => &mut self.newest_name,
            Some(Value::Title) => &mut self.newest_title,
        };
        if newest.is_some_and(|newest| !is_newer(number, newest)) {
            return false;
        }
        *newest = Some(number);
        true
    }

    fn note(&mut self, number: u32) -> bool {
        let Some(newest) = self.newest else {
            (self.newest, self.bits) = (Some(number), 1);
            return true;
        };
        if is_newer(number, newest) {
            self.bits = self.bits.checked_shl(number.wrapping_sub(newest)).unwrap_or(0) | 1;
            self.newest = Some(number);
            return true;
        }
        let behind = newest.wrapping_sub(number);
        if behind >= WINDOW || self.bits & (1 << behind) != 0 {
            return false;
        }
        self.bits |= 1 << behind;
        true
    }
}

fn is_newer(number: u32, than: u32) -> bool {
    (1..=HALF).contains(&number.wrapping_sub(than))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_number_is_accepted_once_in_any_order_within_the_window() {
        for start in [1, u32::MAX - 30, HALF - 30] {
            let mut seen = Seen::default();
            let mut numbers: Vec<u32> = (0..60).map(|n: u32| start.wrapping_add(n * 37 % 60)).collect();
            assert!(numbers.iter().all(|number| seen.accept(*number, None)), "from {start}");
            numbers.reverse();
            assert!(numbers.iter().all(|number| !seen.accept(*number, None)), "from {start}");
        }
    }

    #[test]
    fn what_is_older_than_the_window_is_refused() {
        let mut seen = Seen::default();
        assert!(seen.accept(1_000, None));
        assert!(seen.accept(1_000 - 63, None));
        assert!(!seen.accept(1_000 - 64, None));
        assert!(seen.accept(1_000 + HALF, None), "half of all numbers are newer");
        assert!(!seen.accept(1_100, None));
    }

    #[test]
    fn of_names_and_titles_only_newer_ones_count() {
        let mut seen = Seen::default();
        assert!(seen.accept(10, Some(Value::Name)));
        assert!(!seen.accept(9, Some(Value::Name)));
        assert!(seen.accept(8, Some(Value::Title)), "the other kind does not matter");
        assert!(seen.accept(7, None));
        assert!(seen.accept(11, Some(Value::Name)));
        assert!(!seen.accept(11, Some(Value::Name)));
        assert!(!seen.accept(6, Some(Value::Title)));
    }
}
