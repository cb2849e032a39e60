//! A founder who comes back alone, before its member does, as another library's client perhaps: its groups, one for all and a private one,
//! are as they were.

use toxcore_interop::ClientKind;
use toxcore_interop::circle::{Circle, Step, play};
use toxcore_interop::scenario::Outcome;

use crate::cast::{BOTH, FOUNDER, LIBRARY, MEMBER, OURS, SID, TRIXIE};

/// The groups, by their numbers.
const OPEN: usize = 0;
const PRIVATE: usize = 1;
const MODERATOR: u32 = 1;

/// The founder is one client and then another, the member stays what it is.
fn comes_back_alone(founder: ClientKind, then: ClientKind, member: ClientKind) -> Outcome {
    let back = move |circle: &mut Circle| founder_is_back(circle, then);
    let joined = move |circle: &mut Circle| member_is_back(circle, member);
    let steps: [Step<'_>; 4] = [("join", &two_groups), ("end", &both_end), ("founder", &back), ("member", &joined)];
    play(&[("founder", founder), ("member", member)], &steps)
}

fn two_groups(circle: &mut Circle) -> Outcome {
    circle.befriend(FOUNDER, MEMBER)?;
    circle.found(FOUNDER, "open", "")?;
    circle.knock(MEMBER, "")?;
    circle.is_in(MEMBER)?;
    circle.found(FOUNDER, "closed", "private")?;
    circle.invite(FOUNDER, MEMBER, "closed")?;
    in_each(circle, |circle| {
        circle.all_see(&BOTH)?;
        circle.settle(&BOTH, &BOTH)?;
        circle.gives_role(FOUNDER, MEMBER, MODERATOR, &BOTH)?;
        circle.bid(FOUNDER, "limit 7")?;
        circle.bid(FOUNDER, "password sesame")?;
        circle.hears(MEMBER, "password sesame")?;
        circle.does(FOUNDER, &BOTH, ("topic what stays", "topic", "what stays"))
    })
}

fn both_end(circle: &mut Circle) -> Outcome {
    circle.end(MEMBER)?;
    in_each(circle, |circle| circle.all_see(&[FOUNDER]))?;
    circle.end(FOUNDER)
}

fn founder_is_back(circle: &mut Circle, then: ClientKind) -> Outcome {
    circle.come_back(FOUNDER, then)?;
    for (group, privacy) in [(OPEN, 0), (PRIVATE, 1)] {
        circle.turn_to_group(group);
        assert_eq!(circle.bid(FOUNDER, "rules")?, format!("{privacy} 0 0 7 sesame"));
        assert_eq!(circle.bid(FOUNDER, "shows")?, "what stays");
    }
    Ok(())
}

fn member_is_back(circle: &mut Circle, member: ClientKind) -> Outcome {
    circle.come_back(MEMBER, member)?;
    in_each(circle, |circle| {
        circle.all_see(&BOTH)?;
        circle.settle(&BOTH, &BOTH)?;
        circle.all_see_role(&BOTH, MEMBER, MODERATOR)?;
        for who in BOTH {
            circle.says(who, &BOTH, "it is long since we met")?;
        }
        circle.does(MEMBER, &BOTH, ("topic what is new", "topic", "what is new"))?;
        circle.bid(FOUNDER, "limit 8")?;
        circle.hears(MEMBER, "limit 8")
    })
}

fn in_each(circle: &mut Circle, step: impl Fn(&mut Circle) -> Outcome) -> Outcome {
    [OPEN, PRIVATE].iter().try_for_each(|group| {
        circle.turn_to_group(*group);
        step(circle)
    })
}

#[test]
fn ours_and_trixie_waits() -> Outcome {
    comes_back_alone(LIBRARY, OURS, TRIXIE)
}

#[test]
fn ours_and_sid_waits() -> Outcome {
    comes_back_alone(OURS, LIBRARY, SID)
}

#[test]
fn ours_as_trixie() -> Outcome {
    comes_back_alone(LIBRARY, TRIXIE, SID)
}

#[test]
fn ours_as_sid() -> Outcome {
    comes_back_alone(OURS, SID, LIBRARY)
}

#[test]
fn trixie_as_ours() -> Outcome {
    comes_back_alone(TRIXIE, LIBRARY, OURS)
}

#[test]
fn trixie_and_ours_waits() -> Outcome {
    comes_back_alone(TRIXIE, TRIXIE, OURS)
}

#[test]
fn sid_and_ours_waits() -> Outcome {
    comes_back_alone(SID, SID, LIBRARY)
}
