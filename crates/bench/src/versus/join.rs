//! How long somebody who was told the chat id of a group needs to join it, with one node.

use std::io;
use std::thread;
use std::time::Duration;

use super::agent::Agent;
use super::pair::{Contact, introduce, make};
use super::{Figure, Library, Scenario, Values, Versus};
use crate::report::Goal;
use crate::stats::median;
use crate::suite::tell;

pub(super) const SCENARIO: Scenario = Scenario {
    name: "join",
    figures: &[
        Figure { name: TIME, unit: "s", goal: Goal::AtMost(2.0) },
        Figure { name: SLOWEST, unit: "s", goal: Goal::ToldLow },
        Figure { name: FAILED, unit: "", goal: Goal::AtMost(0.0) },
    ],
    measure,
};

const TIME: &str = "by chat id, both see each other, median";
const SLOWEST: &str = "by chat id, slowest";
const FAILED: &str = "failures, of 50 joins of ours and 10 of others";

fn measure(versus: &Versus, library: &Library) -> io::Result<Values> {
    let count = match (versus.short, library.is_ours()) {
        (true, _) => SHORT_TRIALS,
        (false, true) => OUR_TRIALS,
        (false, false) => TRIALS,
    };
    let mut outcomes = Vec::new();
    for batch in 0..count.div_ceil(AT_ONCE) {
        let numbers = batch * AT_ONCE..count.min((batch + 1) * AT_ONCE);
        // They wait for timers, not for the processor.
        let trials: Vec<io::Result<f64>> = thread::scope(|scope| {
            let started: Vec<_> = numbers.map(|number| scope.spawn(move || trial(versus, library, number))).collect();
            let broken = || Err(io::Error::other("a trial broke off"));
            started.into_iter().map(|trial| trial.join().unwrap_or_else(|_| broken())).collect()
        });
        outcomes.extend(trials);
    }
    for error in outcomes.iter().filter_map(|outcome| outcome.as_ref().err()) {
        tell(&format!("a join, {}: {error}", library.name));
    }
    Ok(values(&outcomes))
}

/// The figures of all trials: seconds, or why nobody met. What failed counts as slow as we waited, so that the median cannot gain
/// from it.
fn values(outcomes: &[io::Result<f64>]) -> Values {
    let failed = outcomes.iter().filter(|outcome| outcome.is_err()).count();
    let times: Vec<f64> = outcomes.iter().map(|outcome| *outcome.as_ref().unwrap_or(&PATIENCE.as_secs_f64())).collect();
    let mut values = vec![(FAILED, failed as f64)];
    values.extend(median(&times).map(|time| (TIME, time)));
    values.extend(times.into_iter().reduce(f64::max).map(|time| (SLOWEST, time)));
    values
}

/// Seconds from the call that joins to the moment founder and guest see each other, in a network of their own. Both are clients
/// who have been online for a while.
fn trial(versus: &Versus, library: &Library, number: usize) -> io::Result<f64> {
    let port = FIRST_PORT + PORTS * u16::try_from(number).unwrap_or_default();
    let host = versus.world.node();
    let mut node = Agent::start(versus.command(library, "client"))?;
    let at = make(&mut node, "udp", port, port + RELAY, 1)?;
    let contact = Contact { host, port, relay: Some(port + RELAY), at };
    let mut founder = online(versus, library, &contact, port + 1)?;
    founder.say("public")?;
    let chat_id = founder.wait_for("group", ANSWER, |words| match words {
        ["chat", chat_id] => Some((*chat_id).to_owned()),
        _ => None,
    })?;
    let mut guest = online(versus, library, &contact, port + 2)?;
    founder.lines_for(SETTLE)?;
    guest.lines_for(Duration::ZERO)?;
    guest.say(&format!("join {chat_id}"))?;
    let begin = guest.wait_for("group", ANSWER, |words| match words {
        ["joining", time] => time.parse::<f64>().ok(),
        _ => None,
    })?;
    let mut met = begin;
    for agent in [&mut guest, &mut founder] {
        let seen = agent.wait_for("other member", PATIENCE, |words| match words {
            ["peers", "1", time] => time.parse::<f64>().ok(),
            _ => None,
        })?;
        met = met.max(seen);
    }
    Ok(met - begin)
}

/// A client who is online.
fn online(versus: &Versus, library: &Library, contact: &Contact, port: u16) -> io::Result<Agent> {
    let mut client = Agent::start(versus.command(library, "client"))?;
    make(&mut client, "udp", port, 0, 1)?;
    introduce(&mut client, contact)?;
    client.wait_for("network", PATIENCE, |words| match words {
        ["self", "2", _] => Some(()),
        _ => None,
    })?;
    Ok(client)
}

/// Joins whose median counts.
const TRIALS: usize = 10;
/// Joins of ours, none of which may fail.
const OUR_TRIALS: usize = 50;
const SHORT_TRIALS: usize = 1;
/// Networks at the same time.
const AT_ONCE: usize = 5;
/// Ports of the first network, and of each; the number of the relay's port among them.
const FIRST_PORT: u16 = 20_000;
const PORTS: u16 = 10;
const RELAY: u16 = 9;
/// Time in which a group that was founded becomes known, and clients settle.
const SETTLE: Duration = Duration::from_secs(5);
/// Time after which nobody will meet. The reference needs half a minute at times.
const PATIENCE: Duration = Duration::from_secs(60);
/// Time for an answer of the load program.
const ANSWER: Duration = Duration::from_secs(10);

#[cfg(test)]
mod tests {
    use super::*;

    fn value(values: &Values, name: &str) -> Option<f64> {
        values.iter().find(|(found, _)| *found == name).map(|(_, value)| *value)
    }

    #[test]
    fn who_does_not_meet_is_counted_and_slow() {
        let lost = || Err(io::ErrorKind::TimedOut.into());
        let values = values(&[Ok(0.5), lost(), Ok(0.7)]);
        let found = [FAILED, TIME, SLOWEST].map(|name| value(&values, name));
        assert_eq!(found, [Some(1.0), Some(0.7), Some(PATIENCE.as_secs_f64())]);
        assert_eq!(values.len(), SCENARIO.figures.len());
    }

    #[test]
    fn two_seconds_and_no_failure_are_wanted() {
        let goal = |name| SCENARIO.figures.iter().find(|figure| figure.name == name).map(|figure| figure.goal);
        assert_eq!((goal(TIME), goal(FAILED)), (Some(Goal::AtMost(2.0)), Some(Goal::AtMost(0.0))));
    }

    #[test]
    fn networks_do_not_share_ports() {
        let last = FIRST_PORT + PORTS * u16::try_from(OUR_TRIALS).expect("few");
        assert!(RELAY < PORTS && last < super::super::conferences::FIRST_PORT);
    }
}
