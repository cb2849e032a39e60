use std::time::Duration;

use super::Spot;

/// How much is done for a group: a pure function of how long it has been sought, and of how many members are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Pace {
    /// Wide nodes that are asked.
    pub(crate) wide: usize,
    near_pause: Duration,
    wide_pause: Duration,
}

impl Pace {
    pub(crate) fn of(age: Duration, members: usize) -> Self {
        if members > 0 {
            let share = u32::try_from(members / SHARE).unwrap_or(u32::MAX).max(1);
            let pause = STEADY.saturating_mul(share).min(STEADY_MAX);
            return Self { wide: WIDE_STEADY, near_pause: pause, wide_pause: pause };
        }
        let (wide, near_pause, wide_pause) = if age < QUICK_FOR {
            (WIDE, QUICK_NEAR, QUICK_WIDE)
        } else if age < WIDE_FOR {
            (WIDE, STEADY, STEADY)
        } else if age < PATIENT_FOR {
            (WIDE_STEADY, STEADY, STEADY)
        } else {
            (WIDE_STEADY, STEADY_MAX, STEADY_MAX)
        };
        Self { wide, near_pause, wide_pause }
    }

    /// Whether nothing has been found, and the search is young enough to go wide.
    pub(crate) const fn is_wide(self) -> bool {
        self.wide > WIDE_STEADY
    }

    /// The pause between two requests to one node that answers.
    pub(crate) const fn pause(self, spot: Spot) -> Duration {
        match spot {
            Spot::Near => self.near_pause,
            Spot::Wide => self.wide_pause,
        }
    }
}

/// The first time of a search, in which it is quick: those who come together find each other although packets get lost. Our
/// choice, about that of the reference.
const QUICK_FOR: Duration = Duration::from_secs(20);
/// Pauses in that time. The reference's 3 s, and for those that are many twice as long.
const QUICK_NEAR: Duration = Duration::from_secs(3);
const QUICK_WIDE: Duration = Duration::from_secs(6);
/// The pause from then on. With its eighth of jitter it is below the 30 s for which nodes keep announces. Chapter onion, Group
/// announces.
const STEADY: Duration = Duration::from_secs(20);
/// The pause of members of large groups, and of who has been alone for long. Our choice: whoever looks for us stays announced for
/// longer, so we find him by then.
const STEADY_MAX: Duration = Duration::from_secs(60);
/// Wide nodes while we are alone. Our choice: 2 requests a second; members of the reference ask one of eight nodes a minute, so in
/// a network of a thousand nodes ten of them are found in some minutes.
const WIDE: usize = 32;
/// The time for which so many are asked. Our choice.
const WIDE_FOR: Duration = Duration::from_secs(600);
/// Wide nodes later, and of members: 0.4 requests a second and group with the near ones. Our choice.
const WIDE_STEADY: usize = 4;
/// The time after which who is still alone becomes patient. Our choice.
const PATIENT_FOR: Duration = Duration::from_secs(3_600);
/// Members that are announced in the place of one: in a group of twice as many each pauses twice as long. Our choice: some of these
/// may be of the reference, which does not announce near the chat id.
const SHARE: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_alone_is_quick_then_steady_then_patient() {
        let told = |seconds| {
            let pace = Pace::of(Duration::from_secs(seconds), 0);
            (pace.wide, pace.pause(Spot::Near).as_secs(), pace.pause(Spot::Wide).as_secs())
        };
        assert_eq!([0, 19].map(told), [(32, 3, 6); 2]);
        assert_eq!([20, 599].map(told), [(32, 20, 20); 2]);
        assert_eq!([600, 3_599].map(told), [(4, 20, 20); 2]);
        assert_eq!([3_600, 1_000_000].map(told), [(4, 60, 60); 2]);
    }

    #[test]
    fn members_of_large_groups_share_the_work() {
        let told = |members| {
            let pace = Pace::of(Duration::ZERO, members);
            (pace.wide, pace.pause(Spot::Near).as_secs())
        };
        assert_eq!([1, 15, 16, 24, 100, usize::MAX].map(told), [(4, 20), (4, 20), (4, 40), (4, 60), (4, 60), (4, 60)]);
    }
}
