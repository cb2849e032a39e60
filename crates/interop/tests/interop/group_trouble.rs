//! Ways that break under the members of a group, ours and the reference's: what is said meanwhile arrives, or they are back by themselves.

use std::thread;
use std::time::{Duration, Instant};

use toxcore_interop::circle::{Circle, Step, play};
use toxcore_interop::scenario::Outcome;
use toxcore_interop::{ClientKind, Direction};

use crate::cast::{BOTH, FOUNDER, LIBRARY, MEMBER, OURS, SID, TRIXIE};

/// Less than what it takes members to lose each other, and more. Protocol: groups, Timers and limits.
const SHORT: Duration = Duration::from_secs(30);
const LONG: Duration = Duration::from_secs(90);

fn meet(circle: &mut Circle) -> Outcome {
    circle.found(FOUNDER, "trouble", "")?;
    circle.knock(MEMBER, "")?;
    circle.is_in(MEMBER)?;
    circle.all_see(&BOTH)?;
    circle.settle(&BOTH, &BOTH)
}

/// UDP between the two is cut, so that relays carry what they say.
fn udp_is_cut(kinds: [ClientKind; 2], lasts: Duration) -> Outcome {
    let cut = move |circle: &mut Circle| {
        circle.cut_udp(FOUNDER, MEMBER, &Direction::BOTH)?;
        let said = talk_for(circle, lasts)?;
        circle.open(FOUNDER)?;
        all_is_heard(circle, said)
    };
    tell(kinds, &cut)
}

/// The member has no network at all, for less than it takes to lose each other.
fn all_is_cut(kinds: [ClientKind; 2]) -> Outcome {
    let cut = |circle: &mut Circle| {
        circle.shut_in(MEMBER)?;
        let said = talk_for(circle, SHORT)?;
        circle.open(MEMBER)?;
        all_is_heard(circle, said)
    };
    tell(kinds, &cut)
}

/// The member has no network for so long that they lose each other.
fn all_is_cut_for_long(kinds: [ClientKind; 2]) -> Outcome {
    let cut = |circle: &mut Circle| {
        circle.shut_in(MEMBER)?;
        let over = Instant::now() + LONG;
        BOTH.iter().try_for_each(|who| circle.all_see(&[*who]))?;
        thread::sleep(over.saturating_duration_since(Instant::now()));
        circle.open(MEMBER)?;
        circle.all_see(&BOTH)?;
        circle.settle(&BOTH, &BOTH)?;
        BOTH.iter().try_for_each(|who| circle.says(*who, &BOTH, "back"))
    };
    tell(kinds, &cut)
}

fn tell(kinds: [ClientKind; 2], cut: &dyn Fn(&mut Circle) -> Outcome) -> Outcome {
    let steps: [Step<'_>; 2] = [("join", &meet), ("cut", cut)];
    play(&[("founder", kinds[0]), ("member", kinds[1])], &steps)
}

/// Once a second everybody says a number; how many.
fn talk_for(circle: &mut Circle, lasts: Duration) -> Outcome<u64> {
    // What was said while they came in is none of it.
    BOTH.iter().try_for_each(|who| circle.take_all(*who, "message").map(drop))?;
    let (started, mut said) = (Instant::now(), 0);
    while started.elapsed() < lasts {
        BOTH.iter().try_for_each(|who| circle.bid(*who, &format!("send {said}")).map(drop))?;
        said += 1;
        thread::sleep((started + Duration::from_secs(said)).saturating_duration_since(Instant::now()));
    }
    Ok(said)
}

/// Each hears everything, once and in order, and has never lost the other.
fn all_is_heard(circle: &mut Circle, said: u64) -> Outcome {
    BOTH.iter().try_for_each(|who| {
        let other = BOTH[1 - who];
        let last = format!("{} {}", circle.number(*who, other)?, said - 1);
        circle.hears(*who, &format!("message {last}"))?;
        let mut heard = circle.take_all(*who, "message")?;
        heard.push(last);
        circle.heard_all(*who, other, said, &heard)
    })
}

#[test]
fn udp_is_cut_for_ours_and_sid() -> Outcome {
    udp_is_cut([OURS, SID], SHORT)
}

#[test]
fn udp_is_cut_for_sid_and_ours() -> Outcome {
    udp_is_cut([SID, LIBRARY], LONG)
}

#[test]
fn udp_is_cut_for_ours_and_trixie() -> Outcome {
    udp_is_cut([LIBRARY, TRIXIE], LONG)
}

#[test]
fn all_is_cut_for_ours_and_sid() -> Outcome {
    all_is_cut([LIBRARY, SID])
}

#[test]
fn all_is_cut_for_long_for_sid_and_ours() -> Outcome {
    all_is_cut_for_long([SID, OURS])
}

#[test]
fn all_is_cut_for_long_for_ours_and_trixie() -> Outcome {
    all_is_cut_for_long([OURS, TRIXIE])
}
