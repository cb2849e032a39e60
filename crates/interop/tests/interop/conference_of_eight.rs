//! Conferences of more than the closest members: eight clients, ours and those of all releases mixed, each a friend of the next one.

use toxcore_interop::ClientKind;
use toxcore_interop::round::{Round, Step, play};
use toxcore_interop::scenario::Outcome;

use crate::cast::{BOOKWORM, LIBRARY, OURS, SID, TRIXIE};

const NAMES: [&str; 8] = ["one", "two", "three", "four", "five", "six", "seven", "eight"];

/// Everybody hears everybody once, by whatever way; one ends, and comes back as another library's client perhaps.
fn cast(kinds: [ClientKind; 8], leaver: usize, then: ClientKind) -> Outcome {
    let members = std::array::from_fn::<_, 8, _>(|at| (NAMES[at], kinds[at]));
    let one_ends = move |round: &mut Round| {
        round.end(leaver)?;
        let rest = round.others(leaver);
        round.all_remember(&rest, leaver)?;
        all_speak(round, &rest, "without you")?;
        round.come_back(leaver, then)?;
        let all = round.all();
        round.all_see(&all)?;
        all_speak(round, &all, "with you")
    };
    let steps: [Step<'_>; 2] = [("talk", &talk), ("end", &one_ends)];
    play(&members, &steps)
}

fn talk(round: &mut Round) -> Outcome {
    let all = round.all();
    ["first", "second", "third"].iter().try_for_each(|text| all_speak(round, &all, text))
}

fn all_speak(round: &mut Round, present: &[usize], text: &str) -> Outcome {
    present.iter().try_for_each(|who| {
        let text = format!("{text} of {}", round.name(*who));
        round.says(*who, present, &text)
    })
}

/// One says nothing for 60 s, so that the others lose sight of it, and comes back with the connections that it had.
fn is_frozen(kinds: [ClientKind; 8], silent: usize) -> Outcome {
    let members = std::array::from_fn::<_, 8, _>(|at| (NAMES[at], kinds[at]));
    let one_is_silent = move |round: &mut Round| {
        round.client(silent)?.process().stand_still();
        let rest = round.others(silent);
        round.all_remember(&rest, silent)?;
        all_speak(round, &rest, "are you there")
    };
    let one_returns = move |round: &mut Round| {
        round.client(silent)?.process().go_on();
        let all = round.all();
        round.all_see(&all)?;
        all_speak(round, &all, "there you are")
    };
    let steps: [Step<'_>; 2] = [("silence", &one_is_silent), ("return", &one_returns)];
    play(&members, &steps)
}

#[test]
fn ours_leaves_and_comes_back() -> Outcome {
    cast([BOOKWORM, TRIXIE, SID, OURS, LIBRARY, TRIXIE, SID, BOOKWORM], 3, OURS)
}

#[test]
fn trixie_leaves_and_comes_back_as_ours() -> Outcome {
    cast([OURS, BOOKWORM, LIBRARY, TRIXIE, OURS, BOOKWORM, TRIXIE, SID], 3, LIBRARY)
}

#[test]
fn sid_leaves_and_comes_back() -> Outcome {
    cast([LIBRARY, OURS, SID, BOOKWORM, OURS, SID, LIBRARY, TRIXIE], 2, SID)
}

#[test]
fn ours_is_silent_for_a_minute() -> Outcome {
    is_frozen([SID, TRIXIE, BOOKWORM, OURS, SID, LIBRARY, TRIXIE, BOOKWORM], 3)
}

#[test]
fn bookworm_is_silent_for_a_minute() -> Outcome {
    is_frozen([OURS, LIBRARY, BOOKWORM, OURS, TRIXIE, LIBRARY, SID, OURS], 2)
}
