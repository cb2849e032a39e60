//! Two members set an open topic at the same moment: after some pings all have the same one, ours and the releases that have groups.

use std::thread;
use std::time::{Duration, Instant};

use toxcore_interop::ClientKind;
use toxcore_interop::circle::{Circle, Step, play};
use toxcore_interop::scenario::Outcome;

use crate::cast::{FOUNDER, LIBRARY, OURS, SID, TRIXIE};

const RIVALS: [usize; 2] = [1, 2];
const ALL: [usize; 3] = [0, 1, 2];

/// A topic that was replaced does not come back for 58 s; some pings, one each 12 s, go by after that. Protocol: groups, Topic.
const AGREED: Duration = Duration::from_secs(120);
/// How often it is looked at: our choice.
const LOOK: Duration = Duration::from_millis(200);

fn cast(kinds: [ClientKind; 3]) -> Outcome {
    let steps: [Step<'_>; 2] = [("join", &meet), ("race", &two_set_it_at_once)];
    play(&[("founder", kinds[0]), ("one", kinds[1]), ("other", kinds[2])], &steps)
}

fn meet(circle: &mut Circle) -> Outcome {
    circle.found(FOUNDER, "forum", "")?;
    RIVALS.iter().try_for_each(|who| circle.knock(*who, ""))?;
    RIVALS.iter().try_for_each(|who| circle.is_in(*who))?;
    circle.all_see(&ALL)?;
    circle.settle(&ALL, &ALL)?;
    circle.bid(FOUNDER, "lock 1")?;
    RIVALS.iter().try_for_each(|who| circle.hears(*who, "lock 1"))
}

fn two_set_it_at_once(circle: &mut Circle) -> Outcome {
    for who in RIVALS {
        circle.begin(who, &format!("topic by {who}"))?;
    }
    let late = Instant::now() + AGREED;
    loop {
        let shown = ALL.iter().map(|who| circle.bid(*who, "shows")).collect::<Outcome<Vec<String>>>()?;
        let [first, others @ ..] = shown.as_slice() else { return Err("nobody is there".into()) };
        if first.starts_with("by ") && others.iter().all(|topic| topic == first) {
            return Ok(());
        }
        if Instant::now() > late {
            return Err(format!("they show {shown:?}").into());
        }
        thread::sleep(LOOK);
    }
}

#[test]
fn of_ours() -> Outcome {
    cast([LIBRARY, TRIXIE, SID])
}

#[test]
fn of_trixie() -> Outcome {
    cast([TRIXIE, OURS, LIBRARY])
}

#[test]
fn of_sid() -> Outcome {
    cast([SID, OURS, TRIXIE])
}
