//! What a founder decides about a group, and who may come in then, between ours and the releases that have groups.

use toxcore_interop::ClientKind;
use toxcore_interop::circle::{Circle, Step, play};
use toxcore_interop::scenario::Outcome;

use crate::cast::{FOUNDER, LIBRARY, OURS, SID, TRIXIE};

/// The places of those who play.
const MODERATOR: usize = 1;
const USER: usize = 2;
const LATE: usize = 3;
const NAMES: [&str; 4] = ["founder", "moderator", "user", "late"];
/// Who is there from the beginning.
const THREE: [usize; 3] = [FOUNDER, MODERATOR, USER];
const ALL: [usize; 4] = [FOUNDER, MODERATOR, USER, LATE];
/// Why somebody is not let in. Protocol: groups, Numbers with a meaning.
const FULL: u32 = 0;
const WRONG_PASSWORD: u32 = 1;
/// The longest nick and password.
const MAX_NICK: usize = 128;
const MAX_PASSWORD: usize = 32;

const STEPS: &[Step<'static>] = &[
    ("join", &three_meet),
    ("voice", &voices),
    ("lock", &the_topic_is_locked),
    ("nicks", &nicks_and_statuses),
    ("limit", &there_is_no_room),
    ("password", &a_password_is_asked_for),
    ("privacy", &a_group_becomes_private),
];

fn cast(kinds: [ClientKind; 4]) -> Outcome {
    play(&std::array::from_fn::<_, 4, _>(|at| (NAMES[at], kinds[at])), STEPS)
}

fn three_meet(circle: &mut Circle) -> Outcome {
    circle.found(FOUNDER, "house", "")?;
    for who in [MODERATOR, USER] {
        circle.knock(who, "")?;
    }
    for who in [MODERATOR, USER] {
        circle.is_in(who)?;
    }
    circle.all_see(&THREE)?;
    circle.settle(&THREE, &THREE)?;
    circle.gives_role(FOUNDER, MODERATOR, 1, &THREE)
}

/// Everybody has a voice, or moderators, or the founder alone: the others are not heard.
fn voices(circle: &mut Circle) -> Outcome {
    for (voice, heard) in [(1, 2), (2, 1), (0, 3)] {
        founder_sets(circle, "voice", &voice.to_string())?;
        for who in THREE {
            let text = format!("does {who} have a voice in {voice}");
            if who < heard {
                circle.says(who, &THREE, &text)?;
            } else {
                circle.bid_in_vain(who, &format!("send {text}"))?;
                // To one they may.
                let to = circle.number(who, FOUNDER)?;
                circle.does(who, &[FOUNDER], (&format!("whisper {to} {text}"), "private", &text))?;
            }
        }
    }
    Ok(())
}

/// The founder decides, and the others are told.
fn founder_sets(circle: &mut Circle, what: &str, value: &str) -> Outcome {
    circle.bid_in_vain(MODERATOR, &format!("{what} {value}"))?;
    circle.bid(FOUNDER, &format!("{what} {value}"))?;
    [MODERATOR, USER].iter().try_for_each(|who| circle.hears(*who, &format!("{what} {value}")))
}

fn the_topic_is_locked(circle: &mut Circle) -> Outcome {
    circle.does(MODERATOR, &THREE, ("topic of a moderator", "topic", "of a moderator"))?;
    circle.bid_in_vain(USER, "topic of a user")?;
    founder_sets(circle, "lock", "1")?;
    circle.does(USER, &THREE, ("topic of a user", "topic", "of a user"))?;
    founder_sets(circle, "lock", "0")?;
    circle.bid_in_vain(USER, "topic of a user again")
}

fn nicks_and_statuses(circle: &mut Circle) -> Outcome {
    for who in THREE {
        circle.does(who, &THREE, ("act waves", "action", "waves"))?;
        let to = (who + 1) % THREE.len();
        let peer = circle.number(who, to)?;
        circle.does(who, &[to], (&format!("whisper-act {peer} winks"), "private-action", "winks"))?;
        for status in ["away", "busy", "none"] {
            circle.does(who, &THREE, (&format!("status {status}"), "status", status))?;
        }
        let nick = format!("{who}-is-my-number-").repeat(MAX_NICK).get(..MAX_NICK).unwrap_or_default().to_owned();
        circle.does(who, &THREE, (&format!("nick {nick}"), "nick", &nick))?;
        circle.rename(who, &nick);
        circle.says(who, &THREE, "so I am called now")?;
    }
    Ok(())
}

