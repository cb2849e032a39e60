//! Conferences that fall into halves, and members that remember few of those who are away: clients of ours and of all releases.

use std::thread;
use std::time::Duration;

use toxcore_interop::ClientKind;
use toxcore_interop::round::{Round, Step, play};
use toxcore_interop::scenario::Outcome;

use crate::cast::{BOOKWORM, LIBRARY, OURS, SID, TRIXIE};

const NAMES: [&str; 4] = ["one", "two", "three", "four"];
const ALL: [usize; 4] = [0, 1, 2, 3];
/// The halves; the last of the first and the first of the second are friends.
const HALVES: [[usize; 2]; 2] = [[0, 1], [2, 3]];
const LAST: usize = 1;

/// So that one was heard of later than another: the reference counts in whole seconds, and farewells do not count.
const LATER: Duration = Duration::from_secs(2);

fn tell(kinds: [ClientKind; 4], steps: &[Step<'_>]) -> Outcome {
    play(&std::array::from_fn::<_, 4, _>(|at| (NAMES[at], kinds[at])), steps)
}

fn all_speak(round: &mut Round, present: &[usize], text: &str) -> Outcome {
    present.iter().try_for_each(|who| round.says(*who, present, &format!("{text} of {who}")))
}

fn part(round: &mut Round) -> Outcome {
    round.part(&HALVES[1])?;
    round.friends_are_lost(LAST)?;
    HALVES.iter().try_for_each(|half| all_speak(round, half, "halves"))
}

/// The network falls apart and is whole again: so are the members.
fn come_together(kinds: [ClientKind; 4]) -> Outcome {
    let whole = |round: &mut Round| {
        for (half, other) in [(0, 1), (1, 0)] {
            round.remember_just(&HALVES[half], &HALVES[other])?;
        }
        round.join_again(&HALVES[1])?;
        round.all_see(&ALL)?;
        all_speak(round, &ALL, "whole")
    };
    tell(kinds, &[("halves", &part), ("whole", &whole)])
}

/// The halves have forgotten each other: an invitation between them makes them one.
fn merge(kinds: [ClientKind; 4]) -> Outcome {
    let forget = |round: &mut Round| round.remember_at_most(&ALL, 0);
    let invite = |round: &mut Round| {
        round.remember_just(&ALL, &[])?;
        round.join_again(&HALVES[1])?;
        round.friends_are_back(LAST)?;
        HALVES.iter().try_for_each(|half| round.all_see(half))?;
        round.invite_who_is_in(LAST)?;
        all_speak(round, &ALL, "whole")
    };
    tell(kinds, &[("forget", &forget), ("halves", &part), ("invite", &invite)])
}

/// Of those who are away two are remembered, then the one who was heard of last, then nobody; they come back all the same.
fn remember_few(kinds: [ClientKind; 4]) -> Outcome {
    let [rest, away] = HALVES;
    let fewer = move |round: &mut Round| {
        for leaver in [3, 2] {
            let left: Vec<usize> = (0..leaver).collect();
            round.says(leaver, &left, "I have to go")?;
            round.end(leaver)?;
            round.all_see(&left)?;
            thread::sleep(LATER);
        }
        for (most, whom) in [(2, &away[..]), (1, &away[..1]), (0, &[])] {
            round.remember_at_most(&rest, most)?;
            round.remember_just(&rest, whom)?;
        }
        all_speak(round, &rest, "who was that")
    };
    let back = move |round: &mut Round| {
        away.iter().try_for_each(|who| round.come_back(*who, kinds[*who]))?;
        round.all_see(&ALL)?;
        all_speak(round, &ALL, "do you know me")
    };
    tell(kinds, &[("fewer", &fewer), ("back", &back)])
}

#[test]
fn ours_and_sid_come_together_with_trixie() -> Outcome {
    come_together([OURS, SID, TRIXIE, LIBRARY])
}

#[test]
fn ours_and_bookworm_come_together() -> Outcome {
    come_together([BOOKWORM, LIBRARY, BOOKWORM, OURS])
}

#[test]
fn ours_merge_with_sid() -> Outcome {
    merge([TRIXIE, OURS, SID, LIBRARY])
}

#[test]
fn trixie_merges_with_ours() -> Outcome {
    merge([LIBRARY, TRIXIE, OURS, BOOKWORM])
}

#[test]
fn bookworm_merges_with_sid_among_ours() -> Outcome {
    merge([OURS, BOOKWORM, SID, LIBRARY])
}

#[test]
fn ours_and_trixie_remember_few() -> Outcome {
    remember_few([TRIXIE, OURS, LIBRARY, SID])
}

#[test]
fn ours_and_bookworm_remember_few() -> Outcome {
    remember_few([LIBRARY, BOOKWORM, SID, OURS])
}
