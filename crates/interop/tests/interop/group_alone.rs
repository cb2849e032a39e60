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

/// A group that nobody has.
const NO_GROUP: &str = "D75A980182B10AB7D54BFED3C964073A0EE172F3DAA62325AF021A68F707511A";

/// The founder is one client and then another, and so is the member.
fn comes_back_alone(founder: [ClientKind; 2], member: [ClientKind; 2]) -> Outcome {
    let seeks = move |circle: &mut Circle| seeks_another(circle, founder[0]);
    let back = move |circle: &mut Circle| founder_is_back(circle, founder[1]);
    let joined = move |circle: &mut Circle| member_is_back(circle, member[1]);
    let steps: [Step<'_>; 5] =
        [("join", &two_groups), ("seek", &seeks), ("end", &both_end), ("founder", &back), ("member", &joined)];
    play(&[("founder", founder[0]), ("member", member[0])], &steps)
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

/// Ours write groups that they look for into a section of their own, which the reference does not know.
fn seeks_another(circle: &mut Circle, founder: ClientKind) -> Outcome {
    if matches!(founder, ClientKind::Ours | ClientKind::Library) {
        circle.client(FOUNDER)?.command(&format!("group-join {NO_GROUP}"))?;
    }
    Ok(())
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
    comes_back_alone([LIBRARY, OURS], [TRIXIE, TRIXIE])
}

#[test]
fn ours_and_sid_waits() -> Outcome {
    comes_back_alone([OURS, LIBRARY], [SID, SID])
}

#[test]
fn ours_as_trixie() -> Outcome {
    comes_back_alone([LIBRARY, TRIXIE], [SID, SID])
}

#[test]
fn ours_as_sid() -> Outcome {
    comes_back_alone([OURS, SID], [LIBRARY, LIBRARY])
}

#[test]
fn trixie_as_ours() -> Outcome {
    comes_back_alone([TRIXIE, LIBRARY], [OURS, OURS])
}

#[test]
fn trixie_and_ours_waits() -> Outcome {
    comes_back_alone([TRIXIE, TRIXIE], [OURS, OURS])
}

#[test]
fn sid_and_ours_waits() -> Outcome {
    comes_back_alone([SID, SID], [LIBRARY, LIBRARY])
}

#[test]
fn sid_as_ours_and_ours_as_trixie() -> Outcome {
    comes_back_alone([SID, OURS], [LIBRARY, TRIXIE])
}

#[test]
fn ours_as_trixie_and_sid_as_ours() -> Outcome {
    comes_back_alone([OURS, TRIXIE], [SID, LIBRARY])
}

#[test]
fn trixie_waits_and_ours_as_sid() -> Outcome {
    comes_back_alone([TRIXIE, TRIXIE], [OURS, SID])
}

#[test]
fn ours_waits_and_trixie_as_ours() -> Outcome {
    comes_back_alone([LIBRARY, OURS], [TRIXIE, LIBRARY])
}
