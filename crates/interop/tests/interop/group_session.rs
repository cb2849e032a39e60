//! Sessions of more than ten minutes, in which keys are made anew twice, between ours and the releases that have groups. They take
//! as long as they say, so they run only when asked: `cargo test -p toxcore-interop -- --ignored group_session --nocapture`.

use std::thread;
use std::time::{Duration, Instant};

use toxcore_interop::circle::{Circle, Step, play};
use toxcore_interop::scenario::{Outcome, report};
use toxcore_interop::{ClientKind, from_hex};

use crate::cast::{BOTH, FOUNDER, LIBRARY, MEMBER, OURS, SID, TRIXIE};

/// The closer of two members asks for new keys after 300 s, ours after 285 s: twice in this time. Protocol: groups, New session keys.
const LASTS: Duration = Duration::from_secs(650);
/// Groups in which the founder is the closer, and in which it is not: so many of each, and at most so many until they are there.
const OF_EACH: usize = 2;
const MAX_GROUPS: usize = 16;

fn cast(founder: ClientKind, member: ClientKind) -> Outcome {
    let steps: [Step<'_>; 3] =
        [("join", &groups_of_both_kinds), ("ten minutes", &ten_minutes), ("after", &all_is_well)];
    play(&[("founder", founder), ("member", member)], &steps)
}

/// Groups until each of the two is the closer in some.
fn groups_of_both_kinds(circle: &mut Circle) -> Outcome {
    let mut closer = [0; 2];
    for group in 0..MAX_GROUPS {
        circle.found(FOUNDER, &format!("group-{group}"), "")?;
        circle.knock(MEMBER, "")?;
        circle.is_in(MEMBER)?;
        circle.all_see(&BOTH)?;
        circle.settle(&BOTH, &BOTH)?;
        closer[who_is_closer(circle)?] += 1;
        if closer.iter().all(|groups| *groups >= OF_EACH) {
            report(&format!("the founder is the closer in {} groups, the member in {}", closer[0], closer[1]));
            return Ok(());
        }
    }
    Err("one of them is always the closer".into())
}

/// Whose encryption key, XOR the chat id, is less.
fn who_is_closer(circle: &mut Circle) -> Outcome<usize> {
    let chat_id = from_hex(circle.chat_id()?).ok_or("no chat id")?;
    let distance = |key: String| -> Outcome<Vec<u8>> {
        let key = from_hex(&key).ok_or("no key")?;
        Ok(key.iter().zip(&chat_id).map(|(byte, other)| byte ^ other).collect())
    };
    let founder = distance(circle.key(MEMBER, FOUNDER)?)?;
    let member = distance(circle.key(FOUNDER, MEMBER)?)?;
    Ok(if founder < member { FOUNDER } else { MEMBER })
}

/// Once a second everybody says a number in every group.
fn ten_minutes(circle: &mut Circle) -> Outcome {
    let started = Instant::now();
    let mut heard = vec![[const { Vec::new() }; 2]; circle.groups()];
    // What was said while they came in is none of it.
    listen(circle, &mut heard.clone())?;
    let mut said = 0;
    while started.elapsed() < LASTS {
        for group in 0..circle.groups() {
            circle.turn_to_group(group);
            BOTH.iter().try_for_each(|who| circle.bid(*who, &format!("send {said}")).map(drop))?;
        }
        said += 1;
        thread::sleep((started + Duration::from_secs(said)).saturating_duration_since(Instant::now()));
        listen(circle, &mut heard)?;
    }
    // The last ones are on their way.
    thread::sleep(Duration::from_secs(5));
    listen(circle, &mut heard)?;
    for (group, heard) in heard.iter().enumerate() {
        circle.turn_to_group(group);
        BOTH.iter().try_for_each(|who| circle.heard_all(*who, BOTH[1 - who], said, &heard[*who]))?;
    }
    report(&format!("{said} messages each way in {} groups, each heard once and in order", circle.groups()));
    Ok(())
}

/// What each heard since, in each group.
fn listen(circle: &mut Circle, heard: &mut [[Vec<String>; 2]]) -> Outcome {
    for (group, heard) in heard.iter_mut().enumerate() {
        circle.turn_to_group(group);
        for who in BOTH {
            heard[who].extend(circle.take_all(who, "message")?);
        }
    }
    Ok(())
}

fn all_is_well(circle: &mut Circle) -> Outcome {
    for group in 0..circle.groups() {
        circle.turn_to_group(group);
        BOTH.iter().try_for_each(|who| circle.says(*who, &BOTH, "still here"))?;
    }
    Ok(())
}

#[test]
#[ignore = "takes eleven minutes"]
fn of_trixie_and_ours() -> Outcome {
    cast(TRIXIE, OURS)
}

#[test]
#[ignore = "takes eleven minutes"]
fn of_sid_and_ours() -> Outcome {
    cast(SID, LIBRARY)
}

#[test]
#[ignore = "takes eleven minutes"]
fn of_ours_and_trixie() -> Outcome {
    cast(LIBRARY, TRIXIE)
}

#[test]
#[ignore = "takes eleven minutes"]
fn of_ours_and_sid() -> Outcome {
    cast(OURS, SID)
}