fn there_is_no_room(circle: &mut Circle) -> Outcome {
    founder_sets(circle, "limit", "3")?;
    circle.is_turned_away(LATE, "", FULL)?;
    founder_sets(circle, "limit", "4")
}

fn a_password_is_asked_for(circle: &mut Circle) -> Outcome {
    let password = "a".repeat(MAX_PASSWORD);
    founder_sets(circle, "password", &password)?;
    circle.is_turned_away(LATE, "", WRONG_PASSWORD)?;
    circle.is_turned_away(LATE, "wrong", WRONG_PASSWORD)?;
    circle.knock(LATE, &password)?;
    circle.is_in(LATE)?;
    circle.all_see(&ALL)?;
    circle.settle(&ALL, &ALL)?;
    circle.all_see_role(&[LATE], MODERATOR, 1)?;
    assert_eq!(circle.bid(LATE, "rules")?, format!("0 0 0 4 {password}"));
    assert_eq!(circle.bid(LATE, "shows")?, "of a user");
    circle.says(LATE, &ALL, "let me in")
}

fn a_group_becomes_private(circle: &mut Circle) -> Outcome {
    for privacy in ["1", "0"] {
        founder_sets(circle, "privacy", privacy)?;
        circle.hears(LATE, &format!("privacy {privacy}"))?;
    }
    circle.says(FOUNDER, &ALL, "all is as it was")
}

/// The password changes while a member is away, who comes back with the old one.
fn changed_while_away(founder: ClientKind, member: ClientKind) -> Outcome {
    let both = [FOUNDER, MODERATOR];
    let meet = |circle: &mut Circle| {
        circle.found(FOUNDER, "house", "")?;
        circle.bid(FOUNDER, "password old")?;
        circle.knock(MODERATOR, "old")?;
        circle.is_in(MODERATOR)?;
        circle.all_see(&both)
    };
    let change = |circle: &mut Circle| {
        circle.end(MODERATOR)?;
        circle.all_see(&[FOUNDER])?;
        circle.bid(FOUNDER, "password new")?;
        Ok(())
    };
    let back = |circle: &mut Circle| {
        circle.come_back(MODERATOR, member)?;
        circle.told_why(MODERATOR, WRONG_PASSWORD)?;
        circle.bid(MODERATOR, "leave ")?;
        circle.knock(MODERATOR, "new")?;
        circle.is_in(MODERATOR)?;
        circle.all_see(&both)?;
        circle.settle(&both, &both)?;
        circle.says(MODERATOR, &both, "the new password")
    };
    let steps: [Step<'_>; 3] = [("join", &meet), ("change", &change), ("back", &back)];
    play(&[(NAMES[FOUNDER], founder), (NAMES[MODERATOR], member)], &steps)
}

#[test]
fn a_password_of_ours_changes_while_trixie_is_away() -> Outcome {
    changed_while_away(LIBRARY, TRIXIE)
}

#[test]
fn a_password_of_ours_changes_while_sid_is_away() -> Outcome {
    changed_while_away(OURS, SID)
}

#[test]
fn a_password_of_trixie_changes_while_ours_is_away() -> Outcome {
    changed_while_away(TRIXIE, LIBRARY)
}

#[test]
fn a_password_of_sid_changes_while_ours_is_away() -> Outcome {
    changed_while_away(SID, OURS)
}

#[test]
fn of_ours() -> Outcome {
    cast([LIBRARY, TRIXIE, SID, OURS])
}

#[test]
fn of_ours_with_trixie_before_the_door() -> Outcome {
    cast([OURS, SID, LIBRARY, TRIXIE])
}

#[test]
fn of_ours_with_sid_before_the_door() -> Outcome {
    cast([LIBRARY, OURS, TRIXIE, SID])
}

#[test]
fn of_trixie() -> Outcome {
    cast([TRIXIE, OURS, SID, LIBRARY])
}

#[test]
fn of_sid() -> Outcome {
    cast([SID, LIBRARY, OURS, OURS])
}

#[test]
fn of_the_reference() -> Outcome {
    cast([TRIXIE, SID, TRIXIE, SID])
}
