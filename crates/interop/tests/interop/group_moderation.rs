//! Moderators of ours and of the releases that have groups: what each does, the others see, and who comes in later.

use toxcore_interop::ClientKind;
use toxcore_interop::circle::{Circle, Step, play};
use toxcore_interop::scenario::Outcome;

use crate::cast::{FOUNDER, LIBRARY, OURS, SID, TRIXIE};

/// The places of those who play.
const FIRST: usize = 1;
const SECOND: usize = 2;
const USER: usize = 3;
const NEWCOMER: usize = 4;
const NAMES: [&str; 5] = ["founder", "first", "second", "user", "newcomer"];
const FOUR: [usize; 4] = [FOUNDER, FIRST, SECOND, USER];
const ALL: [usize; 5] = [FOUNDER, FIRST, SECOND, USER, NEWCOMER];
/// Their roles, by their numbers. Protocol: groups, Roles.
const MODERATOR: u32 = 1;
const MEMBER: u32 = 2;
const OBSERVER: u32 = 3;

const STEPS: &[Step<'static>] = &[
    ("join", &four_meet),
    ("moderators", &two_become_moderators),
    ("newcomer", &a_newcomer_learns_it_all),
    ("unmade", &a_moderator_is_unmade),
    ("observer", &a_moderator_silences_and_frees),
    ("put out", &a_moderator_puts_out_a_user),
    ("founder", &the_founder_puts_out),
];

fn cast(kinds: [ClientKind; 5]) -> Outcome {
    play(&std::array::from_fn::<_, 5, _>(|at| (NAMES[at], kinds[at])), STEPS)
}

fn four_meet(circle: &mut Circle) -> Outcome {
    circle.found(FOUNDER, "court", "")?;
    FOUR[1..].iter().try_for_each(|who| circle.knock(*who, ""))?;
    FOUR[1..].iter().try_for_each(|who| circle.is_in(*who))?;
    circle.all_see(&FOUR)?;
    circle.settle(&FOUR, &FOUR)
}

/// 0.2.20 does not sort its list of them.
fn two_become_moderators(circle: &mut Circle) -> Outcome {
    circle.gives_role(FOUNDER, FIRST, MODERATOR, &FOUR)?;
    circle.gives_role(FOUNDER, SECOND, MODERATOR, &FOUR)?;
    circle.gives_role(FIRST, USER, OBSERVER, &FOUR)?;
    circle.does(FIRST, &FOUR, ("topic of the first", "topic", "of the first"))
}

fn a_newcomer_learns_it_all(circle: &mut Circle) -> Outcome {
    circle.knock(NEWCOMER, "")?;
    circle.is_in(NEWCOMER)?;
    circle.all_see(&ALL)?;
    circle.settle(&[FOUNDER, FIRST, SECOND, NEWCOMER], &ALL)?;
    for (whose, role) in [(FIRST, MODERATOR), (SECOND, MODERATOR), (USER, OBSERVER)] {
        circle.all_see_role(&[NEWCOMER], whose, role)?;
    }
    assert_eq!(circle.bid(NEWCOMER, "shows")?, "of the first");
    circle.bid_in_vain(USER, "send hush")?;
    circle.says(NEWCOMER, &ALL, "who is the user over there")
}

/// What he signed stays: somebody else signs it.
fn a_moderator_is_unmade(circle: &mut Circle) -> Outcome {
    circle.gives_role(FOUNDER, FIRST, MEMBER, &ALL)?;
    circle.all_see_role(&ALL, USER, OBSERVER)?;
    circle.all_see_role(&ALL, SECOND, MODERATOR)?;
    ALL.iter().try_for_each(|who| {
        assert_eq!(circle.bid(*who, "shows")?, "of the first");
        Ok(())
    })
}

fn a_moderator_silences_and_frees(circle: &mut Circle) -> Outcome {
    circle.gives_role(SECOND, USER, MEMBER, &ALL)?;
    circle.says(USER, &ALL, "free again")?;
    circle.gives_role(SECOND, NEWCOMER, OBSERVER, &ALL)?;
    circle.bid_in_vain(NEWCOMER, "send hush")?;
    circle.gives_role(FOUNDER, NEWCOMER, MEMBER, &ALL)?;
    circle.says(NEWCOMER, &ALL, "I am free, too")
}

fn a_moderator_puts_out_a_user(circle: &mut Circle) -> Outcome {
    let left = [FOUNDER, FIRST, SECOND, NEWCOMER];
    circle.puts_out(SECOND, USER, &left)?;
    comes_again(circle, USER)?;
    circle.says(USER, &ALL, "here I am again")
}

/// The founder puts out an observer, and a moderator, who are users when they come again.
fn the_founder_puts_out(circle: &mut Circle) -> Outcome {
    circle.gives_role(SECOND, USER, OBSERVER, &ALL)?;
    let left = [FOUNDER, FIRST, SECOND, NEWCOMER];
    circle.puts_out(FOUNDER, USER, &left)?;
    comes_again(circle, USER)?;
    let left = [FOUNDER, FIRST, USER, NEWCOMER];
    circle.puts_out(FOUNDER, SECOND, &left)?;
    comes_again(circle, SECOND)?;
    [USER, SECOND].iter().try_for_each(|who| {
        circle.all_see_role(&ALL, *who, MEMBER)?;
        circle.says(*who, &ALL, "was that needed")
    })
}

fn comes_again(circle: &mut Circle, who: usize) -> Outcome {
    circle.bid(who, "reconnect")?;
    circle.all_see(&ALL)?;
    circle.settle(&ALL, &ALL)
}

#[test]
fn of_trixie_and_sid_and_ours() -> Outcome {
    cast([TRIXIE, SID, OURS, LIBRARY, SID])
}

#[test]
fn of_trixie_and_ours_and_sid() -> Outcome {
    cast([TRIXIE, LIBRARY, SID, TRIXIE, OURS])
}

#[test]
fn of_sid_and_ours_and_trixie() -> Outcome {
    cast([SID, OURS, TRIXIE, SID, LIBRARY])
}

#[test]
fn of_ours_and_trixie_and_sid() -> Outcome {
    cast([LIBRARY, TRIXIE, SID, OURS, TRIXIE])
}

#[test]
fn of_ours_and_sid_and_trixie() -> Outcome {
    cast([OURS, SID, TRIXIE, LIBRARY, SID])
}
