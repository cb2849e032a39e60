//! Who ends while it looks for a group: ours go on when they are back, and the reference's clients load what else such a profile has.

use toxcore_interop::ClientKind;
use toxcore_interop::circle::{Circle, Step, play};
use toxcore_interop::scenario::Outcome;

use crate::cast::{BOTH, FOUNDER, LIBRARY, MEMBER, OURS, SID, TRIXIE};

/// The groups, by their numbers.
const JOINED: usize = 0;
const SOUGHT: usize = 1;

/// The seeker, ours, is one client and then another; the founder is away while it looks.
fn cast(founder: ClientKind, seeker: [ClientKind; 2]) -> Outcome {
    let seeks = |circle: &mut Circle| {
        circle.end(FOUNDER)?;
        circle.all_see(&[MEMBER])?;
        circle.turn_to_group(SOUGHT);
        circle.knock(MEMBER, "sesame")?;
        circle.end(MEMBER)
    };
    let back = move |circle: &mut Circle| {
        circle.come_back(MEMBER, seeker[1])?;
        if matches!(seeker[1], ClientKind::Reference(_)) {
            circle.bid_in_vain(MEMBER, "members")?;
            circle.knock(MEMBER, "sesame")?;
        }
        circle.come_back(FOUNDER, founder)?;
        circle.is_in(MEMBER)?;
        for group in [SOUGHT, JOINED] {
            circle.turn_to_group(group);
            circle.all_see(&BOTH)?;
            circle.settle(&BOTH, &BOTH)?;
            BOTH.iter().try_for_each(|who| circle.says(*who, &BOTH, "found"))?;
        }
        Ok(())
    };
    let steps: [Step<'_>; 3] = [("join", &one_is_joined), ("seek", &seeks), ("back", &back)];
    play(&[("founder", founder), ("seeker", seeker[0])], &steps)
}

fn one_is_joined(circle: &mut Circle) -> Outcome {
    circle.found(FOUNDER, "joined", "")?;
    circle.knock(MEMBER, "")?;
    circle.is_in(MEMBER)?;
    circle.all_see(&BOTH)?;
    circle.settle(&BOTH, &BOTH)?;
    circle.found(FOUNDER, "sought", "")?;
    circle.bid(FOUNDER, "password sesame")?;
    circle.turn_to_group(JOINED);
    Ok(())
}

#[test]
fn ours_seeks_trixie() -> Outcome {
    cast(TRIXIE, [OURS, LIBRARY])
}

#[test]
fn ours_seeks_sid() -> Outcome {
    cast(SID, [LIBRARY, OURS])
}

#[test]
fn trixie_goes_on_for_ours() -> Outcome {
    cast(OURS, [LIBRARY, TRIXIE])
}

#[test]
fn sid_goes_on_for_ours() -> Outcome {
    cast(LIBRARY, [OURS, SID])
}
